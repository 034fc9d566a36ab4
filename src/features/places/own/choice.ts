// What a neighbourhood is chosen from: wards, and the small areas in them.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { currentLsoas } from '../load/points.ts'

const Ward = z.object({
  code: z.string(),
  name: z.string(),
  boroughName: z.string().nullable(),
  persons: z.number().nullable(),
})

/** Wards of a borough, and those of other boroughs that border them: a neighbourhood may cross the line. */
export const wardsOf = (db: Db, borough: string) =>
  db.many(
    Ward.extend({ beside: z.boolean() }),
    sql`
    with own as (
      select w.id from places w join places b on b.id = w.parent_id
      where b.code = ${borough} and w.kind = 'ward' and w.valid_to is null
    )
    select p.code, p.name, b.name as "boroughName", (select y.persons from populations y where y.place_id = p.id order by y.year desc limit 1) as persons,
      p.id not in (select id from own) as beside
    from places p left join places b on b.id = p.borough_id
    where p.id in (select id from own)
      or p.id in (select neighbour_id from place_neighbours where place_id in (select id from own) and vintage like 'ward:%')
    order by beside, b.name, p.name`,
  )

const Lsoa = z.object({
  code: z.string(),
  name: z.string(),
  wardCode: z.string(),
  wardName: z.string(),
  persons: z.number().nullable(),
  longitude: z.number(),
  latitude: z.number(),
  shape: z.string(),
})
export type Lsoa = z.output<typeof Lsoa>

/** Small areas of these wards (codes), with outlines to draw them. */
export const lsoasOfWards = (db: Db, wards: string[]) =>
  db.many(
    Lsoa,
    sql`
    select p.code, p.name, w.code as "wardCode", w.name as "wardName", p.longitude, p.latitude,
      (select y.persons from populations y where y.place_id = p.id order by y.year desc, y.basis limit 1) as persons,
      ST_AsGeoJSON(ST_SimplifyPreserveTopology(p.geom, 0.00005), 5) as shape
    from places p join places w on w.id = p.parent_id join place_vintages v on v.place_id = p.id and v.vintage = ${currentLsoas}
    where w.code = any(${wards}::text[]) and p.geom is not null
    order by w.name, p.name`,
  )
