/** The gamma quantile, and the chi-square distribution which is a gamma on another scale. Names as in R. */
import { gammaTails, lgamma, logPoisson } from './gamma.ts'
import { roughNormal } from './normal.ts'
import { needPositive, needProbability } from './refuse.ts'
import { solveTail } from './solve.ts'

/** Wilson and Hilferty's cube where it is any good, else the first term of the series near zero. */
function gammaStart(p: number, a: number): number {
  const root = 1 - 1 / (9 * a) + roughNormal(p) / (3 * Math.sqrt(a))
  const small = (Math.log(p) + lgamma(a + 1)) / a
  return root > 0.3 ? Math.log(a) + 3 * Math.log(root) : Math.min(small, Math.log(a + 1))
}

/** The value below which a gamma variable of shape `a` and scale 1 falls with probability `p`. */
export function qgamma(p: number, a: number): number {
  needProbability('qgamma', p)
  needPositive('qgamma', 'shape', a)
  if (p === 0) return 0
  if (p === 1) return Number.POSITIVE_INFINITY
  const side = p <= 0.5 ? 0 : 1
  const slope = (x: number) => a * Math.exp(logPoisson(a, x))
  const at = (t: number) => ({ tail: gammaTails(a, Math.exp(t))[side], slope: slope(Math.exp(t)) })
  return Math.exp(solveTail(side ? 1 - p : p, gammaStart(p, a), side ? -1 : 1, at))
}

/** P(X ≤ q) for a chi-square variable with `df` degrees of freedom. */
export const pchisq = (q: number, df: number): number => chiSquareTails('pchisq', q, df)[0]

/** P(X > q) for a chi-square variable: the p-value of a chi-square test, exact far into the tail. */
export const pchisqUpper = (q: number, df: number): number => chiSquareTails('pchisqUpper', q, df)[1]

function chiSquareTails(name: string, q: number, df: number): [number, number] {
  needPositive(name, 'df', df)
  if (Number.isNaN(q)) throw new RangeError(`${name}: q must be a number, not ${q}`)
  return gammaTails(df / 2, q / 2)
}

export const qchisq = (p: number, df: number): number => 2 * qgamma(p, df / 2)
