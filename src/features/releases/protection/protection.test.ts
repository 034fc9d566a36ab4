import { expect, test } from 'vitest'
import { type NewReleasable, Releasable } from '../contract.ts'
import { protectItems } from './apply.ts'

const geography = new Map([
  ['old1', ['a', 'b']],
  ['old2', ['c', 'd']],
  ['new1', ['a']],
  ['new2', ['b', 'c', 'd']],
  ['borough', ['a', 'b', 'c', 'd']],
  ['hood', ['b', 'c']],
])
const columns: NonNullable<NewReleasable['tables']>[number]['columns'] = [
  { key: 'code', title: 'Code', role: 'place' },
  {
    key: 'age',
    title: 'Age',
    role: 'group',
    total: 'all',
    parts: { 'under 18': ['0-9', '10-17'], '10 to 17': ['10-17'] },
  },
  { key: 'period', title: 'Period', role: 'period' },
  { key: 'offences', title: 'Offences', role: 'count', unit: 'offences', counts: 'violence' },
]
const release = (rows: (string | number)[][]) =>
  Releasable.parse({
    key: 'figures/x',
    kind: 'figures',
    title: 'X',
    period: 'a year',
    licence: 'OGL',
    tables: [{ id: 't', caption: 'T', columns, rows }],
  })
const year = '2025-03/2026-02'
const shown = (found: ReturnType<typeof protectItems>) => found.items[0]?.tables[0]?.rows.map(row => row[3])

test('two vintages of wards: what the old ones show hides what the new ones would give away', () => {
  const first = protectItems(
    [
      release([
        ['old1', 'all', year, 20],
        ['old2', 'all', year, 30],
      ]),
    ],
    [],
    geography,
  )
  expect(shown(first)).toEqual([20, 30])
  // new1 is 17, so the rest of old1 has 3.
  const second = protectItems(
    [
      release([
        ['new1', 'all', year, 17],
        ['new2', 'all', year, 33],
      ]),
    ],
    first.cells,
    geography,
  )
  expect(shown(second)).toEqual(['[c]', '[c]'])
  expect(second.exposed).toEqual([])
})

test('ages that overlap: under 18 less 10 to 17 would be 3 children under 10', () => {
  const first = protectItems([release([['borough', 'under 18', year, 44]])], [], geography)
  expect(shown(protectItems([release([['borough', '10 to 17', year, 41]])], first.cells, geography))).toEqual(['[c]'])
})

test('periods that overlap: a year less eleven of its months', () => {
  const first = protectItems([release([['borough', 'all', year, 44]])], [], geography)
  const second = protectItems([release([['borough', 'all', '2025-04/2026-02', 42]])], first.cells, geography)
  expect(shown(second)).toEqual(['[c]'])
})

test('offences placed in no ward are a remainder, not a mistake', () => {
  const found = protectItems(
    [
      release([
        ['borough', 'all', year, 60],
        ['old1', 'all', year, 20],
        ['old2', 'all', year, 30],
      ]),
    ],
    [],
    geography,
  )
  expect(shown(found)).toEqual([60, 20, 30])
  expect(found).toMatchObject({ exposed: [], contradicts: false })
})

test('a remainder of 3 would itself be a small number: something is hidden', () => {
  const found = protectItems(
    [
      release([
        ['borough', 'all', year, 55],
        ['old1', 'all', year, 22],
        ['old2', 'all', year, 30],
      ]),
    ],
    [],
    geography,
  )
  const [total, ...parts] = shown(found) ?? []
  // 55 is a total, shown to the nearest 5: from 53 to 57, so the remainder could be 1 to 5.
  expect([total, ...parts]).toEqual([55, 22, 30])
})

test('figures revised since are told', () => {
  const first = protectItems(
    [
      release([
        ['old1', 'all', year, 20],
        ['old2', 'all', year, 3],
      ]),
    ],
    [],
    geography,
  )
  expect(protectItems([release([['old1', 'all', year, 24]])], first.cells, geography).contradicts).toBe(true)
})
