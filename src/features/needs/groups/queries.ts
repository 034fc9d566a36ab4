import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

const Share = z.object({ measureId: z.number(), year: z.number(), count: z.number(), asked: z.number() })
export type Share = z.output<typeof Share>

/** Yearly answers of a survey at a place, with how many were asked. In each year the newest file counts. */
export const shares = (db: Db, measureIds: readonly number[], placeId: number) =>
  db.many(
    Share,
    sql`
    select distinct on ("measureId", year) s.measure_id as "measureId",
      (extract(year from s.starts_on) + v.nth - 1)::integer as year, v.amount as count, v.asked
    from series s join imports i on i.id = s.import_id and i.status = 'current',
      lateral unnest(s.amounts, s.denominators) with ordinality as v (amount, asked, nth)
    where s.measure_id = any (${[...measureIds]}::integer[]) and s.place_id = ${placeId} and s.grain = 'year'
      and v.amount is not null and v.asked > 0
    order by "measureId", year, i.snapshot_on desc, i.id desc`,
  )

const Place = z.object({ id: z.number(), code: z.string(), name: z.string() })
export type Place = z.output<typeof Place>

export const place = (db: Db, code: string) =>
  db.maybe(Place, sql`select id, code, name from places where code = ${code}`)

/** The boroughs of today, by name. */
export const boroughs = (db: Db) =>
  db.many(Place, sql`select id, code, name from places where kind = 'borough' and valid_to is null order by name, code`)

const Ages = z.object({ year: z.number(), byAge: z.record(z.string(), z.number()), sourceId: z.string() })

/** Residents by age band, the newest basis of each year last. */
export const ages = (db: Db, placeId: number) =>
  db.many(
    Ages,
    sql`select year, by_age as "byAge", source_id as "sourceId" from populations where place_id = ${placeId} order by year, basis desc`,
  )

const Source = z.object({ id: z.string(), title: z.string(), publisher: z.string() })

export const sources = (db: Db, ids: readonly string[]) =>
  db.many(Source, sql`select id, title, publisher from sources where id = any (${[...ids]}::text[]) order by title`)

const Stated = z.object({
  code: z.string(),
  statement: z.string(),
  value: z.number(),
  unit: z.string(),
  period: z.string(),
  source: z.string(),
  openedOn: z.string(),
})
export type Stated = z.output<typeof Stated>

/** What the fact bank holds under these codes, as it was stated. */
export const stated = (db: Db, codes: readonly string[]) =>
  db.many(
    Stated,
    sql`
    select code, statement, value, unit, period, source, opened_on as "openedOn" from facts
    where code = any (${[...codes]}::text[]) and status in ('stated then', 'current') order by code`,
  )
