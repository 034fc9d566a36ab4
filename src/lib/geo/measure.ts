import type { Position } from 'geojson'
import type { Area, Bbox, Point } from './shapes.ts'
import { polygonsOf } from './shapes.ts'

/** Mean radius of the Earth in metres (IUGG). */
const EARTH = 6_371_008.8
const RADIANS = Math.PI / 180

/**
 * Signed area of a closed ring in square degrees (shoelace); positive when it runs anticlockwise. Taken about its first point,
 * because a street block is a thousandth of a degree across and the plain formula would lose its digits.
 */
export function ringArea(ring: readonly Position[]): number {
  const [ox = 0, oy = 0] = ring[0] ?? []
  let twice = 0
  for (let i = 1; i < ring.length; i++) {
    const [x1 = 0, y1 = 0] = ring[i - 1] ?? []
    const [x2 = 0, y2 = 0] = ring[i] ?? []
    twice += (x1 - ox) * (y2 - oy) - (x2 - ox) * (y1 - oy)
  }
  return twice / 2
}

/** Square degrees of an area, holes taken out. */
export const degreesArea = (area: Area): number =>
  polygonsOf(area).reduce((sum, rings) => {
    const [outer = 0, ...holes] = rings.map(ring => Math.abs(ringArea(ring)))
    return sum + outer - holes.reduce((a, b) => a + b, 0)
  }, 0)

/**
 * Square metres of an area, holes taken out, on a sphere flattened at the area's middle latitude (local equirectangular).
 * Good to about 0.5 % for areas up to a region; not a legal measurement.
 */
export function areaM2(area: Area): number {
  const [, south, , north] = bbox(area)
  const metres = EARTH * RADIANS
  return degreesArea(area) * metres * metres * Math.cos(((south + north) / 2) * RADIANS)
}

/** The box round one or more areas: west, south, east, north in degrees. */
export function bbox(...areas: Area[]): Bbox {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const area of areas)
    for (const [x = 0, y = 0] of polygonsOf(area).flatMap(rings => rings[0] ?? [])) {
      if (x < west) west = x
      if (x > east) east = x
      if (y < south) south = y
      if (y > north) north = y
    }
  return [west, south, east, north]
}

/** The polygon (rings) with the largest outer ring. */
const largest = (area: Area): Position[][] =>
  polygonsOf(area).reduce((best, next) =>
    Math.abs(ringArea(next[0] ?? [])) > Math.abs(ringArea(best[0] ?? [])) ? next : best,
  )

/**
 * Centre of gravity of an area's largest polygon, holes left in. Always inside its box, but not always inside the shape: use `insidePoint`
 * to put something on it. A shape without area gives the middle of its box.
 */
export function centroid(area: Area): Point {
  const ring = largest(area)[0] ?? []
  const [ox = 0, oy = 0] = ring[0] ?? []
  let [twice, x, y] = [0, 0, 0]
  for (let i = 1; i < ring.length; i++) {
    const [x1 = 0, y1 = 0] = ring[i - 1] ?? []
    const [x2 = 0, y2 = 0] = ring[i] ?? []
    const cross = (x1 - ox) * (y2 - oy) - (x2 - ox) * (y1 - oy)
    twice += cross
    x += (x1 + x2 - 2 * ox) * cross
    y += (y1 + y2 - 2 * oy) * cross
  }
  if (twice !== 0) return [ox + x / (3 * twice), oy + y / (3 * twice)]
  const [west, south, east, north] = bbox(area)
  return [(west + east) / 2, (south + north) / 2]
}

/** Where a level line at `y` crosses the rings, west to east. */
function crossings(rings: readonly Position[][], y: number): number[] {
  const found: number[] = []
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const [x1 = 0, y1 = 0] = ring[i - 1] ?? []
      const [x2 = 0, y2 = 0] = ring[i] ?? []
      if (y1 > y !== y2 > y) found.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1))
    }
  return found.sort((a, b) => a - b)
}

/**
 * Whether a point lies in an area (even-odd rule, so holes are outside). A point exactly on a shared border falls to one side only,
 * so it is never counted in two neighbours; which side is not promised.
 */
export const pointInPolygon = ([x, y]: Point, area: Area): boolean =>
  polygonsOf(area).some(rings => crossings(rings, y).filter(at => at > x).length % 2 === 1)

/** A point that is really inside: the centroid, or for a crescent the middle of the widest stretch at the centroid's latitude. */
export function insidePoint(area: Area): Point {
  const middle = centroid(area)
  const rings = largest(area)
  if (pointInPolygon(middle, { type: 'Polygon', coordinates: rings })) return middle
  const xs = crossings(rings, middle[1])
  let [best, width] = [middle[0], 0]
  for (let i = 1; i < xs.length; i += 2) {
    const [from = 0, to = 0] = [xs[i - 1], xs[i]]
    if (to - from > width) [best, width] = [(from + to) / 2, to - from]
  }
  return [best, middle[1]]
}
