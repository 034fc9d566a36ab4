import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { Where } from '../../evidence/index.ts'

export const Place = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(['city', 'borough', 'ward', 'lsoa', 'neighbourhood', 'hub']),
  validTo: z.string().nullable(),
  note: z.string().nullable(),
  areaM2: z.number().nullable(),
  boroughId: z.number().nullable(),
  boroughCode: z.string().nullable(),
  boroughName: z.string().nullable(),
  wardCode: z.string().nullable(),
  wardName: z.string().nullable(),
  vintages: z.array(z.string()),
  /** Of a neighbourhood or hub: the boroughs its areas lie in. */
  memberBoroughs: z.array(z.string()),
})
export type Place = z.output<typeof Place>

/** The place as far as permission goes. */
export const whereOf = ({ kind, code, boroughCode, memberBoroughs }: Place): Where => ({
  kind,
  code,
  boroughCode,
  memberBoroughs,
})

export const find = (db: Db, code: string) =>
  db.maybe(
    Place,
    sql`
    select p.id, p.code, p.name, p.kind, p.valid_to as "validTo", p.note, p.area_m2 as "areaM2",
      b.id as "boroughId", b.code as "boroughCode", b.name as "boroughName", w.code as "wardCode", w.name as "wardName",
      coalesce((select array_agg(v.vintage order by v.vintage desc) from place_vintages v where v.place_id = p.id), '{}') as vintages,
      coalesce((select array_agg(distinct coalesce(mb.code, '')) from place_members m join places l on l.id = m.member_id
        left join places mb on mb.id = l.borough_id where m.place_id = p.id), '{}') as "memberBoroughs"
    from places p
    left join places b on b.id = case when p.kind = 'borough' then p.id else p.borough_id end
    left join places w on w.id = p.parent_id and w.kind = 'ward'
    where p.code = ${code}`,
  )

const Member = z.object({ id: z.number(), code: z.string(), name: z.string(), residents: z.number().nullable() })
export type Member = z.output<typeof Member>

/** The LSOAs a place is made of: of a neighbourhood or hub its members; of a ward or borough those that lie in it; of an LSOA itself. */
export const lsoas = (db: Db, place: Place, vintage: string) =>
  db.many(
    Member,
    sql`
    select l.id, l.code, l.name, (select persons from populations where place_id = l.id order by year desc, basis limit 1) as residents
    from places l
    where (${place.kind} in ('neighbourhood', 'hub') and l.id in (select member_id from place_members where place_id = ${place.id}))
      or (${place.kind} not in ('neighbourhood', 'hub') and l.kind = 'lsoa'
        and (l.id = ${place.id} or l.parent_id = ${place.id} or l.borough_id = ${place.id} or ${place.kind} = 'city')
        and exists (select 1 from place_vintages v where v.place_id = l.id and v.vintage = ${vintage}))
    order by l.name`,
  )

const Residents = z.object({
  persons: z.number(),
  year: z.number(),
  basis: z.string(),
  byAge: z.record(z.string(), z.number()),
})
export type Residents = z.output<typeof Residents>

/** Newest residents of a place, by age band. */
export const residents = (db: Db, placeId: number) =>
  db.maybe(
    Residents,
    sql`
    select persons, year, basis, by_age as "byAge" from populations where place_id = ${placeId} order by year desc, basis limit 1`,
  )

/** Residents of several LSOAs added up, on the newest basis that all of them have. */
export const residentsTogether = (db: Db, placeIds: number[]) =>
  db.maybe(
    Residents,
    sql`
    with chosen as (
      select year, basis from populations where place_id = any(${placeIds}::integer[])
      group by year, basis having count(*) = cardinality(${placeIds}::integer[]) order by year desc limit 1),
    found as (select p.* from populations p join chosen c using (year, basis) where p.place_id = any(${placeIds}::integer[]))
    select (select sum(persons)::integer from found) as persons, c.year, c.basis,
      coalesce((select jsonb_object_agg(band, n) from (
        select a.key as band, sum(a.value::integer) as n from found, jsonb_each_text(found.by_age) a group by a.key) bands), '{}') as "byAge"
    from chosen c`,
  )

const Asset = z.object({ kind: z.string(), name: z.string(), source: z.string() })
export type Asset = z.output<typeof Asset>

/** Community assets inside a place, libraries and community centres first. */
export const assets = (db: Db, place: Place, lsoaIds: number[]) =>
  db.many(
    Asset,
    sql`
    select a.kind, a.name, coalesce(s.title, a.source_id) as source
    from assets a left join sources s on s.id = a.source_id
    where ${place.kind} = 'city' or a.ward_id = ${place.id} or a.borough_id = ${place.id}
      or (${place.kind} in ('lsoa', 'neighbourhood', 'hub') and a.lsoa_id = any(${lsoaIds}::integer[]))
    order by a.kind, a.name`,
  )

const Named = z.object({ id: z.number(), code: z.string(), name: z.string(), boroughName: z.string().nullable() })
export type Named = z.output<typeof Named>

export const neighbours = (db: Db, placeId: number, vintage: string) =>
  db.many(
    Named,
    sql`
    select p.id, p.code, p.name, b.name as "boroughName"
    from place_neighbours n join places p on p.id = n.neighbour_id left join places b on b.id = p.borough_id
    where n.place_id = ${placeId} and n.vintage = ${vintage} order by p.name`,
  )

export const children = (db: Db, placeId: number, vintage: string) =>
  db.many(
    Named,
    sql`
    select p.id, p.code, p.name, null as "boroughName"
    from places p join place_vintages v on v.place_id = p.id and v.vintage = ${vintage}
    where p.parent_id = ${placeId} order by p.name`,
  )

const Link = z.object({ code: z.string(), name: z.string(), weight: z.number(), basis: z.string() })
export type Link = z.output<typeof Link>

/** What an old place became: the newer places that hold a share of it. */
export const became = (db: Db, placeId: number) =>
  db.many(
    Link,
    sql`
    select p.code, p.name, l.weight, l.basis from place_links l join places p on p.id = l.to_id
    where l.from_id = ${placeId} and p.id <> ${placeId} and p.kind in ('ward', 'lsoa')
      and p.kind = (select kind from places where id = ${placeId})
    order by l.weight desc, p.name limit 8`,
  )

const SourceLine = z.object({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  licence: z.string(),
  attribution: z.string(),
})
export type SourceLine = z.output<typeof SourceLine>

export const sources = (db: Db, ids: string[]) =>
  db.many(
    SourceLine,
    sql`
    select id, title, publisher, licence, attribution from sources where id = any(${ids}::text[]) order by title`,
  )
