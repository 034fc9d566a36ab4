import { whole } from '../../../lib/words.ts'
import { type Page, page } from '../../../platform/view.ts'
import { findingHref } from '../analyses/view.ts'
import type { Answered, Choices } from './ask.ts'
import type { Ground } from './figures.ts'
import type { Note } from './note-schemas.ts'
import { agreedWords, ended } from './note-words.ts'
import { allWords, type GroupReading } from './reading.ts'
import { groups } from './view.ts'
import { countWords, intervalWords, rateWords, ratioWords } from './words.ts'

interface Option {
  value: string
  text: string
  selected: boolean
}

interface Head {
  title: string
  lead: string
  groupings: Option[]
  years: Option[]
  references: Option[]
  missing: string[]
}

interface Door {
  text: string
  href: string
}

export interface Doors {
  write: boolean
  finding: boolean
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
  table: { caption: string; heads: string[]; rows: string[][]; textColumns: number[] }
  csv: string
  finding: string
  source: { period: string; source: string; interval: string; href: string; linkText: string }
  notes: string[]
}

const readyPage = page<Ready>('needs/pages/groups.njk')

const lead =
  'Rates by ethnicity, age or sex, each with the residents it is divided by, how sure it is, and what must be known to read it.'

const headOf = ({ loaded, missing }: Choices, ground?: Ground, year = 0, reference = ''): Head => ({
  title: groups.title,
  lead,
  groupings: loaded.map(({ grouping }) => ({
    value: grouping.id,
    text: grouping.title,
    selected: grouping === ground?.grouping,
  })),
  years: (ground?.years ?? []).map(one => ({ value: String(one), text: String(one), selected: one === year })),
  references: (ground?.grouping.groups ?? [])
    .filter(one => !one.unknown)
    .map(one => ({ value: one.id, text: one.name, selected: one.id === reference })),
  missing: missing.map(({ title }) => title),
})

export function showEmpty(found: Exclude<Answered, { state: 'ready' }>, doors: Doors): Page {
  if (found.state === 'no data') return emptyPage({ ...headOf(found), empty: noData(found) })
  const { grouping } = found.ground
  const href = `/analyses/groups/note?grouping=${grouping.id}`
  return emptyPage({
    ...headOf(found, found.ground, found.asked.year, found.asked.reference),
    empty: {
      title: `“${grouping.title}” has no agreed context note, so no figure of it is shown to anybody.`,
      text: 'A note says what must be known to read the figures fairly, who was asked, what may be misread, and what it rests on. One person writes it and a second agrees it. Then the figures are shown, always with the note.',
      links: [{ text: doors.write ? 'Write the note' : 'See how far the note is', href }],
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

export function showReady(found: Extract<Answered, { state: 'ready' }>, made: GroupReading, doors: Doors): Page {
  const { ground, asked, note } = found
  const { reading } = made
  return readyPage({
    ...headOf(found, ground, asked.year, made.reference?.group.id ?? asked.reference),
    title: reading.title,
    strip: stripOf(ground, asked.year, made),
    statement: reading.statement,
    note: noteOf(note),
    figure: { id: 'groups', svg: reading.svg ?? '', caption: captionOf(ground) },
    table: tableOf(reading.table),
    csv: reading.href.replace('/groups?', '/groups.csv?'),
    finding: doors.finding ? findingHref('groups', reading.href) : '',
    source: {
      period: `January to December ${asked.year}.`,
      interval: `${reading.settings}.`,
      source: `${reading.source}.`,
      href: reading.method,
      linkText: 'How this is worked out',
    },
    notes: reading.notes.slice(4), // the first four are the context note, which has a place of its own
  })
}

const captionOf = ({ grouping }: Ground): string =>
  grouping.kind === 'shares'
    ? 'Percent of those asked, with 95 % intervals. In the order of the pack: no ranking.'
    : `Per ${whole(grouping.per)} residents of the group, with 95 % intervals. In the order of the pack: no ranking.`

function stripOf(ground: Ground, year: number, { lines, reference }: GroupReading): Ready['strip'] {
  const all = allWords(ground, year)
  const rated = lines.filter(line => line.rate).slice(0, 3)
  return [
    ...(all ? [{ term: `All, ${year}`, value: all, unit: ground.whole.unit }] : []),
    ...rated.map(line => ({
      term: line.group.name,
      value: rateWords(ground.grouping, line.rate?.rate ?? 0).split(' per ')[0] ?? countWords(line),
      unit: `${intervalWords(line)}${line === reference ? '' : `; ${ratioWords(line).split(',')[0]}`}`,
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

const tableOf = (table: GroupReading['reading']['table']): Ready['table'] => ({
  caption: table?.caption ?? '',
  heads: table?.head ?? [],
  rows: table?.rows ?? [],
  textColumns: [2, 4, 5, (table?.head.length ?? 1) - 1],
})
