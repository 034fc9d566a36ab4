import { qnorm } from './normal.ts'
import { isMissing, needCount, needLevel, needPositive } from './refuse.ts'

/** A proportion times `multiplier` with its interval; null throughout when a part is not known. */
export type Proportion = { value: number; lower: number; upper: number } | { value: null; lower: null; upper: null }

/**
 * Proportion with the Wilson score interval. `numerator` of `denominator`; answers are times `multiplier` (100 for percent).
 * Refuses a denominator of zero and a numerator above it. Null in, null out.
 * Source: Wilson (1927); Newcombe (1998) method 3; `phe_proportion` in PHEindicatormethods.
 */
export function proportion(
  numerator: number | null,
  denominator: number | null,
  { confidence = 0.95, multiplier = 1 }: { confidence?: number; multiplier?: number } = {},
): Proportion {
  needLevel('proportion', confidence)
  needPositive('proportion', 'multiplier', multiplier)
  needParts(numerator, denominator)
  if (isMissing(numerator) || isMissing(denominator)) return { value: null, lower: null, upper: null }
  const [lower, upper] = wilson(numerator, denominator, qnorm((1 + confidence) / 2))
  return { value: (numerator / denominator) * multiplier, lower: lower * multiplier, upper: upper * multiplier }
}

function needParts(numerator: number | null, denominator: number | null): void {
  if (!isMissing(numerator)) needCount('proportion', 'numerator', numerator)
  if (isMissing(denominator)) return
  needCount('proportion', 'denominator', denominator)
  needPositive('proportion', 'denominator', denominator)
  if (!isMissing(numerator) && numerator > denominator)
    throw new RangeError(
      `proportion: numerator must be no more than the denominator (${denominator}), not ${numerator}`,
    )
}

/** At 0 and at all of them the outer limit is exact, whatever the rounding of the square root. */
function wilson(x: number, n: number, z: number): [number, number] {
  const square = z * z
  const spread = z * Math.sqrt(square + 4 * x * (1 - x / n))
  const lower = x === 0 ? 0 : (2 * x + square - spread) / (2 * (n + square))
  return [lower, x === n ? 1 : (2 * x + square + spread) / (2 * (n + square))]
}
