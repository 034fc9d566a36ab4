// Schedules for OpenActive (Modelling Opportunity Data 2.0) and schema.org, which know single exceptions and no terms. Times are wall time
// without a zone, the zone beside them (finder rules 2.4.3 and 2.6). Nothing is null or empty.
import type { Day } from '../dates.ts'
import { minutesOf, partsOf, weekdayOf, weekdays } from './expand.ts'
import { isoAt } from './instants.ts'
import { type Known, known } from './known.ts'
import type { Clock, DayFacts, Occurrence, Schedule } from './types.ts'

export interface ActiveSchedule {
  '@type': 'Schedule' | 'PartialSchedule'
  startDate: Day
  endDate?: Day
  startTime: Clock
  endTime: Clock
  /** Of one time, by the clock. */
  duration: string
  repeatFrequency: string
  byDay?: string[]
  byMonthDay?: number[]
  exceptDate?: Day[]
  scheduleTimezone: 'Europe/London'
  /** OpenActive only. */
  scheduledEventType?: 'ScheduledSession'
}

/**
 * A schedule, and one for each day added or that happens once: nothing where all of it has gone by. One for terms or holidays ends with the
 * calendar that is known, each day without a time a `exceptDate`; where nothing is known it is a `PartialSchedule`. Beside it belongs
 * `schedulingNote`. `scheduledEventType` is for OpenActive: schema.org has no such property.
 */
export function toOpenActive(schedule: Schedule, today: Day, factsOf: (day: Day) => DayFacts): ActiveSchedule[] {
  const told = known(schedule, today, factsOf)
  const series = seriesOf(schedule, told)
  return [...(series ? [series] : []), ...told.added.map(day => dated(schedule, day))].filter(
    each => each.endDate === undefined || each.endDate >= today,
  )
}

/** The same for schema.org. */
export const toSchemaOrg = (schedule: Schedule, today: Day, factsOf: (day: Day) => DayFacts) =>
  toOpenActive(schedule, today, factsOf).map(({ scheduledEventType: _own, ...rest }) => ({
    ...rest,
    '@type': 'Schedule' as const,
  }))

/** What no property can say, for `schedulingNote`; empty where there is nothing. */
export const schedulingNote = ({ calendar, bankHolidays }: Schedule): string =>
  [
    calendar === 'term' && 'Term time only',
    calendar === 'holidays' && 'School holidays only',
    bankHolidays === 'closed' && 'Not on bank holidays',
    bankHolidays === 'unknown' && 'Check first on bank holidays',
  ]
    .filter(Boolean)
    .join('. ')

/** Instants of one time, for ScheduledSession and Event. It lasts as long as lies between them, also in a night in which the clocks change. */
export function sessionTimes({ day, starts, ends }: Pick<Occurrence, 'day' | 'starts' | 'ends'>) {
  const startDate = isoAt({ day, minutes: starts })
  const last = isoAt({ day, minutes: ends })
  // begun in the hour that does not come in March, it begins an hour on; then it ends no sooner than that
  const endDate = Date.parse(last) > Date.parse(startDate) ? last : isoAt({ day, minutes: ends + 60 })
  return { startDate, endDate, duration: durationOf((Date.parse(endDate) - Date.parse(startDate)) / 60_000) }
}

/** `PT1H30M` of minutes. */
export const durationOf = (minutes: number): string =>
  `PT${minutes >= 60 ? `${Math.floor(minutes / 60)}H` : ''}${minutes % 60 > 0 ? `${minutes % 60}M` : ''}`

function seriesOf(schedule: Schedule, told: Known): ActiveSchedule | undefined {
  const days = told.rule.filter(day => told.kept.has(day))
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const goesOn = told.goesOn && (schedule.calendar === 'always' || told.unknown)
  const except = told.rule.filter(day => !told.kept.has(day) && day > first && (goesOn || day < last))
  return {
    '@type': told.unknown ? 'PartialSchedule' : 'Schedule',
    startDate: first,
    ...(goesOn ? {} : { endDate: last }),
    ...timesOf(schedule),
    ...repeatOf(schedule),
    ...(except.length > 0 ? { exceptDate: except } : {}),
    ...(told.unknown ? {} : { scheduledEventType: 'ScheduledSession' as const }),
  }
}

const dated = (schedule: Schedule, day: Day): ActiveSchedule => ({
  '@type': 'Schedule',
  startDate: day,
  endDate: day,
  ...timesOf(schedule),
  repeatFrequency: 'P1W',
  byDay: [dayAddress(weekdayOf(day))],
  scheduledEventType: 'ScheduledSession',
})

function timesOf({ starts, ends }: Schedule) {
  const length = minutesOf(ends) - minutesOf(starts)
  return {
    startTime: starts,
    endTime: ends,
    duration: durationOf(length > 0 ? length : length + 1_440),
    scheduleTimezone: 'Europe/London' as const,
  }
}

function repeatOf(schedule: Schedule): Pick<ActiveSchedule, 'repeatFrequency' | 'byDay' | 'byMonthDay'> {
  const { byDay, byMonthDay } = partsOf(schedule)
  // Weekdays of a daily rule are a weekly rule: not every reader takes weekdays from a day.
  const weekly = schedule.freq === 'daily' && schedule.interval === 1 && byDay.length > 0 && byMonthDay.length === 0
  const unit = weekly || schedule.freq === 'weekly' ? 'W' : schedule.freq === 'monthly' ? 'M' : 'D'
  return {
    repeatFrequency: `P${schedule.interval}${unit}`,
    ...(byDay.length > 0 ? { byDay: byDay.map(dayAddress) } : {}),
    ...(byMonthDay.length > 0 ? { byMonthDay } : {}),
  }
}

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const week: readonly string[] = weekdays

/** The address of a weekday; with a number before it there is none, and it stays as calendars write it, `-1FR`. */
const dayAddress = (byDay: string): string =>
  byDay.length > 2 ? byDay : `https://schema.org/${names[week.indexOf(byDay)] ?? ''}`
