import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { firstKnown, lastKnown } from './rules.ts'

export const AgreedDate = z.object({
  id: z.number(),
  title: z.string(),
  kind: z.enum(['meeting', 'holiday', 'term', 'plan', 'other']),
  startsOn: z.string(),
  endsOn: z.string(),
  placeCode: z.string().nullable(),
  placeName: z.string().nullable(),
  source: z.string(),
})
export type AgreedDate = z.output<typeof AgreedDate>

const columns = sql`d.id, d.title, d.kind, greatest(d.starts_on, ${firstKnown}::date) as "startsOn", least(d.ends_on, ${lastKnown}::date) as "endsOn", d.place_code as "placeCode", p.name as "placeName", d.source`
const from = sql`from calendar_dates d left join places p on p.code = d.place_code`

export const between = (db: Db, first: string, last: string) =>
  db.many(
    AgreedDate,
    sql`select ${columns} ${from} where d.starts_on <= ${last} and d.ends_on >= ${first} order by d.starts_on, d.id`,
  )

export const find = (db: Db, id: number) => db.maybe(AgreedDate, sql`select ${columns} ${from} where d.id = ${id}`)

export interface NewDate {
  title: string
  kind: AgreedDate['kind']
  startsOn: string
  endsOn: string
  placeCode: string | null
  source: string
}

export const add = async (tx: Db, date: NewDate, by: string): Promise<number> =>
  (
    await tx.one(
      z.object({ id: z.number() }),
      sql`
      insert into calendar_dates (title, kind, starts_on, ends_on, place_code, source, made_by)
      values (${date.title}, ${date.kind}, ${date.startsOn}, ${date.endsOn}, ${date.placeCode}, ${date.source}, ${by}) returning id`,
    )
  ).id

export const remove = (tx: Db, id: number) => tx.run(sql`delete from calendar_dates where id = ${id}`)

export const setFeed = (tx: Db, accountId: number, tokenHash: string) =>
  tx.run(sql`
    insert into calendar_feeds (account_id, token_hash) values (${accountId}, ${tokenHash})
    on conflict (account_id) do update set token_hash = excluded.token_hash, made_at = now()`)

export const endFeed = (tx: Db, accountId: number) =>
  tx.run(sql`delete from calendar_feeds where account_id = ${accountId}`)

const Owner = z.object({ accountId: z.number() })

/** Whose feed this is; nobody's once the account is closed. */
export const feedOwner = (db: Db, tokenHash: string) =>
  db.maybe(
    Owner,
    sql`select f.account_id as "accountId" from calendar_feeds f join accounts a on a.id = f.account_id and a.active where f.token_hash = ${tokenHash}`,
  )

export const hasFeed = async (db: Db, accountId: number): Promise<boolean> =>
  (await db.maybe(Owner, sql`select account_id as "accountId" from calendar_feeds where account_id = ${accountId}`)) !==
  undefined
