import { needCount, needNumber, needPositive } from './refuse.ts'

/** East and north in any one unit of length (metres of the national grid), not degrees. */
export type Point = readonly [x: number, y: number]

/**
 * The `k` nearest other points of each, as positions from 0 in ascending order; of two as near, the one earlier in the list.
 * Nobody is an island, so near places may be far. Refuses k of as many as there are points.
 * Source: `knearneigh` in spdep. Work grows with the square of the points: 5,000 take about a tenth of a second.
 */
export function nearestNeighbours(points: readonly Point[], k: number): number[][] {
  needCount('nearestNeighbours', 'k', k)
  if (k >= points.length && points.length > 0)
    throw new RangeError(`nearestNeighbours: k must be less than the number of points (${points.length}), not ${k}`)
  const { xs, ys } = coordinates('nearestNeighbours', points)
  const [best, far] = [new Int32Array(k), new Float64Array(k)]
  return points.map((_, i) => {
    far.fill(Number.POSITIVE_INFINITY)
    for (let j = 0; j < xs.length; j++) {
      const away = squared(xs, ys, i, j)
      if (j === i || !(away < (far[k - 1] ?? -1))) continue
      let at = k - 1
      for (; at > 0 && away < (far[at - 1] ?? 0); at--) {
        far[at] = far[at - 1] ?? 0
        best[at] = best[at - 1] ?? 0
      }
      far[at] = away
      best[at] = j
    }
    return [...best].sort((a, b) => a - b)
  })
}

/** Everybody within `distance` of each point, the edge included: positions from 0, ascending; an empty list is an island. */
export function neighboursWithin(points: readonly Point[], distance: number): number[][] {
  needPositive('neighboursWithin', 'distance', distance)
  const { xs, ys } = coordinates('neighboursWithin', points)
  const most = distance * distance
  return points.map((_, i) => {
    const near: number[] = []
    for (let j = 0; j < xs.length; j++) if (j !== i && squared(xs, ys, i, j) <= most) near.push(j)
    return near
  })
}

function squared(xs: Float64Array, ys: Float64Array, i: number, j: number): number {
  const [dx, dy] = [(xs[i] ?? 0) - (xs[j] ?? 0), (ys[i] ?? 0) - (ys[j] ?? 0)]
  return dx * dx + dy * dy
}

function coordinates(name: string, points: readonly Point[]): { xs: Float64Array; ys: Float64Array } {
  for (const [x, y] of points) {
    needNumber(name, 'x', x)
    needNumber(name, 'y', y)
  }
  return { xs: Float64Array.from(points, ([x]) => x), ys: Float64Array.from(points, ([, y]) => y) }
}
