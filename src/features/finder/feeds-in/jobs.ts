import { z } from 'zod'
import { londonDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { enqueue, type Handler, reportProgress } from '../../../platform/jobs.ts'
import { sql } from '../../../platform/sql.ts'
import { crawl, fail } from './crawl.ts'
import type { Means } from './crawling.ts'
import { fetcher } from './fetch.ts'
import { CrawlJob } from './schemas.ts'
import { askDue, crawlKind } from './service.ts'
import { unitedKingdom } from './values.ts'

const dueKind = 'finder.feeds-due'
const everySeconds = 900

const waiting = async (tx: Db, besides: number): Promise<boolean> =>
  (
    await tx.one(
      z.object({ any: z.boolean() }),
      sql`select exists (select 1 from jobs where kind = ${dueKind} and finished_at is null and id <> ${besides}) as any`,
    )
  ).any

/** Sees to it that a look at whose time has come waits. Called when the job process starts, and by each run for the next. */
export const schedule = (db: Db, besides = 0): Promise<void> =>
  db.transaction(async tx => {
    if (!(await waiting(tx, besides))) await enqueue(tx, dueKind, {}, everySeconds)
  })

/** How feeds are reached: over the internet and from nowhere else; tests hand in feeds of their own. */
export const usualMeans = (): Means => ({
  asker: { raw: fetcher(), wait: ms => new Promise(resolve => setTimeout(resolve, ms)) },
  today: londonDay(new Date()),
  bounds: unitedKingdom,
})

const tellMs = 700

/** Tells the page how far it is, not oftener than a person can read. */
function teller(db: Db, jobId: number): (words: string) => Promise<void> {
  let last = 0
  return async words => {
    if (Date.now() - last < tellMs) return
    last = Date.now()
    await reportProgress(db, jobId, { words })
  }
}

export const jobs = (db: Db, means: () => Means = usualMeans): Record<string, Handler> => ({
  [crawlKind]: async job => {
    const { crawlId } = CrawlJob.parse(job.payload)
    try {
      await crawl(db, means(), crawlId, teller(db, job.id))
    } catch (error) {
      // A fault of ours: the page says so and the feed is asked again later; the job keeps the error for whoever mends it.
      await fail(db, crawlId)
      throw error
    }
    return { crawlId }
  },
  [dueKind]: async job => {
    await schedule(db, job.id)
    return { asked: await askDue(db) }
  },
})
