// Runs off the web thread: plain data in, plain data out.
import { crudeRate, type Inequality, quantiles, rateRatioTest, slopeIndex, spearman } from '../../../lib/stats/index.ts'

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
  /** Per `per` residents a year, with its 95 % limits, widened by the dispersion. */
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
  /** How many times as much the places of a group differ as chance would make them, never under 1. */
  dispersion: number
  inequality: Inequality
  /** The most against the least deprived group; undefined where the least has no rate to divide by. */
  extremes: { ratio: number; lower: number; upper: number } | undefined
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
    const members = membersOf(places, wanted)
    const plain = members.map(group => groupOf(group, months / 12, per))
    if (plain.length < wanted || plain.some(group => group.count < fewestEvents)) continue
    const dispersion = spreadWithin(members)
    const groups = plain.map(group => widened(group, dispersion))
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
      dispersion,
      inequality,
      extremes: extremesOf(groups, dispersion),
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

/** From the most deprived; without groups that nobody fell in. */
function membersOf(places: readonly Place[], wanted: number): Place[][] {
  const marks = quantiles(
    places.map(place => place.score),
    { groups: wanted, highestFirst: true },
  )
  const grouped = Array.from({ length: wanted }, (_, i) => places.filter((_, at) => marks[at] === i + 1))
  return grouped.filter(members => members.length > 0)
}

/** Pearson's: the squared distance of places' counts from what the rate of their group makes of their residents (McCullagh and Nelder 4.5). */
function spreadWithin(groups: readonly Place[][]): number {
  const squares = groups.flatMap(members => {
    const rate = sum(members, place => place.count) / sum(members, place => place.residents)
    return members.map(({ count, residents }) => (count - rate * residents) ** 2 / (rate * residents))
  })
  const free = squares.length - groups.length
  return free > 0 ? Math.max(1, squares.reduce((total, one) => total + one, 0) / free) : 1
}

/** Limits as far off on a log scale, on which they are drawn, as the places differ beyond chance. */
function widened(group: Group, dispersion: number): Group {
  const { rate, lower, upper } = group
  const times = Math.sqrt(dispersion)
  return { ...group, lower: rate * (lower / rate) ** times, upper: rate * (upper / rate) ** times }
}

function extremesOf(groups: readonly Group[], dispersion: number): Answer['extremes'] {
  const [first, last] = [groups[0], groups.at(-1)]
  if (!first || !last) return undefined
  const periods = { x1: first.count, n1: first.residents, x2: last.count, n2: last.residents }
  const { ratio, lower, upper } = rateRatioTest(periods, { dispersion })
  return ratio === null ? undefined : { ratio, lower, upper }
}

const sum = (places: readonly Place[], of: (place: Place) => number): number =>
  places.reduce((total, place) => total + of(place), 0)

function groupOf(members: readonly Place[], years: number, per: number): Group {
  const count = sum(members, place => place.count)
  const residents = sum(members, place => place.residents)
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
