import { z } from 'zod'
import type { Day } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import { sql, when } from '../../../../platform/sql.ts'
import type { Cursor } from '../../entries/public.ts'
import { Body } from '../../schemas.ts'

const Changed = z.object({ id: z.string(), modified: z.number(), isPublic: z.boolean() })
export type Changed = z.output<typeof Changed>

/** Activities that are or were public, in the order in which they changed. */
export const changed = (db: Db, after: Cursor | undefined, limit: number): Promise<Changed[]> =>
  db.many(
    Changed,
    sql`select id, modified, state = 'public' as "isPublic" from opportunities
      where kind = 'activity' and public_version is not null and modified > 0
        ${when(after, cursor => sql`and (modified, id) > (${cursor.modified}::bigint, ${cursor.id}::uuid)`)}
      order by modified, id limit ${limit}`,
  )

/** Days ahead for which single sessions are told. Search writes times out a week further, so that none comes late. */
export const sessionDays = 63

const Session = z.object({
  id: z.string(),
  entryId: z.string(),
  modified: z.number(),
  day: z.string(),
  starts: z.number(),
  ends: z.number(),
})
export type Session = z.output<typeof Session>

/** The id of one time of an entry. */
export const sessionId = (entryId: string, { day, starts, ends }: Pick<Session, 'day' | 'starts' | 'ends'>): string =>
  `${entryId}_${day}_${starts}-${ends}`

/** Times to come, in the order in which they changed: with their entry, or by coming near enough to be told, at London's midnight. Ids in the order of their letters. */
export const sessions = (db: Db, today: Day, after: Cursor | undefined, limit: number): Promise<Session[]> =>
  db.many(
    Session,
    sql`select * from (
        select (t.entry_id || '_' || t.day || '_' || t.starts || '-' || t.ends) collate "C" as id, t.entry_id as "entryId", t.day::text as day,
          t.starts, t.ends, greatest(o.modified,
            (extract(epoch from (t.day - ${sessionDays}::int)::timestamp at time zone 'Europe/London') * 1000)::bigint) as modified
        from finder_times t join opportunities o on o.id = t.entry_id
        where o.state = 'public' and o.kind = 'activity' and t.day between ${today}::date and ${today}::date + ${sessionDays}::int) s
      ${when(after, cursor => sql`where (modified, id) > (${cursor.modified}::bigint, ${cursor.id} collate "C")`)}
      order by modified, id limit ${limit}`,
  )

const Gone = z.object({
  id: z.string(),
  modified: z.number(),
  boroughCode: z.string().nullable(),
  bodies: z.array(Body),
})
export type Gone = z.output<typeof Gone>

/** Entries that changed from where somebody stands to a moment, and what they said before; of the entry whose time it was too. */
export const before = (db: Db, from: Cursor, to: number, limit: number): Promise<Gone[]> =>
  db.many(
    Gone,
    sql`select o.id, o.modified, b.code as "boroughCode", jsonb_agg(v.body) as bodies
      from opportunities o join opportunity_versions v on v.opportunity_id = o.id left join places b on b.id = o.borough_id
      where o.kind = 'activity' and o.public_version is not null and o.modified between ${from.modified} and ${to}
        and (o.modified > ${from.modified} or (o.id::text collate "C") >= left(${from.id}, 36))
        and (o.id::text || '~') collate "C" > case when o.modified > ${from.modified} then '' else ${from.id} end collate "C"
        and v.verdict = 'approved' and (o.state <> 'public' or v.version < o.public_version)
      group by o.id, o.modified, b.code order by o.modified, o.id limit ${limit}`,
  )
