import { qnorm } from './normal.ts'
import { needCount, needProbability } from './refuse.ts'

/** From position `first` (from 0) on: the bound for each period, and whether its count is above it. */
export type Thresholds = { first: number; upper: number[]; alarm: boolean[] }

export type Ears = {
  c1: Thresholds
  c2: Thresholds
  /** Standard deviations above C2's baseline, from `c2.first`; null where the baseline does not vary. */
  c2Statistic: (number | null)[]
  /** Sum of max(0, C2 − 1) over this period and the two before, from `c2.first + 2`; an alarm above 2. Null where any is. */
  c3Statistic: (number | null)[]
  c3Alarm: (boolean | null)[]
}

/**
 * EARS early notice: is a count above what the few periods before it lead one to expect? C1 looks at the `baseline` periods just
 * before, C2 leaves a gap of two so that a slow rise does not hide itself, C3 adds three periods up.
 *
 * It knows no season and no trend, and it is for counts that are not small: with a baseline of zeros one event is an alarm. At
 * `alpha` 0.001 and normal counts one period in a thousand alarms by chance; real counts are lopsided, and more do. A prompt to
 * look, nothing else.
 * Source: Hutwagner, Thompson, Seeman and Treadwell (2003); Fricker (2013). C3 is the published sum, not surveillance's, whose
 * bound is built on the present count and cannot alarm on it.
 */
export function ears(
  counts: readonly number[],
  { baseline = 7, alpha = 0.001 }: { baseline?: number; alpha?: number } = {},
): Ears {
  for (const count of counts) needCount('ears', 'a count', count)
  needCount('ears', 'baseline', baseline)
  if (baseline < 2) throw new RangeError(`ears: baseline must be two periods or more, not ${baseline}`)
  needProbability('ears', alpha)
  const z = qnorm(1 - alpha)
  const c2Statistic = moments(counts, baseline, 2).map(({ mean, sd, count }) => (sd === 0 ? null : (count - mean) / sd))
  const c3Statistic = c2Statistic.slice(2).map((_, i) => sumAbove(c2Statistic.slice(i, i + 3)))
  return {
    c1: thresholds(counts, baseline, 0, z),
    c2: thresholds(counts, baseline, 2, z),
    c2Statistic,
    c3Statistic,
    c3Alarm: c3Statistic.map(value => (value === null ? null : value > 2)),
  }
}

/** Mean and spread of the `baseline` periods that end `gap` before each period that has so many. */
function moments(counts: readonly number[], baseline: number, gap: number) {
  return counts.slice(baseline + gap).map((count, i) => {
    const before = counts.slice(i, i + baseline)
    const mean = before.reduce((sum, each) => sum + each, 0) / baseline
    const sd = Math.sqrt(before.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (baseline - 1))
    return { count, mean, sd }
  })
}

function thresholds(counts: readonly number[], baseline: number, gap: number, z: number): Thresholds {
  const periods = moments(counts, baseline, gap)
  const upper = periods.map(({ mean, sd }) => mean + z * sd)
  return { first: baseline + gap, upper, alarm: periods.map(({ count }, i) => count > (upper[i] ?? 0)) }
}

function sumAbove(statistics: readonly (number | null)[]): number | null {
  return statistics.reduce((sum, each) => (sum === null || each === null ? null : sum + Math.max(0, each - 1)), 0)
}
