import { describe, expect, test } from 'vitest'
import type { Grouping } from './groupings.ts'
import { compare, type Known, nearestYear, protect, sightsOf } from './rules.ts'
import { impliedBy, ratioWords, statementOf } from './words.ts'

const known = (id: string, count: number | null, people: number | null = null, unknown = false): Known => ({
  group: { id, name: id, measure: id, people: [], why: '', unknown },
  count,
  people,
  peopleYear: people === null ? null : 2018,
})
const asked: Pick<Grouping, 'kind' | 'per' | 'reference'> = { kind: 'rates', per: 100_000, reference: 'White' }
// London 2018: the dashboard's victims, the survey's residents.
const london = [
  known('Asian', 17, 1_630_000),
  known('Black', 57, 1_052_000),
  known('White', 51, 5_255_000),
  known('Other', 2),
  known('Not known', 1, null, true),
]

describe('rates by group', () => {
  test('57 of 1,052,000 is 5.42 and 51 of 5,255,000 is 0.97 per 100,000: 5.58 times', () => {
    const { lines, reference } = compare(asked, london)
    expect(reference).toBe('White')
    const [asian, black, white] = lines
    expect([black?.rate?.rate.toFixed(2), white?.rate?.rate.toFixed(2)]).toEqual(['5.42', '0.97'])
    // By hand: 5.4183 / 0.97050 = 5.583; 57 − 0.0000097050 × 1,052,000 = 46.79; (57/125) / (1,052/7,937) = 3.440.
    expect(black?.against?.ratio).toBeCloseTo(5.583, 3)
    expect(black?.against?.excess).toBeCloseTo(46.79, 2)
    expect(black?.index).toBeCloseTo(3.44, 2)
    expect(white?.against).toBeUndefined()
    expect(ratioWords(asian ?? { against: undefined })).toContain('not distinguishable from the same rate')
  })

  test('the statement says of how many, and how sure', () => {
    const { lines } = compare(asked, london)
    const grouping = { ...asked, title: 'Homicide victims by ethnicity' } as Grouping
    const text = statementOf(grouping, 'London', 2018, lines, lines[2])
    expect(text).toContain('Black 5.42 per 100,000 (57 of 1,052,000 residents, 2018; 95 % interval 4.10 to 7.02)')
    expect(text).toContain('White 0.97 per 100,000 (51 of 5,255,000 residents, 2018; 95 % interval 0.72 to 1.28)')
    expect(text).not.toMatch(/Other|Not known/)
  })

  test('without residents there is no rate, and it says so; without a reference there is no ratio', () => {
    const { lines, reference } = compare(asked, [known('Black', 57, 1_052_000), known('White', 51)])
    expect([reference, lines[0]?.rate]).toEqual([null, undefined])
    expect(lines[1]?.why).toContain('No population')
    const other = compare(asked, [known('Black', 57, 1_052_000), known('Asian', 17, 1_630_000), known('Other', 20)])
    expect(other.reference).toBe('Black')
    const one = compare(asked, [known('Black', 57, 1_052_000), known('Asian', 17)])
    expect([one.reference, one.lines[0]?.rate]).toEqual([null, undefined])
    expect(one.lines[0]?.why).toContain('nothing to hold it against')
  })

  test('nobody counted in the reference: no ratio, the difference stands', () => {
    const { lines } = compare(asked, [known('Black', 57, 1_052_000), known('White', 0, 5_255_000)])
    expect(lines[0]?.against).toMatchObject({ ratio: null })
    expect(lines[0]?.against?.difference).toBeCloseTo(5.418, 3)
    expect(ratioWords(lines[0] ?? { against: undefined })).toContain('no ratio')
  })
})

describe('small numbers', () => {
  const words = (counts: readonly number[]) =>
    protect(
      'rates',
      counts.map((count, i) => known(String(i), count)),
    ).map(one => one.count ?? one.words)

  test('under ten is hidden before a rate is made of it, none is shown', () => {
    expect(words([17, 57, 51, 2, 1])).toEqual([17, 57, 51, 'under 10', 'under 10'])
    expect(words([17, 57, 0])).toEqual([17, 57, 0])
    const { lines } = compare(asked, [known('Black', 9, 100_000), known('White', 51, 5_255_000), known('Asian', 4, 10)])
    expect(lines.filter(line => line.rate).map(line => line.group.id)).toEqual([])
    expect(JSON.stringify(lines.map(({ shown, rate, against }) => [shown, rate, against]))).not.toMatch(/[49]/)
  })

  test('a single small one takes the next smallest along, and neither says which is small', () => {
    expect(words([17, 57, 51, 2])).toEqual(['not shown', 57, 51, 'not shown'])
  })

  test('of a survey those who said no are protected too', () => {
    const shown = protect('shares', [known('a', 395, 400), known('b', 300, 400), known('c', 290, 400)])
    expect(shown.map(one => one.count)).toEqual([null, null, 290])
    expect(shown.map(one => one.words)).toEqual(['not shown', 'not shown', undefined])
  })

  test('whoever knows the total learns no hidden count, in 3,000 tables made by chance', () => {
    let seed = 7
    const next = (most: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % most
    }
    for (let t = 0; t < 3_000; t += 1) {
      const counts = Array.from({ length: 3 + next(4) }, () => (next(3) === 0 ? next(200) : next(12)))
      const sights = sightsOf(counts)
      const hidden = counts.filter((count, i) => sights[i]?.see === 'kept back' || (count > 0 && count < 10))
      const sum = hidden.reduce((all, n) => all + n, 0)
      // The hidden ones add up to what is left of the total. Where something is shown besides, each has another value it could be:
      // there are two or more, and not all of them are 1.
      const isAllHidden = hidden.length >= counts.filter(n => n > 0).length
      if (hidden.length > 0 && !isAllHidden)
        expect([counts, hidden.length > 1, sum > hidden.length]).toEqual([counts, true, true])
    }
  })
})

test('residents are of the year itself, or of the nearest within five', () => {
  expect(nearestYear(2018, [2016, 2017, 2018])).toBe(2018)
  expect(nearestYear(2022, [2017, 2018])).toBe(2018)
  expect(nearestYear(2014, [2013, 2015])).toBe(2013)
  expect(nearestYear(2024, [2018])).toBeUndefined()
})

test('4.8 stated would be 50 or 51 of our residents, or our 57 of about 1.19 million', () => {
  const { counts, people } = impliedBy(4.8, 57, 1_052_000, 100_000)
  expect(counts).toEqual([50, 51])
  expect(people).toEqual([1_175_258, 1_200_000])
})
