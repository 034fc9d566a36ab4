import { londonDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { enqueue, type Handler } from '../../../platform/jobs.ts'
import * as queries from './queries.ts'
import { follow } from './service.ts'

const kind = 'facts.follow'
const [hour, minute] = [2, 30]

/** Seconds to the next 02:30 UTC, when the day has changed in London in winter and summer. */
export function secondsToNight(now: Date): number {
  const night = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), hour, minute)
  const next = night > now.getTime() ? night : night + 86_400_000
  return Math.ceil((next - now.getTime()) / 1_000)
}

/** Sees to it that a nightly look at facts that have gone waits. Called when the job process starts, and by each run for the next. */
export const schedule = (db: Db, now: Date, besides = 0): Promise<void> =>
  db.transaction(async tx => {
    if (!(await queries.waiting(tx, kind, besides))) await enqueue(tx, kind, {}, secondsToNight(now))
  })

export const jobs = (db: Db): Record<string, Handler> => ({
  [kind]: async job => {
    const now = new Date()
    // first the next night: whatever happens to this run, there is another
    await schedule(db, now, job.id)
    return { facts: await follow(db, { by: 'nightly', today: londonDay(now) }) }
  },
})
