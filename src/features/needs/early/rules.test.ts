import { describe, expect, test } from 'vitest'
import { poisson, seeded } from '../../../lib/stats/index.ts'
import { chance, look, notice } from './rules.ts'

const even = (n: number, months = 13) => Array<number>(months).fill(n)

describe('a month is flagged', () => {
  test('when it is far above those before it', () => {
    const found = notice([
      { placeId: 1, months: [9, 11, 10, 9, 11, 10, 10, 9, 11, 10, 9, 11, 40] },
      { placeId: 2, months: [9, 11, 10, 9, 11, 10, 10, 9, 11, 10, 9, 11, 10] },
    ])
    expect(found.tested).toBe(2)
    expect(found.flags).toHaveLength(1)
    expect(found.flags[0]).toMatchObject({ placeId: 1, count: 40 })
    expect(found.flags[0]?.detectors).toContain('EARS C1')
    expect(found.flags[0]?.q).toBeLessThan(0.05)
  })
  test('not for two high months before one that is no more than usual', () => {
    expect(look([9, 11, 10, 9, 11, 10, 10, 9, 11, 10, 24, 24, 10])?.raised).toEqual([])
  })
  test('never for fewer than five events, though all before were none', () => {
    expect(look([...even(0, 12), 4])?.raised).toEqual([])
    expect(look([...even(0, 12), 5])?.raised).toContain('EARS C1')
  })
  test('not where too few months are known, or an unknown one lies among them', () => {
    expect(look(even(10, 11))).toBeUndefined()
    expect(notice([{ placeId: 1, months: [...even(10, 10), null, ...even(10, 5)] }]).tested).toBe(0)
  })
  test('by Farrington too, where there are three years', () => {
    const random = seeded(3)
    const months = Array.from({ length: 37 }, () => poisson(random, 30))
    expect(look([...months, 90])?.raised).toContain('Farrington')
    expect(notice([{ placeId: 1, months: [...months, 90] }]).withFarrington).toBe(1)
  })
})

test('the flags that chance would give are those that chance gives', () => {
  const random = seeded(11)
  const places = Array.from({ length: 1_500 }, (_, placeId) => ({
    placeId,
    months: Array.from({ length: 13 }, () => poisson(random, 20)),
  }))
  const { flags, expected, tested } = notice(places)
  expect(tested).toBe(1_500)
  expect(expected / flags.length).toBeGreaterThan(0.6)
  expect(expected / flags.length).toBeLessThan(1.6)
  expect(chance(0.01, false)).toBe(0)
})
