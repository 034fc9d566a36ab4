import { cholesky, crossProduct, inverseOf, solveWith } from './linear.ts'
import { needNotNegative, needSameLength } from './refuse.ts'

export type PoissonFit = {
  coefficients: Float64Array
  /** Covariance at dispersion 1, p × p: multiply by `dispersion` for quasi-Poisson. */
  covariance: Float64Array
  fitted: Float64Array
  /** Pearson chi-square over the degrees of freedom left, before any floor. */
  dispersion: number
  df: number
}

/**
 * Poisson regression on the log scale: log(mean) = rows × coefficients + offset, by iteratively reweighted least squares.
 * `rows` is flat, one row of `terms` numbers for each count; the first term is usually 1. Prior `weights` scale each count's
 * information. Null when the fit does not exist or is not unique: no events, as many terms as counts, terms that repeat.
 * Source: McCullagh and Nelder (1989), chapters 2 and 6; `glm(poisson)` and `glm(quasipoisson)` in R.
 */
export function poissonRegression(
  counts: readonly number[],
  rows: Float64Array,
  {
    offset = new Float64Array(counts.length),
    weights = new Float64Array(counts.length).fill(1),
  }: { offset?: ArrayLike<number>; weights?: ArrayLike<number> } = {},
): PoissonFit | null {
  needSameLength('poissonRegression', counts, offset)
  needSameLength('poissonRegression', counts, weights)
  for (const count of counts) needNotNegative('poissonRegression', 'a count', count)
  const terms = rows.length / counts.length
  const df = counts.length - terms
  if (df <= 0 || counts.every(count => count === 0)) return null
  const fitted = Float64Array.from(counts, count => count + 0.1)
  let deviance = Number.POSITIVE_INFINITY
  for (let round = 0; round < 100; round++) {
    const step = reweigh(counts, rows, terms, { offset, weights, fitted })
    if (!step) return null
    const next = devianceOf(counts, fitted, weights)
    if (Math.abs(next - deviance) <= 1e-13 * (Math.abs(next) + 0.1)) return finish(counts, step, fitted, weights, df)
    deviance = next
  }
  return null
}

type Step = { coefficients: Float64Array; factor: Float64Array }
type Around = { offset: ArrayLike<number>; weights: ArrayLike<number>; fitted: Float64Array }

/** One weighted least squares step about the present fit, which it then replaces. */
function reweigh(counts: readonly number[], rows: Float64Array, p: number, around: Around): Step | null {
  const { offset, weights, fitted } = around
  const working = fitted.map((mean, i) => mean * (weights[i] ?? 0))
  const right = new Float64Array(p)
  counts.forEach((count, i) => {
    const mean = fitted[i] ?? 1
    const target = (Math.log(mean) - (offset[i] ?? 0) + (count - mean) / mean) * (working[i] ?? 0)
    for (let j = 0; j < p; j++) right[j] = (right[j] ?? 0) + target * (rows[i * p + j] ?? 0)
  })
  const factor = cholesky(crossProduct(rows, p, working), p)
  if (!factor) return null
  const coefficients = solveWith(factor, p, right)
  for (let i = 0; i < fitted.length; i++) fitted[i] = Math.exp(linearPart(rows, coefficients, i) + (offset[i] ?? 0))
  return fitted.every(mean => mean > 0 && mean < 1e300) ? { coefficients, factor } : null
}

/** Row `i` times the coefficients. */
export function linearPart(rows: Float64Array, coefficients: Float64Array, i: number): number {
  const p = coefficients.length
  let sum = 0
  for (let j = 0; j < p; j++) sum += (rows[i * p + j] ?? 0) * (coefficients[j] ?? 0)
  return sum
}

function devianceOf(counts: readonly number[], fitted: Float64Array, weights: ArrayLike<number>): number {
  return counts.reduce((sum, count, i) => {
    const mean = fitted[i] ?? 1
    const part = (count === 0 ? 0 : count * Math.log(count / mean)) - (count - mean)
    return sum + 2 * part * (weights[i] ?? 0)
  }, 0)
}

function finish(
  counts: readonly number[],
  { coefficients, factor }: Step,
  fitted: Float64Array,
  weights: ArrayLike<number>,
  df: number,
): PoissonFit {
  const pearson = counts.reduce((sum, count, i) => {
    const mean = fitted[i] ?? 1
    return sum + ((weights[i] ?? 0) * (count - mean) ** 2) / mean
  }, 0)
  const covariance = inverseOf(factor, coefficients.length)
  return { coefficients, covariance, fitted, dispersion: pearson / df, df }
}
