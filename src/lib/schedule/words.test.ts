import { describe, expect, test } from 'vitest'
import { schedule } from './make.ts'
import type { Schedule } from './types.ts'
import { clockWords, hoursWords, scheduleWords } from './words.ts'

const said = (part: Partial<Schedule>, today?: string) =>
  scheduleWords(schedule({ from: '2026-03-03', ...part }), today)

describe('a schedule in words', () => {
  test.each<[string, Partial<Schedule>]>([
    ['Tuesdays and Thursdays, 4pm to 6pm, term time only', { byDay: ['TH', 'TU'], calendar: 'term' }],
    ['Tuesdays, 4pm to 6pm', {}],
    [
      'Monday to Friday, 9:30am to midday, not on bank holidays',
      { byDay: ['MO', 'TU', 'WE', 'TH', 'FR'], starts: '09:30', ends: '12:00', bankHolidays: 'closed' },
    ],
    ['Saturdays and Sundays, 10pm to 2am', { byDay: ['SA', 'SU'], starts: '22:00', ends: '02:00' }],
    ['Mondays, Wednesdays and Fridays, 4pm to 6pm', { byDay: ['MO', 'WE', 'FR'] }],
    ['Every day, all day', { freq: 'daily', starts: '00:00', ends: '23:59' }],
    ['Every day, 4pm to 6pm', { byDay: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] }],
    [
      'Monday to Wednesday, 4pm to 6pm, school holidays only',
      { freq: 'daily', byDay: ['MO', 'TU', 'WE'], calendar: 'holidays' },
    ],
    ['Every 3 days, 4pm to 6pm, from 3 March 2026', { freq: 'daily', interval: 3 }],
    ['Every other Tuesday, 4pm to 6pm, from 3 March 2026', { interval: 2 }],
    ['Every other week, Tuesdays and Thursdays, 4pm to 6pm, from 3 March 2026', { interval: 2, byDay: ['TU', 'TH'] }],
    [
      'Every 3 weeks on Tuesdays, 4pm to 6pm, from 3 March 2026 until 24 July 2026',
      { interval: 3, until: '2026-07-24' },
    ],
    ['The last Friday of each month, 4pm to 6pm', { freq: 'monthly', byDay: ['-1FR'] }],
    [
      'The second Tuesday and fourth Tuesday of every 2 months, 4pm to 6pm, from 3 March 2026',
      { freq: 'monthly', interval: 2, byDay: ['2TU', '4TU'] },
    ],
    ['The 3rd of each month, 4pm to 6pm', { freq: 'monthly' }],
    ['The 1st, 22nd and last day of each month, 4pm to 6pm', { freq: 'monthly', byMonthDay: [1, 22, -1] }],
    ['Fridays, 4pm to 6pm', { freq: 'monthly', byDay: ['FR'] }],
    ['Every Friday of each month, if it is the 13th, 4pm to 6pm', { freq: 'monthly', byDay: ['FR'], byMonthDay: [13] }],
    ['Tuesdays, 4pm to 6pm, from 3 March 2026, 6 times', { count: 6 }],
    [
      'Tuesday 3 March 2026 and Thursday 5 March 2026, 4pm to 6pm',
      { freq: 'once', add: ['2026-03-05'], calendar: 'term' },
    ],
    [
      'Tuesdays, 4pm to 6pm, not on 7 April 2026, also on 8 April 2026',
      { exclude: ['2026-04-07'], add: ['2026-04-08'] },
    ],
    ['Tuesdays, 4pm to 6pm, not on 4 dates', { exclude: ['2026-04-07', '2026-04-14', '2026-04-21', '2026-04-28'] }],
  ])('%s', (words, part) => expect(said(part)).toBe(words))

  test('what has gone by is not said, what is to come is', () => {
    expect(said({ exclude: ['2026-04-07'] }, '2026-04-08')).toBe('Tuesdays, 4pm to 6pm')
    expect(said({}, '2026-03-02')).toBe('Tuesdays, 4pm to 6pm, from 3 March 2026')
    expect(said({}, '2026-03-03')).toBe('Tuesdays, 4pm to 6pm')
    expect(said({ checkedUntil: '2026-04-30' }, '2026-04-30')).toBe('Tuesdays, 4pm to 6pm')
    expect(said({ checkedUntil: '2026-04-30' }, '2026-05-01')).toBe(
      'Tuesdays, 4pm to 6pm, times not confirmed since 30 April 2026',
    )
  })
})

test('hours as people say them', () => {
  expect([0, 1, 719, 720, 721, 1_440, 1_500].map(clockWords)).toEqual([
    'midnight',
    '12:01am',
    '11:59am',
    'midday',
    '12:01pm',
    'midnight',
    '1am',
  ])
  expect(hoursWords(0, 1_440)).toBe('all day')
  expect(hoursWords(540, 1_980)).toBe('9am to 9am')
})
