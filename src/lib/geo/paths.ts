import { mesh, transform } from 'topojson-client'
import { type BorderOptions, borderRule } from './borders.ts'
import type { Projection } from './projection.ts'
import type { Area, Point } from './shapes.ts'
import { polygonsOf } from './shapes.ts'
import type { PlaceArcs, PlaceTopology } from './topology.ts'
import { arcsOf, placesIn } from './topology.ts'

/** One place ready to draw. `d` is an SVG path in the projection's units, one decimal place. */
export interface PlacePath {
  code: string
  name?: string
  parent?: string
  d: string
}

/** Whole tenths of a unit, so that steps add up exactly and neighbours land on the same spot. */
type Tenths = readonly [number, number]

const snap = (projection: Projection, lon: number, lat: number): Tenths => {
  const [x, y] = projection.project(lon, lat)
  return [Math.round(x * 10), Math.round(y * 10)]
}

const same = (a: Tenths | undefined, b: Tenths | undefined) =>
  a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1]

/** A tenth as text: "12", "-3.4", ".5". */
function tenth(value: number): string {
  const sign = value < 0 ? '-' : ''
  const size = Math.abs(value)
  const whole = Math.floor(size / 10)
  const part = size % 10
  return `${sign}${whole || !part ? whole : ''}${part ? `.${part}` : ''}`
}

/** Two numbers, the second without a space where its sign says where it starts. */
const pair = (x: number, y: number) => `${tenth(x)}${y < 0 ? '' : ' '}${tenth(y)}`

/** One line as relative steps: shorter than absolute points. Repeated points are left out. */
function lineText(points: readonly Tenths[], closed: boolean): string {
  const kept = points.filter((point, i) => !same(point, points[i - 1]))
  if (closed && same(kept[0], kept[kept.length - 1])) kept.pop()
  if (kept.length < (closed ? 3 : 2)) return ''
  const [x0 = 0, y0 = 0] = kept[0] ?? []
  let text = `M${pair(x0, y0)}l`
  for (let i = 1; i < kept.length; i++) {
    const [x = 0, y = 0] = kept[i] ?? []
    const [px = 0, py = 0] = kept[i - 1] ?? []
    const step = pair(x - px, y - py)
    text += i > 1 && !step.startsWith('-') ? ` ${step}` : step
  }
  return closed ? `${text}z` : text
}

/**
 * Drops points that lie within 0.15 units of the line between their kept neighbours (Douglas and Peucker): too small to see, half the bytes.
 * Done once for each shared arc, so both neighbours lose the same points.
 */
function thinArc(points: readonly Tenths[], from = 0, to = points.length - 1): Tenths[] {
  const [a, b] = [points[from], points[to]]
  if (!a || !b) return []
  let [worst, at] = [0, -1]
  for (let i = from + 1; i < to; i++) {
    const far = distance(points[i] ?? a, a, b)
    if (far > worst) [worst, at] = [far, i]
  }
  if (worst <= 1.5) return from === to ? [a] : [a, b]
  return [...thinArc(points, from, at).slice(0, -1), ...thinArc(points, at, to)]
}

/** Tenths between a point and the line a to b (or the point a, where the line has no length). */
function distance([x, y]: Tenths, [ax, ay]: Tenths, [bx, by]: Tenths): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = Math.hypot(dx, dy)
  return length ? Math.abs(dx * (y - ay) - dy * (x - ax)) / length : Math.hypot(x - ax, y - ay)
}

/** Every arc of a topology on the drawing. */
function arcsOnDrawing(topology: PlaceTopology, projection: Projection): Tenths[][] {
  return topology.arcs.map(arc => {
    const undo = transform(topology.transform ?? null)
    return thinArc(
      arc.map((point, i) => {
        const [lon = 0, lat = 0] = undo([...point], i > 0)
        return snap(projection, lon, lat)
      }),
    )
  })
}

const ringText = (ring: readonly number[], arcs: readonly Tenths[][]): string =>
  lineText(
    ring.flatMap(index => (index < 0 ? [...(arcs[~index] ?? [])].reverse() : (arcs[index] ?? []))),
    true,
  )

const placeText = (place: PlaceArcs, arcs: readonly Tenths[][]) =>
  (place.type === 'Polygon' ? place.arcs : place.arcs.flat()).map(ring => ringText(ring, arcs)).join('')

/**
 * The places of a layer as SVG paths. Neighbours share every drawn point. A part smaller than a tenth of a unit is left out; a place
 * whose every part is that small is drawn as a speck, so that no place is missing. `inView` leaves out places wholly off the drawing.
 */
export function placePaths(
  topology: PlaceTopology,
  layer: string,
  projection: Projection,
  { inView = false } = {},
): PlacePath[] {
  const arcs = arcsOnDrawing(topology, projection)
  return placesIn(topology, layer)
    .filter(place => !inView || meetsDrawing(place, arcs, projection))
    .map(place => ({
      code: place.id,
      ...place.properties,
      d: placeText(place, arcs) || speck(place, arcs),
    }))
}

/** Whether a place's box and the drawing overlap. */
function meetsDrawing(place: PlaceArcs, arcs: readonly Tenths[][], { width, height }: Projection): boolean {
  const points = arcsOf(place).flatMap(arc => arcs[arc] ?? [])
  const within = (values: number[], size: number) => Math.max(...values) >= 0 && Math.min(...values) <= size * 10
  return (
    within(
      points.map(([x]) => x),
      width,
    ) &&
    within(
      points.map(([, y]) => y),
      height,
    )
  )
}

/** A square of 0.4 units where a place too small for the drawing would be. */
function speck(place: PlaceArcs, arcs: readonly Tenths[][]): string {
  const first = place.type === 'Polygon' ? place.arcs[0]?.[0] : place.arcs[0]?.[0]?.[0]
  const [x, y] = arcs[first === undefined ? 0 : first < 0 ? ~first : first]?.[0] ?? [0, 0]
  return `M${pair(x - 2, y - 2)}h.4v.4h-.4z`
}

/**
 * The lines where a place's parent changes (borough lines from wards), and the outer edge, as one SVG path. `parentOf` gives the parent's
 * code; the layer's own `parent` property is used when it is left out. The same points as `placePaths` draws are kept.
 */
export function outline(
  topology: PlaceTopology,
  layer: string,
  projection: Projection,
  options: BorderOptions = {},
): string {
  const drawn = onDrawing(topology, projection)
  return mesh(drawn, drawn.objects[layer], borderRule(topology, layer, options))
    .coordinates.map(line =>
      lineText(
        line.map(([x = 0, y = 0]) => [x, y]),
        false,
      ),
    )
    .join('')
}

/** The topology with its arcs already in tenths of a unit, thinned as `placePaths` thins them. */
const onDrawing = (topology: PlaceTopology, projection: Projection): PlaceTopology => ({
  type: 'Topology',
  objects: topology.objects,
  arcs: arcsOnDrawing(topology, projection).map(arc =>
    (arc.length > 1 ? arc : [...arc, ...arc]).map(([x, y]) => [x, y]),
  ),
})

/** Any area in degrees (a river, a merged borough) as an SVG path. */
export const areaPath = (area: Area, projection: Projection): string =>
  polygonsOf(area)
    .flat()
    .map(ring =>
      lineText(
        ring.map(([lon = 0, lat = 0]) => snap(projection, lon, lat)),
        true,
      ),
    )
    .join('')

/** A point on the drawing, one decimal place. */
export const onMap = (projection: Projection, [lon, lat]: Point): Point => {
  const [x, y] = snap(projection, lon, lat)
  return [x / 10, y / 10]
}
