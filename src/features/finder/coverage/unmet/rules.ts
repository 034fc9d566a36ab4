// What is told of searches that found nothing: whole months, a few fixed tables, each count moved a little so that nobody who adds searches learns what was there. Pure.
import { addDays, addMonths, type Day, type Month, monthOfDay } from '../../../../lib/dates.ts'
import { mondayOf } from '../count.ts'

/** Calendar weeks are added up to months: a week belongs to the month its Thursday lies in. */
export const monthOfWeek = (monday: Day): Month => monthOfDay(addDays(monday, 3))

/**
 * From this month on searches near a place count as ours do now: what lies out of reach is not near. More count than before, in months that are not to
 * be compared.
 */
export const comparableFrom: Month = '2026-12'

/** Is every week of the month over? Until then nothing is told of it: of two looks at a growing count, the difference would be one search. */
export const isOver = (month: Month, today: Day): boolean => month < monthOfWeek(mondayOf(today))

/** The last month that is over. */
export const lastMonth = (today: Day): Month => addMonths(monthOfWeek(mondayOf(today)), -1)

export interface Count {
  key: string
  n: number
}

/** One breakdown of the searches of a month. */
export type Table = readonly Count[]

/** Cells that may be shown, largest first, each to the nearest 5. */
export type Told = Count[]

/** What is told begins here; less is hidden. */
export const from = 10
const roundTo = 5
const rounded = (n: number) => roundTo * Math.round(n / roundTo)

/** By how much a cell's count is moved: the same each time it is looked at, and known to nobody who reads. */
export type Noise = (table: string, key: string) => number

/**
 * A whole number from two numbers between 0 and 1: 0 in one of three cases, each further step half as likely, both ways alike (two-sided
 * geometric, Ghosh, Roughgarden and Sundararajan 2009). With it no answer about a cell that has searches is more than twice as likely for one more or less.
 */
export const moved = (one: number, other: number): number => halvings(one) - halvings(other)
const halvings = (u: number) => Math.floor(-Math.log2(Math.max(u, 2 ** -40)))

/**
 * What is told of a count; undefined where it is hidden. A cell nobody searched in stays out: a place and thing that are told were searched for. A
 * single search is told once in 192 months.
 */
export function toldOf(n: number, noise: number): number | undefined {
  const about = rounded(n + noise)
  return n > 0 && about >= from ? about : undefined
}

/** One table of a month. Each count is moved a little, rounded, and told from 10 on; no total is told, and no two tables add up. */
export const tellTable = (name: string, table: Table, noise: Noise): Told =>
  table
    .flatMap(({ key, n }) => {
      const about = toldOf(n, noise(name, key))
      return about === undefined ? [] : [{ key, n: about }]
    })
    .sort((a, b) => b.n - a.n || (a.key < b.key ? -1 : 1))
