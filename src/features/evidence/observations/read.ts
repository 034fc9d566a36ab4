// Values in force, by month, by year and newest.
import { firstDay, type Month, monthRange } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Grain } from '../schemas.ts'
import * as queries from './queries.ts'
import { resolve, speakers } from './resolve.ts'
import type { Store } from './store.ts'

export type Monthly = Map<number, Map<number, (number | null)[]>>

/** Values in force by month: measure id → place id → one amount a month from `from` to `to`; null is unknown. */
export async function readMonths(
  db: Db,
  store: Store,
  ask: { measureIds: number[]; placeIds: number[]; from: Month; to: Month },
): Promise<Monthly> {
  const periods = monthRange(ask.from, ask.to).map(firstDay)
  const stored = await queries.monthly(db, ask.measureIds, ask.placeIds, firstDay(ask.from), firstDay(ask.to))
  return resolveAll(store, ask, periods, 'month', stored)
}

/** The source whose value is in force: place id → one source a month from `from` to `to`, null where none speaks. */
export async function readSpeakers(
  db: Db,
  store: Store,
  ask: { measureId: number; placeIds: number[]; from: Month; to: Month },
): Promise<Map<number, (string | null)[]>> {
  const periods = monthRange(ask.from, ask.to).map(firstDay)
  const stored = await queries.monthly(db, [ask.measureId], ask.placeIds, firstDay(ask.from), firstDay(ask.to))
  const found = speakers({ ...ask, periods, grain: 'month' }, store.order, store.coverage, stored)
  const sourceOf = new Map(store.order.map(one => [one.id, one.sourceId]))
  return new Map([...found].map(([place, ids]) => [place, ids.map(id => sourceOf.get(id ?? 0) ?? null)]))
}

function resolveAll(
  store: Store,
  ask: { measureIds: number[]; placeIds: number[] },
  periods: string[],
  grain: Grain,
  stored: queries.SeriesRow[],
): Monthly {
  const byMeasure = new Map<number, queries.SeriesRow[]>(ask.measureIds.map(id => [id, []]))
  for (const row of stored) byMeasure.get(row.measureId)?.push(row)
  return new Map(
    ask.measureIds.map(measureId => [
      measureId,
      resolve(
        { measureId, placeIds: ask.placeIds, periods, grain },
        store.order,
        store.coverage,
        byMeasure.get(measureId) ?? [],
      ),
    ]),
  )
}

/** Values in force of measures known by year, or as a state on a day of it: measure id → place id → calendar year → amount. Unknown years are left out. */
export async function readYears(
  db: Db,
  store: Store,
  ask: { measureIds: number[]; placeIds: number[]; grain: 'year' | 'point' },
): Promise<Map<number, Map<number, Map<number, number>>>> {
  const claims = store.coverage.filter(c => c.grain === ask.grain && ask.measureIds.some(id => c.measureIds.has(id)))
  const periods = [...new Set(claims.flatMap(claim => claim.periods))].sort()
  const stored = await queries.coarse(db, ask.measureIds, ask.placeIds, ask.grain)
  const byYear = (amounts: readonly (number | null)[]) =>
    new Map(
      periods.flatMap((day, i): [number, number][] => {
        const amount = amounts[i] ?? null
        return amount === null ? [] : [[Number(day.slice(0, 4)), amount]]
      }),
    )
  const found = resolveAll(store, ask, periods, ask.grain, stored)
  return new Map(
    [...found].map(([id, places]) => [id, new Map([...places].map(([place, amounts]) => [place, byYear(amounts)]))]),
  )
}

export interface Latest {
  /** First day of the period. */
  on: string
  value: number
}

/** The newest known value of a measure that is not monthly (an index, a yearly rate): place id → value and its period. */
export async function readLatest(
  db: Db,
  store: Store,
  measureId: number,
  placeIds: number[],
  grain: Grain,
): Promise<Map<number, Latest>> {
  const periods = [
    ...new Set(store.coverage.filter(c => c.grain === grain && c.measureIds.has(measureId)).flatMap(c => c.periods)),
  ].sort()
  const stored = await queries.coarse(db, [measureId], placeIds, grain)
  const values = resolveAll(store, { measureIds: [measureId], placeIds }, periods, grain, stored).get(measureId)
  const latest = new Map<number, Latest>()
  for (const [placeId, amounts] of values ?? []) {
    const at = amounts.findLastIndex(amount => amount !== null)
    const [on, value] = [periods[at], amounts[at]]
    if (on !== undefined && value !== undefined && value !== null) latest.set(placeId, { on, value })
  }
  return latest
}
