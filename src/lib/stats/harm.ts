import { qnorm } from './normal.ts'
import { needCount, needLevel, needNotNegative, needPositive } from './refuse.ts'

/** One kind of offence: how many, and its weight (days of imprisonment at the starting point, say). */
export type Offence = { count: number; weight: number }

export type Harm = {
  total: number
  /** Standard error of the total: √Σ weight² × count, as for a sum of Poisson counts each times its weight. */
  se: number
  /** Per 1,000 people; the lower limit is never under 0. */
  rate: number
  lower: number
  upper: number
  /** Each kind's share of the harm; null when there is none. */
  shares: (number | null)[]
  /** How many equally harmful events would be as uncertain: print it. Null when there is no harm. */
  effectiveEvents: number | null
}

/**
 * Harm-weighted total and rate per 1,000 people. A few grave offences carry most of the weight, so its interval is far wider than
 * the count's: 2,664 offences may be worth 176. Weights come from a named, versioned index (Cambridge, ONS); none is shipped here.
 * A weight is a sentencing convention, not what was suffered. Normal limits: with under about 10 effective events do not show them.
 * Source: compound Poisson variance; Sherman, Neyroud and Neyroud (2016) for the Cambridge index.
 */
export function harmTotal(offences: readonly Offence[], population: number, confidence = 0.95): Harm {
  needLevel('harmTotal', confidence)
  needPositive('harmTotal', 'population', population)
  for (const { count, weight } of offences) {
    needCount('harmTotal', 'a count', count)
    needNotNegative('harmTotal', 'a weight', weight)
  }
  const total = offences.reduce((sum, { count, weight }) => sum + count * weight, 0)
  const variance = offences.reduce((sum, { count, weight }) => sum + count * weight * weight, 0)
  const se = Math.sqrt(variance)
  const [per, reach] = [1000 / population, qnorm((1 + confidence) / 2) * se]
  return {
    total,
    se,
    rate: total * per,
    lower: Math.max(0, total - reach) * per,
    upper: (total + reach) * per,
    shares: offences.map(({ count, weight }) => (total === 0 ? null : (count * weight) / total)),
    effectiveEvents: variance === 0 ? null : (total * total) / variance,
  }
}

export type WeightedEffect = { estimate: number; se: number; weight: number }

/** Estimates of several offences (changes in counts) added up by harm weight: sum, standard error, z and limits. */
export function combineByHarm(effects: readonly WeightedEffect[], confidence = 0.95) {
  needLevel('combineByHarm', confidence)
  for (const { se, weight } of effects) {
    needNotNegative('combineByHarm', 'a standard error', se)
    needNotNegative('combineByHarm', 'a weight', weight)
  }
  const estimate = effects.reduce((sum, each) => sum + each.weight * each.estimate, 0)
  const se = Math.sqrt(effects.reduce((sum, each) => sum + (each.weight * each.se) ** 2, 0))
  const reach = qnorm((1 + confidence) / 2) * se
  return { estimate, se, z: se === 0 ? null : estimate / se, lower: estimate - reach, upper: estimate + reach }
}
