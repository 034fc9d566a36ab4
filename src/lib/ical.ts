import { addDays, type Day } from './dates.ts'

export interface AllDay {
  /** The same for the same thing every time, so that calendars bring it up to date. */
  uid: string
  title: string
  from: Day
  /** Last day, included. */
  to: Day
  url: string
  note: string
}

/** Text of a field: what would end it or the line is escaped (RFC 5545, 3.3.11). */
export const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replace(/\r\n?|\n/g, '\\n')

/** Lines of at most 75 octets; a longer one goes on after a space (RFC 5545, 3.1). Characters are never cut. */
export function fold(line: string): string {
  const size = (text: string) => new TextEncoder().encode(text).length
  const parts: string[] = []
  let part = ''
  for (const letter of line) {
    if (size(part) + size(letter) > (parts.length === 0 ? 75 : 74)) {
      parts.push(part)
      part = ''
    }
    part += letter
  }
  return [...parts, part].join('\r\n ')
}

const compact = (day: Day) => day.replaceAll('-', '')

/**
 * A calendar of whole days as iCalendar text (RFC 5545). `stamp` is the instant it is made, `YYYYMMDDTHHMMSSZ`; the end of an all-day event is
 * the day after its last (3.6.1). Throws a RangeError for an event that ends before it begins.
 */
export function icalendar(name: string, stamp: string, events: readonly AllDay[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Upstream//Calendar//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap(event => eventLines(event, stamp)),
    'END:VCALENDAR',
  ]
  return `${lines.map(fold).join('\r\n')}\r\n`
}

// A year of five figures is no date to a calendar (RFC 5545, 3.3.4), and one such line spoils the whole of it.
const dayAfter = (day: Day): Day => (day === '9999-12-31' ? day : addDays(day, 1))

function eventLines(event: AllDay, stamp: string): string[] {
  if (event.to < event.from) throw new RangeError(`icalendar: "${event.title}" ends on ${event.to}, before it begins`)
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(event.uid)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(event.from)}`,
    `DTEND;VALUE=DATE:${compact(dayAfter(event.to))}`,
    `SUMMARY:${escaped(event.title)}`,
    ...(event.note ? [`DESCRIPTION:${escaped(event.note)}`] : []),
    ...(event.url ? [`URL:${event.url}`] : []),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}
