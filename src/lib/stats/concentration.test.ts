import { expect, test } from 'vitest'
import { chanceConcentration } from './chance-concentration.ts'
import { concentration, placesNeeded, topShare } from './concentration.ts'
import { deprivationOverlay, spearman } from './overlay.ts'
import { integer, seeded } from './random.ts'

test('the Gini index is the mean difference between two places over twice the mean', () => {
  const random = seeded(2)
  for (let i = 0; i < 30; i++) {
    const counts = Array.from({ length: 3 + integer(random, 30) }, () => integer(random, 9) ** 2)
    const total = counts.reduce((sum, count) => sum + count, 0)
    const gaps = counts.reduce((sum, a) => sum + counts.reduce((inner, b) => inner + Math.abs(a - b), 0), 0)
    const { gini } = concentration(counts)
    if (total === 0) expect(gini).toBeNull()
    else expect(gini).toBeCloseTo(gaps / (2 * counts.length * total), 12)
  }
})

test('the places that hold a share hold at least it, and one fewer does not', () => {
  const counts = [0, 9, 0, 3, 3, 1, 0, 0, 14, 2]
  for (const share of [0.01, 0.25, 0.5, 0.8, 0.999, 1]) {
    const whole = placesNeeded(counts, share)?.wholePlaces ?? 0
    expect(topShare(counts, whole / 10).shareOfEvents).toBeGreaterThanOrEqual(share)
    if (whole > 1) expect(topShare(counts, (whole - 1) / 10).shareOfEvents).toBeLessThan(share)
  }
})

test('nothing happened: no index, no share, no places; no places at all is refused', () => {
  expect(concentration([0, 0])).toMatchObject({ total: 0, gini: null, giniGeneralised: null })
  expect(topShare([0, 0], 0.5).shareOfEvents).toBeNull()
  expect(placesNeeded([0, 0], 0.5)).toBeNull()
  expect(() => concentration([])).toThrow('concentration: there must be at least one place, not 0')
  expect(() => topShare([1], 12)).toThrow(/a share must be above 0 and up to 1, not 12/)
})

test('the same seed gives the same chance; weights that are equal change little, unequal ones raise the baseline', () => {
  const ask = (places: number | number[], seed: number) =>
    chanceConcentration(200, places, { shareOfPlaces: 0.1, seed, draws: 300 })
  expect(ask(100, 7)).toEqual(ask(100, 7))
  expect(ask(Array(100).fill(3), 7).meanShareOfEvents).toBeCloseTo(ask(100, 8).meanShareOfEvents, 1)
  const lopsided = Array.from({ length: 100 }, (_, i) => (i < 10 ? 5 : 1))
  expect(ask(lopsided, 7).meanShareOfEvents).toBeGreaterThan(ask(100, 7).meanShareOfEvents + 0.1)
})

test('homicides in 12 % of 630 wards: 52 % is more than chance gives, 44 % is not', () => {
  const ask = (observed: number) =>
    chanceConcentration(370, 630, { shareOfPlaces: 0.12, seed: 1, draws: 500, observed })
  expect(ask(0.52)).toMatchObject({ p: 1 / 501 })
  expect(ask(0.52).excess).toBeCloseTo(0.075, 2)
  expect(ask(0.44).p).toBeGreaterThan(0.5)
})

test('no overlap, all overlap and values that do not vary', () => {
  const up = Array.from({ length: 20 }, (_, i) => i)
  const down = [...up].reverse()
  expect(deprivationOverlay(up, down, { topViolence: 0.2 })).toMatchObject({
    both: 0,
    lift: 0,
    p: 1,
    oddsRatio: 0,
    spearman: -1,
  })
  expect(deprivationOverlay(up, up, { topViolence: 0.2 })).toMatchObject({
    both: 4,
    lift: 5,
    oddsRatio: Number.POSITIVE_INFINITY,
  })
  expect(
    deprivationOverlay(
      up,
      up.map(() => 3),
    ).spearman,
  ).toBeNull()
  expect(() => deprivationOverlay([1], [1], { topViolence: 1 })).toThrow(/a share must be between 0 and 1, not 1/)
})

test('rank correlation does not change when a list is stretched, and ties share their rank', () => {
  const [one, other] = [
    [3, 1, 4, 1, 5, 9, 2, 6],
    [2, 7, 1, 8, 2, 8, 1, 8],
  ]
  expect(spearman(one.map(Math.exp), other)).toBeCloseTo(spearman(one, other) ?? 0, 12)
  expect(spearman([1, 1, 2, 2], [1, 1, 2, 2])).toBeCloseTo(1, 12)
})
