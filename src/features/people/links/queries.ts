import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

interface NewLink {
  accountId: number
  tokenHash: string
  minutes: number
  next: string
}

export const add = (tx: Db, { accountId, tokenHash, minutes, next }: NewLink) =>
  tx.run(sql`
    insert into sign_in_links (token_hash, account_id, expires_at, next_path)
    values (${tokenHash}, ${accountId}, now() + make_interval(mins => ${minutes}), ${next})`)

const Owner = z.object({ accountId: z.number() })
const Spent = Owner.extend({ next: z.string() })

/** Is this link still good? Looking does not spend it, so a mail scanner that opens it does no harm. */
export const find = (db: Db, tokenHash: string) =>
  db.maybe(
    Owner,
    sql`
    select l.account_id as "accountId" from sign_in_links l join accounts a on a.id = l.account_id
    where l.token_hash = ${tokenHash} and l.used_at is null and l.expires_at > now() and a.active`,
  )

export const spend = (tx: Db, tokenHash: string) =>
  tx.maybe(
    Spent,
    sql`
    update sign_in_links l set used_at = now() from accounts a
    where l.token_hash = ${tokenHash} and l.used_at is null and l.expires_at > now() and a.id = l.account_id and a.active
    returning l.account_id as "accountId", l.next_path as next`,
  )

const Count = z.object({ number: z.number() })

/** Links made for an account within the hour: beyond a few, no more are sent. */
export const lately = async (tx: Db, accountId: number) =>
  (
    await tx.one(
      Count,
      sql`select count(*) as number from sign_in_links where account_id = ${accountId} and created_at > now() - interval '1 hour'`,
    )
  ).number

/** Takes away an account's links that were not used; and everybody's that ran out yesterday. */
export const withdraw = (tx: Db, accountId: number) =>
  tx.run(sql`
    delete from sign_in_links where (account_id = ${accountId} and used_at is null) or expires_at < now() - interval '1 day'`)
