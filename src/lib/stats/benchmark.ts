import { crudeRate } from './rate.ts'
import { needNumber } from './refuse.ts'

export type Standing = 'higher' | 'similar' | 'lower'

/** An area against a benchmark at two levels; null throughout when the count, population or benchmark is not known. */
export type Comparison = { rate: number | null; at95: Standing | null; at998: Standing | null }

/**
 * Is an area's rate higher than, similar to or lower than a fixed benchmark rate (per the same `multiplier`)?
 * "Higher" means that the whole interval of the area lies above the benchmark. Words, never good or bad.
 * The benchmark is taken as exact: if it includes the area, or is itself uncertain, use a funnel plot or a rate ratio.
 * Source: Fingertips technical guidance, comparing areas with a benchmark.
 */
export function compareWithBenchmark(
  count: number | null,
  population: number | null,
  benchmark: number | null,
  multiplier = 100_000,
): Comparison {
  const narrow = crudeRate(count, population, { confidence: 0.95, multiplier })
  const wide = crudeRate(count, population, { confidence: 0.998, multiplier })
  if (benchmark === null) return { rate: narrow.rate, at95: null, at998: null }
  needNumber('compareWithBenchmark', 'benchmark', benchmark)
  return { rate: narrow.rate, at95: stand(narrow, benchmark), at998: stand(wide, benchmark) }
}

function stand({ lower, upper }: { lower: number | null; upper: number | null }, benchmark: number): Standing | null {
  if (lower === null || upper === null) return null
  if (lower > benchmark) return 'higher'
  return upper < benchmark ? 'lower' : 'similar'
}
