// Fear beside violence: each place's share of those asked, and its rate, against the rest of the city. Pure.
import {
  bh,
  compareProportions,
  crudeRate,
  proportion,
  rateRatioTest,
  spreadDispersion,
} from '../../../lib/stats/index.ts'

/** What a place's people said and what was recorded there; null where it is not known, or not shown. */
export interface Place {
  id: number
  code: string
  name: string
  /** Of so many asked, how many do not feel safe. */
  afraid: number | null
  asked: number | null
  count: number | null
  residents: number | null
  /** Why the count is not shown. */
  words: string
}

/** Against the rest of the city, once the number of places tried is allowed for. */
export type Standing = 'higher' | 'lower' | 'not distinguishable' | 'not known'

export interface Compared extends Place {
  share: { value: number; lower: number; upper: number } | undefined
  rate: { rate: number; lower: number; upper: number } | undefined
  fear: Standing
  violence: Standing
}

/** False discovery rate of the comparisons. */
export const fdr = 0.05

interface Test {
  p: number | null
  isHigher: boolean
}

export function compare(places: readonly Place[], per: number): Compared[] {
  const fears = standings(places.map((_, i) => fearOf(places, i)))
  const dispersion = spreadOf(places)
  const violences = standings(places.map((_, i) => violenceOf(places, i, dispersion)))
  return places.map((place, i) => ({
    ...place,
    share: shareOf(place),
    rate: rateOf(place, per),
    fear: fears[i] ?? 'not known',
    violence: violences[i] ?? 'not known',
  }))
}

function rateOf({ count, residents }: Place, per: number): Compared['rate'] {
  const found = count === null || !residents ? undefined : crudeRate(count, residents, { multiplier: per })
  return found === undefined || found.rate === null ? undefined : found
}

/** In percent, with Wilson's interval. */
export function shareOf({ afraid, asked }: Pick<Place, 'afraid' | 'asked'>): Compared['share'] {
  const found = afraid === null || !asked ? undefined : proportion(afraid, asked, { multiplier: 100 })
  return found === undefined || found.value === null ? undefined : found
}

function standings(tests: readonly (Test | undefined)[]): Standing[] {
  const adjusted = bh(tests.map(test => test?.p ?? null))
  return tests.map((test, i) => {
    const q = adjusted[i] ?? null
    if (!test || q === null) return 'not known'
    return q > fdr ? 'not distinguishable' : test.isHigher ? 'higher' : 'lower'
  })
}

const others = <T>(places: readonly Place[], at: number, of: (place: Place) => T | undefined): T[] =>
  places.flatMap((place, i) => (i === at ? [] : (of(place) ?? [])))

const sumOf = (pairs: readonly Pair[]): Pair => ({
  x: pairs.reduce((sum, one) => sum + one.x, 0),
  n: pairs.reduce((sum, one) => sum + one.n, 0),
})

interface Pair {
  x: number
  n: number
}

const answersOf = ({ afraid, asked }: Place): Pair | undefined =>
  afraid === null || !asked ? undefined : { x: afraid, n: asked }
const eventsOf = ({ count, residents }: Place): Pair | undefined =>
  count === null || !residents ? undefined : { x: count, n: residents }

/** The place and the rest of the city, which does not hold it. */
function against(
  places: readonly Place[],
  at: number,
  of: (place: Place) => Pair | undefined,
): { one: Pair; rest: Pair } | undefined {
  const place = places[at]
  const one = place && of(place)
  const rest = sumOf(others(places, at, of))
  return one && rest.n > 0 ? { one, rest } : undefined
}

function fearOf(places: readonly Place[], at: number): Test | undefined {
  const found = against(places, at, answersOf)
  if (!found) return undefined
  const { fisherP, difference } = compareProportions(found.one, found.rest)
  return { p: fisherP, isHigher: difference > 0 }
}

/** How many times as much the places' rates differ as chance would make them: ordinary differences between places are no sign. */
export function spreadOf(places: readonly Place[]): number {
  const known = places.flatMap(place => eventsOf(place) ?? [])
  const all = sumOf(known)
  if (all.x === 0) return 1
  return spreadDispersion(
    known.map(one => one.x),
    known.map(one => (all.x * one.n) / all.n),
  )
}

function violenceOf(places: readonly Place[], at: number, dispersion: number): Test | undefined {
  const found = against(places, at, eventsOf)
  if (!found) return undefined
  const { one, rest } = found
  const { p, ratio } = rateRatioTest({ x1: one.x, n1: one.n, x2: rest.x, n2: rest.n }, { dispersion })
  return { p, isHigher: (ratio ?? 1) > 1 }
}

/** Places to reassure, where fear is surely higher and violence surely lower; and those where it is only not surely higher. */
export function apart(places: readonly Compared[]): { sure: Compared[]; open: Compared[] } {
  const afraid = places.filter(place => place.fear === 'higher')
  return {
    sure: afraid.filter(place => place.violence === 'lower'),
    open: afraid.filter(place => place.violence === 'not distinguishable'),
  }
}
