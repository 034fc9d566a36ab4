import { describe, expect, test } from 'vitest'
import { addDays } from '../../../../lib/dates.ts'
import { mondayOf } from '../count.ts'
import { isOver, lastMonth, monthOfWeek, tellAll } from './rules.ts'

describe('months', () => {
  test('a week belongs to the month of its Thursday', () => {
    expect(['2026-09-28', '2026-10-26', '2026-11-30', '2026-12-28'].map(monthOfWeek)).toEqual([
      ...['2026-10', '2026-10', '2026-12', '2026-12'],
    ])
  })
  test('a month is told of when all its weeks are over, not when its last day is', () => {
    expect(isOver('2026-10', '2026-11-01')).toBe(false) // the week of 26 October ends that Sunday
    expect(isOver('2026-10', '2026-11-02')).toBe(true)
    expect(lastMonth('2026-11-22')).toBe('2026-10')
  })
})

const table = (...counts: number[]) => ({ cells: counts.map((n, i) => ({ key: `k${i}`, n })), universe: counts.length })

describe('what is told of a month', () => {
  test('counts under 5 are hidden, others are to the nearest 5, the largest first', () => {
    expect(tellAll({ one: table(12, 41, 4, 7, 0) })).toEqual({
      one: [
        { key: 'k1', n: 40 },
        { key: 'k0', n: 10 },
        { key: 'k3', n: 5 },
      ],
    })
  })
  test('a table is left out where another tells that its hidden cells must be full', () => {
    // at least 8 + 8: four cells that are each under 5 can only hold that if all are 4
    expect(tellAll({ result: table(8, 8), ages: table(4, 4, 4, 4) })).toEqual({
      result: [
        { key: 'k0', n: 10 },
        { key: 'k1', n: 10 },
      ],
    })
  })
  test('a month without searches tells nothing', () => {
    expect(tellAll({ one: table(0, 0) })).toEqual({ one: [] })
  })
})

test('whoever knows every rule, and tries every month there could have been, learns no hidden count from what is told', () => {
  const build = (so: number[], size: number, most: number): number[][] =>
    so.length === size
      ? [so]
      : Array.from({ length: most + 1 }, (_, n) => n).flatMap(n => build([...so, n], size, most))
  const total = (world: number[]) => world.reduce((sum, n) => sum + n, 0)
  const second = build([], 3, 7)
  const told = new Map<string, number[][]>()
  for (const one of build([], 2, 9))
    for (const other of second.filter(world => total(world) === total(one))) {
      const seen = JSON.stringify(tellAll({ one: table(...one), other: table(...other) }))
      const could = told.get(seen)
      if (could) could.push([...one, ...other])
      else told.set(seen, [[...one, ...other]])
    }
  expect(told.size).toBeGreaterThan(20)
  for (const [seen, could] of told)
    for (let cell = 0; cell < 5; cell += 1) {
      const values = new Set(could.map(world => world[cell] ?? 0))
      const small = [...values].filter(n => n > 0 && n < 5)
      if (small.length > 0) expect(values.size, `${seen}: cell ${cell} is ${[...values]}`).toBeGreaterThan(1)
    }
})

test('two looks at different times give no difference: a month is told once it is over, and then it stands', () => {
  const month = monthOfWeek('2026-11-16')
  const days = ['2026-11-16', '2026-11-20', '2026-11-22', '2026-11-29']
  expect(days.map(day => isOver(month, day))).toEqual([false, false, false, false])
  // no week that may still be counted in belongs to a month that is told
  for (let i = 0; i < 800; i += 1) {
    const day = addDays('2025-12-15', i)
    expect(isOver(monthOfWeek(mondayOf(day)), day), day).toBe(false)
  }
})
