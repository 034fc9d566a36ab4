import { describe, expect, test } from 'vitest'
import { poisson, seeded } from '../../../lib/stats/index.ts'
import { type Place, slope } from './compute.ts'
import { riseWords } from './words.ts'

const make = (n: number, count: (i: number) => number): Place[] =>
  Array.from({ length: n }, (_, i) => ({ count: count(i), residents: 1_000, score: 100 - i }))
const asked = (places: Place[]) => slope({ places, months: 12, per: 1_000, draws: 500, seed: 1 })

describe('groups by deprivation', () => {
  test('tenths where there are fifty places, fifths from 25, thirds from nine, else none', () => {
    expect(asked(make(50, () => 5))?.groups).toHaveLength(10)
    expect(asked(make(49, () => 5))?.groups).toHaveLength(5)
    expect(asked(make(24, () => 5))?.groups).toHaveLength(3)
    expect(asked(make(8, () => 50))).toBeUndefined()
  })

  test('fewer groups where a group would have under ten events, and none where even thirds would', () => {
    expect(asked(make(50, () => 1))?.groups).toHaveLength(5)
    expect(asked(make(50, i => (i < 3 ? 1 : 0)))).toBeUndefined()
  })

  test('the first group is the most deprived, and more there reads as more than none', () => {
    const found = asked(make(50, i => 60 - i))
    expect(found?.groups[0]).toMatchObject({ places: 5, count: 290, residents: 5_000, from: 96, to: 100, rate: 58 })
    expect(found?.inequality.sii).toBeGreaterThan(0)
    expect(found?.inequality.siiLower).toBeGreaterThan(0)
    expect(found?.inequality.rii).toBeGreaterThan(1)
    expect(found).toMatchObject({ ofCounts: 1, ofRates: 1 })
  })

  test('counts and rates may say different things of the same places', () => {
    const places = Array.from({ length: 60 }, (_, i) => ({ count: 100 + i, residents: 1_000 + 100 * i, score: i }))
    const found = asked(places)
    expect(found?.ofCounts).toBe(1)
    expect(found?.ofRates).toBe(-1)
  })

  test('a rate is for a year, whatever the period', () => {
    const places = make(50, () => 6)
    const half = slope({ places, months: 6, per: 1_000, draws: 500, seed: 1 })
    expect(half?.groups[0]?.rate).toBeCloseTo(12)
  })
})

describe('places of a group that differ by more than chance', () => {
  test('no gradient is called where there is none, though places differ three times as much as chance', () => {
    const random = seeded(11)
    const called = Array.from({ length: 60 }, () => asked(make(60, () => 3 * poisson(random, 20)))).filter(
      found => (found?.inequality.siiLower ?? 0) > 0 || (found?.inequality.siiUpper ?? 0) < 0,
    ).length
    expect(called).toBeLessThan(10)
  })

  test('the most over the least deprived group has an interval, and the spread of the places widens it', () => {
    const even = asked(make(50, i => (i < 5 ? 30 : 10)))
    expect(even?.dispersion).toBe(1)
    // R: poisson.test(c(150, 50), c(5000, 5000))$conf.int is 2.166 to 4.221.
    expect(even?.extremes?.ratio).toBeCloseTo(3)
    expect([even?.extremes?.lower, even?.extremes?.upper]).toEqual([expect.closeTo(2.166, 2), expect.closeTo(4.221, 2)])
    const spread = asked(make(50, i => (i < 5 ? 30 : 10) + (i % 2 === 0 ? 8 : -8)))
    expect(spread?.dispersion).toBeGreaterThan(4)
    expect(spread?.extremes?.lower).toBeLessThan(even?.extremes?.lower ?? 0)
  })
})

test('a line that goes down falls by so much, and never rises by less than nothing', () => {
  expect([riseWords(3.24), riseWords(-3.24)]).toEqual(['rises by 3.2', 'falls by 3.2'])
})
