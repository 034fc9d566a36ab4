import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

const SmallArea = z.object({
  id: z.number(),
  wardId: z.number().nullable(),
  boroughId: z.number().nullable(),
  residents: z.number().nullable(),
})

/** The small areas of the newest vintage, the ward and borough each lies in, and its newest residents. */
export const smallAreas = (db: Db, vintage: string) =>
  db.many(
    SmallArea,
    sql`
    select p.id, p.parent_id as "wardId", p.borough_id as "boroughId", pop.persons as residents
    from place_vintages v
    join places p on p.id = v.place_id
    left join lateral (
      select persons from populations where place_id = p.id order by year desc, basis limit 1) pop on true
    where v.vintage = ${vintage}`,
  )

const Spot = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  area: z.number().nullable(),
})
export type Spot = z.output<typeof Spot>

/** A point inside each place of a vintage, for labels and badges. */
export const spots = (db: Db, vintage: string) =>
  db.many(
    Spot,
    sql`
    select p.id, p.code, p.name, p.longitude, p.latitude, p.area_m2 as area
    from place_vintages v join places p on p.id = v.place_id where v.vintage = ${vintage}`,
  )

/** The same for the boroughs themselves. */
export const boroughSpots = (db: Db) =>
  db.many(
    Spot,
    sql`select id, code, name, longitude, latitude, area_m2 as area from places where kind = 'borough' order by name`,
  )
