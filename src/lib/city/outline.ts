import type { Land } from './land.ts'
import { RIVER } from './mesh.ts'
import { at, type Random } from './random.ts'

/** East and north of the middle of the city in kilometres, or longitude and latitude in degrees. */
export type Point = [number, number]
/** Every corner of every border once. A ring is a list of positions in this table, anticlockwise, not closed. */
export type Outline = { km: Point[]; degrees: Point[]; rings: number[][] }
export type Origin = { lon: number; lat: number }

const kmPerDegree = 111.2
/** Extra corners along the river, every so many km, so that it bends smoothly. */
const riverStep = 0.15

export const toDegrees = ([x, y]: Point, origin: Origin): Point => [
  Number((origin.lon + x / (kmPerDegree * Math.cos((origin.lat * Math.PI) / 180))).toFixed(5)),
  Number((origin.lat + y / kmPerDegree).toFixed(5)),
]

/** Keeps each corner once, by its published (rounded) coordinates. */
function makeTable(land: Land, origin: Origin) {
  const table: Outline = { km: [], degrees: [], rings: [] }
  const known = new Map<string, number>()
  const add = (u: number, v: number, bank: number): number => {
    const km = land.warp(u, v, bank)
    const degrees = toDegrees(km, origin)
    const name = degrees.join()
    const old = known.get(name)
    if (old !== undefined) return old
    known.set(name, table.km.push(km) - 1)
    table.degrees.push(degrees)
    return table.km.length - 1
  }
  return { table, add }
}

/** A border that wanders like streets do: the middle is pushed aside, then the middles of the halves. */
function wander(random: Random, from: Point, to: Point, depth: number): Point[] {
  if (depth === 0) return []
  const [du, dv] = [to[0] - from[0], to[1] - from[1]]
  const push = (random() - 0.5) * 0.26
  const middle: Point = [(from[0] + to[0]) / 2 - dv * push, (from[1] + to[1]) / 2 + du * push]
  return [...wander(random, from, middle, depth - 1), middle, ...wander(random, middle, to, depth - 1)]
}

/** Where any border meets the river, from either bank, and the steps between: both banks must have every one of them. */
function riverMarks(land: Land): number[] {
  const met = land.mesh.corners.filter(corner => corner.v === 0).map(corner => corner.u)
  const [low, high] = [Math.min(...met), Math.max(...met)]
  const steps = Array.from({ length: Math.floor((high - low) / riverStep) }, (_, k) => low + (k + 0.5) * riverStep)
  return [...met, ...steps].sort((a, b) => a - b)
}

/** Turns cells into rings of shared, rounded corners. */
export function drawOutline(random: Random, land: Land, origin: Origin): Outline {
  const { table, add } = makeTable(land, origin)
  const marks = riverMarks(land)
  const drawn = new Map<string, number[]>()
  const alongRiver = (from: number, to: number, bank: number) => {
    const between = marks.filter(u => u > Math.min(from, to) && u < Math.max(from, to))
    return (from < to ? between : between.reverse()).map(u => add(u, 0, bank))
  }
  const alongBorder = (cell: number, across: number, from: Point, to: Point, bank: number) => {
    const other = drawn.get(`${across},${cell}`)
    if (other) return other.toReversed()
    const depth = Math.hypot(to[0] - from[0], to[1] - from[1]) < 0.25 ? 1 : 2
    const ids = wander(random, from, to, depth).map(([u, v]) => add(u, Math.max(0, v * bank) * bank, bank))
    drawn.set(`${cell},${across}`, ids)
    return ids
  }
  table.rings = land.mesh.cells.map(({ corners, across }, cell) => {
    const bank = Math.sign(at(land.sites, cell).v)
    const ring = corners.flatMap((id, k) => {
      const from = at(land.mesh.corners, id)
      const to = at(land.mesh.corners, at(corners, (k + 1) % corners.length))
      const far = at(across, k)
      const between =
        far === RIVER ? alongRiver(from.u, to.u, bank) : alongBorder(cell, far, [from.u, from.v], [to.u, to.v], bank)
      return [add(from.u, from.v, bank), ...between]
    })
    return ring.filter((id, k) => id !== ring[(k + 1) % ring.length])
  })
  return table
}
