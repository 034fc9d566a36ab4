// A strict look at a calendar before others subscribe to it: RFC 5545, and our own rules beside it (finder rule 2.6). Each finding names the line
// and says what to do. Pure.
import { eventProblems, type Say } from './check-event.ts'
import { type Component, components, contentLines, type Line } from './lines.ts'

export interface Problem {
  /** Line of the file, from 1. */
  line: number
  /** What is wrong, and what to write instead. */
  text: string
}
/** Everything found in a calendar, in order of lines; nothing where it is right. */
export function checkCalendar(text: string): Problem[] {
  const found: Problem[] = []
  const say: Say = (line, words) => found.push({ line, text: words })
  checkText(text, say)
  const lines = contentLines(text.replace(/^\uFEFF/, ''))
  for (const line of lines.filter(each => each.name === ''))
    say(line.at, `“${line.value.slice(0, 40)}” is not a field: write NAME:value`)
  const all = components(
    lines.filter(each => each.name !== ''),
    (line, open) => say(line.at, unpaired(line, open)),
  )
  checkTree(all, say)
  return found.sort((a, b) => a.line - b.line)
}

/** How many events a calendar has, whether right or wrong. */
export const eventsIn = (text: string): number =>
  contentLines(text).filter(({ name, value }) => name === 'BEGIN' && value.trim().toUpperCase() === 'VEVENT').length

const unpaired = (line: Line, open: string): string =>
  line.name === 'BEGIN'
    ? `BEGIN:${line.value} has no END:${line.value}: add it`
    : `END:${line.value} ends ${open === '' ? 'nothing' : `${open}, which is open here`}: close parts in the order they were opened`

function checkText(text: string, say: Say): void {
  if (text.startsWith('\uFEFF')) say(1, 'The file begins with a byte order mark: save it as UTF-8 without one')
  if (text.includes('\uFFFD')) say(1, 'Some characters are not UTF-8: save the file as UTF-8')
  const lines = text.split('\n')
  const bare = lines.slice(0, -1).findIndex(line => !line.endsWith('\r'))
  if (bare >= 0) say(bare + 1, 'The line does not end with CR LF: end every line with both')
  if (lines.at(-1) !== '') say(lines.length, 'The last line does not end: add CR LF after END:VCALENDAR')
  const size = new TextEncoder()
  for (const [i, line] of lines.entries()) {
    const octets = size.encode(line.replace(/\r$/, '')).length
    if (octets > 75) say(i + 1, `The line has ${octets} octets: fold it at 75, between characters`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(line))
      say(i + 1, 'There is a control character: take it out')
    if (line === '\r' || (line === '' && i < lines.length - 1)) say(i + 1, 'The line is empty: take it out')
  }
}

function checkTree(all: readonly Component[], say: Say): void {
  const calendars = all.filter(part => part.name === 'VCALENDAR')
  if (calendars.length === 0) say(1, 'There is no BEGIN:VCALENDAR: this is not a calendar')
  for (const part of all.filter(each => each.name !== 'VCALENDAR'))
    say(
      part.lines[0]?.at ?? part.at,
      'This stands outside BEGIN:VCALENDAR and END:VCALENDAR: move it inside or take it out',
    )
  for (const calendar of calendars) checkCalendarOf(calendar, say)
}

function checkCalendarOf(calendar: Component, say: Say): void {
  const value = (name: string) => calendar.lines.find(line => line.name === name)
  if (value('VERSION')?.value !== '2.0') say(value('VERSION')?.at ?? calendar.at, 'The calendar needs VERSION:2.0')
  if (!value('PRODID')?.value) say(calendar.at, 'The calendar needs a PRODID that says which program made it')
  const method = value('METHOD')
  if (method) say(method.at, 'METHOD makes a feed an invitation: take it out')
  const zones = calendar.parts.filter(part => part.name === 'VTIMEZONE')
  for (const zone of zones) checkZone(zone, say)
  const events = calendar.parts.filter(part => part.name === 'VEVENT')
  if (events.length === 0) say(calendar.at, 'There is no event: publish no feed rather than an empty one')
  const names = new Set(zones.map(zone => zone.lines.find(line => line.name === 'TZID')?.value ?? ''))
  for (const event of events) eventProblems(event, names, say)
  checkUids(events, say)
}

function checkZone(zone: Component, say: Say): void {
  const id = zone.lines.find(line => line.name === 'TZID')
  if (!id?.value) say(zone.at, 'VTIMEZONE needs a TZID, such as Europe/London')
  const parts = zone.parts.filter(part => part.name === 'STANDARD' || part.name === 'DAYLIGHT')
  if (parts.length === 0) say(zone.at, 'VTIMEZONE needs a STANDARD or DAYLIGHT part')
  for (const part of parts)
    for (const name of ['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO'])
      if (!part.lines.some(line => line.name === name)) say(part.at, `${part.name} needs ${name}`)
  for (const line of parts.flatMap(part => part.lines))
    if (line.name.startsWith('TZOFFSET') && !/^[+-]\d{4}$/.test(line.value))
      say(line.at, `${line.name} is written +0100, not “${line.value}”`)
}

function checkUids(events: readonly Component[], say: Say): void {
  const seen = new Map<string, number>()
  for (const event of events) {
    const uid = event.lines.find(line => line.name === 'UID')
    if (!uid) continue
    const key = `${uid.value} ${event.lines.find(line => line.name === 'RECURRENCE-ID')?.value ?? ''}`
    const first = seen.get(key)
    if (first !== undefined)
      say(uid.at, `UID ${uid.value} stands on line ${first} too: give each event its own, the same every time`)
    else seen.set(key, uid.at)
  }
}
