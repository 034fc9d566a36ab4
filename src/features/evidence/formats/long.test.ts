import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Duck, openDuck } from '../../../platform/files/duck.ts'
import { longBlock } from './long.ts'

let duck: Duck
beforeAll(async () => {
  duck = await openDuck()
})
afterAll(() => duck.close())

const cells = (...rows: [period: string, amount: number][]) =>
  `select 1 as measure_id, 7 as place_id, * from (values ${rows.map(([period, n]) => `('${period}', ${n}.0)`).join(', ')}) v(period, amount)`
let made = 0
const block = (found: string, periods?: string[], grain: 'month' | 'quarter' | 'year' = 'month') =>
  longBlock(duck, `block_${++made}`, { label: 'test', grain, cells: found, periods, placeIds: [7] })

test('cells one a row become one block over every period from the first to the last', async () => {
  const found = await block(cells(['2024-01-01', 3], ['2024-03-01', 5], ['2024-03-01', 1]))
  expect(found).toMatchObject({ startsOn: '2024-01-01', periods: ['2024-01-01', '2024-03-01'], measureIds: [1] })
  expect(found?.calendar).toEqual(['2024-01-01', '2024-02-01', '2024-03-01'])
})

test.each([
  [
    'given twice, which would count its cells twice',
    ['2024-01-01', '2024-01-01'],
    'The period 2024-01-01 is given twice',
  ],
  ['that is no first day of a month', ['2024-01-01', '2024-02-15'], '2024-02-15 does not begin a month'],
  ['that is no day', ['null'], '"null" is not the first day of a period'],
])('a period %s is a fault of the format, not a silent sum', async (_, periods, words) => {
  await expect(block(cells(['2024-01-01', 3]), periods)).rejects.toThrow(words)
})

test('quarters are counted from the first one', async () => {
  await expect(block(cells(['2024-01-01', 3], ['2024-05-01', 4]), undefined, 'quarter')).rejects.toThrow(
    '2024-05-01 does not begin a quarter, counted from 2024-01-01',
  )
})
