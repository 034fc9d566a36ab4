import { needCount, needPositive, needSameLength } from './refuse.ts'
import { winsorised } from './sorted.ts'

export type FunnelOverdispersion = {
  /** 2(√observed − √expected): about standard normal where only Poisson chance is at work. */
  z: number[]
  /** What the lowest and highest z were drawn in to before phi was taken. */
  winsorLimits: [low: number, high: number]
  /** Mean square of the drawn-in z. */
  phi: number
  /** Between-place variance on the square-root scale; 0 when the places differ no more than chance. */
  tau2: number
  /** z with tau2 added to its variance: compare with 1.96 and 3.09. */
  zAdjusted: number[]
  overdispersed: boolean
}

/** With fewer places than this the spread between places cannot be told from chance, and tau2 stays 0. */
const FEWEST_PLACES = 10

/**
 * Over-dispersion of a funnel plot of standardised ratios: how much places differ beyond Poisson chance, and each place's z
 * with that allowed for. `winsorise` of the z are drawn in at each end so that true outliers do not widen the funnel.
 *
 * It treats ordinary differences between places as noise: the funnel then shows who stands out among its fellows, not who
 * differs from the average. Phi is Spiegelhalter's, without the correction for drawing in that `estimateDispersion` makes.
 * Refuses an expected count of zero or less.
 * Source: Spiegelhalter (2005), "Funnel plots"; (2012), "Statistical methods for healthcare regulation", additive model.
 */
export function funnelOverdispersion(
  observed: readonly number[],
  expected: readonly number[],
  winsorise = 0.1,
): FunnelOverdispersion {
  needSameLength('funnelOverdispersion', observed, expected)
  for (const count of observed) needCount('funnelOverdispersion', 'observed', count)
  for (const count of expected) needPositive('funnelOverdispersion', 'expected', count)
  if (!(winsorise >= 0 && winsorise < 0.5))
    throw new RangeError(`funnelOverdispersion: winsorise must be from 0 to under 0.5, not ${winsorise}`)
  const z = observed.map((count, i) => 2 * (Math.sqrt(count) - Math.sqrt(expected[i] ?? 0)))
  const drawnIn = winsorised(z, winsorise)
  const phi = z.length === 0 ? 1 : drawnIn.values.reduce((sum, value) => sum + value * value, 0) / z.length
  const tau2 = z.length < FEWEST_PLACES ? 0 : between(phi, expected)
  const zAdjusted = z.map((value, i) => value / Math.sqrt(1 + 4 * (expected[i] ?? 0) * tau2))
  return { z, winsorLimits: [drawnIn.low, drawnIn.high], phi, tau2, zAdjusted, overdispersed: tau2 > 0 }
}

/** Weights are the inverse variances of √(O/E): 4 × expected. */
function between(phi: number, expected: readonly number[]): number {
  const places = expected.length
  const weight = expected.reduce((sum, count) => sum + 4 * count, 0)
  const squares = expected.reduce((sum, count) => sum + (4 * count) ** 2, 0)
  return Math.max(0, (places * phi - (places - 1)) / (weight - squares / weight))
}
