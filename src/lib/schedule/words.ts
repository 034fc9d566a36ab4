// Schedules in the words people use: "Tuesdays and Thursdays, 4pm to 6pm, term time only".
import { type Day, dayWords } from '../dates.ts'
import { list, plural, sentence } from '../words.ts'
import { minutesOf, partsOf, weekdayOf, weekdays } from './expand.ts'
import type { Occurrence, Schedule } from './types.ts'

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const numbers: Record<string, string> = {
  1: 'first',
  2: 'second',
  3: 'third',
  4: 'fourth',
  5: 'fifth',
  '-1': 'last',
  '-2': 'second to last',
  '-3': 'third to last',
  '-4': 'fourth to last',
  '-5': 'fifth to last',
}
const nameOf = (byDay: string) => names[weekdays.findIndex(day => byDay.endsWith(day))] ?? ''

/** `4pm`, `4:30pm`, `midday`, `midnight` (GOV.UK style), of minutes after midnight, also those of the next day. */
export function clockWords(minutes: number): string {
  const [hour, rest] = [Math.floor(minutes / 60) % 24, minutes % 60]
  if (rest === 0 && hour % 12 === 0) return hour === 0 ? 'midnight' : 'midday'
  return `${hour % 12 || 12}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}${hour < 12 ? 'am' : 'pm'}`
}

/** `4pm to 6pm`; a whole day, also one written 00:00 to 23:59, is `all day`. */
export function hoursWords(starts: number, ends: number): string {
  if (starts === 0 && ends >= 1_439) return 'all day'
  return `${clockWords(starts)} to ${clockWords(ends)}`
}

/** `Tuesday 3 March 2026`. */
export const longDay = (day: Day): string => `${nameOf(weekdayOf(day))} ${dayWords(day)}`

/** What to say beside a time that is not sure; empty for one that is. */
export const checkFirst: Record<Occurrence['why'], string> = {
  '': '',
  'bank-holiday': 'Bank holiday: check first',
  'not-confirmed': 'Times not confirmed: check first',
  'calendar-unknown': 'School holidays not known here: check first',
}

/** A schedule in words, without a full stop. With `today`, a first day still to come is said and days gone by are not. */
export function scheduleWords(schedule: Schedule, today?: Day): string {
  const { starts, ends, calendar, bankHolidays, count, checkedUntil } = schedule
  const once = schedule.freq === 'once'
  return sentence(
    [
      once ? onceWords(schedule) : patternWords(schedule),
      hoursWords(minutesOf(starts), minutesOf(ends)),
      ...(once ? [] : [calendar === 'term' && 'term time only', calendar === 'holidays' && 'school holidays only']),
      ...(once
        ? []
        : [spanWords(schedule, today), count !== null && plural(count, 'time'), daysWords(schedule, today)]),
      !once && bankHolidays === 'closed' && 'not on bank holidays',
      checkedUntil !== null &&
        today !== undefined &&
        checkedUntil < today &&
        `times not confirmed since ${dayWords(checkedUntil)}`,
    ]
      .filter(Boolean)
      .join(', '),
  )
}

const onceWords = ({ from, add, exclude }: Schedule) =>
  list(
    [...new Set([from, ...add])]
      .filter(day => !exclude.includes(day))
      .sort()
      .map(longDay),
  )

function patternWords(schedule: Schedule): string {
  if (schedule.freq === 'monthly') return monthWords(schedule)
  const { byDay } = partsOf(schedule)
  if (schedule.freq === 'weekly') return weekWords(byDay, schedule.interval)
  if (schedule.interval > 1) return `every ${schedule.interval} days`
  return byDay.length > 0 ? weekWords(byDay, 1) : 'every day'
}

function weekWords(byDay: readonly string[], interval: number): string {
  const days = weekdays.filter(day => byDay.includes(day))
  if (interval === 1) return manyDays(days)
  if (interval > 2) return `every ${interval} weeks on ${manyDays(days)}`
  return days.length === 1 ? `every other ${nameOf(days[0] ?? '')}` : `every other week, ${manyDays(days)}`
}

/** `Monday to Friday` where three or more follow each other, else `Tuesdays and Thursdays`. */
function manyDays(days: readonly (typeof weekdays)[number][]): string {
  if (days.length === 7) return 'every day'
  const at = days.map(day => weekdays.indexOf(day))
  const [first = 0, last = 0] = [at[0], at.at(-1)]
  if (days.length > 2 && last - first === days.length - 1) return `${names[first]} to ${names[last]}`
  return list(days.map(day => `${nameOf(day)}s`))
}

function monthWords(schedule: Schedule): string {
  const { byDay, byMonthDay } = partsOf(schedule)
  const months = schedule.interval === 1 ? 'each month' : `every ${schedule.interval} months`
  const every = byDay.filter(day => day.length === 2)
  const numbered = byDay.filter(day => day.length > 2)
  const dates = byMonthDay.map(dateWords)
  if (dates.length === 0 && numbered.length === 0 && schedule.interval === 1)
    return manyDays(weekdays.filter(day => every.includes(day)))
  const days = [
    ...numbered.map(day => `${numbers[day.slice(0, -2).replace('+', '')]} ${nameOf(day)}`),
    ...every.map(day => `every ${nameOf(day)}`),
  ]
  if (days.length === 0) return `the ${list(dates)} of ${months}`
  const which = numbered.length > 0 ? `the ${list(days)} of ${months}` : `${list(days)} of ${months}`
  return dates.length === 0 ? which : `${which}, if it is the ${dates.join(' or the ')}`
}

/** `1st`, `22nd`, `last day`, `3rd to last day`. */
function dateWords(day: number): string {
  if (day === -1) return 'last day'
  return day < 0 ? `${ordinal(-day)} to last day` : ordinal(day)
}

function ordinal(n: number): string {
  const ending = n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${ending}`
}

/** First day where it matters, that is where it is to come or others are counted from it, and last day. */
function spanWords({ from, until, interval, count }: Schedule, today: Day | undefined): string {
  const first = interval > 1 || count !== null || (today !== undefined && from > today) ? `from ${dayWords(from)}` : ''
  return [first, until === null ? '' : `until ${dayWords(until)}`].filter(Boolean).join(' ')
}

function daysWords({ exclude, add }: Schedule, today: Day | undefined): string {
  const still = (days: readonly Day[]) => days.filter(day => today === undefined || day >= today).toSorted()
  const said = (days: readonly Day[], before: string) => {
    if (days.length === 0) return ''
    return days.length > 3 ? `${before} ${days.length} dates` : `${before} ${list(days.map(dayWords))}`
  }
  return [
    said(still(exclude), 'not on'),
    said(
      still(add).filter(day => !exclude.includes(day)),
      'also on',
    ),
  ]
    .filter(Boolean)
    .join(', ')
}
