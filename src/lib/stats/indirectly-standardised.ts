import { poissonLimits } from './rate.ts'
import { isMissing, needCount, needLevel, needPositive } from './refuse.ts'

/** One age band: the place's events and people, and the reference's (England, London). */
export type ReferenceBand = {
  count: number | null
  population: number
  referenceCount: number
  referencePopulation: number
}

export type IndirectRate = {
  observed: number
  /** Events the place would have at the reference's rates. */
  expected: number
  /** Observed over expected; null when nothing was expected. */
  ratio: number | null
  ratioLower: number | null
  ratioUpper: number | null
  /** Rate of the reference, all bands together, per `multiplier`. */
  referenceRate: number
  rate: number | null
  rateLower: number | null
  rateUpper: number | null
  /** Bands with a missing count, which count as none: say so beside the figure. */
  missingBands: number
}

/**
 * Indirectly standardised ratio (SMR type) and rate: events against what the reference's rate in each band would give.
 * Exact limits under 10 observed, Byar's from 10; the reference is taken as exact. Two places' ratios rest on their own age
 * structures, so each compares with the reference, not with the other.
 * Source: `calculate_ISRatio` and `calculate_ISRate` in PHEindicatormethods; Breslow and Day (1987), volume II, chapter 2.
 */
export function indirectlyStandardised(
  bands: readonly ReferenceBand[],
  { confidence = 0.95, multiplier = 100_000 }: { confidence?: number; multiplier?: number } = {},
): IndirectRate {
  needLevel('indirectlyStandardised', confidence)
  needPositive('indirectlyStandardised', 'multiplier', multiplier)
  bands.forEach(check)
  const sum = (of: (band: ReferenceBand) => number) => bands.reduce((total, band) => total + of(band), 0)
  const observed = sum(({ count }) => count ?? 0)
  const expected = sum(band => (band.population * band.referenceCount) / band.referencePopulation)
  const people = sum(band => band.referencePopulation)
  needPositive('indirectlyStandardised', 'the sum of the reference populations', people)
  const referenceRate = (sum(band => band.referenceCount) / people) * multiplier
  const missingBands = bands.filter(({ count }) => isMissing(count)).length
  const limits = poissonLimits(confidence)
  const ratio = (events: number) => (expected > 0 ? events / expected : null)
  const rate = (events: number) => (expected > 0 ? (events / expected) * referenceRate : null)
  return {
    observed,
    expected,
    ratio: ratio(observed),
    ratioLower: ratio(limits.lower(observed)),
    ratioUpper: ratio(limits.upper(observed)),
    referenceRate,
    rate: rate(observed),
    rateLower: rate(limits.lower(observed)),
    rateUpper: rate(limits.upper(observed)),
    missingBands,
  }
}

function check({ count, population, referenceCount, referencePopulation }: ReferenceBand): void {
  if (!isMissing(count)) needCount('indirectlyStandardised', 'count', count)
  needPositive('indirectlyStandardised', 'population', population)
  needCount('indirectlyStandardised', 'reference count', referenceCount)
  needPositive('indirectlyStandardised', 'reference population', referencePopulation)
}
