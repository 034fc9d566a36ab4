import { exactPoissonLimits } from './rate.ts'
import { rateRatioTest } from './rate-ratio.ts'
import { needCount, needLevel, needPositive } from './refuse.ts'

export type Group = { group: string; events: number; population: number }

export type GroupRate = {
  group: string
  rate: number
  /** Exact Poisson limits, whatever the count. */
  lower: number
  upper: number
  shareOfEvents: number | null
  shareOfPopulation: number
  /** Share of events over share of population: 1 is in proportion; null when nothing happened. */
  compositionIndex: number | null
}

export type GroupAgainst = GroupRate & {
  /** Against the reference group; null throughout where the reference has no events. */
  ratio: number | null
  ratioLower: number | null
  ratioUpper: number | null
  p: number | null
  difference: number
  /** Events beyond what the reference group's rate would give this group. */
  excessEvents: number
}

export type Disproportionality = { reference: GroupRate; others: GroupAgainst[] }

/**
 * Rates by group, each with exact limits, and against a reference group: ratio (exact limits and p), difference, excess.
 * Units: events, people; rates are per `multiplier`. A reference without events leaves no ratio; the difference stands.
 *
 * Small numbers are protected before this is called, not after. A difference between groups is not a cause: it holds what
 * people live in, what is recorded and how, and what residents the denominator counts. Show events whose group is not known
 * apart; never spread them. Refuses a group without residents and a reference that is not among the groups.
 * Source: Clopper and Pearson (1934); Garwood (1936); `poisson.test` in R.
 */
export function disproportionality(
  groups: readonly Group[],
  reference: string,
  { multiplier = 100_000, confidence = 0.95 }: { multiplier?: number; confidence?: number } = {},
): Disproportionality {
  needPositive('disproportionality', 'multiplier', multiplier)
  needLevel('disproportionality', confidence)
  for (const { events, population } of groups) {
    needCount('disproportionality', 'events', events)
    needPositive('disproportionality', 'population', population)
  }
  const base = groups.find(({ group }) => group === reference)
  if (!base) throw new RangeError(`disproportionality: the reference must be one of the groups, not ${reference}`)
  const rateOf = rates(groups, multiplier, confidence)
  const others = groups
    .filter(each => each !== base)
    .map(each => ({ ...rateOf(each), ...against(each, base, multiplier, confidence) }))
  return { reference: rateOf(base), others }
}

function rates(groups: readonly Group[], multiplier: number, confidence: number): (each: Group) => GroupRate {
  const events = groups.reduce((sum, each) => sum + each.events, 0)
  const people = groups.reduce((sum, each) => sum + each.population, 0)
  return each => {
    const per = multiplier / each.population
    const [lower, upper] = exactPoissonLimits(each.events, confidence)
    const shareOfEvents = events === 0 ? null : each.events / events
    const shareOfPopulation = each.population / people
    const compositionIndex = shareOfEvents === null ? null : shareOfEvents / shareOfPopulation
    const limits = { rate: each.events * per, lower: lower * per, upper: upper * per }
    return { group: each.group, ...limits, shareOfEvents, shareOfPopulation, compositionIndex }
  }
}

function against(each: Group, base: Group, multiplier: number, confidence: number) {
  const baseRate = base.events / base.population
  const difference = (each.events / each.population - baseRate) * multiplier
  const excessEvents = each.events - baseRate * each.population
  if (base.events === 0) return { ratio: null, ratioLower: null, ratioUpper: null, p: null, difference, excessEvents }
  const periods = { x1: each.events, n1: each.population, x2: base.events, n2: base.population }
  const { ratio, lower, upper, p } = rateRatioTest(periods, { confidence })
  return { ratio, ratioLower: lower, ratioUpper: upper, p, difference, excessEvents }
}
