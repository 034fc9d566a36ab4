import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { lineColumns, lineJoins } from '../queries.ts'
import { PlaceLine } from '../schemas.ts'

/** Most results of one level: five thousand small areas must not push out the ward that was meant. */
const most = { lsoa: 5, other: 12 }

/**
 * Places whose name is like these words, typing mistakes forgiven: the whole name first, then names that begin with them, then names that hold them, then
 * names that share enough three-letter pieces (pg_trgm; 0.3 of all pieces, or 0.6 of those typed). Places of today before those of an earlier vintage.
 */
export const byName = (db: Db, name: string) =>
  db.many(
    PlaceLine,
    sql`
    select ${lineColumns} from (
      select *, row_number() over (partition by kind, (kind <> 'lsoa' and valid_to is null) order by valid_to is not null, score desc, name, code) as nth
      from (
        select q.*, greatest(whole, part * 0.9)
          + case when plain = ${name} then 3 when starts_with(plain, ${name}) then 2 when held then 1 else 0 end as score
        from (
          select names.*, similarity(plain, ${name}) as whole, word_similarity(${name}, plain) as part, position(${name} in plain) > 0 as held
          from (select *, replace(lower(name), '&', 'and') as plain from places) names offset 0
        ) q
        where whole >= 0.3 or part >= 0.6 or held
      ) scored
    ) p ${lineJoins}
    where p.nth <= case p.kind when 'lsoa' then ${most.lsoa}::int else ${most.other}::int end
    order by (p.valid_to is not null), p.score >= 3 desc, case when p.kind = 'lsoa' then 1 else 0 end, p.score desc,
      case p.kind when 'city' then 0 when 'borough' then 1 when 'ward' then 2 else 3 end, p.name, p.code
    limit 40`,
  )

export const byCode = (db: Db, code: string) =>
  db.many(PlaceLine, sql`select ${lineColumns} from places p ${lineJoins} where p.code = ${code}`)

/** The small area, ward and borough a postcode stands in. */
export const byPostcode = (db: Db, postcode: string) =>
  db.many(
    PlaceLine,
    sql`
    select ${lineColumns} from postcodes c join places p on p.id in (c.lsoa_id, c.ward_id, c.borough_id) ${lineJoins}
    where c.postcode = ${postcode}
    order by case p.kind when 'ward' then 1 when 'lsoa' then 2 else 3 end`,
  )

/** Wards that have postcodes of a district ('SW9'), the most first. The second half of a postcode is always three characters. */
export const byDistrict = (db: Db, district: string) =>
  db.many(
    PlaceLine,
    sql`
    select ${lineColumns} from (
      select ward_id, count(*) as n from postcodes where postcode like ${`${district}___`} and ward_id is not null group by 1
    ) c join places p on p.id = c.ward_id ${lineJoins}
    order by c.n desc, p.name`,
  )

const Borough = PlaceLine.extend({ wards: z.number() })

/** Boroughs of today with their wards counted. */
export const boroughs = (db: Db) =>
  db.many(
    Borough,
    sql`
    select ${lineColumns}, (select count(*)::int from places w where w.parent_id = p.id and w.kind = 'ward' and w.valid_to is null) as wards
    from places p ${lineJoins}
    where p.kind = 'borough' and p.valid_to is null order by p.name`,
  )

/** What the newest residents of today's boroughs rest on: 'Census 2021'. */
export const newestBasis = (db: Db) =>
  db.maybe(
    z.object({ basis: z.string(), year: z.number() }),
    sql`
    select y.basis, y.year from populations y join places p on p.id = y.place_id and p.kind = 'borough'
    order by y.year desc, y.basis limit 1`,
  )

const Own = PlaceLine.extend({ members: z.number(), madeBy: z.string(), madeOn: z.string() })

/** Neighbourhoods and hubs in use, with their small areas counted. */
export const own = (db: Db) =>
  db.many(
    Own,
    sql`
    select p.id, p.code, p.name, p.kind, p.valid_to as "validTo", u.name as "parentName", b.name as "boroughName",
      (select count(*)::int from place_members m where m.place_id = p.id) as members,
      coalesce(n.made_by, h.made_by) as "madeBy", coalesce(n.made_at, h.made_at)::date as "madeOn",
      (select sum(y.persons)::int from place_members m join populations y on y.place_id = m.member_id
        where m.place_id = p.id and y.basis = (select basis from populations where basis like 'Census%' order by year desc limit 1)) as persons
    from places p ${lineJoins} left join neighbourhoods n on n.place_id = p.id left join hubs h on h.place_id = p.id
    where p.kind in ('neighbourhood', 'hub') and p.valid_to is null
    order by p.kind desc, p.name`,
  )
