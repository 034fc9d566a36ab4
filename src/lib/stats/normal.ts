/**
 * The normal distribution. Tails keep full relative precision (about 1e-14) down to 1e-300.
 * Source: Φ through the incomplete gamma integral, Abramowitz and Stegun 26.4.19; the inverse starts from 26.2.23.
 */
import { gammaTails } from './gamma.ts'
import { needProbability } from './refuse.ts'
import { solveTail } from './solve.ts'

/** P(Z ≤ z). */
export function pnorm(z: number): number {
  if (Number.isNaN(z)) throw new RangeError(`pnorm: z must be a number, not ${z}`)
  const [inside, outside] = gammaTails(0.5, (z * z) / 2)
  return z < 0 ? outside / 2 : 0.5 + inside / 2
}

/** P(Z > z): use this, not 1 − pnorm(z), for a p-value. */
export const pnormUpper = (z: number): number => pnorm(-z)

/** P(|Z| > |z|), the two-sided p-value of a z score. */
export const pnormTwoSided = (z: number): number => Math.min(1, 2 * pnorm(-Math.abs(z)))

const dnorm = (z: number) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)

/** The z below which a standard normal falls with probability `p`; ∓Infinity at 0 and 1. */
export function qnorm(p: number): number {
  needProbability('qnorm', p)
  if (p === 0.5) return 0
  if (p === 0) return Number.NEGATIVE_INFINITY
  if (p === 1) return Number.POSITIVE_INFINITY
  const tail = Math.min(p, 1 - p)
  const z = solveTail(tail, roughNormal(tail), 1, t => ({ tail: pnorm(t), slope: dnorm(t) }))
  return p < 0.5 ? z : -z
}

/** The same to three decimals, for a first guess. */
export function roughNormal(p: number): number {
  const tail = Math.min(p, 1 - p)
  const t = Math.sqrt(-2 * Math.log(tail))
  const z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  return p < 0.5 ? -z : z
}
