import { qt } from './beta.ts'
import { needLevel, needNumber } from './refuse.ts'

export type Mean = {
  /** Values that were there. */
  count: number
  mean: number | null
  /** Sample standard deviation, divisor n − 1; null with one value. */
  sd: number | null
  lower: number | null
  upper: number | null
}

/**
 * Mean with Student's t interval, in the unit of the values. Missing values are left out, never read as 0.
 * One value has a mean and no interval; none has neither. Wants values that are not very lopsided: for counts and lengths of
 * stay with a long tail and few values, show the median too.
 * Source: `phe_mean` in PHEindicatormethods; Student (1908).
 */
export function meanInterval(values: readonly (number | null)[], confidence = 0.95): Mean {
  needLevel('meanInterval', confidence)
  const known = values.filter(value => value !== null)
  for (const value of known) needNumber('meanInterval', 'a value', value)
  const count = known.length
  if (count === 0) return { count, mean: null, sd: null, lower: null, upper: null }
  const mean = known.reduce((sum, value) => sum + value, 0) / count
  if (count === 1) return { count, mean, sd: null, lower: null, upper: null }
  const sd = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1))
  const reach = (qt((1 + confidence) / 2, count - 1) * sd) / Math.sqrt(count)
  return { count, mean, sd, lower: mean - reach, upper: mean + reach }
}
