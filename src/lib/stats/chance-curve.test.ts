import { describe, expect, test } from 'vitest'
import { chanceConcentration, chanceCurve, concentration, topShare } from './index.ts'

const lopsided = [...new Array(20).fill(9), ...new Array(80).fill(1)]

describe('the concentration curve beside chance', () => {
  test('observed is what the plain measures say, for lopsided and for tied counts', () => {
    for (const counts of [lopsided, new Array(40).fill(3), [0, 0, 0, 7], [5]]) {
      const found = chanceCurve(counts, { tops: [1, counts.length], seed: 1, draws: 99 })
      expect(found.shares[0]?.observed).toBe(topShare(counts, 1 / counts.length).shareOfEvents)
      expect(found.shares[1]?.observed).toBe(1)
      expect(found.gini.observed).toBeCloseTo(concentration(counts).gini ?? Number.NaN, 12)
      expect(found.giniGeneralised.observed).toBeCloseTo(concentration(counts).giniGeneralised ?? Number.NaN, 12)
      expect(found.placesWithEvents.observed).toBe(concentration(counts).placesWithEvents)
    }
  })

  test('chance for one share agrees with chanceConcentration, thrown event by event or place by place', () => {
    const one = chanceConcentration(260, 100, { shareOfPlaces: 0.2, seed: 7, draws: 4_000 })
    const plain = chanceCurve(lopsided, { tops: [20], seed: 7, draws: 4_000 }).shares[0]
    const weighted = chanceCurve(lopsided, { tops: [20], weights: new Array(100).fill(2), seed: 8, draws: 4_000 })
      .shares[0]
    expect(plain?.mean).toBeCloseTo(one.meanShareOfEvents, 2)
    expect(weighted?.mean).toBeCloseTo(one.meanShareOfEvents, 2)
    expect(plain?.lower).toBeCloseTo(one.lower, 2)
    expect(plain?.upper).toBeCloseTo(one.upper, 2)
    expect(plain?.p).toBeLessThan(0.001)
  })

  test('370 homicides thrown at 630 wards: about 45 % in the top 12 %, and in about 280 wards', () => {
    const counts = Array.from({ length: 630 }, (_, i) => (i < 370 ? 1 : 0))
    const { shares, placesWithEvents } = chanceCurve(counts, { tops: [76], seed: 1 })
    expect(shares[0]?.mean).toBeCloseTo(0.45, 1)
    expect(placesWithEvents.mean).toBeCloseTo(630 * (1 - (1 - 1 / 630) ** 370), 0)
    // One homicide in each ward is the opposite of concentrated.
    expect(shares[0]?.p).toBe(1)
    expect(placesWithEvents.p).toBe(1)
  })

  test('the same seed gives the same answer, and nothing to throw is refused', () => {
    const asked = { tops: [5, 10], seed: 3, draws: 50 }
    expect(chanceCurve(lopsided, asked)).toEqual(chanceCurve(lopsided, asked))
    expect(() => chanceCurve([0, 0], asked)).toThrow('events')
    expect(() => chanceCurve([1, 2], { ...asked, weights: [1] })).toThrow('chanceCurve')
  })
})
