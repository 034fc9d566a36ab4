import { describe, expect, test } from 'vitest'
import { poisson, type Random, seeded } from '../../lib/stats/index.ts'
import { type Actor, anyone } from '../../platform/http.ts'
import { type Shown, show } from './rules.ts'
import { sights } from './siblings.ts'

const person = (role: string, ...places: string[]): Actor => ({ ...anyone, role, places })
const plain = { name: 'Violence with injury', sensitive: false, lowestLevel: 'lsoa' as const }
const sensitive = { ...plain, sensitive: true }

const ward = (i: number, borough = 'B1') => ({ kind: 'ward', code: `W${i}`, boroughCode: borough })
function page(actor: Actor, counts: readonly (number | null)[], measure = plain): Shown[] {
  const places = counts.map((count, i) => ({ where: ward(i), family: 'B1', count }))
  return sights(actor, measure, places).map((see, i) => show(counts[i], see))
}
const words = (counts: readonly (number | null)[], measure = plain) =>
  page(person('officer'), counts, measure).map(({ count, words }) => count ?? words ?? 'not known')

describe('one hidden ward of a borough', () => {
  test('takes the smallest further count along, and neither says how small it is', () => {
    expect(words([3, 40, 12, 0, 90])).toEqual(['not shown', 40, 'not shown', 0, 90])
  })
  test('takes all of the smallest where they tie, so that each could be any', () => {
    expect(words([3, 12, 12, 40])).toEqual(['not shown', 'not shown', 'not shown', 40])
  })
  test('is not protected by a ward with none, or one that is not known', () => {
    expect(words([4, 0, null, 30, 50])).toEqual(['not shown', 0, 'not known', 'not shown', 50])
  })
  test('where all others have none, they are kept back with it', () => {
    expect(words([4, 0, 0])).toEqual(['not shown', 'not shown', 'not shown'])
  })
  test('keeps back by the threshold of the measure', () => {
    expect(words([7, 12, 30])).toEqual([7, 12, 30])
    expect(words([7, 12, 30], sensitive)).toEqual(['not shown', 'not shown', 30])
  })
})

describe('several hidden wards', () => {
  test('protect one another', () => {
    expect(words([3, 2, 12, 40])).toEqual(['under 5', 'under 5', 12, 40])
  })
  test('but not where their sum leaves no choice', () => {
    expect(words([1, 1, 12, 40])).toEqual(['not shown', 'not shown', 'not shown', 40])
    expect(words([4, 4, 12, 40])).toEqual(['not shown', 'not shown', 'not shown', 40])
  })
})

describe('who sees it', () => {
  const counts = [3, 40, 12]
  test('analysts and the borough’s own lead see every count', () => {
    for (const actor of [person('analyst'), person('borough-lead', 'B1')])
      expect(page(actor, counts).map(shown => shown.count)).toEqual(counts)
  })
  test('a lead whose borough has one ward from a closed source has a further one kept back too', () => {
    const closed = { ...plain, closedAt: { places: new Set(['W0']), boroughs: new Set(['B1']) } }
    expect(page(person('borough-lead', 'B1'), counts, closed).map(shown => shown.count)).toEqual([null, 40, null])
  })
  test('for a lead the companion is another borough, for their own they know', () => {
    const boroughs = ['B1', 'B2', 'B3'].map((code, i) => ({
      where: { kind: 'borough', code, boroughCode: code },
      family: 'city',
      count: [6, 3, 40][i] ?? 0,
    }))
    expect(sights(person('borough-lead', 'B1'), plain, boroughs).map(see => see.see)).toEqual([
      'all',
      'kept back',
      'kept back',
    ])
  })
  test('families are kept apart, and a place without one stands alone', () => {
    const found = sights(person('officer'), plain, [
      { where: ward(1), family: 'B1', count: 3 },
      { where: ward(2), family: 'B1', count: 30 },
      { where: ward(3, 'B2'), family: 'B2', count: 20 },
      { where: { kind: 'hub', code: 'H1', boroughCode: 'B1' }, family: null, count: 2 },
    ])
    expect(found.map(see => see.see)).toEqual(['kept back', 'kept back', 'protected', 'rounded'])
  })
})

// What a reader knows of a count: its number, or the numbers its words leave open.
function boundsOf({ count, words }: Shown, most: number): [number, number] {
  if (count !== null) return [count, count]
  const under = /^under (\d+)$/.exec(words ?? '')
  return under ? [1, Number(under[1]) - 1] : [0, most]
}

const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0)

function borough(random: Random): number[] {
  const means = [0.2, 1, 3, 6, 20, 60]
  const mean = means[Math.floor(random() * means.length)] ?? 1
  return Array.from({ length: 2 + Math.floor(random() * 18) }, () => poisson(random, mean * (0.2 + 2 * random())))
}

describe('in boroughs made by chance', () => {
  const random = seeded(20261122)
  const boroughs = Array.from({ length: 4_000 }, () => borough(random))

  test('the total less what is shown, and what the words say, never leaves a hidden count a single number', () => {
    let hidden = 0
    for (const counts of boroughs)
      for (const measure of [plain, sensitive]) {
        const sum = total(counts)
        if (sum < (measure.sensitive ? 10 : 5)) continue // the total itself is hidden then
        const bounds = page(person('officer'), counts, measure).map(shown => boundsOf(shown, sum))
        const [lows, highs] = [total(bounds.map(([low]) => low)), total(bounds.map(([, high]) => high))]
        bounds.forEach(([low, high], i) => {
          if (low === high) return
          hidden += 1
          const least = Math.max(low, sum - (highs - high))
          const most = Math.min(high, sum - (lows - low))
          expect(most, `${counts.join(' ')} at ${i}`).toBeGreaterThan(least)
        })
      }
    expect(hidden).toBeGreaterThan(5_000)
  })

  test('nor does knowing the rule: two kept back could change places and the page would be the same', () => {
    for (const counts of boroughs) {
      const before = words(counts)
      const kept = before.flatMap((word, i) => (word === 'not shown' ? [i] : []))
      const [first = 0, last = 0] = [kept[0], kept.at(-1)]
      const swapped = counts.with(first, counts[last] ?? 0).with(last, counts[first] ?? 0)
      expect(words(swapped)).toEqual(before)
      if (kept.length > 0 && total(counts) >= 25) expect(new Set(kept.map(i => counts[i])).size).toBeGreaterThan(1)
    }
  })
})

describe('the word of a change', () => {
  // Two wards a borough would do; ten, so that some are shown. The word is that of the fewest events needed: 20 in both windows.
  const word = (later: number, earlier: number) => (later + earlier < 20 ? 'too few' : 'chance')
  const marks = (later: readonly number[], earlier: readonly number[]) => {
    const [seen, before] = [page(person('officer'), later), page(person('officer'), earlier)]
    return seen.map((shown, i) =>
      shown.words === undefined && before[i]?.words === undefined
        ? `${shown.count} ${before[i]?.count} ${word(later[i] ?? 0, earlier[i] ?? 0)}`
        : `${shown.count ?? shown.words} ${before[i]?.count ?? before[i]?.words} not shown`,
    )
  }

  test('16 events before and “chance” gave 4; “not shown” leaves every number the count’s own words leave', () => {
    const earlier = [16, 40, 18, 30]
    const left = [1, 2, 3, 4].filter(
      n => marks([n, 40, 2, 30], earlier).join() === marks([4, 40, 2, 30], earlier).join(),
    )
    expect([1, 2, 3, 4].filter(n => word(n, 16) === word(4, 16))).toEqual([4])
    expect(left).toEqual([1, 2, 3, 4])
  })

  test('in boroughs made by chance, two cities with the same page but for hidden counts have the same marks', () => {
    const random = seeded(20261123)
    let compared = 0
    for (let i = 0; i < 1_000; i += 1) {
      const [later, earlier] = [borough(random), borough(random)]
      const counts = later.map((_, at) => earlier[at] ?? 12)
      const page1 = marks(later, counts)
      const small = later.flatMap((n, at) => (n > 0 && n < 5 ? [at] : []))
      const [first, last] = [small[0], small.at(-1)]
      if (first === undefined || last === undefined || later[first] === later[last]) continue
      const swapped = later.with(first, later[last] ?? 0).with(last, later[first] ?? 0)
      compared += 1
      expect(marks(swapped, counts)).toEqual(page1)
    }
    expect(compared).toBeGreaterThan(100)
  })
})
