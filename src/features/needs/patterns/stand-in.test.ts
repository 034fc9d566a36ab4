import { describe, expect, test } from 'vitest'
import { poisson, type Random, seeded } from '../../../lib/stats/index.ts'
import { anyone } from '../../../platform/http.ts'
import { show } from '../../evidence/rules.ts'
import { sights } from '../../evidence/siblings.ts'
import { concentrate } from '../concentration/compute.ts'
import { slope } from '../gradient/compute.ts'
import { sharedOut, yearsOver } from './stand-in.ts'

test('what is hidden is shared out by residents in whole numbers, and what is shown stays', () => {
  expect(sharedOut([3, 40, 12, 0], [true, false, true, false], [1_000, 9_000, 4_000, 500])).toEqual([3, 40, 12, 0])
  expect(sharedOut([12, 40, 3, 0], [true, false, true, false], [1_000, 9_000, 4_000, 500])).toEqual([3, 40, 12, 0])
  expect(sharedOut([1, 4, 4], [true, true, true], [0, 10, 10])).toEqual([3, 3, 3])
  expect(sharedOut([7, 8], [false, false], [1, 1])).toEqual([7, 8])
})

test('the years that have a month of the period are counted back from the newest month', () => {
  const known = { end: '2026-10' }
  expect(yearsOver({ from: '2025-11', to: '2026-10', known })).toEqual(['2026-10'])
  expect(yearsOver({ from: '2025-10', to: '2026-09', known })).toEqual(['2026-10', '2025-10'])
  expect(yearsOver({ from: '2023-11', to: '2025-10', known })).toEqual(['2025-10', '2024-10'])
})

const officer = { ...anyone, role: 'officer' }

interface Table {
  counts: number[]
  families: string[]
  residents: number[]
  scores: number[]
}

// Boroughs of wards, some with hardly any events, each ward somewhere between most and least deprived.
function table(random: Random): Table {
  const wards = Array.from({ length: 5 + Math.floor(random() * 8) }, (_, b) => {
    const mean = [0.3, 2, 5, 12, 40][Math.floor(random() * 5)] ?? 5
    return Array.from({ length: 2 + Math.floor(random() * 9) }, () => ({
      family: `B${b}`,
      count: poisson(random, mean * (0.2 + 2 * random())),
      residents: 5_000 + Math.floor(random() * 9_000),
      score: 60 * random(),
    }))
  }).flat()
  return {
    counts: wards.map(ward => ward.count),
    families: wards.map(ward => ward.family),
    residents: wards.map(ward => ward.residents),
    scores: wards.map(ward => ward.score),
  }
}

/** What stands at each ward for who sees small numbers hidden. */
function shownAt({ families }: Table, counts: readonly number[]): (number | string)[] {
  const measure = { name: 'Weapons', sensitive: false, lowestLevel: 'lsoa' as const }
  const places = counts.map((count, i) => ({
    where: { kind: 'ward', code: `W${i}`, boroughCode: families[i] ?? '' },
    family: families[i] ?? '',
    count,
  }))
  return sights(officer, measure, places).map((see, i) => {
    const { count, words } = show(counts[i], see)
    return count ?? words ?? ''
  })
}

const isKept = (page: readonly (number | string)[]) => page.map(one => typeof one === 'string')

/** The tenths (fifths, thirds), as the page has them. */
const tenthsOf = ({ residents, scores }: Table, counts: readonly number[]) =>
  slope({
    places: counts.map((count, i) => ({ count, residents: residents[i] ?? 0, score: scores[i] ?? 0 })),
    months: 12,
    per: 1_000,
    draws: 2,
    seed: 1,
  })?.groups

const curveOf = (counts: readonly number[]) =>
  concentrate({
    counts: [...counts],
    weights: null,
    top: 0.2,
    years: [],
    scores: counts.map(() => null),
    draws: 2,
    seed: 1,
  })

/** Other counts of the same total in each borough for which the same stands at each ward, but not the same at this one. */
function otherThan(one: Table, page: readonly (number | string)[], i: number): number[] | undefined {
  const here = one.counts[i] ?? 0
  for (const [j, word] of page.entries()) {
    if (typeof word !== 'string' || j === i || one.families[j] !== one.families[i]) continue
    const there = one.counts[j] ?? 0
    for (const [mine, other] of [
      [there, here],
      [here + 1, there - 1],
      [here - 1, there + 1],
    ] as const) {
      if (mine === here || mine < 0 || other < 0) continue
      const counts = one.counts.with(i, mine).with(j, other)
      if (shownAt(one, counts).join() === page.join()) return counts
    }
  }
  return undefined
}

describe('in cities made by chance, with tenths and the curve beside the table of wards', () => {
  const random = seeded(20261122)
  const cities = Array.from({ length: 1_500 }, () => table(random))

  test('every hidden count could be another, and the tenths and the curve would be the same', () => {
    let [hidden, single, told, curves] = [0, 0, 0, 0]
    for (const [n, city] of cities.entries()) {
      const page = shownAt(city, city.counts)
      const kept = isKept(page)
      const seen = sharedOut(city.counts, kept, city.residents)
      // One hidden ward of each city, another in each.
      const some = kept.flatMap((is, i) => (is ? [i] : []))
      const i = some[n % Math.max(1, some.length)]
      const other = i === undefined ? undefined : otherThan(city, page, i)
      if (i === undefined) continue
      if (!other) single += 1
      if (!other) continue
      hidden += 1
      const seenOther = sharedOut(other, isKept(shownAt(city, other)), city.residents)
      expect(seenOther).toEqual(seen)
      if (n % 5 > 0) continue
      expect(tenthsOf(city, seenOther)).toEqual(tenthsOf(city, seen))
      if (JSON.stringify(tenthsOf(city, other)) !== JSON.stringify(tenthsOf(city, city.counts))) told += 1
      if (JSON.stringify(curveOf(other)) !== JSON.stringify(curveOf(city.counts))) curves += 1
      expect(curveOf(seenOther)).toEqual(curveOf(seen))
    }
    expect(hidden).toBeGreaterThan(1_000)
    // Made of the true counts they would have told which it is: the test is of something.
    expect(single).toBe(0)
    expect(told).toBeGreaterThan(40)
    expect(curves).toBeGreaterThan(10)
  })

  test('a tenth less its wards that are shown never leaves a hidden count alone', () => {
    let [exact, alone] = [0, 0]
    for (const city of cities) {
      const page = shownAt(city, city.counts)
      const kept = isKept(page)
      const seen = sharedOut(city.counts, kept, city.residents)
      const [truth, shown] = [tenthsOf(city, city.counts), tenthsOf(city, seen)]
      const less = (groups: typeof truth) =>
        (groups ?? []).flatMap(group => {
          const inside = city.scores.flatMap((score, i) => (score >= group.from && score <= group.to ? [i] : []))
          const gone = inside.filter(i => kept[i])
          const open = inside.filter(i => !kept[i]).reduce((sum, i) => sum + (city.counts[i] ?? 0), 0)
          const [one] = gone
          return gone.length === 1 && one !== undefined ? [{ one, rest: group.count - open }] : []
        })
      exact += less(truth).filter(({ one, rest }) => rest === city.counts[one]).length
      alone += less(shown).filter(({ one, rest }) => rest !== seen[one]).length
    }
    expect(exact).toBeGreaterThan(500)
    expect(alone).toBe(0)
  })
})
