import { type Drawn, type Ends, endsByChance } from './inequality-limits.ts'
import { qnorm } from './normal.ts'
import { needLevel, needNumber, needPositive } from './refuse.ts'

/**
 * One deprivation quantile, from quantile 1 (most deprived) on: residents, the figure, and how sure it is: a standard error, a
 * 95 % interval (rates and proportions, which are lopsided), or neither.
 */
export type Quantile = Drawn & { population: number; value: number; se?: number }

/** What the figures are: a rate is lopsided on a log scale, a proportion (0 to 1) on a logit one; another figure on neither. */
export type Kind = 'rate' | 'proportion' | 'other'

export type Inequality = {
  /** Slope index: difference between the two ends of the ranking, times the multiplier. */
  sii: number
  /** Relative index: one end over the other; null when the line meets zero at the end divided by. */
  rii: number | null
  /** The fitted figure at the most deprived end, rank 0. */
  intercept: number
  /** Middle of each quantile's share of the people, ranked. */
  relativeRank: number[]
  /** Draws behind the limits; 0 when they are exact or absent. */
  draws: number
  /** Null when the quantiles do not say how sure they are, and when the line is fitted on a transformed scale. */
  siiLower: number | null
  siiUpper: number | null
  riiLower: number | null
  riiUpper: number | null
}

/**
 * Slope and relative index of inequality over deprivation quantiles: a line through the quantiles by weighted least squares
 * on the middle of each one's share of people, from the most deprived (rank 0) to the least (rank 1).
 *
 * `multiplier` scales the slope; a negative one turns its sign and inverts the relative index, for indicators where high is
 * bad. `transform` fits the line to the log of rates or the logit of proportions and turns its ends back.
 *
 * Limits: with standard errors, exact where PHEindicatormethods simulates (the slope is a sum of the figures, the relative index
 * a ratio of two, whose percentiles are Fieller's limits; null where unbounded). With intervals, random: `draws` from each
 * quantile's interval on its own scale by `seed`, and the middle of them.
 * Refuses fewer than three quantiles. A straight line over ranks: where the gradient bends at one end, say so.
 * Source: `phe_sii`; Mackenbach and Kunst (1997); Fieller (1954).
 */
export function slopeIndex(quantiles: readonly Quantile[], options: InequalityOptions = {}): Inequality {
  const { multiplier = 1, transform = false, kind = 'other' } = options
  check(quantiles, { ...options, multiplier })
  const relativeRank = middles(quantiles)
  const weights = lineWeights(quantiles, relativeRank)
  const scale = transform ? kind : 'other'
  const values = quantiles.map(({ value }) => to(scale, value))
  const [most, least] = [back(scale, apply(weights.start, values)), back(scale, apply(weights.end, values))]
  const [over, under] = multiplier < 0 ? [most, least] : [least, most]
  const rii = under === 0 ? null : over / under
  const limits = transform ? NO_LIMITS : limitsOf(quantiles, weights, { ...options, multiplier })
  return { sii: (least - most) * multiplier, rii, intercept: most, relativeRank, ...limits }
}

export type InequalityOptions = {
  multiplier?: number
  confidence?: number
  kind?: Kind
  transform?: boolean
  /** Needed when the quantiles carry intervals. */
  seed?: number
  draws?: number
}

const NO_LIMITS = { siiLower: null, siiUpper: null, riiLower: null, riiUpper: null, draws: 0 }

function limitsOf(quantiles: readonly Quantile[], weights: Ends, options: InequalityOptions & { multiplier: number }) {
  const { multiplier, confidence = 0.95, kind = 'other', draws = 100_000, seed } = options
  const se = quantiles.map(quantile => quantile.se ?? Number.NaN)
  if (!se.some(Number.isNaN)) return { ...exactLimits(quantiles, weights, se, multiplier, confidence), draws: 0 }
  const drawn = quantiles.map(({ value, lower95 = Number.NaN, upper95 = Number.NaN }) => {
    const [low, high] = [to(kind, lower95), to(kind, upper95)]
    return { middle: to(kind, value), se: (high - low) / (2 * qnorm(0.975)) }
  })
  if (!drawn.every(each => Number.isFinite(each.se))) return NO_LIMITS
  if (seed === undefined) throw new RangeError('slopeIndex: seed must be given when the quantiles carry intervals')
  const limits = endsByChance(drawn, weights, { back: value => back(kind, value), multiplier, confidence, seed, draws })
  return { ...limits, draws }
}

function exactLimits(
  quantiles: readonly Quantile[],
  weights: Ends,
  se: readonly number[],
  multiplier: number,
  confidence: number,
) {
  const z = qnorm((1 + confidence) / 2)
  const values = quantiles.map(({ value }) => value)
  const end = (of: readonly number[]) => ({ mean: apply(of, values), variance: covariance(of, of, se) })
  const [most, least] = [end(weights.start), end(weights.end)]
  const slope = weights.end.map((weight, i) => weight - (weights.start[i] ?? 0))
  const sii = (least.mean - most.mean) * multiplier
  const reach = z * Math.sqrt(covariance(slope, slope, se)) * Math.abs(multiplier)
  const [over, under] = multiplier < 0 ? [most, least] : [least, most]
  const [riiLower, riiUpper] = fieller(over, under, covariance(weights.start, weights.end, se), z)
  return { siiLower: sii - reach, siiUpper: sii + reach, riiLower, riiUpper }
}

function middles(quantiles: readonly Quantile[]): number[] {
  const total = quantiles.reduce((sum, { population }) => sum + population, 0)
  let before = 0
  return quantiles.map(({ population }) => {
    const middle = (before + population / 2) / total
    before += population
    return middle
  })
}

/** The fitted line's ends are sums of the figures; these are what each figure is multiplied by. */
function lineWeights(quantiles: readonly Quantile[], ranks: readonly number[]): Ends {
  const total = quantiles.reduce((sum, { population }) => sum + population, 0)
  const shares = quantiles.map(({ population }) => population / total)
  const middle = apply(shares, ranks)
  const spread = shares.reduce((sum, share, i) => sum + share * ((ranks[i] ?? 0) - middle) ** 2, 0)
  const at = (rank: number) =>
    shares.map((share, i) => share * (1 + ((rank - middle) * ((ranks[i] ?? 0) - middle)) / spread))
  return { start: at(0), end: at(1) }
}

const apply = (weights: readonly number[], values: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * (values[i] ?? 0), 0)

const covariance = (one: readonly number[], other: readonly number[], se: readonly number[]): number =>
  one.reduce((sum, weight, i) => sum + weight * (other[i] ?? 0) * (se[i] ?? 0) ** 2, 0)

type Normal = { mean: number; variance: number }

/** Fieller's limits for a / b, two normal figures with covariance c. */
function fieller(a: Normal, b: Normal, c: number, z: number): [number | null, number | null] {
  const square = z * z
  const head = b.mean * b.mean - square * b.variance
  if (head <= 0) return [null, null]
  const half = a.mean * b.mean - square * c
  const root = Math.sqrt(Math.max(0, half * half - head * (a.mean * a.mean - square * a.variance)))
  return [(half - root) / head, (half + root) / head]
}

function to(kind: Kind, value: number): number {
  if (kind === 'other') return value
  return kind === 'rate' ? Math.log(value) : Math.log(value / (1 - value))
}

function back(kind: Kind, value: number): number {
  if (kind === 'other') return value
  return kind === 'rate' ? Math.exp(value) : 1 / (1 + Math.exp(-value))
}

function check(quantiles: readonly Quantile[], options: InequalityOptions & { multiplier: number }): void {
  const { multiplier, confidence = 0.95, transform, kind } = options
  needLevel('slopeIndex', confidence)
  needNumber('slopeIndex', 'multiplier', multiplier)
  if (multiplier === 0) throw new RangeError('slopeIndex: multiplier must not be 0')
  if (quantiles.length < 3)
    throw new RangeError(`slopeIndex: there must be three quantiles or more, not ${quantiles.length}`)
  for (const { population, value } of quantiles) {
    needPositive('slopeIndex', 'population', population)
    needNumber('slopeIndex', 'a value', value)
    if (transform && kind !== 'other' && !(value > 0 && (kind === 'rate' || value < 1)))
      throw new RangeError(`slopeIndex: a ${kind} to be transformed must be inside its range, not ${value}`)
  }
}
