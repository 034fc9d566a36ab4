/**
 * Exact inference on a share: x of n where chance would give p0. The engine of the rate ratio tests.
 * `q0` is 1 − p0, passed so that a share very near 1 is not rounded.
 */
import { betaTails, logBinomial, qbetaLogOdds } from './beta.ts'

/**
 * Two-sided exact p by "no more likely than the one observed", as R's `binom.test`: the tail the observation is in, plus
 * every outcome on the other side at most as probable (ties judged with R's relative slack of 1e-7).
 * Beyond its mode the distribution only falls, so the edge of the other side is found by halving: n may be millions.
 */
export function binomialP(x: number, n: number, p0: number, q0: number): number {
  const mean = n * p0
  if (n === 0 || x === mean) return 1
  const bar = logBinomial(x, n, p0, q0) + Math.log1p(1e-7)
  const rare = (i: number) => logBinomial(i, n, p0, q0) <= bar
  if (x < mean) {
    const edge = firstTrue(Math.ceil(mean), n + 1, rare)
    return Math.min(1, upTo(x, n, p0, q0) + from(edge, n, p0, q0))
  }
  const edge = firstTrue(0, Math.floor(mean) + 1, i => !rare(i))
  return Math.min(1, upTo(edge - 1, n, p0, q0) + from(x, n, p0, q0))
}

/** Twice the smaller tail, counting half of the observation itself (Lancaster 1961); never above 1. */
export function binomialMidP(x: number, n: number, p0: number, q0: number): number {
  const half = Math.exp(logBinomial(x, n, p0, q0)) / 2
  const below = upTo(x - 1, n, p0, q0) + half
  const above = from(x + 1, n, p0, q0) + half
  return Math.min(1, 2 * Math.min(below, above))
}

/** P(X ≤ x). */
export const upTo = (x: number, n: number, p: number, q: number): number =>
  x < 0 ? 0 : x >= n ? 1 : betaTails(n - x, x + 1, q, p)[0]

/** P(X ≥ x). */
export const from = (x: number, n: number, p: number, q: number): number =>
  x <= 0 ? 1 : x > n ? 0 : betaTails(x, n - x + 1, p, q)[0]

/** Clopper and Pearson's exact limits for the odds x : n − x, with `tail` outside at each end. */
export function exactOdds(x: number, n: number, tail: number): [lower: number, upper: number] {
  const lower = x === 0 ? 0 : Math.exp(qbetaLogOdds(tail, x, n - x + 1))
  const upper = x === n ? Number.POSITIVE_INFINITY : Math.exp(-qbetaLogOdds(tail, n - x, x + 1))
  return [lower, upper]
}

/** The smallest whole number from `low` to `high` for which `test` holds, given that it holds at and after some point. */
function firstTrue(low: number, high: number, test: (i: number) => boolean): number {
  let bottom = low
  let top = high
  while (bottom < top) {
    const middle = Math.floor((bottom + top) / 2)
    if (test(middle)) top = middle
    else bottom = middle + 1
  }
  return bottom
}
