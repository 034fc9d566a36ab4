import { z } from 'zod'
import type { Day } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import { sql, when } from '../../../../platform/sql.ts'
import type { Cursor } from '../../entries/public.ts'
import { weekBefore } from '../../search/lost.ts'

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
  /** It was told, and does not take place after all. */
  lost: z.boolean(),
  /** Its entry said something else before: a time of it may have been told. */
  again: z.boolean(),
})
export type Session = z.output<typeof Session>

const named = sql`(t.entry_id || '_' || t.day || '_' || t.starts || '-' || t.ends) collate "C" as id, t.entry_id, t.day::text as day, t.starts, t.ends`

/**
 * Times to come, and those that were told and are lost, in the order in which they changed: with their entry, or by coming near enough to be told, at
 * London's midnight. What is lost is told until its day is over, and for a week. Ids in the order of their letters.
 */
export const sessions = (db: Db, today: Day, after: Cursor | undefined, limit: number): Promise<Session[]> =>
  db.many(
    Session,
    sql`select s.id, s.entry_id as "entryId", s.day, s.starts, s.ends, s.lost, s.modified, exists (select 1 from opportunity_versions v
          where v.opportunity_id = s.entry_id and v.verdict = 'approved' and v.version < s.public_version) as again
      from (
        select * from (
          select ${named}, false as lost, o.public_version, greatest(o.modified,
            (extract(epoch from (t.day - ${sessionDays}::int)::timestamp at time zone 'Europe/London') * 1000)::bigint) as modified
          from finder_times t join opportunities o on o.id = t.entry_id
          where o.state = 'public' and o.kind = 'activity' and t.day between ${today}::date and ${today}::date + ${sessionDays}::int
          union all
          select ${named}, true, o.public_version, o.modified from finder_lost_times t join opportunities o on o.id = t.entry_id
          where o.kind = 'activity' and t.day <= ${today}::date + ${sessionDays}::int
            and (t.day >= ${today}::date or o.modified >= ${weekBefore(today)})) a
        ${when(after, cursor => sql`where (modified, id) > (${cursor.modified}::bigint, ${cursor.id} collate "C")`)}
        order by modified, id limit ${limit}) s
      order by modified, id`,
  )
