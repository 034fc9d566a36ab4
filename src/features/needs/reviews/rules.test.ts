import { describe, expect, test } from 'vitest'
import { hasWords, nameOf, publishedWords, stateOf, tallyWords, wrongDay } from './rules.ts'
import type { Answer } from './schemas.ts'

const answer = (place: string, state: Answer['state']): Answer => ({
  recommendationId: 1,
  place,
  state,
  response: 'Words',
  version: 1,
  answeredOn: '2026-01-01',
})
const of = (codes: string[], ...answers: Answer[]) => ({ recommendation: { boroughs: codes }, answers })

describe('how far a recommendation is', () => {
  test('is as far as the addressee who is least far', () => {
    expect(stateOf(of(['A', 'B'], answer('A', 'done')))).toBe('not answered')
    expect(stateOf(of(['A', 'B'], answer('A', 'done'), answer('B', 'in progress')))).toBe('in progress')
    expect(stateOf(of(['A', 'B'], answer('A', 'done'), answer('B', 'done')))).toBe('done')
  })
  test('leaves out those who did not accept it, unless nobody did', () => {
    expect(stateOf(of(['A', 'B'], answer('A', 'done'), answer('B', 'not accepted')))).toBe('done')
    expect(stateOf(of(['A'], answer('A', 'not accepted')))).toBe('not accepted')
  })
  test('without a borough it is the owner’s to answer, and an answer of a place it is no longer addressed to does not count', () => {
    expect(stateOf(of([], answer('', 'accepted')))).toBe('accepted')
    expect(stateOf(of(['A'], answer('B', 'done')))).toBe('not answered')
  })
  test('is said with how many are how far', () => {
    expect(tallyWords(of(['A', 'B', 'C'], answer('A', 'done'), answer('B', 'accepted')))).toBe(
      'Done by 1, accepted by 1 and not answered by 1 of 3 boroughs',
    )
    expect(tallyWords(of([]))).toBe('Not answered')
  })
})

describe('a review in words', () => {
  test('is called by its reference', () => {
    expect(nameOf({ type: 'scr', reference: '2020/03', published: '2020-03' })).toBe('SCR 2020/03, 2020')
    expect(nameOf({ type: 'scr', reference: 'SCR-7', published: '2019' })).toBe('SCR-7, 2019')
    expect(nameOf({ type: 'dhr', reference: '', published: '2019' })).toBe('DHR, 2019')
  })
  test('was published on a day, in a month or a year that was', () => {
    expect([publishedWords('2020'), publishedWords('2020-03'), publishedWords('2020-03-14')]).toEqual([
      '2020',
      'March 2020',
      '14 March 2020',
    ])
    for (const good of ['2026', '2026-11', '2026-11-22', '2024-02-29'])
      expect(wrongDay(good, '2026-11-22')).toBeUndefined()
    for (const bad of ['2027', '2026-12', '2026-11-23', '2025-02-29', '2025-13', '1066'])
      expect(wrongDay(bad, '2026-11-22'), bad).toBeDefined()
  })
  test('is found by all words asked for, wherever they stand', () => {
    expect(hasWords('Schools tell the Borough first', 'borough SCHOOLS')).toBe(true)
    expect(hasWords('Schools tell the Borough first', 'borough police')).toBe(false)
  })
})
