import { describe, expect, test } from 'vitest'
import { addDays } from '../../../../lib/dates.ts'
import { mondayOf } from '../count.ts'
import { noiseOf } from './read.ts'
import { isOver, lastMonth, monthOfWeek, tellTable, toldOf } from './rules.ts'

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

const still = () => 0

describe('what is told of a month', () => {
  const table = (...counts: number[]) => counts.map((n, i) => ({ key: `k${i}`, n }))
  test('counts are told from 10 on, to the nearest 5, the largest first', () => {
    expect(tellTable('one', table(12, 41, 4, 7, 0), still)).toEqual([
      { key: 'k1', n: 40 },
      { key: 'k0', n: 10 },
    ])
  })
  test('what nobody searched for is never told, however its cell would be moved', () => {
    expect(tellTable('one', table(0, 0), () => 30)).toEqual([])
  })
  test('a cell is moved the same way each time, and otherwise in another month, table or installation', () => {
    const noise = noiseOf('key', '2026-10')
    const cells = Array.from({ length: 40 }, (_, i) => `X${i}|sport`)
    const look = (of: typeof noise, name = 'where') => cells.map(cell => of(name, cell)).join()
    expect(look(noise)).toBe(look(noiseOf('key', '2026-10')))
    for (const other of [look(noiseOf('key', '2026-11')), look(noiseOf('other', '2026-10')), look(noise, 'ages')])
      expect(other).not.toBe(look(noise))
  })
})

describe('somebody who adds searches to a cell, to learn whether it had any', () => {
  // what the attacker may see of a cell with n searches of others when they add k, with how likely each answer is; they know every rule but the key
  const likely = (noise: number) => 2 ** -Math.abs(noise) / 3
  const reach = 30
  const answers = (n: number) => {
    const seen = new Map<number, number>()
    for (let noise = -reach; noise <= reach; noise += 1) {
      const told = toldOf(n, noise) ?? 0
      seen.set(told, (seen.get(told) ?? 0) + likely(noise))
    }
    return seen
  }
  // the best they can do is to guess what the answer speaks for: right how often, of none against this many
  const guessedRight = (many: number, k: number) => {
    const [none, some] = [answers(k), answers(k + many)]
    return [...new Set([...none.keys(), ...some.keys()])]
      .map(told => Math.max(none.get(told) ?? 0, some.get(told) ?? 0) / 2)
      .reduce((sum, p) => sum + p, 0)
  }
  test('is never sure, whatever they add and whatever they see', () => {
    for (let k = 1; k <= 25; k += 1)
      for (const [told, p] of answers(k).entries()) {
        const ratio = (answers(k + 1).get(told) ?? 0) / p
        if (p > 1e-6) expect(ratio, `${k} added, ${told} told`).toBeGreaterThan(0.49)
        if (p > 1e-6) expect(ratio, `${k} added, ${told} told`).toBeLessThan(2.01)
      }
  })
  test('a search of its own is told once in 192 months, as the method says, and a cell without one never', () => {
    const shown = (n: number) => [...answers(n)].reduce((sum, [told, p]) => sum + (told > 0 ? p : 0), 0)
    expect(1 / shown(1)).toBeCloseTo(192, 0)
    expect(1 / shown(2)).toBeCloseTo(96, 0)
    expect(shown(0)).toBe(0)
  })
  test('guesses little better than a coin; with counts that were only hidden and rounded they knew', () => {
    const ks = Array.from({ length: 25 }, (_, i) => i + 1)
    expect(Math.max(...ks.map(k => guessedRight(1, k)))).toBeLessThan(2 / 3)
    const hiddenOnly = (n: number) => (n >= 5 ? 5 * Math.round(n / 5) : 0)
    expect([hiddenOnly(0 + 4), hiddenOnly(1 + 4)]).toEqual([0, 5])
  })
  test('is not sure of the count even where all other searches of the city are their own, with all four tables side by side', () => {
    // nobody else searched that month but for 0 to 4 in one cell: every table then tells the same hidden count once more
    const kinds = [0, 1, 2, 3, 4]
    const right = (k: number) => {
      const looks = kinds.map(n => [...answers(n + k)])
      const told = [...new Set(looks.flatMap(look => look.flatMap(([about, p]) => (p > 1e-3 ? [about] : []))))]
      const chance = kinds.map((_, n) => new Map(looks[n]))
      const four = told.flatMap(a => told.flatMap(b => told.flatMap(c => told.map(d => [a, b, c, d]))))
      const best = (seen: readonly number[]) =>
        Math.max(...chance.map(each => seen.reduce((p, about) => p * (each.get(about) ?? 0), 1)))
      return four.reduce((sum, seen) => sum + best(seen), 0) / kinds.length
    }
    for (const k of [1, 6, 10, 13]) expect(right(k), `${k} of their own`).toBeLessThan(0.47)
  })
  test('meets noise as it is reckoned here: drawn from the key 20,000 times', () => {
    const noise = noiseOf('a key of the test', '2026-10')
    const drawn = Array.from({ length: 20_000 }, (_, i) => noise('where', String(i)))
    for (const step of [-3, -2, -1, 0, 1, 2, 3]) {
      const share = drawn.filter(one => one === step).length / drawn.length
      expect(Math.abs(share - likely(step)), `${step}`).toBeLessThan(0.012)
    }
  })
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
