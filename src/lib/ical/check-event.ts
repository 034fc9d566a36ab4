import { isDay } from '../dates.ts'
import { type Component, type Line, ruleParts } from './lines.ts'

export type Say = (line: number, text: string) => void

/** What is wrong with one VEVENT. `zones`: the names of the zones the calendar describes. */
export function eventProblems(event: Component, zones: ReadonlySet<string>, say: Say): void {
  const field = (name: string) => event.lines.find(line => line.name === name)
  needed(event, field, say)
  for (const line of event.lines) {
    if (times.has(line.name)) checkTimes(line, zones, say)
    if (texts.has(line.name)) checkEscaped(line, say)
    if (people.has(line.name))
      say(line.at, `${line.name} names somebody: take it out, and give a role’s address in the description`)
    if (line.name === 'URL' && !/^https?:\/\/\S+$/.test(line.value))
      say(line.at, `URL must begin with https://, not “${line.value.slice(0, 30)}”`)
  }
  const start = field('DTSTART')
  if (!start) return
  checkEnd(start, field('DTEND'), field('DURATION'), say)
  for (const rule of event.lines.filter(line => line.name === 'RRULE')) checkRule(rule, start, say)
  for (const dates of event.lines.filter(line => line.name === 'EXDATE' || line.name === 'RDATE'))
    checkDates(dates, start, say)
}

const times = new Set(['DTSTART', 'DTEND', 'EXDATE', 'RDATE', 'RECURRENCE-ID'])
const texts = new Set(['SUMMARY', 'DESCRIPTION', 'LOCATION', 'COMMENT'])
const people = new Set(['ATTENDEE', 'ORGANIZER', 'CONTACT'])
const single = [
  'UID',
  'DTSTAMP',
  'DTSTART',
  'DTEND',
  'DURATION',
  'SUMMARY',
  'DESCRIPTION',
  'LOCATION',
  'URL',
  'SEQUENCE',
  'RRULE',
]

function needed(event: Component, field: (name: string) => Line | undefined, say: Say): void {
  for (const name of ['UID', 'DTSTAMP', 'DTSTART', 'SUMMARY'])
    if (!field(name)?.value) say(field(name)?.at ?? event.at, `The event needs ${name}`)
  for (const name of single) {
    const again = event.lines.filter(line => line.name === name)[1]
    if (again) say(again.at, `${name} stands twice in one event: keep one`)
  }
  const stamp = field('DTSTAMP')
  if (stamp?.value && !isInstant(stamp.value)) say(stamp.at, 'DTSTAMP is in UTC: write it 20261122T090000Z')
  const sequence = field('SEQUENCE')
  if (sequence && !/^\d{1,9}$/.test(sequence.value))
    say(sequence.at, 'SEQUENCE is a whole number that grows with each change')
}

const isDate = (value: string) =>
  /^\d{8}$/.test(value) && isDay(`${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6, 8)}`)
const isLocal = (value: string) => isDate(value.slice(0, 8)) && /^T([01]\d|2[0-3])[0-5]\d[0-5]\d$/.test(value.slice(8))
const isInstant = (value: string) => value.endsWith('Z') && isLocal(value.slice(0, -1))

function checkTimes(line: Line, zones: ReadonlySet<string>, say: Say): void {
  const zone = line.params.TZID
  const isWhole = line.params.VALUE === 'DATE'
  if (zone !== undefined && !zones.has(zone))
    say(line.at, `There is no VTIMEZONE for ${zone}: add it, or the time is guessed`)
  for (const value of line.value.split(',')) {
    if (isWhole ? !isDate(value) : !isLocal(value.replace(/Z$/, '')))
      say(line.at, `“${value.slice(0, 20)}” is no ${isWhole ? 'date: write 20261122' : 'time: write 20261122T170000'}`)
    else if (!isWhole && zone !== undefined && value.endsWith('Z'))
      say(line.at, `${line.name} has both a zone and Z: take the Z away`)
    else if (!isWhole && zone === undefined && !value.endsWith('Z'))
      say(
        line.at,
        `${line.name} has no zone, so it is another time in every country: write ${line.name};TZID=Europe/London:`,
      )
  }
}

function checkEscaped(line: Line, say: Say): void {
  const bare = line.value.replace(/\\[\\;,nN]/g, '')
  if (/[;,]/.test(bare)) say(line.at, `${line.name} has a comma or semicolon that is not escaped: write \\, or \\;`)
  if (bare.includes('\\')) say(line.at, `${line.name} has a backslash that escapes nothing: write \\\\`)
}

function checkEnd(start: Line, end: Line | undefined, duration: Line | undefined, say: Say): void {
  if (end && duration) say(duration.at, 'There are DTEND and DURATION: keep one')
  const isWhole = start.params.VALUE === 'DATE'
  if (!end && !duration && !isWhole) say(start.at, 'The event has no end: add DTEND or DURATION')
  if (duration && !/^P(?=\w)(\d+W|(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?)$/.test(duration.value))
    say(duration.at, 'DURATION is written PT1H30M')
  if (!end) return
  if ((end.params.VALUE === 'DATE') !== isWhole)
    say(end.at, 'DTEND is of another kind than DTSTART: both days, or both times')
  else if (end.params.TZID !== start.params.TZID)
    say(end.at, 'DTEND is in another zone than DTSTART: write both in one')
  else if (end.value <= start.value)
    say(end.at, 'The event ends before it begins, or at once: put DTEND later; the day after, if past midnight')
}

function checkRule(rule: Line, start: Line, say: Say): void {
  const parts = ruleParts(rule.value)
  const freq = parts.get('FREQ') ?? ''
  if (!['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(freq))
    say(rule.at, 'RRULE needs FREQ=DAILY, WEEKLY, MONTHLY or YEARLY')
  const days = parts.get('BYDAY')?.split(',') ?? []
  for (const day of days.filter(each => !/^([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)$/.test(each)))
    say(rule.at, `BYDAY is written TU,TH or -1FR, not “${day.slice(0, 20)}”`)
  if (days.some(day => /\d/.test(day)) && freq !== 'MONTHLY' && freq !== 'YEARLY')
    say(rule.at, 'A number before a weekday means nothing in a week: take it away, or write FREQ=MONTHLY')
  if (parts.has('COUNT') && parts.has('UNTIL')) say(rule.at, 'RRULE has COUNT and UNTIL: keep one')
  for (const name of ['COUNT', 'INTERVAL'])
    if (parts.has(name) && !/^[1-9]\d{0,5}$/.test(parts.get(name) ?? ''))
      say(rule.at, `${name} is a whole number from 1`)
  if (freq === 'WEEKLY' && Number(parts.get('INTERVAL') ?? 1) > 1 && !parts.has('WKST'))
    say(rule.at, 'Where weeks are skipped it matters which day begins one: add WKST=MO')
  if (start.value.endsWith('Z'))
    say(rule.at, 'A series in UTC moves by an hour when clocks change: write DTSTART;TZID=Europe/London:')
  checkUntil(rule, parts.get('UNTIL'), start, say)
}

function checkUntil(rule: Line, until: string | undefined, start: Line, say: Say): void {
  if (until === undefined) return
  if (start.params.VALUE === 'DATE') {
    if (!isDate(until)) say(rule.at, 'DTSTART is a day, so UNTIL is one too: write UNTIL=20261122')
  } else if (!isInstant(until))
    say(rule.at, 'DTSTART has a time, so UNTIL is an instant in UTC: write UNTIL=20261122T170000Z')
  if (until.slice(0, 8) < start.value.slice(0, 8))
    say(rule.at, 'UNTIL lies before DTSTART, so it never takes place: mend one of them')
}

/** An exception that is not exactly the start of a time takes nothing out. */
function checkDates(line: Line, start: Line, say: Say): void {
  const isWhole = start.params.VALUE === 'DATE'
  if ((line.params.VALUE === 'DATE') !== isWhole)
    say(line.at, `${line.name} is of another kind than DTSTART: write the ${isWhole ? 'day' : 'time'} as there`)
  else if (line.params.TZID !== start.params.TZID)
    say(line.at, `${line.name} is in another zone than DTSTART: write it in the same`)
  else if (
    !isWhole &&
    line.name === 'EXDATE' &&
    line.value.split(',').some(value => value.slice(8) !== start.value.slice(8))
  )
    say(
      line.at,
      `EXDATE must have the time of DTSTART, ${start.value.slice(9, 11)}:${start.value.slice(11, 13)}, or it takes nothing out`,
    )
}
