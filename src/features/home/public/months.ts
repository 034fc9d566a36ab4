// Months of a measure for the public: which may stand one by one, or as quarters, or not at all. Pure.
import { addMonths, type Month } from '../../../lib/dates.ts'
import { goesByMonth, sum, wholeParts } from '../../evidence/index.ts'

/** Months a line goes back: four years, so that quarters too are enough to say what is usual. */
export const depth = 48
/** A line of less than two years says nothing of seasons. */
const fewest = 24

export interface Run {
  /** Months each value is about. */
  months: 1 | 3
  starts: Month[]
  values: (number | null)[]
}
export type Why = 'small' | 'short'

/**
 * The finest run in which no count is small: months, else calendar quarters, else none and why. Counts up to `end`, the last of a
 * quarter; a quarter with an unknown month is unknown.
 */
export function runOf(counts: readonly (number | null)[], end: Month, under: number): Run | Why {
  const first = counts.findIndex(count => count !== null)
  const parts = first < 0 ? [] : wholeParts(counts.slice(first), 3)
  const months = parts.flat()
  if (months.length < fewest) return 'short'
  const from = addMonths(end, 1 - months.length)
  if (goesByMonth(months, under)) return { months: 1, starts: startsOf(from, months.length, 1), values: months }
  const quarters = parts.map(part => sum(part, 3))
  return goesByMonth(quarters, under)
    ? { months: 3, starts: startsOf(from, quarters.length, 3), values: quarters }
    : 'small'
}

const startsOf = (from: Month, count: number, step: number): Month[] =>
  Array.from({ length: count }, (_, i) => addMonths(from, i * step))

/** Months of several places added up, month by month; unknown where one of them is. */
export const added = (lists: readonly (readonly (number | null)[])[], length: number): (number | null)[] =>
  Array.from({ length }, (_, i) =>
    sum(
      lists.map(list => list[i] ?? null),
      0,
    ),
  )

/** How a run's period is written in a table: `2026-01`, or the quarter that begins there. */
export const periodOf = (start: Month, months: 1 | 3): string =>
  months === 1 ? start : `${start}/${addMonths(start, months - 1)}`
