import { describe, expect, test } from 'vitest'
import { monthRange } from '../../../lib/dates.ts'
import { rateOf, type Trend, yearsOf, yearTo } from './figures.ts'

const trendOf = (from: string, to: string, values: (number | null)[]): Trend => ({
  months: monthRange(from, to),
  values,
  breaks: [],
  segments: [],
  end: to,
})

describe('a year of a trend', () => {
  const full = trendOf(
    '2024-01',
    '2025-12',
    Array.from({ length: 24 }, (_, i) => i),
  )

  test('is the sum of twelve months that end with the month named', () => {
    expect(yearTo(full, '2024-12')).toBe(66)
    expect(yearTo(full, '2025-12')).toBe(66 + 144)
  })

  test('is not known when a month is not known or lies before the trend', () => {
    expect(yearTo(trendOf('2024-01', '2024-12', [1, 2, null, 4, 5, 6, 7, 8, 9, 10, 11, 12]), '2024-12')).toBeNull()
    expect(yearTo(full, '2024-11')).toBeNull()
    expect(yearTo(full, '2030-01')).toBeNull()
  })

  test('years are named from the newest month back, only whole ones', () => {
    expect(yearsOf(full).map(y => [y.from, y.to])).toEqual([
      ['2024-01', '2024-12'],
      ['2025-01', '2025-12'],
    ])
  })
})

describe('a rate', () => {
  test('79 offences among 13,114 residents are 6.0 a thousand, 4.8 to 7.5', () => {
    const found = rateOf(79, 13_114, 1000)
    expect([found?.rate.toFixed(1), found?.lower.toFixed(1), found?.upper.toFixed(1)]).toEqual(['6.0', '4.8', '7.5'])
  })
  test('without residents or a known count there is none; no offences still have an upper limit', () => {
    expect(rateOf(5, null, 1000)).toBeUndefined()
    expect(rateOf(null, 100, 1000)).toBeUndefined()
    expect(rateOf(0, 1000, 1000)).toMatchObject({ rate: 0, lower: 0 })
    expect(rateOf(0, 1000, 1000)?.upper).toBeGreaterThan(3)
  })
})
