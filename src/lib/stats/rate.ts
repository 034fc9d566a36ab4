import { qchisq } from './chi-square.ts'
import { qnorm } from './normal.ts'
import { isMissing, needCount, needLevel, needPositive, needSameLength } from './refuse.ts'

/** A rate per `multiplier` with its interval, or null throughout when the count or the population is not known. */
export type Rate =
  | { rate: number; lower: number; upper: number; method: 'Exact' | 'Byars' }
  | { rate: null; lower: null; upper: null; method: null }

export type RateOptions = { confidence?: number; multiplier?: number }

const MISSING: Rate = { rate: null, lower: null, upper: null, method: null }

/**
 * Crude rate with a two-sided interval: exact Poisson below 10 events, Byar's approximation from 10.
 * Units: `count` events, `population` people (or person-years); answers are per `multiplier`. A rate may exceed it.
 * Refuses a population of zero or less and a count that is not whole or is negative. Null in, null out.
 * Source: PHE technical guidance, `phe_rate` in PHEindicatormethods; Breslow and Day (1987), volume II, p. 69.
 */
export function crudeRate(count: number | null, population: number | null, options: RateOptions = {}): Rate {
  const { confidence = 0.95, multiplier = 100_000 } = options
  needPositive('crudeRate', 'multiplier', multiplier)
  if (!isMissing(population)) needPositive('crudeRate', 'population', population)
  if (!isMissing(count)) needCount('crudeRate', 'count', count)
  const limits = poissonLimits(confidence)
  if (isMissing(count) || isMissing(population)) return MISSING
  const per = multiplier / population
  const method = count < 10 ? 'Exact' : 'Byars'
  return { rate: count * per, lower: limits.lower(count) * per, upper: limits.upper(count) * per, method }
}

/**
 * Many crude rates at once, into arrays: two levels for 180,000 places take about a hundredth of a second.
 * As `crudeRate`, except that a missing count or population is NaN going in and NaN coming out.
 */
export function crudeRates(
  counts: ArrayLike<number>,
  populations: ArrayLike<number>,
  { confidence = 0.95, multiplier = 100_000 }: RateOptions = {},
): { rate: Float64Array; lower: Float64Array; upper: Float64Array } {
  needPositive('crudeRates', 'multiplier', multiplier)
  needSameLength('crudeRates', counts, populations)
  const limits = poissonLimits(confidence)
  const rate = new Float64Array(counts.length)
  const lower = new Float64Array(counts.length)
  const upper = new Float64Array(counts.length)
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] ?? Number.NaN
    const population = populations[i] ?? Number.NaN
    if (!Number.isNaN(count)) needCount('crudeRates', 'count', count)
    if (!Number.isNaN(population)) needPositive('crudeRates', 'population', population)
    const per = multiplier / population
    rate[i] = count * per
    lower[i] = limits.lower(count) * per
    upper[i] = limits.upper(count) * per
  }
  return { rate, lower, upper }
}

type PoissonLimits = { lower: (count: number) => number; upper: (count: number) => number }

const LOOKED_UP = 1000
const tables = new Map<number, PoissonLimits>()

/**
 * The limits of a Poisson count, in events, at one level of confidence: exact below 10, Byar's from 10. Worked out once
 * for each level, and looked up for counts under 1,000.
 */
export function poissonLimits(confidence: number): PoissonLimits {
  const known = tables.get(confidence)
  if (known) return known
  needLevel('poissonLimits', confidence)
  const z = qnorm((1 + confidence) / 2)
  const low = new Float64Array(LOOKED_UP)
  const high = new Float64Array(LOOKED_UP)
  for (let count = 0; count < LOOKED_UP; count++) {
    const [lower, upper] =
      count < 10 ? exactPoissonLimits(count, confidence) : [byarLower(count, z), byarUpper(count, z)]
    low[count] = lower
    high[count] = upper
  }
  const limits = {
    lower: (count: number) => (count < LOOKED_UP ? (low[count] ?? Number.NaN) : byarLower(count, z)),
    upper: (count: number) => (count < LOOKED_UP ? (high[count] ?? Number.NaN) : byarUpper(count, z)),
  }
  tables.set(confidence, limits)
  return limits
}

/** Exact (Garwood 1936) limits of a Poisson count from chi-square quantiles, at any size. */
export function exactPoissonLimits(count: number, confidence = 0.95): [lower: number, upper: number] {
  needCount('exactPoissonLimits', 'count', count)
  needLevel('exactPoissonLimits', confidence)
  const tail = (1 - confidence) / 2
  const lower = count === 0 ? 0 : qchisq(tail, 2 * count) / 2
  return [lower, qchisq(1 - tail, 2 * count + 2) / 2]
}

function byarLower(count: number, z: number): number {
  const root = Math.max(0, 1 - 1 / (9 * count) - z / (3 * Math.sqrt(count)))
  return count * root * root * root
}

function byarUpper(count: number, z: number): number {
  const next = count + 1
  const root = 1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))
  return next * root * root * root
}
