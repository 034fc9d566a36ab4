import { needCount, needNumber } from './refuse.ts'

/**
 * Quantile (1 to `groups`) of each value among its fellows, by the Fingertips rule: floor(Q + 1 − ceil((N + 1 − rank) / (N / Q))),
 * tied values taking the best (lowest) rank. `highestFirst` puts the highest value in quantile 1, as for deprivation scores.
 * Fewer values than groups: all null. Null in, null out, and not counted.
 * Source: `phe_quantile` in PHEindicatormethods. The division is done on whole numbers, so 7 groups of 17 do not round astray.
 */
export function quantiles(
  values: readonly (number | null)[],
  { groups = 10, highestFirst = true }: { groups?: number; highestFirst?: boolean } = {},
): (number | null)[] {
  needCount('quantiles', 'groups', groups)
  if (groups < 2) throw new RangeError(`quantiles: groups must be two or more, not ${groups}`)
  const known = values.filter(value => value !== null)
  for (const value of known) needNumber('quantiles', 'a value', value)
  if (known.length < groups) return values.map(() => null)
  const rankOf = ranks(known, highestFirst)
  const total = known.length
  return values.map(value => {
    const rank = value === null ? undefined : rankOf.get(value)
    return rank === undefined ? null : groups + 1 - Math.ceil(((total + 1 - rank) * groups) / total)
  })
}

/** Lowest rank of each distinct value, from 1. */
function ranks(known: readonly number[], highestFirst: boolean): Map<number, number> {
  const sorted = Float64Array.from(known).sort()
  if (highestFirst) sorted.reverse()
  const first = new Map<number, number>()
  sorted.forEach((value, index) => {
    if (!first.has(value)) first.set(value, index + 1)
  })
  return first
}
