import { describe, expect, test } from 'vitest'
import { ownCuts, plainSteps, steps, thirds } from './classes.ts'
import { type Cutting, classesOf, cutText, cutWords, mostWords, rareSaid, whatOf } from './cut-words.ts'

const ask: Cutting = {
  end: '2026-10',
  show: 'rate',
  rare: undefined,
  city: 'Riverton',
  country: 'England',
  ground: { kind: 'ward' },
  known: { measure: { unit: 'offences', topic: 'violence', per: 1_000, denominator: 'residents' } },
  deprivation: { year: '2025' },
}
const row = (group: unknown = {}, words?: string) => ({ group, figure: { count: { words } } })
const rows = Array.from({ length: 9 }, () => row())
const values = rows.map((_, i) => ({ count: i * 100, rate: i + 1, score: 10 * ((i % 3) + 1) }))
const none = { cuts: undefined, steps: undefined }

describe('the words of cut points', () => {
  test('thirds say of how many places, each side with its numbers, unit and period', () => {
    const cuts = thirds(values)
    expect(cutWords(ask, { ...none, cuts, rows })).toBe(
      'Thirds of 9 wards. Violence: under 4.0, 4.0 to under 7.0, 7.0 or more offences a thousand residents, 12 months to October 2026. IMD score: under 20.0, 20.0 to under 30.0, 30.0 or more.',
    )
    expect(cutWords(ask, { ...none, cuts, rows: [...rows, row(null)] })).toContain(
      'Thirds of the 9 wards with both figures, of 10.',
    )
    expect(cutText(ask, cuts, undefined)).toBe('violence 4, 7; deprivation 20.0, 30.0')
  })

  test('own cut points say what they come to, in the city and in the country', () => {
    const city = ownCuts(1_350, { percent: 20, of: 'city' }, 27.9)
    expect(cutWords(ask, { ...none, cuts: city, rows })).toBe(
      'Cut points chosen: more than 1,350 offences in a ward, 12 months to October 2026; among the most deprived 20% of Riverton’s wards (mean IMD score, weighted by residents, 2025: 27.9 or more).',
    )
    const country = ownCuts(350, { percent: 10, of: 'country' }, 0)
    expect(cutWords(ask, { ...none, cuts: country, rows })).toContain(
      'at least half of residents live in a small area among the most deprived 10% in England (Index of Multiple Deprivation 2025).',
    )
    expect(mostWords({ ...ask, ground: { kind: 'lsoa' } }, { percent: 10, of: 'country' })).toBe(
      'among the most deprived 10% of small areas in England',
    )
    expect(cutText(ask, city, undefined)).toBe('over 1350; among the most deprived 20% of Riverton’s wards')
  })

  test('colours of one variable: the usual fifths, fewer where cut points are one, and the reader’s own', () => {
    const many = Array.from({ length: 50 }, (_, i) => i + 1)
    expect(cutWords(ask, { ...none, steps: steps(many, 1), rows })).toBe(
      'Offences a thousand residents, 12 months to October 2026. Each colour holds about as many wards.',
    )
    const tied = steps([1, 1, 1, 1, 1, 1, 2, 2, 2], 0)
    expect(cutWords({ ...ask, show: 'count' }, { ...none, steps: tied, rows })).toMatch(
      /^Offences, 12 months to October 2026\. .* as far as ties allow\. \d colours? and not five: cut points that are the same whole number are one\.$/,
    )
    const own = steps(many, 0, [10, 20])
    expect(cutWords({ ...ask, show: 'count' }, { ...none, steps: own, rows })).toBe(
      'Cut points chosen: 10 and 20 offences, 12 months to October 2026.',
    )
    expect(cutText(ask, undefined, steps([3, 3, 3], 0))).toBe('all the same')
  })

  test('too rare to rank: plain numbers, and no colour is called a rank', () => {
    const rare = { none: 7, shown: 9 }
    const plain = plainSteps([0, 0, 0, 0, 0, 0, 0, 1, 3])
    const asked = { ...ask, show: 'count' as const, rare }
    expect(cutWords(asked, { ...none, steps: plain, rows })).toBe(
      'Offences, 12 months to October 2026, in plain numbers: none, 1 to 2 and 3 or more. Too rare to rank: most wards have none (7 of 9), so no colour is a rank.',
    )
    expect(rareSaid(asked, { rows: [row({}, 'under 5')] })).toContain('most wards whose number is shown have none')
    expect(rareSaid(ask, { rows })).toBe('')
    expect(cutText(asked, undefined, plain)).toMatch(/^plain numbers, too rare to rank: none/)
  })

  test('with nothing to class by there are no words', () => {
    expect(cutWords(ask, { ...none, rows })).toBe('')
    expect([cutText(ask, undefined, undefined), classesOf(none, 'violence')]).toEqual(['', []])
  })
})

test('the classes of a side are its own words, or its thirds, or its two outer ones where ties leave two', () => {
  expect(classesOf({ cuts: ownCuts(350, { percent: 20, of: 'city' }, 27.9) }, 'violence')).toEqual([
    { third: 0, words: '350 or fewer' },
    { third: 2, words: 'over 350' },
  ])
  expect(classesOf({ cuts: thirds(values) }, 'deprivation').map(({ third }) => third)).toEqual([0, 1, 2])
  const cuts = { violence: [4], deprivation: [], own: undefined }
  expect(classesOf({ cuts }, 'violence').map(({ third }) => third)).toEqual([0, 2])
  expect(classesOf({ cuts }, 'deprivation').map(({ third }) => third)).toEqual([0])
})

test('violence is called so, and any other measure by its unit', () => {
  expect(whatOf(ask)).toBe('violence')
  const { measure } = ask.known
  expect(whatOf({ ...ask, known: { measure: { ...measure, topic: 'health', unit: 'attendances' } } })).toBe(
    'attendances',
  )
})
