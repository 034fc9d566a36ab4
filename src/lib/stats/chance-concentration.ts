import { neededOf, placesIn, shareOfTop } from './concentration.ts'
import { integer, multinomial, type Random, seeded } from './random.ts'
import { needCount, needPositive } from './refuse.ts'
import { quantileOf } from './sorted.ts'

export type ChanceConcentration = {
  draws: number
  seed: number
  /** Mean share of events in the top places when events fall by chance, and the middle 95 % of draws. */
  meanShareOfEvents: number
  lower: number
  upper: number
  meanShareOfPlacesForHalf: number
  /** Of the draws, how many were at least as concentrated as `observed`, as (M + 1)/(draws + 1); null when none is given. */
  p: number | null
  /** `observed` less the mean: what concentration there is beyond chance ("marginal concentration"). */
  excess: number | null
}

/**
 * How concentrated would the same number of events be if they fell at random? Show it beside every "x % in y % of places":
 * 370 homicides thrown at 630 wards put about 45 % in the top 12 %.
 *
 * Random: `draws` seeded multinomial draws (the seed and number are in the answer). `weights` (residents, say) are each
 * place's share of chance; without them every place is as likely, and unequal places make that baseline too low.
 * `observed` is a share from `topShare` with the same `shareOfPlaces`.
 * Source: Bernasco and Steenbeek (2017); Chalfin, Kaplan and Cuellar (2021) for the excess.
 */
export function chanceConcentration(
  events: number,
  places: number | readonly number[],
  {
    shareOfPlaces,
    seed,
    draws = 2000,
    observed = null,
  }: { shareOfPlaces: number; seed: number; draws?: number; observed?: number | null },
): ChanceConcentration {
  needCount('chanceConcentration', 'events', events)
  needPositive('chanceConcentration', 'events', events)
  needCount('chanceConcentration', 'draws', draws)
  needPositive('chanceConcentration', 'draws', draws)
  if (!(shareOfPlaces > 0 && shareOfPlaces <= 1))
    throw new RangeError(`chanceConcentration: shareOfPlaces must be above 0 and up to 1, not ${shareOfPlaces}`)
  const random = seeded(seed)
  const shares = new Float64Array(draws)
  let half = 0
  for (let draw = 0; draw < draws; draw++) {
    const sorted = descending(thrown(random, events, places))
    shares[draw] = shareOfTop(sorted, placesIn(shareOfPlaces, sorted.length)) ?? 0
    half += neededOf(sorted, 0.5)?.wholeShareOfPlaces ?? 0
  }
  return { draws, seed, ...summary(shares, observed), meanShareOfPlacesForHalf: half / draws }
}

function summary(shares: Float64Array, observed: number | null) {
  shares.sort()
  const meanShareOfEvents = shares.reduce((sum, share) => sum + share, 0) / shares.length
  const asHigh = observed === null ? 0 : shares.filter(share => share >= observed - 1e-12).length
  return {
    meanShareOfEvents,
    lower: quantileOf(shares, 0.025),
    upper: quantileOf(shares, 0.975),
    p: observed === null ? null : (asHigh + 1) / (shares.length + 1),
    excess: observed === null ? null : observed - meanShareOfEvents,
  }
}

/** One throw of all events: place by place when weighted, event by event when every place is as likely. */
export function thrown(random: Random, events: number, places: number | readonly number[]): Int32Array {
  if (typeof places !== 'number') return multinomial(random, events, places)
  const counts = new Int32Array(places)
  for (let k = 0; k < events; k++) {
    const at = integer(random, places)
    counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

/** Highest first, by counting how many places have each count: draws are many and counts are small. */
export function descending(counts: Int32Array): Int32Array {
  const most = counts.reduce((top, count) => Math.max(top, count), 0)
  if (most > 4 * counts.length) return counts.sort().reverse()
  const places = new Int32Array(most + 1)
  for (const count of counts) places[count] = (places[count] ?? 0) + 1
  let end = 0
  for (let count = most; count >= 0; count--) {
    counts.fill(count, end, end + (places[count] ?? 0))
    end += places[count] ?? 0
  }
  return counts
}
