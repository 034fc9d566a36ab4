// Runs off the web thread: plain data in, plain data out.
import { crudeRate, type Inequality, quantiles, slopeIndex, spearman } from '../../../lib/stats/index.ts'

export interface Place {
  count: number
  residents: number
  /** How deprived: higher is more. */
  score: number
}

export interface Question {
  places: Place[]
  /** Length of the period: rates are for a year. */
  months: number
  per: number
  draws: number
  seed: number
}

export interface Group {
  places: number
  count: number
  residents: number
  /** Per `per` residents a year, with its 95 % limits. */
  rate: number
  lower: number
  upper: number
  /** Scores of its least and most deprived place. */
  from: number
  to: number
}

export interface Answer {
  /** From the most deprived. */
  groups: Group[]
  inequality: Inequality
  /** Rank correlation of the places' counts, and of their rates, with their scores; null where either does not vary. */
  ofCounts: number | null
  ofRates: number | null
}

/** Under this many events in a group its rate says little, and a small number could be worked out from it. */
export const fewestEvents = 10
/** Tenths, else fifths, else thirds: with the fewest places that each asks for. */
const ways = [
  { groups: 10, fewest: 50 },
  { groups: 5, fewest: 25 },
  { groups: 3, fewest: 9 },
]

/** Rates from the most to the least deprived; undefined where there are too few places or events for even three groups. */
export function slope({ places, months, per, draws, seed }: Question): Answer | undefined {
  for (const { groups: wanted, fewest } of ways) {
    if (places.length < fewest) continue
    const groups = groupsOf(places, wanted, months / 12, per)
    if (groups.length < wanted || groups.some(group => group.count < fewestEvents)) continue
    const given = groups.map(({ residents, rate, lower, upper }) => ({
      population: residents,
      value: rate,
      lower95: lower,
      upper95: upper,
    }))
    // Turned round, so that more where people are more deprived reads as more than none.
    const inequality = slopeIndex(given, { multiplier: -1, kind: 'rate', draws, seed })
    const scores = places.map(place => place.score)
    return {
      groups,
      inequality,
      ofCounts: spearman(
        places.map(place => place.count),
        scores,
      ),
      ofRates: spearman(
        places.map(place => place.count / place.residents),
        scores,
      ),
    }
  }
  return undefined
}

function groupsOf(places: readonly Place[], wanted: number, years: number, per: number): Group[] {
  const marks = quantiles(
    places.map(place => place.score),
    { groups: wanted, highestFirst: true },
  )
  const grouped = Array.from({ length: wanted }, (_, i) => places.filter((_, at) => marks[at] === i + 1))
  return grouped.flatMap(members => (members.length === 0 ? [] : [groupOf(members, years, per)]))
}

function groupOf(members: readonly Place[], years: number, per: number): Group {
  const count = members.reduce((sum, place) => sum + place.count, 0)
  const residents = members.reduce((sum, place) => sum + place.residents, 0)
  const found = crudeRate(count, residents * years, { multiplier: per })
  const scores = members.map(place => place.score)
  return {
    places: members.length,
    count,
    residents,
    rate: found.rate ?? 0,
    lower: found.lower ?? 0,
    upper: found.upper ?? 0,
    from: Math.min(...scores),
    to: Math.max(...scores),
  }
}
