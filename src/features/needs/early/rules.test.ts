import { describe, expect, test } from 'vitest'
import { addMonths, lastDay, monthNumber, monthRange } from '../../../lib/dates.ts'
import { poisson, seeded } from '../../../lib/stats/index.ts'
import { chance, look, notice } from './rules.ts'

const to = '2026-07'
/** A place with these counts, the last in July. */
const place = (placeId: number, counts: (number | null)[]) => ({
  placeId,
  months: monthRange(addMonths(to, 1 - counts.length), to),
  counts,
})
const even = (n: number, months = 13) => Array<number>(months).fill(n)

describe('a month is flagged', () => {
  test('when it is far above those before it', () => {
    const found = notice([
      place(1, [9, 11, 10, 9, 11, 10, 10, 9, 11, 10, 9, 11, 40]),
      place(2, [9, 11, 10, 9, 11, 10, 10, 9, 11, 10, 9, 11, 10]),
    ])
    expect(found.tested).toBe(2)
    expect(found.flags).toHaveLength(1)
    expect(found.flags[0]).toMatchObject({ placeId: 1, count: 40 })
    expect(found.flags[0]?.detectors).toContain('EARS C1')
    // thirteen months know no season
    expect(found.flags[0]).toMatchObject({ p: null, q: null })
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
    expect(notice([place(1, [...even(10, 10), null, ...even(10, 5)])]).tested).toBe(0)
  })
  test('by Farrington too, where there are three years', () => {
    const random = seeded(3)
    const months = Array.from({ length: 37 }, () => poisson(random, 30))
    expect(look([...months, 90])?.raised).toContain('Farrington')
    expect(notice([place(1, [...months, 90])]).withFarrington).toBe(1)
  })
})

test('the flags that chance would give are those that chance gives', () => {
  const random = seeded(11)
  const places = Array.from({ length: 1_500 }, (_, id) =>
    place(
      id,
      Array.from({ length: 13 }, () => poisson(random, 20)),
    ),
  )
  const { flags, expected, tested, chances } = notice(places)
  expect(tested).toBe(1_500)
  expect(chances.reduce((sum, one) => sum + one.chance, 0)).toBeCloseTo(expected, 9)
  expect(expected / flags.length).toBeGreaterThan(0.6)
  expect(expected / flags.length).toBeLessThan(1.6)
  expect(chance(0.01, false)).toBe(0)
})

describe('which flags stand out', () => {
  const months = monthRange(addMonths(to, -37), to)
  /** A year with most in July, days counted, as uneven as `dispersion` says. */
  const mean = (month: string, season: number) =>
    20 * Number(lastDay(month).slice(8)) * (1 + season * Math.cos((2 * Math.PI * (monthNumber(month) - 7)) / 12))
  const city = (random: () => number, season: number, dispersion: number) =>
    Array.from({ length: 33 }, (_, id) =>
      place(
        id,
        months.map(month => dispersion * poisson(random, mean(month, season) / dispersion)),
      ),
    )
  const namedIn = (lists: number, season: number, dispersion: number) => {
    const random = seeded(4)
    return Array.from({ length: lists }, () => notice(city(random, season, dispersion)).flags).filter(flags =>
      flags.some(flag => (flag.q ?? 1) <= 0.05),
    ).length
  }

  test('none in July for being July: 33 boroughs, a season of 12%', () => {
    const { flags } = notice(city(seeded(2), 0.12, 1))
    expect(flags.length).toBeGreaterThan(4)
    expect(flags.filter(flag => (flag.q ?? 1) <= 0.05)).toEqual([])
  })
  test('seldom one where months vary three times as much as chance: about 1 list in 20', () => {
    expect(namedIn(8, 0.12, 3)).toBeLessThan(3)
  })
  test('a month a third above its season does, and no other', () => {
    const places = city(seeded(2), 0.12, 1)
    const high = places.map(one =>
      one.placeId === 5 ? { ...one, counts: one.counts.with(-1, Math.round(1.33 * (one.counts.at(-1) ?? 0))) } : one,
    )
    const out = notice(high).flags.filter(flag => (flag.q ?? 1) <= 0.05)
    expect(out.map(flag => flag.placeId)).toEqual([5])
  })
})
