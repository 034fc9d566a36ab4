import { presimplify, simplify } from 'topojson-simplify'
import {
  areaPath,
  bboxOf,
  fitBox,
  mergePlaces,
  onMap,
  outline,
  type PlacedLabel,
  type PlaceTopology,
  type Point,
  type Projection,
  pickPlaces,
  placePaths,
  placesIn,
  riverPath,
  shapeOf,
} from '../../../lib/geo/index.ts'
import type { Db } from '../../../platform/db.ts'
import type { Store } from '../../evidence/index.ts'
import { boundariesOf, mapFeature } from '../../places/index.ts'
import { shelf } from '../kept.ts'
import type { Ground } from '../signals/ground.ts'
import type { Area } from '../signals/queries.ts'
import { backdropOf, boroughLabels, namedBoroughs, rounded } from './backdrop.ts'
import * as queries from './queries.ts'

/** Everything of a map that does not change with the figures: worked out once for each set of boundaries. */
export interface Drawing {
  /** Of the boundaries it is drawn from, and of the part of them: two drawings with the same look the same. */
  etag: string
  width: number
  height: number
  /** SVG path by code. */
  paths: Map<string, string>
  /** SVG path of several places as one, their shared borders gone. */
  together(codes: readonly string[]): string
  /** A point inside each place. */
  points: Map<string, Point>
  parents: string
  edge: string
  river: string | undefined
  labels: PlacedLabel[]
  /** GeoJSON geometry by code, as text. */
  shapes: Map<string, string>
  /** River, borough lines and names for the map that zooms: GeoJSON as text. */
  backdrop: string
}

/** Units across. The map stands about 600 pixels wide on a desk, so labels of 15 units are 11 pixels. */
const width = 800

const kept = shelf<Drawing>('drawings', 12)

/** The drawing of a level, or of one borough's part of it. Undefined when no boundaries are loaded. */
export async function drawingOf(
  db: Db,
  store: Store,
  ground: Ground,
  within: readonly Area[],
): Promise<Drawing | undefined> {
  const set = await boundariesOf(db, ground.vintage)
  if (!set || within.length === 0) return undefined
  const part = within.length === ground.areas.length ? 'all' : (within[0]?.boroughCode ?? '')
  const etag = [ground.vintage, set.etag, part].join('|')
  return kept(store, etag, async () => ({ etag, ...(await draw(db, ground, set.topology, within, part)) }))
}

async function draw(
  db: Db,
  ground: Ground,
  whole: PlaceTopology,
  within: readonly Area[],
  part: string,
): Promise<Omit<Drawing, 'etag'>> {
  const codes = within.map(area => area.code)
  const full = part === 'all' ? whole : pickPlaces(whole, ground.kind, codes)
  const box = bboxOf(full, ground.kind)
  const projection = fitBox(box, { width, maxHeight: width })
  const lines = thin(full, ((box[2] - box[0]) / projection.width) * ((box[3] - box[1]) / projection.height))
  const parents = new Map(within.map(area => [area.code, area.boroughCode ?? undefined]))
  const boroughOf = (code: string) => parents.get(code)
  const river = part === 'all' ? await mapFeature(db, 'river') : undefined
  const boroughs = part === 'all' ? namedBoroughs(await queries.boroughSpots(db), within) : []
  const spots = await queries.spots(db, ground.vintage)
  return {
    width: projection.width,
    height: projection.height,
    paths: new Map(placePaths(lines, ground.kind, projection).map(path => [path.code, path.d])),
    together: each => areaPath(mergePlaces(lines, ground.kind, each), projection),
    points: pointsOf(spots, projection),
    parents: outline(lines, ground.kind, projection, { lines: 'between', parentOf: boroughOf }),
    edge: outline(lines, ground.kind, projection, { lines: 'edge' }),
    river: river && riverPath(river, projection),
    labels: boroughLabels(boroughs, projection),
    shapes: new Map(
      placesIn(full, ground.kind).map(place => [place.id, JSON.stringify(shapeOf(full, place), rounded)]),
    ),
    backdrop: backdropOf({ topology: full, layer: ground.kind, boroughOf, river, boroughs, spots, within }),
  }
}

// Corners whose triangle is smaller than one square unit of the drawing cannot be seen, and are a quarter of the page's bytes. Shared lines
// are thinned once, so neighbours still meet.
const thin = (topology: PlaceTopology, squareUnit: number): PlaceTopology =>
  simplify(presimplify(topology), squareUnit) as PlaceTopology

const pointsOf = (spots: readonly queries.Spot[], projection: Projection): Map<string, Point> =>
  new Map(
    spots.flatMap(({ code, longitude, latitude }) =>
      longitude === null || latitude === null ? [] : [[code, onMap(projection, [longitude, latitude])] as const],
    ),
  )
