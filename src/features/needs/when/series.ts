// The months of one measure at one place, and whether this person may see them one by one.
import { addMonths, type Month, monthRange } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import {
  type Break,
  breaksOf,
  extentOf,
  isHidden,
  type Kin,
  readMonths,
  relativesOf,
  type Seen,
  seenIn,
  sight,
  sourcesOf,
} from '../../evidence/index.ts'
import { shelf } from '../kept.ts'
import type { Spot } from './queries.ts'
import * as queries from './queries.ts'
import { type Scope, wardsOf, whereOf } from './scope.ts'

export interface Series {
  months: Month[]
  values: (number | null)[]
  breaks: Break[]
  /** Imports that speak for it. */
  imports: number[]
  /** Places whose counts it is the sum of. */
  placeIds: number[]
}

const kept = shelf<Series | undefined>('series of months', 60)

/** Months known at the place; for a city that no file speaks for, those of its boroughs together. */
export const seriesOf = (db: Db, { store, measure, spot, spots }: Scope): Promise<Series | undefined> =>
  kept(store, `${measure.id}|${spot.id}`, async () => {
    const direct = extentOf(store, measure.id, spot.id) !== undefined
    const boroughs = spots.some(one => one.kind === 'borough') && spot.kind === 'city' ? await everyBorough(db) : []
    const parts = direct ? [spot.id] : boroughs.filter(id => extentOf(store, measure.id, id) !== undefined)
    const extents = parts.flatMap(id => extentOf(store, measure.id, id) ?? [])
    const from = extents.map(one => one.from).sort()[0]
    const to = extents
      .map(one => one.to)
      .sort()
      .at(-1)
    if (from === undefined || to === undefined) return undefined
    const found = (await readMonths(db, store, { measureIds: [measure.id], placeIds: parts, from, to })).get(measure.id)
    const lists = parts.map(id => found?.get(id) ?? [])
    const months = monthRange(from, to)
    return {
      months,
      values: months.map((_, i) => together(lists.map(list => list[i] ?? null))),
      breaks: breaksOf(store, measure).toSorted((a, b) => a.month.localeCompare(b.month)),
      imports: [...new Set(parts.flatMap(id => sourcesOf(store, measure.id, id).map(one => one.id)))].sort(
        (a, b) => a - b,
      ),
      placeIds: parts,
    }
  })

const together = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>((sum, n) => (sum === null || n === null ? null : sum + n), 0)

const everyBorough = async (db: Db) =>
  (await queries.spots(db)).filter(spot => spot.kind === 'borough').map(spot => spot.id)

/** The place with its siblings: boroughs with boroughs, wards with those of their borough. */
async function kinOf(db: Db, { store, spot, city }: Scope): Promise<{ key: string; kin: Kin[] }> {
  const siblings =
    spot.kind === 'borough'
      ? (await queries.spots(db)).filter(one => one.kind === 'borough')
      : spot.kind === 'ward'
        ? await wardsOf(db, store, spot.boroughCode)
        : [spot]
  const family = (one: Spot) => (one.kind === 'borough' ? city.code : one.kind === 'ward' ? one.boroughCode : null)
  return {
    key: `when/${spot.kind}/${spot.kind === 'ward' ? spot.boroughCode : ''}`,
    kin: siblings.map(one => ({ id: one.id, where: whereOf(one), family: family(one) })),
  }
}

const held = shelf<boolean>('held to years', 300)

/**
 * May this person not see the months one by one? Where one of them is hidden, or protects another, none is shown: the rest and the year would give it.
 * Siblings, wholes and parts are looked at together (docs/methods/small-numbers.md).
 */
export async function isHeld(db: Db, scope: Scope, months: readonly Month[]): Promise<boolean> {
  const { store, actor, measure, spot } = scope
  if (actor.role === 'analyst') return false
  const key = [actor.role, actor.places.join(), measure.id, spot.id, months[0], months.at(-1)].join('|')
  return held(store, key, async () => {
    const kinship = await kinOf(db, scope)
    for (const month of await monthsToLookAt(db, scope, kinship.kin, months)) {
      const { hidden, sees } = await seenIn(db, store, actor, measure, kinship, { end: month, months: 1 })
      if (hidden.has(spot.id) || !['all', 'protected'].includes(sees.get(spot.id)?.see ?? '')) return true
    }
    return false
  })
}

/** Months in which a count of the place, of a sibling, a whole or a part is hidden from this person: in the others there is nothing to protect. */
async function monthsToLookAt(
  db: Db,
  { store, actor, measure }: Scope,
  kin: readonly Kin[],
  months: readonly Month[],
): Promise<Month[]> {
  const [from, to] = [months[0], months.at(-1)]
  if (from === undefined || to === undefined) return []
  const relatives = relativesOf(measure, store.measures)
  const found = await readMonths(db, store, {
    measureIds: relatives.map(one => one.id),
    placeIds: kin.map(one => one.id),
    from,
    to,
  })
  const isSmall = (i: number) =>
    relatives.some(one =>
      kin.some(({ id, where }) => isHidden(found.get(one.id)?.get(id)?.[i], sight(actor, one, where))),
    )
  return months.filter((_, i) => isSmall(i))
}

/** How much of the 12 months that end here this person sees. */
export async function seenYear(db: Db, scope: Scope, end: Month, months = 12): Promise<Seen> {
  return seenIn(db, scope.store, scope.actor, scope.measure, await kinOf(db, scope), { end, months })
}

/** The longest run of known months that ends with the last and crosses no break in recording, as positions from (in) to (out). */
export function lastRun({ months, values, breaks }: Series): { from: number; to: number } {
  const to = values.findLastIndex(value => value !== null) + 1
  const starts = new Set(breaks.map(one => one.month))
  let from = to
  while (from > 0 && values[from - 1] !== null) {
    from -= 1
    if (starts.has(months[from] ?? '')) break
  }
  return { from, to }
}

/** The last whole years of that run, as many as `most`. */
export function wholeYears(series: Series, most: number): { months: Month[]; values: number[]; years: number } {
  const { from, to } = lastRun(series)
  const years = Math.min(most, Math.floor((to - from) / 12))
  const start = to - 12 * years
  return {
    months: series.months.slice(start, to),
    values: series.values.slice(start, to).map(value => value ?? 0),
    years,
  }
}

/** Whole years of 12 months back from the last, newest first, as far as the series reaches. */
export const yearEnds = (series: Series): Month[] => {
  const { to } = lastRun(series)
  const last = series.months[to - 1]
  return last === undefined ? [] : Array.from({ length: Math.floor(to / 12) }, (_, back) => addMonths(last, -12 * back))
}
