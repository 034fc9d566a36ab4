// Where the results are: drawn here over our own boundaries, so that no other site learns what anybody looks for.
import { z } from 'zod'
import { markerBoxes, spotsMap } from '../../../lib/charts/index.ts'
import {
  type Bbox,
  type Box,
  centroid,
  fitBox,
  growBox,
  onMap,
  outline,
  type PlaceTopology,
  type Point,
  type Projection,
  placeLabels,
  placePaths,
  placesIn,
  riverPath,
  shapeOf,
} from '../../../lib/geo/index.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { boundariesOf, mapFeature, vintageOf } from '../../places/index.ts'
import type { Hit } from '../question.ts'

const side = 400
/** Degrees: a map shows two kilometres or so at least, that something known is on it. */
const least = 0.02

/** What is numbered on it; what stands nowhere keeps its number to itself. */
type Spot = Pick<Hit, 'longitude' | 'latitude'>
type Placed = { longitude: number; latitude: number }
const isPlaced = (hit: Spot): hit is Placed => hit.longitude !== null && hit.latitude !== null

/** A numbered map of these results; undefined where none has a place to show or the city has no boundaries. */
export async function drawMap(db: Db, hits: readonly Spot[], title: string): Promise<string | undefined> {
  const vintage = await vintageOf(db, 'ward')
  const topology = vintage === undefined ? undefined : (await boundariesOf(db, vintage))?.topology
  const placed = hits.filter(isPlaced)
  const layer = topology && Object.keys(topology.objects)[0]
  if (!topology || layer === undefined || placed.length === 0) return undefined
  const projection = fitBox(boxOf(placed), { width: side, maxHeight: side, pad: 0 })
  const river = await mapFeature(db, 'river')
  const [width, height] = [projection.width, projection.height]
  const spots = spotsOf(hits, projection)
  return spotsMap({
    ...{ width, height, title },
    places: placePaths(topology, layer, projection, { inView: true }),
    edges: outline(topology, layer, projection),
    river: river && riverPath(river, projection),
    labels: labelsOf(topology, layer, projection, markerBoxes(spots, width)),
    spots,
  })
}

const Standing = z.object({ id: z.string(), longitude: z.number(), latitude: z.number() })

/** Where these entries stand, in this order. What is not public, or must not be told, stands nowhere. */
export async function spotsAt(db: Db, ids: readonly string[]): Promise<Spot[]> {
  const found = await db.many(
    Standing,
    sql`select id, ST_X(ST_Transform(point, 4326)) as longitude, ST_Y(ST_Transform(point, 4326)) as latitude
      from finder_entries where id = any(${[...ids]}::uuid[]) and point is not null`,
  )
  const points = new Map(found.map(one => [one.id, one]))
  return ids.map(id => points.get(id) ?? { longitude: null, latitude: null })
}

/** What a map that can be moved stands on: wards and river, the same for everybody, as text. Undefined where the city has no boundaries. */
export async function groundOf(db: Db): Promise<string | undefined> {
  const vintage = await vintageOf(db, 'ward')
  const set = vintage === undefined ? undefined : await boundariesOf(db, vintage)
  if (!set) return undefined
  const layer = Object.keys(set.topology.objects)[0] ?? ''
  const river = (await mapFeature(db, 'river')) ?? null
  return `{"layer":${JSON.stringify(layer)},"river":${JSON.stringify(river)},"places":${set.text}}`
}

/** Where these results are, with their numbers in the list: what is on the page already, and nothing of who asked. */
export const pinsOf = (hits: readonly Spot[]): string =>
  JSON.stringify(hits.flatMap((hit, i) => (isPlaced(hit) ? [[i + 1, fine(hit.longitude), fine(hit.latitude)]] : [])))

/** A ten-thousandth of a degree is about ten metres. */
const fine = (degrees: number) => Math.round(degrees * 1e4) / 1e4

/** A square round them, with a margin. */
export function boxOf(placed: readonly { longitude: number; latitude: number }[]): Bbox {
  const [lons, lats] = [placed.map(hit => hit.longitude), placed.map(hit => hit.latitude)]
  const [west, south, east, north] = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
  const tall = Math.max(least, north - south, (east - west) * 0.62) // a degree of longitude is 0.62 of one of latitude here
  const [x, y, wide] = [(west + east) / 2, (south + north) / 2, tall / 0.62]
  return growBox([x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2], 0.08)
}

const spotsOf = (hits: readonly Spot[], projection: Projection) =>
  hits.flatMap((hit, i) => {
    if (!isPlaced(hit)) return []
    const [x, y] = onMap(projection, [hit.longitude, hit.latitude])
    return [{ number: i + 1, x, y }]
  })

function labelsOf(topology: PlaceTopology, layer: string, projection: Projection, avoid: readonly Box[]) {
  const wishes = placesIn(topology, layer).flatMap(place => {
    const name = place.properties?.name
    const at: Point = onMap(projection, centroid(shapeOf(topology, place)))
    const seen = at[0] > 0 && at[1] > 0 && at[0] < projection.width && at[1] < projection.height
    return seen && name ? [{ lines: linesOf(name), at }] : []
  })
  return placeLabels(wishes, { width: projection.width, height: projection.height, size: 12, avoid })
}

/** Long names stand on two lines. */
const linesOf = (name: string): string[] => {
  const words = name.split(' ')
  const half = Math.ceil(words.length / 2)
  return name.length > 12 && words.length > 1 ? [words.slice(0, half).join(' '), words.slice(half).join(' ')] : [name]
}
