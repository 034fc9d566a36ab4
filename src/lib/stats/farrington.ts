import { pbeta, pt } from './beta.ts'
import { qpois } from './discrete.ts'
import { qnorm } from './normal.ts'
import { type PoissonFit, poissonRegression } from './poisson-regression.ts'
import { needCount, needLevel } from './refuse.ts'

/** '1996' is Farrington's own; 'improved' is Noufaily's, with a negative binomial bound. */
export type FarringtonMethod = '1996' | 'improved'

export type FarringtonOptions = {
  method: FarringtonMethod
  /** The first month looked at, as a position from 0. */
  first: number
  yearsBack?: number
  /** Months on either side of the same month in each year back. */
  halfWindow?: number
  alpha?: number
  perYear?: number
}

/** One month: null where history cannot be fitted (no events in it). */
export type Watched = { expected: number | null; upper: number | null; alarm: boolean | null }

/**
 * Farrington early notice: is a month above what the same months of earlier years lead one to expect? A quasi-Poisson trend
 * through that history, in which past outbreaks are weighed down (Anscombe residuals), and an upper bound for the month.
 *
 * '1996' keeps the trend only where its p is under 0.05 and weighs down from a residual of 1, with a bound on the 2/3 power
 * scale; 'improved' keeps any trend, weighs down from 2.58, and takes a negative binomial quantile. Neither lets a trend predict
 * above all of history. Above the bound lies alpha/2 ('1996') or alpha ('improved'). An alarm also needs five events in four months. Nine months of history make a
 * shaky bound: a prompt to look, no more, and optional beside control charts. Refuses a first month without all its history.
 * Source: Farrington, Andrews, Beale and Catchpole (1996); Noufaily and others (2013); checked against surveillance 1.24.
 */
export function farrington(counts: readonly number[], options: FarringtonOptions): Watched[] {
  const { method, first, yearsBack = 3, halfWindow = 1, alpha = 0.01, perYear = 12 } = options
  check(counts, first, yearsBack * perYear + halfWindow, alpha)
  return counts.slice(first).map((count, i) => {
    const month = first + i
    const history: Point[] = []
    for (let year = yearsBack; year > 0; year--)
      for (let away = -halfWindow; away <= halfWindow; away++)
        history.push({ time: away - year * perYear, count: counts[month + away - year * perYear] ?? 0 })
    const model = modelOf(history, method, yearsBack)
    if (!model) return { expected: null, upper: null, alarm: null }
    const upper = method === '1996' ? powerBound(model, alpha) : negativeBinomialBound(model, alpha)
    const recent = counts.slice(Math.max(0, month - 3), month + 1).reduce((sum, each) => sum + each, 0)
    return { expected: model.mean, upper, alarm: recent >= 5 && count > upper }
  })
}

/** A month of history, its time counted from the month looked at, so that the intercept is the prediction. */
type Point = { time: number; count: number }
type Model = { mean: number; se: number; phi: number }

function modelOf(history: readonly Point[], method: FarringtonMethod, yearsBack: number): Model | null {
  const most = history.reduce((top, { count }) => Math.max(top, count), 0)
  const sloping = reweighted(history, 2, method)
  const keep = sloping && yearsBack >= 3 && mean(sloping) <= most && (method === 'improved' || slopeP(sloping) < 0.05)
  const fit = keep ? sloping : reweighted(history, 1, method)
  if (!fit) return null
  const phi = Math.max(1, fit.dispersion)
  return { mean: mean(fit), se: mean(fit) * Math.sqrt((fit.covariance[0] ?? 0) * phi), phi }
}

const mean = (fit: PoissonFit): number => Math.exp(fit.coefficients[0] ?? 0)

function slopeP({ coefficients, covariance, dispersion, df }: PoissonFit): number {
  const se = Math.sqrt((covariance[3] ?? 0) * dispersion)
  return se === 0 ? 0 : 2 * pt(-Math.abs((coefficients[1] ?? 0) / se), df)
}

/** Fitted twice, the second time with what stood out the first time weighed down. */
function reweighted(history: readonly Point[], terms: 1 | 2, method: FarringtonMethod): PoissonFit | null {
  const rows = Float64Array.from(history.flatMap(({ time }) => (terms === 1 ? [1] : [1, time])))
  const counts = history.map(({ count }) => count)
  const once = poissonRegression(counts, rows)
  if (!once) return null
  const weights = weightsOf(anscombe(counts, rows, once), method === '1996' ? 1 : 2.58)
  return poissonRegression(counts, rows, { weights })
}

/** Anscombe residuals, made alike in variance by dispersion and leverage. */
function anscombe(
  counts: readonly number[],
  rows: Float64Array,
  { fitted, covariance, coefficients, dispersion }: PoissonFit,
): number[] {
  const p = coefficients.length
  const phi = Math.max(1, dispersion)
  return counts.map((count, i) => {
    const mu = fitted[i] ?? 1
    let leverage = 0
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++)
        leverage += mu * (rows[i * p + a] ?? 0) * (covariance[a * p + b] ?? 0) * (rows[i * p + b] ?? 0)
    return (1.5 * (count ** (2 / 3) * mu ** (-1 / 6) - Math.sqrt(mu))) / Math.sqrt(phi * (1 - leverage))
  })
}

function weightsOf(residuals: readonly number[], threshold: number): number[] {
  const raw = residuals.map(s => (s > threshold ? 1 / (s * s) : 1))
  const scale = raw.length / raw.reduce((sum, weight) => sum + weight, 0)
  return raw.map(weight => weight * scale)
}

/** Normal on the scale of the 2/3 power, which takes most of the lean out of a count. */
function powerBound({ mean: mu, se, phi }: Model, alpha: number): number {
  const spread = Math.sqrt((4 / 9) * mu ** (1 / 3) * (phi + (se * se) / mu))
  return (mu ** (2 / 3) + qnorm(1 - alpha / 2) * spread) ** 1.5
}

function negativeBinomialBound({ mean: mu, phi }: Model, alpha: number): number {
  if (phi <= 1) return qpois(1 - alpha, mu)
  const upTo = (x: number) => pbeta(1 / phi, mu / (phi - 1), x + 1)
  let x = 0
  while (upTo(x) < 1 - alpha) x++
  return x
}

function check(counts: readonly number[], first: number, reach: number, alpha: number): void {
  for (const count of counts) needCount('farrington', 'a count', count)
  needCount('farrington', 'first', first)
  needLevel('farrington', 1 - alpha)
  if (first < reach)
    throw new RangeError(`farrington: first must have its history before it, ${reach} or more, not ${first}`)
}
