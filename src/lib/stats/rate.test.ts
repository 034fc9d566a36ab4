import { expect, test } from 'vitest'
import { compareWithBenchmark } from './benchmark.ts'
import { proportion } from './proportion.ts'
import { crudeRate, crudeRates, exactPoissonLimits } from './rate.ts'

test('100 events: exact Poisson limits are 81.36 to 121.63', () => {
  const [lower, upper] = exactPoissonLimits(100)
  expect(lower).toBeCloseTo(81.36, 2)
  expect(upper).toBeCloseTo(121.63, 2)
})

test('no events still has an upper limit: 3.69 with 95 % confidence', () => {
  expect(exactPoissonLimits(0)).toEqual([0, expect.closeTo(3.6889, 4)])
  expect(crudeRate(0, 1000, { multiplier: 1000 })).toMatchObject({ rate: 0, lower: 0, method: 'Exact' })
})

test('the interval holds the rate, keeps its order, and widens with confidence', () => {
  for (const count of [0, 1, 9, 10, 11, 999, 1000, 1001, 300_000, 10_000_000]) {
    const narrow = crudeRate(count, 5000)
    const wide = crudeRate(count, 5000, { confidence: 0.998 })
    expect(narrow.lower).toBeLessThanOrEqual(narrow.rate ?? Number.NaN)
    expect(narrow.upper).toBeGreaterThan(narrow.rate ?? Number.NaN)
    expect(wide.lower).toBeLessThanOrEqual(narrow.lower ?? Number.NaN)
    expect(wide.upper).toBeGreaterThan(narrow.upper ?? Number.NaN)
  }
})

test('a missing count or population is missing out, never zero', () => {
  const nothing = { rate: null, lower: null, upper: null, method: null }
  expect(crudeRate(null, 100)).toEqual(nothing)
  expect(crudeRate(5, null)).toEqual(nothing)
  expect(proportion(null, 10)).toEqual({ value: null, lower: null, upper: null })
  expect(compareWithBenchmark(null, 100, 5)).toEqual({ rate: null, at95: null, at998: null })
  expect(compareWithBenchmark(5, 100, null)).toMatchObject({ at95: null, at998: null })
})

test('many rates at once are the same rates', () => {
  const counts = [0, 3, 10, 1234, Number.NaN]
  const many = crudeRates(counts, [10, 10, 20, 30, 40])
  const single = crudeRate(1234, 30)
  expect([many.rate[3], many.lower[3], many.upper[3]]).toEqual([single.rate, single.lower, single.upper])
  expect(many.lower[0]).toBe(0)
  expect(many.rate[4]).toBeNaN()
  expect(many.upper[4]).toBeNaN()
})

test('a proportion of none or all keeps its limit at the end, and the interval in range', () => {
  expect(proportion(0, 20)).toMatchObject({ value: 0, lower: 0 })
  expect(proportion(20, 20, { multiplier: 100 })).toMatchObject({ value: 100, upper: 100 })
  for (let x = 0; x <= 7; x++) {
    const { value, lower, upper } = proportion(x, 7, { confidence: 0.999 })
    expect([0, lower, value, upper, 1]).toEqual([0, lower, value, upper, 1].sort((a, b) => (a ?? 0) - (b ?? 0)))
  }
})

test('what cannot be done is refused by name and value', () => {
  expect(() => crudeRate(5, 0)).toThrow(new RangeError('crudeRate: population must be more than zero, not 0'))
  expect(() => crudeRate(5, -10)).toThrow(/not -10/)
  expect(() => crudeRate(2.5, 10)).toThrow(/count must be a whole number, zero or more, not 2.5/)
  expect(() => crudeRate(-1, null)).toThrow(RangeError)
  expect(() => crudeRate(1, 10, { confidence: 95 })).toThrow(/such as 0.95, not 95/)
  expect(() => crudeRate(1, 10, { multiplier: 0 })).toThrow(RangeError)
  expect(() => crudeRates([1, -1], [5, 5])).toThrow(RangeError)
  expect(() => crudeRates([1], [5, 5])).toThrow(/equally long, not 1 and 2/)
  expect(() => proportion(5, 4)).toThrow(/no more than the denominator \(4\), not 5/)
  expect(() => proportion(0, 0)).toThrow(RangeError)
  expect(() => compareWithBenchmark(1, 10, Number.NaN)).toThrow(RangeError)
})
