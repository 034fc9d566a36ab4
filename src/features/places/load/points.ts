import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { batches } from './loaded.ts'

const Found = z.object({ n: z.number(), id: z.number() })

/** Points this near to a small area but in none (on a pier, in the river, on a rounded edge) take the nearest. Metres. */
const nearEnough = 150

/** Newest vintage of small areas. */
export const currentLsoas = sql`(select max(vintage) from place_vintages where vintage like 'lsoa:%')`

/**
 * The small area of today that each point stands in (longitude, latitude), or the nearest within 150 m; null outside the city. Coordinates are
 * used and let go: nothing here is stored.
 */
export async function lsoasAt(db: Db, points: readonly (readonly [number, number])[]): Promise<(number | null)[]> {
  const answer: (number | null)[] = points.map(() => null)
  const some = points.map((point, at) => ({ point, at })).filter(({ point }) => point.every(Number.isFinite))
  for (const part of batches(some, 2_000)) {
    for (const { n, id } of await inside(db, part)) answer[n] = id
    const rest = part.filter(({ at }) => answer[at] === null)
    for (const { n, id } of rest.length > 0 ? await beside(db, rest) : []) answer[n] = id
  }
  return answer
}

interface At {
  point: readonly [number, number]
  at: number
}

const columns = (part: readonly At[]) => sql`
  unnest(${part.map(one => one.at)}::int[], ${part.map(one => one.point[0])}::float8[], ${part.map(one => one.point[1])}::float8[]) as t (n, x, y)`

const inside = (db: Db, part: readonly At[]) =>
  db.many(
    Found,
    sql`
    select distinct on (t.n) t.n, p.id
    from ${columns(part)} join places p on p.kind = 'lsoa' and ST_Contains(p.geom, ST_SetSRID(ST_MakePoint(t.x, t.y), 4326))
    join place_vintages v on v.place_id = p.id and v.vintage = ${currentLsoas}
    order by t.n, p.id`,
  )

// A box of 0.003 degrees (over 200 m) finds the candidates by index; the distance decides. Degrees of longitude are shorter than those of latitude.
const beside = (db: Db, part: readonly At[]) =>
  db.many(
    Found,
    sql`
    select distinct on (n) n, id
    from (
      select t.n, p.id, ST_Distance(p.geom::geography, ST_SetSRID(ST_MakePoint(t.x, t.y), 4326)::geography) as metres
      from ${columns(part)} join places p on p.kind = 'lsoa' and p.geom && ST_Expand(ST_SetSRID(ST_MakePoint(t.x, t.y), 4326), 0.003)
      join place_vintages v on v.place_id = p.id and v.vintage = ${currentLsoas}
    ) near
    where metres <= ${nearEnough}
    order by n, metres, id`,
  )
