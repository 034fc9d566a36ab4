/**
 * Chance that can be repeated: a generator from a seed, handed to whatever draws. Never the machine's own.
 * Source: xoshiro128** (Blackman and Vigna 2021), its state filled from the seed by splitmix32.
 */
import { lgamma } from './gamma.ts'
import { needCount, needProbability } from './refuse.ts'

/** The next number from 0 (in) to 1 (out), with 53 random bits. */
export type Random = () => number

/** A generator from a whole-number seed. The same seed gives the same numbers on every machine. */
export function seeded(seed: number): Random {
  const next = seededWords(seed)
  return () => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992
}

/** The same generator as bare 32-bit words, for loops that draw tens of millions. */
export function seededWords(seed: number): () => number {
  needCount('seeded', 'seed', seed)
  const mix = splitmix((seed ^ Math.floor(seed / 4294967296)) | 0)
  return xoshiro([mix(), mix(), mix(), mix()])
}

/** The bare generator: 32 random bits at a time from four words of state, not all zero. */
export function xoshiro(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state
  return () => {
    const scrambled = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const carried = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= carried
    d = rotate(d, 11)
    return scrambled
  }
}

const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k))

function splitmix(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x9e3779b9) | 0
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return z ^ (z >>> 15)
  }
}

/** Puts the values in a chance order, in place (Fisher and Yates), by words from `seededWords`. */
export function shuffle(values: Float64Array, next: () => number): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor((next() / 4294967296) * (i + 1))
    const held = values[i] ?? 0
    values[i] = values[j] ?? 0
    values[j] = held
  }
}

/** A whole number from 0 to `below` − 1. */
export function integer(random: Random, below: number): number {
  needCount('integer', 'below', below)
  if (below === 0) throw new RangeError('integer: below must be more than zero, not 0')
  return Math.floor(random() * below)
}

/** A standard normal number, by Marsaglia's polar method (one of each pair is thrown away, so draws do not depend on history). */
export function normal(random: Random): number {
  for (;;) {
    const u = 2 * random() - 1
    const v = 2 * random() - 1
    const s = u * u + v * v
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s)
  }
}

/** A Poisson count with mean `mean`. Multiplication (Knuth) below 10; transformed rejection (Hörmann 1993, PTRS) from 10. */
export function poisson(random: Random, mean: number): number {
  if (!(mean >= 0 && mean < 1e15)) throw new RangeError(`poisson: mean must be zero or more, not ${mean}`)
  if (mean >= 10) return poissonByRejection(random, mean)
  const floor = Math.exp(-mean)
  let count = -1
  let product = 1
  do {
    product *= random()
    count += 1
  } while (product > floor)
  return count
}

function poissonByRejection(random: Random, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean)
  const a = -0.059 + 0.02483 * b
  const inverse = Math.log(1.1239 + 1.1328 / (b - 3.4))
  for (;;) {
    const u = random() - 0.5
    const v = random()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43)
    if (us >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2)) return k
    if (k < 0 || (us < 0.013 && v > us)) continue
    if (Math.log(v) + inverse - Math.log(a / (us * us) + b) <= k * Math.log(mean) - mean - lgamma(k + 1)) return k
  }
}

/** Successes in `n` trials of probability `p`. Inversion for few expected, transformed rejection (Hörmann 1993, BTRS) for many. */
export function binomial(random: Random, n: number, p: number): number {
  needCount('binomial', 'n', n)
  needProbability('binomial', p)
  if (p > 0.5) return n - binomial(random, n, 1 - p)
  if (n === 0 || p === 0) return 0
  return n * p < 10 ? binomialByInversion(random, n, p) : binomialByRejection(random, n, p)
}

/** Skip from success to success: the gaps between them are geometric. */
function binomialByInversion(random: Random, n: number, p: number): number {
  const scale = Math.log1p(-p)
  let count = -1
  let used = 0
  while (used <= n) {
    used += Math.floor(Math.log(1 - random()) / scale) + 1
    count += 1
  }
  return count
}

function binomialByRejection(random: Random, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p))
  const b = 1.15 + 2.53 * spread
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const centre = n * p + 0.5
  const quick = 0.92 - 4.2 / b
  const alpha = (2.83 + 5.1 / b) * spread
  const mode = Math.floor((n + 1) * p)
  const logOf = (k: number) => (k - mode) * Math.log(p / (1 - p)) - lgamma(k + 1) - lgamma(n - k + 1)
  const peak = logOf(mode)
  for (;;) {
    const u = random() - 0.5
    const v = random()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + centre)
    if (us >= 0.07 && v <= quick) return k
    if (k < 0 || k > n) continue
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= logOf(k) - peak) return k
  }
}

/** `n` events among places in proportion to `weights` (zero or more, not all zero): one count for each place, adding to n. */
export function multinomial(random: Random, n: number, weights: ArrayLike<number>): Int32Array {
  needCount('multinomial', 'n', n)
  const after = sumsAfter(weights)
  const counts = new Int32Array(weights.length)
  let left = n
  for (let i = 0; i < weights.length && left > 0; i++) {
    const weight = weights[i] ?? 0
    if (weight === 0) continue
    const drawn = binomial(random, left, weight / (weight + (after[i] ?? 0)))
    counts[i] = drawn
    left -= drawn
  }
  return counts
}

/** The weight still to come after each place, added from the far end so that the last share is exactly 1. */
function sumsAfter(weights: ArrayLike<number>): Float64Array {
  const after = new Float64Array(weights.length)
  let sum = 0
  for (let i = weights.length - 1; i >= 0; i--) {
    after[i] = sum
    const weight = weights[i] ?? Number.NaN
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
      throw new RangeError(`multinomial: a weight must be zero or more, not ${weight}`)
    sum += weight
  }
  if (sum === 0) throw new RangeError('multinomial: the weights must not all be 0')
  return after
}
