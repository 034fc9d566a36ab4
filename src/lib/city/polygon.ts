import type { Point } from './outline.ts'
import { at } from './random.ts'

/** Signed area of a ring that is not closed: positive when anticlockwise. */
export function ringArea(ring: readonly Point[]): number {
  let twice = 0
  ring.forEach(([x, y], k) => {
    const [nextX, nextY] = at(ring, (k + 1) % ring.length)
    twice += x * nextY - nextX * y
  })
  return twice / 2
}

/** The balance point of a ring. */
export function ringCentre(ring: readonly Point[]): Point {
  let [x6, y6, area] = [0, 0, 0]
  ring.forEach(([x, y], k) => {
    const [nextX, nextY] = at(ring, (k + 1) % ring.length)
    const cross = x * nextY - nextX * y
    area += cross / 2
    x6 += (x + nextX) * cross
    y6 += (y + nextY) * cross
  })
  return [x6 / (6 * area), y6 / (6 * area)]
}

/** Is a point inside a ring? By counting crossings. */
export function contains(ring: readonly Point[], [x, y]: Point): boolean {
  let inside = false
  ring.forEach(([ax, ay], k) => {
    const [bx, by] = at(ring, (k + 1) % ring.length)
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  })
  return inside
}

/** The outer edges of several rings put together: an edge that another ring runs the other way along is inside, and goes. */
export function dissolve(rings: readonly number[][], points: number): number[][] {
  const next = new Map<number, number[]>()
  const edges = new Set<number>()
  for (const ring of rings)
    ring.forEach((from, k) => {
      const to = at(ring, (k + 1) % ring.length)
      if (!edges.delete(to * points + from)) edges.add(from * points + to)
    })
  for (const edge of edges) {
    const from = Math.floor(edge / points)
    next.set(from, [...(next.get(from) ?? []), edge % points])
  }
  return followAll(next)
}

function followAll(next: Map<number, number[]>): number[][] {
  const rings: number[][] = []
  for (const [start, ways] of next)
    while (ways.length > 0) {
      const ring: number[] = []
      for (let here = start; ring.length === 0 || here !== start; ) {
        ring.push(here)
        const on = next.get(here)?.pop()
        if (on === undefined) throw new RangeError(`dissolve: the border stops at corner ${here}`)
        here = on
      }
      rings.push(ring)
    }
  return rings
}
