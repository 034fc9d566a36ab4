import { expect, test } from 'vitest'
import { dhyper } from './discrete.ts'
import { fdrCutoff } from './fdr.ts'
import { conditionalOddsRatio, fisherP } from './fisher.ts'
import { bh } from './multiple.ts'
import { integer, seeded } from './random.ts'
import { compareProportions } from './two-proportions.ts'

/** The score of a ratio worked out apart: the likeliest shares with that ratio by trying them all. */
function scoreByHand(x1: number, n1: number, x2: number, n2: number, ratio: number): number {
  const log = (x: number, n: number, p: number) =>
    (x === 0 ? 0 : x * Math.log(p)) + (x === n ? 0 : (n - x) * Math.log(1 - p))
  let best = { value: Number.NEGATIVE_INFINITY, p2: 0 }
  for (let i = 1; i < 200_000; i++) {
    const p2 = (i / 200_000) * Math.min(1, 1 / ratio)
    const value = log(x1, n1, p2 * ratio) + log(x2, n2, p2)
    if (value > best.value) best = { value, p2 }
  }
  const [p1, n] = [best.p2 * ratio, n1 + n2]
  const variance = ((p1 * (1 - p1)) / n1 + (ratio * ratio * best.p2 * (1 - best.p2)) / n2) * (n / (n - 1))
  return (x1 / n1 - (ratio * x2) / n2) / Math.sqrt(variance)
}

test('where everybody in one group has it, the score limit is where the score is 1.96, not where statsmodels stops', () => {
  const { riskRatio } = compareProportions({ x: 10, n: 10 }, { x: 6, n: 9 })
  expect(riskRatio?.scoreLower).toBeCloseTo(0.99194, 5)
  expect(scoreByHand(10, 10, 6, 9, riskRatio?.scoreLower ?? 0)).toBeCloseTo(1.96, 3)
  expect(scoreByHand(10, 10, 6, 9, 1.1875)).toBeCloseTo(1.405, 2)
})

test('swapping the groups turns every answer round', () => {
  const random = seeded(4)
  for (let i = 0; i < 60; i++) {
    const one = { x: 1 + integer(random, 20), n: 20 + integer(random, 100) }
    const two = { x: 1 + integer(random, 9), n: 9 + integer(random, 9) }
    const [there, back] = [compareProportions(one, two), compareProportions(two, one)]
    expect(back.newcombeLower).toBeCloseTo(-there.newcombeUpper, 12)
    expect(back.fisherP).toBeCloseTo(there.fisherP, 12)
    expect((back.riskRatio?.scoreLower ?? 0) * (there.riskRatio?.scoreUpper ?? 0)).toBeCloseTo(1, 8)
  }
})

test('none in a group leaves no ratio; impossible parts are refused', () => {
  expect(compareProportions({ x: 0, n: 5 }, { x: 0, n: 7 })).toMatchObject({ riskRatio: null, fisherP: 1 })
  expect(() => compareProportions({ x: 6, n: 5 }, { x: 0, n: 7 })).toThrow(/x must be no more than n \(5\), not 6/)
  expect(() => compareProportions({ x: 0, n: 0 }, { x: 0, n: 7 })).toThrow(/n must be more than zero, not 0/)
})

test('the conditional odds ratio is the one under which what was seen is what is expected', () => {
  for (const [both, drawn, marked, unmarked] of [
    [4, 8, 12, 48],
    [3, 10, 10, 40],
    [1, 3, 50, 9],
  ] as const) {
    const odds = conditionalOddsRatio(both, drawn, marked, unmarked) ?? 0
    const weights = Array.from({ length: drawn + 1 }, (_, x) => dhyper(x, marked, unmarked, drawn) * odds ** x)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    expect(weights.reduce((sum, weight, x) => sum + weight * x, 0) / total).toBeCloseTo(both, 9)
  }
  expect(conditionalOddsRatio(2, 2, 2, 0)).toBeNull()
  expect(conditionalOddsRatio(0, 2, 2, 5)).toBe(0)
})

test('Fisher adds up every table no more likely, and refuses margins that cannot be', () => {
  const all = [0, 1, 2, 3, 4, 5].map(x => dhyper(x, 12, 30, 5))
  all.forEach((seen, x) => {
    const byHand = all.filter(p => p <= seen * (1 + 1e-7)).reduce((sum, p) => sum + p, 0)
    expect(fisherP(x, 5, 12, 30)).toBeCloseTo(byHand, 12)
  })
  expect(() => fisherP(4, 3, 12, 30)).toThrow(/both must be from 0 to 3/)
})

test('marking by the cut-off is marking by adjusted p, ties and missing values included', () => {
  const random = seeded(8)
  for (let i = 0; i < 50; i++) {
    const p = Array.from({ length: 40 }, () => (random() < 0.1 ? null : Math.ceil(random() ** 4 * 200) / 200))
    const { cutoff, rejections, tests } = fdrCutoff(p)
    const adjusted = bh(p).filter(value => value !== null && value <= 0.05 + 1e-12)
    expect(rejections).toBe(adjusted.length)
    expect(p.filter(value => value !== null && cutoff !== null && value <= cutoff)).toHaveLength(rejections)
    expect(tests).toBe(p.filter(value => value !== null).length)
  }
})

test('with 5,000 places one lone hot spot needs 99,999 permutations, and no places need none', () => {
  expect(fdrCutoff(Array(5000).fill(0.5)).permutationsNeeded).toBe(99_999)
  expect(fdrCutoff([])).toEqual({ tests: 0, rejections: 0, cutoff: null, line: null, permutationsNeeded: 0 })
})
