import { pchisqUpper } from './chi-square.ts'
import { needCount } from './refuse.ts'

export type Overdispersion = {
  mean: number | null
  /** Sample variance, divisor n − 1. */
  variance: number | null
  /** Variance over mean: 1 for a Poisson count. */
  indexOfDispersion: number | null
  chiSquare: number | null
  df: number | null
  /** Chance of a chi-square this large were the counts Poisson with one mean. */
  p: number | null
  /** Size parameter of the negative binomial (variance = mean + mean²/theta); null when the counts vary no more than Poisson. */
  theta: number | null
}

const NOTHING: Overdispersion = {
  mean: null,
  variance: null,
  indexOfDispersion: null,
  chiSquare: null,
  df: null,
  p: null,
  theta: null,
}

/**
 * Do counts vary more than chance alone would make them? Index of dispersion, chi-square test against Poisson, and the
 * negative binomial theta by maximum likelihood. Missing counts are left out, never read as 0. With fewer than two
 * counts only the mean is known; with no events nothing but mean and variance.
 * Source: Fisher (1925) index of dispersion; `glm.nb(y ~ 1)` in R's MASS for theta.
 */
export function overdispersion(counts: readonly (number | null)[]): Overdispersion {
  const known = counts.filter(count => count !== null)
  for (const count of known) needCount('overdispersion', 'a count', count)
  if (known.length === 0) return NOTHING
  const n = known.length
  const mean = known.reduce((sum, count) => sum + count, 0) / n
  if (n === 1) return { ...NOTHING, mean }
  const squares = known.reduce((sum, count) => sum + (count - mean) ** 2, 0)
  const variance = squares / (n - 1)
  if (mean === 0) return { ...NOTHING, mean, variance, df: n - 1 }
  const chiSquare = squares / mean
  const p = pchisqUpper(chiSquare, n - 1)
  const theta = squares / n > mean ? fitTheta(known, mean) : null
  return { mean, variance, indexOfDispersion: variance / mean, chiSquare, df: n - 1, p, theta }
}

/** Maximum likelihood: the score in theta changes sign once, from plus to minus; halve the interval on a log scale. */
function fitTheta(counts: readonly number[], mean: number): number {
  const above = survivors(counts)
  const score = (theta: number) => {
    let sum = -counts.length * Math.log1p(mean / theta)
    for (let j = 0; j < above.length; j++) sum += (above[j] ?? 0) / (theta + j)
    return sum
  }
  let low = Math.log(1e-10)
  let high = Math.log(1e10)
  while (high - low > 1e-12) {
    const middle = (low + high) / 2
    if (score(Math.exp(middle)) > 0) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}

/** How many counts exceed 0, 1, 2, …: turns sums of digamma differences into one short sum. */
function survivors(counts: readonly number[]): Float64Array {
  const top = counts.reduce((most, count) => Math.max(most, count), 0)
  const above = new Float64Array(top)
  for (const count of counts) if (count > 0) above[count - 1] = (above[count - 1] ?? 0) + 1
  for (let j = top - 2; j >= 0; j--) above[j] = (above[j] ?? 0) + (above[j + 1] ?? 0)
  return above
}
