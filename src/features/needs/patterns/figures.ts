import { monthRange } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { readMonths, type Store, sum } from '../../evidence/index.ts'
import { shelf } from '../kept.ts'
import type { Area } from '../signals/queries.ts'
import type { Look, Span } from './ask.ts'
import * as queries from './queries.ts'

const keptMonths = shelf<Map<number, (number | null)[]>>('pattern months', 8)

/** Month by month from the first to the last, by place id; null is unknown. */
export const monthsIn = (db: Db, { store, ground, known }: Look, { from, to }: Span) =>
  keptMonths(store, [ground.vintage, known.measure.id, from, to].join('|'), async () => {
    const placeIds = known.areas.map(area => area.id)
    const found = await readMonths(db, store, { measureIds: [known.measure.id], placeIds, from, to })
    return found.get(known.measure.id) ?? new Map<number, (number | null)[]>()
  })

export interface Counted {
  area: Area
  count: number
}

/** The places whose every month is known, by name, and how many are left out. */
export async function countsIn(db: Db, look: Look, span: Span = look): Promise<{ rows: Counted[]; unknown: number }> {
  const months = await monthsIn(db, look, span)
  const wanted = monthRange(span.from, span.to).length
  const rows = look.known.areas.flatMap(area => {
    const count = sum(months.get(area.id) ?? [], wanted)
    return count === null ? [] : [{ area, count }]
  })
  return { rows, unknown: look.known.areas.length - rows.length }
}

export interface Residents {
  /** "Census 2021", "Mid-year estimate 2019". */
  words: string
  year: number
  of: Map<number, number>
}

const keptResidents = shelf<Residents | undefined>('pattern residents', 8)

/** The residents counted nearest to the middle of a period, of those counts that speak for nearly every place. */
export const residentsFor = (db: Db, store: Store, vintage: string, { from, to }: Span) => {
  const months = monthRange(from, to)
  const middle = Number((months[Math.floor(months.length / 2)] ?? to).slice(0, 4))
  return keptResidents(store, `${vintage}|${middle}`, async () => {
    const years = await queries.residentYears(db, vintage)
    const most = Math.max(0, ...years.map(each => each.places))
    const whole = years.filter(each => each.places >= 0.99 * most)
    const [near] = whole.toSorted((a, b) => Math.abs(a.year - middle) - Math.abs(b.year - middle) || b.year - a.year)
    if (!near) return undefined
    const rows = await queries.residentsIn(db, vintage, near.year, near.basis)
    const words = near.basis.includes(String(near.year)) ? near.basis : `${near.basis} ${near.year}`
    return { words, year: near.year, of: new Map(rows.map(row => [row.id, row.persons])) }
  })
}
