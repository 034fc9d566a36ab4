import type { Point } from './distance-neighbours.ts'

/**
 * Every circle of a scan. Centre i has its places, nearest first, in `list` from `starts[i]` to `starts[i + 1]`; window `at` is
 * the places of its centre up to and including `list[at]`, and holds `share[at]` of the population.
 */
export type Windows = {
  centres: number
  starts: Int32Array
  list: Int32Array
  share: Float64Array
  centreOf: (window: number) => number
}

/** Circles on each point, growing by the nearest place (of two as near the earlier) while they hold `maxShare` or less. */
export function windowsOf(points: readonly Point[], populations: readonly number[], maxShare: number): Windows {
  const people = populations.reduce((sum, population) => sum + population, 0)
  const starts = new Int32Array(points.length + 1)
  const lists: number[][] = []
  const shares: number[] = []
  points.forEach((centre, i) => {
    const near = nearestFirst(points, centre)
    let held = 0
    const kept: number[] = []
    for (const place of near) {
      held += populations[place] ?? 0
      if (held > maxShare * people * (1 + 1e-12)) break
      kept.push(place)
      shares.push(held / people)
    }
    lists.push(kept)
    starts[i + 1] = (starts[i] ?? 0) + kept.length
  })
  return {
    centres: points.length,
    starts,
    list: Int32Array.from(lists.flat()),
    share: Float64Array.from(shares),
    centreOf: window => holderOf(starts, window),
  }
}

function nearestFirst(points: readonly Point[], [x, y]: Point): number[] {
  const away = Float64Array.from(points, ([px, py]) => (px - x) ** 2 + (py - y) ** 2)
  return Array.from({ length: points.length }, (_, i) => i).sort((a, b) => (away[a] ?? 0) - (away[b] ?? 0) || a - b)
}

/** Which centre's stretch of the list holds a window, by halving. */
function holderOf(starts: Int32Array, window: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high - 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= window) low = middle
    else high = middle
  }
  return low
}
