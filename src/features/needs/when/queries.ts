import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql } from '../../../platform/sql.ts'

/** A place that can be looked at by itself. */
export const Spot = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  boroughCode: z.string().nullable(),
  boroughName: z.string().nullable(),
  /** Of a neighbourhood or hub: the boroughs its small areas lie in. */
  memberBoroughs: z.array(z.string()),
})
export type Spot = z.output<typeof Spot>

const columns = sql`p.id, p.code, p.name, p.kind, case when p.kind = 'borough' then p.code else b.code end as "boroughCode", b.name as "boroughName",
  array(select distinct mb.code from place_members m join places l on l.id = m.member_id join places mb on mb.id = l.borough_id
    where m.place_id = p.id order by 1) as "memberBoroughs"`

/** The city, its boroughs, and its neighbourhoods and hubs. */
export const spots = (db: Db) =>
  db.many(
    Spot,
    sql`
    select ${columns} from places p left join places b on b.id = p.borough_id
    where p.kind in ('city', 'borough', 'neighbourhood', 'hub') and p.valid_to is null
    order by array_position(array['city', 'borough', 'hub', 'neighbourhood'], p.kind), p.name, p.code`,
  )

/** The wards of a vintage that lie in a borough. */
export const wardsIn = (db: Db, vintage: string, borough: string) =>
  db.many(
    Spot,
    sql`
    select ${columns} from place_vintages v join places p on p.id = v.place_id join places b on b.id = p.borough_id
    where v.vintage = ${vintage} and b.code = ${borough} order by p.name, p.code`,
  )

export const spotOf = (db: Db, code: string) =>
  db.maybe(Spot, sql`select ${columns} from places p left join places b on b.id = p.borough_id where p.code = ${code}`)

const Ids = z.object({ id: z.number() })

/** Measures of which a file in force has days. */
export const measuresWithDays = async (db: Db): Promise<number[]> =>
  (
    await db.many(
      Ids,
      sql`select distinct e.measure_id as id from event_counts e join imports i on i.id = e.import_id and i.status = 'current'`,
    )
  ).map(row => row.id)

const Hour = z.object({ day: z.string(), hour: z.number().nullable(), n: z.number() })
export type Hour = z.output<typeof Hour>

/**
 * Files of one measure may overlap: of each month in each borough (at each site) the newest speaks, as for values by month. What lies at no place
 * counts for the city alone.
 */
const speaking = (measureId: number): Sql => sql`
  spoken as (
    select import_id, place_id, site_code, happened_on, hour, n from (
      select e.import_id, e.place_id, e.site_code, e.happened_on, e.hour, e.n,
        dense_rank() over (
          partition by date_trunc('month', e.happened_on), p.borough_id, e.site_code order by i.snapshot_on desc, i.file_hash desc) as turn
      from event_counts e join imports i on i.id = e.import_id and i.status = 'current' left join places p on p.id = e.place_id
      where e.measure_id = ${measureId}) ranked
    where turn = 1)`

/** Events by day and hour: of the whole city, or of these small areas. */
export const hoursOf = (db: Db, measureId: number, placeIds: readonly number[] | undefined) =>
  db.many(
    Hour,
    sql`
    with ${speaking(measureId)}
    select happened_on::text as day, hour, sum(n)::int as n from spoken
    where ${placeIds === undefined ? sql`true` : sql`place_id = any(${[...placeIds]}::int[])`}
    group by 1, 2 order by 1, 2`,
  )

/** First and last day of which a file speaks at all, whatever the place: a place with nothing that day had none. */
export const daysKnown = (db: Db, measureId: number) =>
  db.one(
    z.object({ from: z.string().nullable(), to: z.string().nullable(), imports: z.array(z.number()) }),
    sql`
    with ${speaking(measureId)}
    select min(happened_on)::text as "from", max(happened_on)::text as "to", coalesce(array_agg(distinct import_id), '{}') as imports from spoken`,
  )

/** How many events each sender has by month: a hospital, or a borough of an incident file; of these boroughs, or of all. */
export const sentBy = (db: Db, measureId: number, boroughs: readonly string[] | undefined) =>
  db.many(
    z.object({ sender: z.string(), month: z.string(), n: z.number() }),
    sql`
    with ${speaking(measureId)}
    select coalesce(s.site_code, b.code, '') as sender, to_char(s.happened_on, 'YYYY-MM') as month, sum(s.n)::int as n
    from spoken s left join places p on p.id = s.place_id left join places b on b.id = p.borough_id
    where ${boroughs === undefined ? sql`true` : sql`b.code = any(${[...boroughs]}::text[])`}
    group by 1, 2 order by 1, 2`,
  )

const HubHours = z.object({ code: z.string(), band: z.number(), n: z.number() })

/** Events of each hub by three hours of the day, from one day to another. */
export const hubHours = (db: Db, measureId: number, from: string, to: string) =>
  db.many(
    HubHours,
    sql`
    with ${speaking(measureId)}
    select p.code, (s.hour / 3)::int as band, sum(s.n)::int as n
    from spoken s join place_members m on m.member_id = s.place_id join places p on p.id = m.place_id and p.kind = 'hub' and p.valid_to is null
    where s.hour is not null and s.happened_on between ${from}::date and ${to}::date
    group by 1, 2 order by 1, 2`,
  )
