import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { enqueue } from '../../../platform/jobs.ts'
import * as queries from './queries.ts'
import { keptHours } from './rules.ts'
import type { Upload } from './schemas.ts'
import { remove } from './store.ts'

export const previewKind = 'evidence.preview'
export const importKind = 'evidence.import'

/** Notes a file that was received and asks the job process to look at it. */
export const receive = (db: Db, one: queries.NewUpload): Promise<number> =>
  db.transaction(async tx => {
    const id = await queries.insert(tx, one)
    await queries.setJob(tx, id, await enqueue(tx, previewKind, { uploadId: id }))
    await record(tx, one.by, 'upload.received', `upload/${id}`, {
      source: one.source.id,
      file: one.fileName,
      bytes: one.fileBytes,
    })
    return id
  })

/** Notes that a file was refused at the door. What was in it is not kept, here or anywhere. */
export const refuseAtDoor = (db: Db, by: string, sourceId: string, why: string): Promise<void> =>
  db.transaction(tx => record(tx, by, 'upload.refused', `source/${sourceId}`, { why }))

type Done = { ok: true } | { ok: false; words: string }

/** Confirmed: the job process imports the file. */
export const confirm = (db: Db, upload: Upload, by: string): Promise<Done> =>
  db.transaction(async (tx): Promise<Done> => {
    if ((await queries.move(tx, upload.id, ['ready'], 'importing')) === 0)
      return {
        ok: false,
        words:
          'This upload is not waiting to be confirmed. It may have been imported, cancelled or left for more than a day.',
      }
    await queries.setJob(tx, upload.id, await enqueue(tx, importKind, { uploadId: upload.id, by }))
    await record(tx, by, 'upload.confirmed', `upload/${upload.id}`, { source: upload.source.id })
    return { ok: true }
  })

/** Thrown away: the file is deleted and nothing of it was ever used. */
export async function cancel(db: Db, upload: Upload, by: string): Promise<Done> {
  const done = await db.transaction(async (tx): Promise<Done> => {
    if ((await queries.move(tx, upload.id, ['looking', 'ready'], 'cancelled')) === 0)
      return {
        ok: false,
        words: 'This upload cannot be cancelled any more. If its file was imported, undo the import.',
      }
    await record(tx, by, 'upload.cancelled', `upload/${upload.id}`, { source: upload.source.id })
    return { ok: true }
  })
  if (done.ok) await letGo(db, upload)
  return done
}

/** Deletes the file of an upload. */
export async function letGo(db: Db, upload: Pick<Upload, 'id' | 'path'>): Promise<void> {
  remove(upload.path)
  await queries.forgetFile(db, upload.id)
}

/** Deletes files that nobody decided on within a day. Gives how many. */
export async function clean(db: Db): Promise<number> {
  const stale = await queries.stale(db, keptHours)
  for (const upload of stale) {
    await queries.move(db, upload.id, ['looking', 'ready'], 'expired')
    await letGo(db, upload)
  }
  return stale.length
}
