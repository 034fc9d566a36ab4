import { z } from 'zod'
import type { Db } from './db.ts'
import { sql } from './sql.ts'

export const Job = z.object({
  id: z.number(),
  kind: z.string(),
  payload: z.unknown(),
  attempts: z.number(),
  progress: z.record(z.string(), z.unknown()),
  result: z.unknown(),
  error: z.string().nullable(),
  finishedAt: z.string().nullable(),
})
export type Job = z.output<typeof Job>

const columns = sql`id, kind, payload, attempts, progress, result, error, finished_at as "finishedAt"`

/** Announces work. Enqueue in the transaction of the change, so that both are kept or neither. */
export async function enqueue(tx: Db, kind: string, payload: unknown, inSeconds = 0): Promise<number> {
  const row = await tx.one(
    z.object({ id: z.number() }),
    sql`
    insert into jobs (kind, payload, run_at) values (${kind}, ${JSON.stringify(payload)}, now() + make_interval(secs => ${inSeconds})) returning id`,
  )
  return row.id
}

export const findJob = (db: Db, id: number) => db.maybe(Job, sql`select ${columns} from jobs where id = ${id}`)

/** Tells how far a job is; people see it on the page. Also keeps the job's lock. */
export const reportProgress = (db: Db, id: number, progress: Record<string, unknown>) =>
  db.run(sql`
    update jobs set progress = ${JSON.stringify(progress)}, locked_until = now() + interval '5 minutes' where id = ${id}`)

export type Handler = (job: Job) => Promise<unknown>

const take = (db: Db, kinds: string[]) =>
  db.maybe(
    Job,
    sql`
    update jobs set locked_until = now() + interval '5 minutes', attempts = attempts + 1
    where id = (
      select id from jobs
      where finished_at is null and run_at <= now() and (locked_until is null or locked_until < now()) and kind = any(${kinds})
      order by run_at, id limit 1 for update skip locked)
    returning ${columns}`,
  )

const mostAttempts = 3

/** Does one waiting job, if any. A job that fails three times is finished with its error kept. */
export async function workOnce(db: Db, handlers: Record<string, Handler>): Promise<boolean> {
  const job = await take(db, Object.keys(handlers))
  if (!job) return false
  try {
    const result = await handlers[job.kind]?.(job)
    await db.run(sql`
      update jobs set finished_at = now(), locked_until = null, result = ${JSON.stringify(result ?? null)}, error = null where id = ${job.id}`)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const last = job.attempts >= mostAttempts
    await db.run(sql`
      update jobs set error = ${message}, locked_until = null, run_at = now() + interval '10 seconds',
        finished_at = case when ${last} then now() end
      where id = ${job.id}`)
  }
  return true
}
