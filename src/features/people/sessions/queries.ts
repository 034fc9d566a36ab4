import { z } from 'zod'
import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { columns } from '../queries.ts'
import { Account } from '../schemas.ts'

export interface NewSession {
  accountId: number
  tokenHash: string
  device: string
  how: string
  hours: number
  /** When they showed who they are; now unless a provider says otherwise. */
  at: Date | undefined
}

export const add = (tx: Db, { accountId, tokenHash, device, how, hours, at }: NewSession) =>
  tx.run(sql`
    insert into sessions (token_hash, account_id, device, how, ends_at, authenticated_at)
    values (${tokenHash}, ${accountId}, ${device}, ${how}, now() + make_interval(hours => ${hours}),
      least(coalesce(${at?.toISOString() ?? null}::timestamptz, now()), now()))`)

const Found = Account.extend({
  sessionId: z.number(),
  minutesSince: z.number(),
  flags: z.array(z.string()),
  glass: z.array(z.string()),
  purpose: z.string().nullable(),
})

/** Whose session it is, what they are today, and how long ago they showed it. A session that has ended or been idle is none. */
export const find = (db: Db, tokenHash: string, { idleHours, today }: { idleHours: number; today: Day }) =>
  db.maybe(
    Found,
    sql`
    select ${columns}, s.id as "sessionId", extract(epoch from now() - s.authenticated_at)::float8 / 60 as "minutesSince",
      coalesce((select array_agg(distinct f.flag) from account_flags f
        where f.account_id = a.id and ${today}::date between f.starts_on and coalesce(f.ends_on, 'infinity')), '{}') as flags,
      coalesce((select array_agg(distinct g.kind) from glass_openings g
        where g.account_id = a.id and g.closed_at is null and g.ends_at > now()), '{}') as glass,
      (select string_agg(g.reason, '; ' order by g.id) from glass_openings g
        where g.account_id = a.id and g.closed_at is null and g.ends_at > now()) as purpose
    from sessions s join accounts a on a.id = s.account_id
    where s.token_hash = ${tokenHash} and s.ends_at > now() and s.seen_at > now() - make_interval(hours => ${idleHours}) and a.active`,
  )

/** Notes that a session is in use, at most once in five minutes, so that reading pages seldom writes. */
export const touch = (db: Db, tokenHash: string) =>
  db.run(
    sql`update sessions set seen_at = now() where token_hash = ${tokenHash} and seen_at < now() - interval '5 minutes'`,
  )

export const end = (tx: Db, tokenHash: string) => tx.run(sql`delete from sessions where token_hash = ${tokenHash}`)

/** Ends one session of an account, found by its number: nobody ends another's. */
export const endOne = (tx: Db, accountId: number, id: number) =>
  tx.run(sql`delete from sessions where account_id = ${accountId} and id = ${id}`)

export const endAll = (tx: Db, accountId: number) => tx.run(sql`delete from sessions where account_id = ${accountId}`)

/** Sessions that ended by themselves, and sign-ins nobody finished, are of no use to anybody. */
export async function sweep(tx: Db, idleHours: number): Promise<void> {
  await tx.run(
    sql`delete from sessions where ends_at < now() or seen_at < now() - make_interval(hours => ${idleHours})`,
  )
  await tx.run(sql`delete from sign_ins_begun where expires_at < now()`)
}

const Listed = z.object({
  id: z.number(),
  device: z.string(),
  how: z.string(),
  since: z.string(),
  seen: z.string(),
  ends: z.string(),
})
export type Listed = z.output<typeof Listed>

export const list = (db: Db, accountId: number, idleHours: number) =>
  db.many(
    Listed,
    sql`
    select id, device, how, created_at as since, seen_at as seen, ends_at as ends from sessions
    where account_id = ${accountId} and ends_at > now() and seen_at > now() - make_interval(hours => ${idleHours})
    order by seen_at desc, id desc`,
  )

const Device = z.object({ known: z.number(), isNew: z.boolean() })

/** How many kinds of browser this account was known by, and whether this is another. */
export async function noteDevice(tx: Db, accountId: number, device: string) {
  const found = await tx.one(
    Device,
    sql`
    select count(*) as known, not coalesce(bool_or(device = ${device}), false) as "isNew"
    from account_devices where account_id = ${accountId} and last_seen_at > now() - interval '12 months'`,
  )
  await tx.run(sql`
    insert into account_devices (account_id, device) values (${accountId}, ${device})
    on conflict (account_id, device) do update set last_seen_at = now()`)
  return found
}

export const arrived = (tx: Db, accountId: number) =>
  tx.run(sql`update accounts set invited_until = null where id = ${accountId} and invited_until is not null`)
