import { z } from 'zod'
import type { Db } from '../../../../platform/db.ts'
import { limitTo, orderBy, type Query } from '../../../../platform/list.ts'
import { like, type Sql, sql, when } from '../../../../platform/sql.ts'
import { partnerRoles, type Scope } from './scope.ts'

export const Row = z.object({
  id: z.number(),
  at: z.string(),
  who: z.string(),
  what: z.string(),
  object: z.string(),
  detail: z.record(z.string(), z.unknown()),
  purpose: z.string().nullable(),
  ownerId: z.number().nullable(),
  /** Of the account today; role and organisation are of the moment of the row. */
  name: z.string().nullable(),
  role: z.string().nullable(),
  organisation: z.string().nullable(),
})
export type Row = z.output<typeof Row>

/** What is searched for; empty words ask nothing. Days are of Europe/London. */
export interface Search {
  scope: Scope
  act: string
  kind: string
  who: string
  object: string
  words: string
  from: string
  to: string
}

const source = sql`from audit t left join accounts a on a.email = lower(t.who)`

// Whose a row is, is what its writer was then: who moves to another partner takes nothing along.
const within = ({ everything, accountId, organisation }: Scope): Sql =>
  everything
    ? sql`true`
    : sql`(a.id = ${accountId}::integer or (t.role = any(${[...partnerRoles]}::text[]) and t.organisation = ${organisation}::text))`

const dayIn = (day: string) => sql`(${day}::date::timestamp at time zone 'Europe/London')`

const byKind: Readonly<Record<string, Sql>> = {
  reading: sql`and t.what = 'record.read'`,
  export: sql`and t.what = 'export.taken'`,
  change: sql`and t.what not in ('record.read', 'export.taken')`,
}

const matching = ({ scope, act, kind, who, object, words, from, to }: Search): Sql => sql`
  where ${within(scope)}
    ${byKind[kind] ?? sql``}
    ${when(act, text => sql`and t.what = ${text}`)}
    ${when(who, text => sql`and t.who ilike ${like(text)}`)}
    ${when(object, text => sql`and t.object ilike ${like(text)}`)}
    ${when(words, text => sql`and (t.detail::text ilike ${like(text)} or t.purpose ilike ${like(text)} or t.what ilike ${like(text)})`)}
    ${when(from, day => sql`and t.at >= ${dayIn(day)}`)}
    ${when(to, day => sql`and t.at < ${dayIn(day)} + interval '1 day'`)}`

const Count = z.object({ n: z.number() })
export const count = async (db: Db, search: Search): Promise<number> =>
  // the join to accounts is needed only where it narrows the search; over a million rows it would be half the time
  (
    await db.one(
      Count,
      sql`select count(*) as n ${search.scope.everything ? sql`from audit t` : source} ${matching(search)}`,
    )
  ).n

const order = { at: sql`t.at`, who: sql`t.who`, what: sql`t.what`, object: sql`t.object` }
const columns = sql`t.id, t.at, t.who, t.what, t.object, t.detail, t.purpose, a.id as "ownerId", a.name, t.role, t.organisation`

/** One page of what was found. */
export const find = (db: Db, search: Search, query: Query, total: number) =>
  db.many(
    Row,
    sql`select ${columns} ${source} ${matching(search)} ${orderBy(query, order, sql`t.id desc`)} ${limitTo(query, total)}`,
  )

/** For the file: all that was found, newest first, up to a limit. */
export const findMany = (db: Db, search: Search, query: Query, most: number) =>
  db.many(
    Row,
    sql`select ${columns} ${source} ${matching(search)} ${orderBy(query, order, sql`t.id desc`)} limit ${most}`,
  )

/** Every act there is a row of, by walking the index: quick over a long trail. */
export const acts = (db: Db) =>
  db.many(
    z.object({ what: z.string() }),
    sql`
    with recursive each as (
      (select what from audit order by what limit 1)
      union all
      select (select t.what from audit t where t.what > each.what order by t.what limit 1) from each where each.what is not null)
    select what from each where what is not null`,
  )
