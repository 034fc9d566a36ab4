import { describe, expect, test } from 'vitest'
import { readWeights } from './file.ts'
import { matchAll, problemsOf } from './match.ts'
import { isDominated, isFirm, weigh } from './rules.ts'

const head = 'category,weight,unit,source,version,licence'
const row = (category: string, weight: string, version = '2026') =>
  `${category},${weight},days,Index,${version},Terms in writing`

describe('harm of a place', () => {
  test('one killing among 1,000 thefts: nearly all of the harm, and as uncertain as one event', () => {
    // By hand: 5,475 × 1 + 1 × 1,000 = 6,475; √(5,475² + 1,000) = 5,475.09; 6,475² / (5,475² + 1,000) = 1.3986.
    const weighed = weigh([1, 1_000], [5_475, 1], 100_000)
    expect([weighed.count, weighed.harm?.total]).toEqual([1_001, 6_475])
    expect(weighed.harm?.se).toBeCloseTo(5_475.09, 2)
    expect(weighed.harm?.effectiveEvents).toBeCloseTo(1.3986, 4)
    expect(weighed.harm?.rate).toBeCloseTo(64.75, 6)
    expect(weighed.heaviest).toEqual({ at: 0, share: 5_475 / 6_475 })
    expect([isFirm(weighed), isDominated(weighed)]).toEqual([false, true])
  })

  test('many alike are as uncertain as their number, and none decides', () => {
    const weighed = weigh([400, 0], [60, 5_475], 100_000)
    expect(weighed.harm?.effectiveEvents).toBeCloseTo(400, 6)
    expect(weighed.heaviest).toEqual({ at: 0, share: 1 / 400 })
    expect([isFirm(weighed), isDominated(weighed)]).toEqual([true, false])
  })

  test('a category that is not known leaves the harm unknown; nothing weighs nothing', () => {
    expect(weigh([400, null], [60, 5_475], 100_000)).toEqual({ count: null, harm: undefined, heaviest: undefined })
    expect(weigh([400], [60], null).harm).toBeUndefined()
    expect(weigh([0], [60], 1_000)).toMatchObject({ harm: { total: 0, effectiveEvents: null }, heaviest: undefined })
  })
})

describe('a file of weights', () => {
  test('is read with its unit, source, version and licence', () => {
    expect(readWeights(`\uFEFF${head}\r\n${row('HOMICIDE', '5475')}\r\n${row('robbery', '365.5')}\r\n`)).toEqual({
      ok: true,
      weights: {
        name: 'Index',
        edition: '2026',
        unit: 'days',
        licence: 'Terms in writing',
        rows: [
          { category: 'HOMICIDE', weight: 5_475 },
          { category: 'robbery', weight: 365.5 },
        ],
      },
    })
  })

  test('is refused with the line that is wrong', () => {
    const problems = (text: string) => {
      const found = readWeights(text)
      return found.ok ? '' : found.problems.join(' ')
    }
    expect(problems('category,weight\nx,1')).toContain('Missing: unit, source, version, licence')
    expect(problems(`${head}\n${row('a', '-3')}`)).toContain('Line 2: weight')
    expect(problems(`${head}\n${row('a', '=1+1')}`)).toContain('Line 2: weight')
    expect(problems(`${head}\n${row('a', '1')}\n${row('b', '1', '2025')}`)).toContain(
      'version must be the same in every row',
    )
    expect(problems(`${head}\n${row('Rape ', '1')}\n${row('RAPE', '2')}`)).toContain('stands in the file twice')
    expect(problems(head)).toContain('no weights')
    expect(problems('"')).toContain('no CSV')
  })

  test('is matched to measures by code or by the police’s name; twice or a whole with its part is refused', () => {
    const measure = (code: string, includes: string[] = []) => ({ code, name: code, kind: 'count' as const, includes })
    const measures = [measure('rape'), measure('sexual-offences', ['rape']), measure('arson')]
    const mapped = new Map([['RAPE', 'rape']])
    const match = (...categories: string[]) =>
      matchAll(
        categories.map(category => ({ category, weight: 1 })),
        measures,
        mapped,
      )
    expect(match('Rape', 'arson', 'piracy').map(one => one.measure?.code)).toEqual(['rape', 'arson', undefined])
    expect(problemsOf(match('Rape', 'arson', 'piracy'))).toEqual([])
    expect(problemsOf(match('RAPE', 'rape ', 'sexual-offences')).join(' ')).toMatch(/weighs already.*would weigh twice/)
    expect(problemsOf(match('piracy')).join(' ')).toContain('No category is a measure of this city')
  })
})
