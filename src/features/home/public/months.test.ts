import { describe, expect, test } from 'vitest'
import { added, depth, periodOf, runOf } from './months.ts'

const months = (value: number) => Array.from({ length: depth }, () => value)
const withAt = (list: (number | null)[], at: number, value: number | null) => list.with(at, value)

describe('how fine a line may be', () => {
  test('by months where none is small; noughts and large ones may stand', () => {
    const found = runOf(withAt(months(12), 3, 0), '2026-03', 5)
    expect(found).toMatchObject({ months: 1 })
    expect(typeof found !== 'string' && [found.starts[0], found.starts.at(-1)]).toEqual(['2022-04', '2026-03'])
  })
  test('one small month, and it goes by calendar quarters, which end with the release', () => {
    const found = runOf(withAt(months(12), 3, 4), '2026-03', 5)
    expect(found).toMatchObject({ months: 3 })
    if (typeof found === 'string') return
    expect(found.values.slice(0, 2)).toEqual([36, 28])
    expect([found.starts[0], found.starts.at(-1)]).toEqual(['2022-04', '2026-01'])
  })
  test('a small quarter, and there is no line: 1 to 9 where the rule is stricter', () => {
    expect(runOf(months(1), '2026-03', 5)).toBe('small')
    expect(runOf(months(3), '2026-03', 10)).toBe('small')
    expect(runOf(months(4), '2026-03', 10)).toMatchObject({ months: 3 })
  })
  test('under two years is no line; a quarter with an unknown month is unknown', () => {
    const late = [...months(8).slice(0, 25).fill(Number.NaN), ...months(8).slice(25)].map(n =>
      Number.isNaN(n) ? null : n,
    )
    expect(runOf(late, '2026-03', 5)).toBe('short')
    expect(runOf([], '2026-03', 5)).toBe('short')
    const gap = runOf(withAt(withAt(months(8), 4, null), 0, 2), '2026-03', 5)
    expect(typeof gap !== 'string' && gap.values.slice(0, 3)).toEqual([18, null, 24])
  })
  test('a line begins with a whole quarter', () => {
    const late = months(8).map((n, i) => (i < 2 ? null : n))
    const found = runOf(late, '2026-03', 5)
    expect(typeof found !== 'string' && [found.starts[0], found.starts.length]).toEqual(['2022-07', 45])
  })
})

test('a city is its boroughs added up; unknown where one of them is', () => {
  expect(
    added(
      [
        [1, 2, null],
        [3, 4, 5],
      ],
      3,
    ),
  ).toEqual([4, 6, null])
  expect(added([[1], []], 1)).toEqual([null])
})

test('a quarter is written from its first month to its last', () => {
  expect([periodOf('2026-01', 1), periodOf('2026-01', 3)]).toEqual(['2026-01', '2026-01/2026-03'])
})
