import { describe, expect, test } from 'vitest'
import type { Measure } from '../evidence/index.ts'
import { figureOf, togetherRate } from './rules.ts'
import { perWords } from './words.ts'

const measure: Measure = {
  id: 1,
  code: 'violence-with-injury',
  name: 'Violence with injury',
  short: 'Violence with injury',
  topic: 'violence',
  unit: 'offences',
  kind: 'count',
  per: 1_000,
  denominator: 'residents',
  direction: 'higher is worse',
  definition: '',
  lowestLevel: 'lsoa',
  sensitive: false,
  note: '',
  includes: [],
}
const bare = { ...measure, per: null, denominator: null }

describe('a rate', () => {
  test('is made only where the measure is counted against residents', () => {
    expect(figureOf({ see: 'all' }, measure, 90, 9_000).rate?.rate).toBe(10)
    expect(figureOf({ see: 'all' }, bare, 90, 9_000)).toMatchObject({ count: { count: 90 }, rate: undefined })
    expect(figureOf({ see: 'all' }, measure, 90, 0).rate).toBe(undefined)
    expect(togetherRate(bare, [{ count: 90, residents: 9_000 }])).toBe(undefined)
  })

  test('is worded in one way', () => {
    expect(perWords(measure)).toBe('a thousand residents')
    expect(perWords({ per: 100_000, denominator: 'households' })).toBe('per 100,000 households')
    expect(perWords({ per: null, denominator: 'residents' })).toBe('a thousand residents')
    expect(perWords(bare)).toBe('')
  })
})
