import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { CoverageDraft, EventsBatch, MeasureRef, Reject, SeriesBatch } from './format.ts'

const Id = z.object({ id: z.number() })

export const ImportRow = z.object({
  id: z.number(),
  sourceId: z.string(),
  format: z.string(),
  fileName: z.string(),
  fileHash: z.string(),
  snapshotOn: z.string(),
  status: z.enum(['reading', 'current', 'undone', 'failed']),
  report: z.record(z.string(), z.unknown()),
})
export type ImportRow = z.output<typeof ImportRow>

const columns = sql`id, source_id as "sourceId", format, file_name as "fileName", file_hash as "fileHash", snapshot_on as "snapshotOn", status, report`

export const find = (db: Db, id: number) => db.maybe(ImportRow, sql`select ${columns} from imports where id = ${id}`)

/** The import of this very file that is in force or being read. */
export const findSame = (db: Db, sourceId: string, hash: string) =>
  db.maybe(
    ImportRow,
    sql`
    select ${columns} from imports where source_id = ${sourceId} and file_hash = ${hash} and status in ('reading', 'current')`,
  )

export const listReading = (db: Db) =>
  db.many(
    ImportRow.extend({ minutes: z.number() }),
    sql`
    select ${columns}, (extract(epoch from now() - started_at) / 60)::float8 as minutes from imports where status = 'reading'`,
  )

export interface NewImport {
  sourceId: string
  format: string
  fileName: string
  hash: string
  bytes: number
  snapshotOn: string
  by: string
  options: unknown
  report: unknown
}

export async function insert(db: Db, one: NewImport): Promise<number> {
  const row = await db.one(
    Id,
    sql`
    insert into imports (source_id, format, file_name, file_hash, file_bytes, snapshot_on, status, made_by, options, report)
    values (${one.sourceId}, ${one.format}, ${one.fileName}, ${one.hash}, ${one.bytes}, ${one.snapshotOn}, 'reading', ${one.by},
      ${JSON.stringify(one.options)}, ${JSON.stringify(one.report)})
    returning id`,
  )
  return row.id
}

const numbers = (values: readonly (number | null)[]) => `{${values.map(value => value ?? 'NULL').join(',')}}`
// Dates and array texts hold no quotation mark or backslash, so they stand in quotes as they are.
const plainTexts = (values: readonly (string | null)[]) =>
  `{${values.map(value => (value === null ? 'NULL' : `"${value}"`)).join(',')}}`

export const insertCoverage = (db: Db, importId: number, draft: CoverageDraft) =>
  db.run(sql`
    insert into coverage (import_id, grain, measure_ids, place_ids, periods, states, explicit)
    values (${importId}, ${draft.grain}, ${numbers(draft.measureIds)}::integer[], ${numbers(draft.placeIds)}::integer[],
      ${plainTexts(draft.periods)}::date[], ${plainTexts(draft.states)}::text[], ${draft.explicit})`)

/** Lists of amounts travel as texts, '{1,2,NULL}', because nested arrays would be flattened on the way. */
export const insertSeries = (db: Db, importId: number, batch: SeriesBatch) =>
  batch.denominators || batch.notes
    ? insertRich(db, importId, batch)
    : db.run(sql`
    insert into series (measure_id, place_id, import_id, grain, starts_on, amounts)
    select m, p, ${importId}, ${batch.grain}, s, a::float8[]
    from unnest(${numbers(batch.measureIds)}::integer[], ${numbers(batch.placeIds)}::integer[], ${plainTexts(batch.startsOn)}::date[],
      ${plainTexts(batch.amounts)}::text[]) as t(m, p, s, a)`)

const insertRich = (db: Db, importId: number, batch: SeriesBatch) => {
  const none = batch.measureIds.map(() => null)
  return db.run(sql`
    insert into series (measure_id, place_id, import_id, grain, starts_on, amounts, denominators, notes)
    select m, p, ${importId}, ${batch.grain}, s, a::float8[], d::float8[], n::jsonb
    from unnest(${numbers(batch.measureIds)}::integer[], ${numbers(batch.placeIds)}::integer[], ${plainTexts(batch.startsOn)}::date[],
      ${plainTexts(batch.amounts)}::text[], ${plainTexts(batch.denominators ?? none)}::text[], ${batch.notes ?? none}::text[]) as t(m, p, s, a, d, n)`)
}

export const insertEvents = (db: Db, importId: number, batch: EventsBatch) =>
  db.run(sql`
    insert into event_counts (import_id, measure_id, place_id, site_code, happened_on, hour, setting, method, n)
    select ${importId}, m, p, c, d, h, s, w, n
    from unnest(${numbers(batch.measureIds)}::integer[], ${numbers(batch.placeIds)}::integer[], ${batch.siteCodes}::text[],
      ${plainTexts(batch.days)}::date[], ${numbers(batch.hours)}::smallint[], ${batch.settings}::text[], ${batch.methods}::text[],
      ${numbers(batch.counts)}::integer[]) as t(m, p, c, d, h, s, w, n)`)

export const insertRejects = (db: Db, importId: number, rejects: readonly Reject[]) =>
  db.run(sql`
    insert into import_rejects (import_id, line, field, value, reason, remedy)
    select ${importId}, l, f, v, r, w
    from unnest(${numbers(rejects.map(reject => reject.line))}::bigint[], ${rejects.map(reject => reject.field)}::text[],
      ${rejects.map(reject => reject.value.slice(0, 500))}::text[], ${rejects.map(reject => reject.reason)}::text[],
      ${rejects.map(reject => reject.remedy)}::text[]) as t(l, f, v, r, w)`)

export interface Counts {
  rowsRead: number
  rowsUsed: number
  rejected: number
  cells: number
  cellsNotZero: number
}

/** Comes into force: the one update that makes an import count. */
export const finish = (tx: Db, id: number, counts: Counts, report: unknown) =>
  tx.run(sql`
    update imports set status = 'current', finished_at = now(), rows_read = ${counts.rowsRead}, rows_used = ${counts.rowsUsed},
      rows_rejected = ${counts.rejected}, cells = ${counts.cells}, cells_not_zero = ${counts.cellsNotZero}, report = ${JSON.stringify(report)}
    where id = ${id} and status = 'reading'`)

/** Failed: what was staged goes, the row and its report stay. */
export const fail = (db: Db, id: number, report: unknown) =>
  db.transaction(async tx => {
    await tx.run(
      sql`update imports set status = 'failed', finished_at = now(), report = ${JSON.stringify(report)} where id = ${id}`,
    )
    await tx.run(sql`delete from series where import_id = ${id}`)
    await tx.run(sql`delete from event_counts where import_id = ${id}`)
    await tx.run(sql`delete from coverage where import_id = ${id}`)
  })

export const setStatus = (tx: Db, id: number, from: 'current' | 'undone', to: 'current' | 'undone') =>
  tx.run(sql`update imports set status = ${to}, finished_at = now() where id = ${id} and status = ${from}`)

/** A held period counts from now on. */
export async function release(tx: Db, id: number, period: string): Promise<number> {
  const changed = await tx.run(sql`
    update coverage c set states = (
      select array_agg(case when u.period = ${period}::date and u.state = 'held' then 'loaded' else u.state end order by u.at)
      from unnest(c.periods, c.states) with ordinality as u(period, state, at))
    where c.import_id = ${id} and exists (
      select 1 from unnest(c.periods, c.states) as u(period, state) where u.period = ${period}::date and u.state = 'held')`)
  if (changed > 0) await tx.run(sql`update imports set finished_at = now() where id = ${id}`)
  return changed
}

export async function measures(db: Db): Promise<Map<string, MeasureRef>> {
  const rows = await db.many(
    z.object({ id: z.number(), code: z.string(), kind: z.enum(['count', 'value']) }),
    sql`select id, code, kind from measures`,
  )
  return new Map(rows.map(row => [row.code, row]))
}

export const sourceDefinition = (db: Db, id: string) =>
  db.maybe(z.object({ definition: z.unknown() }), sql`select definition from sources where id = ${id}`)

export const sourceDefinitions = (db: Db) =>
  db.many(z.object({ definition: z.unknown() }), sql`select definition from sources order by id`)

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
