import { pnormTwoSided, qnorm } from './normal.ts'
import { poissonRegression } from './poisson-regression.ts'
import { needCount, needLevel, needPositive, needSameLength } from './refuse.ts'

export type AnnualChange = {
  /** Average change a year, in percent; null throughout where nothing happened. */
  percent: number | null
  lower: number | null
  upper: number | null
  p: number | null
  /** Pearson dispersion as found, and as used: never under 1. */
  dispersion: number | null
  dispersionUsed: number | null
}

const NOTHING: AnnualChange = {
  percent: null,
  lower: null,
  upper: null,
  p: null,
  dispersion: null,
  dispersionUsed: null,
}

/**
 * Average annual percent change of a rate, from monthly (`periodsPerYear` 12) or annual (1) counts and populations.
 * Quasi-Poisson log-linear trend; with months, one yearly wave takes the season out. A missing period keeps its place in time
 * and is left out. Dispersion is floored at 1, so that luckily even counts do not narrow the interval.
 *
 * Refuses fewer than 24 months, fewer than 4 years, and a population of zero or less. It assumes one steady trend: look at the
 * chart first, and never run it across a break in recording.
 * Source: `glm(quasipoisson)` in R with offset log(population); normal limits, a little narrow with few years.
 */
export function annualPercentChange(
  counts: readonly (number | null)[],
  populations: readonly number[],
  { periodsPerYear, confidence = 0.95 }: { periodsPerYear: 1 | 12; confidence?: number },
): AnnualChange {
  const at = check(counts, populations, periodsPerYear, confidence)
  const known = at.map(index => counts[index] ?? 0)
  const rows = Float64Array.from(at.flatMap(index => termsOf(index, periodsPerYear)))
  const offset = at.map(index => Math.log(populations[index] ?? 1))
  const fit = poissonRegression(known, rows, { offset })
  if (!fit) return NOTHING
  const terms = fit.coefficients.length
  const dispersionUsed = Math.max(1, fit.dispersion)
  const slope = fit.coefficients[1] ?? 0
  const se = Math.sqrt((fit.covariance[terms + 1] ?? 0) * dispersionUsed)
  const reach = qnorm((1 + confidence) / 2) * se
  const percent = (change: number) => 100 * Math.expm1(change)
  return {
    percent: percent(slope),
    lower: percent(slope - reach),
    upper: percent(slope + reach),
    p: pnormTwoSided(slope / se),
    dispersion: fit.dispersion,
    dispersionUsed,
  }
}

/** Intercept, years since the start and, with months, one wave a year. */
function termsOf(index: number, periodsPerYear: number): number[] {
  const years = index / periodsPerYear
  const angle = 2 * Math.PI * years
  return periodsPerYear === 1 ? [1, years] : [1, years, Math.sin(angle), Math.cos(angle)]
}

/** The positions of the known counts. */
function check(counts: readonly (number | null)[], populations: readonly number[], perYear: number, level: number) {
  needLevel('annualPercentChange', level)
  needSameLength('annualPercentChange', counts, populations)
  for (const population of populations) needPositive('annualPercentChange', 'population', population)
  const at = counts.flatMap((count, index) => (count === null ? [] : [index]))
  for (const index of at) needCount('annualPercentChange', 'a count', counts[index] ?? 0)
  const fewest = perYear === 12 ? 24 : 4
  if (at.length < fewest)
    throw new RangeError(`annualPercentChange: there must be ${fewest} periods or more, not ${at.length}`)
  return at
}
