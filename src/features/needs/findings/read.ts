// A finding as one person reads it, held against the figures of today.
import { addMonths, type Month, monthWords } from '../../../lib/dates.ts'
import { whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Measure, notShown, openEvidence, type Store, show, sight } from '../../evidence/index.ts'
import { type Looking, viewOf } from '../analyses/view.ts'
import { shelf } from '../kept.ts'
import { isOpen, windowsOf } from '../questions/shown.ts'
import { type Windows, whereOf } from '../rules.ts'
import { ratioWords } from '../words.ts'
import * as queries from './queries.ts'
import { readingChanges } from './revision.ts'
import { reader } from './rules.ts'
import type { Change, Evidence, Finding, MarkEvidence } from './schemas.ts'

export interface Read {
  finding: Finding
  /** What was seen, as far as this person may see it. */
  seen: Evidence | undefined
  /** What is otherwise today than when it was made, as far as this person may see it. */
  changes: Change[]
  revised: boolean
  /** Somebody looked at what changed, as it is now, and found that its words hold. */
  stands: boolean
  /** Newer data are in force than those its figures were last held against. */
  waits: boolean
}

/** A finding with its evidence as far as this person sees it. The figures of a reading are held against today's by the job after each import. */
export async function read(db: Db, store: Store, actor: Actor, finding: Finding): Promise<Read> {
  const { evidence, changes } = finding
  if (evidence.kind === 'mark') return readMark(db, store, actor, finding, evidence)
  const waits = finding.checkedVersion !== store.version
  return { finding, seen: evidence, changes, revised: changes.length > 0, stands: finding.stands && !waits, waits }
}

/** The same for the page of one finding: held against the figures of this moment. */
export async function readNow(rooms: Looking, store: Store, actor: Actor, finding: Finding): Promise<Read> {
  const found = await read(rooms.db, store, actor, finding)
  if (!found.waits && !isOfRecords(finding)) return found
  const changes = await changesNow(rooms, store, finding)
  return { ...found, changes, revised: changes.length > 0, stands: standsStill(finding, changes), waits: false }
}

/** It rests on records that people keep, not on files: they change at any time, and no new file says so. */
export const isOfRecords = ({ evidence }: Finding): boolean =>
  evidence.kind === 'reading' && evidence.reading.imports.length === 0

const standsStill = (finding: Finding, changes: readonly Change[]): boolean =>
  finding.stands && JSON.stringify(changes) === JSON.stringify(finding.changes)

async function readMark(db: Db, store: Store, actor: Actor, finding: Finding, seen: MarkEvidence): Promise<Read> {
  const measure = store.byCode.get(seen.measure.code)
  if (!measure) return { finding, seen: undefined, changes: [], revised: true, stands: false, waits: false }
  const now = await countsNow(db, store, measure, finding.placeId, seen)
  const revised = now.later !== seen.later || now.earlier !== seen.earlier
  const open = await isShown(db, store, actor, measure, finding.placeId, seen)
  const changes = open && revised ? markChanges(seen, now) : []
  const stands = finding.stands && finding.checkedVersion === store.version
  return { finding, seen: open ? seen : undefined, changes, revised, stands, waits: false }
}

async function isShown(db: Db, store: Store, actor: Actor, measure: Measure, placeId: number, seen: MarkEvidence) {
  const { place, end, window, later, earlier } = seen
  const see = sight(actor, measure, whereOf(place))
  if ([later, earlier].some(count => count !== null && show(count, see).count === null)) return false
  return isOpen(db, store, actor, { placeId, kind: place.kind, measure }, end, window)
}

async function countsNow(db: Db, store: Store, measure: Measure, id: number, seen: MarkEvidence): Promise<Windows> {
  const { end, window } = seen
  return (await windowsOf(db, store, measure, [{ id }], end, window)).get(id) ?? { later: null, earlier: null }
}

function markChanges(seen: MarkEvidence, now: Windows): Change[] {
  const counted = (n: number | null) => (n === null ? 'not known for every month' : whole(n))
  const one = (to: Month, was: number | null, is: number | null): Change[] =>
    was === is ? [] : [{ label: `${seen.window} months to ${monthWords(to)}`, was: counted(was), is: counted(is) }]
  return [...one(seen.end, seen.later, now.later), ...one(addMonths(seen.end, -seen.window), seen.earlier, now.earlier)]
}

const kept = shelf<Change[]>('finding changes', 500)

/** What is otherwise today, as all who may read the finding may see it; worked out once for the data in force. */
export const changesNow = (rooms: Looking, store: Store, finding: Finding): Promise<Change[]> =>
  isOfRecords(finding)
    ? compare(rooms, store, finding)
    : kept(store, String(finding.id), () => compare(rooms, store, finding))

async function compare(rooms: Looking, store: Store, finding: Finding): Promise<Change[]> {
  const { evidence } = finding
  if (evidence.kind === 'mark') {
    const { revised, changes } = await readMark(rooms.db, store, reader, finding, evidence)
    return revised && changes.length === 0 ? [{ label: 'A count behind it', was: notShown, is: notShown }] : changes
  }
  const { view, href } = evidence.reading
  const asked = Object.fromEntries(new URLSearchParams(href.split('?')[1] ?? ''))
  const was = { ...evidence.reading, ...(await queries.exhibitOf(rooms.db, finding.id)) }
  return readingChanges(was, await viewOf(rooms.views, view)?.read(rooms, asked))
}

/** A finding whose figures are otherwise than when it was made. */
export interface Revised {
  id: number
  changes: Change[]
  /** Somebody looked at these changes and found that its words hold. */
  stands: boolean
}

/** Of these findings, or of all that are agreed, those a data revision has changed, by id. */
export async function revisedFindings(rooms: Looking, ids?: readonly number[]): Promise<Map<number, Revised>> {
  const store = await openEvidence(rooms.db)
  const all = (await queries.list(rooms.db)).filter(({ id, status }) => (ids ? ids.includes(id) : status === 'agreed'))
  const found = new Map<number, Revised>()
  for (const finding of all) {
    const known = finding.checkedVersion === store.version && !isOfRecords(finding)
    const changes = known ? finding.changes : await changesNow(rooms, store, finding)
    if (changes.length) found.set(finding.id, { id: finding.id, changes, stands: standsStill(finding, changes) })
  }
  return found
}

/** The evidence in a line: "180 offences against 360; 0.50 (0.42 to 0.60)", or the first figures of a reading. */
export const evidenceWords = (seen: Evidence): string =>
  seen.kind === 'reading'
    ? seen.reading.figures
        .slice(0, 2)
        .map(figure => `${figure.label}: ${figure.value}`)
        .join('; ')
    : markWords(seen)

const markWords = (seen: MarkEvidence): string =>
  seen.later === null || seen.earlier === null
    ? 'Not all months are known'
    : `${whole(seen.later)} ${seen.measure.unit} in the ${seen.window} months to ${monthWords(seen.end)}, ${whole(seen.earlier)} in the ${seen.window} before; ratio ${ratioWords(seen)}`
