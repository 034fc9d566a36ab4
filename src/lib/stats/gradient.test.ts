import { expect, test } from 'vitest'
import { annualPercentChange } from './annual-change.ts'
import { disproportionality } from './disproportionality.ts'
import { empiricalBayes, localEmpiricalBayes } from './empirical-bayes.ts'
import { slopeIndex } from './inequality.ts'
import { poisson, seeded } from './random.ts'
import { recentProportionTrend, recentRateTrend } from './recent-trend.ts'

const groups = [
  { group: 'A', events: 40, population: 90_000 },
  { group: 'B', events: 0, population: 7000 },
]

test('shares add to one, and a group is in proportion to itself', () => {
  const { reference, others } = disproportionality(groups, 'A')
  expect((reference.shareOfEvents ?? 0) + (others[0]?.shareOfEvents ?? 0)).toBe(1)
  expect(disproportionality(groups.slice(0, 1), 'A').reference.compositionIndex).toBe(1)
  expect(disproportionality(groups, 'B').others[0]).toMatchObject({ ratio: null, ratioUpper: null, excessEvents: 40 })
  expect(() => disproportionality(groups, 'C')).toThrow(/the reference must be one of the groups, not C/)
  const none = groups.map(each => ({ ...each, events: 0 }))
  expect(disproportionality(none, 'A').reference).toMatchObject({
    rate: 0,
    shareOfEvents: null,
    compositionIndex: null,
  })
})

test('a straight gradient is found exactly, and the exact limits agree with drawing', () => {
  const line = [0.1, 0.3, 0.5, 0.7, 0.9].map(rank => ({ population: 1000, value: 50 - 20 * rank, se: 2 }))
  const exact = slopeIndex(line)
  expect(exact).toMatchObject({ draws: 0 })
  expect(exact.sii).toBeCloseTo(-20, 10)
  expect(exact.rii).toBeCloseTo(0.6, 10)
  const drawn = slopeIndex(
    line.map(({ se, ...each }) => ({
      ...each,
      lower95: each.value - 1.959964 * se,
      upper95: each.value + 1.959964 * se,
    })),
    { seed: 3, draws: 40_000 },
  )
  expect(drawn.riiLower).toBeCloseTo(exact.riiLower ?? 0, 1)
  expect(drawn.siiUpper).toBeCloseTo(exact.siiUpper ?? 0, 0)
})

test('a negative multiplier turns the sign and inverts the relative index; nothing sure leaves no limits', () => {
  const bare = [9, 6, 5, 1].map(value => ({ population: 50, value }))
  const [plain, turned] = [slopeIndex(bare), slopeIndex(bare, { multiplier: -1 })]
  expect(turned.sii).toBe(-plain.sii)
  expect((turned.rii ?? 0) * (plain.rii ?? 0)).toBeCloseTo(1, 12)
  expect(plain).toMatchObject({ siiLower: null, riiUpper: null })
  expect(() => slopeIndex(bare.slice(2))).toThrow(/three quantiles or more, not 2/)
  const wide = bare.map(each => ({ ...each, lower95: 1, upper95: 20 }))
  expect(() => slopeIndex(wide, { kind: 'rate' })).toThrow(/seed must be given/)
  expect(
    slopeIndex(
      wide.map(each => ({ ...each, lower95: 0 })),
      { kind: 'rate', seed: 1 },
    ).siiLower,
  ).toBeNull()
})

test('a steady rise is found whatever the season, and missing months keep their place', () => {
  const populations = Array(48).fill(250_000)
  const random = seeded(6)
  const counts = populations.map((_, t) =>
    poisson(random, 400 * 1.1 ** (t / 12) * (1 + 0.3 * Math.sin((2 * Math.PI * t) / 12))),
  )
  const whole = annualPercentChange(counts, populations, { periodsPerYear: 12 })
  expect(whole.lower).toBeLessThan(10)
  expect(whole.upper).toBeGreaterThan(10)
  const gaps = annualPercentChange(
    counts.map((count, t) => (t % 7 === 3 ? null : count)),
    populations,
    { periodsPerYear: 12 },
  )
  expect(Math.abs((gaps.percent ?? 0) - (whole.percent ?? 0))).toBeLessThan(1.5)
})

test('nothing happened is no trend, and too short a series is refused', () => {
  expect(annualPercentChange(Array(24).fill(0), Array(24).fill(9), { periodsPerYear: 12 })).toMatchObject({
    percent: null,
  })
  expect(() => annualPercentChange(Array(23).fill(1), Array(23).fill(9), { periodsPerYear: 12 })).toThrow(
    /24 periods or more, not 23/,
  )
})

test('a flat trend has no sign, all or none in a year still has one, and four years have no marker', () => {
  expect(recentProportionTrend([5, 5, 5, 5, 5], [9, 9, 9, 9, 9])).toMatchObject({
    marker: 'no_change',
    consistent: false,
  })
  expect(recentProportionTrend([0, 0, 30, 60, 90], [90, 90, 90, 90, 90]).marker).toBe('increasing')
  expect(recentProportionTrend([0, 0, 0, 0, 0], [9, 9, 9, 9, 9])).toMatchObject({ chiSquare: 0, marker: 'no_change' })
  expect(recentRateTrend([1, 2, 3, 4].map(rate => ({ rate, lower95: 0, upper95: 9 }))).marker).toBe(
    'cannot_be_calculated',
  )
})

test('smoothed rates lie between the raw rate and the mean, and fewer residents are drawn in more', () => {
  const { raw, estimate, mean, between } = empiricalBayes([9, 90, 2, 0, 40], [1000, 10_000, 9000, 500, 8000])
  expect(between).toBeGreaterThan(0)
  raw.forEach((rate, i) => {
    expect(Math.abs((estimate[i] ?? 0) - mean)).toBeLessThanOrEqual(Math.abs(rate - mean))
  })
  const kept = (i: number) => ((estimate[i] ?? 0) - mean) / ((raw[i] ?? 0) - mean)
  expect(kept(0)).toBeLessThan(kept(1))
})

test('an island keeps its rate, nothing anywhere is nothing, no residents are refused', () => {
  expect(localEmpiricalBayes([3, 5], [100, 100], [[], []])).toEqual(Float64Array.of(0.03, 0.05))
  expect(empiricalBayes([0, 0], [10, 20]).z).toEqual(Float64Array.of(0, 0))
  expect(() => empiricalBayes([1], [0])).toThrow(/population must be more than zero, not 0/)
})
