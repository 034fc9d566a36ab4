import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { MeasureRef } from './format.ts'

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
