import { z } from 'zod'
import type { Area } from '../../../lib/geo/index.ts'
import type { Db } from '../../../platform/db.ts'
import { sql, when } from '../../../platform/sql.ts'
import { writer } from '../../people/index.ts'
import { joined } from './inside.ts'

const Id = z.object({ id: z.number() })
const centre = sql`ST_SetSRID(ST_MakePoint(p.longitude, p.latitude), 4326)`

/** The next code of our own: N0000001 for neighbourhoods, H0000001 for hubs. Two makers at once wait for each other. */
export async function mint(tx: Db, letter: 'N' | 'H'): Promise<string> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext('places.mint'))`)
  const row = await tx.one(
    z.object({ code: z.string() }),
    sql`
    select ${letter}::text || lpad((coalesce(max(substr(code, 2)::int), 0) + 1)::text, 7, '0') as code
    from places where kind = ${letter === 'N' ? 'neighbourhood' : 'hub'}`,
  )
  return row.code
}

export const insertPlace = (
  tx: Db,
  place: { code: string; name: string; kind: 'neighbourhood' | 'hub'; note: string; today: string },
) =>
  tx.one(
    Id,
    sql`
    insert into places (code, name, kind, note, valid_from)
    values (${place.code}, ${place.name}, ${place.kind}, ${place.note}, ${place.today}) returning id`,
  )

/** The line of a drawn area, of the union of the chosen small areas, or of a circle. */
export const drawAs = (tx: Db, id: number, areas: readonly Area[]) =>
  tx.run(sql`update places set geom = drawn.g from ${joined(areas)} drawn where id = ${id}`)

export const drawFromMembers = (tx: Db, id: number) =>
  tx.run(sql`
    update places set geom = (
      select ST_Multi(ST_CollectionExtract(ST_Union(l.geom, 1e-7), 3)) from place_members m join places l on l.id = m.member_id where m.place_id = ${id})
    where id = ${id}`)

/** Point, area and borough follow from the line and the members; the borough is the one most members lie in. */
export const settle = (tx: Db, id: number) =>
  tx.run(sql`
    update places p set longitude = ST_X(ST_PointOnSurface(p.geom)), latitude = ST_Y(ST_PointOnSurface(p.geom)),
      area_m2 = round(ST_Area(p.geom::geography)), borough_id = most.id, parent_id = most.id
    from (
      select l.borough_id as id from place_members m join places l on l.id = m.member_id
      where m.place_id = ${id} group by 1 order by count(*) desc, 1 limit 1
    ) most
    where p.id = ${id}`)

export async function setMembers(tx: Db, id: number, members: readonly number[]): Promise<void> {
  await tx.run(sql`delete from place_members where place_id = ${id}`)
  await tx.run(sql`insert into place_members (place_id, member_id) select ${id}, unnest(${[...members]}::int[])`)
}

/** Codes of the small areas of a place, for its history. */
export async function memberCodes(db: Db, id: number): Promise<string[]> {
  const rows = await db.many(
    z.object({ code: z.string() }),
    sql`select p.code from place_members m join places p on p.id = m.member_id where m.place_id = ${id} order by p.code`,
  )
  return rows.map(row => row.code)
}

export const insertNeighbourhood = (tx: Db, id: number, drawn: boolean, reason: string, by: string) =>
  tx.run(sql`insert into neighbourhoods (place_id, drawn, reason, made_by) values (${id}, ${drawn}, ${reason}, ${by})`)

export const insertHub = (
  tx: Db,
  id: number,
  hub: { station: string; longitude: number; latitude: number; radius: number },
  by: string,
) =>
  tx.run(sql`
    insert into hubs (place_id, station, longitude, latitude, radius_m, made_by)
    values (${id}, ${hub.station}, ${hub.longitude}, ${hub.latitude}, ${hub.radius}, ${by})`)

export const setRadius = (tx: Db, id: number, radius: number) =>
  tx.run(sql`update hubs set radius_m = ${radius} where place_id = ${id}`)
export const setName = (tx: Db, id: number, name: string) =>
  tx.run(sql`update places set name = ${name} where id = ${id}`)
export const retire = (tx: Db, id: number, on: string) =>
  tx.run(sql`update places set valid_to = ${on} where id = ${id}`)
/** Gives the number of places brought back: 0 when it was not retired any more. */
export const restore = (tx: Db, id: number, name: string) =>
  tx.run(sql`update places set valid_to = null, name = ${name} where id = ${id} and valid_to is not null`)

/** Another place of our own in use with this name, capitals aside. */
export const sameName = (db: Db, name: string, except?: number) =>
  db.maybe(
    z.object({ code: z.string() }),
    sql`
    select code from places where kind in ('neighbourhood', 'hub') and valid_to is null and lower(name) = lower(${name})
      ${when(except, id => sql`and id <> ${id}`)} limit 1`,
  )

export const Own = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(['neighbourhood', 'hub']),
  validTo: z.string().nullable(),
  boroughCode: z.string().nullable(),
  boroughName: z.string().nullable(),
  areaM2: z.number().nullable(),
  /** Of a neighbourhood: drawn, or chosen small areas. */
  drawn: z.boolean().nullable(),
  reason: z.string().nullable(),
  station: z.string().nullable(),
  radius: z.number().nullable(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  madeBy: z.string(),
  madeOn: z.string(),
})
export type Own = z.output<typeof Own>

/** A neighbourhood or hub, with the station's point for a hub. */
export const findOwn = (db: Db, code: string) =>
  db.maybe(
    Own,
    sql`
    select p.id, p.code, p.name, p.kind, p.valid_to as "validTo", b.code as "boroughCode", b.name as "boroughName", p.area_m2 as "areaM2",
      n.drawn, coalesce(n.reason, p.note) as reason, h.station, h.radius_m as radius, coalesce(h.longitude, p.longitude) as longitude,
      coalesce(h.latitude, p.latitude) as latitude, coalesce(n.made_by, h.made_by) as "madeBy", coalesce(n.made_at, h.made_at)::date as "madeOn"
    from places p left join neighbourhoods n on n.place_id = p.id left join hubs h on h.place_id = p.id left join places b on b.id = p.borough_id
    where p.code = upper(btrim(${code})) and p.kind in ('neighbourhood', 'hub')`,
  )

const Member = z.object({
  code: z.string(),
  name: z.string(),
  wardCode: z.string().nullable(),
  wardName: z.string().nullable(),
  boroughName: z.string().nullable(),
  persons: z.number().nullable(),
  counted: z.string().nullable(),
  metres: z.number().nullable(),
  holds: z.boolean(),
})

/** Small areas of a place of our own, with the distance of their centre from a point and whether it stands in them. */
export const members = (db: Db, own: Own) =>
  db.many(
    Member,
    sql`
    select p.code, p.name, w.code as "wardCode", w.name as "wardName", b.name as "boroughName",
      newest.persons, case when position(newest.year::text in newest.basis) > 0 then newest.basis else newest.basis || ' ' || newest.year end as counted,
      round(ST_DistanceSphere(${centre}, at.point))::int as metres, ST_Intersects(p.geom, at.point) as holds
    from place_members m join places p on p.id = m.member_id
    cross join (select ST_SetSRID(ST_MakePoint(${own.longitude}, ${own.latitude}), 4326) as point) at
    left join places w on w.id = p.parent_id left join places b on b.id = p.borough_id
    left join lateral (
      select y.persons, y.basis, y.year from populations y where y.place_id = p.id order by y.year desc, y.basis limit 1
    ) newest on true
    where m.place_id = ${own.id}
    order by w.name, p.name`,
  )

const Entry = z.object({ at: z.string(), who: z.string(), what: z.string(), detail: z.record(z.string(), z.unknown()) })

/** What was done to a place of our own, newest first. */
export const history = (db: Db, code: string) =>
  db.many(
    Entry,
    sql`select at::date as at, ${writer} as who, what, detail from audit where object = ${`place/${code}`} order by id desc limit 100`,
  )
