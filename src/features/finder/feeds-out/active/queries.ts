import { z } from 'zod'
import type { Day } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import { type Sql, sql, when } from '../../../../platform/sql.ts'
import type { Cursor } from '../../entries/public.ts'
import { sessionDays } from '../../search/calendar.ts'
import { weekBefore } from '../../search/lost.ts'
import { nearAt } from '../../search/rows.ts'
import { isUuid } from '../ids.ts'

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

const nameOf = sql`(t.entry_id || '_' || t.day || '_' || t.starts || '-' || t.ends)`
const named = sql`${nameOf} collate "C" as id, t.entry_id, t.day::text as day, t.starts, t.ends`

// What has a later moment has not come near enough yet, or is not there: the index is not read to its end.
const untilNow = (today: Day): Sql =>
  sql`greatest(${nearAt(sql`(${today}::date + ${sessionDays + 1}::int)`)}, (select max(modified) + 1 from opportunities), (select max(modified) + 1 from finder_near_days))`

/** The next times to come, read from the index of moments; of one moment, entry by entry. */
const coming = (today: Day, after: Cursor | undefined, limit: number): Sql => sql`
  (select ${named}, false as lost, o.public_version, t.modified
  from finder_times t join opportunities o on o.id = t.entry_id
  where t.kind = 'activity' and o.state = 'public' and t.day between ${today}::date and ${today}::date + ${sessionDays}::int
    and t.modified < ${untilNow(today)} ${when(after, from => sql`and ${notBefore(from)} and ${past(sql`t.modified`, from)}`)}
  order by t.modified, t.entry_id, id limit ${limit})`

const past = (modified: Sql, { modified: at, id }: Cursor): Sql =>
  sql`(${modified}, ${nameOf} collate "C") > (${at}::bigint, ${id} collate "C")`

// Ids begin with that of their entry.
const notBefore = ({ modified, id }: Cursor): Sql =>
  isUuid(id.slice(0, 36))
    ? sql`(t.modified, t.entry_id) >= (${modified}::bigint, ${id.slice(0, 36)}::uuid)`
    : sql`t.modified >= ${modified}::bigint`

const gone = (today: Day, after: Cursor | undefined, limit: number): Sql => sql`
  (select ${named}, true as lost, o.public_version, o.modified
  from finder_lost_times t join opportunities o on o.id = t.entry_id
  where o.kind = 'activity' and t.day <= ${today}::date + ${sessionDays}::int
    and (t.day >= ${today}::date or o.modified >= ${weekBefore(today)}) ${when(after, from => sql`and ${past(sql`o.modified`, from)}`)}
  order by o.modified, id limit ${limit})`

/**
 * Times to come, and those that were told and are lost, in the order in which they changed: with their entry, or by coming near enough to be told, at
 * London's midnight. What is lost is told until its day is over, and for a week. Ids in the order of their letters.
 */
export const sessions = (db: Db, today: Day, after: Cursor | undefined, limit: number): Promise<Session[]> =>
  db.many(
    Session,
    sql`select s.id, s.entry_id as "entryId", s.day, s.starts, s.ends, s.lost, s.modified, exists (select 1 from opportunity_versions v
          where v.opportunity_id = s.entry_id and v.verdict = 'approved' and v.version < s.public_version) as again
      from (select * from (${coming(today, after, limit)} union all ${gone(today, after, limit)}) a order by modified, id limit ${limit}) s
      order by modified, id`,
  )
