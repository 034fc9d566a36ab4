/**
 * The incomplete beta integral, its inverse, and Student's t which follows from it.
 * Relative error is about 1e-13 for parameters up to a million; the cost grows with their square root.
 * Source: Abramowitz and Stegun 26.5.8 (continued fraction, by Lentz's method); Loader (2000) for the factor in front.
 */
import { deviance, stirlingError } from './gamma.ts'
import { roughNormal } from './normal.ts'
import { needPositive, needProbability } from './refuse.ts'
import { solveTail } from './solve.ts'

/** log of Γ(n+1) / (Γ(x+1) Γ(n−x+1)) pˣ qⁿ⁻ˣ for real 0 ≤ x ≤ n, with q = 1 − p given so that neither is rounded. */
export function logBinomial(x: number, n: number, p: number, q: number): number {
  if (x === 0) return n === 0 ? 0 : n * (p < 0.5 ? Math.log1p(-p) : Math.log(q))
  if (x === n) return n * (q < 0.5 ? Math.log1p(-q) : Math.log(p))
  const shape = stirlingError(n) - stirlingError(x) - stirlingError(n - x)
  const fit = deviance(x, n * p) + deviance(n - x, n * q)
  return shape - fit - 0.5 * (Math.log(2 * Math.PI * x) + Math.log1p(-x / n))
}

function betaFraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; m < 1e6; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d)
    c = 1 + even / c
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d)
    c = 1 + odd / c
    const delta = d * c
    h *= delta
    if (Math.abs(delta - 1) < 1e-15) break
  }
  return h
}

/** Both tails of the beta distribution at `x`, with `y` = 1 − x: [I, 1 − I]. The smaller keeps full precision. */
export function betaTails(a: number, b: number, x: number, y: number = 1 - x): [lower: number, upper: number] {
  if (x <= 0) return [0, 1]
  if (y <= 0) return [1, 0]
  const front = Math.exp(logBinomial(a, a + b, x, y)) / (a + b)
  if (x < (a + 1) / (a + b + 2)) {
    const lower = front * b * betaFraction(a, b, x)
    return [lower, 1 - lower]
  }
  const upper = front * a * betaFraction(b, a, y)
  return [1 - upper, upper]
}

/** P(X ≤ x) for a beta variable. */
export function pbeta(x: number, a: number, b: number): number {
  needShapes('pbeta', a, b)
  return betaTails(a, b, x)[0]
}

/** The log-odds log(x / (1 − x)) of the `p` quantile of a beta variable: odds keep their precision at both ends. */
export function qbetaLogOdds(p: number, a: number, b: number): number {
  needProbability('qbeta', p)
  needShapes('qbeta', a, b)
  if (p === 0) return Number.NEGATIVE_INFINITY
  if (p === 1) return Number.POSITIVE_INFINITY
  const side = p <= 0.5 ? 0 : 1
  const start = Math.log(a / b) + roughNormal(p) * Math.sqrt(1 / a + 1 / b)
  return solveTail(side ? 1 - p : p, start, side ? -1 : 1, t => {
    const [x, y] = shares(t)
    const slope = (a * b * Math.exp(logBinomial(a, a + b, x, y))) / (a + b)
    return { tail: betaTails(a, b, x, y)[side], slope }
  })
}

/** The x below which a beta variable falls with probability `p`. */
export const qbeta = (p: number, a: number, b: number): number => shares(qbetaLogOdds(p, a, b))[0]

/** x and 1 − x from the log-odds of x. */
function shares(logOdds: number): [number, number] {
  const odds = Math.exp(-Math.abs(logOdds))
  const small = odds / (1 + odds)
  return logOdds < 0 ? [small, 1 / (1 + odds)] : [1 / (1 + odds), small]
}

function needShapes(name: string, a: number, b: number): void {
  needPositive(name, 'shape1', a)
  needPositive(name, 'shape2', b)
}

/** P(T ≤ t) for Student's t with `df` degrees of freedom. */
export function pt(t: number, df: number): number {
  needPositive('pt', 'df', df)
  if (Number.isNaN(t)) throw new RangeError(`pt: t must be a number, not ${t}`)
  const square = t * t
  const tail = betaTails(df / 2, 0.5, df / (df + square), square / (df + square))[0] / 2
  return t < 0 ? tail : 1 - tail
}

/** The t below which Student's t with `df` degrees of freedom falls with probability `p`. */
export function qt(p: number, df: number): number {
  needProbability('qt', p)
  needPositive('qt', 'df', df)
  if (p === 0.5) return 0
  const size = Math.sqrt(df * Math.exp(-qbetaLogOdds(2 * Math.min(p, 1 - p), df / 2, 0.5)))
  return p < 0.5 ? -size : size
}
