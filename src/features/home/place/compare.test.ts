import { describe, expect, test } from 'vitest'
import { similar } from './compare.ts'

const place = (id: number, persons: number, young: number, areaM2: number | null = 1_000_000) => ({
  id,
  persons,
  young,
  areaM2,
})

describe('places most like this one', () => {
  const city = [
    place(1, 10_000, 2_000),
    place(2, 10_100, 2_050),
    place(3, 30_000, 2_000),
    place(4, 9_000, 4_500),
    place(5, 10_050, 2_010, 50_000_000),
  ]

  test('the nearest in residents, age and density comes first, and never the place itself', () => {
    const found = similar(city, new Map(), 1)
    expect(found[0]).toBe(2)
    expect(found).not.toContain(1)
  })

  test('deprivation can part places that are otherwise alike', () => {
    const twins = [place(1, 10_000, 2_000), place(2, 10_000, 2_000), place(3, 10_000, 2_000), place(4, 50_000, 9_000)]
    const scores = new Map([
      [1, 40],
      [2, 5],
      [3, 39],
      [4, 20],
    ])
    expect(similar(twins, scores, 1)[0]).toBe(3)
  })

  test('a place without residents or area is left out; an unknown place has none', () => {
    expect(similar([place(1, 10, 2), place(2, 10, 2), place(3, 0, 0), place(4, 10, 2, null)], new Map(), 1)).toEqual([
      2,
    ])
    expect(similar(city, new Map(), 99)).toEqual([])
  })

  test('a city in which every place is the same gives the order of ids, not an error', () => {
    expect(similar([place(3, 10, 2), place(1, 10, 2), place(2, 10, 2)], new Map(), 1)).toEqual([2, 3])
  })
})
