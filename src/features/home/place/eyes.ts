// What a reader may see of a place's counts, its siblings protected (docs/methods/small-numbers.md).
import { z } from 'zod'
import { addMonths, type Month, monthsBetween } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { sql } from '../../../platform/sql.ts'
import { type Measure, readMonths, type Sight, type Store, show, sight, sights } from '../../evidence/index.ts'
import { once } from './kept.ts'
import { type Place, whereOf } from './queries.ts'

export interface Eyes {
  /** How much of the count of the 12 months to this one. */
  year(end: Month): Sight
  /** May each month be shown by itself? */
  monthly: boolean
}

const Kin = z.object({
  id: z.number(),
  kind: z.string(),
  code: z.string(),
  boroughCode: z.string().nullable(),
  /** What it adds up to with its siblings: a small area to its ward, a ward to its borough, a borough to the city. */
  family: z.string().nullable(),
})
export type Kin = z.output<typeof Kin>

/** Every place of a vintage with its family. */
export const kinOf = (db: Db, store: Store, vintage: string): Promise<Kin[]> =>
  once(store, `kin/${vintage}`, () =>
    db.many(
      Kin,
      sql`
      select p.id, p.kind, p.code, case when p.kind = 'borough' then p.code else b.code end as "boroughCode",
        case p.kind when 'borough' then 'city' when 'ward' then b.code when 'lsoa' then w.code end as family
      from place_vintages v join places p on p.id = v.place_id
      left join places b on b.id = p.borough_id left join places w on w.id = p.parent_id
      where v.vintage = ${vintage} order by p.code`,
    ),
  )

/** Months looked at, whichever page asks: a choice made for fewer would be undone by the page that shows more. */
const depth = 60

interface Family {
  kin: Kin[]
  /** Values of each, oldest first, in the order of `kin`. */
  values: (number | null)[][]
}

export interface Asked {
  db: Db
  store: Store
  actor: Actor
  place: Place
}

/** How this person sees the counts of a measure at a place, up to a month. `values` are the place's own. */
export async function eyesOn(
  asked: Asked,
  measure: Measure,
  end: Month,
  values: readonly (number | null)[],
): Promise<Eyes> {
  const { actor, place } = asked
  const plain = sight(actor, measure, whereOf(place))
  if (actor.role === 'analyst' || (plain.see === 'all' && !measure.closedAt))
    return { year: () => plain, monthly: true }
  const family = await familyOf(asked, measure, end)
  const self = family.kin.findIndex(kin => kin.id === place.id)
  if (self < 0) return { year: () => plain, monthly: !isSmall(values, plain) }
  const years = new Map<Month, Sight[]>()
  const seen = (month: Month): Sight[] => {
    const found = years.get(month) ?? sightsTo(actor, measure, family, end, month)
    years.set(month, found)
    return found
  }
  const ends = Array.from({ length: depth - 11 }, (_, back) => addMonths(end, -back))
  const yearly = yearlyOf(family, (i, at) => seen(at)[i] ?? plain, ends, actor, measure)
  return { year: month => seen(month)[self] ?? plain, monthly: !yearly.has(self) }
}

async function familyOf({ db, store, place }: Asked, measure: Measure, end: Month): Promise<Family> {
  const vintage = place.vintages[0]
  const all = vintage === undefined ? [] : await kinOf(db, store, vintage)
  const family = all.find(kin => kin.id === place.id)?.family
  if (family === null || family === undefined) return { kin: [], values: [] }
  return once(store, `family/${vintage}/${family}/${measure.id}/${end}`, async () => {
    const kin = all.filter(one => one.family === family)
    const placeIds = kin.map(one => one.id)
    const from = addMonths(end, 1 - depth)
    const found = (await readMonths(db, store, { measureIds: [measure.id], placeIds, from, to: end })).get(measure.id)
    return { kin, values: placeIds.map(id => found?.get(id) ?? []) }
  })
}

/** What is seen of the 12 months to `month` of each, when the values run up to `end`. */
function sightsTo(actor: Actor, measure: Measure, { kin, values }: Family, end: Month, month: Month): Sight[] {
  const counts = values.map(list => yearIn(list, end, month))
  return sights(
    actor,
    measure,
    kin.map((one, i) => ({ where: one, family: one.family, count: counts[i] ?? null })),
  )
}

function yearIn(list: readonly (number | null)[], end: Month, month: Month): number | null {
  const last = list.length - monthsBetween(month, end)
  const year = last < 12 ? [] : list.slice(last - 12, last)
  return year.length < 12
    ? null
    : year.reduce<number | null>((sum, n) => (sum === null || n === null ? null : sum + n), 0)
}

const isSmall = (values: readonly (number | null)[], see: Sight) =>
  values.some(value => show(value, see).words !== undefined)

/**
 * Whose months are not shown one by one: those with a small month, and those of which some year is kept back, since twelve months make it.
 * Where that is one alone, the smallest other goes with it: the total's months less the rest would give that one's months.
 */
function yearlyOf(
  { kin, values }: Family,
  see: (i: number, end: Month) => Sight,
  ends: readonly Month[],
  actor: Actor,
  measure: Measure,
): Set<number> {
  const yearly = new Set(
    kin.flatMap((one, i) => {
      const kept =
        isSmall(values[i] ?? [], sight(actor, measure, one)) || ends.some(end => see(i, end).see === 'kept back')
      return kept ? [i] : []
    }),
  )
  if (yearly.size !== 1) return yearly
  const totals = values.map((list, i) => (yearly.has(i) ? 0 : list.reduce<number>((sum, n) => sum + (n ?? 0), 0)))
  const least = Math.min(...totals.filter(total => total > 0))
  return new Set(kin.flatMap((_, i) => (yearly.has(i) || totals[i] === least ? [i] : [])))
}
