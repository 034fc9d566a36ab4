// From a rule to dated times. Days are London's days in wall time, so nothing here knows of clock changes: 17:00 stays 17:00.
import rrule, { type Options } from 'rrule'
import { addDays, type Day, daysBetween, firstDay, monthNumber, monthOf, monthOfDay, monthsBetween } from '../dates.ts'
import type { Clock, DayFacts, Occurrence, Schedule } from './types.ts'

const { RRule } = rrule

/** Days of a window at most: three years. */
export const mostDays = 1_100
// Nothing anybody runs began before; a rule that counts its times from there would be counted through in vain.
const earliest: Day = '1970-01-01'

/**
 * The times of a schedule that begin on days from `from` to `to`, both included, in order. `factsOf` is the calendar of its borough. A time that
 * begins on the day before and goes on past midnight is not among them: ask from the day before. Days of `add`, and the day of something that
 * happens once, were named one by one: neither terms nor bank holidays take them away. Throws a RangeError for a window over `mostDays`.
 */
export function expand(schedule: Schedule, from: Day, to: Day, factsOf: (day: Day) => DayFacts): Occurrence[] {
  if (daysBetween(from, to) > mostDays)
    throw new RangeError(`expand: from ${from} to ${to} is more than ${mostDays} days`)
  const starts = minutesOf(schedule.starts)
  const ends = minutesOf(schedule.ends)
  const times = { starts, ends: ends > starts ? ends : ends + 1_440 }
  return daysOf(schedule, from, to).flatMap(({ day, named }) => {
    const why = whyNot(schedule, day, named ? undefined : factsOf(day))
    return why === 'no' ? [] : [{ day, ...times, sure: why === '', why }]
  })
}

/** The times of several schedules together, in order; one that two of them say is told once, and surely where either is sure. */
export function expandAll(
  schedules: readonly Schedule[],
  from: Day,
  to: Day,
  factsOf: (day: Day) => DayFacts,
): Occurrence[] {
  const found = new Map<string, Occurrence>()
  for (const each of schedules.flatMap(schedule => expand(schedule, from, to, factsOf))) {
    const key = `${each.day} ${each.starts} ${each.ends}`
    if (!found.get(key)?.sure) found.set(key, each)
  }
  return [...found.values()].sort((a, b) =>
    a.day === b.day ? a.starts - b.starts || a.ends - b.ends : a.day < b.day ? -1 : 1,
  )
}

/** Minutes after midnight of `HH:MM`. */
export const minutesOf = (clock: Clock): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** Days of the rule and days added, from `from` to `to`, in order, without those excluded; `named`: written down one by one. */
export function daysOf(schedule: Schedule, from: Day, to: Day): { day: Day; named: boolean }[] {
  const first = schedule.from > from ? schedule.from : from
  const last = schedule.until !== null && schedule.until < to ? schedule.until : to
  if (last < first) return []
  const inside = (day: Day) => first <= day && day <= last
  const added = new Set(schedule.freq === 'once' ? [schedule.from, ...schedule.add] : schedule.add)
  const days = new Set([...ruleDays(schedule, first, last), ...added])
  for (const day of schedule.exclude) days.delete(day)
  return [...days]
    .filter(inside)
    .sort()
    .map(day => ({ day, named: added.has(day) }))
}

/** Days of the rule alone, nothing added or taken out. */
export function ruleDays(schedule: Schedule, first: Day, last: Day): Day[] {
  if (schedule.freq === 'once' || last < first) return []
  if (schedule.count !== null && schedule.from < earliest) return []
  const rule = new RRule(
    { ...ruleOf(schedule), dtstart: floating(startNear(schedule, first)), until: floating(last) },
    true,
  )
  return rule.all().map(instant => instant.toISOString().slice(0, 10))
}

// Midnight as if London had no summer: rrule never sees a zone.
const floating = (day: Day): Date => new Date(`${day}T00:00:00Z`)

const frequency = { daily: RRule.DAILY, weekly: RRule.WEEKLY, monthly: RRule.MONTHLY }
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
const ofWeek = [RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR, RRule.SA, RRule.SU]

/** `MO` of a day. */
export const weekdayOf = (day: Day): (typeof weekdays)[number] => weekdays[(floating(day).getUTCDay() + 6) % 7] ?? 'MO'

/** What the rule repeats on, said in full: without weekdays or days of the month it takes those of its first day (RFC 5545, 3.3.10). */
export function partsOf({ freq, from, byDay, byMonthDay }: Schedule): { byDay: string[]; byMonthDay: number[] } {
  // A number before the weekday has a meaning in a month only, and a day of the month none in a week.
  const days = [...new Set(freq === 'monthly' ? byDay : byDay.map(day => day.slice(-2)))]
  const monthDays = freq === 'weekly' ? [] : [...new Set(byMonthDay)].filter(day => day !== 0)
  if (days.length > 0 || monthDays.length > 0 || freq === 'daily') return { byDay: days, byMonthDay: monthDays }
  if (freq === 'monthly') return { byDay: [], byMonthDay: [Number(from.slice(8))] }
  return { byDay: [weekdayOf(from)], byMonthDay: [] }
}

function ruleOf(schedule: Schedule): Partial<Options> {
  const { byDay, byMonthDay } = partsOf(schedule)
  return {
    freq: frequency[schedule.freq === 'once' ? 'daily' : schedule.freq],
    interval: schedule.interval,
    wkst: RRule.MO,
    ...(schedule.count === null ? {} : { count: schedule.count }),
    ...(byDay.length > 0 ? { byweekday: byDay.map(weekday) } : {}),
    ...(byMonthDay.length > 0 ? { bymonthday: byMonthDay } : {}),
  }
}

function weekday(byDay: string) {
  const day = ofWeek[weekdays.findIndex(name => byDay.endsWith(name))] ?? RRule.MO
  const number = Number(byDay.slice(0, -2))
  return number === 0 ? day : day.nth(number)
}

/** A first day close to the window that leaves the same days in it, so that a rule of long ago costs no more than one of today. */
function startNear(schedule: Schedule, first: Day): Day {
  const { from, interval, freq } = schedule
  // Whoever counts must count from the beginning.
  if (schedule.count !== null || from >= first) return from
  if (freq === 'monthly') {
    const months = Math.floor(monthsBetween(monthOfDay(from), monthOfDay(first)) / interval) * interval
    return months === 0 ? from : firstDay(monthOf(monthNumber(monthOfDay(from)) + months))
  }
  const step = freq === 'weekly' ? interval * 7 : interval
  return addDays(from, Math.floor(daysBetween(from, first) / step) * step)
}

/** Why somebody should check first; `no`: it does not take place. Without facts the day was named. */
function whyNot(schedule: Schedule, day: Day, facts: DayFacts | undefined): Occurrence['why'] | 'no' {
  const { calendar, bankHolidays, checkedUntil } = schedule
  if (facts) {
    const other = calendar === 'term' ? 'holiday' : 'term'
    if (calendar !== 'always' && facts.kind === other) return 'no'
    if (facts.bankHoliday && bankHolidays === 'closed') return 'no'
    if (facts.bankHoliday && bankHolidays === 'unknown') return 'bank-holiday'
    if (calendar !== 'always' && facts.kind === 'unknown') return 'calendar-unknown'
  }
  return checkedUntil !== null && day > checkedUntil ? 'not-confirmed' : ''
}
