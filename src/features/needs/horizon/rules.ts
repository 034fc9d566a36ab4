import { addMonths, type Day, firstDay, lastDay, type Month, monthOfDay, monthWords } from '../../../lib/dates.ts'
import type { Entry, Look, Status } from './schemas.ts'

/** `2026-Q4`. */
export type Quarter = string

export const quarterOf = (day: Day): Quarter => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`

const firstMonth = (quarter: Quarter): Month =>
  `${quarter.slice(0, 4)}-${String(Number(quarter.slice(6)) * 3 - 2).padStart(2, '0')}`

export const daysOf = (quarter: Quarter): { from: Day; to: Day } => {
  const month = firstMonth(quarter)
  return { from: firstDay(month), to: lastDay(addMonths(month, 2)) }
}

/** "October to December 2026". */
export const quarterWords = (quarter: Quarter): string => {
  const month = firstMonth(quarter)
  return `${monthWords(month).split(' ')[0]} to ${monthWords(addMonths(month, 2))}`
}

/** Quarters from the first day to the last, the newest first. */
export function quartersBetween(from: Day, to: Day): Quarter[] {
  const quarters: Quarter[] = []
  for (let month = monthOfDay(to); month >= firstMonth(quarterOf(from)); month = addMonths(month, -3))
    quarters.push(quarterOf(firstDay(month)))
  return quarters
}

export interface Noted {
  entry: Entry
  status: Status
  /** Looks within the quarter, the newest first. */
  looks: Look[]
  fresh: boolean
}

/** What a quarter's note holds: every threat there was, as it stood at its end; one that was past before the quarter began is left out. */
export function noteOf(entries: readonly Entry[], looks: readonly Look[], quarter: Quarter): Noted[] {
  const { from, to } = daysOf(quarter)
  const upTo = (entry: Entry, is: (day: Day) => boolean): Status =>
    looks.find(look => look.entryId === entry.id && is(look.lookedOn))?.status ?? 'watching'
  return entries
    .filter(entry => entry.madeOn <= to && upTo(entry, day => day < from) !== 'past')
    .map(entry => ({
      entry,
      status: upTo(entry, day => day <= to),
      looks: looks.filter(look => look.entryId === entry.id && look.lookedOn >= from && look.lookedOn <= to),
      fresh: entry.madeOn >= from,
    }))
}
