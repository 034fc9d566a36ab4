// The check of a draft in the job process: the heavy part on a thread of its own, so that it can be watched, stopped and cut short.
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { type Handler, reportProgress } from '../../../platform/jobs.ts'
import { type Bench, openBench } from '../../../platform/work.ts'
import type { Protected } from '../protection/apply.ts'
import { type Asked, gather } from '../protection/index.ts'
import { newProgress, progressOf } from '../protection/thread.ts'
import * as queries from '../queries.ts'
import { checkKind, keepCheck } from '../service/check.ts'
import * as checks from './queries.ts'

const Payload = z.object({ editionId: z.number(), content: z.string(), today: z.string() })

export interface Means {
  bench: Bench
  /** Seconds a check may take. */
  limit: number
  /** Milliseconds between two looks at whether it is still wanted. */
  every: number
}
/** A person who waits longer than this is better served by a smaller release. */
export const usual = { limit: 180, every: 400 }

type Ended = { found: Protected } | Exclude<checks.State, 'asked' | 'done'> | 'left'

export const checkJobs = (db: Db, given?: Partial<Means>): Record<string, Handler> => {
  const means = { bench: openBench(), ...usual, ...given }
  return {
    [checkKind]: async job => {
      const payload = Payload.parse(job.payload)
      if (!(await isWanted(db, payload, job.id))) return { left: true }
      const asked = await gather(db, await queries.draftOf(db, payload.editionId))
      const ended = await watched(db, means, asked, { ...payload, jobId: job.id })
      return { ended: await keep(db, payload, asked, ended) }
    },
  }
}

/** A draft made anew or given up, or a check that was stopped, leaves its job behind. */
async function isWanted(db: Db, { editionId, content }: z.output<typeof Payload>, jobId: number): Promise<boolean> {
  const row = await checks.find(db, editionId)
  return row?.state === 'asked' && row.content === content && row.jobId === jobId
}

async function watched(
  db: Db,
  { bench, limit, every }: Means,
  asked: Asked,
  one: z.output<typeof Payload> & { jobId: number },
): Promise<Ended> {
  const shared = newProgress()
  const [thread, progress] = [new URL(`../protection/thread${extension}`, import.meta.url).href, progressOf(shared)]
  const work = bench.run<Protected>(thread, 'protectHere', { asked, shared }).then(
    (found): Ended => ({ found }),
    (): Ended => 'failed',
  )
  for (const until = performance.now() + limit * 1_000; ; ) {
    const ended = await Promise.race([work, wait(every, undefined)])
    if (ended) return ended
    const [done = 0, total = 0, share = 0] = progress
    await reportProgress(db, one.jobId, { done, total, share: share / 1_000 })
    const stopped = !(await isWanted(db, one, one.jobId))
    if (!stopped && performance.now() < until) continue
    await bench.close()
    return stopped ? 'left' : 'too-long'
  }
}

const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js'

async function keep(db: Db, payload: z.output<typeof Payload>, asked: Asked, ended: Ended): Promise<string> {
  if (ended === 'left') return ended
  if (typeof ended === 'object') return (await keepCheck(db, payload, { ...asked, ...ended })) ? 'done' : 'left'
  await db.transaction(async tx => {
    if ((await checks.end(tx, payload.editionId, ended)) > 0)
      await record(tx, 'program', 'release.check-ended', `release/${payload.editionId}`, { state: ended })
  })
  return ended
}
