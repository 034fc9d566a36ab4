// Times that were told to readers of the session feed and do not take place after all: a term that was moved, a club that meets on another day.
import { z } from 'zod'
import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql } from '../../../platform/sql.ts'
import { moment } from '../entries/queries.ts'
import type { Window } from './calendar.ts'
import type { Time } from './rows.ts'

const Id = z.object({ id: z.string() })

const given = (times: readonly Time[]): Sql => sql`
  select * from unnest(${times.map(t => t.id)}::uuid[], ${times.map(t => t.day)}::date[], ${times.map(t => t.starts)}::smallint[],
    ${times.map(t => t.ends)}::smallint[]) as t (entry_id, day, starts, ends)`

/**
 * Keeps what is lost between the times written out and those that will be, and forgets what has come back. Gives the entries whose times differ though
 * nobody changed them; that another day has come within reach is no difference. `from` and `to`: days that are told of. Before the times written out are taken away.
 */
export async function tellLost(
  tx: Db,
  ids: readonly string[],
  times: readonly Time[],
  { from, to }: Window,
): Promise<string[]> {
  // what differs is worked out once: what has not changed since is guessed to be one entry, and would have it worked out anew for each
  const found = await tx.many(
    Id,
    sql`with next as (${given(times)}),
      was as (select t.entry_id, t.day, t.starts, t.ends from finder_times t join opportunities o on o.id = t.entry_id
        where t.entry_id = any(${[...ids]}::uuid[]) and t.day between ${from}::date and ${to}::date and o.kind = 'activity'),
      lost as (insert into finder_lost_times (entry_id, day, starts, ends) select * from was except select * from next
        on conflict do nothing returning entry_id),
      back as (delete from finder_lost_times l using next n where l.entry_id = n.entry_id and l.day = n.day and l.starts = n.starts
        and l.ends = n.ends returning l.entry_id),
      gained as (select n.entry_id from next n join finder_entries e on e.id = n.entry_id where n.day between ${from}::date and e.times_to
        and not exists (select 1 from finder_times t where t.entry_id = n.entry_id and t.day = n.day and t.starts = n.starts and t.ends = n.ends)),
      differing as materialized (select entry_id from lost union select entry_id from back union select entry_id from gained)
      select o.id from differing c join opportunities o on o.id = c.entry_id join finder_entries e on e.id = o.id
      where o.id = any(${[...ids]}::uuid[]) and o.state = 'public' and o.modified = coalesce(e.modified, o.modified)`,
  )
  return found.map(({ id }) => id)
}

const Told = z.object({ id: z.string(), modified: z.number() })

/** A change the public can see: readers of change feeds are told of these entries. Gives their new moment. */
export async function tellChanged(tx: Db, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map()
  const at = await moment(tx)
  const told = await tx.many(
    Told,
    sql`update opportunities set modified = ${at} where id = any(${[...ids]}::uuid[]) returning id, modified`,
  )
  return new Map(told.map(({ id, modified }) => [id, modified]))
}

/** Milliseconds since 1970 a week before a day: what is deleted from a change feed is told for seven days at least (RPDE 1.0). */
export const weekBefore = (today: Day): Sql =>
  sql`(extract(epoch from (${today}::date - 7)::timestamp at time zone 'Europe/London') * 1000)::bigint`

/** What is over, and was told for a week, is lost to nobody. */
export const forgetPast = (db: Db, today: Day) =>
  db.run(
    sql`delete from finder_lost_times t using opportunities o
      where o.id = t.entry_id and t.day < ${today}::date and o.modified < ${weekBefore(today)}`,
  )
