import { bh } from './multiple.ts'
import { meanOf, type NeighbourLists, needNeighbours, varies, type Weighting, weightOf } from './neighbour-weights.ts'
import { pnormTwoSided } from './normal.ts'

type Figures = (number | null)[]

export type GetisOrd = {
  /** Share of all values that lie around the place, what chance gives, and its variance; null where undefined. */
  g: Figures
  expected: Figures
  variance: Figures
  /** Above 0 hot, below cold; null for a place with no neighbours (Gi) and where nothing varies. */
  z: Figures
  p: Figures
  /** With the false discovery rate held across the places. */
  pBh: Figures
}

/**
 * Getis and Ord's local statistic: are high values gathered around a place? Gi* counts the place itself (`includeSelf`), Gi
 * does not and leaves it out of mean and variance too. Positions of neighbours from 0.
 *
 * Use rates smoothed or standardised for their population (`empiricalBayes().z`), never raw rates or counts: those find where
 * few or many live. z is that of the normal distribution, rough for few neighbours and for counts with many zeros: take p from
 * `localPermutation` there. z does not change when a row of weights is rescaled (esda's analytical z does).
 * Source: Getis and Ord (1992); Ord and Getis (1995); `localG` in spdep.
 */
export function getisOrd(
  values: readonly number[],
  neighbours: NeighbourLists,
  { includeSelf = true, weights = 'binary' }: { includeSelf?: boolean; weights?: Weighting } = {},
): GetisOrd {
  needNeighbours('getisOrd', values, neighbours)
  const total = meanOf(values) * values.length
  const squares = values.reduce((sum, value) => sum + value * value, 0)
  const answers = values.map((value, i) => {
    const around = neighbours[i] ?? []
    const own = includeSelf ? { n: values.length, total, squares } : without(values.length, total, squares, value)
    return around.length === 0 && !includeSelf
      ? NOTHING
      : local(values, includeSelf ? [i, ...around] : around, own, weights)
  })
  const still = !varies(values)
  const z = answers.map(answer => (still ? null : answer.z))
  const p = z.map(value => (value === null ? null : pnormTwoSided(value)))
  const pick = (key: 'g' | 'expected' | 'variance') => answers.map(answer => answer[key])
  return { g: pick('g'), expected: pick('expected'), variance: pick('variance'), z, p, pBh: bh(p) }
}

type Moments = { n: number; total: number; squares: number }
type Local = { g: number | null; expected: number | null; variance: number | null; z: number | null }

/** Nothing lies around a place without neighbours; it has no z. */
const NOTHING: Local = { g: 0, expected: 0, variance: 0, z: null }

const without = (n: number, total: number, squares: number, value: number): Moments => ({
  n: n - 1,
  total: total - value,
  squares: squares - value * value,
})

function local(
  values: readonly number[],
  around: readonly number[],
  { n, total, squares }: Moments,
  weights: Weighting,
) {
  const weight = weightOf(around.length, weights)
  const lag = around.reduce((sum, j) => sum + (values[j] ?? 0), 0) * weight
  const sum = weight * around.length
  const mean = total / n
  const s2 = squares / n - mean * mean
  const spread = (s2 * (n * weight * weight * around.length - sum * sum)) / (n - 1)
  const known = total !== 0
  return {
    g: known ? lag / total : null,
    expected: sum / n,
    variance: known ? spread / (total * total) : null,
    z: spread > 0 ? (lag - sum * mean) / Math.sqrt(spread) : null,
  }
}
