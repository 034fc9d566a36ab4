import { pnormTwoSided, qnorm } from './normal.ts'
import { type PoissonFit, poissonRegression } from './poisson-regression.ts'
import { needCount, needLevel } from './refuse.ts'

/** One day: events, weekday (1 Monday to 7 Sunday), month (1 to 12), and whether schools were on holiday. */
export type Day = { count: number; weekday: number; month: number; holiday: boolean }

export type HolidayRatio = {
  /** Rate on school-holiday days over other days of the same weekday and season; null throughout where it cannot be fitted. */
  ratio: number | null
  lower: number | null
  upper: number | null
  p: number | null
  /** Standard error of its log, with the dispersion used, and robust to a wrong variance (HC0). */
  seLog: number | null
  seLogRobust: number | null
  /** Pearson dispersion as found; never under 1 when used. */
  dispersion: number | null
  /** Intercept, holiday, weekdays 2 to 7, and the yearly wave (sine, cosine of the month), on the log scale. */
  coefficients: number[] | null
}

const NOTHING: HolidayRatio = {
  ratio: null,
  lower: null,
  upper: null,
  p: null,
  seLog: null,
  seLogRobust: null,
  dispersion: null,
  coefficients: null,
}

/**
 * School holidays against term, adjusted for weekday and season: quasi-Poisson on daily counts. The plain ratio of holiday to
 * term days mixes in summer and weekends; this takes them out as far as one yearly wave can. It needs days of both kinds in
 * every season to tell them apart, and days that hang together (a feud) make the interval too narrow.
 * Source: `glm(quasipoisson)` in R; White (1980) and `vcovHC(type = 'HC0')` in sandwich for the robust error.
 */
export function schoolHolidayRatio(days: readonly Day[], confidence = 0.95): HolidayRatio {
  needLevel('schoolHolidayRatio', confidence)
  days.forEach(check)
  const rows = Float64Array.from(days.flatMap(termsOf))
  const counts = days.map(({ count }) => count)
  const fit = poissonRegression(counts, rows)
  if (!fit) return NOTHING
  const log = fit.coefficients[1] ?? 0
  const terms = fit.coefficients.length
  const seLog = Math.sqrt((fit.covariance[terms + 1] ?? 0) * Math.max(1, fit.dispersion))
  const reach = qnorm((1 + confidence) / 2) * seLog
  return {
    ratio: Math.exp(log),
    lower: Math.exp(log - reach),
    upper: Math.exp(log + reach),
    p: pnormTwoSided(log / seLog),
    seLog,
    seLogRobust: robustSe(counts, rows, fit, 1),
    dispersion: fit.dispersion,
    coefficients: [...fit.coefficients],
  }
}

function termsOf({ weekday, month, holiday }: Day): number[] {
  const angle = (2 * Math.PI * month) / 12
  const weekdays = [2, 3, 4, 5, 6, 7].map(each => (each === weekday ? 1 : 0))
  return [1, holiday ? 1 : 0, ...weekdays, Math.sin(angle), Math.cos(angle)]
}

/** Huber and White's standard error of one coefficient: row `term` of the covariance, times each day's score, squared and summed. */
function robustSe(
  counts: readonly number[],
  rows: Float64Array,
  { covariance, coefficients, fitted }: PoissonFit,
  term: number,
): number {
  const p = coefficients.length
  const squares = counts.reduce((sum, count, i) => {
    let pull = 0
    for (let j = 0; j < p; j++) pull += (covariance[term * p + j] ?? 0) * (rows[i * p + j] ?? 0)
    return sum + (pull * (count - (fitted[i] ?? 0))) ** 2
  }, 0)
  return Math.sqrt(squares)
}

function check({ count, weekday, month }: Day): void {
  needCount('schoolHolidayRatio', 'a count', count)
  if (!(Number.isInteger(weekday) && weekday >= 1 && weekday <= 7))
    throw new RangeError(`schoolHolidayRatio: a weekday must be from 1 to 7, not ${weekday}`)
  if (!(Number.isInteger(month) && month >= 1 && month <= 12))
    throw new RangeError(`schoolHolidayRatio: a month must be from 1 to 12, not ${month}`)
}
