// Schedules and dated sessions of OpenActive and schema.org feeds, 1.0 and 2.0, as they really write them.
import { Duration } from 'luxon'
import { z } from 'zod'
import type { Day } from '../dates.ts'
import { wallOf } from './instants.ts'
import { schedule } from './make.ts'
import { clockOf, type Flag, readClock, readDay, readDays } from './read.ts'
import type { Schedule } from './types.ts'

const text = z.union([z.string(), z.number().transform(String)]).catch('')
const texts = z
  .union([
    z.array(z.union([z.string(), z.number()]).transform(String)),
    z.union([z.string(), z.number()]).transform(one => [String(one)]),
  ])
  .catch([])
const Raw = z.object({
  '@type': text,
  type: text,
  startDate: text,
  endDate: text,
  startTime: text,
  endTime: text,
  duration: text,
  repeatFrequency: text,
  repeatCount: text,
  byDay: texts,
  byMonthDay: texts,
  exceptDate: texts,
  scheduleTimezone: text,
})
type Raw = z.output<typeof Raw>

export interface ReadOne {
  schedule: Schedule | undefined
  flags: Flag[]
}

/** A `Schedule` or `PartialSchedule`. Without a first day it counts from `today`. */
export function fromOpenActive(value: unknown, today: Day): ReadOne {
  const flags = new Set<Flag>()
  const raw = Raw.safeParse(value).data
  if (!raw) flags.add('not-a-schedule')
  return { schedule: raw && readOne(raw, today, flag => flags.add(flag)), flags: [...flags] }
}

function readOne(raw: Raw, today: Day, flag: (found: Flag) => void): Schedule | undefined {
  if (`${raw['@type']}${raw.type}`.endsWith('PartialSchedule')) flag('in-part')
  if (raw.scheduleTimezone !== '' && raw.scheduleTimezone !== 'Europe/London') {
    flag('other-zone')
    return undefined
  }
  const from = readDay(raw.startDate, flag) ?? today
  const starts = readClock(raw.startTime, from, flag)
  const ends = raw.endTime === '' ? endOf(starts, raw.duration) : readClock(raw.endTime, from, flag)
  if (starts === undefined || ends === undefined) flag('times-missing')
  const repeat = readRepeat(raw, flag)
  if (starts === undefined || ends === undefined || !repeat) return undefined
  if (repeat.interval > 1 && raw.startDate === '') flag('interval-without-start')
  const until = readDay(raw.endDate, flag) ?? null
  const once =
    until === from && repeat.freq !== 'daily'
      ? { freq: 'once' as const, byDay: [], byMonthDay: [], interval: 1, until: null }
      : {}
  const exclude = raw.exceptDate.map(day => readDay(day, flag)).filter(day => typeof day === 'string')
  return schedule({ from, until, starts, ends, ...repeat, exclude: [...new Set(exclude)].slice(0, 400), ...once })
}

/** The end by the clock; undefined where there is no duration. */
function endOf(starts: string | undefined, duration: string): string | undefined {
  const minutes = minutesIn(duration)
  return starts === undefined || minutes === undefined
    ? undefined
    : clockOf(Number(starts.slice(0, 2)) * 60 + Number(starts.slice(3)) + minutes)
}

/** Minutes of `PT1H30M`, from 1 to 1,440; undefined for anything else. */
function minutesIn(duration: string): number | undefined {
  const minutes = duration === '' ? Number.NaN : Math.round(Duration.fromISO(duration).as('minutes'))
  return minutes > 0 && minutes <= 1_440 ? minutes : undefined
}

function readRepeat(raw: Raw, flag: (found: Flag) => void) {
  const byDay = readDays(raw.byDay.join(','), flag)
  if (!byDay) return undefined
  const byMonthDay = raw.byMonthDay.map(Number).filter(day => Number.isInteger(day) && day !== 0 && Math.abs(day) <= 31)
  const found = /^P(\d{1,3})([DWM])$/.exec(
    raw.repeatFrequency || (byMonthDay.length > 0 ? 'P1M' : byDay.length > 0 ? 'P1W' : ''),
  )
  if (!found || Number(found[1]) < 1) {
    flag('freq-unread')
    return undefined
  }
  if (raw.repeatFrequency === '') flag('freq-missing')
  const count = Number(raw.repeatCount)
  return {
    ...unitOf(Number(found[1]), found[2] ?? 'W', byDay.length > 0),
    byDay,
    byMonthDay,
    count: Number.isInteger(count) && count > 0 ? Math.min(count, 1_000) : null,
  }
}

/** `P7D` with weekdays is a week, and `P1D` with weekdays is those days of every week. */
function unitOf(every: number, unit: string, hasDays: boolean): Pick<Schedule, 'freq' | 'interval'> {
  if (unit === 'M') return { freq: 'monthly', interval: Math.min(every, 52) }
  if (unit === 'W') return { freq: 'weekly', interval: Math.min(every, 52) }
  if (every % 7 === 0) return { freq: 'weekly', interval: Math.min(every / 7, 52) }
  return hasDays && every === 1 ? { freq: 'weekly', interval: 1 } : { freq: 'daily', interval: Math.min(every, 52) }
}

/** A dated session as feeds write it: instants with `Z` or an offset. */
export interface Session {
  startDate: string
  endDate: string
  duration: string
}

/**
 * Dated sessions as schedules: those with the same hours in London are one, with its days. Sessions without a readable beginning or end, or
 * longer than a day, are counted in `unread`. `most` bounds how many schedules are made.
 */
export function fromSessions(sessions: readonly Session[], most = 60): { schedules: Schedule[]; unread: number } {
  const byHours = new Map<string, Set<Day>>()
  let unread = 0
  for (const session of sessions) {
    const found = hoursOf(session)
    if (!found) unread++
    else byHours.set(found.hours, (byHours.get(found.hours) ?? new Set()).add(found.day))
  }
  const schedules = [...byHours].sort().flatMap(([hours, days]) => datedOn(hours, [...days].sort()))
  return { schedules: schedules.slice(0, most), unread }
}

function hoursOf({ startDate, endDate, duration }: Session): { day: Day; hours: string } | undefined {
  const start = wallOf(startDate)
  if (!start) return undefined
  const end = wallOf(endDate)
  const long = end ? (Date.parse(endDate) - Date.parse(startDate)) / 60_000 : minutesIn(duration)
  if (long === undefined || !(long > 0 && long <= 1_440)) return undefined
  return { day: start.day, hours: `${clockOf(start.minutes)} ${clockOf(end?.minutes ?? start.minutes + long)}` }
}

// What one schedule may hold of days added.
const daysOfOne = 400

function datedOn(hours: string, days: readonly Day[]): Schedule[] {
  const [starts = '', ends = ''] = hours.split(' ')
  const parts = Array.from({ length: Math.ceil(days.length / daysOfOne) }, (_, i) =>
    days.slice(i * daysOfOne, (i + 1) * daysOfOne),
  )
  return parts.map(([from = '', ...add]) => schedule({ from, freq: 'once', starts, ends, add }))
}
