import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

/**
 * Who lies in whom: the borough of a ward, the ward and borough of an LSOA, the city of a borough. Wards of an LSOA come from the
 * best-fit look-ups, the newest ward vintage first; what no look-up tells is found from the place's own inner point.
 * Safe to run again: only what differs is written.
 */
export async function settleParents(tx: Db): Promise<void> {
  await wardsFromLinks(tx)
  await boroughsFromWards(tx)
  await boroughsFromPoints(tx)
  await wardsFromPoints(tx)
  await upTheTree(tx)
}

const currentWards = sql`(select max(vintage) from place_vintages where vintage like 'ward:%')`

const wardsFromLinks = (tx: Db) =>
  tx.run(sql`
    update places p set parent_id = best.to_id
    from (
      select distinct on (l.from_id) l.from_id, l.to_id
      from place_links l
      where l.kind like 'lsoa:%>ward:%'
      order by l.from_id, split_part(l.kind, '>', 2) desc, split_part(l.kind, '>', 1) desc, l.weight desc
    ) best
    where p.id = best.from_id and p.kind = 'lsoa' and p.parent_id is distinct from best.to_id`)

const boroughsFromWards = (tx: Db) =>
  tx.run(sql`
    update places p set borough_id = w.borough_id from places w
    where p.kind = 'lsoa' and p.borough_id is null and w.id = p.parent_id and w.borough_id is not null`)

const boroughsFromPoints = (tx: Db) =>
  tx.run(sql`
    update places p set borough_id = b.id from places b
    where b.kind = 'borough' and p.kind in ('ward', 'lsoa') and p.borough_id is null
      and ST_Contains(b.geom, ST_SetSRID(ST_MakePoint(p.longitude, p.latitude), 4326))`)

const wardsFromPoints = (tx: Db) =>
  tx.run(sql`
    update places p set parent_id = w.id from places w join place_vintages v on v.place_id = w.id and v.vintage = ${currentWards}
    where w.kind = 'ward' and p.kind = 'lsoa' and p.parent_id is null
      and ST_Contains(w.geom, ST_SetSRID(ST_MakePoint(p.longitude, p.latitude), 4326))`)

async function upTheTree(tx: Db): Promise<void> {
  await tx.run(
    sql`update places set parent_id = borough_id where kind = 'ward' and parent_id is distinct from borough_id`,
  )
  await tx.run(sql`
    update places set parent_id = (select id from places where kind = 'city' order by id limit 1)
    where kind = 'borough' and parent_id is distinct from (select id from places where kind = 'city' order by id limit 1)`)
}
