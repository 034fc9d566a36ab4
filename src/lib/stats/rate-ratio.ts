import { binomialP, exactOdds } from './binomial-test.ts'
import { pnorm, qnorm } from './normal.ts'
import { needCount, needLevel, needPositive } from './refuse.ts'

/** Events `x1` in `n1` (people, person-months, months) asked about, and `x2` in `n2` to compare with: for change, 1 is the later. */
export type TwoPeriods = { x1: number; n1: number; x2: number; n2: number }

export type RatioOptions = {
  /** Over-dispersion phi, 1 or more: how many times the variance exceeds Poisson. */
  dispersion?: number
  confidence?: number
}

/** `ratio` is null when neither period has an event, and Infinity when only the second has none. */
export type RatioTest = { ratio: number | null; lower: number; upper: number; p: number }

/**
 * Exact conditional test of the rate ratio (x1/n1) / (x2/n2) against 1, with its interval.
 *
 * Given x1 + x2 events, x1 is binomial with odds ratio × n1/n2: p is R's two-sided exact p (`poisson.test`), the limits are
 * Clopper and Pearson's. Over-dispersion is quasi-likelihood on the normal scale: z, the normal score of the exact p, becomes
 * z/√phi, and the interval is the exact one at the level whose z is √phi times as large. So phi = 1 gives the exact answer
 * and a larger phi never narrows the interval or lowers p.
 *
 * No events at all: ratio null, limits 0 to Infinity, p 1. It cannot say why a rate changed, and it takes phi as known.
 * Source: Przyborowski and Wilenski (1940); Clopper and Pearson (1934); McCullagh and Nelder (1989) 4.5 and 9.2 for phi.
 */
export function rateRatioTest(periods: TwoPeriods, options: RatioOptions = {}): RatioTest {
  const { tail, phi } = read('rateRatioTest', periods, options)
  return { ...interval(periods, tail), p: pValue(periods, 1, phi) }
}

/**
 * A place's change against the city's: is the place's ratio different from `cityRatio`? The exact binomial test with its
 * null shifted to cityRatio. `ratio`, `lower` and `upper` are relative to the city: 1 means "changed as the city did".
 * The city's ratio is taken as exact; where one place is a large share of the city, pass the ratio of the rest of the city.
 */
export function relativeRateRatioTest(periods: TwoPeriods, cityRatio: number, options: RatioOptions = {}): RatioTest {
  const { tail, phi } = read('relativeRateRatioTest', periods, options)
  needPositive('relativeRateRatioTest', 'cityRatio', cityRatio)
  return { ...relative(interval(periods, tail), cityRatio), p: pValue(periods, cityRatio, phi) }
}

/** Both tests of a place at once, for the price of one interval. `dispersion` applies to both. */
export function placeChangeTest(
  periods: TwoPeriods,
  cityRatio: number,
  options: RatioOptions = {},
): { own: RatioTest; relative: RatioTest } {
  const { tail, phi } = read('placeChangeTest', periods, options)
  needPositive('placeChangeTest', 'cityRatio', cityRatio)
  const limits = interval(periods, tail)
  return {
    own: { ...limits, p: pValue(periods, 1, phi) },
    relative: { ...relative(limits, cityRatio), p: pValue(periods, cityRatio, phi) },
  }
}

/** A two-sided p once the variance is phi times what it assumed: z/√phi in place of z. */
export function widenP(p: number, phi: number): number {
  if (phi === 1 || p === 1 || p === 0) return p
  return Math.min(1, 2 * pnorm(qnorm(p / 2) / Math.sqrt(phi)))
}

/** The share left outside at each end once z is √phi times as large. */
export function widenTail(confidence: number, phi: number): number {
  const tail = (1 - confidence) / 2
  return phi === 1 ? tail : pnorm(qnorm(tail) * Math.sqrt(phi))
}

function interval({ x1, n1, x2, n2 }: TwoPeriods, tail: number): Omit<RatioTest, 'p'> {
  if (x1 + x2 === 0) return { ratio: null, lower: 0, upper: Number.POSITIVE_INFINITY }
  const [lower, upper] = exactOdds(x1, x1 + x2, tail)
  const scale = n2 / n1
  return { ratio: (x1 / x2) * scale, lower: lower * scale, upper: upper * scale }
}

function pValue({ x1, n1, x2, n2 }: TwoPeriods, ratio: number, phi: number): number {
  const whole = ratio * n1 + n2
  return widenP(binomialP(x1, x1 + x2, (ratio * n1) / whole, n2 / whole), phi)
}

function relative({ ratio, lower, upper }: Omit<RatioTest, 'p'>, cityRatio: number): Omit<RatioTest, 'p'> {
  return { ratio: ratio === null ? null : ratio / cityRatio, lower: lower / cityRatio, upper: upper / cityRatio }
}

/** The last level and phi asked for: a map asks the same of every place. */
let last = { confidence: 0.95, phi: 1, tail: widenTail(0.95, 1) }

function read(name: string, { x1, n1, x2, n2 }: TwoPeriods, { dispersion: phi = 1, confidence = 0.95 }: RatioOptions) {
  needCount(name, 'x1', x1)
  needCount(name, 'x2', x2)
  needPositive(name, 'n1', n1)
  needPositive(name, 'n2', n2)
  if (last.confidence === confidence && last.phi === phi) return last
  needLevel(name, confidence)
  if (!(phi >= 1 && phi < 1e6)) throw new RangeError(`${name}: dispersion must be 1 or more, not ${phi}`)
  last = { confidence, phi, tail: widenTail(confidence, phi) }
  return last
}
