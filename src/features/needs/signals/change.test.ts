import { describe, expect, test } from 'vitest'
import { integer, poisson, seeded } from '../../../lib/stats/index.ts'
import { changes, type Windows } from './change.ts'
import { defaults } from './settings.ts'

const place = (placeId: number, later: number | null, earlier: number | null): Windows => ({ placeId, later, earlier })
const quiet = (n: number, from = 100) => Array.from({ length: n }, (_, i) => place(from + i, 100, 100))
const wordOf = (windows: Windows[], id: number, settings = defaults) =>
  changes(windows, settings).find(c => c.placeId === id)?.word

describe('change', () => {
  test('a rise from 3 to 6 is too few to say; from 13 to 26 is chance among forty places', () => {
    expect(wordOf([place(1, 6, 3), ...quiet(40)], 1)).toBe('too few')
    expect(wordOf([place(1, 6, 3), ...quiet(40)], 1, { ...defaults, fewest: 1 })).toBe('chance')
    expect(wordOf([place(1, 22, 13), ...quiet(40)], 1)).toBe('chance')
  })

  test('fewer than twenty events in the two windows are not tested, and do not count among the tests', () => {
    const found = changes([place(1, 10, 9), place(2, 10, 10), ...quiet(10)], defaults)
    expect(found[0]).toMatchObject({ word: 'too few', ratio: null, p: null, q: null, tested: 11 })
    expect(found[1]?.word).toBe('chance')
  })

  test('a place without all its months is too short to say', () => {
    expect(wordOf([place(1, null, 50), ...quiet(10)], 1)).toBe('too short')
    expect(wordOf([place(1, 50, null), ...quiet(10)], 1)).toBe('too short')
  })

  test('a doubling is rising and a halving falling, with the ratio and its interval', () => {
    const found = changes([place(1, 200, 100), place(2, 100, 200), ...quiet(40)], defaults)
    expect(found[0]).toMatchObject({ word: 'rising', ratio: 2 })
    expect(found[1]).toMatchObject({ word: 'falling', ratio: 0.5 })
    expect(found[0]?.lower).toBeGreaterThan(1)
    expect(found[1]?.upper).toBeLessThan(1)
  })

  test('a rise from nothing is rising without a ratio', () => {
    expect(changes([place(1, 40, 0), ...quiet(40)], defaults)[0]).toMatchObject({
      word: 'rising',
      ratio: null,
      upper: null,
    })
  })

  test('where the whole city doubles nobody rises against the city, though everybody does against itself', () => {
    const all = Array.from({ length: 40 }, (_, i) => place(i, 200, 100))
    expect(changes(all, defaults).every(c => c.word === 'chance')).toBe(true)
    expect(changes(all, { ...defaults, against: 'itself' }).every(c => c.word === 'rising')).toBe(true)
  })

  test('the same rise is marked among few places and is chance among many: the false discovery rate is held across places', () => {
    const one = place(1, 146, 100)
    expect(wordOf([one, ...quiet(5)], 1)).toBe('rising')
    expect(wordOf([one, ...quiet(678)], 1)).toBe('chance')
  })

  test('where places swing, the test is widened and the same rise is no longer marked', () => {
    const swinging = Array.from({ length: 60 }, (_, i) => place(100 + i, i % 2 ? 130 : 75, i % 2 ? 75 : 130))
    const all = [place(1, 160, 100), ...swinging]
    const wide = changes(all, defaults)
    expect(wide[0]?.dispersion).toBeGreaterThan(3)
    expect(wide[0]?.word).toBe('chance')
    expect(changes(all, { ...defaults, widen: false })[0]).toMatchObject({ word: 'rising', dispersion: 1 })
  })

  test('identical places get identical marks', () => {
    const found = changes([place(1, 170, 100), place(2, 170, 100), ...quiet(60)], defaults)
    expect({ ...found[0], placeId: 0 }).toEqual({ ...found[1], placeId: 0 })
  })

  test('the order of places does not matter', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = seeded(seed)
      const all = Array.from({ length: 50 }, (_, i) => place(i, poisson(random, 60), poisson(random, 60)))
      const mixed = all
        .map(each => ({ each, at: random() }))
        .sort((a, b) => a.at - b.at)
        .map(({ each }) => each)
      const byId = (found: ReturnType<typeof changes>) =>
        found.toSorted((a, b) => a.placeId - b.placeId).map(({ word, later, earlier }) => [word, later, earlier])
      expect(byId(changes(mixed, defaults))).toEqual(byId(changes(all, defaults)))
    }
  })

  test('planted risers and fallers are found, and among the rest the promised rate of error holds', () => {
    let [found, false_, marked] = [0, 0, 0]
    for (let seed = 1; seed <= 30; seed++) {
      const random = seeded(seed)
      const mean = () => 40 + integer(random, 160)
      const all = Array.from({ length: 200 }, (_, i) => {
        const m = mean()
        const factor = i < 5 ? 2 : i < 10 ? 0.5 : 1
        return place(i, poisson(random, m * factor), poisson(random, m))
      })
      for (const c of changes(all, defaults)) {
        const moved = c.word === 'rising' || c.word === 'falling'
        if (c.placeId < 5 && c.word === 'rising') found++
        if (c.placeId >= 5 && c.placeId < 10 && c.word === 'falling') found++
        if (moved) marked++
        if (moved && c.placeId >= 10) false_++
      }
    }
    expect(found / 300).toBeGreaterThan(0.8)
    expect(false_ / marked).toBeLessThan(0.08)
  })
})
