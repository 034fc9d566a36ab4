import { needCount, needNotNegative, needPositive } from './refuse.ts'

/** A place: what was predicted for it, what then happened, and its area (any one unit). */
export type Predicted = { predicted: number; observed: number; area: number }

export type Accuracy = {
  top: number
  shareOfArea: number
  /** Null throughout when nothing happened. */
  shareOfEvents: number | null
  /** Predictive accuracy index: share of events over share of area; 1 is no better than chance. */
  pai: number | null
  /** Predictive efficiency index: that over the best any list of as many places could have had. */
  pei: number | null
}

/**
 * How good was a ranked list of hot spots? The top places by predicted density, scored on what happened afterwards. Of two as
 * dense, the one where less happened comes first, so that ties flatter nobody.
 *
 * Judge on later events, never on those the list was made from. Few places score a high PAI easily: compare lists of one size.
 * It scores places, and says nothing about what patrols or help there did.
 * Source: Chainey, Tompson and Uhlig (2008); Hunt (2016); `pai` in ptools.
 */
export function hotspotAccuracy(places: readonly Predicted[], tops: readonly number[]): Accuracy[] {
  places.forEach(check)
  const [area, events] = [sumOf(places, 'area'), sumOf(places, 'observed')]
  const ranked = byDensity(places, 'predicted')
  const best = byDensity(places, 'observed')
  return tops.map(top => {
    needCount('hotspotAccuracy', 'a top', top)
    if (top < 1 || top > places.length)
      throw new RangeError(
        `hotspotAccuracy: a top must be from 1 to the number of places (${places.length}), not ${top}`,
      )
    const shareOfArea = sumOf(ranked.slice(0, top), 'area') / area
    if (events === 0) return { top, shareOfArea, shareOfEvents: null, pai: null, pei: null }
    const index = (list: readonly Predicted[]) =>
      sumOf(list.slice(0, top), 'observed') / events / (sumOf(list.slice(0, top), 'area') / area)
    const pai = index(ranked)
    return { top, shareOfArea, shareOfEvents: pai * shareOfArea, pai, pei: pai / index(best) }
  })
}

const sumOf = (places: readonly Predicted[], key: keyof Predicted): number =>
  places.reduce((sum, place) => sum + place[key], 0)

const byDensity = (places: readonly Predicted[], key: 'predicted' | 'observed'): Predicted[] =>
  [...places].sort((a, b) => b[key] / b.area - a[key] / a.area || a.observed - b.observed)

function check({ predicted, observed, area }: Predicted): void {
  needNotNegative('hotspotAccuracy', 'predicted', predicted)
  needCount('hotspotAccuracy', 'observed', observed)
  needPositive('hotspotAccuracy', 'area', area)
}
