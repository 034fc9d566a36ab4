// Every interval in the door of the statistics keeps its order: lower ≤ estimate ≤ upper at any level, and wider at 99.8 % than at 95 %.
import { expect, test } from 'vitest'
import {
  compareRates,
  crudeRate,
  crudeRates,
  exactPoissonLimits,
  integer,
  placeChangeTest,
  poissonControlLimits,
  poissonLimits,
  proportion,
  rateRatioTest,
  relativeRateRatioTest,
  seeded,
} from './index.ts'

interface Interval {
  estimate: number
  lower: number
  upper: number
}
interface Case {
  x1: number
  n1: number
  x2: number
  n2: number
  dispersion: number
}

const confidences = [0.8, 0.95, 0.998] as const

/** None, one, few, the borders of the methods, thousands; people from one to a city. */
const random = seeded(20_261_122)
const some = (list: readonly number[]) => list[integer(random, list.length)] ?? 0
const count = () => (random() < 0.5 ? some([0, 1, 2, 4, 9, 10, 11, 999, 1_000, 1_001]) : integer(random, 5_000))
const cases: Case[] = Array.from({ length: 200 }, () => ({
  x1: count(),
  n1: 1 + integer(random, 100_000),
  x2: count(),
  n2: 1 + integer(random, 100_000),
  dispersion: 1 + 3 * random(),
}))

const known = (estimate: number | null, lower: number | null, upper: number | null): Interval[] =>
  estimate === null || lower === null || upper === null ? [] : [{ estimate, lower, upper }]

/** Each function that gives an interval, at a level. None where it has no estimate, such as a ratio of nothing to nothing. */
const intervals: Record<string, (one: Case, confidence: number) => Interval[]> = {
  exactPoissonLimits: ({ x1 }, confidence) => known(x1, ...exactPoissonLimits(x1, confidence)),
  poissonLimits: ({ x1 }, confidence) => {
    const limits = poissonLimits(confidence)
    return known(x1, limits.lower(x1), limits.upper(x1))
  },
  crudeRate: ({ x1, n1 }, confidence) => {
    const { rate, lower, upper } = crudeRate(x1, n1, { confidence, multiplier: 1_000 })
    return known(rate, lower, upper)
  },
  crudeRates: ({ x1, n1, x2, n2 }, confidence) => {
    const { rate, lower, upper } = crudeRates([x1, x2], [n1, n2], { confidence })
    return [0, 1].flatMap(i => known(rate[i] ?? null, lower[i] ?? null, upper[i] ?? null))
  },
  proportion: ({ x1, n1 }, confidence) => {
    const { value, lower, upper } = proportion(Math.min(x1, n1), n1, { confidence, multiplier: 100 })
    return known(value, lower, upper)
  },
  'compareRates, exact': ({ x1, n1, x2, n2 }, confidence) => {
    const found = compareRates({ count: x1, exposure: n1 }, { count: x2, exposure: n2 }, confidence)
    return known(found.ratio, found.exactLower, found.exactUpper)
  },
  'compareRates, mid-p': ({ x1, n1, x2, n2 }, confidence) => {
    const found = compareRates({ count: x1, exposure: n1 }, { count: x2, exposure: n2 }, confidence)
    return known(found.ratio, found.midPLower, found.midPUpper)
  },
  'compareRates, Wald': ({ x1, n1, x2, n2 }, confidence) => {
    const found = compareRates({ count: x1, exposure: n1 }, { count: x2, exposure: n2 }, confidence)
    return known(found.ratio, found.waldLower, found.waldUpper)
  },
  rateRatioTest: ({ dispersion, ...periods }, confidence) => {
    const { ratio, lower, upper } = rateRatioTest(periods, { dispersion, confidence })
    return known(ratio, lower, upper)
  },
  relativeRateRatioTest: ({ dispersion, ...periods }, confidence) => {
    const { ratio, lower, upper } = relativeRateRatioTest(periods, 1.2, { dispersion, confidence })
    return known(ratio, lower, upper)
  },
  placeChangeTest: ({ dispersion, ...periods }, confidence) => {
    const { own, relative } = placeChangeTest(periods, 0.9, { dispersion, confidence })
    return [own, relative].flatMap(one => known(one.ratio, one.lower, one.upper))
  },
}

// Limits are found by search to about twelve figures, so an order may be missed by that and no more.
const atMost = (a: number, b: number) => a === b || a <= b + 1e-9 * Math.max(1, Math.abs(b))

test.each(Object.keys(intervals))('%s: lower ≤ estimate ≤ upper, and a higher level is never narrower', name => {
  const made = intervals[name]
  if (!made) throw new Error(name)
  let checked = 0
  for (const one of cases) {
    const levels = confidences.map(confidence => made(one, confidence))
    for (const { estimate, lower, upper } of levels.flat()) {
      const said = `${name} ${JSON.stringify(one)}: ${lower} to ${upper}, estimate ${estimate}`
      expect(atMost(lower, estimate) && atMost(estimate, upper), said).toBe(true)
      checked++
    }
    const [, narrow = [], wide = []] = levels
    narrow.forEach((inner, i) => {
      const outer = wide[i]
      const said = `${name} ${JSON.stringify(one)}: 95% ${inner.lower} to ${inner.upper}, 99.8% ${outer?.lower} to ${outer?.upper}`
      expect(outer && atMost(outer.lower, inner.lower) && atMost(inner.upper, outer.upper), said).toBe(true)
      if (Number.isFinite(inner.upper))
        expect((outer?.upper ?? 0) - (outer?.lower ?? 0), said).toBeGreaterThan(inner.upper - inner.lower)
    })
  }
  expect(checked).toBeGreaterThan(cases.length)
})

test('control limits of a month hold its mean, from one event a month on, and are never narrower at 99.8 %', () => {
  for (const { x1 } of cases) {
    const mean = Math.max(1, x1 / 7)
    const [narrow, wide] = [poissonControlLimits(mean, 0.95), poissonControlLimits(mean, 0.998)]
    expect(wide.lower <= narrow.lower && narrow.lower <= mean, String(mean)).toBe(true)
    expect(mean <= narrow.upper && narrow.upper <= wide.upper, String(mean)).toBe(true)
    expect(wide.upper - wide.lower, String(mean)).toBeGreaterThan(narrow.upper - narrow.lower)
  }
})
