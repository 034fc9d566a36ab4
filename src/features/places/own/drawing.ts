// What the map for drawing stands on: the centre of every small area, and names to find the way by.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { currentLsoas } from '../load/points.ts'
import { boundaryAddress } from '../maps.ts'
import { outlineOf, vintageOf } from '../queries.ts'
import { stationName } from './rules.ts'

const Centre = z.object({
  name: z.string(),
  ward: z.string().nullable(),
  code: z.string(),
  longitude: z.number(),
  latitude: z.number(),
  persons: z.number().nullable(),
})

/** Small areas of today by the point that decides whether they lie inside a line. */
export const centres = (db: Db) =>
  db.many(
    Centre,
    sql`
    select p.code, p.name, w.name as ward, p.longitude, p.latitude, y.persons
    from place_vintages v join places p on p.id = v.place_id left join places w on w.id = p.parent_id
    left join (select distinct on (place_id) place_id, persons from populations order by place_id, year desc, basis) y on y.place_id = p.id
    where v.vintage = ${currentLsoas} and p.longitude is not null
    order by p.code`,
  )

const Name = z.object({ name: z.string(), kind: z.string(), longitude: z.number(), latitude: z.number() })

/** Names to find the way by: boroughs, wards and stations, each with a point. */
export const names = (db: Db) =>
  db.many(
    Name,
    sql`
    select name, kind, longitude, latitude from places
    where kind in ('borough', 'ward') and valid_to is null and longitude is not null
    union all
    select name, kind, longitude, latitude from assets where kind = 'station'
    order by kind, name, longitude, latitude`,
  )

const Box = z.object({ name: z.string(), west: z.number(), south: z.number(), east: z.number(), north: z.number() })

/** Boroughs with the box round each, to go there at once. */
export const boxes = (db: Db) =>
  db.many(
    Box,
    sql`
    select name, ST_XMin(geom) as west, ST_YMin(geom) as south, ST_XMax(geom) as east, ST_YMax(geom) as north
    from places where kind = 'borough' and valid_to is null and geom is not null order by name`,
  )

/** As short lists, because a city has five thousand small areas. The reader is src/ui/browser/draw-ground.ts. */
export async function ground(db: Db) {
  const [areas, named, boroughs] = [await centres(db), await names(db), await boxes(db)]
  return {
    areas: areas.map(one => [one.code, one.name, one.ward ?? '', one.longitude, one.latitude, one.persons]),
    names: named.map(one => [
      one.kind,
      one.kind === 'station' ? stationName(one.name) : one.name,
      one.longitude,
      one.latitude,
    ]),
    boroughs: boroughs.map(one => [one.name, one.west, one.south, one.east, one.north]),
  }
}

export interface DrawGround {
  boundaries: string
  /** The line as it is, as GeoJSON, to be changed; empty for a new one. */
  line: string
}

/** What the page for drawing needs to open its map. */
export async function drawGround(db: Db, placeId?: number): Promise<DrawGround> {
  const vintage = await vintageOf(db, 'lsoa')
  const boundaries = vintage && (await boundaryAddress(db, vintage))
  const outline = placeId === undefined ? undefined : await outlineOf(db, placeId, 0)
  return { boundaries: boundaries ?? '', line: outline?.geometry ?? '' }
}
