import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { Source } from '../import/schemas.ts'
import { type Outcome, Upload, type UploadStatus } from './schemas.ts'

const columns = sql`id, pack_id as "packId", source, new_source as "newSource", format, options, snapshot_on as "snapshotOn",
  file_name as "fileName", file_bytes as "fileBytes", path, made_by as "madeBy", made_at as "madeAt", status, job_id as "jobId", outcome, import_id as "importId"`

export const find = (db: Db, id: number) => db.maybe(Upload, sql`select ${columns} from uploads where id = ${id}`)

/** The last uploads, newest first: what is waiting for somebody stands among them. */
export const recent = (db: Db, limit: number) =>
  db.many(Upload, sql`select ${columns} from uploads order by made_at desc, id desc limit ${limit}`)

export interface NewUpload {
  packId: string
  source: Source
  newSource: boolean
  format: string
  /** Null: nobody stated any. */
  options: Record<string, unknown> | null
  snapshotOn: string | null
  fileName: string
  fileBytes: number
  path: string
  by: string
}

export async function insert(tx: Db, one: NewUpload): Promise<number> {
  const row = await tx.one(
    z.object({ id: z.number() }),
    sql`
    insert into uploads (pack_id, source, new_source, format, options, snapshot_on, file_name, file_bytes, path, made_by)
    values (${one.packId}, ${JSON.stringify(one.source)}, ${one.newSource}, ${one.format}, ${JSON.stringify(one.options)}, ${one.snapshotOn},
      ${one.fileName}, ${one.fileBytes}, ${one.path}, ${one.by})
    returning id`,
  )
  return row.id
}

export const setJob = (tx: Db, id: number, jobId: number) =>
  tx.run(sql`update uploads set job_id = ${jobId} where id = ${id}`)

/** Moves an upload on, if it still stands where it is thought to stand. */
export const move = (
  tx: Db,
  id: number,
  from: readonly UploadStatus[],
  to: UploadStatus,
  outcome?: Outcome,
  importId?: number,
) =>
  tx.run(sql`
    update uploads set status = ${to}, outcome = coalesce(${outcome === undefined ? null : JSON.stringify(outcome)}::jsonb, outcome),
      import_id = coalesce(${importId ?? null}::integer, import_id),
      finished_at = case when ${to} in ('looking', 'ready', 'importing') then null else now() end
    where id = ${id} and status = any(${[...from]}::text[])`)

/** The file is deleted: nothing says any longer where it was. */
export const forgetFile = (db: Db, id: number) => db.run(sql`update uploads set path = null where id = ${id}`)

/** Files older than this many hours that nobody is importing. */
export const stale = (db: Db, hours: number) =>
  db.many(
    Upload,
    sql`select ${columns} from uploads where path is not null and status <> 'importing' and made_at < now() - make_interval(hours => ${hours})`,
  )

/** A partner's new source, kept when its first file comes into force. */
export const saveSource = (tx: Db, one: Source) =>
  tx.run(sql`
    insert into sources (id, title, publisher, custodian, licence, attribution, address, format, level, vintage, cadence, lag_days, status,
      openly_published, known_faults, notes, definition)
    values (${one.id}, ${one.title}, ${one.publisher}, ${one.custodian}, ${one.licence}, ${one.attribution}, ${one.address}, ${one.format}, ${one.level},
      ${one.vintage}, ${one.cadence}, ${one.lagDays}, ${one.status}, ${one.openlyPublished}, ${one.knownFaults}::text[], ${one.notes}, ${JSON.stringify(one)})
    on conflict (id) do nothing`)

export const sourceIds = async (db: Db): Promise<string[]> =>
  (await db.many(z.object({ id: z.string() }), sql`select id from sources`)).map(row => row.id)

export const measureCodes = async (db: Db): Promise<string[]> =>
  (await db.many(z.object({ code: z.string() }), sql`select code from measures`)).map(row => row.code)
