import { describe, expect, test } from 'vitest'
import { plainSteps, stepGroup } from './classes.ts'
import { isRankable, plainBreaks, plainWords, rareWords, rarityOf } from './rare.ts'

const times = (n: number, value: number): number[] => Array.from({ length: n }, () => value)
// London's homicides by ward, in kind: most wards none, some one, few more.
const homicides = [...times(600, 0), ...times(66, 1), ...times(10, 2), ...times(3, 4)]
const spread = Array.from({ length: 679 }, (_, i) => 20 + (i % 230))

describe('which measures are too rare to rank', () => {
  test('most places have none', () => {
    expect(rarityOf(homicides)).toEqual({ none: 600, shown: 679 })
    expect(rarityOf([...times(51, 0), ...Array.from({ length: 49 }, (_, i) => i + 1)])).toBeDefined()
  })

  test('half with none, and the rest spread out, can still be parted in thirds', () => {
    expect(rarityOf([...times(50, 0), ...Array.from({ length: 50 }, (_, i) => i + 1)])).toBeUndefined()
  })

  test('a common measure is ranked as before, small ties and all', () => {
    expect(rarityOf(spread)).toBeUndefined()
    expect(isRankable(spread, 5)).toBe(true)
    expect(isRankable([1, 2, 3, 4, 5, 6, 7, 8], 5)).toBe(true)
  })

  test('none has none, and still ties make a class empty, or so large that it is no third', () => {
    expect(rarityOf([...times(40, 1), ...times(30, 2), ...times(30, 3)])).toEqual({ none: 0, shown: 100 })
    expect(rarityOf(times(20, 7))).toEqual({ none: 0, shown: 20 })
    expect(rarityOf(times(20, 120))).toBeUndefined()
    expect(isRankable([...times(35, 0), ...Array.from({ length: 65 }, (_, i) => i + 1)], 5)).toBe(false)
  })

  test('rates that are all the same in the digits shown are not ranked either', () => {
    const counts = Array.from({ length: 15 }, (_, i) => i + 1)
    expect(
      rarityOf(
        counts,
        counts.map(n => n / 10_000),
      ),
    ).toBeDefined()
  })

  test('hidden counts are neither none nor ties, and too few places say nothing', () => {
    expect(rarityOf([null, null, 5, 9, 12, 20, 31, 44])).toBeUndefined()
    expect(rarityOf([0, null, 0])).toBeUndefined()
  })
})

describe('plain classes', () => {
  const classes = (counts: (number | null)[]) => plainWords(plainBreaks(counts), counts)

  test('none, 1, 2, 3 or more; as many of them as there are', () => {
    expect(classes(homicides)).toEqual(['none', '1', '2', '3 or more'])
    expect(classes([0, 0, 0, 1])).toEqual(['none', '1 or more'])
    expect(classes([0, 0, 0, 3])).toEqual(['none', '3 or more'])
    expect(classes([0, 0, 0])).toEqual(['none'])
    expect(classes([7, 7, 7])).toEqual(['7'])
    expect(classes([1, 1, 2, 3])).toEqual(['1', '2', '3 or more'])
  })

  test('larger counts get round cut points', () => {
    expect(classes([0, 0, 0, 1, 7, 14])).toEqual(['none', '1 to 4', '5 to 9', '10 or more'])
    expect(classes([0, 0, 0, 3, 80, 130, 210])).toEqual(['none', '1 to 99', '100 to 199', '200 or more'])
  })

  test('where counts under five are hidden, no class speaks of them', () => {
    expect(classes([0, 0, 0, 0, null, null, 7, 12])).toEqual(['none', '5 to 9', '10 or more'])
    expect(classes([0, 0, 0, null, 6])).toEqual(['none', '5 or more'])
  })

  test('a ward with one is one, and not high; one with none is none', () => {
    const steps = plainSteps(homicides)
    expect([0, 1, 2, 4].map(count => stepGroup(count, steps)?.words)).toEqual(['none', '1', '2', '3 or more'])
    expect(stepGroup(null, steps)).toBeNull()
    expect(steps.plain).toBe(true)
  })
})

test('says that it is too rare, and for whom that is known', () => {
  expect(rareWords({ none: 600, shown: 679 }, 'wards', false)).toBe(
    'too rare to rank: most wards have none (600 of 679)',
  )
  expect(rareWords({ none: 20, shown: 24 }, 'wards', true)).toBe(
    'too rare to rank: most wards whose number is shown have none (20 of 24)',
  )
  expect(rareWords({ none: 0, shown: 20 }, 'wards', false)).toBe(
    'too rare to rank: too many wards have the same figure',
  )
})
