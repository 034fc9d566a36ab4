import { needCount } from './refuse.ts'

export type Concentration = {
  total: number
  places: number
  placesWithEvents: number
  /** All null when nothing happened. */
  gini: number | null
  /** Times places/(places − 1), so that all events in one place read 1; null with one place. */
  giniUnbiased: number | null
  /** Against the most even spread that whole events allow: 0 when no place has two while another has none. */
  giniGeneralised: number | null
  /** Times m/(m − 1), m the smaller of places and events; null when that is 1. */
  giniGeneralisedUnbiased: number | null
}

/**
 * How unequally events are spread over places: the Gini index and, for fewer events than places, the generalised Gini.
 * Places without events count as places. Plain Gini and "x % in y % of places" are high by sparseness alone: always show
 * `chanceConcentration` beside them.
 * Source: Bernasco and Steenbeek (2017), "More places than crimes"; `lorenzgini`.
 */
export function concentration(counts: readonly number[]): Concentration {
  const sorted = descending('concentration', counts)
  const places = sorted.length
  const total = sorted.reduce((sum, count) => sum + count, 0)
  const placesWithEvents = sorted.filter(count => count > 0).length
  const base = { total, places, placesWithEvents }
  if (total === 0)
    return { ...base, gini: null, giniUnbiased: null, giniGeneralised: null, giniGeneralisedUnbiased: null }
  const { gini, giniGeneralised } = ginisOf(sorted, total)
  const most = Math.min(places, total)
  return {
    ...base,
    gini,
    giniUnbiased: places === 1 ? null : (gini * places) / (places - 1),
    giniGeneralised,
    giniGeneralisedUnbiased: most === 1 ? null : (giniGeneralised * most) / (most - 1),
  }
}

/** Gini and generalised Gini of counts, highest first, that add up to `total`, more than none. */
export function ginisOf(sorted: ArrayLike<number>, total: number): { gini: number; giniGeneralised: number } {
  const places = sorted.length
  let sum = 0
  for (let i = 0; i < places; i++) sum += (places - 1 - 2 * i) * (sorted[i] ?? 0)
  const gini = sum / (places * total)
  return { gini, giniGeneralised: Math.max(1, places / total) * (gini - 1) + 1 }
}

export type TopShare = { shareOfPlaces: number; places: number; shareOfEvents: number | null }

/** Share of events in the top `shareOfPlaces` (rounded up to whole places); null when nothing happened. Ties change nothing. */
export function topShare(counts: readonly number[], shareOfPlaces: number): TopShare {
  needShare('topShare', shareOfPlaces)
  const sorted = descending('topShare', counts)
  const places = placesIn(shareOfPlaces, sorted.length)
  return { shareOfPlaces, places, shareOfEvents: shareOfTop(sorted, places) }
}

/** Places that make up a share of so many, rounded up; at least one where there are any. */
export const placesIn = (share: number, places: number): number => Math.min(places, Math.ceil(share * places - 1e-9))

export function shareOfTop(sorted: ArrayLike<number>, places: number): number | null {
  let [top, total] = [0, 0]
  for (let i = 0; i < sorted.length; i++) {
    total += sorted[i] ?? 0
    if (i < places) top += sorted[i] ?? 0
  }
  return total === 0 ? null : top / total
}

export type PlacesNeeded = {
  shareOfEvents: number
  wholePlaces: number
  wholeShareOfPlaces: number
  /** Taking only the part of the last place that is needed. */
  interpolatedShareOfPlaces: number
}

/** The fewest places that hold `shareOfEvents` of the events; null when nothing happened. */
export function placesNeeded(counts: readonly number[], shareOfEvents: number): PlacesNeeded | null {
  needShare('placesNeeded', shareOfEvents)
  return neededOf(descending('placesNeeded', counts), shareOfEvents)
}

export function neededOf(sorted: ArrayLike<number>, shareOfEvents: number): PlacesNeeded | null {
  let total = 0
  for (let i = 0; i < sorted.length; i++) total += sorted[i] ?? 0
  if (total === 0) return null
  const goal = shareOfEvents * total
  let [held, whole] = [0, 0]
  while (held + (sorted[whole] ?? 0) < goal - 1e-9) held += sorted[whole++] ?? 0
  const part = (goal - held) / (sorted[whole] ?? 1)
  return {
    shareOfEvents,
    wholePlaces: whole + 1,
    wholeShareOfPlaces: (whole + 1) / sorted.length,
    interpolatedShareOfPlaces: (whole + Math.min(1, part)) / sorted.length,
  }
}

function descending(name: string, counts: readonly number[]): Float64Array {
  if (counts.length === 0) throw new RangeError(`${name}: there must be at least one place, not 0`)
  for (const count of counts) needCount(name, 'a count', count)
  return Float64Array.from(counts).sort().reverse()
}

function needShare(name: string, share: number): void {
  if (!(share > 0 && share <= 1)) throw new RangeError(`${name}: a share must be above 0 and up to 1, not ${share}`)
}
