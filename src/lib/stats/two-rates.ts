import { binomialMidP, binomialP, exactOdds, from } from './binomial-test.ts'
import { eTest } from './e-test.ts'
import { qnorm } from './normal.ts'
import { isMissing, needCount, needLevel, needPositive } from './refuse.ts'

export type Counted = { count: number | null; exposure: number | null }

export type RateComparison = {
  /** (count 1 / exposure 1) / (count 2 / exposure 2); Infinity when only count 2 is 0, null when both are. */
  ratio: number
  exactLower: number
  exactUpper: number
  /** Two-sided, R's definition: all outcomes no more likely than the one observed. */
  exactP: number
  midPLower: number
  midPUpper: number
  midP: number
  /** Null when either count is 0: the standard error of the log ratio does not exist. */
  waldLower: number | null
  waldUpper: number | null
  eTestP: number
  difference: number
  differenceSe: number
}

type Missing = { [key in keyof RateComparison]: null }
type NoEvents = Omit<RateComparison, 'ratio'> & { ratio: null }

/**
 * Two Poisson counts or rates, every usual way: ratio with exact, mid-p and Wald limits, exact and E-test p, difference.
 * Exposures share one unit (people, years); the difference is per that unit. A missing part makes the whole answer null.
 * Source: `poisson.test` in R; `rateratio.midp` in epitools; Krishnamoorthy and Thomson (2004) for the E-test.
 */
export function compareRates(one: Counted, two: Counted, confidence = 0.95): RateComparison | NoEvents | Missing {
  needLevel('compareRates', confidence)
  const [x1, n1] = known(one)
  const [x2, n2] = known(two)
  if (isMissing(x1) || isMissing(n1) || isMissing(x2) || isMissing(n2)) return MISSING
  const p0 = n1 / (n1 + n2)
  const q0 = n2 / (n1 + n2)
  const total = x1 + x2
  const scale = n2 / n1
  const tail = (1 - confidence) / 2
  const ratio = total === 0 ? null : (x1 / x2) * scale
  const [exactLower, exactUpper] = total === 0 ? [0, Number.POSITIVE_INFINITY] : exactOdds(x1, total, tail)
  const [waldLower, waldUpper] = wald(x1, x2, scale, qnorm(1 - tail))
  const rest = {
    exactLower: exactLower * scale,
    exactUpper: exactUpper * scale,
    exactP: binomialP(x1, total, p0, q0),
    midPLower: midPOdds(x1, x2, tail) * scale,
    midPUpper: scale / midPOdds(x2, x1, tail),
    midP: binomialMidP(x1, total, p0, q0),
    waldLower,
    waldUpper,
    eTestP: eTest({ x1, n1, x2, n2 }),
    difference: x1 / n1 - x2 / n2,
    differenceSe: Math.sqrt(x1 / n1 ** 2 + x2 / n2 ** 2),
  }
  return ratio === null ? { ratio, ...rest } : { ratio, ...rest }
}

const MISSING: Missing = {
  ratio: null,
  exactLower: null,
  exactUpper: null,
  exactP: null,
  midPLower: null,
  midPUpper: null,
  midP: null,
  waldLower: null,
  waldUpper: null,
  eTestP: null,
  difference: null,
  differenceSe: null,
}

function known({ count, exposure }: Counted): [number | null, number | null] {
  if (!isMissing(count)) needCount('compareRates', 'a count', count)
  if (!isMissing(exposure)) needPositive('compareRates', 'an exposure', exposure)
  return [count, exposure]
}

function wald(x1: number, x2: number, scale: number, z: number): [number | null, number | null] {
  if (x1 === 0 || x2 === 0) return [null, null]
  const spread = Math.exp(z * Math.sqrt(1 / x1 + 1 / x2))
  const ratio = (x1 / x2) * scale
  return [ratio / spread, ratio * spread]
}

/** Lower mid-p limit of the odds x1 : x2, where P(X > x1) + ½ P(X = x1) is `tail`; by halving the log-odds. */
function midPOdds(x1: number, x2: number, tail: number): number {
  if (x1 === 0) return 0
  const n = x1 + x2
  const [exact] = exactOdds(x1, n, tail)
  let low = Math.log(exact)
  let high = low + 10
  const beyond = (logOdds: number) => {
    const p = 1 / (1 + Math.exp(-logOdds))
    const q = 1 / (1 + Math.exp(logOdds))
    return (from(x1 + 1, n, p, q) + from(x1, n, p, q)) / 2
  }
  while (beyond(high) < tail) high += 10
  for (let i = 0; i < 60 && high - low > 1e-13 * Math.max(1, Math.abs(low)); i++) {
    const middle = (low + high) / 2
    if (beyond(middle) < tail) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}
