import { z } from 'zod'
import type { Db } from '../../../../platform/db.ts'
import { sql } from '../../../../platform/sql.ts'

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
      where o.state = 'public' and g.kind = 'council' and g.closed_on is null and o.borough_id = ${boroughId} and o.kind <> 'network'
      order by o.id limit 100`,
    )
  ).map(row => row.id)

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
const Contact = z.object({ name: z.string(), phone: text, email: text, website: text })
export type Contact = z.output<typeof Contact>

/** The council of a borough itself, by its name: "Southwharf Council", "London Borough of Barnet". */
export const councilOf = (db: Db, borough: string) =>
  db.many(
    Contact,
    sql`
    select name, phone, email, website from organisations
    where kind = 'council' and closed_on is null and lower(name) in (
      lower(${borough}) || ' council', 'london borough of ' || lower(${borough}), 'city of ' || lower(${borough}),
      lower(${borough}) || ' city council', 'royal borough of ' || lower(${borough}), lower(${borough}) || ' borough council') order by name limit 3`,
  )
