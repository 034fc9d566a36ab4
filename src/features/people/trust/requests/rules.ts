import { addDays, addMonths, type Day, daysBetween, lastDay, monthOfDay } from '../../../../lib/dates.ts'
import { plural } from '../../../../lib/words.ts'
import type { DataRequest, RequestKind } from './schemas.ts'

/** The same day `by` months on; the last day where that month is shorter (how the ICO counts a calendar month). */
export function monthsOn(from: Day, by: number): Day {
  const month = addMonths(monthOfDay(from), by)
  const same = `${month}-${from.slice(8, 10)}`
  const last = lastDay(month)
  return same > last ? last : same
}

const complaintDays = 30

/** One calendar month for a request; 30 days to acknowledge a complaint (Data Protection Act 2018 s.164A). */
export const dueOn = (kind: RequestKind, receivedOn: Day): Day =>
  kind === 'complaint' ? addDays(receivedOn, complaintDays) : monthsOn(receivedOn, 1)

/** Two further months for what is complex or many (UK GDPR Article 12(3)); not for a complaint. */
export const longest = (receivedOn: Day): Day => monthsOn(receivedOn, 3)

export const mayExtend = (one: DataRequest, today: Day): boolean =>
  one.kind !== 'complaint' && one.state === 'open' && one.extendedTo === null && today <= one.dueOn

export const lastDayOf = (one: DataRequest): Day => one.extendedTo ?? one.dueOn

/** "5 days left", "2 days late"; nothing when it is closed. */
export function clockWords(one: DataRequest, today: Day): string {
  if (one.closedOn !== null) return ''
  const left = daysBetween(today, lastDayOf(one))
  return left >= 0 ? `${plural(left, 'day')} left` : `${plural(-left, 'day')} late`
}
