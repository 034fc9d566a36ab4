import { expect, test } from 'vitest'
import { changeBeforeAfter } from './change.ts'
import { estimateDispersion, type Pair, spreadDispersion } from './dispersion.ts'
import { bh, bonferroni, by, holm } from './multiple.ts'
import { overdispersion } from './overdispersion.ts'
import { binomial, poisson, seeded } from './random.ts'
import { relativeRateRatioTest } from './rate-ratio.ts'

test('a place with a missing period is missing throughout and counts towards nothing', () => {
  const whole = changeBeforeAfter([10, 20], [15, 18])
  const gap = changeBeforeAfter([10, null, 20, 7], [15, 30, 18, null])
  expect(gap.overallRatio).toBe(whole.overallRatio)
  expect(gap.pBh).toEqual([whole.pBh[0], null, whole.pBh[1], null])
  expect(gap.percentChange[1]).toBeNull()
})

test('nothing before anywhere, or nothing after: no ratio or no distance, never an infinity', () => {
  expect(changeBeforeAfter([0, 0], [3, 1])).toMatchObject({
    overallRatio: null,
    zRelative: [null, null],
    percentChange: [null, null],
  })
  expect(changeBeforeAfter([3, 1], [0, 0])).toMatchObject({
    overallRatio: 0,
    zRelative: [null, null],
    percentChange: [-100, -100],
  })
  expect(changeBeforeAfter([], [])).toMatchObject({ z: [], overallRatio: null })
})

test('the screen calls chance a change about one time in six, which is why marks use the exact test', () => {
  const random = seeded(3)
  const draw = () => Array.from({ length: 4000 }, () => poisson(random, 60))
  const [before, after] = [draw(), draw()]
  const screened = changeBeforeAfter(before, after).p.filter(p => (p ?? 1) < 0.05).length / 4000
  const exact =
    before.filter((x2, i) => relativeRateRatioTest({ x1: after[i] ?? 0, n1: 1, x2, n2: 1 }, 1).p < 0.05).length / 4000
  expect(screened).toBeGreaterThan(0.14)
  expect(exact).toBeLessThan(0.05)
})

test('adjusted p-values never fall below the p-values, keep their order, and stay in range', () => {
  const random = seeded(9)
  const p = Array.from({ length: 500 }, () => random() ** 3)
  const order = p.map((_, i) => i).sort((a, b) => (p[a] ?? 0) - (p[b] ?? 0))
  for (const adjust of [bh, by, holm, bonferroni]) {
    const adjusted = adjust(p)
    order.forEach((index, rank) => {
      const value = adjusted[index] ?? Number.NaN
      expect(value).toBeGreaterThanOrEqual(p[index] ?? Number.NaN)
      expect(value).toBeLessThanOrEqual(1)
      expect(value).toBeGreaterThanOrEqual(adjusted[order[rank - 1] ?? index] ?? Number.NaN)
    })
  }
  bh(p).forEach((value, i) => {
    expect(value ?? 2).toBeLessThanOrEqual(by(p)[i] ?? 0)
  })
})

test('no tests at all is no trouble, and a p beyond 1 is refused', () => {
  expect(bh([])).toEqual([])
  expect(by([null, null])).toEqual([null, null])
  expect(() => holm([0.2, 1.1])).toThrow(new RangeError('holm: a probability must be from 0 to 1, not 1.1'))
})

test('too little to go on is null, not zero', () => {
  expect(overdispersion([])).toMatchObject({ mean: null, variance: null })
  expect(overdispersion([4, null])).toMatchObject({ mean: 4, variance: null, p: null })
  expect(overdispersion([0, 0, 0])).toMatchObject({
    mean: 0,
    variance: 0,
    indexOfDispersion: null,
    p: null,
    theta: null,
  })
  expect(overdispersion([5, null, 9, 2])).toEqual(overdispersion([5, 9, 2]))
  expect(() => overdispersion([1, -2])).toThrow(/a count must be a whole number, zero or more, not -2/)
})

/** Counts with variance `phi` times their mean: each event is one of a batch, mean batch chosen to suit. */
function places(phi: number, mean: number, risers: number, seed: number): Pair[] {
  const random = seeded(seed)
  const batch = 2 * phi - 1
  const draw = (expected: number) => {
    if (phi === 1) return poisson(random, expected)
    let events = 0
    for (let k = poisson(random, (2 * expected) / (batch + 1)); k > 0; k--) events += 1 + Math.floor(random() * batch)
    return events
  }
  return Array.from({ length: 684 }, (_, i) => ({ x1: draw(mean * (i < risers ? 1.8 : 1.05)), x2: draw(mean) }))
}

test('where only chance is at work over-dispersion is 1, give or take a tenth', () => {
  for (const mean of [15, 60, 1000]) {
    const { dispersion, estimate, places: used } = estimateDispersion(places(1, mean, 0, 21))
    expect(estimate).toBeGreaterThan(0.85)
    expect(dispersion).toBeLessThan(1.15)
    expect(used).toBeGreaterThan(600)
  }
})

test('over-dispersion that is there is found, and a few real risers hardly move it', () => {
  // Batches of 1 to 2 phi − 1 events, all sizes as likely: variance over mean is (4 phi − 1) / 3.
  const truth = (4 * 2.5 - 1) / 3
  expect(estimateDispersion(places(2.5, 80, 0, 4)).estimate ?? 0).toBeCloseTo(truth, 0)
  const calm = estimateDispersion(places(1, 80, 0, 5)).estimate ?? 0
  const risen = estimateDispersion(places(1, 80, 20, 5)).estimate ?? 0
  expect(risen - calm).toBeLessThan(0.25)
  expect(estimateDispersion(places(1, 80, 20, 5), { winsorise: 0 }).estimate).toBeGreaterThan(risen + 0.1)
})

test('too few places or events: taken as 1 and said so', () => {
  const few = estimateDispersion([{ x1: 30, x2: 20 }, null, { x1: 40, x2: 44 }])
  expect(few).toEqual({ dispersion: 1, estimate: null, places: 2, cityRatio: 70 / 64 })
  expect(estimateDispersion(Array.from({ length: 50 }, () => ({ x1: 2, x2: 3 })))).toMatchObject({
    estimate: null,
    places: 0,
  })
  expect(estimateDispersion(Array.from({ length: 50 }, () => ({ x1: 30, x2: 0 })))).toMatchObject({
    dispersion: 1,
    cityRatio: null,
  })
})

test('unequal periods: the city ratio is of rates', () => {
  const random = seeded(8)
  const pairs = Array.from({ length: 200 }, () => ({ x1: binomial(random, 90, 0.5), x2: binomial(random, 30, 0.5) }))
  const { cityRatio, dispersion } = estimateDispersion(pairs, { n1: 36, n2: 12 })
  expect(cityRatio).toBeCloseTo(1, 1)
  expect(dispersion).toBe(1)
  expect(() => estimateDispersion(pairs, { winsorise: 0.5 })).toThrow(/winsorise must be from 0 to under 0.5, not 0.5/)
  expect(() => estimateDispersion([{ x1: -1, x2: 3 }])).toThrow(RangeError)
})

test('places three times as spread about one rate as chance would make them read so, and few places read 1', () => {
  const random = seeded(5)
  const observed = Array.from({ length: 400 }, () => 3 * poisson(random, 100))
  const expected = observed.map(() => 300)
  expect(spreadDispersion(observed, expected)).toBeGreaterThan(2.5)
  expect(spreadDispersion(observed, expected)).toBeLessThan(3.5)
  expect(spreadDispersion(observed.slice(0, 9), expected.slice(0, 9))).toBe(1)
  expect(() => spreadDispersion([1], [0])).toThrow(/expected must be more than zero, not 0/)
  expect(() => spreadDispersion([1], [1, 2])).toThrow(/equally long/)
})
