import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

const Has = z.object({ has: z.boolean() })

/** Has this account confirmed an authenticator? */
export const has = async (db: Db, accountId: number) =>
  (
    await db.one(
      Has,
      sql`select exists (select 1 from account_codes where account_id = ${accountId} and confirmed_at is not null) as has`,
    )
  ).has

const Kept = z.object({ secret: z.string(), confirmed: z.boolean(), lastStep: z.number(), wrongTries: z.number() })

/** What is kept of an authenticator, held until the transaction ends so that tries come one by one. Old wrong tries are forgotten. */
export const find = (tx: Db, accountId: number) =>
  tx.maybe(
    Kept,
    sql`
    select secret, confirmed_at is not null as confirmed, last_step as "lastStep",
      case when wrong_since > now() - interval '15 minutes' then wrong_tries else 0 end as "wrongTries"
    from account_codes where account_id = ${accountId} for update`,
  )

/** Begins a set-up, in place of one that was not confirmed. */
export const begin = (tx: Db, accountId: number, secret: string) =>
  tx.run(sql`
    insert into account_codes (account_id, secret) values (${accountId}, ${secret})
    on conflict (account_id) do update set secret = excluded.secret, last_step = 0 where account_codes.confirmed_at is null`)

export const confirm = (tx: Db, accountId: number) =>
  tx.run(sql`update account_codes set confirmed_at = now() where account_id = ${accountId} and confirmed_at is null`)

/** Notes the step of a code; none touched means that another request used it first. */
export const useStep = (tx: Db, accountId: number, step: number) =>
  tx.run(sql`
    update account_codes set last_step = ${step}, wrong_tries = 0, wrong_since = null
    where account_id = ${accountId} and last_step < ${step}`)

export const noteWrong = (tx: Db, accountId: number) =>
  tx.run(sql`
    update account_codes set
      wrong_tries = case when wrong_since > now() - interval '15 minutes' then wrong_tries + 1 else 1 end,
      wrong_since = case when wrong_since > now() - interval '15 minutes' then wrong_since else now() end
    where account_id = ${accountId}`)

export const addRecovery = (tx: Db, accountId: number, hashes: readonly string[]) =>
  tx.run(sql`
    insert into account_recovery_codes (account_id, code_hash) select ${accountId}::integer, unnest(${hashes}::text[])`)

export const useRecovery = (tx: Db, accountId: number, hash: string) =>
  tx.run(sql`
    update account_recovery_codes set used_at = now() where account_id = ${accountId} and code_hash = ${hash} and used_at is null`)

const Left = z.object({ left: z.number() })

export const recoveryLeft = async (db: Db, accountId: number) =>
  (
    await db.one(
      Left,
      sql`select count(*) as left from account_recovery_codes where account_id = ${accountId} and used_at is null`,
    )
  ).left

export const remove = (tx: Db, accountId: number) =>
  tx.run(sql`delete from account_codes where account_id = ${accountId}`)
