import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { Clean } from './image.ts'

export const add = (tx: Db, photo: Clean & { key: string; entryId: string; by: string; today: string }) =>
  tx.run(sql`
    insert into finder_photos (key, opportunity_id, type, bytes, made_by, made_on)
    values (${photo.key}, ${photo.entryId}, ${photo.type}, ${photo.bytes}, ${photo.by}, ${photo.today}::date) on conflict (key) do nothing`)

const Photo = z.object({ entryId: z.string(), type: z.string(), bytes: z.instanceof(Buffer), open: z.boolean() })

/** A photo, and whether it is in what the public reads. Of a safe venue none is. */
export const find = (db: Db, key: string) =>
  db.maybe(
    Photo,
    sql`
    select p.opportunity_id as "entryId", p.type, p.bytes, exists (
      select 1 from opportunities o join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version
      where o.id = p.opportunity_id and o.state = 'public' and v.body -> 'image' ->> 'key' = p.key
        and coalesce(v.body -> 'venue' ->> 'safe', 'false') <> 'true') as open
    from finder_photos p where p.key = ${key}`,
  )

const Has = z.object({ has: z.boolean() })

/** Is it still kept? */
export const has = async (db: Db, key: string): Promise<boolean> =>
  (await db.one(Has, sql`select exists (select 1 from finder_photos where key = ${key}) as has`)).has
