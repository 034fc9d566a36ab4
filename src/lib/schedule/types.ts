import type { Day } from '../dates.ts'

/** `MO`, or of a month `2TU` (the second Tuesday), `-1FR` (the last Friday), as iCalendar writes them (RFC 5545, 3.3.10). */
export type ByDay = string

/** Wall time, `HH:MM`, `00:00` to `23:59`. */
export type Clock = string

/** When something happens: a rule in the wall time of one zone. What is left out does not limit. */
export interface Schedule {
  /** IANA name. Wall time in it is the truth: 17:00 stays 17:00 when the clocks change. */
  zone: 'Europe/London'
  /** First day it may happen; what fortnights and months are counted from. */
  from: Day
  /** Last day it happens, included; null: goes on. Past it, it has ended. */
  until: Day | null
  /** Known until this day; null: not said. Past it, times are not confirmed, which is not the same as closed. */
  checkedUntil: Day | null
  starts: Clock
  /** Not later than `starts`: on the next day. */
  ends: Clock
  freq: 'once' | 'daily' | 'weekly' | 'monthly'
  /** Every so many days, weeks or months, from 1. */
  interval: number
  byDay: readonly ByDay[]
  /** Days of the month, 1 to 31, or from its end, -1 to -31; a month without such a day is left out. */
  byMonthDay: readonly number[]
  /** How many times in all; null: no such end. */
  count: number | null
  exclude: readonly Day[]
  add: readonly Day[]
  /** In term time or school holidays only, by the borough's calendar. */
  calendar: 'always' | 'term' | 'holidays'
  bankHolidays: 'open' | 'closed' | 'unknown'
}

/** One dated time. */
export interface Occurrence {
  day: Day
  /** Minutes after midnight of `day`, wall time. */
  starts: number
  /** Over 1,440: on the next day. */
  ends: number
  /** False where somebody should check first: `why` says what is not known. */
  sure: boolean
  why: '' | 'bank-holiday' | 'not-confirmed' | 'calendar-unknown'
}

/** What the calendar of one borough says of a day. */
export interface DayFacts {
  kind: 'term' | 'holiday' | 'unknown'
  bankHoliday: boolean
}
