import { describe, expect, test } from 'vitest'
import recipeFile from '../../../packs/demo/recipe.json' with { type: 'json' }
import { bh, estimateDispersion, rateRatioTest } from '../stats/index.ts'
import { cityFiles, makeCity, Recipe, simulateWardCounts } from './index.ts'
import { injury } from './offences.ts'
import { at, sum } from './random.ts'

const recipe = Recipe.parse(recipeFile)
const city = makeCity(recipe)
const recorded = (measure: string) => {
  const found = city.offences.get(measure)
  if (!found) throw new Error(`no ${measure}`)
  return found
}
const total = (rows: number[][]) => sum(rows.map(row => sum(row)))
const window = (months: number[], back: number) =>
  sum(months.slice(months.length - 12 * back, months.length - 12 * (back - 1)))

describe('a city is made from its recipe and seed', () => {
  test('the same seed gives the same files, byte for byte; another seed another city', () => {
    const [one, two] = [cityFiles(city), cityFiles(makeCity(recipe))]
    expect([...one.keys()]).toEqual([...two.keys()])
    for (const [path, text] of one) expect(two.get(path) === text, path).toBe(true)
    expect(makeCity(recipe, 7).lsoas[0]?.people).not.toBe(city.lsoas[0]?.people)
  })

  test('it has the sizes asked for, and boroughs of 12 to 18 wards', () => {
    expect([city.boroughs.length, city.wards.length, city.lsoas.length, city.months.length]).toEqual([8, 120, 700, 60])
    for (const borough of city.boroughs) {
      expect(borough.wards.length).toBeGreaterThanOrEqual(12)
      expect(borough.wards.length).toBeLessThanOrEqual(18)
    }
  })

  test('every small area is in one ward, and that ward in the same borough', () => {
    const seen = city.wards.flatMap(ward => ward.lsoas)
    expect(new Set(seen).size).toBe(700)
    expect(seen).toHaveLength(700)
    for (const [w, ward] of city.wards.entries())
      for (const lsoa of ward.lsoas.map(i => at(city.lsoas, i)))
        expect([lsoa.ward, lsoa.borough]).toEqual([w, ward.borough])
  })

  test('120 different ward names, and codes no real place has', () => {
    expect(new Set(city.wards.map(ward => ward.name)).size).toBe(120)
    const codes = [...city.boroughs, ...city.wards, ...city.lsoas, ...city.vintages.wards].map(place => place.code)
    for (const code of codes) expect(code).toMatch(/^X(01|05|09)\d{6}$/)
  })

  test('other seeds make a whole city too', () => {
    for (const seed of [1, 2, 3]) {
      const other = makeCity(recipe, seed)
      expect(other.wards.every(ward => ward.lsoas.length > 0)).toBe(true)
      expect(new Set(other.wards.map(ward => ward.name)).size).toBe(120)
      expect(other.truth.rising.length + other.truth.falling.length + other.truth.high.length).toBe(13)
    }
  })
})

describe('what is recorded adds up', () => {
  const located = (w: number) => sum(at(city.wards, w).lsoas.map(i => sum(at(recorded(injury).lsoas, i))))
  test('small areas add up to their ward less about 3 % without a place', () => {
    const wards = recorded(injury).wards.map(months => sum(months.slice(-36)))
    for (const [w, all] of wards.entries()) expect(located(w)).toBeLessThanOrEqual(all)
    const share = 1 - total(recorded(injury).lsoas) / sum(wards)
    expect(share).toBeGreaterThan(0.025)
    expect(share).toBeLessThan(0.035)
  })

  test('wards add up to their borough less about 2 % without a ward', () => {
    for (const [b, borough] of city.boroughs.entries()) {
      const wards = sum(borough.wards.map(w => sum(at(recorded(injury).wards, w))))
      const share = 1 - wards / sum(at(recorded(injury).boroughs, b))
      expect(share).toBeGreaterThan(0.01)
      expect(share).toBeLessThan(0.03)
    }
  })

  test('people in a ward are the people in its small areas', () => {
    for (const ward of city.wards) expect(ward.people).toBe(sum(ward.lsoas.map(i => sum(at(city.lsoas, i).ages))))
  })

  test('the weights of an earlier ward add up to one, and some are shared', () => {
    for (const old of city.vintages.wards) {
      const weights = city.vintages.shares.filter(share => share.old === old).map(share => share.weight)
      expect(sum(weights)).toBeCloseTo(1, 9)
    }
    expect(city.vintages.shares.some(share => share.weight < 1)).toBe(true)
    const kinds = city.vintages.lsoas.map(row => row.change)
    expect([kinds.filter(kind => kind === 'S').length, kinds.filter(kind => kind === 'M').length]).toEqual([12, 6])
  })
})

describe('the truth is known', () => {
  test('four wards rise, four fall, five stay high, and one is 3 to 6', () => {
    const { rising, falling, high, small, chance } = city.truth
    expect([rising.length, falling.length, high.length, small.length, chance]).toEqual([4, 4, 5, 1, 106])
    expect(small[0]?.counted.slice(1)).toEqual([3, 6])
    for (const ward of [...rising, ...falling])
      expect(ward.expected[2]).toBeCloseTo(ward.ratio * at(ward.expected, 1), 0)
    for (const ward of [...rising, ...falling]) expect(at(ward.expected, 1)).toBeGreaterThanOrEqual(80)
  })

  test('only the planned wards are in the top tenth by rate and by count in each of three years', () => {
    const high = city.wards.filter((_, w) =>
      [3, 2, 1].every(back => {
        const counts = recorded(injury).wards.map(months => window(months, back))
        const rates = counts.map((count, i) => count / at(city.wards, i).people)
        return [counts, rates].every(list => list.filter(other => other > at(list, w)).length < 12)
      }),
    )
    expect(high.map(ward => ward.role)).toEqual(['high', 'high', 'high', 'high', 'high'])
  })

  test('the recording break moves every borough, and violence with injury not at all', () => {
    const cut = city.months.indexOf('2024-02')
    for (const months of recorded('violence-without-injury').boroughs) {
      const ratio = sum(months.slice(cut, cut + 12)) / sum(months.slice(cut - 12, cut))
      expect(ratio).toBeGreaterThan(0.7)
      expect(ratio).toBeLessThan(0.85)
    }
    const city12 = (measure: string, back: number) => sum(recorded(measure).wards.map(months => window(months, back)))
    expect(city12(injury, 1) / city12(injury, 2)).toBeCloseTo(1, 1)
  })

  test('the exact test, widened and with the false discovery rate held, finds the planted and little else', () => {
    let [found, wrong, called] = [0, 0, 0]
    for (let seed = 0; seed < 20; seed++) {
      const pairs = simulateWardCounts(city, seed).counts.map(months => ({
        x1: window(months, 1),
        x2: window(months, 2),
      }))
      const { dispersion } = estimateDispersion(pairs)
      const p = bh(
        pairs.map(({ x1, x2 }) => (x1 + x2 < 20 ? 1 : rateRatioTest({ x1, n1: 1, x2, n2: 1 }, { dispersion }).p)),
      )
      const marked = city.wards.filter((_, w) => (p[w] ?? 1) < 0.05)
      called += marked.length
      found += marked.filter(ward => ward.ratio !== 1).length
      wrong += marked.filter(ward => ward.ratio === 1).length
    }
    expect(found / (20 * 8)).toBeGreaterThan(0.9)
    expect(wrong / called).toBeLessThan(0.05)
  })

  test('a simulated city has the shape of the real one and differs from seed to seed', () => {
    const [one, two] = [simulateWardCounts(city, 1), simulateWardCounts(city, 2)]
    expect([one.wards.length, one.counts.length, one.counts[0]?.length]).toEqual([120, 120, 60])
    expect(one.counts).toEqual(simulateWardCounts(city, 1).counts)
    expect(one.counts).not.toEqual(two.counts)
  })
})
