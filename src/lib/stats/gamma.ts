/**
 * The gamma function and its incomplete integrals. Relative error is about 1e-13 for shapes up to a million.
 * Source: Loader (2000), "Fast and accurate computation of binomial probabilities" for the saddle-point terms;
 * Abramowitz and Stegun 6.1.41 (Stirling), 6.5.29 (series) and 6.5.31 (continued fraction, by Lentz's method).
 */
import { needPositive } from './refuse.ts'

const LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI)

/** Stirling's correction: log Γ(n + 1) less its leading terms, for n > 15. */
function stirlingSeries(n: number): number {
  const m = n * n
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / m) / m) / m) / m) / n
}

/** log Γ(x) for x > 0. */
export function lgamma(x: number): number {
  needPositive('lgamma', 'x', x)
  let shift = 1
  let z = x
  for (; z < 17; z++) shift *= z
  const n = z - 1
  return (n + 0.5) * Math.log(n) - n + LOG_ROOT_TWO_PI + stirlingSeries(n) - Math.log(shift)
}

/** log Γ(n + 1) − [(n + ½) log n − n + ½ log 2π], for n > 0. */
export function stirlingError(n: number): number {
  if (n > 15) return stirlingSeries(n)
  return SMALL[n] ?? stirlingDirect(n)
}

const stirlingDirect = (n: number): number => lgamma(n + 1) - (n + 0.5) * Math.log(n) + n - LOG_ROOT_TWO_PI

/** For whole numbers to 15, which small counts ask for all the time. */
const SMALL = Array.from({ length: 16 }, (_, n) => (n === 0 ? 0 : stirlingDirect(n)))

/** x log(x / m) + m − x without cancellation (Loader's "bd0"), for x, m > 0. */
export function deviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x
  const v = (x - m) / (x + m)
  let sum = (x - m) * v
  let term = 2 * x * v
  for (let j = 3; j < 1000; j += 2) {
    term *= v * v
    const next = sum + term / j
    if (next === sum) return next
    sum = next
  }
  return sum
}

/** log of the Poisson probability mᵃ e⁻ᵐ / Γ(a + 1), for any real a ≥ 0 and m > 0. */
export function logPoisson(a: number, m: number): number {
  if (a === 0) return -m
  return -stirlingError(a) - deviance(a, m) - LOG_ROOT_TWO_PI - 0.5 * Math.log(a)
}

function lowerSeries(a: number, x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; k < 1e6; k++) {
    term *= x / (a + k)
    sum += term
    if (term < sum * 1e-17) break
  }
  return sum
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let k = 1; k < 1e6; k++) {
    const an = k * (a - k)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    const delta = d * c
    h *= delta
    if (Math.abs(delta - 1) < 1e-16) break
  }
  return h
}

/** Both tails of the gamma distribution of shape `a` and scale 1 at `x`: [P(X ≤ x), P(X > x)]. The smaller keeps full precision. */
export function gammaTails(a: number, x: number): [lower: number, upper: number] {
  if (x <= 0) return [0, 1]
  if (x === Number.POSITIVE_INFINITY) return [1, 0]
  const front = Math.exp(logPoisson(a, x))
  if (x < a + 1) {
    const lower = front * lowerSeries(a, x)
    return [lower, 1 - lower]
  }
  const upper = front * a * upperFraction(a, x)
  return [1 - upper, upper]
}
