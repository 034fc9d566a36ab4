// Months of which everybody who sends days and hours sent them. Pure.
import { type Day, type Month, monthOfDay, monthRange } from '../../../lib/dates.ts'

/** Events of one sender in one month: a hospital, or a borough of an incident file. */
export interface Sent {
  sender: string
  month: Month
  n: number
}

/** With so many events a month on average chance leaves a month empty less than once in a thousand: exp(−7). */
const never = 7

/**
 * Months in which a sender that otherwise has events has none: a file is missing, not a quiet month. Where events are few (homicide) a month
 * without one is ordinary, and is kept.
 */
export function monthsLeftOut(rows: readonly Sent[], from: Day, to: Day): Month[] {
  const months = monthRange(monthOfDay(from), monthOfDay(to))
  const inside = rows.filter(row => months.includes(row.month) && row.n > 0)
  const regular = [...new Set(inside.map(row => row.sender))]
    .map(sender => inside.filter(row => row.sender === sender))
    .filter(sent => sent.reduce((sum, row) => sum + row.n, 0) / months.length >= never)
  const has = regular.map(sent => new Set(sent.map(row => row.month)))
  return months.filter(month => has.some(there => !there.has(month)))
}
