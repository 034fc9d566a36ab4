import { normal, seeded } from './random.ts'
import { quantileOf } from './sorted.ts'

/** The 95 % interval of a rate or proportion, where it is known. */
export type Drawn = { lower95?: number; upper95?: number }

/** What each quantile's figure is multiplied by to give the fitted line's two ends. */
export type Ends = { start: number[]; end: number[] }

type Options = {
  back: (value: number) => number
  multiplier: number
  confidence: number
  seed: number
  draws: number
}

/**
 * Limits of the slope and relative index by drawing every quantile's figure anew, `draws` times from `seed`, normal on its own
 * scale (`back` turns it back), and taking the middle of the answers.
 */
export function endsByChance(
  quantiles: readonly { middle: number; se: number }[],
  { start, end }: Ends,
  { back, multiplier, confidence, seed, draws }: Options,
) {
  const random = seeded(seed)
  const [slopes, ratios] = [new Float64Array(draws), new Float64Array(draws)]
  for (let draw = 0; draw < draws; draw++) {
    let [most, least] = [0, 0]
    for (let i = 0; i < quantiles.length; i++) {
      const { middle, se } = quantiles[i] ?? { middle: 0, se: 0 }
      const value = back(middle + se * normal(random))
      most += (start[i] ?? 0) * value
      least += (end[i] ?? 0) * value
    }
    slopes[draw] = (least - most) * multiplier
    ratios[draw] = multiplier < 0 ? most / least : least / most
  }
  const tail = (1 - confidence) / 2
  slopes.sort()
  ratios.sort()
  return {
    siiLower: quantileOf(slopes, tail),
    siiUpper: quantileOf(slopes, 1 - tail),
    riiLower: quantileOf(ratios, tail),
    riiUpper: quantileOf(ratios, 1 - tail),
  }
}
