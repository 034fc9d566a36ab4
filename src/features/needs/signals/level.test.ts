import { describe, expect, test } from 'vitest'
import { levels } from './level.ts'
import { defaults } from './settings.ts'

const people = (n: number) => Array.from({ length: n }, () => 1_000)
const year = (...counts: (number | null)[]) => ({ counts })
const twenty = (first: number, second = 1) => year(first, second, ...Array.from({ length: 18 }, (_, i) => 2 + i))

describe('level', () => {
  test('high and sustained: in the top tenth for rate and count in every one of three years', () => {
    const found = levels([twenty(90), twenty(80), twenty(85)], people(20), defaults)
    expect(found[0]).toEqual({ word: 'high and sustained', years: [true, true, true], few: false })
    expect(found[1]?.word).toBe('not sustained')
  })

  test('one year below the line is enough not to be sustained', () => {
    expect(levels([twenty(90), twenty(0), twenty(85)], people(20), defaults)[0]).toEqual({
      word: 'not sustained',
      years: [true, false, true],
      few: false,
    })
  })

  test('many events among many residents are not a high rate, and few events among few residents are not many', () => {
    const residents = people(20)
    residents[0] = 1_000_000
    residents[1] = 1
    const found = levels([twenty(90), twenty(90), twenty(90)], residents, defaults)
    expect(found[0]?.word).toBe('not sustained')
    expect(found[1]?.word).toBe('not sustained')
  })

  test('places tied at the edge are all in or all out, and never more than a tenth are in', () => {
    const tied = year(50, 50, 50, ...Array.from({ length: 17 }, () => 1))
    const found = levels([tied, tied, tied], people(20), defaults)
    expect(found.filter(mark => mark.word === 'high and sustained')).toHaveLength(0)
  })

  test('a year that is not known leaves it open, unless another year already says no', () => {
    expect(levels([year(null, ...people(19)), twenty(90), twenty(90)], people(20), defaults)[0]?.word).toBe('too short')
    expect(levels([year(null, ...people(19)), twenty(0), twenty(90)], people(20), defaults)[0]?.word).toBe(
      'not sustained',
    )
  })

  test('without residents there is no rate and no level', () => {
    const residents: (number | null)[] = people(20)
    residents[0] = null
    expect(levels([twenty(90), twenty(90), twenty(90)], residents, defaults)[0]?.word).toBe('no denominator')
  })

  test('a recording that doubles every place alike changes nothing: ranking is within the year', () => {
    const doubled = year(...twenty(80).counts.map(count => (count ?? 0) * 2))
    expect(levels([twenty(90), doubled, twenty(85)], people(20), defaults)[0]?.word).toBe('high and sustained')
  })

  // Of 679 wards 66 had one homicide: they all fit in the top tenth by count, since the rest had none.
  const rare = (first: number) => year(first, ...Array.from({ length: 678 }, (_, i) => (i < 60 ? 1 : 0)))

  test('one homicide in each of three years is not high and sustained, whatever its rank among ties', () => {
    const years = [rare(1), rare(1), rare(1)]
    const residents = people(679)
    residents[0] = 500
    expect(levels(years, residents, { ...defaults, least: 1 })[0]?.word).toBe('high and sustained')
    const found = levels(years, residents, defaults)
    expect(found[0]).toEqual({ word: 'not sustained', years: [false, false, false], few: true })
    expect(new Set(found.map(mark => mark.few))).toEqual(new Set([true]))
  })

  test('ten events in every year are enough, nine in one of them are not', () => {
    const residents = people(679)
    residents[0] = 500
    expect(levels([rare(10), rare(10), rare(10)], residents, defaults)[0]).toMatchObject({
      word: 'high and sustained',
      few: false,
    })
    expect(levels([rare(10), rare(9), rare(10)], residents, defaults)[0]).toEqual({
      word: 'not sustained',
      years: [true, false, true],
      few: false,
    })
  })

  test('a place of which no year is known, or no residents, is not said to have too few', () => {
    const unknown = year(null, ...people(19))
    expect(levels([unknown, unknown, unknown], people(20), defaults)[0]?.few).toBe(false)
    expect(levels([rare(1), rare(1), rare(1)], people(678).concat(0), defaults)[678]).toMatchObject({
      word: 'no denominator',
      few: false,
    })
  })
})
