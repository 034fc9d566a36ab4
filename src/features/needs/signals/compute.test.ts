import { describe, expect, test } from 'vitest'
import { alternatives, assessMeasure, isInside, type Question, tryAlternatives } from './compute.ts'
import { defaults } from './settings.ts'

const length = 39
const flat = (amount: number) => Array.from({ length }, () => amount)
const risen = (before: number, last: number) => flat(before).map((n, i) => (i < length - 12 ? n : last))
const question = (months: (number | null)[][], breaks: number[] = []): Question => ({
  placeIds: months.map((_, i) => i + 1),
  months,
  residents: months.map(() => 1_000),
  breaks,
  settings: defaults,
})
const quiet = Array.from({ length: 30 }, () => flat(10))

describe('both marks of every place', () => {
  test('a doubled last year is rising; counts are those of the windows and of the last year', () => {
    const [first] = assessMeasure(question([risen(10, 20), ...quiet]))
    expect(first?.change).toMatchObject({ word: 'rising', later: 240, earlier: 120, ratio: 2 })
    expect(first?.latest).toBe(240)
    expect(first?.level.years).toEqual([false, false, true])
  })

  test('a missing month in the windows is too short to say', () => {
    const holed = flat(10).map((n, i) => (i === length - 5 ? null : n))
    expect(assessMeasure(question([holed, ...quiet]))[0]?.change.word).toBe('too short')
  })

  test('a recording break inside the windows refuses every change and leaves the level alone', () => {
    const found = assessMeasure(question([risen(10, 20), ...quiet], [12]))
    expect(new Set(found.map(answer => answer.change.word))).toEqual(new Set(['break']))
    expect(found[0]?.change).toMatchObject({ ratio: null, p: null, q: null, later: 240 })
    expect(found[0]?.level.years).toEqual([false, false, true])
  })

  test('a break counts from the second month of the earlier window to the last month, and not outside', () => {
    expect([-1, 0, 22, 23, 24].map(back => isInside(back, 12))).toEqual([false, true, true, false, false])
  })

  test('each other choice is tried; one that would end before the break crosses it and is refused', () => {
    // Twenty-four whole months since the break: the usual windows begin just after it, those ending earlier do not.
    const [first] = tryAlternatives(question([risen(10, 20), ...quiet], [23]))
    const words = new Map(first?.map(tried => [tried.words, tried.change]))
    expect(first).toHaveLength(alternatives(defaults).length)
    expect(words.get('ending one month earlier')).toBe('break')
    expect(words.get('ending three months earlier')).toBe('break')
    expect(words.get('false discovery rate of 1%')).toBe('rising')
    expect(words.get('windows of 6 months')).toBe('chance')
  })
})
