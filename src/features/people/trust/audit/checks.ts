// Checks of the whole chain: asked for on a page, done by the job process, kept, and held against by the next.
import { z } from 'zod'
import type { Day } from '../../../../lib/dates.ts'
import { record, verifyChain } from '../../../../platform/audit.ts'
import type { Db } from '../../../../platform/db.ts'
import { enqueue, type Handler, reportProgress } from '../../../../platform/jobs.ts'
import { nextNight } from '../retention/next.ts'
import { waiting } from '../retention/queries.ts'
import * as queries from './check-queries.ts'
import { newFaults } from './faults.ts'

export const checkKind = 'audit.verify'
export const nightlyKind = 'audit.nightly'
const Payload = z.object({ checkId: z.number() })

/** Asks the job process to check the chain; gives the number of the check. */
export const ask = (db: Db, by: string): Promise<number> =>
  db.transaction(async tx => {
    const { id } = await queries.insert(tx, by)
    await queries.setJob(tx, id, await enqueue(tx, checkKind, { checkId: id }))
    await record(tx, by, 'audit.check-asked', `audit-check/${id}`)
    return id
  })

/** Checks every link, and that what stood at the end of each earlier check still stands there. */
export async function check(db: Db, id: number, progress: (done: number, total: number) => void): Promise<void> {
  const { rows, head, faults } = await verifyChain(db, progress)
  const rewritten = await queries.rewritten(db, id)
  await db.transaction(async tx => {
    await queries.finish(tx, id, { rows, head, faults: [...rewritten, ...faults] })
    await record(tx, 'program', 'audit.checked', `audit-check/${id}`, {
      rows,
      faults: rewritten.length + faults.length,
    })
  })
}

/** Sees to it that a nightly check waits. Called when the job process starts, and by each check for the next. */
export const schedule = (db: Db, now: Date, besides = 0): Promise<void> =>
  db.transaction(async tx => {
    if (await waiting(tx, nightlyKind, besides)) return
    await enqueue(tx, nightlyKind, {}, Math.ceil((nextNight(now).getTime() - now.getTime()) / 1_000))
  })

async function carryOut(db: Db, jobId: number, checkId: number): Promise<{ checkId: number }> {
  try {
    await check(db, checkId, (done, total) => {
      reportProgress(db, jobId, { done, total }).catch(() => {}) // a page that hears nothing asks again
    })
  } catch (error) {
    await queries.fail(db, checkId, error instanceof Error ? error.message : String(error))
  }
  return { checkId }
}

export const jobs = (db: Db): Record<string, Handler> => ({
  [checkKind]: job => carryOut(db, job.id, Payload.parse(job.payload).checkId),
  [nightlyKind]: async job => {
    // first the next night: whatever comes of this check, there is another
    await schedule(db, new Date(), job.id)
    const id = await db.transaction(async tx => {
      const { id } = await queries.insert(tx, 'nightly')
      await queries.setJob(tx, id, job.id)
      return id
    })
    return carryOut(db, job.id, id)
  },
})

/** The checks since a day that found what the check before had not found: they stay said for a while, whatever later checks find. */
export async function news(db: Db, since: Day): Promise<{ id: number; at: string; faults: number }[]> {
  const checks = await queries.since(db, since)
  return checks.flatMap((check, k) => {
    const faults = newFaults(check.faults, checks[k - 1]?.faults ?? []).length
    const at = check.finishedAt
    return faults > 0 && at !== null && at.slice(0, 10) >= since ? [{ id: check.id, at, faults }] : []
  })
}
