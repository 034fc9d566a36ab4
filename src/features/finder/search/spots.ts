// Where entries stand: by their coordinates, or by their postcode where they have none.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { lsoasAt } from '../../places/index.ts'
import type { Row } from './row.ts'
import type { Spot } from './rows.ts'

const nowhere = { longitude: null, latitude: null, wardId: null }

/** In the order of the rows. What stands nowhere keeps the borough of its record. */
export async function spotsOf(db: Db, rows: readonly Row[]): Promise<Spot[]> {
  const postcodes = await byPostcode(db, rows)
  const points = rows.map(row => pointOf(row) ?? postcodes.get(row.postcode))
  const wards = await wardsAt(db, points)
  return rows.map((row, i) => {
    const [point, ward] = [points[i], wards[i]]
    if (!point) return { ...nowhere, boroughId: row.boroughId }
    const [longitude, latitude] = point
    return { longitude, latitude, wardId: ward?.wardId ?? null, boroughId: ward?.boroughId ?? row.boroughId }
  })
}

type Point = readonly [number, number]

const pointOf = ({ longitude, latitude }: Row): Point | undefined =>
  longitude === null || latitude === null ? undefined : [longitude, latitude]

const Found = z.object({ postcode: z.string(), longitude: z.number(), latitude: z.number() })

async function byPostcode(db: Db, rows: readonly Row[]): Promise<Map<string, Point>> {
  const wanted = [...new Set(rows.filter(row => !pointOf(row) && row.postcode !== '').map(row => row.postcode))]
  if (wanted.length === 0) return new Map()
  const found = await db.many(
    Found,
    sql`
    select c.postcode, coalesce(c.longitude, p.longitude) as longitude, coalesce(c.latitude, p.latitude) as latitude
    from postcodes c left join places p on p.id = c.lsoa_id
    where c.postcode = any(${wanted}::text[]) and coalesce(c.longitude, p.longitude) is not null`,
  )
  return new Map(found.map(one => [one.postcode, [one.longitude, one.latitude]]))
}

const Ward = z.object({ id: z.number(), wardId: z.number().nullable(), boroughId: z.number().nullable() })

/** The ward and borough of the small area each point stands in; many entries stand at one venue, which is looked up once. */
async function wardsAt(db: Db, points: readonly (Point | undefined)[]) {
  const known = new Map(points.flatMap(point => (point ? [[point.join(), point] as const] : [])))
  if (known.size === 0) return []
  const lsoas = await lsoasAt(db, [...known.values()])
  const ids = new Map([...known.keys()].map((key, i) => [key, lsoas[i]]))
  const found = await db.many(
    Ward,
    sql`select id, parent_id as "wardId", borough_id as "boroughId" from places
      where id = any(${[...new Set(lsoas.flatMap(id => id ?? []))]}::int[])`,
  )
  const wards = new Map(found.map(one => [one.id, one]))
  return points.map(point => (point ? wards.get(ids.get(point.join()) ?? 0) : undefined))
}
