import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

/** How far the city is grown and shrunk back, in metres: it closes a river narrower than twice this. */
const reach = 650
/** A gap smaller than this share of the city is a notch in its edge, not a river. */
const leastShare = 0.004

const Found = z.object({ geometry: z.string(), share: z.number() })

/**
 * The river: grow the city by 650 m, shrink it back, take the city away, keep the largest piece. The difference is taken on a grid of one metre, because
 * the outlines all but coincide and the embedded engine gives no answer where the exact method fails. Lightly simplified (5 m).
 * A city without a gap in the middle has none.
 */
export async function drawRiver(tx: Db): Promise<boolean> {
  const [found] = await tx.many(
    Found,
    sql`
    select ST_AsGeoJSON(ST_Transform(ST_Simplify(d.geom, 5), 4326), 5) as geometry, ST_Area(d.geom) / ST_Area(c.whole) as share
    from (
      select g as whole, ST_Buffer(ST_Buffer(g, ${reach}), ${-reach}) as closed
      from (select ST_Transform(geom, 27700) as g from places where kind = 'city' limit 1) city
    ) c, ST_Dump(ST_Difference(c.closed, c.whole, 1)) d
    order by ST_Area(d.geom) desc limit 1`,
  )
  await tx.run(sql`delete from map_features where name = 'river'`)
  if (!found || found.share < leastShare) return false
  await tx.run(sql`insert into map_features (name, geometry) values ('river', ${found.geometry})`)
  return true
}
