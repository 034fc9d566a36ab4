import { needCount, needPositive } from '../refuse.ts'

/** What stands in place of a count that is hidden. */
export type Shown = number | '*' | null
export type DisplayRule = 'nhs_hes' | 'suppress_1_to_4_round_5' | 'suppress_1_to_4'

/** To the nearest five. Whole counts never lie half-way. */
export const roundToFive = (count: number): number => Math.round(count / 5) * 5

/**
 * A count as a rule shows it. `nhs_hes`: below national level 1 to 7 hidden, others to the nearest 5 (NHS Digital, HES and ECDS disclosure
 * control, 2018); `suppress_1_to_4_round_5` and `suppress_1_to_4`: under 5 hidden. 0 is shown as it is; null stays null.
 */
export function display(count: number | null, rule: DisplayRule, national = false): Shown {
  if (count === null) return null
  needCount('display', 'count', count)
  if (rule === 'nhs_hes' && national) return count
  if (count > 0 && count <= (rule === 'nhs_hes' ? 7 : 4)) return '*'
  return rule === 'suppress_1_to_4' ? count : roundToFive(count)
}

/** A percentage from two counts as shown; hidden when either is, null where there is nothing to divide by. */
export function shownPercent(part: Shown, whole: Shown): Shown {
  if (part === '*' || whole === '*') return '*'
  return part === null || whole === null || whole === 0 ? null : (part / whole) * 100
}

/** ONS's practice for deaths: counts under 3 withheld, rates from 3 to 19 unreliable, standardised rates from 10. */
export const deathsFlags = (count: number) => ({
  countShown: count === 0 || count >= 3,
  rateShown: count >= 3,
  rateUnreliable: count >= 3 && count < 20,
  standardisedRateShown: count >= 10,
})

/** Counts of one up to `most` that a published rate, rounded to `decimals`, could have come from. */
export function countsBehindRate(
  rate: number,
  decimals: number,
  population: number,
  per: number,
  most: number,
): number[] {
  needPositive('countsBehindRate', 'population', population)
  const half = 0.5 / 10 ** decimals
  const candidates = Array.from({ length: most + 1 }, (_, count) => count)
  return candidates.filter(count => Math.abs((count / population) * per - rate) <= half + 1e-12)
}

/** Two releases of which one lies within the other: what is left between them, and whether that is a small count. */
export function differences(outer: readonly number[], inner: readonly number[], under: number) {
  const difference = outer.map((count, i) => count - (inner[i] ?? 0))
  return { difference, disclosive: difference.map(count => count > 0 && count < under) }
}
