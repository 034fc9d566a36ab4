/**
 * Counting distributions: Poisson, binomial, hypergeometric. Names and order of arguments as in R.
 * Source: Loader (2000) for the probabilities; Abramowitz and Stegun 26.4.21 and 26.5.24 for the sums.
 */
import { betaTails, logBinomial } from './beta.ts'
import { gammaTails, logPoisson } from './gamma.ts'
import { qnorm } from './normal.ts'
import { needCount, needNumber, needProbability } from './refuse.ts'

/** P(X = x) for a Poisson count with mean `lambda`. */
export function dpois(x: number, lambda: number): number {
  needCount('dpois', 'x', x)
  needMean('dpois', lambda)
  if (lambda === 0) return x === 0 ? 1 : 0
  return Math.exp(logPoisson(x, lambda))
}

/** P(X ≤ q). */
export const ppois = (q: number, lambda: number): number => poissonTails('ppois', q, lambda)[0]

/** P(X > q), precise far into the tail. */
export const ppoisUpper = (q: number, lambda: number): number => poissonTails('ppoisUpper', q, lambda)[1]

function poissonTails(name: string, q: number, lambda: number): [number, number] {
  needMean(name, lambda)
  needNumber(name, 'q', q)
  if (q < 0) return [0, 1]
  const [over, upTo] = gammaTails(Math.floor(q) + 1, lambda)
  return [upTo, over]
}

/** The smallest x with P(X ≤ x) ≥ p. */
export function qpois(p: number, lambda: number): number {
  needProbability('qpois', p)
  needMean('qpois', lambda)
  if (p === 1) return lambda === 0 ? 0 : Number.POSITIVE_INFINITY
  if (p === 0 || lambda === 0) return 0
  let x = Math.max(0, Math.round(lambda + qnorm(p) * Math.sqrt(lambda)))
  while (x > 0 && ppois(x - 1, lambda) >= p) x--
  while (ppois(x, lambda) < p) x++
  return x
}

/** P(X = x) in `size` trials of probability `prob`. */
export function dbinom(x: number, size: number, prob: number): number {
  needCount('dbinom', 'x', x)
  needTrials('dbinom', size, prob)
  if (x > size) return 0
  if (prob === 0 || prob === 1) return x === prob * size ? 1 : 0
  return Math.exp(logBinomial(x, size, prob, 1 - prob))
}

/** P(X ≤ q). */
export const pbinom = (q: number, size: number, prob: number): number => binomialTails('pbinom', q, size, prob)[0]

/** P(X > q), precise far into the tail. */
export const pbinomUpper = (q: number, size: number, prob: number): number =>
  binomialTails('pbinomUpper', q, size, prob)[1]

function binomialTails(name: string, q: number, size: number, prob: number): [number, number] {
  needTrials(name, size, prob)
  needNumber(name, 'q', q)
  if (q < 0) return [0, 1]
  const x = Math.floor(q)
  if (x >= size) return [1, 0]
  const [over, upTo] = betaTails(x + 1, size - x, prob)
  return [upTo, over]
}

/** P(X = x) marked among `k` drawn without replacement from `m` marked and `n` unmarked. */
export function dhyper(x: number, m: number, n: number, k: number): number {
  needUrn('dhyper', m, n, k)
  needCount('dhyper', 'x', x)
  if (x > m || x > k || k - x > n) return 0
  if (k === 0 || k === m + n) return 1
  const p = k / (m + n)
  const q = (m + n - k) / (m + n)
  return Math.exp(logBinomial(x, m, p, q) + logBinomial(k - x, n, p, q) - logBinomial(k, m + n, p, q))
}

/** P(X ≤ q) marked among `k` drawn without replacement from `m` marked and `n` unmarked. */
export function phyper(q: number, m: number, n: number, k: number): number {
  needUrn('phyper', m, n, k)
  needNumber('phyper', 'q', q)
  const x = Math.floor(q)
  if (x < Math.max(0, k - n)) return 0
  if (x >= Math.min(m, k)) return 1
  return x <= (k * m) / (m + n) ? sumDown(x, m, n, k) : 1 - sumUp(x + 1, m, n, k)
}

/** P(X > q): the p-value for "more marked than chance would draw". */
export function phyperUpper(q: number, m: number, n: number, k: number): number {
  needUrn('phyperUpper', m, n, k)
  needNumber('phyperUpper', 'q', q)
  const x = Math.floor(q)
  if (x < Math.max(0, k - n)) return 1
  if (x >= Math.min(m, k)) return 0
  return x <= (k * m) / (m + n) ? 1 - sumDown(x, m, n, k) : sumUp(x + 1, m, n, k)
}

function sumDown(from: number, m: number, n: number, k: number): number {
  let term = dhyper(from, m, n, k)
  let sum = 0
  for (let x = from; term > sum * 1e-17; x--) {
    sum += term
    term *= (x / (m - x + 1)) * ((n - k + x) / (k - x + 1))
  }
  return sum
}

function sumUp(from: number, m: number, n: number, k: number): number {
  let term = dhyper(from, m, n, k)
  let sum = 0
  for (let x = from; term > sum * 1e-17; x++) {
    sum += term
    term *= ((m - x) / (x + 1)) * ((k - x) / (n - k + x + 1))
  }
  return sum
}

function needMean(name: string, lambda: number): void {
  if (!(lambda >= 0 && lambda < Number.POSITIVE_INFINITY))
    throw new RangeError(`${name}: lambda must be zero or more, not ${lambda}`)
}

function needTrials(name: string, size: number, prob: number): void {
  needCount(name, 'size', size)
  needProbability(name, prob)
}

function needUrn(name: string, m: number, n: number, k: number): void {
  needCount(name, 'm', m)
  needCount(name, 'n', n)
  needCount(name, 'k', k)
  if (k > m + n) throw new RangeError(`${name}: k must be no more than m + n (${m + n}), not ${k}`)
}
