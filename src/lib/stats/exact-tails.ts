import type { NeighbourLists } from './neighbour-weights.ts'

/** Chance of at least as much and of at most as much. */
export type Tail = { greater: number; less: number }

/** Beyond this many steps the table is not built, and beyond this many neighbours its numbers leave a double. */
const MOST_STEPS = 4e8
const MOST_NEIGHBOURS = 60

/**
 * Exact tails of the sum of k values drawn without replacement from all places but one, for counts and for figures with few
 * decimals; null when they have more, or the table would be too large. `ways[k][s]` counts the draws of k places with sum s: built
 * once for all places, and one place taken out again by subtraction, once for each different value.
 */
export function exactTails(values: readonly number[], neighbours: NeighbourLists): (Tail | null)[] | null {
  const most = neighbours.reduce((top, each) => Math.max(top, each.length), 0)
  const whole = asWhole(values)
  if (!whole || most > MOST_NEIGHBOURS) return null
  const sorted = Float64Array.from(whole).sort().reverse()
  const top = sorted.slice(0, most).reduce((sum, value) => sum + value, 0)
  if (values.length * most * (top + 1) > MOST_STEPS) return null
  const all = waysOf(whole, most, top)
  const known = new Map<number, Float64Array[]>()
  return whole.map((value, i) => {
    const around = neighbours[i] ?? []
    if (around.length === 0) return null
    const ways = known.get(value) ?? without(all, value)
    known.set(value, ways)
    const seen = around.reduce((sum, j) => sum + (whole[j] ?? 0), 0)
    return tailsOf(ways[around.length] ?? new Float64Array(1), seen)
  })
}

/** The values as whole numbers from 0 by moving the point and the lowest value, which moves all sums of k alike. */
function asWhole(values: readonly number[]): number[] | null {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
  for (const scale of [1, 10, 100, 1000]) {
    const whole = values.map(value => Math.round(value * scale) - Math.round(low * scale))
    const exact = values.every(
      value => Math.abs(value * scale - Math.round(value * scale)) < 1e-9 * Math.max(1, Math.abs(value)),
    )
    if (exact) return whole
  }
  return null
}

/** Row k, column s: in how many ways k places sum to s. */
function waysOf(values: readonly number[], most: number, top: number): Float64Array[] {
  const ways = Array.from({ length: most + 1 }, () => new Float64Array(top + 1))
  const none = ways[0]
  if (none) none[0] = 1
  let reach = 0
  for (const value of values) {
    reach = Math.min(top, reach + value)
    for (let k = most; k > 0; k--) {
      const [row, before] = [ways[k], ways[k - 1]]
      if (!row || !before) continue
      for (let s = reach; s >= value; s--) row[s] = (row[s] ?? 0) + (before[s - value] ?? 0)
    }
  }
  return ways
}

function without(all: readonly Float64Array[], value: number): Float64Array[] {
  const ways: Float64Array[] = []
  all.forEach((row, k) => {
    const left = row.slice()
    const before = ways[k - 1]
    if (before)
      for (let s = value; s < left.length; s++) left[s] = Math.max(0, (left[s] ?? 0) - (before[s - value] ?? 0))
    ways.push(left)
  })
  return ways
}

function tailsOf(ways: Float64Array, seen: number): Tail {
  let [below, at, above] = [0, ways[seen] ?? 0, 0]
  for (let s = 0; s < seen; s++) below += ways[s] ?? 0
  for (let s = ways.length - 1; s > seen; s--) above += ways[s] ?? 0
  const total = below + at + above
  return { greater: (at + above) / total, less: (at + below) / total }
}
