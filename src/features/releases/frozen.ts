// Frozen items, the numbers that were ever public, and where they are used: what the public reads.
import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import { sql, when } from '../../platform/sql.ts'
import { PublishedItem } from './contract.ts'
import { emptied, endedOf } from './ends.ts'

export { endedOf, endsOf } from './ends.ts'

import { Kept } from './schemas.ts'

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
export async function itemsOf(db: Db, editionId: number): Promise<PublishedItem[]> {
  const rows = await db.many(
    ItemRow,
    sql`select ${itemColumns} ${itemFrom} where e.id = ${editionId} order by i.position`,
  )
  const items = rows.map(itemOf)
  const ended = await endedOf(
    db,
    items.map(({ key }) => key),
  )
  return items.map(item => (ended.has(item.key) ? emptied(item, ended.get(item.key) ?? '') : item))
}

/** Where a thing stands in its edition, from 0: part of the addresses of its tables. */
export const positionOf = async (
  db: Db,
  { slug, edition, key }: Pick<PublishedItem, 'slug' | 'edition' | 'key'>,
): Promise<number> => {
  const found = await db.maybe(
    z.object({ position: z.number() }),
    sql`select i.position ${itemFrom} where r.slug = ${slug} and e.edition = ${edition} and i.key = ${key}`,
  )
  return found?.position ?? 0
}

const Sealed = z.object({ key: z.string(), content: z.unknown(), sha256: z.string() })

/** Items of an edition as they were sealed, in their order. */
export const sealedOf = (db: Db, editionId: number) =>
  db.many(Sealed, sql`select key, content, sha256 from release_items where edition_id = ${editionId} order by position`)

export interface Filter {
  kind?: string
  place?: string
  area?: string
  outcome?: string
  keys?: readonly string[]
}

// The newest word on a key counts: where that was withdrawn, or a later edition left the key out, an older release does not speak for it again.
const newest = sql`select distinct on (i.key) i.id, e.state from release_items i join release_editions e on e.id = i.edition_id
  where e.state in ('published', 'superseded', 'withdrawn') order by i.key, e.published_at desc, e.id desc`

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
  const items = rows.map(itemOf)
  const ended = await endedOf(
    db,
    items.map(({ key }) => key),
  )
  return items.filter(({ key }) => !ended.has(key))
}

/** One thing as the public may read it now; undefined when it never was released, or is withdrawn. */
export const publishedItem = async (db: Db, key: string): Promise<PublishedItem | undefined> =>
  (await published(db, { keys: [key] }))[0]

const Title = z.object({ key: z.string(), title: z.string(), slug: z.string(), publishedOn: z.string() })

/** Titles of what the public may read now of one kind, newest first: for lists, which need no more of it. */
export const releasedTitles = (db: Db, kind: string) =>
  db.many(
    Title,
    sql`
    select i.key, i.title, r.slug, e.published_on as "publishedOn" ${itemFrom} join (${newest}) n on n.id = i.id and n.state = 'published'
    where i.kind = ${kind} and not exists (
      select 1 from release_ends x where x.key = i.key and x.last_day < (now() at time zone 'Europe/London')::date)
    order by e.published_at desc, e.id desc, i.position`,
  )

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

const Area = z.object({ code: z.string(), kind: z.string(), areas: z.array(z.string()) })

/** The small areas each place is made of, of whatever vintage: best-fit look-ups, members of places of our own. */
export const areasOf = (db: Db, codes: readonly string[]) =>
  db.many(
    Area,
    sql`
    with today as (
      select l.id, l.code, l.parent_id, l.borough_id, l.longitude, l.latitude from places l join place_vintages v on v.place_id = l.id
      where v.vintage = (select max(vintage) from place_vintages where vintage like 'lsoa:%'))
    select p.code, p.kind, coalesce((
      select array_agg(distinct l.code) from today l
      where l.id = p.id or l.borough_id = p.id or p.kind = 'city'
        or (p.kind = 'ward' and exists (select 1 from place_links k where k.from_id = l.id and k.to_id = p.id and k.kind like 'lsoa:%>ward:%' and k.weight > 0.5))
        or (p.kind = 'ward' and l.parent_id = p.id)
        or (p.kind = 'ward' and not exists (select 1 from place_links k where k.to_id = p.id and k.kind like 'lsoa:%>ward:%')
          and case when p.geom is not null then ST_Contains(p.geom, ST_SetSRID(ST_MakePoint(l.longitude, l.latitude), 4326))
            else exists (select 1 from place_links k where k.from_id = p.id and k.to_id = l.parent_id and k.kind like 'ward:%>ward:%'
              and k.weight >= all (select o.weight from place_links o where o.kind = k.kind and o.to_id = k.to_id)) end)
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
