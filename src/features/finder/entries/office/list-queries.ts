import { z } from 'zod'
import type { Db } from '../../../../platform/db.ts'
import { limitTo, orderBy, type Query } from '../../../../platform/list.ts'
import { like, type Sql, sql, when } from '../../../../platform/sql.ts'
import { Kind } from '../../schemas.ts'
import { entryTables } from '../queries.ts'
import { states, verdicts } from '../rules.ts'

export const Row = z.object({
  id: z.string(),
  name: z.string(),
  kind: Kind,
  organisation: z.string(),
  borough: z.string().nullable(),
  state: z.enum(states),
  verdict: z.enum(verdicts),
  reviewOn: z.string().nullable(),
  sourceId: z.string().nullable(),
  venue: z.string(),
  ages: z.object({ minAge: z.number().nullable(), maxAge: z.number().nullable() }),
  changedOn: z.string(),
})
export type Row = z.output<typeof Row>

// Of the newest version: what those who work on it see. Nothing of a safe venue is asked for.
const columns = sql`o.id, n.body->>'name' as name, o.kind, g.name as organisation, b.name as borough, o.state, n.verdict,
  o.review_on::text as "reviewOn", o.source_id as "sourceId",
  case when (n.body->'venue'->>'safe')::boolean then 'Address kept private' else coalesce(n.body->'venue'->>'name', '') end as venue,
  jsonb_build_object('minAge', n.body->'minAge', 'maxAge', n.body->'maxAge') as ages,
  (n.made_at at time zone 'Europe/London')::date::text as "changedOn"`
const tables = sql`${entryTables} join opportunity_versions n on n.opportunity_id = o.id and n.version = o.last_version`

export interface Wanted {
  scope: Sql
  today: string
  /** The last day that counts as due for review. */
  soon: string
}

const where = ({ filters }: Query, { scope, today, soon }: Wanted): Sql => sql`(${scope})
  ${when(filters.words?.[0], words => sql`and (n.body->>'name' ilike ${like(words)} or g.name ilike ${like(words)} or n.body->>'summary' ilike ${like(words)})`)}
  ${when(filters.state, states => sql`and (o.state = any (${states}::text[]) or (n.verdict = 'waiting' and 'waiting' = any (${states}::text[])) or (n.verdict = 'refused' and 'refused' = any (${states}::text[])))`)}
  ${when(filters.kind, kinds => sql`and o.kind = any (${kinds}::text[])`)}
  ${when(filters.borough?.[0], code => sql`and b.code = ${code}`)}
  ${when(filters.organisation?.[0], key => sql`and g.key = ${key}`)}
  ${when(filters.source?.[0], source => (source === 'here' ? sql`and o.source_id is null` : sql`and o.source_id = ${source}`))}
  ${when(filters.review?.[0], due => (due === 'late' ? sql`and o.review_on < ${today}::date` : sql`and o.review_on <= ${soon}::date`))}`

const order: Readonly<Record<string, Sql>> = {
  name: sql`lower(n.body->>'name')`,
  organisation: sql`lower(g.name)`,
  kind: sql`o.kind`,
  borough: sql`b.name`,
  review: sql`o.review_on`,
  changed: sql`n.made_at`,
}

export const count = async (db: Db, query: Query, wanted: Wanted): Promise<number> =>
  (await db.one(z.object({ n: z.number() }), sql`select count(*) as n from ${tables} where ${where(query, wanted)}`)).n

export const page = (db: Db, query: Query, wanted: Wanted, total: number): Promise<Row[]> =>
  db.many(
    Row,
    sql`select ${columns} from ${tables} where ${where(query, wanted)} ${orderBy(query, order, sql`o.id`)} ${limitTo(query, total)}`,
  )

/** For the file: all of them, as far as one file goes. */
export const all = (db: Db, query: Query, wanted: Wanted): Promise<Row[]> =>
  db.many(
    Row,
    sql`select ${columns} from ${tables} where ${where(query, wanted)} ${orderBy(query, order, sql`o.id`)} limit 100000`,
  )

const Choice = z.object({ value: z.string(), text: z.string() })

/** What the filters offer: organisations, boroughs and sources of entries somebody answers for. */
export const choices = async (db: Db, scope: Sql) => ({
  organisations: await db.many(
    Choice,
    sql`select distinct g.key as value, g.name as text from ${entryTables} where ${scope} order by 2 limit 500`,
  ),
  boroughs: await db.many(
    Choice,
    sql`select distinct b.code as value, b.name as text from ${entryTables} where b.id is not null and ${scope} order by 2`,
  ),
  sources: await db.many(
    Choice,
    sql`select distinct o.source_id as value, coalesce((select s.name from finder_sources s where s.id = o.source_id), o.source_id) as text
      from ${entryTables} where o.source_id is not null and ${scope} order by 2`,
  ),
})
