import { pt } from './beta.ts'
import { ppoisUpper } from './discrete.ts'
import { poissonRegression } from './poisson-regression.ts'
import { rateRatioTest } from './rate-ratio.ts'
import { needCount, needPositive, needSameLength } from './refuse.ts'

/** What a series leads one to expect of its last month, and the chance of a count as high or higher. */
export type NextMonth = { expected: number; dispersion: number; p: number }

const YEAR = 12
const FEWEST = 3 * YEAR
/** Events for each thing fitted: with fewer, a season cannot be told from chance, and is small beside it. */
const EVENTS_A_TERM = 10

/**
 * Is the last month of a series higher than the months before it lead one to expect? Its history (three years or more) is fitted by
 * a quasi-Poisson trend with two waves a year for the season and `exposure` (days of the month) as offset; where events are
 * few, by the trend alone. The count is then held against its prediction on the 2/3 power scale, with the history's own
 * dispersion (never under 1) and the error of the fit, on Student's t; never with a smaller p than a Poisson count about
 * the prediction has. One-sided. Refuses under three years of history.
 *
 * It takes months as independent about trend and season: where they hang together p is too small. A past spike widens it.
 * A history with no events is compared with the month directly (`rateRatioTest`).
 * Source: the prediction of Farrington and others (1996) with the whole history in place of nine months; `glm(quasipoisson)` in R.
 */
export function nextMonth(counts: readonly number[], exposure: readonly number[]): NextMonth {
  check(counts, exposure)
  const history = counts.slice(0, -1)
  const [count, days] = [counts.at(-1) ?? 0, exposure.at(-1) ?? 1]
  const offset = exposure.slice(0, -1).map(each => Math.log(each / days))
  const total = history.reduce((sum, each) => sum + each, 0)
  const waves = total >= EVENTS_A_TERM * 6 ? 2 : 0
  // Time is counted from the month looked at, in years, so that the intercept and the cosines are its prediction.
  const rows = Float64Array.from(history.flatMap((_, i) => termsOf((i - history.length) / YEAR, waves)))
  const fit = poissonRegression(history, rows, { offset })
  if (!fit) return bare(count, days, total, exposure)
  const now = termsOf(0, waves)
  const p = now.length
  const log = now.reduce((sum, term, j) => sum + term * (fit.coefficients[j] ?? 0), 0)
  let variance = 0
  for (let a = 0; a < p; a++)
    for (let b = 0; b < p; b++) variance += (now[a] ?? 0) * (fit.covariance[a * p + b] ?? 0) * (now[b] ?? 0)
  const dispersion = Math.max(1, fit.dispersion)
  const expected = Math.exp(log)
  const spread = Math.sqrt((4 / 9) * expected ** (1 / 3) * dispersion * (1 + expected * variance))
  const score = (count ** (2 / 3) - expected ** (2 / 3)) / spread
  return { expected, dispersion, p: Math.max(pt(-score, fit.df), count === 0 ? 1 : ppoisUpper(count - 1, expected)) }
}

function termsOf(years: number, waves: number): number[] {
  const around = Array.from({ length: waves }, (_, i) => 2 * Math.PI * (i + 1) * years)
  return [1, years, ...around.flatMap(angle => [Math.sin(angle), Math.cos(angle)])]
}

function bare(count: number, days: number, total: number, exposure: readonly number[]): NextMonth {
  const before = exposure.slice(0, -1).reduce((sum, each) => sum + each, 0)
  const { p } = rateRatioTest({ x1: count, n1: days, x2: total, n2: before })
  return { expected: (total * days) / before, dispersion: 1, p: count === 0 ? 1 : p }
}

function check(counts: readonly number[], exposure: readonly number[]): void {
  needSameLength('nextMonth', counts, exposure)
  for (const count of counts) needCount('nextMonth', 'a count', count)
  for (const each of exposure) needPositive('nextMonth', 'an exposure', each)
  if (counts.length <= FEWEST)
    throw new RangeError(`nextMonth: there must be three years before the month, not ${counts.length - 1} months`)
}
