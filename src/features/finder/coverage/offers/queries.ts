import { z } from 'zod'
import type { Db } from '../../../../platform/db.ts'
import { sql, when } from '../../../../platform/sql.ts'
import { type NewOffer, Offer, Request } from './schemas.ts'

const offerColumns = sql`o.id, o.title, o.detail, o.unit, o.capacity, o.version, o.starts_on::text as "startsOn", o.ends_on::text as "endsOn",
  o.closed_on::text as "closedOn", o.closed_reason as "closedReason",
  coalesce((select sum(r.allocated) from support_requests r where r.offer_id = o.id), 0)::int as allocated,
  coalesce((select sum(r.used) from support_requests r where r.offer_id = o.id), 0)::int as used,
  coalesce((select sum(coalesce(r.used, r.allocated)) from support_requests r where r.offer_id = o.id), 0)::int as taken,
  (select count(*)::int from support_requests r where r.offer_id = o.id and r.state = 'asked') as waiting`

/** Open ones first, by name. */
export const offers = (db: Db) =>
  db.many(
    Offer,
    sql`select ${offerColumns} from support_offers o order by o.closed_on is not null, lower(o.title), o.id`,
  )

export const offer = (db: Db, id: number) =>
  db.maybe(Offer, sql`select ${offerColumns} from support_offers o where o.id = ${id}`)

/** The offer, which nobody else changes or allocates from until this transaction ends. */
export async function held(tx: Db, id: number): Promise<Offer | undefined> {
  await tx.run(sql`select 1 from support_offers where id = ${id} for update`)
  return offer(tx, id)
}

const Id = z.object({ id: z.number() })

export const add = async (
  tx: Db,
  { title, detail, unit, capacity, startsOn, endsOn }: NewOffer,
  by: string,
): Promise<number> =>
  (
    await tx.one(
      Id,
      sql`
      insert into support_offers (title, detail, unit, capacity, starts_on, ends_on, made_by)
      values (${title}, ${detail}, ${unit}, ${capacity}, ${startsOn}, ${endsOn}, ${by}) returning id`,
    )
  ).id

/** 0 where somebody saved it since `version` was read, or it is closed. */
export const change = (
  tx: Db,
  id: number,
  version: number,
  { title, detail, unit, capacity, startsOn, endsOn }: NewOffer,
) =>
  tx.run(sql`
    update support_offers set title = ${title}, detail = ${detail}, unit = ${unit}, capacity = ${capacity}, starts_on = ${startsOn},
      ends_on = ${endsOn}, version = version + 1
    where id = ${id} and version = ${version} and closed_on is null`)

export const close = (tx: Db, id: number, version: number, reason: string, today: string) =>
  tx.run(sql`
    update support_offers set closed_on = ${today}, closed_reason = ${reason}, version = version + 1
    where id = ${id} and version = ${version} and closed_on is null`)

const requestColumns = sql`r.id, r.offer_id as "offerId", o.title as offer, o.unit, o.ends_on::text as "endsOn", b.name as borough,
  b.code as "boroughCode", r.state, r.asked, r.purpose, r.asked_on::text as "askedOn", r.asked_by_id as "askedById", r.allocated, r.reason,
  r.decided_on::text as "decidedOn", r.used, r.result, r.result_on::text as "resultOn", r.version`
const requestTables = sql`support_requests r join support_offers o on o.id = r.offer_id join places b on b.id = r.borough_id`

/** Requests of one offer, or of all: those that wait first, then by borough. */
export const requests = (db: Db, offerId?: number) =>
  db.many(
    Request,
    sql`select ${requestColumns} from ${requestTables} where true ${when(offerId, id => sql`and r.offer_id = ${id}`)}
    order by r.state <> 'asked', b.name, r.id`,
  )

export const request = (db: Db, offerId: number, id: number) =>
  db.maybe(Request, sql`select ${requestColumns} from ${requestTables} where r.id = ${id} and r.offer_id = ${offerId}`)

export const ask = async (
  tx: Db,
  one: {
    offerId: number
    borough: string
    asked: number
    purpose: string
    by: string
    byId: number | null
    today: string
  },
): Promise<number> =>
  (
    await tx.one(
      Id,
      sql`
      insert into support_requests (offer_id, borough_id, asked, purpose, asked_by, asked_by_id, asked_on)
      select ${one.offerId}, id, ${one.asked}, ${one.purpose}, ${one.by}, ${one.byId}, ${one.today}::date from places where code = ${one.borough}
      returning id`,
    )
  ).id

export interface Decided {
  state: 'allocated' | 'declined'
  allocated: number | null
  reason: string
  by: string
  today: string
}

export const decide = (tx: Db, id: number, version: number, { state, allocated, reason, by, today }: Decided) =>
  tx.run(sql`
    update support_requests set state = ${state}, allocated = ${allocated}, reason = ${reason}, decided_by = ${by}, decided_on = ${today},
      version = version + 1
    where id = ${id} and version = ${version} and state = 'asked'`)

export const finish = (
  tx: Db,
  id: number,
  version: number,
  { used, result, today }: { used: number; result: string; today: string },
) =>
  tx.run(sql`
    update support_requests set state = 'used', used = ${used}, result = ${result}, result_on = ${today}, version = version + 1
    where id = ${id} and version = ${version} and state in ('allocated', 'used')`)

export const withdraw = (tx: Db, id: number, version: number, reason: string) =>
  tx.run(sql`
    update support_requests set state = 'withdrawn', reason = ${reason}, version = version + 1
    where id = ${id} and version = ${version} and state = 'asked'`)

const Event = z.object({
  on: z.string(),
  what: z.string(),
  role: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
})
export type Event = z.output<typeof Event>

/** What was done with an offer and, of its requests, with these: newest first, by which role. */
export const history = (db: Db, objects: readonly string[]) =>
  db.many(
    Event,
    sql`
    select (t.at at time zone 'Europe/London')::date::text as "on", t.what, t.role, t.detail from audit t
    where t.object = any(${[...objects]}::text[]) and t.what like 'offer%' order by t.at desc, t.id desc limit 100`,
  )

export const boroughs = (db: Db) =>
  db.many(
    z.object({ code: z.string(), name: z.string() }),
    sql`select code, name from places where kind = 'borough' and valid_to is null order by name`,
  )
