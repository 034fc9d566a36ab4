import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

/** Long enough to sign in elsewhere, or to find the telephone. */
const minutes = 10

export interface AtProvider {
  state: string
  nonce: string
  verifier: string
  next: string
  /** Must they sign in there anew, though the provider still knows them? */
  again: boolean
}

/** A sign-in at the provider begins, bound to this browser. Another one it began is dropped. */
export const addForProvider = (tx: Db, tokenHash: string, { state, nonce, verifier, next, again }: AtProvider) =>
  tx.run(sql`
    insert into sign_ins_begun (token_hash, state, nonce, verifier, next_path, again, expires_at)
    values (${tokenHash}, ${state}, ${nonce}, ${verifier}, ${next}, ${again}, now() + make_interval(mins => ${minutes}))
    on conflict (token_hash) do update set state = excluded.state, nonce = excluded.nonce, verifier = excluded.verifier,
      account_id = null, next_path = excluded.next_path, again = excluded.again, expires_at = excluded.expires_at`)

const Returned = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  again: z.boolean(),
})

/** Takes what was begun in this browser: it serves once, whatever comes of it. */
export const takeForProvider = (tx: Db, tokenHash: string) =>
  tx.maybe(
    Returned,
    sql`
    delete from sign_ins_begun where token_hash = ${tokenHash} and state is not null and expires_at > now()
    returning state, nonce, verifier, next_path as next, again`,
  )

export const addForCode = (tx: Db, begun: { tokenHash: string; accountId: number; next: string }) =>
  tx.run(sql`
    insert into sign_ins_begun (token_hash, account_id, next_path, expires_at)
    values (${begun.tokenHash}, ${begun.accountId}, ${begun.next}, now() + make_interval(mins => ${minutes}))`)

const Waiting = z.object({ accountId: z.number(), next: z.string() })

/** The account whose code is still to come in this browser. */
export const findForCode = (db: Db, tokenHash: string) =>
  db.maybe(
    Waiting,
    sql`
    select b.account_id as "accountId", b.next_path as next from sign_ins_begun b join accounts a on a.id = b.account_id
    where b.token_hash = ${tokenHash} and b.expires_at > now() and a.active`,
  )

/** Sign-ins of an account that wait for its code. */
export const dropOf = (tx: Db, accountId: number) =>
  tx.run(sql`delete from sign_ins_begun where account_id = ${accountId}`)

export const drop = (tx: Db, tokenHash: string) =>
  tx.run(sql`delete from sign_ins_begun where token_hash = ${tokenHash} or expires_at < now()`)
