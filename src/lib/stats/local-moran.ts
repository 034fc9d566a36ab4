import { bh } from './multiple.ts'
import { meanOf, type NeighbourLists, needNeighbours, varies, type Weighting, weightOf } from './neighbour-weights.ts'
import { pnormTwoSided } from './normal.ts'

/** A place's own value, then its neighbours': High-High a hot spot, Low-Low a cold one, the mixed ones outliers. */
export type Quadrant = 'High-High' | 'Low-Low' | 'High-Low' | 'Low-High'

export type LocalMoran = {
  i: number[]
  expected: number[]
  variance: number[]
  /** Null for a place with no neighbours and where nothing varies. */
  z: (number | null)[]
  p: (number | null)[]
  /** With the false discovery rate held across the places. */
  pBh: (number | null)[]
  quadrant: (Quadrant | null)[]
}

/**
 * Local Moran's I: does a place resemble its neighbours, and is it a cluster or an outlier? Moments given that the place's own
 * value is held ('conditional', the usual one) or with all values shuffled ('total').
 *
 * Use values standardised for population. A quadrant is a description, not a finding: mark it only where pBh, or the p of
 * `localPermutation` through `bh`, passes. I times (n − 1)/n is what PySAL shows.
 * Source: Anselin (1995); Sokal, Oden and Thomson (1998); `localmoran` in spdep.
 */
export function localMoran(
  values: readonly number[],
  neighbours: NeighbourLists,
  {
    weights = 'row_standardised',
    randomisation = 'conditional',
  }: { weights?: Weighting; randomisation?: 'conditional' | 'total' } = {},
): LocalMoran {
  needNeighbours('localMoran', values, neighbours)
  const mean = meanOf(values)
  const deviations = values.map(value => value - mean)
  const moments = momentsOf(deviations)
  const still = !varies(values)
  const answers = deviations.map((own, place) => {
    const around = neighbours[place] ?? []
    if (still || around.length === 0) return { i: 0, expected: 0, variance: 0, quadrant: null }
    const weight = weightOf(around.length, weights)
    const lag = around.reduce((sum, j) => sum + (deviations[j] ?? 0), 0) * weight
    const sums = { one: weight * around.length, two: weight * weight * around.length }
    const chance = randomisation === 'total' ? total(moments, sums) : conditional(own, moments, sums)
    return { i: (own * lag) / moments.m2, ...chance, quadrant: quadrantOf(own, lag) }
  })
  return { ...tested(answers), quadrant: answers.map(({ quadrant }) => quadrant) }
}

type Answer = { i: number; expected: number; variance: number; quadrant: Quadrant | null }

function tested(answers: readonly Answer[]) {
  const z = answers.map(({ i, expected, variance }) => (variance > 0 ? (i - expected) / Math.sqrt(variance) : null))
  const p = z.map(value => (value === null ? null : pnormTwoSided(value)))
  const pick = (key: 'i' | 'expected' | 'variance') => answers.map(answer => answer[key])
  return { i: pick('i'), expected: pick('expected'), variance: pick('variance'), z, p, pBh: bh(p) }
}

type Moments = { n: number; m2: number; kurtosis: number }
type Sums = { one: number; two: number }

function momentsOf(deviations: readonly number[]): Moments {
  const n = deviations.length
  const m2 = deviations.reduce((sum, z) => sum + z * z, 0) / n
  return { n, m2, kurtosis: deviations.reduce((sum, z) => sum + z ** 4, 0) / n / (m2 * m2) }
}

function conditional(own: number, { n, m2 }: Moments, { one, two }: Sums) {
  const expected = (-own * own * one) / ((n - 1) * m2)
  const spread = (two - (one * one) / (n - 1)) * (m2 - (own * own) / (n - 1))
  return { expected, variance: ((own / m2) ** 2 * n * spread) / (n - 2) }
}

function total({ n, kurtosis }: Moments, { one, two }: Sums) {
  const expected = -one / (n - 1)
  const first = ((n - kurtosis) * two) / (n - 1)
  const second = ((2 * kurtosis - n) * (one * one - two)) / ((n - 1) * (n - 2))
  return { expected, variance: first + second - expected * expected }
}

function quadrantOf(own: number, lag: number): Quadrant {
  if (own > 0) return lag > 0 ? 'High-High' : 'High-Low'
  return lag > 0 ? 'Low-High' : 'Low-Low'
}
