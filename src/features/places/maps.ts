import { z } from 'zod'
import type { Area, PlaceTopology } from '../../lib/geo/index.ts'
import type { Db } from '../../platform/db.ts'
import { sql } from '../../platform/sql.ts'

export interface BoundarySet {
  vintage: string
  /** TopoJSON; its one layer is named after the level: 'ward' of 'ward:2024'. */
  topology: PlaceTopology
  /** The same as text, as it is sent. */
  text: string
  etag: string
}

const kept = new WeakMap<Db, Map<string, BoundarySet>>()

const etagOf = (db: Db, vintage: string) =>
  db.maybe(z.object({ etag: z.string() }), sql`select etag from boundary_sets where vintage = ${vintage}`)

/** The simplified boundaries of a vintage, kept in memory until they are drawn again. Undefined when there are none. */
export async function boundariesOf(db: Db, vintage: string): Promise<BoundarySet | undefined> {
  const now = await etagOf(db, vintage)
  if (!now) return undefined
  const sets = kept.get(db) ?? new Map<string, BoundarySet>()
  kept.set(db, sets)
  const known = sets.get(vintage)
  if (known?.etag === now.etag) return known
  const row = await db.one(
    z.object({ text: z.string(), etag: z.string() }),
    sql`select topology::text as text, etag from boundary_sets where vintage = ${vintage}`,
  )
  // Ours: written by drawVintage and nobody else.
  const topology: PlaceTopology = JSON.parse(row.text)
  const set = { vintage, topology, text: JSON.stringify(topology), etag: row.etag }
  sets.set(vintage, set)
  return set
}

export const topologyOf = async (db: Db, vintage: string): Promise<PlaceTopology | undefined> =>
  (await boundariesOf(db, vintage))?.topology

/** Address of a vintage's boundaries that may be kept for ever: it changes when they do. */
export async function boundaryAddress(db: Db, vintage: string): Promise<string | undefined> {
  const found = await etagOf(db, vintage)
  return found && `/boundaries/${vintage}.json?v=${found.etag}`
}

/** A drawing made from the boundaries, such as 'river'; undefined when the city has none. */
export async function mapFeature(db: Db, name: string): Promise<Area | undefined> {
  const row = await db.maybe(
    z.object({ geometry: z.string() }),
    sql`select geometry::text as geometry from map_features where name = ${name}`,
  )
  if (!row) return undefined
  const area: Area = JSON.parse(row.geometry)
  return area
}
