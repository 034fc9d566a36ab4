import { exactTails, type Tail } from './exact-tails.ts'
import { type NeighbourLists, needNeighbours } from './neighbour-weights.ts'
import { seededWords } from './random.ts'
import { needCount } from './refuse.ts'

export type LocalPermutation = {
  /** Exact: every possible draw counted. Simulation: `draws` of them by `seed`. */
  method: 'exact' | 'simulation'
  draws: number
  seed: number
  /** Null for a place with no neighbours. */
  neighbourSum: (number | null)[]
  /** Chance of a neighbours' sum at least as high, and at least as low: hot, and cold. */
  pGreaterOrEqual: (number | null)[]
  pLessOrEqual: (number | null)[]
  /** Twice the smaller, at most 1. */
  pTwoSided: (number | null)[]
}

/**
 * Conditional permutation test of each place's neighbours: with the place held fixed, how often do as many places drawn from all
 * the others WITHOUT replacement sum to as much? It serves Gi, Gi* and local Moran with equal weights in a row: those only
 * shift and scale the sum. For counts, and figures of few decimals, every draw is counted (exact, no floor under p);
 * otherwise random, (M + 1)/(draws + 1), by `seed`. Same seed, same answer.
 *
 * spdep draws with replacement unless told otherwise, which makes the variance 8 to 17 % too large; esda halves p by default.
 * Source: Anselin (1995); Ord and Getis (1995). Tied values count in both tails, so many zeros cannot make a cold spot.
 */
export function localPermutation(
  values: readonly number[],
  neighbours: NeighbourLists,
  { seed, draws = 999, exact = true }: { seed: number; draws?: number; exact?: boolean },
): LocalPermutation {
  needNeighbours('localPermutation', values, neighbours)
  needCount('localPermutation', 'draws', draws)
  const neighbourSum = neighbours.map(each =>
    each.length === 0 ? null : each.reduce((sum, j) => sum + (values[j] ?? 0), 0),
  )
  const counted = exact ? exactTails(values, neighbours) : null
  const tails = counted ?? simulatedTails(values, neighbours, neighbourSum, draws, seed)
  const pick = (of: (tail: Tail) => number) => tails.map(tail => (tail === null ? null : of(tail)))
  return {
    method: counted ? 'exact' : 'simulation',
    draws,
    seed,
    neighbourSum,
    pGreaterOrEqual: pick(({ greater }) => greater),
    pLessOrEqual: pick(({ less }) => less),
    pTwoSided: pick(({ greater, less }) => Math.min(1, 2 * Math.min(greater, less))),
  }
}

function simulatedTails(
  values: readonly number[],
  neighbours: NeighbourLists,
  sums: readonly (number | null)[],
  draws: number,
  seed: number,
): (Tail | null)[] {
  const next = seededWords(seed)
  const pool = Float64Array.from(values)
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return values.map((value, i) => {
    const size = neighbours[i]?.length ?? 0
    const seen = sums[i] ?? null
    if (seen === null) return null
    pool.set(values)
    pool[i] = pool[pool.length - 1] ?? 0
    pool[pool.length - 1] = value
    return drawn(pool, size, { seen, slack: 1e-10 * scale * size, draws, next })
  })
}

type Draw = { seen: number; slack: number; draws: number; next: () => number }

/** The start of a shuffle is a draw without replacement; the pool stays a shuffle of itself, its last place held out. */
function drawn(pool: Float64Array, size: number, { seen, slack, draws, next }: Draw): Tail {
  const others = pool.length - 1
  const [high, low] = [seen - slack, seen + slack]
  let [greater, less] = [0, 0]
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0
    for (let k = 0; k < size; k++) {
      const at = k + Math.floor((next() / 4294967296) * (others - k))
      const taken = pool[at] ?? 0
      pool[at] = pool[k] ?? 0
      pool[k] = taken
      sum += taken
    }
    if (sum >= high) greater++
    if (sum <= low) less++
  }
  return { greater: (greater + 1) / (draws + 1), less: (less + 1) / (draws + 1) }
}
