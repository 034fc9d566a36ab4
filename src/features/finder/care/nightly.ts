// The round of each night: who is to be asked, what hides itself, what may be one thing twice.
import { z } from 'zod'
import { londonDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { enqueue, type Handler } from '../../../platform/jobs.ts'
import { sql } from '../../../platform/sql.ts'
import { secondsToNight } from '../search/again.ts'
import { seek } from './pairs-seek.ts'
import { round } from './reviews.ts'

const kind = 'finder.care'

const Waiting = z.object({ id: z.number() })

/** Sees to it that one round waits for its night. Called when the job process starts, and by each round for the next. */
export const schedule = (db: Db, now: Date, besides = 0): Promise<void> =>
  db.transaction(async tx => {
    const other = await tx.maybe(
      Waiting,
      sql`select id from jobs where kind = ${kind} and finished_at is null and id <> ${besides} limit 1`,
    )
    if (!other) await enqueue(tx, kind, {}, secondsToNight(now))
  })

export const jobs = (db: Db, publicAddress: string): Record<string, Handler> => ({
  [kind]: async job => {
    const now = new Date()
    // first the next night: whatever happens to this round, there is another
    await schedule(db, now, job.id)
    const night = { today: londonDay(now), publicAddress }
    return { ...(await round(db, night)), pairs: await seek(db, night.today) }
  },
})
