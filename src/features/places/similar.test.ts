import { describe, expect, test } from 'vitest'
import { nearest } from './similar.ts'

describe('places that are statistically alike', () => {
  const one = (placeId: number, ...values: (number | null)[]) => ({ placeId, values })

  test('the nearest first, the place itself never', () => {
    const found = nearest([one(1, 0, 0), one(2, 1, 0), one(3, 5, 5), one(4, 0, 1.5)], 1, 2)
    expect(found.map(place => place.placeId)).toEqual([2, 4])
  })
  test('columns weigh alike whatever their unit', () => {
    const small = [one(1, 0, 0), one(2, 1, 10), one(3, 2, 0), one(4, 3, 30)]
    const large = small.map(place => one(place.placeId, (place.values[0] ?? 0) * 1_000_000, place.values[1] ?? 0))
    const order = (places: typeof small) =>
      nearest(places, 1, 3).map(place => [place.placeId, place.distance.toFixed(9)])
    expect(order(large)).toEqual(order(small))
  })
  test('an unknown column neither helps nor hurts; too many unknown leave a place out', () => {
    const places = [one(1, 0, 0, 0), one(2, 0, null, 0), one(3, null, null, 1), one(4, 9, 9, 9)]
    expect(nearest(places, 1, 5).map(place => place.placeId)).toEqual([2, 4])
  })
  test('a column that never varies says nothing; no columns, no answer', () => {
    expect(nearest([one(1, 7, 0), one(2, 7, 1), one(3, 7, 3)], 1, 1).map(place => place.placeId)).toEqual([2])
    expect(nearest([one(1), one(2)], 1, 1)).toEqual([])
    expect(nearest([one(2, 1)], 1, 1)).toEqual([])
  })
  test('asked about one place after another of one list, each gets its own, as if asked alone', () => {
    const list = Array.from({ length: 40 }, (_, i) => one(i + 1, (i * 7) % 11, (i * 5) % 13))
    for (const { placeId } of list) {
      const found = nearest(list, placeId, 39)
      expect(found).toEqual(nearest(structuredClone(list), placeId, 39))
      expect(found.map(near => near.distance)).toEqual(found.map(near => near.distance).toSorted((a, b) => a - b))
      expect(nearest(list, placeId, 6)).toEqual(found.slice(0, 6))
    }
  })
  test('ties go by place id', () => {
    expect(nearest([one(1, 0), one(3, 1), one(2, -1)], 1, 2).map(place => place.placeId)).toEqual([2, 3])
  })
})
