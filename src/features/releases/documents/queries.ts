import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { Document } from '../schemas.ts'

const Id = z.object({ id: z.number() })
const documentColumns = sql`id, title, summary, period, body, sources, licence, method, version, written_on as "writtenOn"`

export const findDocument = (db: Db, id: number) =>
  db.maybe(Document, sql`select ${documentColumns} from release_documents where id = ${id}`)

export const documents = (db: Db) =>
  db.many(Document, sql`select ${documentColumns} from release_documents order by written_on desc, id desc`)

export type DocumentText = Omit<Document, 'id' | 'version' | 'writtenOn'>

export const addDocument = (tx: Db, one: DocumentText, by: number | null, on: string) =>
  tx.one(
    Id,
    sql`
    insert into release_documents (title, summary, period, body, sources, licence, method, written_by, written_on)
    values (${one.title}, ${one.summary}, ${one.period}, ${one.body}, ${one.sources}, ${one.licence}, ${one.method}, ${by}, ${on}) returning id`,
  )

/** Keeps a new version, if nobody else did meanwhile. */
export const saveDocument = (tx: Db, id: number, version: number, one: DocumentText, by: number | null, on: string) =>
  tx.run(sql`
    update release_documents set title = ${one.title}, summary = ${one.summary}, period = ${one.period}, body = ${one.body}, sources = ${one.sources},
      licence = ${one.licence}, method = ${one.method}, version = version + 1, written_by = ${by}, written_on = ${on}
    where id = ${id} and version = ${version}`)
