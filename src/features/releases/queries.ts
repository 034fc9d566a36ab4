import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import { sql, when } from '../../platform/sql.ts'
import { PublishedItem } from './contract.ts'
import { Document, Draft, Edition, Kept, type State } from './schemas.ts'

const columns = sql`e.id, e.release_id as "releaseId", r.slug, e.edition, e.state, e.title, e.summary, e.chosen, e.checks,
  e.prepared_by as "preparedBy", p.name as "preparedByName", e.prepared_on as "preparedOn", e.checked_by as "checkedBy", c.name as "checkedByName",
  e.checked_on as "checkedOn", u.name as "publishedByName", e.published_on as "publishedOn", e.published_at as "publishedAt", e.correction,
  e.withdrawn_on as "withdrawnOn", e.withdrawn_reason as "withdrawnReason", e.sha256`
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
export async function addRelease(tx: Db, slug: string): Promise<{ id: number; slug: string }> {
  const taken = await tx.one(
    z.object({ n: z.number() }),
    sql`select count(*)::int as n from releases where slug = ${slug} or slug ~ ${`^${slug}-[0-9]+$`}`,
  )
  const free = taken.n === 0 ? slug : `${slug}-${taken.n + 1}`
  const { id } = await tx.one(Id, sql`insert into releases (slug) values (${free}) returning id`)
  return { id, slug: free }
}

export interface NewEdition {
  releaseId: number
  edition: number
  title: string
  summary: string
  chosen: readonly string[]
  draft: unknown
  checks: unknown
  correction: string | null
  by: number | null
  on: string
}

export const addEdition = (tx: Db, one: NewEdition) =>
  tx.one(
    Id,
    sql`
    insert into release_editions (release_id, edition, title, summary, chosen, draft, checks, correction, prepared_by, prepared_on)
    values (${one.releaseId}, ${one.edition}, ${one.title}, ${one.summary}, ${[...one.chosen]}::text[], ${JSON.stringify(one.draft)}::jsonb,
      ${JSON.stringify(one.checks)}::jsonb, ${one.correction}, ${one.by}, ${one.on}) returning id`,
  )

/** Puts a draft anew: whatever had been checked must be checked again. */
export const remake = (tx: Db, id: number, draft: unknown, checks: unknown, by: number | null, on: string) =>
  tx.run(sql`
    update release_editions set draft = ${JSON.stringify(draft)}::jsonb, checks = ${JSON.stringify(checks)}::jsonb, state = 'draft', checked_by = null,
      checked_on = null, prepared_by = ${by}, prepared_on = ${on}
    where id = ${id} and state in ('draft', 'checked')`)

export const setChecked = (tx: Db, id: number, by: number | null, on: string) =>
  tx.run(
    sql`update release_editions set state = 'checked', checked_by = ${by}, checked_on = ${on} where id = ${id} and state = 'draft'`,
  )

export const sendBack = (tx: Db, id: number) =>
  tx.run(
    sql`update release_editions set state = 'draft', checked_by = null, checked_on = null where id = ${id} and state in ('draft', 'checked')`,
  )

export const drop = (tx: Db, id: number) =>
  tx.run(
    sql`update release_editions set state = 'dropped', draft = null where id = ${id} and state in ('draft', 'checked')`,
  )

export const supersede = (tx: Db, releaseId: number) =>
  tx.run(sql`update release_editions set state = 'superseded' where release_id = ${releaseId} and state = 'published'`)

/** Changes when anything is published, or when this draft is made anew. */
export const sealOf = async (db: Db, id: number): Promise<string> => {
  const row = await db.one(
    z.object({ seal: z.string() }),
    sql`
    select md5(coalesce((select string_agg(e.id || ' ' || e.sha256, ',' order by e.id) from release_editions e where e.sha256 is not null), '') ||
      coalesce((select draft::text from release_editions where id = ${id}), '')) as seal`,
  )
  return row.seal
}

export const setPublished = (
  tx: Db,
  id: number,
  { by, on, sha256, checks }: { by: number | null; on: string; sha256: string; checks: unknown },
) =>
  tx.run(sql`
    update release_editions set state = 'published', published_by = ${by}, published_on = ${on}, published_at = now(), sha256 = ${sha256},
      checks = ${JSON.stringify(checks)}::jsonb, draft = null
    where id = ${id} and state = 'checked'`)

export const setWithdrawn = (tx: Db, releaseId: number, by: number | null, on: string, reason: string) =>
  tx.run(sql`
    update release_editions set state = 'withdrawn', withdrawn_by = ${by}, withdrawn_on = ${on}, withdrawn_reason = ${reason}
    where release_id = ${releaseId} and state in ('published', 'superseded')`)

export interface NewItem {
  position: number
  key: string
  kind: string
  title: string
  places: readonly string[]
  areas: readonly string[]
  outcomes: readonly string[]
  content: string
  sha256: string
}

export async function addItems(tx: Db, editionId: number, items: readonly NewItem[]): Promise<void> {
  for (const item of items)
    await tx.run(sql`
      insert into release_items (edition_id, position, key, kind, title, places, areas, outcomes, content, sha256)
      values (${editionId}, ${item.position}, ${item.key}, ${item.kind}, ${item.title}, ${[...item.places]}::text[], ${[...item.areas]}::text[],
        ${[...item.outcomes]}::text[], ${item.content}::jsonb, ${item.sha256})`)
}

export const addCells = (tx: Db, editionId: number, cells: readonly z.output<typeof Kept>[]) =>
  tx.run(sql`
    insert into release_cells (edition_id, counts, place, period, groups, apart, least, most, hidden, under)
    select ${editionId}, c.counts, c.place, c.period, c.groups, c.apart, c.least, c.most, c.hidden, c.under
    from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb)
      as c (counts text, place text, period text, groups jsonb, apart text, least integer, most integer, hidden boolean, under integer)`)

/** Every number that was ever public of these things counted. */
export const cellsOf = (db: Db, counts: readonly string[]) =>
  db.many(
    Kept,
    sql`
    select distinct counts, place, period, groups, apart, least, most, hidden, under from release_cells where counts = any(${[...counts]}::text[])`,
  )

const ItemRow = z.object({
  content: z.unknown(),
  slug: z.string(),
  edition: z.number(),
  publishedOn: z.string(),
  releaseTitle: z.string(),
})
const itemOf = ({ content, ...rest }: z.output<typeof ItemRow>): PublishedItem =>
  PublishedItem.parse({ ...(typeof content === 'object' ? content : {}), ...rest })

const itemColumns = sql`i.content, r.slug, e.edition, e.published_on as "publishedOn", e.title as "releaseTitle"`
const itemFrom = sql`from release_items i join release_editions e on e.id = i.edition_id join releases r on r.id = e.release_id`

/** Items of an edition, in their order. */
export const itemsOf = async (db: Db, editionId: number): Promise<PublishedItem[]> =>
  (await db.many(ItemRow, sql`select ${itemColumns} ${itemFrom} where e.id = ${editionId} order by i.position`)).map(
    itemOf,
  )

export interface Filter {
  kind?: string
  place?: string
  area?: string
  outcome?: string
  keys?: readonly string[]
}

// The newest word on a key counts: where that was withdrawn, an older release does not speak for it again.
const newest = sql`select distinct on (i.key) i.id, e.state from release_items i join release_editions e on e.id = i.edition_id
  where e.state in ('published', 'withdrawn') order by i.key, e.published_at desc, e.id desc`

/** What the public may read now, newest first, one of each key. */
export const published = async (db: Db, filter: Filter = {}): Promise<PublishedItem[]> => {
  const rows = await db.many(
    ItemRow,
    sql`
    select ${itemColumns} ${itemFrom} join (${newest}) n on n.id = i.id and n.state = 'published'
    where true
      ${when(filter.kind, kind => sql`and i.kind = ${kind}`)}
      ${when(filter.place, place => sql`and ${place} = any(i.places)`)}
      ${when(filter.area, area => sql`and ${area} = any(i.areas)`)}
      ${when(filter.outcome, outcome => sql`and ${outcome} = any(i.outcomes)`)}
      ${when(filter.keys, keys => sql`and i.key = any(${[...keys]}::text[])`)}
    order by e.published_at desc, e.id desc, i.position`,
  )
  return rows.map(itemOf)
}

/** One thing as the public may read it now; undefined when it never was released, or is withdrawn. */
export const publishedItem = async (db: Db, key: string): Promise<PublishedItem | undefined> =>
  (await published(db, { keys: [key] }))[0]

const Withdrawn = z.object({ key: z.string(), slug: z.string(), on: z.string(), reason: z.string() })

/** Keys whose newest word was withdrawn. */
export const withdrawn = (db: Db) =>
  db.many(
    Withdrawn,
    sql`
    select i.key, r.slug, e.withdrawn_on as "on", e.withdrawn_reason as reason ${itemFrom} join (${newest}) n on n.id = i.id
    where n.state = 'withdrawn' order by e.withdrawn_on desc, i.key`,
  )

const Use = z.object({ itemKey: z.string(), href: z.string(), title: z.string(), notedOn: z.string() })
export type Use = z.output<typeof Use>

/** Notes that a page, card or pack uses a released thing. */
export const noteUse = (tx: Db, use: { key: string; href: string; title: string; on: string }) =>
  tx.run(sql`
    insert into release_uses (item_key, href, title, noted_on) values (${use.key}, ${use.href}, ${use.title}, ${use.on})
    on conflict (item_key, href) do update set title = excluded.title, noted_on = excluded.noted_on`)

export const usesOf = (db: Db, keys: readonly string[]) =>
  db.many(
    Use,
    sql`select item_key as "itemKey", href, title, noted_on as "notedOn" from release_uses where item_key = any(${[...keys]}::text[]) order by 3, 2`,
  )

export const keysOf = async (db: Db, releaseId: number): Promise<string[]> =>
  (
    await db.many(
      z.object({ key: z.string() }),
      sql`select distinct i.key ${itemFrom} where r.id = ${releaseId} order by 1`,
    )
  ).map(({ key }) => key)

export const draftState = (state: State): boolean => state === 'draft' || state === 'checked'

const Area = z.object({ code: z.string(), kind: z.string(), areas: z.array(z.string()) })

/** The small areas each place is made of, of whatever vintage: best-fit look-ups, members of places of our own. */
export const areasOf = (db: Db, codes: readonly string[]) =>
  db.many(
    Area,
    sql`
    with today as (
      select l.id, l.code, l.parent_id, l.borough_id from places l join place_vintages v on v.place_id = l.id
      where v.vintage = (select max(vintage) from place_vintages where vintage like 'lsoa:%'))
    select p.code, p.kind, coalesce((
      select array_agg(distinct l.code) from today l
      where l.id = p.id or l.borough_id = p.id or p.kind = 'city'
        or (p.kind = 'ward' and exists (select 1 from place_links k where k.from_id = l.id and k.to_id = p.id and k.kind like 'lsoa:%>ward:%' and k.weight > 0.5))
        or (p.kind = 'ward' and l.parent_id = p.id)
        or exists (select 1 from place_members m where m.place_id = p.id and m.member_id = l.id)), '{}'::text[]) as areas
    from places p where p.code = any(${[...codes]}::text[])`,
  )

/** Places an edition is about: of its frozen items, or of its draft. */
export const placesOf = async (db: Db, editionId: number): Promise<string[]> =>
  (
    await db.many(
      z.object({ code: z.string() }),
      sql`
      select distinct code from (
        select unnest(places) as code from release_items where edition_id = ${editionId}
        union all
        select p.code from release_editions e cross join lateral jsonb_array_elements(coalesce(e.draft, '[]'::jsonb)) as d (item)
          cross join lateral jsonb_array_elements_text(d.item -> 'places') as p (code) where e.id = ${editionId}) all_places
      order by 1`,
    )
  ).map(({ code }) => code)

const Outline = z.object({ code: z.string(), name: z.string(), kind: z.string(), geometry: z.string() })

/** Metres an outline is simplified to: for a map of a city. */
const outlineMetres = 25

/** Outlines of places as GeoJSON text. */
export const outlinesOf = (db: Db, codes: readonly string[]) =>
  db.many(
    Outline,
    sql`
    select code, name, kind, ST_AsGeoJSON(ST_SimplifyPreserveTopology(geom, ${outlineMetres}::float8 / 111195), 5) as geometry
    from places where code = any(${[...codes]}::text[]) and geom is not null order by code`,
  )

const documentColumns = sql`id, title, summary, period, body, sources, licence, method, version, written_on as "writtenOn"`

export const findDocument = (db: Db, id: number) =>
  db.maybe(Document, sql`select ${documentColumns} from release_documents where id = ${id}`)

export const documents = (db: Db) =>
  db.many(Document, sql`select ${documentColumns} from release_documents order by written_on desc, id desc`)

export type DocumentText = Omit<Document, 'id' | 'version' | 'writtenOn'>

export const addDocument = (tx: Db, one: DocumentText, by: number | null, on: string) =>
  tx.one(
    Id,
    sql`
    insert into release_documents (title, summary, period, body, sources, licence, method, written_by, written_on)
    values (${one.title}, ${one.summary}, ${one.period}, ${one.body}, ${one.sources}, ${one.licence}, ${one.method}, ${by}, ${on}) returning id`,
  )

/** Keeps a new version, if nobody else did meanwhile. */
export const saveDocument = (tx: Db, id: number, version: number, one: DocumentText, by: number | null, on: string) =>
  tx.run(sql`
    update release_documents set title = ${one.title}, summary = ${one.summary}, period = ${one.period}, body = ${one.body}, sources = ${one.sources},
      licence = ${one.licence}, method = ${one.method}, version = version + 1, written_by = ${by}, written_on = ${on}
    where id = ${id} and version = ${version}`)
