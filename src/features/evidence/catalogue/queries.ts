import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { Grain, PeriodState } from '../schemas.ts'
import { CatalogueSource, ImportLine, RejectLine } from './schemas.ts'

const sourceColumns = sql`s.id, s.title, s.publisher, s.custodian, s.licence, s.attribution, s.address, s.format, s.level, s.vintage, s.cadence,
  s.lag_days as "lagDays", s.status, s.openly_published as "openlyPublished", s.known_faults as "knownFaults", s.notes,
  s.definition->>'why' as why,
  case jsonb_typeof(s.definition->'measures') when 'array' then array(select jsonb_array_elements_text(s.definition->'measures')) else '{}' end as "measureCodes"`

export const sources = (db: Db) =>
  db.many(CatalogueSource, sql`select ${sourceColumns} from sources s order by s.title`)

export const findSource = (db: Db, id: string) =>
  db.maybe(CatalogueSource, sql`select ${sourceColumns} from sources s where s.id = ${id}`)

const importColumns = sql`i.id, i.source_id as "sourceId", i.format, i.file_name as "fileName", i.file_hash as "fileHash",
  i.file_bytes as "fileBytes", i.snapshot_on as "snapshotOn", i.status, i.made_by as "madeBy", i.started_at as "startedAt",
  i.finished_at as "finishedAt", i.rows_read as "rowsRead", i.rows_used as "rowsUsed", i.rows_rejected as "rowsRejected",
  i.cells, i.cells_not_zero as "cellsNotZero", i.report`

/** Every import of a source, newest snapshot first. */
export const importsOf = (db: Db, sourceId: string) =>
  db.many(
    ImportLine,
    sql`select ${importColumns} from imports i where i.source_id = ${sourceId} order by i.snapshot_on desc, i.id desc`,
  )

export const findImport = (db: Db, id: number) =>
  db.maybe(ImportLine, sql`select ${importColumns} from imports i where i.id = ${id}`)

const Standing = z.object({
  sourceId: z.string(),
  files: z.number(),
  rows: z.number(),
  snapshotOn: z.string(),
  receivedAt: z.string().nullable(),
})
export type Standing = z.output<typeof Standing>

/** What is in force of each source: how many files, the newest snapshot, when the last was received. */
export const standings = (db: Db) =>
  db.many(
    Standing,
    sql`
    select source_id as "sourceId", count(*) as files, sum(rows_used) as rows, max(snapshot_on)::text as "snapshotOn", max(finished_at) as "receivedAt"
    from imports where status = 'current' group by source_id`,
  )

const PlaceKind = z.object({ kind: z.string(), ids: z.array(z.number()) })
export const placeKinds = (db: Db) =>
  db.many(PlaceKind, sql`select kind, array_agg(id) as ids from places group by kind`)

const VintageSize = z.object({ vintage: z.string(), places: z.number() })
export const vintageSizes = (db: Db) =>
  db.many(VintageSize, sql`select vintage, count(*) as places from place_vintages group by vintage`)

const Loaded = z.object({ sourceId: z.string(), words: z.string(), n: z.number() })
/** What files of places have filled, by source: assets by kind, and areas with residents by year. */
export const placesLoaded = (db: Db) =>
  db.many(
    Loaded,
    sql`
    select source_id as "sourceId", kind as words, count(*) as n from assets group by source_id, kind
    union all
    select source_id, 'areas with residents, ' || min(year) || case when min(year) = max(year) then '' else ' to ' || max(year) end, count(distinct place_id)
    from populations group by source_id`,
  )

const Claim = z.object({
  importId: z.number(),
  grain: Grain,
  measures: z.number(),
  places: z.number(),
  firstPlace: z.number().nullable(),
  periods: z.array(z.string()),
  states: z.array(PeriodState),
})
export type Claim = z.output<typeof Claim>

/** What one source's imports in force say of each period, block by block, without the lists of places. */
export const claimsOf = (db: Db, sourceId: string) =>
  db.many(
    Claim,
    sql`
    select c.import_id as "importId", c.grain, cardinality(c.measure_ids) as measures, cardinality(c.place_ids) as places,
      c.place_ids[1] as "firstPlace", c.periods, c.states
    from coverage c join imports i on i.id = c.import_id
    where i.status = 'current' and i.source_id = ${sourceId} order by i.snapshot_on desc, c.id`,
  )

export const rejectsOf = (db: Db, importId: number) =>
  db.many(
    RejectLine,
    sql`select line, field, value, reason, remedy from import_rejects where import_id = ${importId} order by line, field`,
  )

const Row = z.object({
  measureId: z.number(),
  placeId: z.number(),
  importId: z.number(),
  startsOn: z.string(),
  amounts: z.array(z.number().nullable()),
})
export type Row = z.output<typeof Row>

/** Rows in force of one measure at these places, whole. */
export const rowsOf = (db: Db, measureId: number, grain: Grain, placeIds: number[]) =>
  db.many(
    Row,
    sql`
    select s.measure_id as "measureId", s.place_id as "placeId", s.import_id as "importId", s.starts_on as "startsOn", s.amounts
    from series s join imports i on i.id = s.import_id and i.status = 'current'
    where s.measure_id = ${measureId} and s.grain = ${grain} and s.place_id = any(${placeIds}::integer[])`,
  )

const Named = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  boroughCode: z.string().nullable(),
})
export type Named = z.output<typeof Named>

export const placesNamed = (db: Db, ids: number[]) =>
  db.many(
    Named,
    sql`
    select p.id, p.code, p.name, p.kind, case when p.kind = 'borough' then p.code else b.code end as "boroughCode"
    from places p left join places b on b.id = p.borough_id where p.id = any(${ids}::integer[])`,
  )

export const placesByCode = (db: Db, codes: string[]) =>
  db.many(
    Named,
    sql`
    select p.id, p.code, p.name, p.kind, case when p.kind = 'borough' then p.code else b.code end as "boroughCode"
    from places p left join places b on b.id = p.borough_id where p.code = any(${codes}::text[])`,
  )
