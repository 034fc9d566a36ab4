// Calendars of other people as schedules in London's wall time.
import type { Day } from '../dates.ts'
import { wallOf } from '../schedule/instants.ts'
import { schedule } from '../schedule/make.ts'
import { clockOf, type Flag, readDays } from '../schedule/read.ts'
import type { Clock, Schedule } from '../schedule/types.ts'
import { type Component, components, contentLines, type Line, ruleParts, unescaped } from './lines.ts'

export interface Event {
  uid: string
  title: string
  note: string
  place: string
  url: string
  /** Undefined where its times cannot be said here; `flags` say why. */
  schedule: Schedule | undefined
  flags: Flag[]
}

/** The events of a calendar. One that is called off (`STATUS:CANCELLED`) or stands for one changed time (`RECURRENCE-ID`) is left out. */
export function fromIcal(text: string): Event[] {
  const calendars = components(contentLines(text), () => {}).filter(part => part.name === 'VCALENDAR')
  return calendars
    .flatMap(calendar => calendar.parts.filter(part => part.name === 'VEVENT'))
    .filter(event => value(event, 'STATUS') !== 'CANCELLED' && value(event, 'RECURRENCE-ID') === '')
    .map(readEvent)
}

const line = (event: Component, name: string): Line | undefined => event.lines.find(each => each.name === name)
const value = (event: Component, name: string): string => unescaped(line(event, name)?.value ?? '')

function readEvent(event: Component): Event {
  const flags = new Set<Flag>()
  const found = readSchedule(event, flag => flags.add(flag))
  return {
    uid: value(event, 'UID'),
    title: value(event, 'SUMMARY'),
    note: value(event, 'DESCRIPTION'),
    place: value(event, 'LOCATION'),
    url: value(event, 'URL'),
    schedule: found,
    flags: [...flags],
  }
}

type Say = (flag: Flag) => void

function readSchedule(event: Component, flag: Say): Schedule | undefined {
  const start = momentsOf(line(event, 'DTSTART'), flag)[0]
  const end = momentsOf(line(event, 'DTEND'), flag)[0]?.clock ?? lasting(start, value(event, 'DURATION'))
  if (!start || end === undefined) {
    flag('times-missing')
    return undefined
  }
  const rule = readRule(value(event, 'RRULE'), flag)
  if (!rule) return undefined
  const days = (name: string) =>
    [
      ...new Set(
        event.lines.filter(each => each.name === name).flatMap(each => momentsOf(each, flag).map(({ day }) => day)),
      ),
    ].slice(0, 400)
  return schedule({
    from: start.day,
    starts: start.clock,
    ends: end,
    ...rule,
    exclude: days('EXDATE'),
    add: days('RDATE'),
  })
}

interface Moment {
  day: Day
  clock: Clock
}

/** Times of a field in London; none for whole days and times of another zone. */
function momentsOf(field: Line | undefined, flag: Say): Moment[] {
  if (!field || field.params.VALUE === 'DATE') return []
  const zone = field.params.TZID
  if (zone !== undefined && zone !== 'Europe/London') {
    flag('other-zone')
    return []
  }
  return field.value.split(',').flatMap(text => moment(text) ?? [])
}

function moment(text: string): Moment | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})\d{2}(Z?)$/.exec(text.trim())
  if (!parts) return undefined
  const [, year, month, date, hour, minute, utc] = parts
  // Read as if in UTC, it is only looked at whether there is such a time.
  const clock = `${year}-${month}-${date}T${hour}:${minute}:00`
  const wall = wallOf(`${clock}Z`)
  if (!wall) return undefined
  return utc ? { day: wall.day, clock: clockOf(wall.minutes) } : { day: clock.slice(0, 10), clock: clock.slice(11, 16) }
}

/** The end of `PT1H30M` after the start, up to a day. */
function lasting(start: Moment | undefined, duration: string): Clock | undefined {
  const parts = /^PT(?:(\d{1,2})H)?(?:(\d{1,3})M)?$/.exec(duration)
  const minutes = Number(parts?.[1] ?? 0) * 60 + Number(parts?.[2] ?? 0)
  if (!start || minutes < 1 || minutes > 1_440) return undefined
  return clockOf(Number(start.clock.slice(0, 2)) * 60 + Number(start.clock.slice(3)) + minutes)
}

const frequencies: Record<string, Schedule['freq']> = { DAILY: 'daily', WEEKLY: 'weekly', MONTHLY: 'monthly' }
// What changes which days a rule has, and is not known here.
const unknown = ['BYSETPOS', 'BYMONTH', 'BYYEARDAY', 'BYWEEKNO', 'BYHOUR', 'BYMINUTE']

function readRule(rule: string, flag: Say): Partial<Schedule> | undefined {
  if (rule === '') return { freq: 'once' }
  const parts = ruleParts(rule.toUpperCase())
  const freq = frequencies[parts.get('FREQ') ?? '']
  const byDay = readDays(parts.get('BYDAY') ?? '', flag)
  const sundayFirst = parts.get('WKST') === 'SU' && Number(parts.get('INTERVAL') ?? 1) > 1 && freq === 'weekly'
  if (!freq || !byDay || sundayFirst || unknown.some(name => parts.has(name))) {
    flag('freq-unread')
    return undefined
  }
  const count = Number(parts.get('COUNT') ?? 0)
  return {
    freq,
    byDay,
    byMonthDay: (parts.get('BYMONTHDAY') ?? '')
      .split(',')
      .filter(Boolean)
      .map(Number)
      .filter(day => Number.isInteger(day) && day !== 0 && Math.abs(day) <= 31),
    interval: Math.min(52, Math.max(1, Math.trunc(Number(parts.get('INTERVAL') ?? 1)) || 1)),
    count: Number.isInteger(count) && count > 0 ? Math.min(count, 1_000) : null,
    until: untilOf(parts.get('UNTIL') ?? ''),
  }
}

/** The London day of `UNTIL`, whether an instant or a day. */
function untilOf(until: string): Day | null {
  return moment(until)?.day ?? moment(`${until}T000000`)?.day ?? null
}
