import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import { sql } from '../../platform/sql.ts'
import { Account, type Invitation } from './schemas.ts'

const columns = sql`a.id, a.email, a.name, a.role, a.organisation, a.active,
  coalesce((select array_agg(p.place_code order by p.place_code) from account_places p where p.account_id = a.id), '{}') as places`

export const list = (db: Db) => db.many(Account, sql`select ${columns} from accounts a order by a.role, a.name`)

export const findByEmail = (db: Db, email: string) =>
  db.maybe(Account, sql`select ${columns} from accounts a where a.email = ${email.toLowerCase()}`)

export const findById = (db: Db, id: number) =>
  db.maybe(Account, sql`select ${columns} from accounts a where a.id = ${id}`)

export async function save(tx: Db, person: Invitation): Promise<number> {
  const row = await tx.one(
    z.object({ id: z.number() }),
    sql`
    insert into accounts (email, name, role) values (${person.email}, ${person.name}, ${person.role})
    on conflict (email) do update set name = excluded.name, role = excluded.role, active = true
    returning id`,
  )
  await tx.run(sql`delete from account_places where account_id = ${row.id}`)
  await tx.run(
    sql`insert into account_places (account_id, place_code) select ${row.id}, unnest(${person.places}::text[])`,
  )
  return row.id
}

export const addLink = (tx: Db, accountId: number, tokenHash: string, minutes: number) =>
  tx.run(sql`
    insert into sign_in_links (token_hash, account_id, expires_at)
    values (${tokenHash}, ${accountId}, now() + make_interval(mins => ${minutes}))`)

const Owner = z.object({ accountId: z.number() })

/** Is this link still good? Looking does not spend it, so a mail scanner that opens it does no harm. */
export const findLink = (db: Db, tokenHash: string) =>
  db.maybe(
    Owner,
    sql`
    select l.account_id as "accountId" from sign_in_links l join accounts a on a.id = l.account_id
    where l.token_hash = ${tokenHash} and l.used_at is null and l.expires_at > now() and a.active`,
  )

export const spendLink = (tx: Db, tokenHash: string) =>
  tx.maybe(
    Owner,
    sql`
    update sign_in_links l set used_at = now() from accounts a
    where l.token_hash = ${tokenHash} and l.used_at is null and l.expires_at > now() and a.id = l.account_id and a.active
    returning l.account_id as "accountId"`,
  )

export const addSession = (tx: Db, accountId: number, tokenHash: string, hours: number) =>
  tx.run(sql`
    insert into sessions (token_hash, account_id, ends_at) values (${tokenHash}, ${accountId}, now() + make_interval(hours => ${hours}))`)

/** The account of a session that has neither ended nor been idle for `idleHours`. */
export const findSession = (db: Db, tokenHash: string, idleHours: number) =>
  db.maybe(
    Account,
    sql`
    select ${columns} from sessions s join accounts a on a.id = s.account_id
    where s.token_hash = ${tokenHash} and s.ends_at > now() and s.seen_at > now() - make_interval(hours => ${idleHours}) and a.active`,
  )

/** Notes that a session is in use, at most once in five minutes, so that reading pages seldom writes. */
export const touchSession = (db: Db, tokenHash: string) =>
  db.run(
    sql`update sessions set seen_at = now() where token_hash = ${tokenHash} and seen_at < now() - interval '5 minutes'`,
  )

export const endSession = (tx: Db, tokenHash: string) =>
  tx.run(sql`delete from sessions where token_hash = ${tokenHash}`)
