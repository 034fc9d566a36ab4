import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import { sql, when } from '../../platform/sql.ts'
import { Bands, Residents } from './schemas.ts'

const Row = z.object({
  placeId: z.number(),
  year: z.number(),
  basis: z.string(),
  persons: z.number(),
  sourceId: z.string(),
  byAge: z.array(Bands),
})

/**
 * Newest number of residents of each place, by place id; a place nobody has counted is not in the answer. Neighbourhoods and hubs are the
 * sum of their small areas, and only of a set that counts every one of them. `basis` ('Census 2021') asks for one set instead of the newest.
 */
export async function residents(db: Db, placeIds: readonly number[], basis?: string): Promise<Map<number, Residents>> {
  const rows = await db.many(
    Row,
    sql`
    with parts as (
      select m.place_id, m.member_id as part_id, count(*) over (partition by m.place_id) as parts
      from place_members m where m.place_id = any(${[...placeIds]}::int[])
      union all
      select id, id, 1 from unnest(${[...placeIds]}::int[]) as asked (id)
    )
    select distinct on (place_id) place_id as "placeId", year, basis, persons, "sourceId", "byAge"
    from (
      select c.place_id, y.year, y.basis, c.parts, sum(y.persons)::int as persons, min(y.source_id) as "sourceId", jsonb_agg(y.by_age) as "byAge"
      from parts c join populations y on y.place_id = c.part_id ${when(basis, one => sql`and y.basis = ${one}`)}
      group by c.place_id, y.year, y.basis, c.parts
      having count(*) = c.parts
    ) sets
    order by place_id, year desc, basis`,
  )
  return new Map(rows.map(({ placeId, byAge, ...row }) => [placeId, { ...row, byAge: addBands(byAge) }]))
}

/** Adds sets of age bands and puts the bands in order of age. */
export function addBands(sets: readonly Bands[]): Bands {
  const sum = new Map<string, number>()
  for (const set of sets) for (const [band, n] of Object.entries(set)) sum.set(band, (sum.get(band) ?? 0) + n)
  return Object.fromEntries([...sum].sort(([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10)))
}

/** First and last age of a band: '10-14' is [10, 14], '85+' is [85, Infinity]. */
function agesOf(band: string): [number, number] {
  const [from = '', to] = band.split('-')
  return [Number.parseInt(from, 10), to === undefined ? Number.POSITIVE_INFINITY : Number(to)]
}

/** Residents aged `from` to `to`, both included; undefined when the bands do not begin and end there. */
export function aged(byAge: Bands, from: number, to: number): number | undefined {
  const inside = Object.entries(byAge)
    .map(([band, n]) => ({ ages: agesOf(band), n }))
    .filter(({ ages }) => ages[1] >= from && ages[0] <= to)
  const first = Math.min(...inside.map(({ ages }) => ages[0]))
  const last = Math.max(...inside.map(({ ages }) => ages[1]))
  return first === from && last === to ? inside.reduce((sum, { n }) => sum + n, 0) : undefined
}

export const YoungPeople = Residents.pick({ year: true, basis: true }).extend({
  young: z.number(),
  persons: z.number(),
})
export type YoungPeople = z.output<typeof YoungPeople>

/** The newest census; mid-year estimates here have no such bands. */
async function censusOf(db: Db, placeIds: readonly number[]): Promise<Map<number, Residents>> {
  const newest = await db.maybe(
    z.object({ basis: z.string() }),
    sql`select basis from populations where basis like 'Census%' order by year desc limit 1`,
  )
  return newest ? residents(db, placeIds, newest.basis) : new Map()
}

/** Residents aged 10 to 24. */
export async function youngPeople(db: Db, placeIds: readonly number[]): Promise<Map<number, YoungPeople>> {
  return new Map(
    [...(await censusOf(db, placeIds))].flatMap(([id, { persons, year, basis, byAge }]) => {
      const young = aged(byAge, 10, 24)
      return young === undefined ? [] : [[id, { young, persons, year, basis }] as const]
    }),
  )
}

/** Residents of the fewest bands of age that hold these ages: of 14 to 17 those aged 10 to 19. */
export interface AboutAge {
  from: number
  to: number
  count: number
  year: number
  basis: string
}

export async function residentsAbout(
  db: Db,
  placeIds: readonly number[],
  ages: { from: number; to: number },
): Promise<Map<number, AboutAge>> {
  return new Map(
    [...(await censusOf(db, placeIds))].flatMap(([id, { year, basis, byAge }]) => {
      const bands = Object.keys(byAge)
        .map(agesOf)
        .filter(([first, last]) => first <= ages.to && last >= ages.from)
      const [from, to] = [Math.min(...bands.map(band => band[0])), Math.max(...bands.map(band => band[1]))]
      const count = bands.length > 0 && Number.isFinite(to) ? aged(byAge, from, to) : undefined
      return count === undefined ? [] : [[id, { from, to, count, year, basis }] as const]
    }),
  )
}
