import { describe, expect, test } from 'vitest'
import type { Day } from '../dates.ts'
import { expand } from '../schedule/expand.ts'
import { schedule } from '../schedule/make.ts'
import type { DayFacts, Schedule } from '../schedule/types.ts'
import { checkCalendar } from './check.ts'
import { fromIcal } from './read.ts'
import { type Timed, timedCalendar } from './timed.ts'

const today = '2026-11-22'
const facts = (day: Day): DayFacts => ({
  kind:
    day >= '2026-12-19' && day <= '2027-01-03'
      ? 'holiday'
      : day >= '2026-09-01' && day <= '2027-02-12'
        ? 'term'
        : 'unknown',
  bankHoliday: ['2026-12-25', '2026-12-28', '2027-01-01'].includes(day),
})
const made = { today, stamp: '20261122T090000Z', factsOf: facts }
const event: Timed = {
  uid: 'e1@city.example',
  sequence: 3,
  title: 'Boxing; all welcome, free',
  note: 'Bring\nwater',
  place: 'The Hall, SE15',
  url: 'https://city.example/things-to-do/e1',
  schedules: [],
}
const calendar = (part: Partial<Schedule>, more: Partial<Timed> = {}) =>
  timedCalendar('Things to do', made, [
    { ...event, ...more, schedules: [schedule({ from: '2026-11-03', bankHolidays: 'open', ...part })] },
  ])
const lines = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')
const field = (text: string, name: string) =>
  lines(text)
    .filter(line => line.startsWith(name) && !line.startsWith('RRULE:FREQ=YEARLY'))
    .slice(name === 'DTSTART' ? -1 : 0)

describe('sessions as a calendar', () => {
  test('a series in London time, with the rules of its clock changes', () => {
    const text = calendar({ byDay: ['TU', 'TH'], starts: '17:00', ends: '18:30' })
    expect(lines(text).slice(lines(text).indexOf('BEGIN:VEVENT'), -2)).toEqual([
      'BEGIN:VEVENT',
      'UID:e1-1@city.example',
      'DTSTAMP:20261122T090000Z',
      'SEQUENCE:3',
      'DTSTART;TZID=Europe/London:20261103T170000',
      'DTEND;TZID=Europe/London:20261103T183000',
      'RRULE:FREQ=WEEKLY;BYDAY=TU,TH',
      'SUMMARY:Boxing\\; all welcome\\, free',
      'DESCRIPTION:Bring\\nwater',
      'LOCATION:The Hall\\, SE15',
      'URL:https://city.example/things-to-do/e1',
      'END:VEVENT',
    ])
    expect(text).toContain('BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n')
    expect(checkCalendar(text)).toEqual([])
  })
  test('fortnightly says which day begins a week', () =>
    expect(field(calendar({ interval: 2 }), 'RRULE')).toEqual(['RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU']))
  test('last Friday; day of the month', () => {
    expect(field(calendar({ freq: 'monthly', byDay: ['-1FR'] }), 'RRULE')).toEqual(['RRULE:FREQ=MONTHLY;BYDAY=-1FR'])
    expect(field(calendar({ freq: 'monthly' }), 'RRULE')).toEqual(['RRULE:FREQ=MONTHLY;BYMONTHDAY=3'])
  })
  test('its last time in UTC, an hour earlier in summer', () => {
    expect(field(calendar({ until: '2026-12-24' }), 'RRULE')).toEqual([
      'RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222T160000Z',
    ])
    expect(field(calendar({ until: '2027-06-30' }), 'RRULE')).toEqual([
      'RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270629T150000Z',
    ])
  })
  test('exceptions have the time; days added are an event of their own', () => {
    const text = calendar({ exclude: ['2026-12-08'], add: ['2026-12-09', '2026-12-11'] })
    expect(field(text, 'EXDATE')).toEqual(['EXDATE;TZID=Europe/London:20261208T160000'])
    expect(field(text, 'RDATE')).toEqual(['RDATE;TZID=Europe/London:20261211T160000'])
    expect(field(text, 'UID')).toEqual(['UID:e1-1@city.example', 'UID:e1-1-days@city.example'])
    expect(checkCalendar(text)).toEqual([])
  })
  test('term time: each week of the holidays is an exception, as far as terms are known', () => {
    const text = calendar({ calendar: 'term' })
    expect(field(text, 'EXDATE')).toEqual(['EXDATE;TZID=Europe/London:20261222T160000,20261229T160000'])
    expect(field(text, 'RRULE')).toEqual(['RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270209T160000Z'])
    expect(field(text, 'DESCRIPTION')).toEqual(['DESCRIPTION:Bring\\nwater\\nTerm time only'])
  })
  test('past midnight ends on the next day', () =>
    expect(field(calendar({ starts: '22:00', ends: '02:00' }), 'DTEND')).toEqual([
      'DTEND;TZID=Europe/London:20261104T020000',
    ]))
  test('once has no rule; nothing left, no event', () => {
    expect(field(calendar({ freq: 'once', from: '2026-11-28' }), 'RRULE')).toEqual([])
    expect(calendar({ until: '2020-01-01', from: '2019-01-01' })).not.toContain('VEVENT')
  })
  test('what is not known is in the words', () =>
    expect(
      field(calendar({ bankHolidays: 'unknown', checkedUntil: '2027-01-01' }, { note: '' }), 'DESCRIPTION'),
    ).toEqual(['DESCRIPTION:Check first on bank holidays\\nTimes known until 1 January 2027: check first after that']))
  test.each<[string, Partial<Schedule>]>([
    ['weekly with exceptions', { byDay: ['TU', 'SU'], exclude: ['2026-12-08'], add: ['2026-12-09'] }],
    ['fortnightly to an end', { interval: 2, until: '2027-02-01' }],
    ['monthly', { freq: 'monthly', byDay: ['-1FR', '1MO'] }],
    ['every third day', { freq: 'daily', interval: 3 }],
    ['term', { calendar: 'term', byDay: ['FR'], bankHolidays: 'closed' }],
    ['counted', { count: 9, starts: '22:00', ends: '00:30' }],
    ['once and added', { freq: 'once', from: '2026-11-28', add: ['2026-12-01'] }],
  ])('passes the check and comes back with the same times: %s', (_name, part) => {
    const text = calendar(part)
    expect(checkCalendar(text)).toEqual([])
    const times = (all: readonly Schedule[]) =>
      all
        .flatMap(each =>
          expand(each, today, '2027-02-12', facts).map(({ day, starts, ends }) => `${day} ${starts} ${ends}`),
        )
        .sort()
    expect(times(fromIcal(text).flatMap(each => each.schedule ?? []))).toEqual(
      times([schedule({ from: '2026-11-03', bankHolidays: 'open', ...part })]),
    )
  })
})

describe('calendars of other people', () => {
  const read = (...fields: string[]) =>
    fromIcal(
      ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Cr\\, afts', ...fields, 'END:VEVENT', 'END:VCALENDAR'].join(
        '\n',
      ),
    )[0]
  test('instants become London time', () =>
    expect(read('DTSTART:20260630T230000Z', 'DTEND:20260701T000000Z')).toMatchObject({
      title: 'Cr, afts',
      schedule: { from: '2026-07-01', starts: '00:00', ends: '01:00', freq: 'once' },
    }))
  test('a length instead of an end; UNTIL as a day', () =>
    expect(
      read('DTSTART;TZID=Europe/London:20261103T170000', 'DURATION:PT1H30M', 'RRULE:FREQ=WEEKLY;COUNT=4;UNTIL=20261230')
        ?.schedule,
    ).toMatchObject({ ends: '18:30', count: 4, until: '2026-12-30' }))
  test.each([
    ['another zone', 'DTSTART;TZID=America/New_York:20261103T170000', 'other-zone'],
    ['whole days', 'DTSTART;VALUE=DATE:20261103', 'times-missing'],
    [
      'a rule not known here',
      'DTSTART:20261103T170000\nDTEND:20261103T180000\nRRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2',
      'freq-unread',
    ],
    [
      'weeks from Sunday',
      'DTSTART:20261103T170000\nDTEND:20261103T180000\nRRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU',
      'freq-unread',
    ],
  ])('%s is not read, and said', (_name, fields, flag) => {
    const found = read(fields)
    expect(found?.schedule).toBeUndefined()
    expect(found?.flags).toContain(flag)
  })
  test('called off, or one changed time of a series: left out', () => {
    expect(read('STATUS:CANCELLED')).toBeUndefined()
    expect(read('RECURRENCE-ID:20261103T170000Z')).toBeUndefined()
  })
})
