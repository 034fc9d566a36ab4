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
  const level = read('rateRatioTest', periods, options)
  return { ...interval(periods, level), p: pValue(periods, 1, level.phi) }
}

/**
 * A place's change against the city's: is the place's ratio different from `cityRatio`? The exact binomial test with its
 * null shifted to cityRatio. `ratio`, `lower` and `upper` are relative to the city: 1 means "changed as the city did".
 * The city's ratio is taken as exact; where one place is a large share of the city, pass the ratio of the rest of the city.
 */
export function relativeRateRatioTest(periods: TwoPeriods, cityRatio: number, options: RatioOptions = {}): RatioTest {
  const level = read('relativeRateRatioTest', periods, options)
  needPositive('relativeRateRatioTest', 'cityRatio', cityRatio)
  return { ...relative(interval(periods, level), cityRatio), p: pValue(periods, cityRatio, level.phi) }
}

/** Both tests of a place at once, for the price of one interval. `dispersion` applies to both. */
export function placeChangeTest(
  periods: TwoPeriods,
  cityRatio: number,
  options: RatioOptions = {},
): { own: RatioTest; relative: RatioTest } {
  const level = read('placeChangeTest', periods, options)
  needPositive('placeChangeTest', 'cityRatio', cityRatio)
  const limits = interval(periods, level)
  return {
    own: { ...limits, p: pValue(periods, 1, level.phi) },
    relative: { ...relative(limits, cityRatio), p: pValue(periods, cityRatio, level.phi) },
  }
}

/** The furthest normal score whose tail a double can hold. Beyond it Wald's limits on the log scale take over, never inside. */
const FURTHEST = 37

/** Exact limits with `tail` outside at each end; past the end of a double, the wider of those and Wald's at `z`. */
function interval({ x1, n1, x2, n2 }: TwoPeriods, { z, tail }: Level): Omit<RatioTest, 'p'> {
  const scale = n2 / n1
  const ratio = x1 + x2 === 0 ? null : (x1 / x2) * scale
  const beyond = z > FURTHEST
  if (ratio === null || (beyond && x1 * x2 === 0)) return { ratio, lower: 0, upper: Number.POSITIVE_INFINITY }
  const [low, high] = exactOdds(x1, x1 + x2, tail)
  const reach = beyond ? Math.exp(z * Math.sqrt(1 / x1 + 1 / x2)) : 1
  return { ratio, lower: Math.min(low * scale, ratio / reach), upper: Math.max(high * scale, ratio * reach) }
}

function pValue({ x1, n1, x2, n2 }: TwoPeriods, ratio: number, phi: number): number {
  const whole = ratio * n1 + n2
  const p = binomialP(x1, x1 + x2, (ratio * n1) / whole, n2 / whole)
  if (phi === 1 || p === 1) return p
  const wald = Math.abs(Math.log((x1 * n2) / (x2 * n1 * ratio))) / Math.sqrt(1 / x1 + 1 / x2)
  const z = p > 1e-300 ? -qnorm(p / 2) : Math.max(FURTHEST, Number.isFinite(wald) ? wald : 0)
  return Math.min(1, 2 * pnorm(-z / Math.sqrt(phi)))
}

function relative({ ratio, lower, upper }: Omit<RatioTest, 'p'>, cityRatio: number): Omit<RatioTest, 'p'> {
  return { ratio: ratio === null ? null : ratio / cityRatio, lower: lower / cityRatio, upper: upper / cityRatio }
}

/** What a confidence and a phi come to: the widened normal score, and the share it leaves outside at each end. */
type Level = { confidence: number; phi: number; z: number; tail: number }

/** The last one asked for is kept: a map asks the same of every place. */
let last: Level = levelOf(0.95, 1)

function levelOf(confidence: number, phi: number): Level {
  const z = qnorm((1 + confidence) / 2) * Math.sqrt(phi)
  return { confidence, phi, z, tail: phi === 1 ? (1 - confidence) / 2 : pnorm(-Math.min(z, FURTHEST)) }
}

function read(
  name: string,
  { x1, n1, x2, n2 }: TwoPeriods,
  { dispersion: phi = 1, confidence = 0.95 }: RatioOptions,
): Level {
  needCount(name, 'x1', x1)
  needCount(name, 'x2', x2)
  needPositive(name, 'n1', n1)
  needPositive(name, 'n2', n2)
  if (last.confidence === confidence && last.phi === phi) return last
  needLevel(name, confidence)
  if (!(phi >= 1 && phi < 1e6)) throw new RangeError(`${name}: dispersion must be 1 or more, not ${phi}`)
  last = levelOf(confidence, phi)
  return last
}
