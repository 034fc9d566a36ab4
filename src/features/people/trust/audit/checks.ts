// Checks of the whole chain: asked for on a page, done by the job process, kept, and held against by the next.
import { z } from 'zod'
import { record, verifyChain } from '../../../../platform/audit.ts'
import type { Db } from '../../../../platform/db.ts'
import { enqueue, type Handler, reportProgress } from '../../../../platform/jobs.ts'
import * as queries from './check-queries.ts'

export const checkKind = 'audit.verify'
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

export const jobs = (db: Db): Record<string, Handler> => ({
  [checkKind]: async job => {
    const { checkId } = Payload.parse(job.payload)
    try {
      await check(db, checkId, (done, total) => {
        reportProgress(db, job.id, { done, total }).catch(() => {}) // a page that hears nothing asks again
      })
    } catch (error) {
      await queries.fail(db, checkId, error instanceof Error ? error.message : String(error))
    }
    return { checkId }
  },
})
