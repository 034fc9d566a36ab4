// Pure parts of the hospital data page: which file has the last word, what may be shown, how late a site is.
import { addDays, type Day, daysBetween, lastDay, type Month } from '../../../lib/dates.ts'
import type { Delivery } from './schemas.ts'

const keyOf = ({ site, month }: { site: string; month: Month }) => `${site} ${month}`

/** Of each site and month, what the newest file that has anything of it says. `rows` come with the oldest file first. */
export function inForce<T extends { importId: number; site: string; month: Month }>(rows: readonly T[]): T[] {
  const last = new Map(rows.map(row => [keyOf(row), row.importId]))
  return rows.filter(row => last.get(keyOf(row)) === row.importId)
}

/**
 * Which parts of a whole may not be shown: those that are small, and as many of the next smallest as it takes that what is hidden together is
 * neither one part nor itself small, as the whole stands beside them. Zero is never hidden for its own sake.
 */
export function hiddenParts(counts: readonly number[], under: number): boolean[] {
  const hidden = counts.map(count => count > 0 && count < under)
  const small = () => {
    const inside = counts.filter((_, i) => hidden[i])
    return inside.length > 0 && (inside.length < 2 || inside.reduce((sum, n) => sum + n, 0) < under)
  }
  const rest = counts.map((count, i) => ({ count, i })).toSorted((a, b) => a.count - b.count)
  for (const { count, i } of rest) {
    if (!small()) break
    if (count > 0) hidden[i] = true
  }
  // Nothing else to hide behind: the noughts go too, so that nobody knows which one it is.
  return small() ? counts.map(() => true) : hidden
}

/** May a share be told with its counts, at every one of these? Neither the part nor the rest may be small. */
export const isTellable = (shares: readonly { part: number; of: number }[], under: number): boolean =>
  shares.every(({ part, of }) => [part, of - part].every(n => n === 0 || n >= under))

export interface Lag {
  month: Month
  site: string
  days: number
  late: boolean
}

/**
 * Days from the end of a month to the day its first file was here. A source's very first file brings years at once, so only its newest month
 * counts: when the others were ready is not known.
 */
export function lags(rows: readonly Delivery[], expected: number | null): Lag[] {
  const begun = Math.min(...rows.map(row => row.importId))
  const first = new Map<string, Delivery>()
  for (const row of rows.toSorted((a, b) => a.importId - b.importId))
    if (!first.has(keyOf(row))) first.set(keyOf(row), row)
  return [...first.values()]
    .filter(row => row.importId !== begun || row.month === row.newest)
    .map(({ month, site, arrivedOn }) => {
      const days = daysBetween(lastDay(month), arrivedOn)
      return { month, site, days, late: expected !== null && days > expected }
    })
}

/** The middle one of some days; null of none. */
export function middle(days: readonly number[]): number | null {
  const sorted = days.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  const [low, high] = [sorted[sorted.length % 2 ? half : half - 1], sorted[half]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** The day by which a month is to be here. */
export const dueOn = (month: Month, expected: number | null): Day | null =>
  expected === null ? null : addDays(lastDay(month), expected)

/** Times of the week in the words of the threads' coordinates, so that what is done about one is found by it. */
export const bands = [
  'Weekdays, before and during school',
  'Weekdays, 3pm to 7pm',
  'Weekdays, 7pm to 11pm',
  'Weekends, daytime',
  'Weekends, 7pm to 11pm',
  'Any night, after 11pm',
] as const

/** Which of `bands` an hour lies in. A night runs from 11pm to 6am. */
export function bandOf(weekend: boolean, hour: number): (typeof bands)[number] {
  if (hour >= 23 || hour < 6) return bands[5]
  if (weekend) return hour >= 19 ? bands[4] : bands[3]
  return hour >= 19 ? bands[2] : hour >= 15 ? bands[1] : bands[0]
}

/** Sums by a word, in the order of first appearance. */
export function sumBy<T extends { n: number }>(rows: readonly T[], word: (row: T) => string): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(word(row), (sums.get(word(row)) ?? 0) + row.n)
  return sums
}
