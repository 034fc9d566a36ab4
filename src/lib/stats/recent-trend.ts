import { needCount, needNumber, needPositive, needSameLength } from './refuse.ts'

export type Marker = 'increasing' | 'decreasing' | 'no_change' | 'cannot_be_calculated'

export type RecentTrend = {
  marker: Marker
  /** Null throughout where it cannot be calculated. */
  chiSquare: number | null
  /** Does the slope keep its sign when each point is left out? */
  consistent: boolean | null
  significant: boolean | null
  /** Change of the rate per year, and its standard error; null for proportions. */
  slope: number | null
  slopeSe: number | null
}

const POINTS = 5
/** The 99.8 % point of chi-square with one degree of freedom, as Fingertips has it. */
const THRESHOLD = 9.5495

const CANNOT: RecentTrend = {
  marker: 'cannot_be_calculated',
  chiSquare: null,
  consistent: null,
  significant: null,
  slope: null,
  slopeSe: null,
}

/**
 * Recent trend of yearly proportions: the last five points, Cochran-Armitage chi-square beyond 9.5495 and a slope that keeps
 * its sign whichever point is left out. Years must be whole, equally spaced and not overlap; with fewer than five there is no
 * marker. An exactly flat slope has no sign, so it is never consistent (Fingertips counts it as rising).
 * Source: Fingertips technical guidance, trend markers; `prop.trend.test` in R. The sign of the score is that of the fitted
 * logistic slope, and unlike it stands when a year has none or all.
 */
export function recentProportionTrend(counts: readonly number[], denominators: readonly number[]): RecentTrend {
  needSameLength('recentProportionTrend', counts, denominators)
  counts.forEach((count, i) => {
    needCount('recentProportionTrend', 'a count', count)
    needPositive('recentProportionTrend', 'a denominator', denominators[i] ?? Number.NaN)
    if (count > (denominators[i] ?? 0))
      throw new RangeError(`recentProportionTrend: a count must be no more than its denominator, not ${count}`)
  })
  const points = counts.map((x, i) => ({ year: i, x, n: denominators[i] ?? 1 })).slice(-POINTS)
  if (points.length < POINTS) return CANNOT
  const { score, variance } = cochranArmitage(points)
  const chiSquare = variance === 0 ? 0 : (score * score) / variance
  const without = points.map(gone => cochranArmitage(points.filter(point => point !== gone)).score)
  return { ...marked(chiSquare, score, without), slope: null, slopeSe: null }
}

type Counted = { year: number; x: number; n: number }

function cochranArmitage(points: readonly Counted[]): { score: number; variance: number } {
  const n = points.reduce((sum, point) => sum + point.n, 0)
  const p = points.reduce((sum, point) => sum + point.x, 0) / n
  const middle = points.reduce((sum, point) => sum + point.n * point.year, 0) / n
  const score = points.reduce((sum, point) => sum + (point.year - middle) * (point.x - p * point.n), 0)
  const spread = points.reduce((sum, point) => sum + point.n * (point.year - middle) ** 2, 0)
  return { score: Math.abs(score) < 1e-9 ? 0 : score, variance: p * (1 - p) * spread }
}

export type YearlyRate = { rate: number; lower95: number; upper95: number }

/**
 * Recent trend of yearly rates: weighted least squares, each rate's standard error from its 95 % interval. Otherwise as
 * `recentProportionTrend`.
 */
export function recentRateTrend(rates: readonly YearlyRate[]): RecentTrend {
  const points = rates.map(({ rate, lower95, upper95 }, year) => {
    needNumber('recentRateTrend', 'a rate', rate)
    needPositive('recentRateTrend', 'the width of an interval', upper95 - lower95)
    return { year, rate, weight: (3.92 / (upper95 - lower95)) ** 2 }
  })
  const last = points.slice(-POINTS)
  if (last.length < POINTS) return CANNOT
  const { slope, se } = weightedSlope(last)
  const without = last.map(gone => weightedSlope(last.filter(point => point !== gone)).slope)
  return { ...marked((slope / se) ** 2, slope, without), slope, slopeSe: se }
}

type Weighed = { year: number; rate: number; weight: number }

function weightedSlope(points: readonly Weighed[]): { slope: number; se: number } {
  const total = points.reduce((sum, { weight }) => sum + weight, 0)
  const middle = points.reduce((sum, { weight, year }) => sum + weight * year, 0) / total
  const spread = points.reduce((sum, { weight, year }) => sum + weight * (year - middle) ** 2, 0)
  const slope = points.reduce((sum, { weight, year, rate }) => sum + weight * (year - middle) * rate, 0) / spread
  return { slope, se: 1 / Math.sqrt(spread) }
}

function marked(chiSquare: number, slope: number, without: readonly number[]) {
  const consistent = slope !== 0 && without.every(each => Math.sign(each) === Math.sign(slope))
  const significant = consistent && chiSquare > THRESHOLD
  const marker: Marker = !significant ? 'no_change' : slope > 0 ? 'increasing' : 'decreasing'
  return { marker, chiSquare, consistent, significant }
}
