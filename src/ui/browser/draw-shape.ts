// A line being drawn, as values: each step gives a new line and the old one is kept, so that every step can be undone.
import type { Polygon } from 'geojson'
import { pointInPolygon } from '../../lib/geo/measure.ts'
import type { Point } from '../../lib/geo/shapes.ts'

export interface Line {
  corners: readonly Point[]
  /** No more corners are added at its end; those it has can still be moved. */
  closed: boolean
}

export const nothing: Line = { corners: [], closed: false }

// Six decimals are about ten centimetres.
const tidy = ([x, y]: Point): Point => [Number(x.toFixed(6)), Number(y.toFixed(6))]

export const add = (line: Line, at: Point): Line =>
  line.closed ? line : { ...line, corners: [...line.corners, tidy(at)] }

export const move = (line: Line, index: number, at: Point): Line => ({
  ...line,
  corners: line.corners.map((corner, i) => (i === index ? tidy(at) : corner)),
})

/** With fewer than three corners left, the line is open again. */
export function remove(line: Line, index: number): Line {
  const corners = line.corners.filter((_, i) => i !== index)
  return { corners, closed: line.closed && corners.length >= 3 }
}

export const close = (line: Line): Line => (line.corners.length < 3 ? line : { ...line, closed: true })

/** The area inside; undefined while there are fewer than three corners. */
export const areaOf = ({ corners }: Line): Polygon | undefined =>
  corners.length < 3
    ? undefined
    : { type: 'Polygon', coordinates: [[...corners, corners[0] ?? [0, 0]].map(([x, y]) => [x, y])] }

/** Which of these points lie inside, by their place in the list. */
export function inside(line: Line, points: readonly Point[]): number[] {
  const area = areaOf(line)
  return area ? points.flatMap((point, i) => (pointInPolygon(point, area) ? [i] : [])) : []
}

const turn = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number =>
  Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))

const cross = (a: Point, b: Point, c: Point, d: Point): boolean =>
  turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0

/** Whether two of its sides cross: the server refuses such a line, so it is said while it can be mended. */
export function crossesItself({ corners }: Line): boolean {
  const sides = corners.map((corner, i): [Point, Point] => [corner, corners[(i + 1) % corners.length] ?? corner])
  return corners.length > 3 && sides.some(([a, b], i) => sides.slice(i + 1).some(([c, d]) => cross(a, b, c, d)))
}

const isPoint = (value: unknown): value is Point =>
  Array.isArray(value) && Number.isFinite(value[0]) && Number.isFinite(value[1]) && Math.abs(value[1]) <= 90

/** More corners than this were not set by hand, and are no help as a list. */
const most = 200

/** One plain ring in degrees out of GeoJSON text; undefined for what cannot be drawn on as corners: several parts, holes, the National Grid. */
export function readLine(text: string): Line | undefined {
  const ring = ringIn(parse(text))
  const corners = ring?.filter(isPoint).slice(0, -1)
  return corners && ring && corners.length === ring.length - 1 && corners.length >= 3 && corners.length <= most
    ? { corners: corners.map(tidy), closed: true }
    : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function ringIn(json: unknown): unknown[] | undefined {
  if (!isTree(json) || 'crs' in json) return undefined
  if (Array.isArray(json.features)) return json.features.length === 1 ? ringIn(json.features[0]) : undefined
  if (json.type === 'Feature') return ringIn(json.geometry)
  const { type, coordinates } = json
  const parts: unknown[] = Array.isArray(coordinates) ? coordinates : []
  const rings: unknown = type === 'MultiPolygon' && parts.length === 1 ? parts[0] : type === 'Polygon' ? parts : []
  return Array.isArray(rings) && rings.length === 1 && Array.isArray(rings[0]) ? rings[0] : undefined
}
