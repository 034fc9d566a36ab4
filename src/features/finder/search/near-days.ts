// Each day the sessions of one more day come near enough to be told in the session feed, though nobody changed anything. They come at London's midnight;
// but a reader may have read past that: a long import goes on over it, or the clocks of two machines differ. So each night they are told once more, later
// than all that anybody was told before.
import { z } from 'zod'
import { addDays, type Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { moment } from '../entries/queries.ts'
import { sessionDays } from './calendar.ts'

const Last = z.object({ day: z.string().nullable() })

/** What came near since the last time, as of `today`. A second time on one day nothing is told. */
export const tellNear = (db: Db, today: Day): Promise<void> =>
  db.transaction(async tx => {
    const at = await moment(tx)
    const to = addDays(today, sessionDays)
    const { day: last } = await tx.one(Last, sql`select max(day)::text as day from finder_near_days`)
    const from = last === null ? to : addDays(last, 1)
    await tx.run(sql`
      insert into finder_near_days (day, modified)
      select d::date, ${at}::bigint from generate_series(${from}::date, ${to}::date, interval '1 day') d`)
    await tx.run(sql`
      update finder_times set modified = greatest(modified, ${at}::bigint) where kind = 'activity' and day between ${from}::date and ${to}::date`)
    await tx.run(sql`delete from finder_near_days where day < ${today}::date`)
  })
