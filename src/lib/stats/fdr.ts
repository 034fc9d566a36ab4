import { needLevel, needProbability } from './refuse.ts'

export type FdrCutoff = {
  tests: number
  /** P-values that pass. */
  rejections: number
  /** The largest p that passes; null when none does. */
  cutoff: number | null
  /** The height of the line where it was met: alpha × rejections / tests, or alpha / tests when nothing passes. */
  line: number | null
  /** With this many permutations or fewer nothing on its own could pass: the floor 1/(R + 1) lies above alpha / tests. */
  permutationsNeeded: number
}

/**
 * The p below which places on a map may be marked with the false discovery rate held at `alpha` (Benjamini-Hochberg).
 * Nulls are not tests. Mark by `p <= cutoff`; when cutoff is null mark nothing.
 *
 * A permutation p is never under 1/(R + 1): with 999 permutations and 5,000 places fewer than 100 true hot spots can never
 * pass at 5 %. `permutationsNeeded` says how many permutations one lone place would take. Exact or analytic p have no floor.
 * Source: Benjamini and Hochberg (1995); `fdr` in esda for the line, which we do not use to mark.
 */
export function fdrCutoff(p: readonly (number | null)[], alpha = 0.05): FdrCutoff {
  needLevel('fdrCutoff', alpha)
  const known = p.filter(value => value !== null)
  for (const value of known) needProbability('fdrCutoff', value)
  const sorted = Float64Array.from(known).sort()
  const tests = sorted.length
  let rejections = 0
  sorted.forEach((value, index) => {
    if (value <= (alpha * (index + 1)) / tests) rejections = index + 1
  })
  return {
    tests,
    rejections,
    cutoff: rejections === 0 ? null : (sorted[rejections - 1] ?? null),
    line: tests === 0 ? null : (alpha * Math.max(1, rejections)) / tests,
    permutationsNeeded: tests === 0 ? 0 : Math.ceil(tests / alpha - 1e-9) - 1,
  }
}
