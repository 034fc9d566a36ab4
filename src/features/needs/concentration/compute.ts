// Runs off the web thread: plain data in, plain data out.
import {
  type ChanceCurve,
  type Concentration,
  chanceCurve,
  concentration,
  deprivationOverlay,
  type Overlay,
  type PlacesNeeded,
  phyperUpper,
  placesNeeded,
  ranksTopShare,
  topShare,
} from '../../../lib/stats/index.ts'

/** Which places are the top: a share of all, fullest first, or all that had any event. */
export type Top = number | 'any'

export interface Question {
  counts: number[]
  /** Each place's share of chance; null where every place is as likely. */
  weights: number[] | null
  top: Top
  /** Counts of the same places year by year, oldest first. */
  years: number[][]
  /** How deprived each place is, where that is known. */
  scores: (number | null)[]
  draws: number
  seed: number
}

export interface Stay {
  /** Places in the top in this year, and of those in the top in the next one and in every year up to the last. */
  top: number
  next: number | null
  /** By chance, had the two years nothing to do with one another. */
  byChance: number | null
  p: number | null
  always: number
}

export interface Answer {
  spread: Concentration
  top: { places: number; events: number }
  /** The places of the curve, in the order of `chance.shares`; the top is the first of them. */
  tops: number[]
  chance: ChanceCurve
  half: PlacesNeeded | null
  /** Position of each place that is surely in the top: places tied at its edge are all in or all out. */
  members: number[]
  stays: Stay[]
  overlay: Overlay | null
}

/** How concentrated, against chance; undefined when nothing happened. */
export function concentrate({ counts, weights, top, years, scores, draws, seed }: Question): Answer | undefined {
  const spread = concentration(counts)
  if (spread.total === 0) return undefined
  const places = top === 'any' ? spread.placesWithEvents : topShare(counts, top).places
  const tops = [places, ...gridOf(counts.length)]
  const chance = chanceCurve(counts, { tops, weights: weights ?? undefined, seed, draws })
  const members = membersOf(counts, top)
  return {
    spread,
    top: { places, events: Math.round((chance.shares[0]?.observed ?? 0) * spread.total) },
    tops,
    chance,
    half: placesNeeded(counts, 0.5),
    members,
    stays: staysOf(
      years.map(year => membersOf(year, top)),
      counts.length,
    ),
    overlay: overlayOf(counts, members, scores),
  }
}

/** Fifty points of the curve, or every place where there are fewer. */
const gridOf = (places: number): number[] => [
  ...new Set(Array.from({ length: 50 }, (_, i) => Math.ceil(((i + 1) * places) / 50))),
]

/** Positions of the places in the top; none where a tie runs across its edge from the very first. */
export function membersOf(counts: readonly number[], top: Top): number[] {
  if (top === 'any') return counts.flatMap((count, i) => (count > 0 ? [i] : []))
  if (counts.every(count => count === 0)) return []
  const { places } = topShare(counts, top)
  const marks = ranksTopShare(counts, places / counts.length)
  return counts.flatMap((count, i) => (marks[i] && count > 0 ? [i] : []))
}

/** How many of each year's top are there again the year after. */
function staysOf(years: readonly number[][], places: number): Stay[] {
  const last = years.length - 1
  return years.map((members, year) => {
    const now = new Set(members)
    const next = years[year + 1]
    const both = next?.filter(place => now.has(place)).length ?? null
    const always = members.filter(place => years.slice(year, last + 1).every(each => each.includes(place))).length
    if (!next || both === null) return { top: now.size, next: null, byChance: null, p: null, always }
    const p = phyperUpper(both - 1, next.length, places - next.length, now.size)
    return { top: now.size, next: both, byChance: (now.size * next.length) / places, p, always }
  })
}

/** Whether the top places are also the most deprived fifth, of the places whose deprivation is known. */
function overlayOf(
  counts: readonly number[],
  members: readonly number[],
  scores: readonly (number | null)[],
): Overlay | null {
  const known = counts.flatMap((count, i) => {
    const score = scores[i] ?? null
    return score === null ? [] : [{ count, score, i }]
  })
  const top = new Set(members)
  const high = known.filter(({ i }) => top.has(i)).length
  if (known.length < 10 || high === 0 || high === known.length) return null
  return deprivationOverlay(
    known.map(({ count }) => count),
    known.map(({ score }) => score),
    { topViolence: high / known.length, topDeprivation: 0.2 },
  )
}
