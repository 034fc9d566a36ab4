import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  firstDay,
  lastDay,
  type Month,
  monthRange,
} from '../../../lib/dates.ts'

/** The first and last day a calendar here knows. */
export const firstKnown: Day = '2000-01-01'
export const lastKnown: Day = '2100-12-31'

export const kinds = [
  'due',
  'review',
  'data',
  'quarter',
  'plan',
  'meeting',
  'term',
  'holiday',
  'ending',
  'other',
] as const
export type EventKind = (typeof kinds)[number]
export const kindNames: Readonly<Record<EventKind, string>> = {
  due: 'Due',
  review: 'Reviews',
  data: 'Data due',
  quarter: 'Quarters',
  plan: 'Plan window',
  meeting: 'Meetings',
  term: 'Terms',
  holiday: 'Holidays',
  ending: 'Endings',
  other: 'Other dates',
}

export interface CalendarEvent {
  id: string
  kind: EventKind
  title: string
  from: Day
  /** Last day, included. */
  to: Day
  href: string
  note: string
}

/** Ends of calendar quarters: the rhythm of returns and the reference group. */
export const quarterEnds = (from: Day, to: Day): CalendarEvent[] =>
  monthRange(from.slice(0, 7), to.slice(0, 7))
    .filter(month => Number(month.slice(5)) % 3 === 0)
    .map(month => lastDay(month))
    .filter(day => day >= from && day <= to)
    .map(day => ({
      id: `quarter-${day}`,
      kind: 'quarter',
      title: 'Quarter ends',
      from: day,
      to: day,
      href: '',
      note: '',
    }))

/** Boroughs bring their plans up to date from April to June. */
export const planWindows = (from: Day, to: Day): CalendarEvent[] =>
  [...new Set([from.slice(0, 4), to.slice(0, 4)])]
    .map(
      (year): CalendarEvent => ({
        id: `plan-${year}`,
        kind: 'plan',
        title: 'Boroughs refresh their plans',
        from: `${year}-04-01`,
        to: `${year}-06-30`,
        href: '',
        note: 'April to June',
      }),
    )
    .filter(window => window.from <= to && window.to >= from)

export interface Cell {
  day: Day
  inMonth: boolean
  events: CalendarEvent[]
}

/** The weeks of a month, Monday to Sunday, each day with what falls on it. */
export function weeksOf(month: Month, events: readonly CalendarEvent[]): Cell[][] {
  const first = firstDay(month)
  const monday = mondayOf(first)
  const last = lastDay(month)
  // counted, not compared: past the year 9999 a later day sorts before an earlier one
  const weeks = Math.floor(daysBetween(monday, last) / 7) + 1
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, k) => {
      const day = addDays(monday, week * 7 + k)
      return {
        day,
        inMonth: day.slice(0, 7) === month,
        events: events.filter(event => event.from <= day && event.to >= day),
      }
    }),
  )
}

/** The Monday of the week a day is in. */
export function mondayOf(day: Day): Day {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(day, -weekday)
}

/** The month before or after; none beyond what a calendar here knows. */
export function monthBeside(month: Month, by: number): Month | undefined {
  const other = addMonths(month, by)
  return other >= firstKnown.slice(0, 7) && other <= lastKnown.slice(0, 7) ? other : undefined
}
