import { whole } from '../../../lib/words.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Page, page } from '../../../platform/view.ts'
import { allows } from '../../people/index.ts'
import { type Links, linksOf } from '../analyses/links.ts'
import type { Answered, Choices } from './ask.ts'
import type { Ground } from './figures.ts'
import { type Head, headOf, noBoroughs } from './head.ts'
import type { Note } from './note-schemas.ts'
import { agreedWords, ended } from './note-words.ts'
import { type Asked, allWords, type GroupReading } from './reading.ts'
import { countWords, intervalWords, rateWords } from './words.ts'

/** Words, with a note under them or without. */
type Cell = string | { text: string; note: string }

interface Door {
  text: string
  href: string
}

interface Empty extends Head {
  empty: { title: string; text: string; links: Door[] }
}

const emptyPage = page<Empty>('needs/pages/groups-empty.njk')

interface Ready extends Head {
  strip: { term: string; value: string; unit: string }[]
  statement: string
  note: { body: string[]; misread: string[]; asked: string[]; sources: string[]; agreed: string; href: string }
  figure: { id: string; svg: string; caption: string }
  table: { caption: string; heads: string[]; rows: Cell[][]; textColumns: number[] }
  links: Links
  source: { period: string; source: string; interval: string; href: string; linkText: string }
  notes: string[]
}

const readyPage = page<Ready>('needs/pages/groups.njk')

export function showEmpty(found: Exclude<Answered, { state: 'ready' }>, actor: Actor): Page {
  if (found.state === 'no data') return emptyPage({ ...headOf(found), empty: noData(found) })
  const { grouping } = found.ground
  const href = `/analyses/groups/note?grouping=${grouping.id}`
  return emptyPage({
    ...headOf(found, found, found.asked.year, found.asked.reference),
    empty: {
      title: `“${grouping.title}” has no agreed context note, so no figure of it is shown to anybody.`,
      text: 'A note says what must be known to read the figures fairly, who was asked, what may be misread, and what it rests on. One person writes it and a second agrees it. Then the figures are shown, always with the note.',
      links: [{ text: allows(actor, 'context-notes.write') ? 'Write the note' : 'See how far the note is', href }],
    },
  })
}

const noData = ({ missing }: Choices): Empty['empty'] => ({
  title: 'No figures by group are loaded.',
  text: missing.length
    ? `This city's pack knows of ${missing.map(one => `“${one.title}”`).join(', ')}. Load the files with the counts first.`
    : 'The pack of this city names no groupings. They are described in its groupings.json.',
  links: [{ text: 'See the data that are loaded', href: '/data' }],
})

export function showReady(
  found: Extract<Answered, { state: 'ready' }>,
  made: GroupReading,
  actor: Actor,
  query: unknown,
): Page {
  const { ground, asked, note } = found
  const { reading } = made
  return readyPage({
    ...headOf(found, found, asked.year, made.reference?.group.id ?? asked.reference),
    title: reading.title,
    strip: stripOf(ground, asked, made),
    statement: reading.statement,
    note: noteOf(note),
    figure: { id: 'groups', svg: reading.svg ?? '', caption: captionOf(ground) },
    table: tableOf(reading.table),
    links: linksOf(actor, reading, { csv: reading.href.replace('/groups?', '/groups.csv?'), asked: query }),
    source: {
      period: `January to December ${asked.year}.`,
      interval: `${reading.settings}.`,
      source: `${reading.source}.`,
      href: reading.method,
      linkText: 'How this is worked out',
    },
    notes: [...reading.notes.slice(4), ...noBoroughs(found)], // the first four are the context note, which has a place of its own
  })
}

const captionOf = ({ grouping }: Ground): string =>
  grouping.kind === 'shares'
    ? 'Percent of those asked, with 95 % intervals. In the order of the pack: no ranking.'
    : `Per ${whole(grouping.per)} residents of the group, with 95 % intervals. In the order of the pack: no ranking.`

/** All together of a borough is not told: less those of the others it would be a small one. */
function stripOf(ground: Ground, { year, shown }: Asked, { lines }: GroupReading): Ready['strip'] {
  const all = shown ? '' : allWords(ground, year)
  const rated = lines.filter(line => line.rate).slice(0, 3)
  return [
    ...(all ? [{ term: `All, ${year}`, value: all, unit: ground.whole.unit }] : []),
    ...rated.map(line => ({
      term: line.group.name,
      value: rateWords(ground.grouping, line.rate?.rate ?? 0).split(' per ')[0] ?? countWords(line),
      unit: intervalWords(line),
    })),
  ]
}

const paragraphs = (text: string) =>
  text
    .split(/\n+/)
    .map(line => line.trim())
    .filter(Boolean)

const noteOf = (note: Note): Ready['note'] => ({
  body: paragraphs(note.body),
  misread: paragraphs(note.misread),
  asked: paragraphs(note.asked),
  sources: paragraphs(ended(note.sources)),
  agreed: `${agreedWords(note)}.`,
  href: `/analyses/groups/note?grouping=${note.grouping}`,
})

/** Ten columns are too wide for a page: the remark stands under the group's name, the interval under the rate, the difference under the ratio. */
function tableOf(table: GroupReading['reading']['table']): Ready['table'] {
  const [group = '', counted = '', people = '', rate = '', interval = '', ratio = '', difference = '', ...rest] =
    table?.head ?? []
  const heads = [
    group,
    counted,
    people,
    `${rate}, ${interval}`,
    `${ratio}, and ${difference.toLowerCase()}`,
    ...rest.slice(0, -1),
  ]
  return { caption: table?.caption ?? '', heads, rows: (table?.rows ?? []).map(folded), textColumns: [2, 4] }
}

function folded([group = '', counted = '', people = '', rate = '', interval = '', ...rest]: string[]): Cell[] {
  const [ratio = '', difference = '', ...others] = rest
  const under = (text: string, note: string): Cell => (note ? { text, note } : text)
  return [
    under(group, others.at(-1) ?? ''),
    counted,
    people,
    under(rate, interval),
    under(ratio, difference),
    ...others.slice(0, -1),
  ]
}
