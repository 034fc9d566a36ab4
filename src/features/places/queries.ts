import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import { raw, type Sql, sql } from '../../platform/sql.ts'
import { currentLsoas } from './load/points.ts'
import { Link, Place, PlaceLine, type Tile } from './schemas.ts'

const columnsOf = (table: string): Sql =>
  raw(`${table}.id, ${table}.code, ${table}.name, ${table}.kind, ${table}.parent_id as "parentId", ${table}.borough_id as "boroughId",
    ${table}.valid_from as "validFrom", ${table}.valid_to as "validTo", ${table}.longitude, ${table}.latitude, ${table}.area_m2 as "areaM2", ${table}.note`)
const columns = columnsOf('p')

/**
 * Newest residents of a place: what lists show. Nobody counts a neighbourhood or a hub, so theirs are the sum of their small areas, of the newest
 * set that counts every one of them (as in residents.ts).
 */
export const newestPersons = sql`
  case when p.kind in ('neighbourhood', 'hub') then (
    select sum(y.persons)::int from place_members m join populations y on y.place_id = m.member_id where m.place_id = p.id
    group by y.year, y.basis having count(*) = (select count(*) from place_members every where every.place_id = p.id)
    order by y.year desc, y.basis limit 1)
  else (select y.persons from populations y where y.place_id = p.id order by y.year desc, y.basis limit 1) end`

export const lineColumns = sql`p.id, p.code, p.name, p.kind, p.valid_to as "validTo", u.name as "parentName", b.name as "boroughName",
  ${newestPersons} as persons`
export const lineJoins = sql`left join places u on u.id = p.parent_id left join places b on b.id = p.borough_id`

/** A place by its code, whatever its vintage: addresses that carry a code stay good for ever. */
export const findByCode = (db: Db, code: string) =>
  db.maybe(Place, sql`select ${columns} from places p where p.code = upper(btrim(${code}))`)

export const findById = (db: Db, id: number) => db.maybe(Place, sql`select ${columns} from places p where p.id = ${id}`)

export const findByIds = (db: Db, ids: readonly number[]) =>
  db.many(Place, sql`select ${columns} from places p where p.id = any(${[...ids]}::int[]) order by p.code`)

export const findByCodes = (db: Db, codes: readonly string[]) =>
  db.many(Place, sql`select ${columns} from places p where p.code = any(${[...codes]}::text[]) order by p.code`)

/** The city of this database, if its places are loaded. */
export const findCity = (db: Db) =>
  db.maybe(Place, sql`select ${columns} from places p where p.kind = 'city' order by p.id limit 1`)

/** Newest vintage of a level, 'ward:2024'; undefined when none is loaded. */
export async function vintageOf(db: Db, kind: Tile): Promise<string | undefined> {
  const row = await db.one(
    z.object({ vintage: z.string().nullable() }),
    sql`select max(vintage) as vintage from place_vintages where vintage like ${`${kind}:%`}`,
  )
  return row.vintage ?? undefined
}

/** Every vintage that is loaded, newest first within a level, with how many places it has. */
export const vintages = (db: Db) =>
  db.many(
    z.object({ vintage: z.string(), places: z.number() }),
    sql`select vintage, count(*)::int as places from place_vintages group by 1 order by split_part(vintage, ':', 1), 1 desc`,
  )

/** The vintages a place stands in, newest first. */
export async function vintagesOf(db: Db, placeId: number): Promise<string[]> {
  const rows = await db.many(
    z.object({ vintage: z.string() }),
    sql`select vintage from place_vintages where place_id = ${placeId} order by vintage desc`,
  )
  return rows.map(row => row.vintage)
}

export const MemberOf = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  parentId: z.number().nullable(),
  boroughId: z.number().nullable(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  areaM2: z.number().nullable(),
  persons: z.number().nullable(),
})

/** Every place of a vintage, by name, with its newest number of residents. */
export const ofVintage = (db: Db, vintage: string) =>
  db.many(
    MemberOf,
    sql`
    select p.id, p.code, p.name, p.parent_id as "parentId", p.borough_id as "boroughId", p.longitude, p.latitude,
      p.area_m2 as "areaM2", y.persons
    from place_vintages v join places p on p.id = v.place_id
    left join (select distinct on (place_id) place_id, persons from populations order by place_id, year desc, basis) y on y.place_id = p.id
    where v.vintage = ${vintage}
    order by p.name, p.code`,
  )

const childOrder = sql`case p.kind when 'borough' then 1 when 'ward' then 2 when 'lsoa' then 3 else 4 end, p.name`

/** What lies directly inside a place today: boroughs of the city, wards of a borough, small areas of a ward, members of a place of our own. */
export const childrenOf = (db: Db, placeId: number) =>
  db.many(
    PlaceLine,
    sql`
    select ${lineColumns} from places p ${lineJoins}
    where p.id in (
      select c.id from places c where c.parent_id = ${placeId} and c.valid_to is null and c.kind in ('borough', 'ward', 'lsoa')
      union select member_id from place_members where place_id = ${placeId})
    order by ${childOrder}`,
  )

/** Neighbourhoods and hubs that hold a small area of this place, or are made of them. */
export const ownIn = (db: Db, placeId: number) =>
  db.many(
    PlaceLine,
    sql`
    select ${lineColumns} from places p ${lineJoins}
    where p.kind in ('neighbourhood', 'hub') and p.valid_to is null and p.id <> ${placeId}
      and exists (
        select 1 from place_members m join places l on l.id = m.member_id
        where m.place_id = p.id and (l.id = ${placeId} or l.parent_id = ${placeId} or l.borough_id = ${placeId}))
    order by p.name`,
  )

/** From the place upwards: ward, borough, city. The place itself is not among them. */
export const parentsOf = (db: Db, placeId: number) =>
  db.many(
    Place,
    sql`
    with recursive up as (
      select parent_id as id, 1 as step from places where id = ${placeId}
      union all select p.parent_id, up.step + 1 from up join places p on p.id = up.id where up.step < 9)
    select ${columns} from up join places p on p.id = up.id order by up.step`,
  )

/** Small areas of today that a place is made of: itself, its members, or those of its wards and boroughs. */
export async function memberIds(db: Db, placeId: number): Promise<number[]> {
  const rows = await db.many(
    z.object({ id: z.number() }),
    sql`
    select l.id from places l join place_vintages v on v.place_id = l.id and v.vintage = ${currentLsoas}
    where l.id = ${placeId} or l.parent_id = ${placeId} or l.borough_id = ${placeId}
      or exists (select 1 from place_members m where m.place_id = ${placeId} and m.member_id = l.id)
      or exists (select 1 from places c where c.id = ${placeId} and c.kind = 'city')
    order by l.id`,
  )
  return rows.map(row => row.id)
}

/** Places of one vintage (the newest it stands in, unless said) that share a border with this one. */
export const neighboursOf = (db: Db, placeId: number, vintage?: string) =>
  db.many(
    Place,
    sql`
    select ${columns} from place_neighbours n join places p on p.id = n.neighbour_id
    where n.place_id = ${placeId} and n.vintage = coalesce(${vintage ?? null},
      (select max(vintage) from place_neighbours where place_id = ${placeId}))
    order by p.name`,
  )

const LinkRow = Link

/** What a place of an earlier vintage became, largest share first: `('from')`. What a place of today was made of: `('to')`. */
export const links = (db: Db, placeId: number, end: 'from' | 'to' = 'from') =>
  db.many(
    LinkRow,
    sql`
    select p.code, p.name, p.id as "placeId", l.kind, l.weight, l.basis, l.change
    from place_links l join places p on p.id = ${end === 'from' ? sql`l.to_id` : sql`l.from_id`}
    where ${end === 'from' ? sql`l.from_id` : sql`l.to_id`} = ${placeId} and p.id <> ${placeId}
      and split_part(l.kind, ':', 1) = split_part(split_part(l.kind, '>', 2), ':', 1)
    order by l.kind desc, l.weight desc, p.name`,
  )

export const Share = z.object({ fromId: z.number(), toId: z.number(), weight: z.number() })

/** All weights of one kind of link, 'lsoa:2011>lsoa:2021', to carry a measure from one vintage to another. */
export const weights = (db: Db, kind: string) =>
  db.many(
    Share,
    sql`select from_id as "fromId", to_id as "toId", weight from place_links where kind = ${kind} order by 1, 2`,
  )

/** The places of today at a point: borough, ward, small area, and the neighbourhoods and hubs drawn over it. */
export const placesAt = (db: Db, longitude: number, latitude: number) =>
  db.many(
    PlaceLine,
    sql`
    select ${lineColumns} from places p ${lineJoins}
    where p.valid_to is null and ST_Contains(p.geom, ST_SetSRID(ST_MakePoint(${longitude}, ${latitude}), 4326))
    order by ${childOrder}`,
  )

/** Outline of one place as GeoJSON text, simplified to about `metres`. */
export const outlineOf = (db: Db, placeId: number, metres = 5) =>
  db.maybe(
    z.object({ geometry: z.string() }),
    sql`
    select ST_AsGeoJSON(ST_SimplifyPreserveTopology(geom, ${metres}::float8 / 111195), 5) as geometry from places where id = ${placeId} and geom is not null`,
  )
