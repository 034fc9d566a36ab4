// Harm of a place: its counts by category, weighed. Pure.
import { type Harm, harmTotal } from '../../../lib/stats/index.ts'

export interface Weighed {
  /** All events of the categories together, and null where one is not known. */
  count: number | null
  harm: Harm | undefined
  /** The share of the harm that a single event of the heaviest category carries. */
  heaviest: { at: number; share: number } | undefined
}

/** Under this many equally grave events normal limits are not shown (docs/methods/harm.md). */
export const fewest = 10
/** From this share on, one event decides the total, and the page says so. */
export const dominant = 0.1

export function weigh(
  counts: readonly (number | null)[],
  weights: readonly number[],
  residents: number | null,
): Weighed {
  const known = counts.filter(count => count !== null)
  if (known.length < counts.length || known.length === 0 || residents === null || residents <= 0)
    return { count: known.length === counts.length ? sumOf(known) : null, harm: undefined, heaviest: undefined }
  const harm = harmTotal(
    known.map((count, i) => ({ count, weight: weights[i] ?? 0 })),
    residents,
  )
  return { count: sumOf(known), harm, heaviest: heaviestOf(known, weights, harm.total) }
}

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)

function heaviestOf(counts: readonly number[], weights: readonly number[], total: number): Weighed['heaviest'] {
  const happened = weights.flatMap((weight, at) => ((counts[at] ?? 0) > 0 ? [{ at, weight }] : []))
  const [first] = happened.toSorted((a, b) => b.weight - a.weight)
  return first && total > 0 ? { at: first.at, share: first.weight / total } : undefined
}

export const isFirm = ({ harm }: Pick<Weighed, 'harm'>): boolean => (harm?.effectiveEvents ?? 0) >= fewest
export const isDominated = ({ heaviest }: Pick<Weighed, 'heaviest'>): boolean => (heaviest?.share ?? 0) >= dominant
