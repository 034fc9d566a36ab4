// What is told of searches that found nothing: whole months, a few fixed tables, small counts hidden so that no sum gives them away. Pure.
import { addDays, addMonths, type Day, type Month, monthOfDay } from '../../../../lib/dates.ts'
import { mondayOf } from '../count.ts'

/** Under this a count is hidden. */
export const under = 5

/** Calendar weeks are added up to months: a week belongs to the month its Thursday lies in. */
export const monthOfWeek = (monday: Day): Month => monthOfDay(addDays(monday, 3))

/** Is every week of the month over? Until then nothing is told of it: of two looks at a growing count, the difference would be one search. */
export const isOver = (month: Month, today: Day): boolean => month < monthOfWeek(mondayOf(today))

/** The last month that is over. */
export const lastMonth = (today: Day): Month => addMonths(monthOfWeek(mondayOf(today)), -1)

export interface Count {
  key: string
  n: number
}

/** One breakdown of the searches of a month. */
export interface Table {
  cells: readonly Count[]
  /** How many cells there could be; whoever reads knows them all. */
  universe: number
}

/** Cells that may be shown, largest first, each to the nearest 5. */
export type Told = Count[]

const roundTo = 5
const rounded = (n: number) => roundTo * Math.round(n / roundTo)
// What somebody who reads a rounded number knows of the true one.
const leastOf = (about: number) => Math.max(under, about - 2)
const mostOf = (about: number) => about + 2

const shownOf = ({ cells }: Table): Told =>
  cells
    .filter(cell => cell.n >= under)
    .map(({ key, n }) => ({ key, n: rounded(n) }))
    .sort((a, b) => b.n - a.n || (a.key < b.key ? -1 : 1))

const sumOf = (told: Told, of: (about: number) => number) => told.reduce((sum, { n }) => sum + of(n), 0)

/**
 * The tables of one month, each a breakdown of the same searches. A count under 5 is hidden, others are to the nearest 5, and no total is told.
 * Still, the least there can have been in one table may be more than another can hold unless its hidden cells are as full as they can be: that
 * table is left out. Whoever knows all this can still think of every hidden cell as empty.
 */
export function tellAll<K extends string>(tables: Readonly<Record<K, Table>>): Partial<Record<K, Told>> {
  const out: Partial<Record<K, Told>> = {}
  const least = Math.max(0, ...keysOf(tables).map(key => sumOf(shownOf(tables[key]), leastOf)))
  for (const key of keysOf(tables)) {
    const told = shownOf(tables[key])
    const hidden = tables[key].universe - told.length
    if (hidden === 0 || least <= sumOf(told, mostOf) + (under - 1) * (hidden - 1)) out[key] = told
  }
  return out
}

const keysOf = <K extends string>(tables: Readonly<Record<K, Table>>): K[] => {
  const keys: K[] = []
  for (const key in tables) keys.push(key)
  return keys
}
