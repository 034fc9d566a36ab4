import { dayWords, momentWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import { type FieldError, type Wrong, wrong } from '../../../platform/form.ts'
import { type Found, type List, listView, type Query } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import type { Beside } from '../../threads/index.ts'
import { methodOf, notesOf, placesOf, titleOf } from './about.ts'
import { findingsList } from './list.ts'
import type { Event } from './queries.ts'
import type { Read } from './read.ts'
import { type Change, type Evidence, type Exhibit, factorNames, statusNames, strengthNames } from './schemas.ts'
import { evidenceTerms, type Term } from './terms.ts'

const listPage = page<{ title: string; lead: string; list: List }>('needs/pages/findings.njk')

export const showList = (query: Query, found: Found<Read>) =>
  listPage({
    title: 'Findings',
    lead: 'What the figures of a place mean, in words, with the figures as they were seen on the day.',
    list: listView(findingsList, query, found),
  })

export interface May {
  edit: boolean
  agree: boolean
  drop: boolean
  /** Say that its words hold in spite of what changed. */
  stand: boolean
}

interface Link {
  text: string
  href: string
}
/** The figures of a reading as they were kept: its picture, and its table as the figure macro asks for it. */
interface Kept {
  svg: string
  caption: string
  table: { caption: string; heads: string[]; rows: string[][]; textColumns: number[] } | null
  source: string
  csv: string
}
interface FindingPage extends Wrong {
  title: string
  statement: string[]
  breadcrumbs: Link[]
  state: string
  places: Link[]
  /** How many more places it is about than are linked. */
  more: string
  revised: boolean
  changes: Change[]
  stands: string
  dropped: string
  facts: Term[]
  evidence: Term[]
  notes: string[]
  kept: Kept | null
  imports: { text: string; hash: string }[]
  beside: Beside
  threadHref: string
  today: Link
  method: string
  history: { words: string; who: string }[]
  may: May
  /** Who must do something before it stands; empty where nobody must. */
  waits: string
  href: string
  version: number
  reason: string
}
const findingPage = page<FindingPage>('needs/pages/finding.njk')

export interface Shown extends Read {
  exhibit: Exhibit
  beside: Beside
  history: readonly Event[]
  may: May
  coordinates: Term[]
  errors?: FieldError[]
}

const mostPlaces = 6

export function show(shown: Shown) {
  const { finding, seen } = shown
  const { evidence } = finding
  const places = placesOf(evidence)
  return findingPage({
    title: titleOf(evidence),
    statement: finding.statement.split(/\n+/).filter(line => line.trim() !== ''),
    breadcrumbs: [{ text: 'Findings', href: '/findings' }],
    state: statusNames[finding.status],
    places: places.slice(0, mostPlaces).map(({ name, code }) => ({ text: name, href: `/places/${code}` })),
    more: places.length > mostPlaces ? `and ${plural(places.length - mostPlaces, 'more place')}` : '',
    revised: shown.revised,
    changes: shown.changes,
    stands: shown.stands && finding.standsOn ? dayWords(finding.standsOn) : '',
    dropped: finding.droppedReason ?? '',
    facts: factsOf(shown),
    evidence: seen ? evidenceTerms(seen) : [],
    notes: notesOf(evidence),
    kept: keptOf(shown),
    imports: importsOf(evidence),
    beside: shown.beside,
    threadHref: `/threads/finding/${finding.id}`,
    today: todayOf(evidence),
    method: methodOf(evidence),
    history: shown.history.map(eventOf),
    may: shown.may,
    waits:
      finding.status === 'draft' && !shown.may.agree
        ? 'It waits for the director to agree it: never whoever made it. Until then it is in no edition and no release.'
        : '',
    href: `/findings/${finding.id}`,
    version: finding.version,
    reason: '',
    ...wrong(shown.errors),
  })
}

const factsOf = ({ finding, coordinates }: Shown): Term[] =>
  [
    { term: 'Evidence', text: strengthNames[finding.strength] },
    { term: 'Factor', text: factorNames[finding.factor] },
    ...coordinates,
    { term: 'Made', text: dayWords(finding.madeOn) },
    { term: 'Agreed', text: finding.agreedOn ? dayWords(finding.agreedOn) : '' },
  ].filter(fact => fact.text !== '')

const importsOf = ({ imports }: Evidence) =>
  imports.map(one => ({ text: `${one.title}, as received ${dayWords(one.snapshotOn)}`, hash: one.hash }))

/** Where the same is to be seen as it stands today. */
function todayOf(evidence: Evidence): Link {
  if (evidence.kind === 'reading') return { text: 'The same as it stands today', href: evidence.reading.href }
  const { place, measure } = evidence
  const asked = `place=${encodeURIComponent(place.code)}&measure=${encodeURIComponent(measure.code)}`
  return { text: 'How firm is it today?', href: `/signals/firmness?${asked}` }
}

function keptOf({ finding, seen, exhibit: { svg = '', table } }: Shown): Kept | null {
  if (seen?.kind !== 'reading') return null
  const { title, source } = seen.reading
  const isText = (column: number) => table?.rows.some(row => /^[A-Za-z]/.test(row[column] ?? ''))
  return {
    svg,
    caption: title,
    table: table
      ? {
          caption: table.caption,
          heads: table.head,
          rows: table.rows,
          textColumns: table.head.map((_, i) => i).filter(isText),
        }
      : null,
    source,
    csv: `/findings/${finding.id}.csv`,
  }
}

const deeds: Record<string, string> = {
  'finding.made': 'Made',
  'finding.changed': 'Changed',
  'finding.agreed': 'Agreed',
  'finding.dropped': 'Dropped',
  'finding.revised': 'Newer data changed the figures behind it',
  'finding.stands': 'Looked at again: its words hold',
}

const eventOf = ({ at, what, who }: Event) => ({
  words: `${deeds[what] ?? what}, ${momentWords(at)}`,
  who,
})
