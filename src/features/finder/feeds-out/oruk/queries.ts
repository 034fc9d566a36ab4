// Which entries a question finds, page by page. What the answer says of them is read from their public versions.
import { z } from 'zod'
import type { Db } from '../../../../platform/db.ts'
import { type Sql, sql, when } from '../../../../platform/sql.ts'
import type { Ask } from './ask.ts'
import { type Finds, findsOf, taxonomyFinds } from './terms.ts'

const Count = z.object({ count: z.number() })
const Id = z.object({ id: z.string() })
const Changed = z.object({ id: z.string(), modified: z.number() })

const inAny = ({ activities, themes }: Finds): Sql =>
  sql`(f.activities && ${[...activities]}::text[] or f.themes && ${[...themes]}::text[])`

const together = (all: readonly Finds[]): Finds => ({
  activities: all.flatMap(each => each.activities),
  themes: all.flatMap(each => each.themes),
})

const ofTerms = (terms: readonly (readonly string[])[]): Sql =>
  terms.reduce((all, ids) => sql`${all} and ${inAny(together(ids.map(findsOf)))}`, sql``)

/** On this weekday, beginning and ending between these times, in the weeks that are written out. */
const atTimes = ({ day, start_time: start, end_time: end }: Ask): Sql =>
  day === undefined && start === undefined && end === undefined
    ? sql``
    : sql`and exists (select 1 from finder_times t where t.entry_id = f.id
        ${when(day, found => sql`and extract(isodow from t.day) = ${found}`)}
        ${start === undefined ? sql`` : sql`and t.starts >= ${start}`} ${end === undefined ? sql`` : sql`and t.ends <= ${end}`})`

// An address nobody may know is in no borough either.
const isKeptPrivate = sql`exists (select 1 from opportunity_versions v where v.opportunity_id = o.id and v.version = o.public_version
  and v.body #>> '{venue,safe}' = 'true')`

/** Metres from the middle of the postcode; without metres, whatever is for its borough or for everybody. A safe venue has no point, so is never near. */
const around = ({ postcode, proximity }: Ask): Sql => {
  if (postcode === undefined) return sql``
  return proximity === undefined
    ? sql`and exists (select 1 from postcodes c where c.postcode = ${postcode} and (o.borough_id is null or o.borough_id = c.borough_id
        or ${isKeptPrivate}))`
    : sql`and f.point is not null and exists (select 1 from postcodes c where c.postcode = ${postcode} and c.longitude is not null
        and st_dwithin(f.point, st_transform(st_setsrid(st_makepoint(c.longitude, c.latitude), 4326), 27700), ${proximity}))`
}

/** True where the question needs what search keeps of an entry. */
const asksMore = (ask: Ask): boolean =>
  [ask.search, ask.taxonomy_term_id, ask.taxonomy_id, ask.minimum_age, ask.maximum_age, ask.day, ask.start_time].some(
    Boolean,
  ) || [ask.minimum_age, ask.maximum_age, ask.start_time, ask.end_time, ask.proximity].some(each => each !== undefined)

const filters = (ask: Ask): Sql => sql`
  ${when(ask.organization_id, id => sql`and o.organisation_id = ${id}`)}
  ${ask.modified_after === undefined ? sql`` : sql`and o.modified >= ${ask.modified_after}`}
  ${when(ask.search, words => sql`and f.words @@ websearch_to_tsquery('english', ${words})`)}
  ${when(ask.taxonomy_term_id, terms => ofTerms(terms))}
  ${when(ask.taxonomy_id, id => sql`and ${inAny(taxonomyFinds(id))}`)}
  ${ask.minimum_age === undefined ? sql`` : sql`and f.min_age >= ${ask.minimum_age}`}
  ${ask.maximum_age === undefined ? sql`` : sql`and f.max_age <= ${ask.maximum_age}`}
  ${atTimes(ask)} ${around(ask)}`

// What has a place that may be told, as the mapping sees it (entry.ts, venueOf).
const isPlaced = sql`and exists (select 1 from opportunity_versions v where v.opportunity_id = o.id and v.version = o.public_version
  and v.body -> 'venue' <> 'null' and (v.body #>> '{venue,safe}') is distinct from 'true'
  and (v.body #>> '{venue,name}' <> '' or v.body #>> '{venue,address}' <> '' or v.body #>> '{venue,postcode}' <> ''
    or v.body #>> '{venue,latitude}' is not null))`

/** `placed`: only what has a place. */
const found = (ask: Ask, placed: boolean): Sql => sql`
  from opportunities o ${when(asksMore(ask), () => sql`join finder_entries f on f.id = o.id`)}
  where o.state = 'public' ${filters(ask)} ${when(placed, () => isPlaced)}`

export const count = async (db: Db, ask: Ask, placed = false): Promise<number> =>
  (await db.one(Count, sql`select count(*) as count ${found(ask, placed)}`)).count

/** Ids of one page, in the order of their ids. */
export const page = async (db: Db, ask: Ask, placed = false): Promise<string[]> =>
  (
    await db.many(
      Id,
      sql`select o.id ${found(ask, placed)} order by o.id limit ${ask.size} offset ${(ask.page - 1) * ask.size}`,
    )
  ).map(({ id }) => id)

/** The next ids after one, for what is sent as a stream. */
export const after = (db: Db, ask: Ask, id: string, limit: number, placed = false) =>
  db.many(
    Changed,
    sql`select o.id, o.modified ${found(ask, placed)} and o.id > ${id}::uuid order by o.id limit ${limit}`,
  )

// Organisations with something public: an organisation without is nobody's business yet.
const withEntries = sql`exists (select 1 from opportunities o where o.organisation_id = g.id and o.state = 'public')`
const named = (search: string | undefined): Sql =>
  when(search, words => sql`and g.name ilike ${`%${words.replace(/[\\%_]/g, letter => `\\${letter}`)}%`}`)

export const countOrganisations = async (db: Db, search: string | undefined): Promise<number> =>
  (await db.one(Count, sql`select count(*) as count from organisations g where ${withEntries} ${named(search)}`)).count

export const organisationIds = async (
  db: Db,
  {
    search,
    after: from,
    limit,
    offset,
  }: { search: string | undefined; after?: string; limit: number; offset?: number },
): Promise<string[]> =>
  (
    await db.many(
      Id,
      sql`select g.id from organisations g where ${withEntries} ${named(search)} ${when(from, id => sql`and g.id > ${id}::uuid`)}
        order by g.id limit ${limit} offset ${offset ?? 0}`,
    )
  ).map(({ id }) => id)
