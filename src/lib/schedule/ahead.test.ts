import { describe, expect, test } from 'vitest'
import { timesAhead } from './ahead.ts'
import type { Schedule } from './types.ts'

const term = () => ({ kind: 'term', bankHoliday: false }) as const
const weekly = (starts: string, ends: string): Schedule => ({
  ...{
    zone: 'Europe/London',
    from: '2026-10-06',
    until: null,
    checkedUntil: null,
    starts,
    ends,
    freq: 'weekly',
    interval: 1,
    byDay: ['TU'],
  },
  ...{ byMonthDay: [], count: null, exclude: [], add: [], calendar: 'always', bankHolidays: 'open' },
})
const days = (starts: string, ends: string, today: string, minutes: number) =>
  timesAhead([weekly(starts, ends)], { today, minutes }, 14, term).map(({ day }) => day)

describe('what is ahead of now', () => {
  test('what ended this morning is over, and what is going on is not', () => {
    expect(days('09:00', '11:00', '2026-11-24', 10 * 60 + 59)[0]).toBe('2026-11-24')
    expect(days('09:00', '11:00', '2026-11-24', 11 * 60)).toEqual(['2026-12-01', '2026-12-08'])
  })
  test('at half past midnight what began at ten is still on, and at two it is over', () => {
    expect(days('22:00', '02:00', '2026-11-25', 30)[0]).toBe('2026-11-24')
    expect(days('22:00', '02:00', '2026-11-25', 2 * 60)[0]).toBe('2026-12-01')
  })
  test('what ended at midnight or before it is not of today', () => {
    expect(days('20:00', '00:00', '2026-11-25', 0)[0]).toBe('2026-12-01')
    expect(days('20:00', '23:00', '2026-11-25', 0)[0]).toBe('2026-12-01')
  })
})
