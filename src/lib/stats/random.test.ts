import { expect, test } from 'vitest'
import { pchisqUpper } from './chi-square.ts'
import { dbinom, dpois } from './discrete.ts'
import { binomial, integer, multinomial, poisson, seeded, xoshiro } from './random.ts'

test('xoshiro128** gives the numbers of its authors’ C code', () => {
  const next = xoshiro([1, 2, 3, 4])
  expect(Array.from({ length: 8 }, next)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849,
  ])
})

test('the same seed gives the same numbers and another seed others', () => {
  const [one, again, other] = [seeded(42), seeded(42), seeded(43)]
  const first = Array.from({ length: 5 }, one)
  expect(Array.from({ length: 5 }, again)).toEqual(first)
  expect(Array.from({ length: 5 }, other)).not.toEqual(first)
  expect(first[0]).toBe(0.15377165265745885)
})

/** Chi-square p of drawn counts against their probabilities, everything rarer than 1 in 2,000 pooled. */
function agreement(draw: () => number, chance: (x: number) => number, top: number): number {
  const draws = 40_000
  const seen = new Map<number, number>()
  for (let i = 0; i < draws; i++) {
    const x = draw()
    seen.set(x, (seen.get(x) ?? 0) + 1)
  }
  let [chiSquare, cells, rareSeen, rareChance] = [0, 0, draws, 1]
  for (let x = 0; x <= top; x++) {
    const p = chance(x)
    if (p < 1 / 2000) continue
    chiSquare += ((seen.get(x) ?? 0) - draws * p) ** 2 / (draws * p)
    rareSeen -= seen.get(x) ?? 0
    rareChance -= p
    cells += 1
  }
  chiSquare += (rareSeen - draws * rareChance) ** 2 / Math.max(1, draws * rareChance)
  return pchisqUpper(chiSquare, cells)
}

test('Poisson draws follow the Poisson distribution, by both methods', () => {
  const random = seeded(77)
  for (const mean of [0.3, 4, 9.9, 10, 35, 400])
    expect(
      agreement(
        () => poisson(random, mean),
        x => dpois(x, mean),
        700,
      ),
    ).toBeGreaterThan(0.001)
  expect(poisson(random, 0)).toBe(0)
})

test('binomial draws follow the binomial distribution, by both methods and for high shares', () => {
  const random = seeded(78)
  for (const [n, p] of [
    [5, 0.5],
    [50, 0.1],
    [50, 0.9],
    [400, 0.3],
    [1000, 0.02],
  ] as const)
    expect(
      agreement(
        () => binomial(random, n, p),
        x => dbinom(x, n, p),
        n,
      ),
    ).toBeGreaterThan(0.001)
  expect([binomial(random, 0, 0.4), binomial(random, 9, 0), binomial(random, 9, 1)]).toEqual([0, 0, 9])
})

test('multinomial draws add up, follow their weights and leave places of no weight empty', () => {
  const random = seeded(79)
  const totals = [0, 0, 0, 0]
  for (let i = 0; i < 400; i++) {
    const counts = multinomial(random, 370, [1, 0, 3, 6])
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(370)
    counts.forEach((count, k) => {
      totals[k] = (totals[k] ?? 0) + count
    })
  }
  expect(totals[1]).toBe(0)
  expect((totals[2] ?? 0) / (400 * 370)).toBeCloseTo(0.3, 2)
  expect((totals[3] ?? 0) / (400 * 370)).toBeCloseTo(0.6, 2)
})

test('what cannot be done is refused by name and value', () => {
  const random = seeded(0)
  expect(() => seeded(-1)).toThrow(/seeded: seed must be a whole number, zero or more, not -1/)
  expect(() => poisson(random, -1)).toThrow(/mean must be zero or more, not -1/)
  expect(() => integer(random, 0)).toThrow(RangeError)
  expect(() => binomial(random, 5, 1.5)).toThrow(RangeError)
  expect(() => multinomial(random, 5, [0, 0])).toThrow(/must not all be 0/)
  expect(() => multinomial(random, 5, [1, -1])).toThrow(/a weight must be zero or more, not -1/)
})
