import { z } from 'zod'
import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql } from '../../../platform/sql.ts'
import type { Kind } from '../schemas.ts'
import type { Ages } from './ages.ts'

const count = z.number()
const SessionRow = z.object({
  ...{ wardId: count, weekday: count, starts: count, ends: count, minAge: count, maxAge: count },
  ...{ sessions: count, places: count, unsaid: count, unsure: count },
})

/** Which seven days of which borough. */
type Weeks = ReadonlyMap<number, Day>

const weekRows = (weeks: Weeks): Sql =>
  sql`unnest(${[...weeks.keys()]}::int[], ${[...weeks.values()]}::date[]) as w (borough_id, monday)`

// Places are said by the entry that is public; how many came is not known here and is no part of it.
export const places = sql`left join lateral (
  select (v.body->>'capacity')::int as places from opportunities o
  join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version where o.id = e.id) c on true`

/** What is on in the week of each borough, alike sessions of a ward together. Only what has a place that may be shown. */
export const sessions = (db: Db, weeks: Weeks, kinds: readonly Kind[]) =>
  db.many(
    SessionRow,
    sql`
    select t.ward_id as "wardId", extract(isodow from t.day)::int as weekday, t.starts, t.ends, t.min_age as "minAge", t.max_age as "maxAge",
      count(*)::int as sessions, coalesce(sum(c.places), 0)::int as places,
      (count(*) filter (where c.places is null))::int as unsaid, (count(*) filter (where not t.sure))::int as unsure
    from ${weekRows(weeks)}
    join finder_entries e on e.borough_id = w.borough_id and e.kind = any(${[...kinds]}::text[])
    join finder_times t on t.entry_id = e.id and t.day between w.monday and w.monday + 6
    ${places}
    where t.ward_id is not null
    group by 1, 2, 3, 4, 5, 6
    order by 1, 2, 3, 4, 5, 6`,
  )

/** One session of a ward's week, with the entry it is of. */
const Listed = z.object({
  ...{ id: z.string(), name: z.string(), organisation: z.string(), weekday: count, day: z.string() },
  ...{ starts: count, ends: count, minAge: count, maxAge: count, places: count.nullable(), sure: z.boolean() },
  ...{ food: z.boolean() },
})
export type Listed = z.output<typeof Listed>

/** The sessions of one place in some days, for these ages, as they follow each other. */
export const listed = (
  db: Db,
  {
    wardIds,
    from,
    to,
    ages,
    kinds,
  }: { wardIds: readonly number[]; from: Day; to: Day; ages: Ages; kinds: readonly Kind[] },
) =>
  db.many(
    Listed,
    sql`
    select e.id, e.name, e.organisation, extract(isodow from t.day)::int as weekday, t.day::text as day, t.starts, t.ends,
      t.min_age as "minAge", t.max_age as "maxAge", c.places, t.sure, e.food
    from finder_times t join finder_entries e on e.id = t.entry_id ${places}
    where t.ward_id = any(${[...wardIds]}::int[]) and t.day between ${from}::date and ${to}::date
      and t.min_age <= ${ages.to} and t.max_age >= ${ages.from} and e.kind = any(${[...kinds]}::text[])
    order by t.day, t.starts, e.name, e.id limit 500`,
  )

/** How far ahead times are known, and how many entries with times have no place to count them at: online, or an address that is kept back. */
export const reach = (db: Db, kinds: readonly Kind[]) =>
  db.one(
    z.object({ until: z.string().nullable(), without: z.number(), entries: z.number() }),
    sql`
    select (select max(day)::text from finder_times) as until, (count(*) filter (where dated and ward_id is null))::int as without,
      (count(*) filter (where dated))::int as entries
    from finder_entries where kind = any(${[...kinds]}::text[])`,
  )

/** How many of those a count is of are told by name. */
export const mostNamed = 12

const Behind = z.object({
  entries: count,
  named: z.array(z.object({ name: z.string(), version: count })),
  print: z.string(),
  /** Addresses of the licences they stand under. */
  licences: z.array(z.string()),
})
export type Behind = z.output<typeof Behind>

/**
 * The entries, as they were approved, whose sessions a count is of: what it can be looked up by later. How many, the first by name, and a fingerprint of
 * all, made where they lie: there may be a hundred thousand.
 */
export const behind = (db: Db, weeks: Weeks, wardIds: readonly number[], ages: Ages, kinds: readonly Kind[]) =>
  db.one(
    Behind,
    sql`
    select count(*)::int as entries,
      left(encode(sha256(convert_to(coalesce(string_agg(concat(id, ' ', version), chr(10) order by n), ''), 'UTF8')), 'hex'), 16) as print,
      coalesce(jsonb_agg(distinct licence) filter (where licence <> ''), '[]') as licences,
      coalesce(jsonb_agg(jsonb_build_object('name', name, 'version', version) order by n) filter (where n <= ${mostNamed}), '[]') as named
    from (
      select e.id, e.name, o.public_version as version, o.licence, row_number() over (order by e.name, e.id) as n
      from finder_entries e join opportunities o on o.id = e.id
      where e.kind = any(${[...kinds]}::text[]) and exists (
        select 1 from ${weekRows(weeks)} join finder_times t on t.entry_id = e.id and t.day between w.monday and w.monday + 6
        where w.borough_id = e.borough_id and t.ward_id = any(${[...wardIds]}::int[]) and t.min_age <= ${ages.to} and t.max_age >= ${ages.from})) f`,
  )

/** Licences of the counts of residents that stand beside hours. */
export const licencesOfResidents = async (db: Db, wardIds: readonly number[]): Promise<string[]> =>
  (
    await db.many(
      z.object({ licence: z.string() }),
      sql`
      select distinct s.licence from populations p join sources s on s.id = p.source_id
      where p.place_id = any(${[...wardIds]}::int[]) and p.basis like 'Census%' and s.licence <> '' order by 1`,
    )
  ).map(({ licence }) => licence)
