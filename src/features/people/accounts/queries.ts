import { z } from 'zod'
import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { columns } from '../queries.ts'
import { Account, FlagName } from '../schemas.ts'

export const State = z.enum(['active', 'invited', 'lapsed', 'closed'])
export type State = z.output<typeof State>

const Person = Account.extend({
  state: State,
  invitedUntil: z.string().nullable(),
  /** When they last signed in, of the last twelve months. */
  lastSeen: z.string().nullable(),
  flags: z.array(FlagName),
  codes: z.boolean(),
  bound: z.boolean(),
})
export type Person = z.output<typeof Person>

const personColumns = (today: Day) => sql`${columns},
  case when not a.active then 'closed' when a.invited_until is null then 'active' when a.invited_until > now() then 'invited' else 'lapsed' end as state,
  a.invited_until as "invitedUntil",
  (select max(d.last_seen_at) from account_devices d where d.account_id = a.id and d.last_seen_at > now() - interval '12 months') as "lastSeen",
  coalesce((select array_agg(distinct f.flag order by f.flag) from account_flags f
    where f.account_id = a.id and ${today}::date between f.starts_on and coalesce(f.ends_on, 'infinity')), '{}') as flags,
  exists (select 1 from account_codes c where c.account_id = a.id and c.confirmed_at is not null) as codes,
  a.subject is not null as bound`

export const list = (db: Db, today: Day) =>
  db.many(Person, sql`select ${personColumns(today)} from accounts a order by a.name, a.id`)

export const find = (db: Db, id: number, today: Day) =>
  db.maybe(Person, sql`select ${personColumns(today)} from accounts a where a.id = ${id}`)

const Count = z.object({ number: z.number() })

/** Administrators who can sign in, this one aside; held until the transaction ends, so that two do not close each other at once. */
export const otherAdministrators = async (tx: Db, id: number) =>
  (
    await tx.many(
      z.object({ id: z.number() }),
      sql`select id from accounts where role = 'administrator' and active and invited_until is null and id <> ${id} for update`,
    )
  ).length

export interface Changed {
  name: string
  role: string
  organisation: string | null
  programmes: readonly string[]
}

export const change = (tx: Db, id: number, { name, role, organisation, programmes }: Changed) =>
  tx.run(sql`
    update accounts set name = ${name}, role = ${role}, organisation = ${organisation}, programmes = ${programmes} where id = ${id}`)

export const close = (tx: Db, id: number) =>
  tx.run(sql`update accounts set active = false, closed_at = now() where id = ${id} and active`)

/** Opens a closed account, or renews an invitation that ended. */
export const reopen = (tx: Db, id: number, days: number) =>
  tx.run(sql`
    update accounts set active = true, closed_at = null, invited_until = now() + make_interval(days => ${days}) where id = ${id}`)

/** Who closed an account last, by its audit row. */
export const closedBy = async (db: Db, email: string): Promise<string | undefined> =>
  (
    await db.maybe(
      z.object({ who: z.string() }),
      sql`select who from audit where object = ${`account/${email}`} and what = 'account.closed' order by id desc limit 1`,
    )
  )?.who

/** Lets go of the provider's person, so that another may be bound. */
export const unbind = (tx: Db, id: number) =>
  tx.run(sql`update accounts set issuer = null, subject = null where id = ${id} and subject is not null`)

const Event = z.object({
  at: z.string(),
  who: z.string(),
  role: z.string().nullable(),
  name: z.string().nullable(),
  what: z.string(),
  detail: z.record(z.string(), z.unknown()),
})
export type Event = z.output<typeof Event>

export const history = (db: Db, email: string, most: number) =>
  db.many(
    Event,
    sql`
    select t.at, t.who, coalesce(t.role, a.role) as role, a.name, t.what, t.detail from audit t left join accounts a on a.email = lower(t.who)
    where t.object = ${`account/${email}`} order by t.id desc limit ${most}`,
  )

/** Organisations that accounts name, for whoever fills in a form. */
export const organisations = async (db: Db) =>
  (
    await db.many(
      z.object({ code: z.string() }),
      sql`select distinct organisation as code from accounts where organisation is not null order by 1`,
    )
  ).map(row => row.code)

export const waitingRequests = async (db: Db) =>
  (await db.one(Count, sql`select count(*) as number from account_requests where decision is null`)).number
