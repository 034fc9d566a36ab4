// What a finding rests on: read and frozen when it is made, held against the figures of today whenever it is read.
import { addMonths, type Month, monthWords } from '../../../lib/dates.ts'
import { whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { type Actor, anyone } from '../../../platform/http.ts'
import { type Measure, openEvidence, type Store, show, sight, sourcesOf } from '../../evidence/index.ts'
import { isOpen, windowsOf } from '../questions/shown.ts'
import { whereOf } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import type { ChangeWord } from '../signals/change.ts'
import { type Firmness, firmness, firmWords, seenMark } from '../signals/firmness.ts'
import { kinds } from '../signals/ground.ts'
import * as signals from '../signals/queries.ts'
import { defaults, settingsWords } from '../signals/settings.ts'
import { lead, ratioWords } from '../words.ts'
import * as queries from './queries.ts'
import type { Evidence, Finding } from './schemas.ts'

export interface Ground {
  store: Store
  firm: Firmness
  /** May the change, and the level, be told to all who read findings? */
  told: { change: boolean; level: boolean }
}

// A statement is read by all who may see the finding, so it says no more than an officer may see.
const reader: Actor = { ...anyone, role: 'officer' }

/** The mark a finding is made of; undefined where there is none. */
export async function groundOf(rooms: Rooms, place: string, measure: string): Promise<Ground | undefined> {
  const store = await openEvidence(rooms.db)
  const found = await signals.kindOf(rooms.db, place)
  const kind = kinds.find(each => each === found?.kind)
  const firm = kind && kind !== 'lsoa' ? await firmness(rooms, store, kind, place, measure) : undefined
  if (!firm) return undefined
  const hidden = await seenMark(rooms.db, store, reader, firm)
  return { store, firm, told: { change: !hidden.change, level: !hidden.level } }
}

/** Everything the finding rests on, as it stands today. */
export async function freeze(db: Db, { store, firm }: Ground, today: string): Promise<Evidence> {
  const { area, measure, end, usual } = firm
  const { later, earlier, ratio, lower, upper, q, tested, word } = usual.change
  const months = { from: addMonths(end, 1 - 2 * defaults.window), to: end }
  const ids = sourcesOf(store, measure.id, area.id, months).map(one => one.id)
  return {
    measure: { code: measure.code, name: measure.name, unit: measure.unit },
    place: { code: area.code, name: area.name, kind: area.kind, boroughCode: area.boroughCode },
    end,
    window: defaults.window,
    later,
    earlier,
    ratio,
    lower,
    upper,
    q,
    tested,
    change: word,
    level: usual.level.word,
    firm: firmWords(firm),
    settings: settingsWords(defaults),
    imports: await queries.imports(db, ids),
    method: '/methods/change',
    seenOn: today,
  }
}

/** May an officer see both counts, and so the mark? Then they may stand in the statement. */
export const mayTell = ({ told }: Ground): boolean => told.change

const verbs: Partial<Record<ChangeWord, string>> = {
  rising: 'rose by more than chance would explain',
  falling: 'fell by more than chance would explain',
  chance: 'did not change by more than chance would explain',
}

/** What the figures say in plain words, to start the statement from. */
export function statementOf(ground: Ground): string {
  const { area, measure, end, usual } = ground.firm
  const { later, earlier, word } = usual.change
  if (!mayTell(ground))
    return `${measure.name} in ${area.name}, 12 months to ${monthWords(end)} against the 12 months before.`
  const verb = verbs[word] ?? 'cannot be told to have changed'
  const counts =
    later !== null && earlier !== null
      ? ` ${lead(later)} ${measure.unit} in the 12 months to ${monthWords(end)}, ${whole(earlier)} in the 12 months before.`
      : ` This compares the 12 months to ${monthWords(end)} with the 12 months before.`
  const high =
    usual.level.word === 'high and sustained' && ground.told.level
      ? ` It has been among the highest tenth in each of the last ${usual.level.years.length} years.`
      : ''
  return `${measure.name} in ${area.name} ${verb}.${counts}${high}`
}

/** Does the text hold a count that those who read it may not see? */
export function tells(ground: Ground, text: string): boolean {
  if (mayTell(ground)) return false
  const { later, earlier } = ground.firm.usual.change
  const numbers = new Set((text.match(/\d[\d,]*/g) ?? []).map(found => Number(found.replaceAll(',', ''))))
  return [later, earlier].some(count => count !== null && numbers.has(count))
}

export interface Read {
  finding: Finding
  measure: Measure | undefined
  /** What was seen, as far as this person may see it. */
  seen: Evidence | undefined
  /** Are the figures of the same months other today than when it was made? */
  revised: boolean
}

/** A finding with its evidence as far as this person sees it, and whether the figures behind it have changed. */
export async function read(db: Db, store: Store, actor: Actor, finding: Finding): Promise<Read> {
  const { evidence } = finding
  const measure = store.byId.get(finding.measureId)
  if (!measure) return { finding, measure, seen: undefined, revised: true }
  const revised = await isRevised(db, store, measure, finding)
  const open = await isShown(db, store, actor, measure, finding)
  return { finding, measure, seen: open ? evidence : undefined, revised }
}

async function isShown(db: Db, store: Store, actor: Actor, measure: Measure, { placeId, evidence }: Finding) {
  const { place, end, window, later, earlier } = evidence
  const see = sight(actor, measure, whereOf(place))
  if ([later, earlier].some(count => count !== null && show(count, see).count === null)) return false
  const what = { placeId, kind: place.kind, measure }
  return isOpen(db, store, actor, what, end, window)
}

async function isRevised(db: Db, store: Store, measure: Measure, { placeId, evidence }: Finding): Promise<boolean> {
  const now = await countsNow(db, store, measure, placeId, evidence.end, evidence.window)
  return now.later !== evidence.later || now.earlier !== evidence.earlier
}

async function countsNow(db: Db, store: Store, measure: Measure, id: number, end: Month, window: number) {
  return (await windowsOf(db, store, measure, [{ id }], end, window)).get(id) ?? { later: null, earlier: null }
}

/** The evidence in a line: "180 offences against 360; 0.50 (0.42 to 0.60)". */
export const evidenceWords = (seen: Evidence): string =>
  seen.later === null || seen.earlier === null
    ? 'Not all months are known'
    : `${whole(seen.later)} ${seen.measure.unit} in the ${seen.window} months to ${monthWords(seen.end)}, ${whole(seen.earlier)} in the ${seen.window} before; ratio ${ratioWords(seen)}`
