import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { lineColumns, lineJoins, newestPersons } from '../queries.ts'
import { PlaceLine } from '../schemas.ts'

export const Named = z.object({
  /** Of a place, or of a station. */
  id: z.number(),
  name: z.string(),
  kind: z.enum(['city', 'borough', 'ward', 'neighbourhood', 'hub', 'station']),
  old: z.boolean(),
})
export type Named = z.output<typeof Named>

/** Every name to be compared with what was typed: places above small areas, and stations. Under two thousand in London. */
export const allNames = (db: Db) =>
  db.many(
    Named,
    sql`
    select id, name, kind, valid_to is not null as old from places where kind <> 'lsoa'
    union all select id, name, kind, false from assets where kind = 'station'`,
  )

/** Small areas are called after their borough and a number: those whose name begins with this, or holds it. Five, so that they push nothing out. */
export const lsoasNamed = (db: Db, name: string) =>
  db.many(
    PlaceLine,
    sql`
    select ${lineColumns} from places p ${lineJoins}
    where p.kind = 'lsoa' and lower(p.name) like ${`%${name.replace(/[%_\\]/g, '')}%`}
    order by p.valid_to is not null, not starts_with(lower(p.name), ${name}), p.name limit 5`,
  )

export const linesOf = (db: Db, ids: readonly number[]) =>
  db.many(PlaceLine, sql`select ${lineColumns} from places p ${lineJoins} where p.id = any(${[...ids]}::int[])`)

const Leads = PlaceLine.extend({ stationId: z.number() })

/** Where stations lead: to the hub made of one, or to the ward it stands in. */
export const stationsLead = (db: Db, ids: readonly number[]) =>
  db.many(
    Leads,
    sql`
    select a.id as "stationId", ${lineColumns}
    from assets a
    left join lateral (
      select h.place_id from hubs h join places o on o.id = h.place_id
      where h.station = a.name and h.longitude = a.longitude and h.latitude = a.latitude and o.valid_to is null
      order by o.code limit 1
    ) made on true
    join places p on p.id = coalesce(made.place_id, a.ward_id) ${lineJoins}
    where a.id = any(${[...ids]}::int[])`,
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

/** Wards that have postcodes of a district ('SW9') or of a sector of one ('SW9 8'), the most first. The second half is always three characters. */
export const byDistrict = (db: Db, district: string, sector = '') =>
  db.many(
    PlaceLine,
    sql`
    select ${lineColumns} from (
      select ward_id, count(*) as n from postcodes where postcode like ${`${district}${sector.padEnd(3, '_')}`} and ward_id is not null group by 1
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
      ${newestPersons} as persons
    from places p ${lineJoins} left join neighbourhoods n on n.place_id = p.id left join hubs h on h.place_id = p.id
    where p.kind in ('neighbourhood', 'hub') and p.valid_to is null
    order by p.kind desc, p.name`,
  )

/** Neighbourhoods and hubs no longer in use, the last retired first. */
export const retired = (db: Db) =>
  db.many(
    PlaceLine,
    sql`
    select ${lineColumns} from places p ${lineJoins}
    where p.kind in ('neighbourhood', 'hub') and p.valid_to is not null order by p.valid_to desc, p.name limit 50`,
  )
