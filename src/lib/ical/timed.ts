// Sessions as iCalendar (RFC 5545): series in London's wall time with the rules of its clock changes beside them (finder rule 2.6).
import { type Day, dayWords } from '../dates.ts'
import { escaped, fold } from '../ical.ts'
import { minutesOf, partsOf } from '../schedule/expand.ts'
import { stampAt } from '../schedule/instants.ts'
import { known } from '../schedule/known.ts'
import { schedulingNote } from '../schedule/openactive.ts'
import type { DayFacts, Schedule } from '../schedule/types.ts'

export interface Timed {
  /** The same for the same thing every time, with an `@`. */
  uid: string
  /** Calendars take a higher one over a lower: sequenceOf says which. */
  sequence: number
  /** For what could put somebody at risk on a shared screen, a title that says nothing. */
  title: string
  note: string
  /** Empty where none may be known. */
  place: string
  url: string
  schedules: readonly Schedule[]
}

const since = Date.UTC(2020, 0) / 1_000

/**
 * A number that is higher after each change, of a moment in milliseconds: the days of a term may change where nobody wrote a new version. Seconds, so that
 * it stays a whole number of the standard, of 31 bits, until 2088.
 */
export const sequenceOf = (modified: number): number => Math.max(0, Math.floor(modified / 1_000) - since)

/** The day it is made, the instant `YYYYMMDDTHHMMSSZ`, and the calendar of the borough. */
export interface Made {
  today: Day
  stamp: string
  factsOf(day: Day): DayFacts
}

// Since 1996 the clocks of the European Union and of the United Kingdom change on the last Sundays of March and October, at 01:00 UTC.
const zone = `BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE`.split('\n')

/** A calendar of sessions. What has gone by long ago is left out, and so is an event none of whose times are left. */
export function timedCalendar(name: string, made: Made, events: readonly Timed[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Upstream//Things to do//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(name)}`,
    'X-WR-TIMEZONE:Europe/London',
    ...zone,
    ...events.flatMap(event => event.schedules.flatMap((schedule, i) => partsIn(event, schedule, i, made))),
    'END:VCALENDAR',
  ]
  return `${lines.map(fold).join('\r\n')}\r\n`
}

// Days added stand in an event of their own: the first day of a series must be one of its rule.
function partsIn(event: Timed, schedule: Schedule, index: number, made: Made): string[] {
  const told = known(schedule, made.today, made.factsOf)
  const days = told.rule.filter(day => told.kept.has(day))
  const goesOn = told.goesOn && (schedule.calendar === 'always' || told.unknown)
  const out = told.rule.filter(day => !told.kept.has(day))
  return [
    ...eventLines(event, schedule, `${index + 1}`, made, days[0], seriesLines(schedule, days, out, goesOn)),
    ...eventLines(
      event,
      schedule,
      `${index + 1}-days`,
      made,
      told.added[0],
      listed('RDATE', schedule, told.added.slice(1)),
    ),
  ]
}

function seriesLines(schedule: Schedule, days: readonly Day[], out: readonly Day[], goesOn: boolean): string[] {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined || (first === last && !goesOn)) return []
  const { byDay, byMonthDay } = partsOf(schedule)
  const rule = [
    `FREQ=${schedule.freq.toUpperCase()}`,
    ...(schedule.interval > 1 ? [`INTERVAL=${schedule.interval}`, 'WKST=MO'] : []),
    ...(byDay.length > 0 ? [`BYDAY=${byDay.join(',')}`] : []),
    ...(byMonthDay.length > 0 ? [`BYMONTHDAY=${byMonthDay.join(',')}`] : []),
    // In UTC, since the start has a zone (3.3.10).
    ...(goesOn ? [] : [`UNTIL=${stampAt({ day: last, minutes: minutesOf(schedule.starts) })}`]),
  ]
  const inside = out.filter(day => day > first && (goesOn || day < last))
  return [`RRULE:${rule.join(';')}`, ...listed('EXDATE', schedule, inside)]
}

const listed = (name: string, { starts }: Schedule, days: readonly Day[]): string[] =>
  days.length === 0 ? [] : [`${name};TZID=Europe/London:${days.map(day => local(day, minutesOf(starts))).join(',')}`]

/** `20260701T170000`, wall time. */
function local(day: Day, minutes: number): string {
  const clock = new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000).toISOString()
  return `${clock.slice(0, 19).replace(/[-:]/g, '')}`
}

function eventLines(
  event: Timed,
  schedule: Schedule,
  part: string,
  made: Made,
  first: Day | undefined,
  rule: string[],
): string[] {
  if (first === undefined) return []
  const starts = minutesOf(schedule.starts)
  const ends = minutesOf(schedule.ends)
  const note = [event.note, ...notesOf(schedule)].filter(Boolean).join('\n')
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(event.uid.replace('@', `-${part}@`))}`,
    `DTSTAMP:${made.stamp}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTART;TZID=Europe/London:${local(first, starts)}`,
    `DTEND;TZID=Europe/London:${local(first, ends > starts ? ends : ends + 1_440)}`,
    ...rule,
    `SUMMARY:${escaped(event.title)}`,
    ...(note ? [`DESCRIPTION:${escaped(note)}`] : []),
    ...(event.place ? [`LOCATION:${escaped(event.place)}`] : []),
    ...(event.url ? [`URL:${event.url}`] : []),
    'END:VEVENT',
  ]
}

const notesOf = (schedule: Schedule): string[] => {
  const { checkedUntil } = schedule
  return [
    schedule.freq === 'once' ? '' : schedulingNote(schedule),
    checkedUntil === null ? '' : `Times known until ${dayWords(checkedUntil)}: check first after that`,
  ]
}
