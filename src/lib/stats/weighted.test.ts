import { expect, test } from 'vitest'
import { weightedMeans } from './index.ts'

test('the mean of each group by weight; what is not known, or weighs nothing, is left out', () => {
  const found = weightedMeans([
    { group: 'a', value: 10, weight: 3_000 },
    { group: 'a', value: 40, weight: 1_000 },
    { group: 'a', value: null, weight: 9_000 },
    { group: 'a', value: 90, weight: 0 },
    { group: 'b', value: 5, weight: null },
    { group: null, value: 5, weight: 10 },
    { group: 'c', value: 0, weight: 2 },
  ])
  expect([...found]).toEqual([
    ['a', 17.5],
    ['c', 0],
  ])
})
