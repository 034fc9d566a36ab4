import { expect, test } from 'vitest'
import { quantiles } from './quantiles.ts'
import { integer, seeded } from './random.ts'
import { ranksTopShare } from './top-share.ts'

test('quantiles are about equal in size and follow the values', () => {
  const values = Array.from({ length: 684 }, (_, i) => (i * 7919) % 10_007)
  const tenths = quantiles(values)
  for (let q = 1; q <= 10; q++) expect(Math.abs(tenths.filter(each => each === q).length - 68.4)).toBeLessThan(1)
  const highest = values.indexOf(Math.max(...values))
  expect(tenths[highest]).toBe(1)
  expect(quantiles(values, { highestFirst: false })[highest]).toBe(10)
})

test('seven groups of seventeen do not round astray', () => {
  const sizes = new Map<number | null, number>()
  for (const q of quantiles(
    Array.from({ length: 17 }, (_, i) => i),
    { groups: 7 },
  ))
    sizes.set(q, (sizes.get(q) ?? 0) + 1)
  expect([...sizes.values()].sort()).toEqual([2, 2, 2, 2, 3, 3, 3])
})

test('quantiles refuse one group and a value that is not a number', () => {
  expect(() => quantiles([1, 2], { groups: 1 })).toThrow(/groups must be two or more, not 1/)
  expect(() => quantiles([1, Infinity], { groups: 2 })).toThrow(RangeError)
  expect(quantiles([], { groups: 2 })).toEqual([])
})

test('the top tenth of 684 wards is 68 wards', () => {
  const values = Array.from({ length: 684 }, (_, i) => i)
  expect(ranksTopShare(values).filter(Boolean)).toHaveLength(68)
  expect(ranksTopShare(values)[616]).toBe(true)
  expect(ranksTopShare(values)[615]).toBe(false)
})

test('tied values are all in or all out, and never more than the share', () => {
  expect(ranksTopShare([9, 8, 8, 1, 1, 1, 1, 1, 1, 1], 0.2)).toEqual([true, ...new Array(9).fill(false)])
  expect(ranksTopShare([9, 8, 8, 1, 1, 1, 1, 1, 1, 1], 0.3).slice(0, 4)).toEqual([true, true, true, false])
  expect(ranksTopShare(new Array(50).fill(4))).not.toContain(true)
})

test('places with no events are not high merely because most have none', () => {
  const values = [3, 1, ...new Array(98).fill(0)]
  expect(ranksTopShare(values).filter(Boolean)).toHaveLength(2)
})

test('missing is missing and not counted; too few values have no top tenth', () => {
  expect(ranksTopShare([null, 5, null, 1, 2, 3, 4, 0, 1, 2, 3, 4])).toEqual([
    null,
    true,
    null,
    ...new Array(9).fill(false),
  ])
  expect(ranksTopShare([1, 2, 3])).toEqual([false, false, false])
  expect(ranksTopShare([1, 2, 3], 1)).toEqual([true, true, true])
  expect(() => ranksTopShare([1], 0)).toThrow(/share must be above 0 and up to 1, not 0/)
})

test('a higher value is never out while a lower one is in', () => {
  const random = seeded(2)
  for (let i = 0; i < 50; i++) {
    const values = Array.from({ length: 60 }, () => integer(random, 12))
    const top = ranksTopShare(values, 0.25)
    const lowestIn = Math.min(...values.filter((_, k) => top[k]))
    expect(values.filter((value, k) => value >= lowestIn && !top[k])).toEqual([])
    expect(top.filter(Boolean).length).toBeLessThanOrEqual(15)
  }
})
