/** January to December. */
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** A calendar month as text, `YYYY-MM`. */
export type Month = string
/** A calendar day as text, `YYYY-MM-DD`. */
export type Day = string

const pattern = /^(\d{4})-(0[1-9]|1[0-2])$/

/** Months since year 0: `2024-02` is 24289. Throws a RangeError for anything that is not `YYYY-MM`. */
export function monthNumber(month: Month): number {
  const parts = pattern.exec(month)
  if (!parts) throw new RangeError(`monthNumber: "${month}" is not a month written YYYY-MM`)
  return Number(parts[1]) * 12 + Number(parts[2]) - 1
}

/** The month of a number made by `monthNumber`. */
export function monthOf(number: number): Month {
  const year = Math.floor(number / 12)
  return `${String(year).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`
}

/** `addMonths('2024-02', -12)` is `2023-02`. */
export const addMonths = (month: Month, by: number): Month => monthOf(monthNumber(month) + by)

/** Whole months from `from` to `to`: 0 for the same month, negative when `to` is earlier. */
export const monthsBetween = (from: Month, to: Month): number => monthNumber(to) - monthNumber(from)

/** Every month from `from` to `to`, both included; empty when `to` is earlier. */
export const monthRange = (from: Month, to: Month): Month[] =>
  Array.from({ length: Math.max(0, monthsBetween(from, to) + 1) }, (_, i) => addMonths(from, i))

/** `monthOfDay('2024-02-17')` is `2024-02`. */
export const monthOfDay = (day: Day): Month => day.slice(0, 7)

/** `firstDay('2024-02')` is `2024-02-01`. */
export const firstDay = (month: Month): Day => `${month}-01`

/** `lastDay('2024-02')` is `2024-02-29`. */
export function lastDay(month: Month): Day {
  const number = monthNumber(month) + 1
  return new Date(Date.UTC(Math.floor(number / 12), number % 12, 0)).toISOString().slice(0, 10)
}

/** `2024-02` as people say it: `February 2024`. */
export const monthWords = (month: Month): string => `${monthNames[monthNumber(month) % 12]} ${month.slice(0, 4)}`

/** `2024-02-07` as people say it: `7 February 2024`. */
export const dayWords = (day: Day): string =>
  `${Number(day.slice(8, 10))} ${monthNames[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`

/** The Europe/London date of an instant. */
export const londonDay = (instant: Date): Day =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' }).format(instant)

/** The London day of a moment as the database writes it, in words. */
export const momentWords = (at: string): string => dayWords(londonDay(new Date(at)))

/** Minutes after midnight in London, wall time, of an instant. */
export function londonMinutes(instant: Date): number {
  const [hours = 0, minutes = 0] = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'short' })
    .format(instant)
    .split(':')
    .map(Number)
  return hours * 60 + minutes
}

/** Is this text a real calendar day? */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** Days from one day to another. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

/** `addDays('2024-02-28', 2)` is `2024-03-01`. */
export const addDays = (day: Day, by: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
