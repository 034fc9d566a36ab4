import { expect, test } from 'vitest'
import type { Span } from '../../places/index.ts'
import { ordinaryWeek, weekOf, weeksKnown, weeksOf } from './weeks.ts'

const span = (kind: Span['kind'], from: string, to: string, borough: string | null = 'B1'): Span => ({
  ...{ borough, kind, title: kind, from, to },
})
const today = '2026-11-22' // a Sunday
const calendar = [
  span('term', '2026-09-01', '2026-12-18'),
  span('holiday', '2026-12-19', '2027-01-10'),
  span('term', '2027-01-11', '2027-02-12'),
  span('bank holiday', '2026-11-23', '2026-11-23', null),
  span('bank holiday', '2026-12-25', '2026-12-28', null),
  span('bank holiday', '2027-01-01', '2027-01-01', null),
]

test('an ordinary week of term is the next whole one without a bank holiday', () => {
  expect(ordinaryWeek(calendar, 'term', today)).toBe('2026-11-30')
  expect(ordinaryWeek(calendar, 'term', '2026-12-16')).toBe('2027-01-11')
})

test('an ordinary week of holiday has no bank holiday; where there is none ahead it is not made up', () => {
  expect(ordinaryWeek(calendar, 'holiday', today)).toBe('2027-01-04')
  expect(ordinaryWeek(calendar, 'holiday', '2027-01-11')).toBeUndefined()
})

test('a borough without a calendar has the next week for term, and no holiday', () => {
  expect(ordinaryWeek([], 'term', today)).toBe('2026-11-23')
  expect(ordinaryWeek([], 'holiday', today)).toBeUndefined()
})

test('each borough goes by its own calendar and the whole city’s days', () => {
  const boroughs = [
    { id: 1, code: 'B1' },
    { id: 2, code: 'B2' },
  ]
  expect([...weeksOf({ kind: 'holiday' }, calendar, boroughs, today)]).toEqual([[1, '2027-01-04']])
  expect([...weeksOf({ kind: 'chosen', monday: '2026-12-07' }, calendar, boroughs, today).values()]).toEqual([
    '2026-12-07',
    '2026-12-07',
  ])
})

test('only weeks of which every day is known are offered: none that has begun, save on its second day', () => {
  expect(weeksKnown(today).at(0)).toBe('2026-11-23')
  expect(weeksKnown(today).at(-1)).toBe('2027-01-25') // ends on 31 January, the last day known
  expect(['2026-11-23', '2026-11-24', '2026-11-25'].map(day => weeksKnown(day)[0])).toEqual([
    ...['2026-11-23', '2026-11-23', '2026-11-30'],
  ])
})

test('an address asks for a week ahead; a week that is over, too far off or no date is a week of term', () => {
  expect(weekOf('2026-12-09', today)).toEqual({ kind: 'chosen', monday: '2026-12-07' })
  expect(weekOf('holiday', today)).toEqual({ kind: 'holiday' })
  for (const odd of ['', 'term', '2026-11-20', '2027-09-01', '2026-13-40', 'x'])
    expect(weekOf(odd, today)).toEqual({ kind: 'term' })
})
