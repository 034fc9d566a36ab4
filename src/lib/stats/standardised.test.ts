import { expect, test } from 'vitest'
import { indirectlyStandardised } from './indirectly-standardised.ts'
import { meanInterval } from './mean.ts'
import { directlyStandardised, directlyStandardisedRepeat } from './standardised.ts'

const bands = [
  { count: 14, population: 21_000, standard: 5500 },
  { count: 38, population: 24_500, standard: 5500 },
  { count: 22, population: 30_100, standard: 6000 },
]

test('a place with the age structure of the standard has its crude rate', () => {
  const alike = bands.map(band => ({ ...band, standard: band.population }))
  expect(directlyStandardised(alike).rate).toBeCloseTo((74 / 75_600) * 100_000, 9)
})

test('the size of the standard does not matter, only its shape', () => {
  const scaled = bands.map(band => ({ ...band, standard: band.standard / 17 }))
  expect(directlyStandardised(scaled).upper).toBeCloseTo(directlyStandardised(bands).upper ?? 0, 9)
})

test('repeat events leave the rate as it is and widen the interval', () => {
  const once = directlyStandardised(bands.map(band => ({ ...band, count: band.count * 2 })))
  const twice = directlyStandardisedRepeat(bands.map(({ count, ...band }) => ({ ...band, people: [0, count] })))
  expect(twice.rate).toBeCloseTo(once.rate ?? 0, 9)
  expect((twice.upper ?? 0) - (twice.lower ?? 0)).toBeGreaterThan(1.3 * ((once.upper ?? 0) - (once.lower ?? 0)))
})

test('nine events withhold the rate, a missing band counts as none and is said, no residents are refused', () => {
  expect(directlyStandardised([{ count: 9, population: 100, standard: 1 }])).toMatchObject({ count: 9, rate: null })
  const gap = directlyStandardised([...bands, { count: null, population: 500, standard: 100 }])
  expect(gap).toMatchObject({ count: 74, missingBands: 1 })
  expect(() => directlyStandardised([{ count: 12, population: 0, standard: 1 }])).toThrow(
    new RangeError('directlyStandardised: population must be more than zero, not 0'),
  )
  expect(() => directlyStandardised([{ count: 1.5, population: 9, standard: 1 }])).toThrow(/count must be a whole/)
  expect(() => directlyStandardised([])).toThrow(/sum of the standard/)
})

test('observed as expected is a ratio of 1; a reference without events expects none and leaves no ratio', () => {
  const alike = [{ count: 20, population: 1000, referenceCount: 2000, referencePopulation: 100_000 }]
  expect(indirectlyStandardised(alike)).toMatchObject({ ratio: 1, rate: 2000, referenceRate: 2000 })
  const none = [{ count: 2, population: 1000, referenceCount: 0, referencePopulation: 100_000 }]
  expect(indirectlyStandardised(none)).toMatchObject({ expected: 0, ratio: null, rateUpper: null })
})

test('a mean of one value has no interval, of none nothing, and what is missing is not 0', () => {
  expect(meanInterval([4])).toMatchObject({ count: 1, mean: 4, sd: null, lower: null })
  expect(meanInterval([null, null])).toMatchObject({ count: 0, mean: null })
  expect(meanInterval([3, null, 7])).toEqual(meanInterval([3, 7]))
  expect(() => meanInterval([3, 7], 95)).toThrow(/confidence must be between 0 and 1/)
})
