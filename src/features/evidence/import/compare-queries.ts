// What is in force already, for comparing a file with it.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { CoverageDraft } from './format.ts'
import { numbers, plainTexts } from './staging-queries.ts'

const Overlap = z.object({
  importId: z.number(),
  snapshotOn: z.string(),
  hash: z.string(),
  fileName: z.string(),
  measureIds: z.array(z.number()),
  placeIds: z.array(z.number()),
  periods: z.array(z.string()),
  states: z.array(z.string()),
  explicit: z.boolean(),
})
export type Overlap = z.output<typeof Overlap>

/** Coverage in force that shares a measure, a period and a place with this one; newest snapshot first. */
export const overlapping = (db: Db, draft: CoverageDraft) =>
  db.many(
    Overlap,
    sql`
    select c.import_id as "importId", i.snapshot_on as "snapshotOn", i.file_hash as hash, i.file_name as "fileName",
      c.measure_ids as "measureIds", c.place_ids as "placeIds", c.periods, c.states, c.explicit
    from coverage c join imports i on i.id = c.import_id and i.status = 'current'
    where c.grain = ${draft.grain}
      and c.measure_ids && ${numbers(draft.measureIds)}::integer[] and c.periods && ${plainTexts(draft.periods)}::date[]
      and c.place_ids && ${numbers(draft.placeIds)}::integer[]
    order by i.snapshot_on desc, i.file_hash desc`,
  )

const Other = z.object({ title: z.string(), measures: z.array(z.string()) })

/** Other sources whose files in force give some of these measures, for some of these places, in any period. */
export const otherSources = (db: Db, draft: CoverageDraft, sourceId: string) =>
  db.many(
    Other,
    sql`
    select s.title, array_agg(distinct m.name order by m.name) as measures
    from coverage c join imports i on i.id = c.import_id and i.status = 'current' join sources s on s.id = i.source_id
      join measures m on m.id = any(c.measure_ids) and m.id = any(${numbers(draft.measureIds)}::integer[])
    where i.source_id <> ${sourceId} and c.grain = ${draft.grain} and 'loaded' = any(c.states)
      and c.measure_ids && ${numbers(draft.measureIds)}::integer[] and c.place_ids && ${numbers(draft.placeIds)}::integer[]
    group by s.title order by s.title`,
  )

const SeriesText = z.object({ measureId: z.number(), placeId: z.number(), startsOn: z.string(), amounts: z.string() })

/** Rows of one import as texts, a page at a time. */
export const seriesPage = (
  db: Db,
  importId: number,
  grain: string,
  measureIds: readonly number[],
  after: { measureId: number; placeId: number },
  limit: number,
) =>
  db.many(
    SeriesText,
    sql`
    select measure_id as "measureId", place_id as "placeId", starts_on as "startsOn", amounts::text as amounts
    from series
    where import_id = ${importId} and grain = ${grain} and measure_id = any(${numbers(measureIds)}::integer[])
      and (measure_id, place_id) > (${after.measureId}, ${after.placeId})
    order by measure_id, place_id limit ${limit}`,
  )

const Parent = z.object({
  measureId: z.number(),
  importId: z.number(),
  startsOn: z.string(),
  amounts: z.array(z.number().nullable()),
})

/** Sums over the boroughs, by measure, of every import in force that holds them, newest first: what a ward or LSOA file is held against. */
export const boroughTotals = (db: Db, measureIds: readonly number[], boroughIds: readonly number[]) =>
  db.many(
    Parent,
    sql`
    select t.measure_id as "measureId", t.import_id as "importId", t.starts_on as "startsOn", array_agg(t.total order by t.at) as amounts
    from (
      select s.measure_id, s.import_id, i.snapshot_on, min(s.starts_on) as starts_on, u.at, sum(u.amount) as total
      from series s join imports i on i.id = s.import_id and i.status = 'current', unnest(s.amounts) with ordinality as u(amount, at)
      where s.grain = 'month' and s.measure_id = any(${numbers(measureIds)}::integer[]) and s.place_id = any(${numbers(boroughIds)}::integer[])
      group by s.measure_id, s.import_id, i.snapshot_on, u.at) t
    group by t.measure_id, t.import_id, t.starts_on, t.snapshot_on
    order by t.measure_id, t.snapshot_on desc, t.import_id desc`,
  )
