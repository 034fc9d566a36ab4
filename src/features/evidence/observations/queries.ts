import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { Break, Grain, Measure, PeriodState } from '../schemas.ts'

export const measures = (db: Db) =>
  db.many(
    Measure,
    sql`
    select id, code, name, short, topic, unit, kind, per, denominator, direction, definition, lowest_level as "lowestLevel", sensitive, note, includes, characteristic
    from measures order by position, name`,
  )

export const breaks = (db: Db) =>
  db.many(
    Break,
    sql`
    select id, measure_codes as "measureCodes", source_ids as "sourceIds", to_char(starts_on, 'YYYY-MM') as month, title, note, source
    from series_breaks order by starts_on`,
  )

const Version = z.object({ version: z.string() })

/** Changes whenever an import comes into force or leaves it, a held month is released, a source is opened or closed, or measures are added. */
export const version = (db: Db) =>
  db.one(
    Version,
    sql`
    select (select coalesce(string_agg(id, ',' order by id), '') from sources where not openly_published) || '/' || (select count(*) from measures) || '/' || count(*) || '/' || coalesce(max(id), 0) || '/' || coalesce(to_char(max(finished_at), 'YYYYMMDDHH24MISSUS'), '') as version
    from imports where status in ('current', 'undone')`,
  )

const InForce = z.object({
  id: z.number(),
  snapshotOn: z.string(),
  hash: z.string(),
  sourceId: z.string(),
  openlyPublished: z.boolean(),
})
export type InForce = z.output<typeof InForce>

export const importsInForce = (db: Db) =>
  db.many(
    InForce,
    sql`
    select i.id, i.snapshot_on as "snapshotOn", i.file_hash as hash, i.source_id as "sourceId", s.openly_published as "openlyPublished"
    from imports i join sources s on s.id = i.source_id where i.status = 'current'`,
  )

const ClosedPlace = z.object({ id: z.number(), code: z.string(), boroughCode: z.string().nullable() })

/** Every place that a source which is not openly published speaks for now. */
export const closedPlaces = (db: Db) =>
  db.many(
    ClosedPlace,
    sql`
    select p.id, p.code, case when p.kind = 'borough' then p.code else b.code end as "boroughCode"
    from places p left join places b on b.id = p.borough_id
    where p.id in (
      select unnest(c.place_ids) from imports i
      join sources s on s.id = i.source_id and not s.openly_published
      join coverage c on c.import_id = i.id
      where i.status = 'current')`,
  )

const CoverageRow = z.object({
  importId: z.number(),
  grain: Grain,
  measureIds: z.array(z.number()),
  placeIds: z.array(z.number()),
  periods: z.array(z.string()),
  states: z.array(PeriodState),
  explicit: z.boolean(),
})

export const coverageInForce = (db: Db) =>
  db.many(
    CoverageRow,
    sql`
    select c.import_id as "importId", c.grain, c.measure_ids as "measureIds", c.place_ids as "placeIds", c.periods, c.states, c.explicit
    from coverage c join imports i on i.id = c.import_id where i.status = 'current'`,
  )

const SeriesRow = z.object({
  measureId: z.number(),
  placeId: z.number(),
  importId: z.number(),
  startsOn: z.string(),
  amounts: z.array(z.number().nullable()),
})
export type SeriesRow = z.output<typeof SeriesRow>

/** Monthly rows cut to the months asked for, so that long series do not travel whole. `from` and `to` are first days of months. */
export const monthly = (db: Db, measureIds: number[], placeIds: number[], from: string, to: string) =>
  db.many(
    SeriesRow,
    sql`
    select s.measure_id as "measureId", s.place_id as "placeId", s.import_id as "importId",
      (case when w.skip > 0 then ${from}::date else s.starts_on end) as "startsOn",
      s.amounts[greatest(w.skip, 0) + 1 : w.skip + w.months] as amounts
    from series s
    join imports i on i.id = s.import_id and i.status = 'current',
    lateral (select
      ((extract(year from ${from}::date) - extract(year from s.starts_on)) * 12 + extract(month from ${from}::date) - extract(month from s.starts_on))::integer as skip,
      ((extract(year from ${to}::date) - extract(year from ${from}::date)) * 12 + extract(month from ${to}::date) - extract(month from ${from}::date) + 1)::integer as months) w
    where s.grain = 'month' and s.measure_id = any(${measureIds}::integer[]) and s.place_id = any(${placeIds}::integer[])
      and w.skip < cardinality(s.amounts) and w.skip + w.months > 0`,
  )

/** Rows of a coarser grain, whole. */
export const coarse = (db: Db, measureIds: number[], placeIds: number[], grain: Grain) =>
  db.many(
    SeriesRow,
    sql`
    select s.measure_id as "measureId", s.place_id as "placeId", s.import_id as "importId", s.starts_on as "startsOn", s.amounts
    from series s join imports i on i.id = s.import_id and i.status = 'current'
    where s.grain = ${grain} and s.measure_id = any(${measureIds}::integer[]) and s.place_id = any(${placeIds}::integer[])`,
  )
