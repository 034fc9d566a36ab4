// What a reader may see of a place's counts: its siblings, wholes and parts protected (docs/methods/small-numbers.md).
import { z } from 'zod'
import { addMonths, type Month, monthsBetween } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { sql } from '../../../platform/sql.ts'
import {
  isHidden,
  isMade,
  type Kin,
  type Measure,
  readMonths,
  relativesOf,
  type Sight,
  type Store,
  sight,
  sightsOfAll,
  spread,
  sum,
} from '../../evidence/index.ts'
import { joining } from './held.ts'
import { once } from './kept.ts'
import { type Place, whereOf } from './queries.ts'

export interface Eyes {
  /** How much of the count of the 12 months to this one. */
  year(end: Month): Sight
  /** May each of the last `depth` months be shown by itself? */
  monthly: boolean
  /** And each month before them? */
  monthlyBefore(): boolean
}

const Row = z.object({
  id: z.number(),
  kind: z.string(),
  code: z.string(),
  boroughCode: z.string().nullable(),
  /** What it adds up to with its siblings: a small area to its ward, a ward to its borough, a borough to the city. */
  family: z.string().nullable(),
})

/** Every place of a vintage with its family. */
export const kinOf = (db: Db, store: Store, vintage: string): Promise<Kin[]> =>
  once(store, `kin/${vintage}`, async () => {
    const rows = await db.many(
      Row,
      sql`
      select p.id, p.kind, p.code, case when p.kind = 'borough' then p.code else b.code end as "boroughCode",
        case p.kind when 'borough' then 'city' when 'ward' then b.code when 'lsoa' then w.code end as family
      from place_vintages v join places p on p.id = v.place_id
      left join places b on b.id = p.borough_id left join places w on w.id = p.parent_id
      where v.vintage = ${vintage} order by p.code`,
    )
    return rows.map(({ id, family, ...where }) => ({ id, family, where }))
  })

/**
 * Months looked at together, whichever page asks: a choice made for fewer would be undone by the page that shows more. The months before them
 * are looked at by themselves, so that a small number long ago does not take the months of today away.
 */
export const depth = 60

interface Family {
  kin: Kin[]
  /** The measure and all that hang together with it as wholes and parts. */
  lines: { measure: Measure; values: (number | null)[][] }[]
}

export interface Asked {
  db: Db
  store: Store
  actor: Actor
  place: Place
}

/** How this person sees the counts of a measure at a place, up to a month: of the last `depth` months, or from an earlier month on. */
export async function eyesOn(asked: Asked, measure: Measure, end: Month, since?: Month): Promise<Eyes> {
  const { actor, store, place } = asked
  const plain = sight(actor, measure, whereOf(place))
  const relatives = relativesOf(measure, store.measures)
  const isWhole = relatives.every(one => ['all', 'nothing'].includes(sight(actor, one, whereOf(place)).see))
  if (isMade(place.kind) || (plain.see === 'all' && isWhole && relatives.every(one => !one.closedAt)))
    return { year: () => plain, monthly: plain.see === 'all', monthlyBefore: () => plain.see === 'all' }
  const least = addMonths(end, 1 - depth)
  const from = since !== undefined && since < least ? since : least
  const family = await familyOf(asked, measure, relatives, { from, end })
  const self = family.kin.findIndex(kin => kin.id === place.id)
  const years = new Map<Month, Sight[][]>()
  const seen = (month: Month): Sight[][] => {
    const found = years.get(month) ?? sightsTo(actor, family, end, month)
    years.set(month, found)
    return found
  }
  const areShown = (cut: Cut, ends: readonly Month[]) => !yearlyOf(actor, cutTo(family, cut), ends.map(seen))[0]?.[self]
  return {
    year: month => seen(month)[0]?.[self] ?? plain,
    monthly: areShown(list => list.slice(-depth), endsBack(end, 0, depth - 11)),
    // every year that has one of these months in it, also where it ends after them
    monthlyBefore: () =>
      areShown(list => list.slice(0, -depth), endsBack(end, depth - 11, monthsBetween(from, end) - 10)),
  }
}

type Cut = (list: (number | null)[]) => (number | null)[]

const cutTo = ({ kin, lines }: Family, cut: Cut): Family => ({
  kin,
  lines: lines.map(({ measure, values }) => ({ measure, values: values.map(cut) })),
})

/** Last months of years: from so many months back to so many, the last not among them. */
const endsBack = (end: Month, from: number, to: number): Month[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => addMonths(end, -from - i))

/** The place with its siblings; alone where it adds up to nothing that is shown, as the city does or a place that has ended. */
async function familyOf(
  { db, store, place }: Asked,
  measure: Measure,
  relatives: Measure[],
  { from, end }: { from: Month; end: Month },
): Promise<Family> {
  const vintage = place.vintages[0]
  const all = vintage === undefined ? [] : await kinOf(db, store, vintage)
  const family = all.find(kin => kin.id === place.id)?.family ?? null
  const alone = [{ id: place.id, family: null, where: whereOf(place) }]
  return once(store, `family/${vintage}/${family ?? place.code}/${measure.id}/${from}/${end}`, async () => {
    const kin = family === null ? alone : all.filter(one => one.family === family)
    const placeIds = kin.map(one => one.id)
    const measureIds = relatives.map(one => one.id)
    const found = await readMonths(db, store, { measureIds, placeIds, from, to: end })
    const lines = relatives.map(one => ({
      measure: one,
      values: placeIds.map(id => found.get(one.id)?.get(id) ?? []),
    }))
    return { kin, lines }
  })
}

/** What is seen of the 12 months to `month` of each measure at each place, when the values run up to `end`. */
const sightsTo = (actor: Actor, { kin, lines }: Family, end: Month, month: Month): Sight[][] =>
  sightsOfAll(
    actor,
    lines.map(({ measure, values }) => ({ measure, counts: values.map(list => yearIn(list, end, month)) })),
    kin,
  )

function yearIn(list: readonly (number | null)[], end: Month, month: Month): number | null {
  const last = list.length - monthsBetween(month, end)
  return last < 12 ? null : sum(list.slice(last - 12, last), 12)
}

/**
 * Whose months are not shown one by one, by measure and place: those with a small month, and those of which some year is kept back, since
 * twelve months make it. Where that is one alone of a family, the smallest other goes with it, and so do wholes with their parts: the total's
 * months less the rest would give that one's months. And in each year two of them had some.
 */
function yearlyOf(actor: Actor, { kin, lines }: Family, seen: readonly Sight[][][]): boolean[][] {
  const plain = lines.map(({ measure }) => kin.map(({ where }) => sight(actor, measure, where)))
  const start = lines.map(({ values }, m) =>
    kin.map((_, p) => {
      const see = plain[m]?.[p]
      return (
        (see !== undefined && (values[p] ?? []).some(value => isHidden(value, see))) ||
        seen.some(sees => sees[m]?.[p]?.see === 'kept back')
      )
    }),
  )
  const sums = lines.map(({ values }) =>
    values.map(list => (list.length === 0 ? null : list.reduce<number>((total, n) => total + (n ?? 0), 0))),
  )
  const board = { lines, places: kin, plain, sums }
  for (;;) {
    const held = spread(board, start, hidden => hidden.length > 1)
    if (kin[0]?.family === null || !joinMore(lines, plain, held, start)) return held
  }
}

/** Adds to `start` those that must be held to years besides; false when there are none. */
function joinMore(lines: Family['lines'], plain: readonly Sight[][], held: boolean[][], start: boolean[][]): boolean {
  const before = start.flat().filter(Boolean).length
  lines.forEach(({ values }, m) => {
    const row = start[m] ?? []
    const family = values.map((months, p) => {
      const see = plain[m]?.[p]?.see
      return { months, isHeld: held[m]?.[p] === true, protects: see !== 'all' && see !== 'nothing' }
    })
    for (const p of joining(family)) row[p] = true
  })
  return start.flat().filter(Boolean).length > before
}
