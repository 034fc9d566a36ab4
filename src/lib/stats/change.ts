import { bh } from './multiple.ts'
import { pnormTwoSided } from './normal.ts'
import { needCount, needSameLength } from './refuse.ts'

type Counts = readonly (number | null)[]
type Figures = (number | null)[]

export type Change = {
  /** 2(√after − √before). */
  z: Figures
  p: Figures
  /** P-values with the false discovery rate held across the places. */
  pBh: Figures
  /** All the after over all the before; null when nothing happened before. */
  overallRatio: number | null
  /** Distance from the city's change in standard errors of the before count; null when before is 0. */
  zRelative: Figures
  /** Null when before is 0: a percentage of nothing is not a number. */
  percentChange: Figures
}

/**
 * Place-by-place change between two equally long periods: a quick screen for a map or a list.
 * A place missing either count is null throughout and counts towards nothing.
 *
 * Screening only. z treats the before count as if it were known exactly, so its p is too small: where nothing but chance
 * is at work it falls below 0.05 about one time in six. Marks on places come from `rateRatioTest`.
 * Source: Wheeler (2016), "Tables and graphs for monitoring temporal crime trends"; ptools `pois_contour`.
 */
export function changeBeforeAfter(before: Counts, after: Counts): Change {
  needSameLength('changeBeforeAfter', before, after)
  const pairs = before.map((was, index) => pair(was, after[index] ?? null))
  const known = pairs.filter(both => both !== null)
  const total = known.reduce((sum, { was }) => sum + was, 0)
  const overallRatio = total > 0 ? known.reduce((sum, { is }) => sum + is, 0) / total : null
  const figure = (work: (was: number, is: number) => number | null) =>
    pairs.map(both => (both ? work(both.was, both.is) : null))
  const z = figure((was, is) => 2 * (Math.sqrt(is) - Math.sqrt(was)))
  const p = z.map(value => (value === null ? null : pnormTwoSided(value)))
  const zRelative = figure((was, is) =>
    was && overallRatio ? (is - was * overallRatio) / (overallRatio * Math.sqrt(was)) : null,
  )
  const percentChange = figure((was, is) => (was ? (100 * (is - was)) / was : null))
  return { z, p, pBh: bh(p), overallRatio, zRelative, percentChange }
}

function pair(was: number | null, is: number | null): { was: number; is: number } | null {
  if (was !== null) needCount('changeBeforeAfter', 'before', was)
  if (is !== null) needCount('changeBeforeAfter', 'after', is)
  return was === null || is === null ? null : { was, is }
}
