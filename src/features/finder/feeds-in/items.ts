// What is kept of each item of a feed: the document as it came, without people, and what became of it.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { Json } from './strip.ts'
import type { Flag } from './values.ts'

export interface Kept {
  ref: string
  opportunityId: string | null
  ownId: string
  parentId: string
  raw: Json
  flags: readonly Flag[]
  problem: string
  modified: string
  /** The tag its details came with; empty where there was none. */
  etag: string
  gone: boolean
}

/** Writes what came: what is there again is no longer missing. */
export async function keep(tx: Db, sourceId: string, crawlId: number, items: readonly Kept[]): Promise<void> {
  await tx.run(sql`
    insert into finder_items (source_id, ref, opportunity_id, own_id, parent_id, raw, flags, problem, modified, etag, last_crawl, missing, gone)
    select ${sourceId}, t.ref, t."opportunityId"::uuid, t."ownId", t."parentId", t.raw, t.flags, t.problem, t.modified, t.etag, ${crawlId}, 0, t.gone
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as t (ref text, "opportunityId" text, "ownId" text, "parentId" text, raw jsonb,
      flags jsonb, problem text, modified text, etag text, gone boolean)
    on conflict (source_id, ref) do update set opportunity_id = coalesce(excluded.opportunity_id, finder_items.opportunity_id),
      own_id = excluded.own_id, parent_id = excluded.parent_id, raw = excluded.raw, flags = excluded.flags, problem = excluded.problem,
      modified = excluded.modified, etag = excluded.etag, last_crawl = excluded.last_crawl, missing = 0, gone = excluded.gone`)
}

const Held = z.object({ ref: z.string(), modified: z.string(), etag: z.string(), raw: z.unknown() })
export type Held = Omit<z.output<typeof Held>, 'ref'>

/** What we have of these services of a feed already. */
export async function held(db: Db, sourceId: string, refs: readonly string[]): Promise<Map<string, Held>> {
  const rows = await db.many(
    Held,
    sql`
    select ref, modified, etag, raw from finder_items
    where source_id = ${sourceId} and not gone and problem = '' and ref = any(${[...refs]}::text[])`,
  )
  return new Map(rows.map(({ ref, ...one }) => [ref, one]))
}

const Lost = z.object({ ref: z.string(), opportunityId: z.string().nullable(), parentId: z.string() })
export type Lost = z.output<typeof Lost>

export const count = async (db: Db, sourceId: string): Promise<number> =>
  (
    await db.one(
      z.object({ n: z.number() }),
      sql`select count(*)::int as n from finder_items where source_id = ${sourceId} and not gone`,
    )
  ).n

/** After a feed was read to its end, from the crawl `since` on: one more time missing. Those missing from two in a row are given back, to be taken off. */
export async function missed(tx: Db, sourceId: string, since: number): Promise<Lost[]> {
  await tx.run(sql`
    update finder_items set missing = missing + 1
    where source_id = ${sourceId} and not gone and coalesce(last_crawl, 0) < ${since}`)
  return tx.many(
    Lost,
    sql`
    update finder_items set gone = true where source_id = ${sourceId} and not gone and missing >= 2
    returning ref, opportunity_id as "opportunityId", parent_id as "parentId"`,
  )
}

/** Is anything missing that is not taken off yet? And has anything come since this crawl began? */
export const missing = (tx: Db, sourceId: string, since: number) =>
  tx.one(
    z.object({ any: z.boolean(), came: z.boolean() }),
    sql`select coalesce(bool_or(missing > 0), false) as any, coalesce(bool_or(last_crawl >= ${since}), false) as came
      from finder_items where source_id = ${sourceId} and not gone`,
  )

/** Most items that are kept of one feed: a publisher that goes wrong must not fill the disk. */
export const mostKept = 200_000
export const fullWords = (most: number): string =>
  `The feed holds more than ${most.toLocaleString('en-GB')} items: the rest was not read. Ask the publisher for a smaller one`

const Child = z.object({ parentId: z.string(), raw: z.unknown() })
const Parent = z.object({ ref: z.string(), ownId: z.string(), raw: z.unknown(), modified: z.string() })

/** Dated sessions of what they belong to. */
export const children = (tx: Db, sourceId: string, parents: readonly string[]) =>
  tx.many(
    Child,
    sql`
    select parent_id as "parentId", raw from finder_items
    where source_id = ${sourceId} and not gone and parent_id = any(${[...parents]}::text[]) order by ref`,
  )

/** What sessions belong to, where it has come. */
export const byOwnIds = (tx: Db, sourceId: string, ids: readonly string[]) =>
  tx.many(
    Parent,
    sql`
    select ref, own_id as "ownId", raw, modified from finder_items
    where source_id = ${sourceId} and not gone and own_id = any(${[...ids]}::text[]) order by ref`,
  )

const Was = z.object({
  ref: z.string(),
  modified: z.string(),
  ownId: z.string(),
  parentId: z.string(),
  opportunityId: z.string().nullable(),
  lastCrawl: z.number().nullable(),
})

export const were = (tx: Db, sourceId: string, refs: readonly string[]) =>
  tx.many(
    Was,
    sql`
    select ref, modified, own_id as "ownId", parent_id as "parentId", opportunity_id as "opportunityId", last_crawl as "lastCrawl" from finder_items
    where source_id = ${sourceId} and ref = any(${[...refs]}::text[])`,
  )

export const markGone = (tx: Db, sourceId: string, refs: readonly string[], crawlId: number) =>
  tx.run(sql`
    update finder_items set gone = true, last_crawl = ${crawlId} where source_id = ${sourceId} and ref = any(${[...refs]}::text[])`)

const Doubt = z.object({
  ref: z.string(),
  problem: z.string(),
  flags: z.array(z.object({ field: z.string(), what: z.string() })),
})

/** Items with something told of them: those that could not be taken first. */
export const told = (db: Db, sourceId: string) =>
  db.many(
    Doubt,
    sql`
    select ref, problem, flags from finder_items
    where source_id = ${sourceId} and not gone and (problem <> '' or flags <> '[]') order by problem = '', ref limit 100`,
  )
