import { z } from 'zod'
import type { Db } from '../../../../platform/db.ts'
import { type Sql, sql, when } from '../../../../platform/sql.ts'
import { publicOrganisation } from '../../entries/blank.ts'

const Borough = z.object({ id: z.number(), code: z.string(), name: z.string() })
export type Borough = z.output<typeof Borough>

export const boroughs = (db: Db) =>
  db.many(
    Borough,
    sql`select id, code, name from places where kind = 'borough' and valid_to is null order by name, code`,
  )

/** Boroughs that have postcodes of a district ('SW9') or a whole postcode ('SW98JG'), the most first. */
export const ofPostcode = (db: Db, letters: string, whole: boolean) =>
  db.many(
    Borough,
    sql`
    select b.id, b.code, b.name from postcodes c join places b on b.id = c.borough_id
    where c.postcode like ${whole ? letters : `${letters}___`} group by 1, 2, 3 order by count(*) desc, b.name`,
  )

/** The borough of a place of today by its name or code: itself, or that of a ward. */
export const ofName = (db: Db, name: string) =>
  db.many(
    Borough,
    sql`
    select distinct b.id, b.code, b.name from places p join places b on b.id = case p.kind when 'borough' then p.id else p.borough_id end
    where p.kind in ('borough', 'ward') and p.valid_to is null and (lower(p.name) = lower(${name}) or p.code = upper(${name})) order by b.name`,
  )

/** Public entries that a council runs in its borough. */
export const ofCouncil = async (db: Db, boroughId: number): Promise<string[]> =>
  (
    await db.many(
      z.object({ id: z.string() }),
      sql`
      select o.id from opportunities o join organisations g on g.id = o.organisation_id
        join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version
      where o.state = 'public' and not ${isPrivate} and g.kind = 'council' and g.closed_on is null and o.borough_id = ${boroughId} and o.kind <> 'network'
      order by o.id limit 100`,
    )
  ).map(row => row.id)

const mostNear = 60

/** An address nobody may know is in no borough: what is there is for each of them alike. */
const isPrivate = sql`coalesce(v.body #>> '{venue,safe}' = 'true', false)`

// The first of these boroughs an entry is for (rules.ts, `serves`): by the places it says it serves, else by where it is.
const nearest = (codes: readonly string[]): Sql => sql`(
  select min(c.n) from unnest(${[...codes]}::text[]) with ordinality as c (code, n)
  where case when jsonb_array_length(coalesce(v.body->'serves', '[]')) > 0 then v.body->'serves' ? c.code
    when ${isPrivate} then true else b.code = c.code or (b.code is null and e.online) end)`

const near = async (db: Db, codes: readonly string[], which: Sql, order: Sql): Promise<string[]> =>
  (
    await db.many(
      z.object({ id: z.string() }),
      sql`
      select id from (
        select e.id, e.name, e.online, ${nearest(codes)} as near, v.body->'join'->>'phone' <> '' or coalesce(g.phone, '') <> '' as rings
        from finder_entries e join opportunities o on o.id = e.id
        join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version
        join organisations g on g.id = o.organisation_id left join places b on b.id = o.borough_id where ${which}) f
      where ${order} limit ${mostNear}`,
    )
  ).map(row => row.id)

/** Networks that are for these boroughs, the nearest first; of a theme and for an age where they are said. */
export const networksNear = (db: Db, codes: readonly string[], of?: { theme: string; age: number }) =>
  near(
    db,
    codes,
    sql`e.kind = 'network' ${when(of, ({ theme, age }) => sql`and e.themes @> array[${theme}] and ${age}::int between e.min_age and e.max_age`)}`,
    sql`near is not null order by near, online, lower(name), id`,
  )

/** What helps with a theme: in these boroughs first, then elsewhere what can be called. */
export const helpNear = (db: Db, codes: readonly string[], theme: string) =>
  near(
    db,
    codes,
    sql`e.kind = 'support' and e.themes @> array[${theme}]`,
    sql`near is not null or rings order by near is null, lower(name), id`,
  )

/** How many things there are in a borough, as search finds them. */
export const counts = (db: Db, boroughId: number) =>
  db.one(
    z.object({ todo: z.number(), free: z.number(), help: z.number() }),
    sql`
    select (count(*) filter (where kind in ('activity', 'work')))::int as todo,
      (count(*) filter (where kind in ('activity', 'work') and free))::int as free, (count(*) filter (where kind = 'support'))::int as help
    from finder_entries where borough_id = ${boroughId}`,
  )

const text = z.string().nullable()
const Contact = z.object({ name: z.string(), description: z.string(), phone: text, email: text, website: text })
export type Contact = Omit<z.output<typeof Contact>, 'description'>

/**
 * The council of a borough itself, by its name: "Southwharf Council", "London Borough of Barnet". One whose entries are of other boroughs, or all hidden,
 * only has the name.
 */
export const councilOf = async (db: Db, borough: Borough): Promise<Contact[]> => {
  const found = await db.many(
    Contact,
    sql`
    select name, description, phone, email, website from organisations g
    where kind = 'council' and closed_on is null and lower(name) = any (${councilNames(borough.name)}::text[])
      and (not exists (select 1 from opportunities o where o.organisation_id = g.id and o.public_version is not null)
        or exists (select 1 from opportunities o join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version
          where o.organisation_id = g.id and o.state = 'public' and (${isPrivate} or coalesce(o.borough_id, ${borough.id}) = ${borough.id})))
    order by name limit 3`,
  )
  return found.map(one => publicOrganisation(one, { venue: null }))
}

const councilNames = (name: string): string[] =>
  [
    ...[`${name} council`, `${name} city council`, `${name} borough council`],
    ...[`london borough of ${name}`, `royal borough of ${name}`, `city of ${name}`],
  ].map(each => each.toLowerCase())
