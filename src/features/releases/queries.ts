import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import { sql } from '../../platform/sql.ts'
import { addressWords, freeAddress } from './address.ts'
import { Draft, Edition, type Reasoned, type State } from './schemas.ts'

const columns = sql`e.id, e.release_id as "releaseId", r.slug, e.edition, e.state, e.title, e.summary, e.chosen, e.checks,
  e.prepared_by as "preparedBy", p.name as "preparedByName", e.prepared_on as "preparedOn", e.checked_by as "checkedBy", c.name as "checkedByName",
  e.checked_on as "checkedOn", u.name as "publishedByName", e.published_on as "publishedOn", e.published_at as "publishedAt", e.correction,
  e.withdrawn_on as "withdrawnOn", e.withdrawn_reason as "withdrawnReason", e.sha256, e.reasons`
const from = sql`from release_editions e join releases r on r.id = e.release_id
  left join accounts p on p.id = e.prepared_by left join accounts c on c.id = e.checked_by left join accounts u on u.id = e.published_by`

export const find = (db: Db, id: number) => db.maybe(Edition, sql`select ${columns} ${from} where e.id = ${id}`)

/** Newest edition of every release first; one line an edition. */
export const list = (db: Db) =>
  db.many(
    Edition,
    sql`select ${columns} ${from} where e.state <> 'dropped' order by coalesce(e.published_on, e.prepared_on) desc, e.id desc`,
  )

/** Every edition of a release, newest first. */
export const editionsOf = (db: Db, slug: string) =>
  db.many(
    Edition,
    sql`select ${columns} ${from} where r.slug = ${slug} and e.state <> 'dropped' order by e.edition desc`,
  )

/** Releases the public can read now, newest first. */
export const current = (db: Db) =>
  db.many(Edition, sql`select ${columns} ${from} where e.state = 'published' order by e.published_at desc, e.id desc`)

export const draftOf = async (db: Db, id: number) => {
  const row = await db.maybe(
    z.object({ draft: Draft.nullable() }),
    sql`select draft from release_editions where id = ${id}`,
  )
  return row?.draft ?? []
}

const Id = z.object({ id: z.number() })

/** A new address; a number is added where the words are taken. */
export async function addRelease(tx: Db, title: string): Promise<number> {
  const words = addressWords(title)
  const taken = await tx.many(
    z.object({ slug: z.string() }),
    sql`select slug from releases where slug = ${words} or slug like ${`${words}-%`}`,
  )
  const slug = freeAddress(words, new Set(taken.map(each => each.slug)))
  return (await tx.one(Id, sql`insert into releases (slug) values (${slug}) returning id`)).id
}

/** Its number; one that was given up keeps its own. */
export const nextEdition = async (tx: Db, releaseId: number): Promise<number> =>
  (
    await tx.one(
      z.object({ next: z.number() }),
      sql`select coalesce(max(edition), 0)::int + 1 as next from release_editions where release_id = ${releaseId}`,
    )
  ).next

export interface NewEdition {
  releaseId: number
  edition: number
  title: string
  summary: string
  chosen: readonly string[]
  draft: unknown
  correction: string | null
  by: number | null
  on: string
}

export const addEdition = (tx: Db, one: NewEdition) =>
  tx.one(
    Id,
    sql`
    insert into release_editions (release_id, edition, title, summary, chosen, draft, correction, prepared_by, prepared_on)
    values (${one.releaseId}, ${one.edition}, ${one.title}, ${one.summary}, ${[...one.chosen]}::text[], ${JSON.stringify(one.draft)}::jsonb, ${one.correction}, ${one.by}, ${one.on}) returning id`,
  )

/** Puts a draft anew: whatever had been checked must be checked again. */
export const remake = (tx: Db, id: number, draft: unknown, by: number | null, on: string) =>
  tx.run(sql`
    update release_editions set draft = ${JSON.stringify(draft)}::jsonb, checks = null, state = 'draft', checked_by = null,
      checked_on = null, checked_seal = null, reasons = null, prepared_by = ${by}, prepared_on = ${on}
    where id = ${id} and state in ('draft', 'checked')`)

export const setChecked = (tx: Db, id: number, by: number | null, on: string, reasons: readonly Reasoned[]) =>
  tx.run(sql`
    update release_editions set state = 'checked', checked_by = ${by}, checked_on = ${on}, reasons = ${JSON.stringify(reasons)}::jsonb
    where id = ${id} and state = 'draft'`)

export const sendBack = (tx: Db, id: number) =>
  tx.run(
    sql`update release_editions set state = 'draft', checked_by = null, checked_on = null, checked_seal = null, reasons = null where id = ${id} and state in ('draft', 'checked')`,
  )

export const drop = (tx: Db, id: number) =>
  tx.run(
    sql`update release_editions set state = 'dropped', draft = null where id = ${id} and state in ('draft', 'checked')`,
  )

/** Drafts of a release that wait for somebody. */
export const waitingOf = async (db: Db, releaseId: number): Promise<number[]> =>
  (
    await db.many(
      Id,
      sql`select id from release_editions where release_id = ${releaseId} and state in ('draft', 'checked') order by id`,
    )
  ).map(({ id }) => id)

export const supersede = (tx: Db, releaseId: number) =>
  tx.run(sql`update release_editions set state = 'superseded' where release_id = ${releaseId} and state = 'published'`)

/** Changes when anything is published, when places change, and when this draft or its words are made anew. */
export const contentOf = async (db: Db, id: number): Promise<string> => {
  const row = await db.one(
    z.object({ content: z.string() }),
    sql`
    select encode(sha256(convert_to(concat_ws('|',
      (select string_agg(o.id || ' ' || o.sha256, ',' order by o.id) from release_editions o where o.sha256 is not null),
      (select count(*) || ' ' || max(id) from places), (select count(*) from place_links), (select string_agg(place_id || ' ' || member_id, ',' order by place_id, member_id) from place_members),
      e.title, e.summary, e.correction, e.draft::text), 'UTF8')), 'hex') as content
    from release_editions e where e.id = ${id}`,
  )
  return row.content
}

export const setPublished = (
  tx: Db,
  id: number,
  { by, on, sha256 }: { by: number | null; on: string; sha256: string },
) =>
  tx.run(sql`
    update release_editions set state = 'published', published_by = ${by}, published_on = ${on}, published_at = now(), sha256 = ${sha256}, draft = null
    where id = ${id} and state = 'checked'`)

export const setWithdrawn = (tx: Db, releaseId: number, by: number | null, on: string, reason: string) =>
  tx.run(sql`
    update release_editions set state = 'withdrawn', withdrawn_by = ${by}, withdrawn_on = ${on}, withdrawn_reason = ${reason}
    where release_id = ${releaseId} and state in ('published', 'superseded')`)

export const draftState = (state: State): boolean => state === 'draft' || state === 'checked'
