import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

export interface City {
  code: string
  name: string
}

const newestBoroughs = sql`(select max(vintage) from place_vintages where vintage like 'borough:%')`

// A grid of 1e-7 degrees (a centimetre) keeps the union from failing on lines that almost meet: see decision 2 on the embedded engine.
/** The city is its boroughs together. Written only while there are boroughs; drawn again when they are. */
export async function makeCity(tx: Db, city: City): Promise<void> {
  const boroughs = await tx.one(
    z.object({ n: z.number() }),
    sql`
    select count(*)::int as n from place_vintages where vintage = ${newestBoroughs}`,
  )
  if (boroughs.n === 0) return
  await tx.run(sql`
    insert into places (code, name, kind, geom)
    select ${city.code}, ${city.name}, 'city', ST_Multi(ST_CollectionExtract(ST_Union(p.geom, 1e-7), 3))
    from places p join place_vintages v on v.place_id = p.id
    where v.vintage = ${newestBoroughs} and p.kind = 'borough'
    on conflict (code) do update set name = excluded.name, geom = excluded.geom`)
  await tx.run(sql`
    update places set longitude = ST_X(ST_PointOnSurface(geom)), latitude = ST_Y(ST_PointOnSurface(geom)),
      area_m2 = (
        select sum(p.area_m2) from places p join place_vintages v on v.place_id = p.id
        where v.vintage = ${newestBoroughs} and p.kind = 'borough'
      )
    where code = ${city.code}`)
}

/** First and last year that a tile is known to have stood; today's have no last year. */
export const settleYears = (tx: Db) =>
  tx.run(sql`
    update places p set valid_from = y.first, valid_to = case when y.last < y.newest then y.last end
    from (
      select v.place_id, min(split_part(v.vintage, ':', 2)) as first, max(split_part(v.vintage, ':', 2)) as last, max(n.newest) as newest
      from place_vintages v
      join (
        select split_part(vintage, ':', 1) as kind, max(split_part(vintage, ':', 2)) as newest from place_vintages group by 1
      ) n on n.kind = split_part(v.vintage, ':', 1)
      join places q on q.id = v.place_id and q.kind = n.kind
      group by v.place_id
    ) y
    where p.id = y.place_id
      and (p.valid_from is distinct from y.first or p.valid_to is distinct from case when y.last < y.newest then y.last end)`)
