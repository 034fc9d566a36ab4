import { expect, test } from 'vitest'
import { binomialP } from './binomial-test.ts'
import { eTest } from './e-test.ts'
import { integer, seeded } from './random.ts'
import { placeChangeTest, rateRatioTest, relativeRateRatioTest } from './rate-ratio.ts'
import { compareRates } from './two-rates.ts'

test('8 events after 2 in equal periods, by hand: p is 112/1024', () => {
  const { ratio, p } = rateRatioTest({ x1: 8, n1: 12, x2: 2, n2: 12 })
  expect(ratio).toBe(4)
  expect(p).toBeCloseTo((2 * (1 + 10 + 45)) / 1024, 12)
})

test('two-sided exact p agrees with scipy, from small and lopsided to 600,000 events', () => {
  const cases = [
    [3, 10, 0.3, 1],
    [3, 10, 0.5, 0.34375],
    [0, 5, 0.2, 0.5904],
    [7, 7, 0.5, 0.015625],
    [120, 300, 0.37, 0.28235763847158124],
    [40, 65, 1.2 / 2.2, 0.26555807081500116],
    [7, 1_000_000, 3e-6, 0.033508308466378665],
    [1200, 300_000, 0.0045, 3.3654329890838645e-5],
    [301_500, 600_000, 0.5, 0.00010807897936299975],
  ] as const
  for (const [x, n, share, p] of cases) expect(binomialP(x, n, share, 1 - share) / p - 1).toBeCloseTo(0, 8)
})

test('the halving search finds what adding up every outcome finds', () => {
  const random = seeded(5)
  for (let i = 0; i < 300; i++) {
    const n = integer(random, 40) + 1
    const x = integer(random, n + 1)
    const share = 0.02 + 0.96 * random()
    expect(binomialP(x, n, share, 1 - share)).toBeCloseTo(addedUp(x, n, share), 10)
  }
})

function addedUp(x: number, n: number, share: number): number {
  const chance: number[] = [(1 - share) ** n]
  for (let k = 1; k <= n; k++) chance.push((((chance[k - 1] ?? 0) * (n - k + 1)) / k) * (share / (1 - share)))
  const bar = (chance[x] ?? 0) * (1 + 1e-7)
  return chance.filter(each => each <= bar).reduce((sum, each) => sum + each, 0)
}

test('no over-dispersion is the exact test of the reference', () => {
  const exact = compareRates({ count: 132, exposure: 310_000 }, { count: 98, exposure: 305_000 })
  const { ratio, lower, upper, p } = rateRatioTest({ x1: 132, n1: 310_000, x2: 98, n2: 305_000 }, { dispersion: 1 })
  expect([ratio, lower, upper, p]).toEqual([exact.ratio, exact.exactLower, exact.exactUpper, exact.exactP])
})

test('more over-dispersion never narrows the interval or lowers p, and the interval holds the ratio', () => {
  const random = seeded(11)
  for (let i = 0; i < 200; i++) {
    const top = 10 ** integer(random, 5)
    const periods = { x1: integer(random, top + 1), n1: 1 + random(), x2: integer(random, top + 1), n2: 1 + random() }
    let before = rateRatioTest(periods)
    for (const dispersion of [1.01, 1.5, 2, 4, 9, 350, 360, 5000]) {
      const now = rateRatioTest(periods, { dispersion })
      expect(now.lower).toBeLessThanOrEqual(before.lower)
      expect(now.upper).toBeGreaterThanOrEqual(before.upper)
      expect(now.p).toBeGreaterThanOrEqual(before.p)
      expect(now.p).toBeLessThanOrEqual(1)
      if (now.ratio !== null) expect(now.lower <= now.ratio && now.ratio <= now.upper).toBe(true)
      before = now
    }
  }
})

test('with many events the widened interval is the quasi-likelihood one: standard error times root phi', () => {
  const { ratio, lower, upper } = rateRatioTest({ x1: 40_000, n1: 1, x2: 50_000, n2: 1 }, { dispersion: 4 })
  const spread = Math.exp(1.959964 * Math.sqrt(4 * (1 / 40_000 + 1 / 50_000)))
  expect(upper / ((ratio ?? 0) * spread)).toBeCloseTo(1, 4)
  expect((lower * spread) / (ratio ?? 1)).toBeCloseTo(1, 4)
})

test('a change too large for a double to hold its p is still widened', () => {
  const periods = { x1: 90_000, n1: 1, x2: 60_000, n2: 1 }
  expect(rateRatioTest(periods).p).toBe(0)
  const { lower, p } = rateRatioTest(periods, { dispersion: 2500 })
  expect(lower).toBeLessThan(1)
  expect(p).toBeGreaterThan(0.05)
  expect(rateRatioTest(periods, { dispersion: 900 }).p).toBeLessThan(0.05)
})

test('changing as the city changed is no change relative to it', () => {
  const answer = relativeRateRatioTest({ x1: 60, n1: 12, x2: 50, n2: 12 }, 1.2)
  expect(answer).toMatchObject({ ratio: expect.closeTo(1, 12), p: expect.closeTo(1, 12) })
  expect(relativeRateRatioTest({ x1: 40, n1: 1, x2: 25, n2: 1 }, 1.2).p).toBeCloseTo(0.26555807081500116, 9)
})

test('own and relative together are the two tests apart', () => {
  const periods = { x1: 31, n1: 12, x2: 18, n2: 11 }
  const both = placeChangeTest(periods, 0.9, { dispersion: 1.7 })
  expect(both.own).toEqual(rateRatioTest(periods, { dispersion: 1.7 }))
  expect(both.relative).toEqual(relativeRateRatioTest(periods, 0.9, { dispersion: 1.7 }))
})

test('zeros: a rise from nothing has no upper limit, a fall to nothing no lower, and nothing at all says nothing', () => {
  expect(rateRatioTest({ x1: 3, n1: 1, x2: 0, n2: 1 })).toMatchObject({
    ratio: Infinity,
    upper: Infinity,
    p: expect.closeTo(0.25, 12),
  })
  expect(rateRatioTest({ x1: 0, n1: 1, x2: 4, n2: 1 })).toMatchObject({
    ratio: 0,
    lower: 0,
    p: expect.closeTo(0.125, 12),
  })
  expect(rateRatioTest({ x1: 0, n1: 1, x2: 0, n2: 1 })).toEqual({ ratio: null, lower: 0, upper: Infinity, p: 1 })
  expect(compareRates({ count: 0, exposure: 1 }, { count: 0, exposure: 1 })).toMatchObject({
    ratio: null,
    exactP: 1,
    difference: 0,
  })
})

test('swapping the periods turns the ratio over and leaves p', () => {
  const one = rateRatioTest({ x1: 13, n1: 3, x2: 29, n2: 5 }, { dispersion: 1.3 })
  const other = rateRatioTest({ x1: 29, n1: 5, x2: 13, n2: 3 }, { dispersion: 1.3 })
  expect(one.lower * other.upper).toBeCloseTo(1, 10)
  expect(one.upper * other.lower).toBeCloseTo(1, 10)
  expect(one.p).toBeCloseTo(other.p, 12)
})

test('a place as large as a city is tested too: limits in order about the ratio', () => {
  const { own, relative } = placeChangeTest({ x1: 300_000, n1: 12, x2: 295_000, n2: 12 }, 1.02)
  expect([own.lower < (own.ratio ?? 0), (own.ratio ?? 0) < own.upper]).toEqual([true, true])
  expect(own.ratio).toBeCloseTo(300 / 295, 10)
  expect(relative.ratio).toBeCloseTo(300 / 295 / 1.02, 10)
})

test('the E-test as one sum is the E-test as two', () => {
  const cases = [
    [14, 0.5, 15, 1, 0.08962838393244256],
    [7, 3, 2, 1, 0.8795256857064467],
    [40, 1, 70, 1.5, 0.43920547871525856],
    [0, 1, 9, 2, 0.037764029098735434],
  ] as const
  for (const [x1, n1, x2, n2, p] of cases) expect(eTest({ x1, n1, x2, n2 })).toBeCloseTo(p, 10)
})

test('mid-p limits lie inside the exact ones, also at zero', () => {
  for (const [a, b] of [
    [5, 9],
    [0, 6],
    [6, 0],
    [1, 4000],
  ] as const) {
    const answer = compareRates({ count: a, exposure: 2 }, { count: b, exposure: 1 })
    expect(answer.midPLower).toBeGreaterThanOrEqual(answer.exactLower ?? Number.NaN)
    expect(answer.midPUpper).toBeLessThanOrEqual(answer.exactUpper ?? Number.NaN)
    expect(answer.midP).toBeLessThanOrEqual(1)
  }
})

test('a missing count makes the comparison missing', () => {
  const answer = compareRates({ count: null, exposure: 1 }, { count: 3, exposure: 1 })
  expect(Object.values(answer).every(value => value === null)).toBe(true)
})

test('what cannot be done is refused by name and value', () => {
  const good = { x1: 3, n1: 1, x2: 4, n2: 1 }
  expect(() => rateRatioTest({ ...good, x1: 2.5 })).toThrow(
    /rateRatioTest: x1 must be a whole number, zero or more, not 2.5/,
  )
  expect(() => rateRatioTest({ ...good, n2: 0 })).toThrow(/n2 must be more than zero, not 0/)
  expect(() => rateRatioTest(good, { dispersion: 0.9 })).toThrow(/dispersion must be 1 or more, not 0.9/)
  expect(() => rateRatioTest(good, { dispersion: Number.NaN })).toThrow(RangeError)
  expect(() => rateRatioTest(good, { confidence: 1 })).toThrow(RangeError)
  expect(() => relativeRateRatioTest(good, 0)).toThrow(/cityRatio must be more than zero, not 0/)
  expect(() => compareRates({ count: -1, exposure: 1 }, { count: 1, exposure: 1 })).toThrow(RangeError)
  expect(() => compareRates({ count: 1, exposure: 0 }, { count: null, exposure: 1 })).toThrow(RangeError)
})
