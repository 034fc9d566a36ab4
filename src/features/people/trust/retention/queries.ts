import { z } from 'zod'
import type { Day } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import { sql } from '../../../../platform/sql.ts'

export const Proof = z.object({
  id: z.number(),
  runId: z.number(),
  rule: z.string(),
  before: z.string(),
  removed: z.number().nullable(),
  error: z.string().nullable(),
  ranAt: z.string(),
  ranBy: z.string(),
})
export type Proof = z.output<typeof Proof>

const columns = sql`id, run_id as "runId", rule, before_on as before, removed, error, ran_at as "ranAt", ran_by as "ranBy"`

export const nextRun = (db: Db) => db.one(z.object({ id: z.number() }), sql`select nextval('retention_run_ids') as id`)

export interface Outcome {
  runId: number
  rule: string
  before: Day
  removed: number | null
  error: string | null
  by: string
}

export const prove = (tx: Db, one: Outcome) =>
  tx.run(sql`
    insert into retention_runs (run_id, rule, before_on, removed, error, ran_by)
    values (${one.runId}, ${one.rule}, ${one.before}, ${one.removed}, ${one.error}, ${one.by})`)

/** The last outcome of each rule. */
export const lastOfEach = (db: Db) =>
  db.many(Proof, sql`select distinct on (rule) ${columns} from retention_runs order by rule, id desc`)

export const proofs = (db: Db) => db.many(Proof, sql`select ${columns} from retention_runs order by id desc limit 5000`)

const Waiting = z.object({ runAt: z.string() })

/** When the next nightly run is due; undefined when none waits. `besides` is a job that is being done just now. */
export const waiting = (db: Db, kind: string, besides = 0) =>
  db.maybe(
    Waiting,
    sql`
    select run_at as "runAt" from jobs
    where kind = ${kind} and finished_at is null and payload = '{}' and id <> ${besides} order by run_at limit 1`,
  )
