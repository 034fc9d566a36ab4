import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { poisson, type Random, seeded } from '../../lib/stats/index.ts'
import { type Actor, anyone } from '../../platform/http.ts'
import { readPackFile } from '../../platform/pack.ts'
import { raised, relativesOf, withFamilies } from './parts.ts'
import { isHidden, levelWords, type Sight, show, sight } from './rules.ts'
import { Level, type Measure } from './schemas.ts'
import { type Line, sightsOfAll } from './siblings.ts'

const measure = (code: string, lowestLevel: Level, includes: string[] = [], sensitive = false): Measure => ({
  id: 1,
  code,
  name: code,
  short: code,
  topic: 'violence',
  unit: 'offences',
  kind: 'count',
  per: 1_000,
  denominator: 'residents',
  direction: 'higher is worse',
  definition: '',
  lowestLevel,
  sensitive,
  note: '',
  includes,
})
const officer: Actor = { ...anyone, role: 'officer' }
const ward = { kind: 'ward', code: 'W1', boroughCode: 'B1' }
const borough = { kind: 'borough', code: 'B1', boroughCode: 'B1' }

describe('a whole of which one part is not shown for small places', () => {
  const all = raised([
    measure('Violence', 'lsoa', ['Homicide', 'Injury', 'Other']),
    measure('Homicide', 'borough', [], true),
    measure('Injury', 'lsoa'),
    measure('Other', 'lsoa'),
    measure('Knife', 'ward', ['Knife injury']),
    measure('Knife injury', 'borough'),
    measure('Victims', 'borough', ['By knife', 'By gun']),
    measure('By knife', 'city'),
    measure('By gun', 'city'),
  ])
  const of = (code: string) => all.find(one => one.code === code) ?? measure('none', 'lsoa')

  test('is not shown there either, with the reason; its parts stay', () => {
    expect(sight(officer, of('Violence'), ward)).toEqual({
      see: 'nothing',
      why: 'Violence is shown for boroughs and above: for smaller places it would give away homicide',
    })
    expect(sight(officer, of('Violence'), borough).see).toBe('protected')
    expect(sight(officer, of('Injury'), ward).see).toBe('protected')
    expect(sight({ ...anyone, role: 'analyst' }, of('Violence'), ward).see).toBe('all')
  })

  test('stays where no other part is shown, so that nothing can be taken away', () => {
    expect(sight(officer, of('Knife'), ward).see).toBe('protected')
    expect(sight(officer, of('Victims'), borough).see).toBe('protected')
    expect(levelWords(of('Victims'))).toBe('Victims is shown for boroughs and above')
  })

  test('in the packs: wards keep the headline measures, and lose violence against the person', () => {
    const Pack = z.array(
      z.looseObject({ id: z.string(), lowestLevel: Level, includes: z.array(z.string()).default([]) }),
    )
    for (const pack of ['london', 'demo']) {
      const measures = raised(
        readPackFile(pack, 'measures.json', Pack).map(one => measure(one.id, one.lowestLevel, one.includes)),
      )
      const level = (code: string) => measures.find(one => one.code === code)?.lowestLevel
      expect(level('violence-against-the-person')).toBe('borough')
      expect([level('violence-with-injury'), level('knife-crime')]).toEqual(['lsoa', 'ward'])
    }
  })
})

// A whole of three parts, and a sub-total of two of them, as violence without injury with stalking is.
const whole = measure('W', 'ward', ['A', 'B', 'C'])
const some = measure('S', 'ward', ['B', 'C'])
const parts = ['A', 'B', 'C'].map(code => measure(code, 'ward', [], code === 'A'))
const measures = [whole, some, ...parts]

const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0)
const linesOf = ([a, b, c]: readonly (readonly number[])[]): Line[] => {
  const [A, B, C] = [a ?? [], b ?? [], c ?? []]
  const S = B.map((n, i) => n + (C[i] ?? 0))
  const W = S.map((n, i) => n + (A[i] ?? 0))
  return [W, S, A, B, C].map((counts, i) => ({ measure: measures[i] ?? whole, counts }))
}
const places = (n: number, family: string | null = 'B1') =>
  Array.from({ length: n }, (_, i) => ({ where: { kind: 'ward', code: `W${i}`, boroughCode: 'B1' }, family }))
const table = (lines: readonly Line[], family?: string | null) => {
  const sees = sightsOfAll(officer, lines, places(lines[0]?.counts.length ?? 0, family))
  return lines.map(({ counts }, m) => counts.map((n, p) => show(n, sees[m]?.[p] ?? { see: 'all' })))
}
const shown = (lines: readonly Line[], family?: string | null) =>
  table(lines, family).map(row => row.map(({ count, words }) => count ?? words))

describe('a whole and its parts at one place', () => {
  test('hang together over wholes that share a part', () => {
    expect(
      relativesOf(parts[1] ?? whole, measures)
        .map(one => one.code)
        .sort(),
    ).toEqual(['A', 'B', 'C', 'S', 'W'])
  })

  test('where a part is hidden the whole is hidden, and other wholes that do not hold it stay', () => {
    expect(shown(linesOf([[3], [40], [50]]), null)).toEqual([['not shown'], [90], ['under 10'], [40], [50]])
  })

  test('where the whole is kept back for a sibling, its smallest part is too: the parts would add up to it', () => {
    const lines = linesOf([
      [3, 20, 400],
      [40, 30, 400],
      [50, 60, 400],
    ])
    const found = shown(lines)
    expect(found[0]).toEqual(['not shown', 'not shown', 1200])
    expect(found[2]).toEqual(['not shown', 'not shown', 400])
  })
})

interface Bounds {
  low: number
  high: number
}

// Everything a reader knows: what is shown, what the words leave open, the totals of each measure, and that wholes are sums of their parts.
function narrow(lines: readonly Line[]): Bounds[][] {
  const sums = lines.map(({ counts }) => total(counts.map(n => n ?? 0)))
  const city = table(
    lines.map((line, i) => ({ ...line, counts: [sums[i] ?? 0] })),
    null,
  )
  const bounds = table(lines).map((row, m) =>
    row.map(({ count, words }): Bounds => {
      if (count !== null) return { low: count, high: count }
      const under = /^under (\d+)$/.exec(words ?? '')
      return under ? { low: 1, high: Number(under[1]) - 1 } : { low: 0, high: sums[m] ?? 0 }
    }),
  )
  const equations: { sum: Bounds; of: Bounds[] }[] = [
    ...bounds.flatMap((of, m) =>
      city[m]?.[0]?.count === null ? [] : [{ sum: { low: sums[m] ?? 0, high: sums[m] ?? 0 }, of }],
    ),
    ...(bounds[0] ?? []).flatMap((_, p) => {
      const at = (m: number) => bounds[m]?.[p] ?? { low: 0, high: 0 }
      return [
        { sum: at(0), of: [at(2), at(3), at(4)] },
        { sum: at(1), of: [at(3), at(4)] },
        { sum: at(0), of: [at(1), at(2)] },
      ]
    }),
  ]
  for (let round = 0; round < 12; round += 1) for (const equation of equations) tighten(equation)
  return bounds
}

function tighten({ sum, of }: { sum: Bounds; of: Bounds[] }): void {
  const [low, high] = [total(of.map(one => one.low)), total(of.map(one => one.high))]
  sum.low = Math.max(sum.low, low)
  sum.high = Math.min(sum.high, high)
  for (const one of of) {
    const [others, most] = [low - one.low, high - one.high]
    one.low = Math.max(one.low, sum.low - most)
    one.high = Math.min(one.high, sum.high - others)
  }
}

describe('in boroughs made by chance', () => {
  const random: Random = seeded(20261124)
  const row = (n: number, mean: number) =>
    Array.from({ length: n }, () => poisson(random, mean * (0.3 + 1.5 * random())))

  test('totals, wholes, parts and words together never leave a hidden count a single number', () => {
    let hidden = 0
    for (let i = 0; i < 1_500; i += 1) {
      const n = 3 + Math.floor(random() * 12)
      const means = [1, 4, 9, 25, 60]
      const mean = () => means[Math.floor(random() * means.length)] ?? 4
      const lines = linesOf([row(n, mean() / 3), row(n, mean()), row(n, mean())])
      const sees: Sight[][] = sightsOfAll(officer, lines, places(n))
      narrow(lines).forEach((bounds, m) => {
        bounds.forEach(({ low, high }, p) => {
          if (!isHidden(lines[m]?.counts[p], sees[m]?.[p] ?? { see: 'all' })) return
          hidden += 1
          expect(
            high,
            `${JSON.stringify(lines.map(line => line.counts))} ${measures[m]?.code} at ${p}`,
          ).toBeGreaterThan(low)
        })
      })
    }
    expect(hidden).toBeGreaterThan(2_000)
  })
})

test('a measure carries the wholes and kinds it is told by, also with another whole standing for its kinds', () => {
  const found = withFamilies([
    measure('all', 'ward', ['killed', 'hurt', 'followed']),
    measure('milder', 'ward', ['hurt', 'followed']),
    ...['killed', 'hurt', 'followed'].map(code => measure(code, 'ward')),
    measure('alone', 'ward', ['hurt']),
  ])
  const of = (code: string) => found.find(one => one.code === code)?.families
  expect(of('killed')).toEqual([
    { whole: 'all', kinds: ['killed', 'hurt', 'followed'] },
    { whole: 'all', kinds: ['killed', 'milder'] },
  ])
  expect(of('milder')).toEqual([
    { whole: 'all', kinds: ['killed', 'milder'] },
    { whole: 'milder', kinds: ['hurt', 'followed'] },
  ])
  expect(of('alone')).toBeUndefined()
})
