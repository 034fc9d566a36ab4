import { describe, expect, test } from 'vitest'
import { addDays } from '../dates.ts'
import { daysOf, expand, expandAll } from './expand.ts'
import { schedule } from './make.ts'
import type { DayFacts, Schedule } from './types.ts'

const usual: DayFacts = { kind: 'term', bankHoliday: false }
const always = () => usual
const days = (one: Schedule, from: string, to: string, factsOf: (day: string) => DayFacts = always) =>
  expand(one, from, to, factsOf).map(each => each.day)

// rrulestr(rule, dtstart=first).between(from, to, inc=True) of python-dateutil 2.9.0: name, rule, first day, window, days.
const byDateutil: [string, string, string, string, string, string][] = [
  [
    'weekly Tue Thu',
    'FREQ=WEEKLY;BYDAY=TU,TH;WKST=MO',
    '2026-03-17',
    '2026-03-16',
    '2026-04-05',
    '2026-03-17 2026-03-19 2026-03-24 2026-03-26 2026-03-31 2026-04-02',
  ],
  [
    'weekly, weekday of its first day',
    'FREQ=WEEKLY;WKST=MO',
    '2026-10-14',
    '2026-10-12',
    '2026-11-08',
    '2026-10-14 2026-10-21 2026-10-28 2026-11-04',
  ],
  [
    'fortnightly Mon Sun',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=MO',
    '2026-01-07',
    '2026-01-01',
    '2026-02-28',
    '2026-01-11 2026-01-19 2026-01-25 2026-02-02 2026-02-08 2026-02-16 2026-02-22',
  ],
  [
    'fortnightly, window far on',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA;WKST=MO',
    '2019-02-02',
    '2026-10-01',
    '2026-11-30',
    '2026-10-03 2026-10-17 2026-10-31 2026-11-14 2026-11-28',
  ],
  [
    'every 3 weeks, 6 times',
    'FREQ=WEEKLY;INTERVAL=3;BYDAY=WE;COUNT=6;WKST=MO',
    '2025-11-05',
    '2025-12-20',
    '2027-01-01',
    '2026-01-07 2026-01-28 2026-02-18',
  ],
  [
    'last Friday',
    'FREQ=MONTHLY;BYDAY=-1FR',
    '2026-01-01',
    '2026-01-01',
    '2026-06-30',
    '2026-01-30 2026-02-27 2026-03-27 2026-04-24 2026-05-29 2026-06-26',
  ],
  [
    'second and fourth Tuesday, every 2 months',
    'FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU,4TU',
    '2025-11-20',
    '2026-01-01',
    '2026-08-31',
    '2026-01-13 2026-01-27 2026-03-10 2026-03-24 2026-05-12 2026-05-26 2026-07-14 2026-07-28',
  ],
  [
    'fifth Saturday',
    'FREQ=MONTHLY;BYDAY=5SA',
    '2026-01-01',
    '2026-01-01',
    '2026-12-31',
    '2026-01-31 2026-05-30 2026-08-29 2026-10-31',
  ],
  [
    'day 31',
    'FREQ=MONTHLY',
    '2026-01-31',
    '2026-01-01',
    '2026-12-31',
    '2026-01-31 2026-03-31 2026-05-31 2026-07-31 2026-08-31 2026-10-31 2026-12-31',
  ],
  [
    'last day of month',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    '2023-12-01',
    '2023-12-01',
    '2024-04-30',
    '2023-12-31 2024-01-31 2024-02-29 2024-03-31 2024-04-30',
  ],
  ['29 Feb', 'FREQ=MONTHLY;INTERVAL=12', '2024-02-29', '2024-01-01', '2026-12-31', '2024-02-29'],
  ['29th', 'FREQ=MONTHLY', '2023-11-29', '2024-01-01', '2024-04-30', '2024-01-29 2024-02-29 2024-03-29 2024-04-29'],
  ['29th common', 'FREQ=MONTHLY', '2024-11-29', '2025-01-01', '2025-04-30', '2025-01-29 2025-03-29 2025-04-29'],
  [
    'Friday 13th',
    'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
    '2026-01-01',
    '2026-01-01',
    '2027-12-31',
    '2026-02-13 2026-03-13 2026-11-13 2027-08-13',
  ],
  [
    'daily',
    'FREQ=DAILY',
    '2024-02-26',
    '2024-02-26',
    '2024-03-02',
    '2024-02-26 2024-02-27 2024-02-28 2024-02-29 2024-03-01 2024-03-02',
  ],
  [
    'every 10 days',
    'FREQ=DAILY;INTERVAL=10',
    '2025-12-25',
    '2026-03-01',
    '2026-04-30',
    '2026-03-05 2026-03-15 2026-03-25 2026-04-04 2026-04-14 2026-04-24',
  ],
  [
    'daily weekdays only',
    'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR',
    '2026-12-23',
    '2026-12-23',
    '2027-01-02',
    '2026-12-23 2026-12-24 2026-12-25 2026-12-28 2026-12-29 2026-12-30 2026-12-31 2027-01-01',
  ],
]

/** A rule of iCalendar as our schedule. */
function read(rule: string, from: string): Schedule {
  const part = new Map(
    rule.split(';').map((each): [string, string] => [each.split('=')[0] ?? '', each.split('=')[1] ?? '']),
  )
  const freq = part.get('FREQ')
  return schedule({
    from,
    freq: freq === 'DAILY' ? 'daily' : freq === 'MONTHLY' ? 'monthly' : 'weekly',
    interval: Number(part.get('INTERVAL') ?? 1),
    count: part.has('COUNT') ? Number(part.get('COUNT')) : null,
    byDay: part.get('BYDAY')?.split(',') ?? [],
    byMonthDay: part.get('BYMONTHDAY')?.split(',').map(Number) ?? [],
  })
}

describe('days of a rule, as python-dateutil finds them', () => {
  test.each(byDateutil)('%s', (_name, rule, first, from, to, found) => {
    expect(days(read(rule, first), from, to).join(' ')).toBe(found)
  })

  test('87 days in all', () => expect(byDateutil.flatMap(each => each[5].split(' '))).toHaveLength(87))
})

describe('wall time', () => {
  test('17:00 stays 17:00 in both weeks of a clock change', () => {
    const one = schedule({ from: '2026-01-01', starts: '17:00', ends: '18:30', byDay: ['SU', 'MO'] })
    for (const change of ['2026-03-29', '2026-10-25'])
      expect(expand(one, addDays(change, -6), addDays(change, 1), always)).toEqual([
        { day: addDays(change, -6), starts: 1_020, ends: 1_110, sure: true, why: '' },
        { day: change, starts: 1_020, ends: 1_110, sure: true, why: '' },
        { day: addDays(change, 1), starts: 1_020, ends: 1_110, sure: true, why: '' },
      ])
  })

  test('what closes after midnight ends on the next day, and belongs to the day it began', () => {
    const one = schedule({ from: '2026-10-23', starts: '22:00', ends: '02:00', freq: 'once' })
    expect(expand(one, '2026-10-23', '2026-10-24', always)).toEqual([
      { day: '2026-10-23', starts: 1_320, ends: 1_560, sure: true, why: '' },
    ])
    expect(days(one, '2026-10-24', '2026-10-24')).toEqual([])
  })

  test('ending at the minute it starts is a whole day', () =>
    expect(
      expand(
        schedule({ from: '2026-10-23', starts: '09:00', ends: '09:00', freq: 'once' }),
        '2026-10-23',
        '2026-10-23',
        always,
      )[0]?.ends,
    ).toBe(540 + 1_440))
})

// Autumn 2026 of an invented borough: half term 26 to 30 October, Christmas from 19 December to 3 January.
const inside = (day: string, from: string, to: string) => from <= day && day <= to
const autumn = (day: string): DayFacts => ({
  kind:
    inside(day, '2026-10-24', '2026-11-01') || inside(day, '2026-12-19', '2027-01-03')
      ? 'holiday'
      : inside(day, '2026-09-01', '2027-03-31')
        ? 'term'
        : 'unknown',
  bankHoliday: ['2026-12-25', '2026-12-28', '2027-01-01', '2027-05-03'].includes(day),
})

describe('terms and holidays', () => {
  const friday = schedule({ from: '2026-09-01', byDay: ['FR'], bankHolidays: 'closed' })
  test('term time only leaves half term and Christmas out', () =>
    expect(days({ ...friday, calendar: 'term' }, '2026-10-16', '2027-01-09', autumn)).toEqual([
      '2026-10-16',
      '2026-10-23',
      '2026-11-06',
      '2026-11-13',
      '2026-11-20',
      '2026-11-27',
      '2026-12-04',
      '2026-12-11',
      '2026-12-18',
      '2027-01-08',
    ]))
  test('holidays only is the other half, without bank holidays when closed on them', () =>
    expect(days({ ...friday, calendar: 'holidays' }, '2026-10-16', '2027-01-09', autumn)).toEqual(['2026-10-30']))
  test('where the calendar says nothing, somebody should check first', () => {
    expect(expand({ ...friday, calendar: 'term' }, '2027-04-02', '2027-04-02', autumn)).toEqual([
      { day: '2027-04-02', starts: 960, ends: 1_080, sure: false, why: 'calendar-unknown' },
    ])
    expect(expand({ ...friday, calendar: 'holidays' }, '2027-04-02', '2027-04-02', autumn)[0]?.why).toBe(
      'calendar-unknown',
    )
    expect(expand(friday, '2027-04-02', '2027-04-02', autumn)[0]?.why).toBe('')
  })
})

describe('bank holidays', () => {
  const friday = schedule({ from: '2026-09-01', byDay: ['FR'], bankHolidays: 'open' })
  test('open: as on any day', () =>
    expect(days(friday, '2026-12-25', '2027-01-01', autumn)).toEqual(['2026-12-25', '2027-01-01']))
  test('closed: not', () =>
    expect(days({ ...friday, bankHolidays: 'closed' }, '2026-12-25', '2027-01-01', autumn)).toEqual([]))
  test('nothing said: shown, to be checked first', () =>
    expect(
      expand({ ...friday, bankHolidays: 'unknown' }, '2026-12-18', '2026-12-25', autumn).map(each => [
        each.day,
        each.sure,
        each.why,
      ]),
    ).toEqual([
      ['2026-12-18', true, ''],
      ['2026-12-25', false, 'bank-holiday'],
    ]))
})

describe('ends', () => {
  const one = schedule({ from: '2026-09-01', byDay: ['TU'], until: '2026-10-20', checkedUntil: '2026-10-10' })
  test('past the last day there is none; that day itself is included', () =>
    expect(days(one, '2026-10-01', '2026-12-31')).toEqual(['2026-10-06', '2026-10-13', '2026-10-20']))
  test('past what is known, times are not confirmed, which is not closed', () =>
    expect(expand(one, '2026-10-06', '2026-10-13', always).map(each => each.why)).toEqual(['', 'not-confirmed']))
  test('nothing before the first day', () => expect(days(one, '2026-08-01', '2026-09-01')).toEqual(['2026-09-01']))
  test('a window that ends before it begins is empty', () => expect(days(one, '2026-10-20', '2026-10-01')).toEqual([]))
})

describe('days taken out and added', () => {
  const one = schedule({
    from: '2026-12-01',
    byDay: ['FR'],
    bankHolidays: 'closed',
    calendar: 'term',
    exclude: ['2026-12-11', '2026-12-22'],
  })
  test('excluded days go, even an added one; excluding one that never was changes nothing', () =>
    expect(days({ ...one, add: ['2026-12-12', '2026-12-11'] }, '2026-12-01', '2026-12-18', autumn)).toEqual([
      '2026-12-04',
      '2026-12-12',
      '2026-12-18',
    ]))
  test('a day named is taken at its word: in the holidays, on a bank holiday', () =>
    expect(expand({ ...one, add: ['2026-12-25'] }, '2026-12-25', '2026-12-25', autumn)).toEqual([
      { day: '2026-12-25', starts: 960, ends: 1_080, sure: true, why: '' },
    ]))
  test('a day both of the rule and added comes once', () =>
    expect(days({ ...one, add: ['2026-12-04'] }, '2026-12-04', '2026-12-04', autumn)).toHaveLength(1))
  test('days added outside first and last day are left out', () =>
    expect(
      days({ ...one, until: '2026-12-18', add: ['2026-11-30', '2026-12-19'] }, '2026-11-01', '2026-12-31', autumn),
    ).toEqual(['2026-12-04', '2026-12-18']))
  test('times that count do count an excluded one', () =>
    expect(
      days(schedule({ from: '2026-01-05', count: 3, exclude: ['2026-01-12'] }), '2026-01-01', '2026-03-01'),
    ).toEqual(['2026-01-05', '2026-01-19']))
  test('once is its day and those added', () =>
    expect(
      days(schedule({ from: '2026-01-05', freq: 'once', add: ['2026-01-07'] }), '2026-01-01', '2026-03-01'),
    ).toEqual(['2026-01-05', '2026-01-07']))
})

describe('odd rules', () => {
  test('a number before the weekday means nothing in a week, nor a day of the month', () =>
    expect(
      days(schedule({ from: '2026-01-01', byDay: ['2TU'], byMonthDay: [31] }), '2026-01-01', '2026-01-14'),
    ).toEqual(['2026-01-06', '2026-01-13']))
  test('day 0 of a month is no day: the rule takes that of its first day', () =>
    expect(
      days(schedule({ from: '2026-01-07', freq: 'monthly', byMonthDay: [0] }), '2026-01-01', '2026-02-28'),
    ).toEqual(['2026-01-07', '2026-02-07']))
  test('never comes: ends, and quickly', () => {
    const never = schedule({ from: '0001-02-01', freq: 'monthly', interval: 12, byMonthDay: [31] })
    const started = performance.now()
    for (const one of [never, { ...never, count: 1_000 }, { ...never, freq: 'daily' as const, interval: 1 }])
      daysOf(one, '2026-01-01', '2028-12-31')
    expect(daysOf(never, '2026-01-01', '2028-12-31')).toEqual([])
    expect(performance.now() - started).toBeLessThan(1_000)
  })
  test('a window of more than three years is refused', () =>
    expect(() => expand(schedule({ from: '2026-01-01' }), '2026-01-01', '2030-01-01', always)).toThrow(RangeError))
  test('the same days whether the rule began long ago or is cut near the window', () => {
    for (const freq of ['daily', 'weekly', 'monthly'] as const)
      for (const interval of [1, 2, 3, 5]) {
        const one = schedule({
          from: '2023-01-31',
          freq,
          interval,
          byDay: freq === 'monthly' ? ['1SA', '-1MO'] : ['WE', 'SU'],
        })
        // Counted ones are walked from the beginning.
        expect(days(one, '2026-02-03', '2026-09-09')).toEqual(
          days({ ...one, count: 1_000 }, '2026-02-03', '2026-09-09'),
        )
      }
  })
})

describe('several schedules', () => {
  test('come in order, the same time once, and surely where one is sure', () => {
    const early = schedule({ from: '2026-10-01', byDay: ['TU'], checkedUntil: '2026-10-01' })
    const all = expandAll(
      [{ ...early, starts: '10:00', ends: '11:00' }, early, { ...early, checkedUntil: null }],
      '2026-10-06',
      '2026-10-13',
      always,
    )
    expect(all.map(each => `${each.day} ${each.starts} ${each.sure}`)).toEqual([
      '2026-10-06 600 false',
      '2026-10-06 960 true',
      '2026-10-13 600 false',
      '2026-10-13 960 true',
    ])
  })
})
