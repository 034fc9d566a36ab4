import { z } from 'zod'
import type { Db } from '../../../../platform/db.ts'
import { sql } from '../../../../platform/sql.ts'

const Fault = z.object({
  position: z.number().nullable(),
  auditId: z.number(),
  kind: z.enum(['altered', 'removed', 'unlinked', 'gap', 'rewritten']),
})
export type Fault = z.output<typeof Fault>

export const Check = z.object({
  id: z.number(),
  askedBy: z.string(),
  askedAt: z.string(),
  jobId: z.number().nullable(),
  finishedAt: z.string().nullable(),
  rows: z.number().nullable(),
  head: z.string().nullable(),
  faults: z.array(Fault),
  error: z.string().nullable(),
})
export type Check = z.output<typeof Check>

const columns = sql`id, asked_by as "askedBy", asked_at as "askedAt", job_id as "jobId", finished_at as "finishedAt",
  row_count as rows, head, faults, error`

export const insert = (tx: Db, by: string) =>
  tx.one(z.object({ id: z.number() }), sql`insert into chain_checks (asked_by) values (${by}) returning id`)

export const setJob = (tx: Db, id: number, jobId: number) =>
  tx.run(sql`update chain_checks set job_id = ${jobId} where id = ${id}`)

export const find = (db: Db, id: number) => db.maybe(Check, sql`select ${columns} from chain_checks where id = ${id}`)

export const recent = (db: Db) => db.many(Check, sql`select ${columns} from chain_checks order by id desc limit 10`)

export const finish = (tx: Db, id: number, found: { rows: number; head: string | null; faults: readonly Fault[] }) =>
  tx.run(sql`
    update chain_checks set finished_at = now(), row_count = ${found.rows}, head = ${found.head}, faults = ${JSON.stringify(found.faults)}
    where id = ${id} and finished_at is null`)

export const fail = (db: Db, id: number, error: string) =>
  db.run(sql`update chain_checks set finished_at = now(), error = ${error} where id = ${id} and finished_at is null`)

/** Earlier checks, with faults or without, whose last hash no longer stands where it stood: the chain was cut off or written anew. */
export const rewritten = (db: Db, id: number) =>
  db.many(
    Fault,
    sql`
    select distinct k.row_count as position, coalesce(c.audit_id, 0) as "auditId", 'rewritten' as kind
    from chain_checks k left join audit_chain c on c.position = k.row_count
    where k.id < ${id} and k.head is not null and c.hash is distinct from k.head
    order by k.row_count limit 1000`,
  )

/** The finished checks since a moment, oldest first, after the last one before it. */
export const since = (db: Db, moment: string) =>
  db.many(
    Check,
    sql`
    select ${columns} from chain_checks
    where row_count is not null and id >= coalesce(
      (select max(id) from chain_checks where row_count is not null and finished_at < ${moment}::timestamptz), 0)
    order by id`,
  )

const Link = z.object({ position: z.number(), auditId: z.number(), linkedAt: z.string() })

/** Where a hash that was written down elsewhere stands in the chain. */
export const findHash = (db: Db, hash: string) =>
  db.maybe(
    Link,
    sql`select position, audit_id as "auditId", linked_at as "linkedAt" from audit_chain where hash = ${hash}`,
  )

/** What rows with these numbers say, for those that are still there. */
export const rowsOf = (db: Db, ids: readonly number[]) =>
  db.many(
    z.object({ id: z.number(), at: z.string(), who: z.string(), what: z.string(), object: z.string() }),
    sql`select id, at, who, what, object from audit where id = any(${[...ids]}::bigint[])`,
  )
