import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { Clean } from './image.ts'

export const add = (tx: Db, photo: Clean & { key: string; entryId: string; by: string; today: string }) =>
  tx.run(sql`
    insert into finder_photos (key, opportunity_id, type, bytes, made_by, made_on)
    values (${photo.key}, ${photo.entryId}, ${photo.type}, ${photo.bytes}, ${photo.by}, ${photo.today}::date) on conflict (key) do nothing`)

const Photo = z.object({ entryId: z.string(), type: z.string(), bytes: z.instanceof(Buffer) })

export const find = (db: Db, key: string) =>
  db.maybe(Photo, sql`select opportunity_id as "entryId", type, bytes from finder_photos where key = ${key}`)

const Head = z.object({ type: z.string(), head: z.instanceof(Buffer), weight: z.number() })

/** The beginning of a photo, where its size stands, and how many bytes it is. */
export const headOf = (db: Db, key: string) =>
  db.maybe(
    Head,
    sql`select type, substring(bytes from 1 for 8192) as head, octet_length(bytes) as weight from finder_photos where key = ${key}`,
  )

const Has = z.object({ has: z.boolean() })

/** Is it still kept? */
export const has = async (db: Db, key: string): Promise<boolean> =>
  (await db.one(Has, sql`select exists (select 1 from finder_photos where key = ${key}) as has`)).has
