import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Area, buildTopology, neighbours, type PlaceShape } from '../../../lib/geo/index.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { batches } from './loaded.ts'
import { kindOf } from './rules.ts'

const Row = z.object({ code: z.string(), name: z.string(), parent: z.string().nullable(), shape: z.string() })

/** Grid of 100,000 steps across the city, under a metre. Boroughs keep every point; smaller areas the half that matters most. */
const keep: Record<string, number> = { borough: 1, ward: 0.5, lsoa: 0.5 }
const quantization = 1e5

// 9 decimals give back what was read in: the shape was parsed from text with fewer.
const shapes = async (tx: Db, vintage: string): Promise<PlaceShape[]> => {
  const rows = await tx.many(
    Row,
    sql`
    select p.code, p.name, u.code as parent, ST_AsGeoJSON(p.geom, 9) as shape
    from place_vintages v join places p on p.id = v.place_id left join places u on u.id = p.parent_id
    where v.vintage = ${vintage} and p.kind = ${kindOf(vintage)} and p.geom is not null
    order by p.code`,
  )
  return rows.map(row => ({
    code: row.code,
    name: row.name,
    ...(row.parent && { parent: row.parent }),
    geometry: shapeIn(row.shape),
  }))
}

// Written by PostGIS from a multipolygon column.
const shapeIn = (text: string): Area => JSON.parse(text)

/** Draws the map of a vintage, and notes who borders whom in it. The layer is named after the level: 'ward'. Gives the number of places. */
export async function drawVintage(tx: Db, vintage: string): Promise<number> {
  const places = await shapes(tx, vintage)
  if (places.length === 0) return 0
  const layer = kindOf(vintage)
  const topology = buildTopology(places, { name: layer, quantization, keep: keep[layer] ?? 0.5 })
  const text = JSON.stringify(topology)
  const etag = createHash('sha256').update(text).digest('hex').slice(0, 16)
  await tx.run(sql`
    insert into boundary_sets (vintage, topology, etag) values (${vintage}, ${text}, ${etag})
    on conflict (vintage) do update set topology = excluded.topology, etag = excluded.etag, made_at = now()
    where boundary_sets.etag <> excluded.etag`)
  await saveNeighbours(tx, vintage, neighbours(topology, layer))
  return places.length
}

async function saveNeighbours(tx: Db, vintage: string, found: Map<string, string[]>): Promise<void> {
  const pairs = [...found].flatMap(([code, others]) => others.map(other => [code, other] as const))
  await tx.run(sql`delete from place_neighbours where vintage = ${vintage}`)
  for (const some of batches(pairs, 10_000))
    await tx.run(sql`
      insert into place_neighbours (vintage, place_id, neighbour_id)
      select ${vintage}, p.id, n.id
      from unnest(${some.map(pair => pair[0])}::text[], ${some.map(pair => pair[1])}::text[]) as t (code, other)
      join places p on p.code = t.code join places n on n.code = t.other`)
}
