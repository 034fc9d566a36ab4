// Everything made anew, in batches: each night, when a new day comes within reach, and when term dates have changed.
import { z } from 'zod'
import { type Day, londonDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { enqueue, type Handler, reportProgress } from '../../../platform/jobs.ts'
import { sql } from '../../../platform/sql.ts'
import { requestFindings } from '../../needs/index.ts'
import { inTurn } from '../entries/queries.ts'
import { forgetPast, tellChanged } from './lost.ts'
import { tellNear } from './near-days.ts'
import { refresh } from './refresh.ts'
import * as rows from './rows.ts'

const kind = 'finder.refresh'
const batch = 500
const [hour, minute] = [1, 15]

/** Makes all entries anew, a transaction a batch. Gives how many were looked at. */
export async function refreshAll(
  db: Db,
  today: Day,
  progress: (done: number) => Promise<unknown> = async () => {},
): Promise<number> {
  let done = 0
  await forgetPast(db, today)
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const ids = (await rows.idsAfter(db, last, batch)).map(one => one.id)
    await refresh(db, ids, today)
    done += ids.length
    if (ids.length < batch) break
    last = ids.at(-1) ?? last
    await progress(done)
  }
  await tidy(db)
  return done
}

/** Rows written anew are marked as seen by all, so that indexes answer without the table; and counted, so that the planner knows how many there are. */
const tidy = (db: Db) => db.run(sql`vacuum (analyze) finder_entries, finder_times`)

const Waiting = z.object({ n: z.number() })

const waiting = async (db: Db, nightly: boolean, besides: number) =>
  (
    await db.one(
      Waiting,
      sql`select count(*)::int as n from jobs where kind = ${kind} and finished_at is null and locked_until is null and id <> ${besides}
        and payload ->> 'nightly' = ${String(nightly)}`,
    )
  ).n > 0

/** Seconds to the next 01:15 UTC, when the day has changed in London in winter and in summer. */
export function secondsToNight(now: Date): number {
  const night = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), hour, minute)
  return Math.ceil(((night > now.getTime() ? night : night + 86_400_000) - now.getTime()) / 1_000)
}

/** Sees to it that one nightly run waits. Called when the job process starts, and by each run for the next. */
export const schedule = (db: Db, now: Date, besides = 0): Promise<void> =>
  db.transaction(async tx => {
    if (!(await waiting(tx, true, besides))) await enqueue(tx, kind, { nightly: true }, secondsToNight(now))
  })

/** Asks for a run soon, when term dates have changed: one for all who ask before it begins. */
export const request = (db: Db): Promise<void> =>
  db.transaction(async tx => {
    if (!(await waiting(tx, false, 0))) await enqueue(tx, kind, { nightly: false })
  })

/**
 * Other days to come are a change the public can see, beyond the weeks that are written out too: readers of change feeds are told of every entry whose days
 * are those of a calendar.
 */
const tellDated = (db: Db): Promise<unknown> =>
  db.transaction(async tx => {
    await inTurn(tx)
    const dated = await rows.datedByCalendar(tx)
    return tellChanged(
      tx,
      dated.map(({ id }) => id),
    )
  })

const Payload = z.object({ nightly: z.boolean() })

export const jobs = (db: Db): Record<string, Handler> => ({
  [kind]: async job => {
    const now = new Date()
    // first the next night: whatever happens to this run, there is another
    const { nightly } = Payload.parse(job.payload)
    if (nightly) await schedule(db, now, job.id)
    const { n } = await rows.countAll(db)
    if (nightly) await tellNear(db, londonDay(now))
    const entries = await refreshAll(db, londonDay(now), done => reportProgress(db, job.id, { done, of: n }))
    // last, so that whoever reads on finds the new days
    if (!nightly) await tellDated(db)
    await requestFindings(db) // what they say of coverage may be otherwise now
    return { entries }
  },
})
