// Who must be held to years besides, so that months cannot be worked back from years of none (docs/methods/small-numbers.md). Pure.
import { sum } from '../../evidence/index.ts'

/** One place of a family in one measure. */
export interface Held {
  /** Its months, the last of them ending a year that is shown. */
  months: readonly (number | null)[]
  /** Held to years already. */
  isHeld: boolean
  /** Counts of it protect others: shown to the reader, but not whatever they are. */
  protects: boolean
}

/** Whole years, newest first. */
const yearsOf = (months: readonly (number | null)[]): (number | null)[] =>
  Array.from({ length: Math.floor(months.length / 12) }, (_, back) => {
    const end = months.length - 12 * back
    return sum(months.slice(end - 12, end), 12)
  })

/**
 * The places to hold to years besides, by their order. A year of none is shown as 0 and says that each of its months was none. So in each year
 * two of those held must have had some: else the family's months less those shown are the one's. The smallest of that year joins, ties together.
 */
export function joining(family: readonly Held[]): number[] {
  const years = family.map(({ months }) => yearsOf(months))
  const found = new Set<number>()
  for (const back of years.reduce((most, list) => (list.length > most.length ? list : most), []).keys()) {
    const some = family.flatMap((one, i) => ((years[i]?.[back] ?? 0) > 0 && one.protects ? [i] : []))
    if (some.filter(i => family[i]?.isHeld).length !== 1) continue
    const open = some.filter(i => !family[i]?.isHeld)
    const least = Math.min(...open.map(i => years[i]?.[back] ?? 0))
    for (const i of open) if (years[i]?.[back] === least) found.add(i)
  }
  return [...found]
}
