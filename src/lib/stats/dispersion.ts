import { qnorm } from './normal.ts'
import { needCount, needPositive, needSameLength } from './refuse.ts'
import { winsorised } from './sorted.ts'

/** Events of one place in the later (`x1`) and the earlier (`x2`) period, or null where either is missing. */
export type Pair = { x1: number; x2: number } | null

export type Dispersion = {
  /** Over-dispersion phi, never under 1: pass it to `rateRatioTest`. */
  dispersion: number
  /** The estimate before the floor; null when too few places have enough events, and phi is then taken as 1. */
  estimate: number | null
  /** Places the estimate rests on. */
  places: number
  /** The city's change, (Σx1 / n1) / (Σx2 / n2); null when nothing happened in the earlier period. */
  cityRatio: number | null
}

const FEWEST_PLACES = 10

/**
 * Over-dispersion of change: how much more do places' changes differ than chance about the city's change would make them?
 *
 * Given N = x1 + x2 events, chance makes x1 binomial with share π (from the city's ratio), so z = (x1 − Nπ) / √(Nπ(1 − π))
 * has variance exactly 1. The lowest and highest `winsorise` of the z are drawn in to the edge of the rest (R type 7
 * quantiles) so that a few real risers do not pass for noise; phi is their mean square, divided by what drawing in takes
 * from a standard normal (0.679 at 10 %), and floored at 1.
 *
 * Spiegelhalter leaves the last division out. We keep it: without it phi reads about a third too low, and places are marked
 * that should not be. Only places with `fewest` events or more count (below that z is far from normal); with under 10 such
 * places phi is 1. It gives one phi for all places, though over-dispersion often grows with size; where more than a fifth
 * of places truly changed apart from the city, it takes change for noise, and marks too little rather than too much.
 * Source: Spiegelhalter (2005), "Handling over-dispersion of performance indicators", steps 1 to 3.
 */
export function estimateDispersion(
  pairs: readonly Pair[],
  {
    n1 = 1,
    n2 = 1,
    winsorise = 0.1,
    fewest = 20,
  }: { n1?: number; n2?: number; winsorise?: number; fewest?: number } = {},
): Dispersion {
  check(pairs, n1, n2, winsorise)
  const known = pairs.filter(pair => pair !== null)
  const later = known.reduce((sum, { x1 }) => sum + x1, 0)
  const earlier = known.reduce((sum, { x2 }) => sum + x2, 0)
  const cityRatio = earlier === 0 ? null : later / n1 / (earlier / n2)
  const enough = known.filter(({ x1, x2 }) => x1 + x2 >= Math.max(1, fewest))
  const places = enough.length
  if (places < FEWEST_PLACES || later === 0 || earlier === 0)
    return { dispersion: 1, estimate: null, places, cityRatio }
  const share = later / (later + earlier)
  const estimate = meanSquare(
    enough.map(pair => score(pair, share)),
    winsorise,
  )
  return { dispersion: Math.max(1, estimate), estimate, places, cityRatio }
}

/**
 * Over-dispersion of places about one rate: how much more do their counts differ from what is expected of them than Poisson chance? The same
 * estimate as of change, of z = 2(√observed − √expected), never under 1; with under 10 places phi is 1.
 *
 * It takes ordinary differences between places for noise: a test widened by it says who stands apart from the spread of its fellows, not who
 * differs from the average. Refuses an expected count of zero or less.
 * Source: Spiegelhalter (2005), "Handling over-dispersion of performance indicators", steps 1 to 3.
 */
export function spreadDispersion(observed: readonly number[], expected: readonly number[], winsorise = 0.1): number {
  needSameLength('spreadDispersion', observed, expected)
  for (const count of observed) needCount('spreadDispersion', 'observed', count)
  for (const count of expected) needPositive('spreadDispersion', 'expected', count)
  if (observed.length < FEWEST_PLACES) return 1
  const scores = observed.map((count, i) => 2 * (Math.sqrt(count) - Math.sqrt(expected[i] ?? 0)))
  return Math.max(1, meanSquare(scores, winsorise))
}

/** Mean square of the scores, the outer ones drawn in, over what drawing in leaves of a standard normal. */
function meanSquare(scores: readonly number[], winsorise: number): number {
  const squares = winsorised(scores, winsorise).values.map(z => z * z)
  return squares.reduce((sum, square) => sum + square, 0) / squares.length / keptByNormal(winsorise)
}

function score({ x1, x2 }: { x1: number; x2: number }, share: number): number {
  const n = x1 + x2
  return (x1 - n * share) / Math.sqrt(n * share * (1 - share))
}

/** Mean square of a standard normal whose outer `w` at each end are drawn in to ±c: 1 − 2w − 2cφ(c) + 2wc². */
function keptByNormal(w: number): number {
  if (w === 0) return 1
  const c = -qnorm(w)
  const density = Math.exp((-c * c) / 2) / Math.sqrt(2 * Math.PI)
  return 1 - 2 * w - 2 * c * density + 2 * w * c * c
}

function check(pairs: readonly Pair[], n1: number, n2: number, winsorise: number): void {
  needPositive('estimateDispersion', 'n1', n1)
  needPositive('estimateDispersion', 'n2', n2)
  if (!(winsorise >= 0 && winsorise < 0.5))
    throw new RangeError(`estimateDispersion: winsorise must be from 0 to under 0.5, not ${winsorise}`)
  for (const pair of pairs) {
    if (pair === null) continue
    needCount('estimateDispersion', 'x1', pair.x1)
    needCount('estimateDispersion', 'x2', pair.x2)
  }
}
