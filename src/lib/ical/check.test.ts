import { describe, expect, test } from 'vitest'
import { icalendar } from '../ical.ts'
import { checkCalendar } from './check.ts'

const right = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
DTSTART:19961027T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1@x
DTSTAMP:20261122T090000Z
SEQUENCE:1
DTSTART;TZID=Europe/London:20261103T170000
DTEND;TZID=Europe/London:20261103T180000
RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=MO;UNTIL=20261215T170000Z
EXDATE;TZID=Europe/London:20261117T170000
SUMMARY:Boxing\\, free
URL:https://x.example/1
END:VEVENT
END:VCALENDAR
`
const crlf = (text: string) => text.replaceAll('\n', '\r\n')
const found = (text: string) => checkCalendar(crlf(text)).map(each => `${each.line}: ${each.text}`)
const broken = (from: string, to: string) => found(right.replace(from, to))

describe('the check of a calendar', () => {
  test('finds nothing in a right one, nor in our own of whole days', () => {
    expect(found(right)).toEqual([])
    const days = icalendar('x', '20261122T090000Z', [
      { uid: 'a@b', title: 'A, b', from: '2026-12-31', to: '2026-12-31', url: '', note: 'x'.repeat(200) },
    ])
    expect(checkCalendar(days)).toEqual([])
  })
  test.each([
    ['no version', 'VERSION:2.0\n', '', 1, 'VERSION:2.0'],
    ['no program', 'PRODID:-//x//y//EN\n', '', 1, 'PRODID'],
    ['an invitation', 'VERSION:2.0', 'VERSION:2.0\nMETHOD:REQUEST', 3, 'take it out'],
    ['no UID', 'UID:1@x\n', '', 12, 'needs UID'],
    ['no title', 'SUMMARY:Boxing\\, free\n', '', 12, 'needs SUMMARY'],
    ['a stamp not in UTC', '090000Z', '090000', 14, 'in UTC'],
    ['a sequence of words', 'SEQUENCE:1', 'SEQUENCE:one', 15, 'whole number'],
    ['a time without zone', 'DTSTART;TZID=Europe/London:', 'DTSTART:', 16, 'no zone'],
    ['a zone not described', 'TZID:Europe/London', 'TZID:Europe/Paris', 16, 'no VTIMEZONE for Europe/London'],
    ['zone and Z', '20261103T170000\n', '20261103T170000Z\n', 16, 'take the Z away'],
    ['a day there is not', '20261103T170000', '20260230T170000', 16, 'no time'],
    ['an end before the beginning', '20261103T180000', '20261103T160000', 17, 'ends before it begins'],
    [
      'an end in another zone',
      'DTEND;TZID=Europe/London:20261103T180000',
      'DTEND:20261103T180000Z',
      17,
      'another zone',
    ],
    ['no end', 'DTEND;TZID=Europe/London:20261103T180000\n', '', 16, 'no end'],
    ['an end twice over', 'SEQUENCE:1', 'DURATION:PT1H', 15, 'keep one'],
    ['a length not written so', 'DTEND;TZID=Europe/London:20261103T180000', 'DURATION:1 hour', 17, 'PT1H30M'],
    ['no frequency', 'FREQ=WEEKLY', 'FREQ=OFTEN', 18, 'FREQ=DAILY'],
    ['a weekday in words', 'WKST=MO', 'WKST=MO;BYDAY=Tuesday', 18, 'not “Tuesday”'],
    ['a number before a weekday of a week', 'WKST=MO', 'WKST=MO;BYDAY=2TU', 18, 'means nothing in a week'],
    ['fortnights without their first weekday', ';WKST=MO', '', 18, 'add WKST=MO'],
    ['two ends of a series', 'WKST=MO', 'WKST=MO;COUNT=3', 18, 'COUNT and UNTIL'],
    ['no times at all', 'UNTIL=20261215T170000Z', 'COUNT=0', 18, 'from 1'],
    ['an end of the series not in UTC', '20261215T170000Z', '20261215T170000', 18, 'instant in UTC'],
    ['an end of the series before it begins', '20261215T170000Z', '20261015T170000Z', 18, 'never takes place'],
    ['an exception at another time', '20261117T170000', '20261117T160000', 19, 'time of DTSTART, 17:00'],
    [
      'an exception that is a day',
      'EXDATE;TZID=Europe/London:20261117T170000',
      'EXDATE;VALUE=DATE:20261117',
      19,
      'another kind',
    ],
    [
      'an exception in another zone',
      'EXDATE;TZID=Europe/London:20261117T170000',
      'EXDATE:20261117T170000Z',
      19,
      'another zone',
    ],
    ['a comma not escaped', 'Boxing\\, free', 'Boxing, free', 20, 'not escaped'],
    ['a backslash that escapes nothing', 'Boxing\\,', 'Boxing\\x', 20, 'backslash'],
    ['an address that is none', 'URL:https://x.example/1', 'URL:www.x.example', 21, 'https://'],
    ['somebody’s name', 'SEQUENCE:1', 'ORGANIZER;CN=Ann:mailto:a@b', 15, 'names somebody'],
    ['a field twice', 'SEQUENCE:1', 'SUMMARY:Again', 20, 'stands twice'],
    ['a line that is no field', 'SEQUENCE:1', 'Just words', 15, 'not a field'],
    ['an empty line', 'SEQUENCE:1', '', 15, 'empty'],
    ['a part left open', 'END:VEVENT\n', '', 22, 'close parts in the order'],
    ['a part ended twice', 'END:VEVENT', 'END:VEVENT\nEND:VEVENT', 23, 'ends VCALENDAR, which is open here'],
    ['a zone without offsets', 'TZOFFSETTO:+0000\n', '', 6, 'needs TZOFFSETTO'],
    ['an offset in words', '+0100', '1 hour', 8, 'written +0100'],
    ['a line too long', 'Boxing', 'Boxing'.repeat(15), 20, 'fold it at 75'],
    ['a control character', 'Boxing', 'Box\u0007ing', 20, 'control character'],
  ])('%s', (_name, from, to, line, words) => {
    const all = broken(from, to)
    expect(
      all.filter(each => each.startsWith(`${line}: `) && each.includes(words)),
      all.join('\n'),
    ).toHaveLength(1)
  })
  test('a series in UTC would move with the clocks', () =>
    expect(found(right.replaceAll(';TZID=Europe/London:20261103T170000', ':20261103T170000Z')).join()).toContain(
      'moves by an hour',
    ))
  test('the same UID twice', () => {
    const event = right.slice(right.indexOf('BEGIN:VEVENT'), right.indexOf('END:VCALENDAR'))
    expect(found(right.replace('END:VCALENDAR', `${event}END:VCALENDAR`))).toEqual([
      '24: UID 1@x stands on line 13 too: give each event its own, the same every time',
    ])
  })
  test('line ends, byte order mark, no last line end, not UTF-8', () => {
    expect(checkCalendar(right)[0]).toEqual({
      line: 1,
      text: 'The line does not end with CR LF: end every line with both',
    })
    expect(checkCalendar(`\uFEFF${crlf(right)}`)[0]?.text).toContain('byte order mark')
    expect(checkCalendar(crlf(right).slice(0, -2))).toMatchObject([
      { line: 23, text: 'The last line does not end: add CR LF after END:VCALENDAR' },
    ])
    expect(found(right.replace('Boxing', 'Box\uFFFDing'))[0]).toContain('UTF-8')
  })
  test('no calendar, an empty one, one with something outside', () => {
    expect(found('hello\n').at(-1)).toContain('not a calendar')
    expect(found('').join()).toContain('not a calendar')
    expect(found(`${right.slice(0, right.indexOf('BEGIN:VEVENT'))}END:VCALENDAR\n`)).toEqual([
      '1: There is no event: publish no feed rather than an empty one',
    ])
    expect(found(`X-A:1\n${right}`)[0]).toContain('outside')
  })
})
