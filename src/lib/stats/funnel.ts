import { pnorm, qnorm } from './normal.ts'
import { exactPoissonLimits } from './rate.ts'
import { needCount, needNotNegative, needPositive, needSameLength } from './refuse.ts'

/** The two lines of a funnel, as confidence levels: one place in 20 and one in 500 lies outside by chance. */
export const FUNNEL_LEVELS = { at95: 0.95, at998: 0.998 } as const

/** Where a place lies: outside the outer line, between the lines, or inside. Words, never good or bad. */
export type FunnelStanding = 'high998' | 'high95' | 'inside' | 'low95' | 'low998'

/** Expected events at which `observed` lies on the lower and on the upper line; null where no expected count would do. */
export type OnLine = { onLower: number | null; onUpper: number | null }

/**
 * Exact Poisson funnel limits in closed form: a place with `observed` events lies on the lower line when `onLower` were
 * expected, on the upper when `onUpper` were. No events can never be high.
 * Source: Spiegelhalter (2005); qchisq in R. PHEindicatormethods finds the same by bisection, to about 3e-4.
 */
export function poissonOnLine(observed: number, confidence: number = FUNNEL_LEVELS.at95): OnLine {
  needCount('poissonOnLine', 'observed', observed)
  const [lower, upper] = exactPoissonLimits(observed, confidence)
  return { onLower: upper, onUpper: observed === 0 ? null : lower }
}

/** Where a count stands against what was expected, by the same exact limits as the lines, so label and line agree. */
export function poissonStanding(observed: number, expected: number): FunnelStanding {
  needCount('poissonStanding', 'observed', observed)
  needNotNegative('poissonStanding', 'expected', expected)
  const [low998, high998] = exactPoissonLimits(observed, FUNNEL_LEVELS.at998)
  const [low95, high95] = exactPoissonLimits(observed, FUNNEL_LEVELS.at95)
  if (low998 > expected) return 'high998'
  if (high998 < expected) return 'low998'
  if (low95 > expected) return 'high95'
  return high95 < expected ? 'low95' : 'inside'
}

/** One point of each line of a rate funnel: for `events`, the population and rate at which they lie on it. */
export type RateLine = {
  events: number
  at95: { populationOnLower: number; rateOnLower: number; populationOnUpper: number | null; rateOnUpper: number | null }
  at998: RateLine['at95']
}

export type RateFunnel = { baseline: number; standing: FunnelStanding[]; lines: RateLine[] }

/**
 * Funnel plot of crude rates: the baseline is all events over all people, each place is judged against it, and the lines are
 * drawn through `events` (see `funnelAxis`). Refuses a place without residents and places without any event at all.
 */
export function rateFunnel(
  counts: readonly number[],
  populations: readonly number[],
  {
    multiplier = 100_000,
    events = funnelAxis(Math.max(1, ...counts)),
  }: { multiplier?: number; events?: readonly number[] } = {},
): RateFunnel {
  const average = overall('rateFunnel', counts, populations)
  const standing = counts.map((count, i) => poissonStanding(count, average * (populations[i] ?? 0)))
  const at = (count: number, confidence: number): RateLine['at95'] => {
    const { onLower, onUpper } = poissonOnLine(count, confidence)
    const populationOnLower = (onLower ?? 0) / average
    const populationOnUpper = onUpper === null ? null : onUpper / average
    const rateOnUpper = populationOnUpper === null ? null : (count / populationOnUpper) * multiplier
    return { populationOnLower, rateOnLower: (count / populationOnLower) * multiplier, populationOnUpper, rateOnUpper }
  }
  const lines = events.map(count => ({
    events: count,
    at95: at(count, FUNNEL_LEVELS.at95),
    at998: at(count, FUNNEL_LEVELS.at998),
  }))
  return { baseline: average * multiplier, standing, lines }
}

export type ProportionLine = {
  denominator: number
  lower95: number
  upper95: number
  lower998: number
  upper998: number
}

export type ProportionFunnel = { baseline: number; standing: FunnelStanding[]; lines: ProportionLine[] }

/**
 * Funnel plot of proportions by score limits, p ∓ z √(p(1 − p)/n), kept between none and all. Answers are times `multiplier`;
 * the lines run through `denominators`.
 * Source: Spiegelhalter (2005); `calculate_funnel_limits` in PHEindicatormethods.
 */
export function proportionFunnel(
  numerators: readonly number[],
  denominators: readonly number[],
  {
    multiplier = 100,
    at = funnelAxis(Math.max(1, ...denominators)),
  }: { multiplier?: number; at?: readonly number[] } = {},
): ProportionFunnel {
  const p = overall('proportionFunnel', numerators, denominators)
  numerators.forEach((x, i) => {
    if (x > (denominators[i] ?? 0)) throw new RangeError(`proportionFunnel: ${x} is more than its denominator`)
  })
  const spread = (n: number) => Math.sqrt((p * (1 - p)) / n)
  const [z95, z998] = [qnorm((1 + FUNNEL_LEVELS.at95) / 2), qnorm((1 + FUNNEL_LEVELS.at998) / 2)]
  const limit = (n: number, z: number) => Math.min(1, Math.max(0, p + z * spread(n))) * multiplier
  const lines = at.map(n => ({
    denominator: n,
    lower95: limit(n, -z95),
    upper95: limit(n, z95),
    lower998: limit(n, -z998),
    upper998: limit(n, z998),
  }))
  const standing = numerators.map((x, i) => standingOf(x / (denominators[i] ?? 1) - p, spread(denominators[i] ?? 1)))
  return { baseline: p * multiplier, standing, lines }
}

/** A distance from the baseline in standard errors, as a standing: also for over-dispersed z (`spread` 1). */
export function standingOf(distance: number, spread = 1): FunnelStanding {
  if (distance === 0 || spread === 0) return 'inside'
  const tail = pnorm(-Math.abs(distance / spread))
  const side = distance > 0 ? 'high' : 'low'
  if (tail < (1 - FUNNEL_LEVELS.at998) / 2) return `${side}998`
  return tail < (1 - FUNNEL_LEVELS.at95) / 2 ? `${side}95` : 'inside'
}

function overall(name: string, counts: readonly number[], sizes: readonly number[]): number {
  needSameLength(name, counts, sizes)
  for (const count of counts) needCount(name, 'a count', count)
  for (const size of sizes) needPositive(name, 'a population or denominator', size)
  const events = counts.reduce((sum, count) => sum + count, 0)
  needPositive(name, 'the number of events', events)
  return events / sizes.reduce((sum, size) => sum + size, 0)
}

/** A hundred whole numbers from 1 to `most`, each one more at least and evenly spread on a log scale, to draw a line through. */
export function funnelAxis(most: number, points = 100): number[] {
  needPositive('funnelAxis', 'most', most)
  const axis = [1]
  for (let left = points - 1; left > 0; left--) {
    const last = axis.at(-1) ?? 1
    axis.push(Math.max(last + 1, Math.round(last * (most / last) ** (1 / left))))
  }
  return axis
}
