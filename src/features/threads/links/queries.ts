import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { Link } from '../records/schemas.ts'

export const Made = Link.extend({
  madeBy: z.string(),
  madeAt: z.string(),
  removedBy: z.string().nullable(),
  removedAt: z.string().nullable(),
  removedReason: z.string().nullable(),
})
export type Made = z.output<typeof Made>

const columns = sql`l.id, l.because_key as "becauseKey", l.next_key as "nextKey", l.made_by as "madeBy", l.made_at as "madeAt",
  l.removed_by as "removedBy", l.removed_at as "removedAt", l.removed_reason as "removedReason"`

/** Every link of a record, those taken away too, the newest first. */
export const ofRecord = (db: Db, key: string): Promise<Made[]> =>
  db.many(
    Made,
    sql`select ${columns} from thread_links l where l.because_key = ${key} or l.next_key = ${key} order by l.id desc limit 500`,
  )

export const find = (db: Db, id: number): Promise<Made | undefined> =>
  db.maybe(Made, sql`select ${columns} from thread_links l where l.id = ${id}`)
