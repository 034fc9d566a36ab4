// The mark a finding is made of: read and frozen when it is made.
import { addMonths, monthWords } from '../../../lib/dates.ts'
import { whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { openEvidence, type Store, sourcesOf } from '../../evidence/index.ts'
import type { Rooms } from '../signals/ask.ts'
import type { ChangeWord } from '../signals/change.ts'
import { type Firmness, firmness, firmWords, seenMark } from '../signals/firmness.ts'
import { kinds } from '../signals/ground.ts'
import * as signals from '../signals/queries.ts'
import { defaults, settingsWords } from '../signals/settings.ts'
import { lead } from '../words.ts'
import * as queries from './queries.ts'
import { reader } from './rules.ts'
import type { MarkEvidence } from './schemas.ts'

export interface Ground {
  store: Store
  firm: Firmness
  /** May the change, and the level, be told to all who read findings? */
  told: { change: boolean; level: boolean }
}

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
export async function freeze(db: Db, { store, firm }: Ground, today: string): Promise<MarkEvidence> {
  const { area, measure, end, usual } = firm
  const { later, earlier, ratio, lower, upper, q, tested, word } = usual.change
  const months = { from: addMonths(end, 1 - 2 * defaults.window), to: end }
  const ids = sourcesOf(store, measure.id, area.id, months).map(one => one.id)
  return {
    kind: 'mark',
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
