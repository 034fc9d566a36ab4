import { describe, expect, test } from 'vitest'
import { concentrate, membersOf, type Question } from './compute.ts'
import { yearsOf } from './work.ts'

const asked = (change: Partial<Question>): Question => ({
  counts: [],
  weights: null,
  top: 0.2,
  years: [],
  scores: change.counts?.map(() => null) ?? [],
  draws: 199,
  seed: 1,
  ...change,
})

describe('who is at the top', () => {
  test('places tied at the edge are all in or all out, and a place with none is never in', () => {
    expect(membersOf([5, 4, 3, 3, 1], 0.4)).toEqual([0, 1])
    expect(membersOf([5, 3, 3, 3, 1], 0.4)).toEqual([0])
    expect(membersOf([3, 3, 3, 3, 3], 0.4)).toEqual([])
    expect(membersOf([0, 2, 0, 0, 0], 0.6)).toEqual([1])
    expect(membersOf([0, 2, 0, 1, 0], 'any')).toEqual([1, 3])
    expect(membersOf([0, 0, 0], 0.5)).toEqual([])
  })
})

describe('concentration', () => {
  test('nothing recorded is no answer', () => {
    expect(concentrate(asked({ counts: [0, 0, 0] }))).toBeUndefined()
  })

  test('places that stay on top are told from places that change', () => {
    const places = 40
    const year = (high: readonly number[]) => Array.from({ length: places }, (_, i) => (high.includes(i) ? 20 + i : 1))
    const steady = [0, 1, 2, 3, 4, 5, 6, 7]
    const counts = year(steady)
    const same = concentrate(asked({ counts, years: [year(steady), year(steady), year(steady)] }))
    expect(same?.stays[0]).toMatchObject({ top: 8, next: 8, always: 8, byChance: 1.6 })
    expect(same?.stays[0]?.p).toBeLessThan(0.001)
    expect(same?.stays[2]).toMatchObject({ top: 8, next: null, p: null })
    const other = concentrate(asked({ counts, years: [year(steady), year(steady.map(i => i + 8))] }))
    expect(other?.stays[0]).toMatchObject({ next: 0, always: 0, p: 1 })
  })

  test('the overlap is with the most deprived fifth of the places whose deprivation is known', () => {
    const counts = Array.from({ length: 50 }, (_, i) => 100 - i)
    const scores = counts.map((count, i) => (i >= 40 ? null : count))
    const found = concentrate(asked({ counts, scores }))
    expect(found?.overlay).toMatchObject({ places: 40, highViolence: 10, highDeprivation: 8, both: 8 })
    expect(concentrate(asked({ counts: new Array(20).fill(2), scores: new Array(20).fill(1) }))?.overlay).toBeNull()
  })

  test('against residents a place that holds its share of people is not concentrated', () => {
    const counts = [400, ...new Array(19).fill(20)]
    const equal = concentrate(asked({ counts, top: 0.05 }))
    const people = concentrate(asked({ counts, top: 0.05, weights: counts.map(count => count * 10) }))
    expect(equal?.chance.shares[0]?.p).toBeLessThan(0.01)
    expect(people?.chance.shares[0]?.p).toBeGreaterThan(0.05)
  })
})

test('whole years are counted back from the end of the period', () => {
  expect(yearsOf({ to: '2018-12', months: 36 })).toEqual([
    { from: '2016-01', to: '2016-12' },
    { from: '2017-01', to: '2017-12' },
    { from: '2018-01', to: '2018-12' },
  ])
  expect(yearsOf({ to: '2026-02', months: 30 })).toEqual([
    { from: '2024-03', to: '2025-02' },
    { from: '2025-03', to: '2026-02' },
  ])
  expect(yearsOf({ to: '2026-02', months: 23 })).toEqual([])
})
