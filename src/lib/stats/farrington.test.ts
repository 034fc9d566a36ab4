import { expect, test } from 'vitest'
import { type FarringtonMethod, farrington } from './farrington.ts'
import { poissonRegression } from './poisson-regression.ts'
import { poisson, seeded } from './random.ts'

const METHODS: FarringtonMethod[] = ['1996', 'improved']

const spike = (seed: number): number[] => {
  const random = seeded(seed)
  return Array.from({ length: 60 }, (_, i) => (i === 55 ? 70 : poisson(random, 20)))
}

test.each(METHODS)('%s: a spike alarms, and nothing later is looked at', method => {
  const watched = farrington(spike(4), { method, first: 37 })
  expect(watched[18]).toMatchObject({ alarm: true })
  expect(farrington(spike(4).slice(0, 56), { method, first: 37 })).toEqual(watched.slice(0, 19))
})

test('a spike a year before does not hide one from 1996; with nine months of history it does from the improved method', () => {
  const twice = spike(4).map((count, i) => (i === 43 ? 75 : count))
  const alarms = METHODS.map(method => farrington(twice, { method, first: 37 })[18]?.alarm)
  expect(alarms).toEqual([true, false])
})

test.each(METHODS)('%s: where only chance is at work few months alarm, though more than alpha says', method => {
  const random = seeded(9)
  const counts = Array.from({ length: 1500 }, () => poisson(random, 12))
  const alarms = farrington(counts, { method, first: 40 }).filter(({ alarm }) => alarm).length
  expect(alarms / 1460).toBeLessThan(0.05)
  expect(alarms).toBeGreaterThan(0)
})

test('no events in history is no bound, few events never alarm, and a month without its history is refused', () => {
  const none = Array(48).fill(0)
  expect(farrington([...none, 9], { method: '1996', first: 48 })).toEqual([
    { expected: null, upper: null, alarm: null },
  ])
  const rare = Array.from({ length: 49 }, (_, i) => (i % 12 === 0 && i < 48 ? 1 : i === 48 ? 4 : 0))
  expect(farrington(rare, { method: 'improved', first: 48 })[0]?.alarm).toBe(false)
  expect(() => farrington(none, { method: '1996', first: 36 })).toThrow(/history before it, 37 or more, not 36/)
  expect(() => farrington([1.5], { method: '1996', first: 37 })).toThrow(/a count must be a whole number/)
})

test('a regression without an answer is null: no events, as many terms as counts, terms that repeat each other', () => {
  expect(poissonRegression([0, 0, 0], Float64Array.of(1, 1, 1))).toBeNull()
  expect(poissonRegression([1, 2], Float64Array.of(1, 0, 1, 1))).toBeNull()
  expect(poissonRegression([1, 2, 3], Float64Array.of(1, 2, 1, 2, 1, 2))).toBeNull()
})

test('with two groups the regression is their two means, and a weight of two is the count twice', () => {
  const fit = poissonRegression([2, 4, 9, 15], Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1))
  expect(fit?.fitted[0]).toBeCloseTo(3, 10)
  expect(fit?.fitted[3]).toBeCloseTo(12, 10)
  expect(fit?.covariance[0]).toBeCloseTo(1 / 6, 10)
  const weighed = poissonRegression([2, 4, 9], Float64Array.of(1, 1, 1), { weights: [1, 2, 1] })
  expect(weighed?.fitted[0]).toBeCloseTo(19 / 4, 10)
})
