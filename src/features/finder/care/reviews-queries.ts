import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql } from '../../../platform/sql.ts'
import { Kind } from '../schemas.ts'

export const Due = z.object({
  id: z.string(),
  kind: Kind,
  name: z.string(),
  organisation: z.string(),
  organisationKey: z.string(),
  mailbox: z.string(),
  borough: z.string().nullable(),
  boroughCode: z.string().nullable(),
  checkedOn: z.string().nullable(),
  reviewOn: z.string(),
  asks: z.number(),
  askedOn: z.string().nullable(),
})
export type Due = z.output<typeof Due>

/** Public entries written here that are due on or before a day. Those of feeds are looked after with their feed. */
const due = (where: Sql, isOn = sql`o.state = 'public'`) => sql`
  select o.id, o.kind, v.body ->> 'name' as name, g.name as organisation, g.key as "organisationKey",
    coalesce(nullif(g.email, ''), nullif(v.body -> 'join' ->> 'email', ''), '') as mailbox, b.name as borough, b.code as "boroughCode",
    o.checked_on::text as "checkedOn", o.review_on::text as "reviewOn", coalesce(r.asks, 0) as asks, r.asked_on::text as "askedOn"
  from opportunities o join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version
    join organisations g on g.id = o.organisation_id left join places b on b.id = o.borough_id
    left join finder_reviews r on r.opportunity_id = o.id and r.review_on = o.review_on
  where ${isOn} and o.source_id is null and ${where}`

export const dueBy = (db: Db, day: string) =>
  db.many(Due, sql`${due(sql`o.review_on <= ${day}::date`)} order by o.review_on, o.id limit 5000`)

/** One of them, also when it hid itself. */
export const findDue = (db: Db, id: string) =>
  db.maybe(Due, due(sql`o.review_on is not null and o.id = ${id}`, sql`(o.state = 'public' or o.hid_itself)`))

/** Counts an asking for the day the entry is due on; another day begins anew. */
export const asked = (tx: Db, { id, reviewOn }: Due, today: string) =>
  tx.run(sql`
    insert into finder_reviews (opportunity_id, review_on, asks, asked_on) values (${id}, ${reviewOn}::date, 1, ${today}::date)
    on conflict (opportunity_id) do update set asked_on = excluded.asked_on, review_on = excluded.review_on,
      asks = case when finder_reviews.review_on = excluded.review_on then finder_reviews.asks + 1 else 1 end`)

export const addLink = (tx: Db, tokenHash: string, id: string, { from, to }: { from: string; to: string }) =>
  tx.run(sql`
    insert into finder_review_links (token_hash, opportunity_id, made_on, ends_on) values (${tokenHash}, ${id}, ${from}::date, ${to}::date)`)

const Link = z.object({ id: z.string() })

/** Is this link still good? Looking does not spend it, so a mail scanner that opens it does no harm. */
export const findLink = (db: Db, tokenHash: string, today: string) =>
  db.maybe(
    Link,
    sql`select opportunity_id as id from finder_review_links where token_hash = ${tokenHash} and used_on is null and ends_on >= ${today}::date`,
  )

export const spendLink = (tx: Db, tokenHash: string, today: string) =>
  tx.maybe(
    Link,
    sql`
    update finder_review_links set used_on = ${today}::date where token_hash = ${tokenHash} and used_on is null and ends_on >= ${today}::date
    returning opportunity_id as id`,
  )

/** Links that ended are of no more use to anybody. */
export const removeEnded = (tx: Db, before: string) =>
  tx.run(sql`delete from finder_review_links where ends_on < ${before}::date`)
