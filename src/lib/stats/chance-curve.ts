import { descending, thrown } from './chance-concentration.ts'
import { ginisOf } from './concentration.ts'
import { type Random, seeded } from './random.ts'
import { needCount, needPositive, needSameLength } from './refuse.ts'
import { quantileOf } from './sorted.ts'

/** A figure as it is, and as chance makes it: the mean of the draws and the middle 95 % of them. */
export type AgainstChance = {
  observed: number
  mean: number
  lower: number
  upper: number
  /** (Draws at least as concentrated + 1)/(draws + 1). */
  p: number
}

export type ChanceCurve = {
  draws: number
  seed: number
  /** Share of events in the top places, for each number of places asked for. */
  shares: AgainstChance[]
  /** Places with any event; the fewer, the more concentrated. */
  placesWithEvents: AgainstChance
  gini: AgainstChance
  giniGeneralised: AgainstChance
}

/**
 * The whole concentration curve beside chance: the same number of events thrown at the same places `draws` times by `seed`, each throw
 * looked at from its fullest place down. `tops` are numbers of places. `weights` (residents, say) are each place's share of chance; without
 * them every place is as likely. `chanceConcentration` gives one point of it, for any share.
 * The band is for one point at a time: a curve may leave it somewhere by chance.
 * Source: Bernasco and Steenbeek (2017); Chalfin, Kaplan and Cuellar (2021).
 */
export function chanceCurve(
  counts: readonly number[],
  {
    tops,
    weights,
    seed,
    draws = 999,
  }: { tops: readonly number[]; weights?: readonly number[]; seed: number; draws?: number },
): ChanceCurve {
  for (const count of counts) needCount('chanceCurve', 'a count', count)
  for (const top of tops) needCount('chanceCurve', 'a number of places', top)
  needPositive('chanceCurve', 'draws', draws)
  if (weights) needSameLength('chanceCurve', counts, weights)
  const total = counts.reduce((sum, count) => sum + count, 0)
  needPositive('chanceCurve', 'events', total)
  const seen = looked(Float64Array.from(counts).sort().reverse(), total, tops)
  const random = seeded(seed)
  const chance = placesFor(counts.length, total, weights)
  const rows = Array.from({ length: draws }, () => looked(drawn(random, total, chance), total, tops))
  const against = (pick: (one: Looked) => number, few = false) => compared(pick(seen), rows.map(pick), few)
  return {
    draws,
    seed,
    shares: tops.map((_, i) => against(one => one.shares[i] ?? 0)),
    placesWithEvents: against(one => one.any, true),
    gini: against(one => one.gini),
    giniGeneralised: against(one => one.giniGeneralised),
  }
}

type Looked = { shares: Float64Array; any: number; gini: number; giniGeneralised: number }

/** Many events over few places are thrown place by place, which is the same chance in fewer steps. */
const placesFor = (places: number, total: number, weights: readonly number[] | undefined): number | readonly number[] =>
  weights ?? (total > 4 * places ? new Array<number>(places).fill(1) : places)

const drawn = (random: Random, total: number, places: number | readonly number[]): ArrayLike<number> =>
  descending(thrown(random, total, places))

/** One spread, highest first. */
function looked(sorted: ArrayLike<number>, total: number, tops: readonly number[]): Looked {
  const sums = new Float64Array(sorted.length + 1)
  let any = 0
  for (let i = 0; i < sorted.length; i++) {
    const count = sorted[i] ?? 0
    sums[i + 1] = (sums[i] ?? 0) + count
    if (count > 0) any++
  }
  const shares = Float64Array.from(tops, top => (sums[Math.min(top, sorted.length)] ?? 0) / total)
  return { shares, any, ...ginisOf(sorted, total) }
}

function compared(observed: number, values: readonly number[], few: boolean): AgainstChance {
  const sorted = Float64Array.from(values).sort()
  const asFar = sorted.filter(value => (few ? value <= observed + 1e-12 : value >= observed - 1e-12)).length
  return {
    observed,
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    lower: quantileOf(sorted, 0.025),
    upper: quantileOf(sorted, 0.975),
    p: (asFar + 1) / (sorted.length + 1),
  }
}
