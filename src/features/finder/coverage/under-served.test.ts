import { describe, expect, test } from 'vitest'
import { middleOf, underServed } from './under-served.ts'

const ward = (whole: number, monday: string | undefined = '2026-11-23') => ({ monday, tally: { hours: 15, whole } })

describe('under-served', () => {
  test('is fewer hours than the middle ward, or none; as many is not', () => {
    expect(underServed([3, 5, 5, 9].map(whole => ward(whole)))).toEqual({ under: 1, wards: 4, middle: 5, hours: 15 })
    expect(underServed([0, 0, 0, 4].map(whole => ward(whole)))).toMatchObject({ under: 3, middle: 0 })
    expect(underServed([15, 15, 15].map(whole => ward(whole)))).toMatchObject({ under: 0 })
  })
  test('leaves out wards without a known week, and says nothing of too few', () => {
    const unknown = { ...ward(0), monday: undefined }
    expect(underServed([ward(3), ward(4), ward(5), unknown])).toMatchObject({ under: 1, wards: 3 })
    expect(underServed([ward(3), ward(4), unknown])).toBeUndefined()
    expect(underServed([])).toBeUndefined()
  })
  test('the middle of even numbers is the lower one', () => {
    expect([middleOf([5, 1, 3]), middleOf([4, 1, 3, 2]), middleOf([])]).toEqual([3, 2, 0])
  })
})
