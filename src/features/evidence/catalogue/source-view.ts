import { type Day, dayWords, londonDay } from '../../../lib/dates.ts'
import { bytes, plural, sentence, whole } from '../../../lib/words.ts'
import type { Actor } from '../../../platform/http.ts'
import { page } from '../../../platform/view.ts'
import type { Break, Measure } from '../schemas.ts'
import { breakView } from './breaks-view.ts'
import type { Held } from './held.ts'
import type { Line } from './lines.ts'
import { dueLine, licenceWords } from './list.ts'
import { measureHref } from './measures-view.ts'
import { nothingChanges } from './overruled.ts'
import type { Claim } from './queries.ts'
import {
  cadenceWords,
  coverageWords,
  dueReason,
  dueWords,
  periodWords,
  placesWords,
  spanWords,
  stateOfPeriod,
} from './rules.ts'
import { type ImportLine, type ImportStatus, readReport } from './schemas.ts'
import { calendar, key } from './strip.ts'

export const statusNames: Readonly<Record<ImportStatus, string>> = {
  current: 'In force',
  undone: 'Undone',
  reading: 'Being read',
  failed: 'Failed: nothing counts',
}

export interface SourceFacts {
  line: Line
  held: readonly Held[]
  imports: readonly ImportLine[]
  claims: readonly Claim[]
  breaks: readonly Break[]
  measures: readonly Measure[]
  revisable: number
  actor: Actor
  mayImport: boolean
  mayRemove: boolean
  today: Day
}

const facts = ({ source, snapshotOn, due }: Line) => [
  { term: 'Publisher', text: source.publisher },
  { term: 'Custodian', text: source.custodian },
  { term: 'Licence', text: licenceWords(source.licence) },
  { term: 'Attribution', text: source.attribution },
  { term: 'Official address', text: source.address ?? 'None is known', href: safeHref(source.address) },
  { term: 'Format', text: source.format, href: `/data/formats/${encodeURIComponent(source.format)}` },
  { term: 'Published', text: cadenceWords(source.cadence, source.lagDays) },
  { term: 'Next due', html: dueLine(due), text: dueReason(snapshotOn, source.cadence, source.lagDays) },
  {
    term: 'Small counts',
    text: source.openlyPublished
      ? 'Openly published. Small counts are still hidden from roles other than analysts and the borough’s own lead.'
      : 'Not openly published: small counts are hidden from everyone but analysts.',
  },
]

// A pack is trusted, a partner's address is not: only web addresses become links.
const safeHref = (address: string | null) => (address && /^https?:\/\//.test(address) ? address : undefined)

/** One source, for its page. */
export function sourceView(f: SourceFacts) {
  const { source } = f.line
  const months = f.held.filter(one => one.grain === 'month' && one.periods.length > 0)
  return {
    title: source.title,
    breadcrumbs: [{ text: 'Data', href: '/data' }, { text: source.title }],
    id: source.id,
    lead: leadOf(f),
    late:
      f.line.due.state === 'late'
        ? { title: dueWords(f.line.due), text: dueReason(f.line.snapshotOn, source.cadence, source.lagDays) }
        : null,
    facts: facts(f.line),
    faults: source.knownFaults,
    notes: [source.notes, source.why ?? ''].filter(note => note !== ''),
    levels: f.held.map(one => ({ words: coverageWords([one]), measures: plural(one.measures, 'measure') })),
    calendars: months.map((one, i) => ({
      svg: calendar(one, `calendar-${i}`),
      title: sentence(placesWords(one.kind, one.places, one.of)),
    })),
    key: months.length ? key(months) : [],
    outs: outsOf(f),
    breaks: f.breaks.map(breakView),
    measures: f.measures.map(one => ({ name: one.name, href: measureHref(one.code) })),
    history: f.imports.map(one => historyRow(one)),
    files: plural(f.imports.filter(one => one.status === 'current').length, 'file'),
    revisable: f.revisable,
    revisedWords: revisedWords(f),
    mayImport: f.mayImport,
    remove: f.mayRemove ? `/data/${source.id}/remove` : '',
    loaded: f.imports.length > 0,
  }
}
export const sourcePage = page<ReturnType<typeof sourceView>>('evidence/catalogue/pages/source.njk')

function leadOf({ line, held }: SourceFacts): string {
  if (line.snapshotOn === null)
    return 'Nothing of this source has been loaded. A figure it could give is not known, which is not the same as none.'
  const covers = held.length ? coverageWords(held) : line.covers
  return `${covers}. Newest snapshot ${dayWords(line.snapshotOn)}.`
}

interface Out {
  file: string
  snapshot: string
  measures: number
  period: string
  state: string
  reason: string
  release: string
}

/** Periods of files in force that do not count, with why. What several parts of a file say alike is said once; so is a measure withheld throughout. */
function outsOf(f: SourceFacts) {
  const rows = new Map<string, Out>()
  for (const out of f.claims.flatMap(claim => outsOfClaim(f, claim))) {
    const id = [out.file, out.snapshot, out.period, out.state].join('/')
    const known = rows.get(id)
    rows.set(id, known ? { ...known, measures: Math.max(known.measures, out.measures) } : out)
  }
  return [...rows.values()].map(out => ({ ...out, measures: plural(out.measures, 'measure') }))
}

function outsOfClaim({ imports, mayImport }: SourceFacts, claim: Claim): Out[] {
  const file = imports.find(one => one.id === claim.importId)
  if (!file) return []
  const base = { file: file.fileName, snapshot: dayWords(file.snapshotOn), measures: claim.measures, release: '' }
  if (claim.states.length > 0 && claim.states.every(state => state === 'withheld')) {
    const period = spanWords(claim.periods[0] ?? '', claim.periods.at(-1) ?? '', claim.grain)
    return [
      { ...base, period, state: stateOfPeriod.withheld, reason: 'Nought in every cell: not released, and not none.' },
    ]
  }
  const judged = readReport(file.report).judgements
  return claim.periods.flatMap((period, i) => {
    const state = claim.states[i] ?? 'loaded'
    if (state === 'loaded') return []
    const reason = judged.find(one => one.period === period && one.state === state)?.reason ?? 'The pack says so'
    const release = state === 'held' && mayImport ? `/data/imports/${file.id}/release/${period}` : ''
    return [{ ...base, period: periodWords(period, claim.grain), state: stateOfPeriod[state], reason, release }]
  })
}

// Newer files spoke of all its cells already when it came in.
const historyStatus = (one: ImportLine): string =>
  one.status === 'current' && nothingChanges(readReport(one.report).revisions)
    ? 'In force where no newer file speaks'
    : statusNames[one.status]

const historyRow = (one: ImportLine) => ({
  id: one.id,
  href: `/data/imports/${one.id}`,
  file: one.fileName,
  hash: one.fileHash.slice(0, 8),
  size: bytes(one.fileBytes),
  snapshot: dayWords(one.snapshotOn),
  status: historyStatus(one),
  off: one.status !== 'current',
  read: whole(one.rowsRead),
  used: whole(one.rowsUsed),
  rejected: whole(one.rowsRejected),
  cells: whole(one.cells),
  by: one.madeBy,
  when: dayWords(londonDay(new Date(one.finishedAt ?? one.startedAt))),
})

function revisedWords({ imports, revisable }: SourceFacts): string {
  if (revisable === 0) return 'No two files in force speak of the same cells, so nothing has been revised.'
  const changed = imports
    .filter(one => one.status === 'current')
    .reduce((sum, one) => sum + readReport(one.report).revisions.changed, 0)
  const told = changed > 0 ? ` When they came in, newer files changed ${plural(changed, 'cell')}.` : ''
  return `Files in force overlap in ${plural(revisable, 'measure')}. In each cell the newest snapshot counts, and what it replaced is kept.${told}`
}
