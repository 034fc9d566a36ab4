/** A GeoJSON polygon or multipolygon; coordinates in any one unit, further numbers (height) ignored. */
export type Shape =
  | { type: 'Polygon'; coordinates: readonly Ring[] }
  | { type: 'MultiPolygon'; coordinates: readonly (readonly Ring[])[] }
type Ring = readonly (readonly number[])[]

/** For each shape the positions (from 0, ascending) of its neighbours; an empty list is an island. */
export type Neighbours = { queen: number[][]; rook: number[][] }

/**
 * Who touches whom. Queen: at least one shared vertex. Rook: at least two. Vertices are the same when they agree after
 * rounding to `snap` (in the unit of the coordinates).
 *
 * Only vertices count: two shapes that touch along an edge with no vertex in common are not neighbours. Boundaries drawn
 * for one purpose (wards of one vintage) share vertices; boundaries from two sources may not.
 * Work grows with the number of vertices: 5,000 areas with a million vertices take under a second.
 * Source: `poly2nb(queen = TRUE or FALSE)` in spdep.
 */
export function contiguity(shapes: readonly Shape[], snap = 1e-9): Neighbours {
  if (!(snap > 0)) throw new RangeError(`contiguity: snap must be more than zero, not ${snap}`)
  const { ids, starts, vertices } = number(shapes, snap)
  const owners = invert(ids, starts, vertices)
  const queen: number[][] = []
  const rook: number[][] = []
  const shared = new Int32Array(shapes.length)
  for (let i = 0; i < shapes.length; i++) {
    const touched = countShared(i, ids, starts, owners, shared).sort((a, b) => a - b)
    queen.push(touched)
    rook.push(touched.filter(j => (shared[j] ?? 0) > 1))
    for (const j of touched) shared[j] = 0
  }
  return { queen, rook }
}

type Owners = { offsets: Int32Array; list: Int32Array }

/** The shapes that share a vertex with shape i, leaving the number shared in `shared`. */
function countShared(i: number, ids: Int32Array, starts: Int32Array, owners: Owners, shared: Int32Array): number[] {
  const touched: number[] = []
  for (let at = starts[i] ?? 0; at < (starts[i + 1] ?? 0); at++) {
    const vertex = ids[at] ?? 0
    for (let k = owners.offsets[vertex] ?? 0; k < (owners.offsets[vertex + 1] ?? 0); k++) {
      const j = owners.list[k] ?? 0
      if (j === i) continue
      if (shared[j] === 0) touched.push(j)
      shared[j] = (shared[j] ?? 0) + 1
    }
  }
  return touched
}

/** Every distinct vertex gets a number; each shape lists the numbers of its own, once each. */
function number(shapes: readonly Shape[], snap: number): { ids: Int32Array; starts: Int32Array; vertices: number } {
  const points = shapes.reduce((sum, shape, i) => sum + ringsOf(shape, i).reduce((n, ring) => n + ring.length, 0), 0)
  const find = vertexTable(points)
  const ids = new Int32Array(points)
  const starts = new Int32Array(shapes.length + 1)
  const seenBy = new Int32Array(points).fill(-1)
  let end = 0
  let vertices = 0
  shapes.forEach((shape, i) => {
    for (const ring of ringsOf(shape, i))
      for (const point of ring) {
        const id = find(whole(point[0], snap, i), whole(point[1], snap, i))
        vertices = Math.max(vertices, id + 1)
        if (seenBy[id] === i) continue
        seenBy[id] = i
        ids[end++] = id
      }
    starts[i + 1] = end
  })
  return { ids, starts, vertices }
}

function ringsOf(shape: Shape, index: number): readonly Ring[] {
  if (shape?.type === 'Polygon') return shape.coordinates
  if (shape?.type === 'MultiPolygon') return shape.coordinates.flat()
  throw new RangeError(`contiguity: shape ${index} must be a Polygon or MultiPolygon, not ${String(shape)}`)
}

function whole(coordinate: number | undefined, snap: number, index: number): number {
  const rounded = Math.round((coordinate ?? Number.NaN) / snap) + 0
  if (Number.isFinite(rounded)) return rounded
  throw new RangeError(`contiguity: shape ${index} has a coordinate that is not a number, ${coordinate}`)
}

/** An open-addressing table from a pair of whole numbers to 0, 1, 2, … in order of first sight. */
function vertexTable(most: number): (x: number, y: number) => number {
  const size = 2 ** Math.ceil(Math.log2(Math.max(16, 2 * most)))
  const slots = new Int32Array(size).fill(-1)
  const xs = new Float64Array(most)
  const ys = new Float64Array(most)
  let count = 0
  return (x, y) => {
    let slot = mix(x, y) & (size - 1)
    for (let id = slots[slot] ?? -1; id !== -1; id = slots[slot] ?? -1) {
      if (xs[id] === x && ys[id] === y) return id
      slot = (slot + 1) & (size - 1)
    }
    slots[slot] = count
    xs[count] = x
    ys[count] = y
    return count++
  }
}

/** Scatter a pair of whole numbers up to 2^53 over 32 bits (multiply and shift, after Murmur 3). */
function mix(x: number, y: number): number {
  let h = Math.imul(x | 0, 0x9e3779b1) ^ Math.imul(Math.floor(x / 4294967296) | 0, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35)
  h ^= Math.imul(y | 0, 0x27d4eb2f) ^ Math.imul(Math.floor(y / 4294967296) | 0, 0x165667b1)
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** From "vertices of each shape" to "shapes at each vertex". */
function invert(ids: Int32Array, starts: Int32Array, vertices: number): Owners {
  const shapes = starts.length - 1
  const end = starts[shapes] ?? 0
  const offsets = new Int32Array(vertices + 1)
  for (let at = 0; at < end; at++) offsets[(ids[at] ?? 0) + 1] = (offsets[(ids[at] ?? 0) + 1] ?? 0) + 1
  for (let v = 0; v < vertices; v++) offsets[v + 1] = (offsets[v + 1] ?? 0) + (offsets[v] ?? 0)
  const list = new Int32Array(end)
  const next = offsets.slice()
  for (let i = 0; i < shapes; i++)
    for (let at = starts[i] ?? 0; at < (starts[i + 1] ?? 0); at++) {
      const vertex = ids[at] ?? 0
      const place = next[vertex] ?? 0
      list[place] = i
      next[vertex] = place + 1
    }
  return { offsets, list }
}
