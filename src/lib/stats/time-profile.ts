import { pchisqUpper } from './chi-square.ts'
import { rateRatioTest } from './rate-ratio.ts'
import { needCount, needLevel, needPositive, needSameLength } from './refuse.ts'

export type TimeProfile = {
  /** Share of events in the slots asked about; null when nothing happened. */
  shareSelected: number | null
  /** Rate in them over rate in the rest, exact limits and p; null when nothing happened. */
  rateRatio: number | null
  lower: number
  upper: number
  p: number
  /** Each slot's rate over the overall rate: 1 is ordinary; null when nothing happened. */
  index: (number | null)[]
  /** Are the slots all alike? Chi-square, and its p; null when nothing happened. */
  chiSquare: number | null
  chiSquareP: number | null
  /** Position (from 0) of the slot with the highest rate, the first of equals; null when nothing happened. */
  peak: number | null
}

/**
 * Peaks by hour, weekday or holiday: the selected slots (positions from 0) against the rest, with exposure (days, hours) for each,
 * since slots differ in how often they come round. Events of unknown time are left out and counted by the caller; midnight as a
 * default time makes a false peak. Slots picked because they looked high have too small a p: choose them beforehand.
 * Source: `poisson.test` and `chisq.test` in R; Clopper and Pearson (1934).
 */
export function timeProfile(
  counts: readonly number[],
  exposure: readonly number[],
  selected: readonly number[],
  confidence = 0.95,
): TimeProfile {
  const chosen = check(counts, exposure, selected, confidence)
  const sum = (of: readonly number[], inside: boolean) =>
    of.reduce((all, each, i) => all + (chosen.has(i) === inside ? each : 0), 0)
  const periods = { x1: sum(counts, true), n1: sum(exposure, true), x2: sum(counts, false), n2: sum(exposure, false) }
  const { ratio, lower, upper, p } = rateRatioTest(periods, { confidence })
  const total = periods.x1 + periods.x2
  const rate = total / (periods.n1 + periods.n2)
  const index = counts.map((count, i) => (total === 0 ? null : count / (exposure[i] ?? 1) / rate))
  const test = { rateRatio: ratio, lower, upper, p, index }
  if (total === 0) return { ...test, shareSelected: null, chiSquare: null, chiSquareP: null, peak: null }
  const chiSquare = counts.reduce((all, count, i) => {
    const expected = rate * (exposure[i] ?? 1)
    return all + (count - expected) ** 2 / expected
  }, 0)
  const peak = index.reduce<number>((best, value, i) => ((value ?? 0) > (index[best] ?? 0) ? i : best), 0)
  const chiSquareP = pchisqUpper(chiSquare, counts.length - 1)
  return { ...test, shareSelected: periods.x1 / total, chiSquare, chiSquareP, peak }
}

function check(
  counts: readonly number[],
  exposure: readonly number[],
  selected: readonly number[],
  confidence: number,
) {
  needLevel('timeProfile', confidence)
  needSameLength('timeProfile', counts, exposure)
  for (const count of counts) needCount('timeProfile', 'a count', count)
  for (const each of exposure) needPositive('timeProfile', 'exposure', each)
  const chosen = new Set(selected)
  for (const slot of chosen)
    if (!(Number.isInteger(slot) && slot >= 0 && slot < counts.length))
      throw new RangeError(`timeProfile: a selected slot must be a position of the list, not ${slot}`)
  if (chosen.size === 0 || chosen.size === counts.length)
    throw new RangeError(
      `timeProfile: some slots must be selected and some not, not ${chosen.size} of ${counts.length}`,
    )
  return chosen
}
