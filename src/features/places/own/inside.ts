// Which small areas a line, a radius or a chosen set is made of.
import { z } from 'zod'
import type { Area } from '../../../lib/geo/index.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { currentLsoas } from '../load/points.ts'

const Id = z.object({ id: z.number() })
const ids = (rows: { id: number }[]) => rows.map(row => row.id)

const centre = sql`ST_SetSRID(ST_MakePoint(p.longitude, p.latitude), 4326)`
const ofToday = sql`join place_vintages v on v.place_id = p.id and v.vintage = ${currentLsoas}`

/** Small areas of today with these codes. */
export const lsoasByCode = async (db: Db, codes: string[]) =>
  ids(await db.many(Id, sql`select p.id from places p ${ofToday} where p.code = any(${codes}::text[]) order by p.code`))

// Joined on a grid of a centimetre, so that shapes which all but touch become one. They must be proper areas: see load/outlines.ts.
export const joined = (areas: readonly Area[]) => sql`
  (select ST_Multi(ST_CollectionExtract(ST_Union(ST_SetSRID(ST_GeomFromGeoJSON(t.shape), 4326), 1e-7), 3)) as g
   from unnest(${areas.map(area => JSON.stringify(area))}::text[]) as t (shape))`

/** Small areas whose centre lies inside a drawn area. */
export const lsoasInside = async (db: Db, areas: readonly Area[]) =>
  ids(
    await db.many(
      Id,
      sql`
      select p.id from ${joined(areas)} drawn join places p on p.kind = 'lsoa' and p.geom && drawn.g and ST_Contains(drawn.g, ${centre}) ${ofToday}
      order by p.code`,
    ),
  )

/** Small areas whose centre lies within the radius, and the one the station stands in (two, should it stand on their border). Distances on a sphere, good to 0.5 %. */
export const lsoasNear = async (db: Db, longitude: number, latitude: number, radius: number) =>
  ids(
    await db.many(
      Id,
      sql`
      select p.id from (select ST_SetSRID(ST_MakePoint(${longitude}, ${latitude}), 4326) as at) station
      join places p on p.kind = 'lsoa' and (ST_DistanceSphere(${centre}, station.at) <= ${radius} or ST_Intersects(p.geom, station.at)) ${ofToday}
      order by p.code`,
    ),
  )

/** Small areas whose centre lies inside the line of a place. */
export const lsoasWithin = async (db: Db, placeId: number) =>
  ids(
    await db.many(
      Id,
      sql`
      select p.id from places own join places p on p.kind = 'lsoa' and p.geom && own.geom and ST_Contains(own.geom, ${centre}) ${ofToday}
      where own.id = ${placeId} order by p.code`,
    ),
  )

/** Small areas of today that the members of a place are, or became. */
export const lsoasAfter = async (db: Db, placeId: number) =>
  ids(
    await db.many(
      Id,
      sql`
      select p.id from places p ${ofToday}
      where p.id in (select member_id from place_members where place_id = ${placeId})
        or p.id in (
          select l.to_id from place_links l join place_members m on m.member_id = l.from_id
          where m.place_id = ${placeId} and l.kind like 'lsoa:%>lsoa:%')
      order by p.code`,
    ),
  )
