import { describe, expect, test } from 'vitest'
import { addMonths, monthRange } from '../../../lib/dates.ts'
import { poisson, seeded } from '../../../lib/stats/index.ts'
import { lastRun, type Series } from '../when/series.ts'
import { lastChange, offers, recentTrend, yearlyChange, yearsOf } from './rules.ts'

const end = '2026-10'
const series = (values: (number | null)[], breaks: string[] = []): Series => ({
  months: monthRange(addMonths(end, 1 - values.length), end),
  values,
  breaks: breaks.map((month, id) => ({
    id,
    month,
    title: 'New system',
    note: '',
    source: '',
    measureCodes: null,
    sourceIds: null,
  })),
  imports: [1],
  placeIds: [1],
})
const flat = (n: number, mean = 100, seed = 7) => {
  const random = seeded(seed)
  return Array.from({ length: n }, () => poisson(random, mean))
}

describe('the years of a series', () => {
  test('are counted back from the last known month', () => {
    const years = yearsOf(series([...Array(12).fill(10), ...Array(12).fill(20), null]))
    expect(years.map(year => [year.to, year.count])).toEqual([
      ['2025-09', 120],
      ['2026-09', 240],
    ])
  })
  test('are not compared across a change in recording, wherever in the two years it lies', () => {
    const values = Array<number>(24).fill(10)
    const broken = (month: string) => yearsOf(series(values, [month])).at(-1)?.broken
    expect(['2024-11', '2024-12', '2025-11', '2026-10'].map(broken)).toEqual([false, true, true, true])
    expect(lastChange(yearsOf(series(values, ['2025-06'])), 1)).toBeUndefined()
    expect(lastChange(yearsOf(series(values)), 1)).toMatchObject({ ratio: 1, p: 1 })
  })
  test('a run ends at an unknown month and at a break', () => {
    expect(lastRun(series([1, 2, null, 4, 5]))).toEqual({ from: 3, to: 5 })
    expect(lastRun(series([1, 2, 3, 4, 5], ['2026-09']))).toEqual({ from: 3, to: 5 })
  })
})

test('a yearly change takes 24 months recorded in one way', () => {
  expect(yearlyChange(series(flat(23)))).toBeUndefined()
  expect(yearlyChange(series(flat(48), ['2025-01']))).toBeUndefined()
  const falling = Array.from({ length: 48 }, (_, i) => Math.round(500 * 0.9 ** (i / 12)))
  expect(yearlyChange(series(falling))?.percent).toBeCloseTo(-10, 0)
})

test('a recent trend takes five whole years', () => {
  expect(recentTrend(series(flat(59))).marker).toBe('cannot_be_calculated')
  const rising = Array.from({ length: 60 }, (_, i) => 100 + 20 * Math.floor(i / 12))
  expect(recentTrend(series(rising)).marker).toBe('increasing')
})

test('a recent trend is not made of months that vary more than chance: 200 series five times as uneven, with no trend', () => {
  const random = seeded(5)
  const marked = Array.from({ length: 200 }, () => {
    const values = Array.from({ length: 60 }, () => 5 * poisson(random, 20))
    return recentTrend(series(values)).marker
  }).filter(marker => marker !== 'no_change')
  expect(marked.length).toBeLessThan(5)
})

describe('shifts', () => {
  test('a step is offered where it is', () => {
    const found = offers(series([...flat(30), ...flat(30, 150, 8)]))
    expect(found.map(offer => offer.month)).toEqual(['2024-05'])
    expect((found[0]?.after ?? 0) / (found[0]?.before ?? 1)).toBeCloseTo(1.5, 1)
  })
  test('a season is no shift', () => {
    const values = Array.from({ length: 60 }, (_, i) => Math.round(200 + 60 * Math.sin((2 * Math.PI * i) / 12)))
    expect(offers(series(values))).toEqual([])
  })
  test('chance seldom makes one: about 1 in 20 of 60 series of nothing else', () => {
    const found = Array.from({ length: 60 }, (_, i) => offers(series(flat(60, 100, 100 + i))).length > 0).filter(
      Boolean,
    )
    expect(found.length).toBeLessThan(9)
  })
  test('none is looked for in under 24 months', () => expect(offers(series(flat(23)))).toEqual([]))
})
