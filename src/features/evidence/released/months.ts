// Months on their way to the public: when they may stand one by one, and of which larger parts their counts are made otherwise. Pure.
import { type Month, monthNumber } from '../../../lib/dates.ts'

/** Public figures end with a quarter, so that two releases show the same months and never ones that differ by a month. */
export const isQuarterEnd = (month: Month): boolean => monthNumber(month) % 3 === 2

/** A count that may not be shown by itself. None is not small: it says of nobody that something happened. */
const isSmallCount = (count: number | null, under: number): boolean => count !== null && count > 0 && count < under

/** Months stand one by one only where none of them is small: a line of months with gaps would tell which are. */
export const goesByMonth = (counts: readonly (number | null)[], under: number): boolean =>
  !counts.some(count => isSmallCount(count, under))

/** Quarters or years of a line of months, whole ones only, counted back from its last month: a year of eleven months would read as a fall. */
export function wholeParts<T>(months: readonly T[], size: 3 | 12): T[][] {
  const whole = Math.floor(months.length / size)
  const first = months.length - whole * size
  return Array.from({ length: whole }, (_, i) => months.slice(first + i * size, first + (i + 1) * size))
}
