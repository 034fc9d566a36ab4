import { presimplify, simplify } from 'topojson-simplify'
import {
  bboxOf,
  fitBox,
  type LabelWish,
  onMap,
  outline,
  type PlacedLabel,
  type PlaceTopology,
  type Point,
  type Projection,
  pickPlaces,
  placeLabels,
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
import * as queries from './queries.ts'

/** Everything of a map that does not change with the figures: worked out once for each set of boundaries. */
export interface Drawing {
  width: number
  height: number
  /** SVG path by code. */
  paths: Map<string, string>
  /** A point inside each place. */
  points: Map<string, Point>
  parents: string
  edge: string
  river: string | undefined
  labels: PlacedLabel[]
  /** GeoJSON geometry by code, as text. */
  shapes: Map<string, string>
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
  return kept(store, [ground.vintage, set.etag, part].join('|'), () => draw(db, ground, set.topology, within, part))
}

async function draw(
  db: Db,
  ground: Ground,
  whole: PlaceTopology,
  within: readonly Area[],
  part: string,
): Promise<Drawing> {
  const codes = within.map(area => area.code)
  const full = part === 'all' ? whole : pickPlaces(whole, ground.kind, codes)
  const box = bboxOf(full, ground.kind)
  const projection = fitBox(box, { width, maxHeight: width })
  const lines = thin(full, ((box[2] - box[0]) / projection.width) * ((box[3] - box[1]) / projection.height))
  const boroughs = new Map(within.map(area => [area.code, area.boroughCode ?? undefined]))
  const river = part === 'all' ? await mapFeature(db, 'river') : undefined
  return {
    width: projection.width,
    height: projection.height,
    paths: new Map(placePaths(lines, ground.kind, projection).map(path => [path.code, path.d])),
    points: pointsOf(await queries.spots(db, ground.vintage), projection),
    parents: outline(lines, ground.kind, projection, { lines: 'between', parentOf: code => boroughs.get(code) }),
    edge: outline(lines, ground.kind, projection, { lines: 'edge' }),
    river: river && riverPath(river, projection),
    labels: part === 'all' ? await boroughLabels(db, within, projection) : [],
    shapes: new Map(
      placesIn(full, ground.kind).map(place => [place.id, JSON.stringify(shapeOf(full, place), rounded)]),
    ),
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

/** Five decimals of a degree are about a metre. */
const rounded = (_key: string, value: unknown) => (typeof value === 'number' ? Math.round(value * 1e5) / 1e5 : value)

const leastShare = 1 / 300

async function boroughLabels(db: Db, within: readonly Area[], projection: Projection): Promise<PlacedLabel[]> {
  const codes = new Set(within.map(area => area.boroughCode))
  const all = (await queries.boroughSpots(db)).filter(place => codes.has(place.code))
  const city = all.reduce((sum, place) => sum + (place.area ?? 0), 0)
  // The City of London is a five-hundredth of London: its name would cover its neighbours.
  const places = all.filter(place => (place.area ?? 0) > city * leastShare)
  const order = places.toSorted((a, b) => (a.area ?? 0) - (b.area ?? 0)).map(place => place.code)
  const crowded = new Set(order.slice(0, Math.ceil(order.length / 3)))
  const wishes = places.flatMap((place): LabelWish[] =>
    place.longitude === null || place.latitude === null
      ? []
      : [
          {
            lines: labelLines(place.name, crowded.has(place.code)),
            at: onMap(projection, [place.longitude, place.latitude]),
            order: order.indexOf(place.code),
          },
        ],
  )
  return placeLabels(wishes, { width: projection.width, height: projection.height, size: 15 })
}

/** A borough's name short enough for a map: "Kingston", "Barking &" over "Dagenham", "K & C" where it is crowded. */
export function labelLines(name: string, crowded: boolean): string[] {
  const short = name.replace(/ upon .*$/, '').replace(/^City of (?!London)/, '')
  const [first = '', second] = short.split(' and ')
  if (second && crowded) return [`${first.charAt(0)} & ${second.charAt(0)}`]
  if (second) return [`${first} &`, second]
  const words = short.split(' ')
  return short.length > 10 && words.length === 2 ? words : [short]
}
