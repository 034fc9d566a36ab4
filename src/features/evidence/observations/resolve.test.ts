import { describe, expect, test } from 'vitest'
import { type Coverage, inOrder, resolve, type Stored, speakers, stepsBetween } from './resolve.ts'

const months = ['2024-01-01', '2024-02-01', '2024-03-01']
const claim = (importId: number, periods: string[], more: Partial<Coverage> = {}): Coverage => ({
  importId,
  grain: 'month',
  measureIds: new Set([1]),
  placeIds: new Set([10, 11]),
  periods,
  states: periods.map(() => 'loaded'),
  explicit: false,
  ...more,
})
const row = (importId: number, placeId: number, startsOn: string, amounts: (number | null)[]): Stored => ({
  importId,
  placeId,
  startsOn,
  amounts,
})
const ask = { measureId: 1, placeIds: [10, 11, 12], periods: months, grain: 'month' as const }
const early = { id: 1, snapshotOn: '2024-03-31', hash: 'a' }
const late = { id: 2, snapshotOn: '2024-04-30', hash: 'b' }

describe('the value in force', () => {
  test('the later snapshot wins where both speak, the earlier stays where it alone speaks', () => {
    const found = resolve(
      ask,
      inOrder([late, early]),
      [claim(1, months.slice(0, 2)), claim(2, months.slice(1))],
      [row(1, 10, '2024-01-01', [5, 6]), row(2, 10, '2024-02-01', [7, 8])],
    )
    expect(found.get(10)).toEqual([5, 7, 8])
  })

  test('the file whose value it is is named in each month; one that is overruled throughout is not', () => {
    const order = inOrder([late, early])
    const rows = [row(1, 10, '2024-01-01', [5, 6]), row(2, 10, '2024-01-01', [null, 8])]
    expect(speakers(ask, order, [claim(1, months.slice(0, 2)), claim(2, months)], rows).get(10)).toEqual([1, 2, 2])
    const both = [claim(1, months), claim(2, months)]
    expect(speakers(ask, order, both, [row(1, 10, '2024-01-01', [5])]).get(10)).toEqual([2, 2, 2])
    expect(speakers(ask, [early], [claim(1, months.slice(0, 2))], []).get(12)).toEqual([null, null, null])
  })

  test('absent inside the coverage is 0; outside it is unknown', () => {
    const found = resolve(ask, [early], [claim(1, months.slice(0, 2))], [])
    expect(found.get(11)).toEqual([0, 0, null])
    expect(found.get(12)).toEqual([null, null, null])
  })

  test('a stub, held or withheld month leaves the older value standing', () => {
    const found = resolve(
      ask,
      inOrder([early, late]),
      [claim(1, months), claim(2, months, { states: ['stub', 'loaded', 'held'] })],
      [row(1, 10, '2024-01-01', [5, 6, 7]), row(2, 10, '2024-01-01', [0, 9, 100])],
    )
    expect(found.get(10)).toEqual([5, 9, 7])
  })

  test('a null that is written down does not hide what an older file knew', () => {
    const found = resolve(
      ask,
      inOrder([early, late]),
      [claim(1, months), claim(2, months)],
      [row(1, 10, '2024-01-01', [5, 6, 7]), row(2, 10, '2024-01-01', [1, null, 2])],
    )
    expect(found.get(10)).toEqual([1, 6, 2])
  })

  test('an explicit file speaks only for the cells it writes', () => {
    const found = resolve(ask, [early], [claim(1, months, { explicit: true })], [row(1, 10, '2024-02-01', [3])])
    expect(found.get(10)).toEqual([null, 3, null])
    expect(found.get(11)).toEqual([null, null, null])
  })

  test('two files of the same day: the greater hash wins whatever the order of importing', () => {
    const twin = { id: 3, snapshotOn: early.snapshotOn, hash: 'z' }
    const stored = [row(1, 10, '2024-01-01', [1, 1, 1]), row(3, 10, '2024-01-01', [2, 2, 2])]
    const claims = [claim(1, months), claim(3, months)]
    for (const order of [
      [early, twin],
      [twin, early],
    ])
      expect(resolve(ask, inOrder(order), claims, stored).get(10)).toEqual([2, 2, 2])
  })

  test('another measure or grain does not leak in', () => {
    const claims = [claim(1, months, { measureIds: new Set([2]) }), claim(1, months, { grain: 'year' })]
    expect(resolve(ask, [early], claims, [row(1, 10, '2024-01-01', [1, 2, 3])]).get(10)).toEqual([null, null, null])
  })
})

test('steps are whole periods of each grain', () => {
  expect(stepsBetween('month', '2023-11-01', '2024-02-01')).toBe(3)
  expect(stepsBetween('quarter', '2023-10-01', '2024-04-01')).toBe(2)
  expect(stepsBetween('year', '2019-01-01', '2024-01-01')).toBe(5)
  expect(stepsBetween('point', '2024-02-28', '2024-03-01')).toBe(2)
})
