import { fisherP } from './fisher.ts'
import { qnorm } from './normal.ts'
import { proportion } from './proportion.ts'
import { needCount, needLevel, needPositive } from './refuse.ts'

/** `x` of `n` people have it. */
export type Part = { x: number; n: number }

export type RiskRatio = {
  ratio: number
  logLower: number
  logUpper: number
  /** Score (Miettinen-Nurminen) limits: quote these with few people. */
  scoreLower: number
  scoreUpper: number
}

export type ProportionComparison = {
  difference: number
  newcombeLower: number
  newcombeUpper: number
  /** Null when either count is 0. */
  riskRatio: RiskRatio | null
  /** Fisher's exact p, two-sided: all tables no more likely than the one observed. */
  fisherP: number
}

/**
 * Two proportions: their difference (Newcombe's hybrid score limits), risk ratio (log and score limits) and Fisher's exact p.
 * The groups must not share people. It says nothing about why they differ: people choose, and are chosen for, a programme.
 * Source: Newcombe (1998) method 10; Katz (1978); Miettinen and Nurminen (1985); Fisher (1935).
 */
export function compareProportions(one: Part, two: Part, confidence = 0.95): ProportionComparison {
  needLevel('compareProportions', confidence)
  check(one)
  check(two)
  const z = qnorm((1 + confidence) / 2)
  const [low, high] = newcombe(one, two, confidence)
  return {
    difference: one.x / one.n - two.x / two.n,
    newcombeLower: low,
    newcombeUpper: high,
    riskRatio: one.x === 0 || two.x === 0 ? null : riskRatio(one, two, z),
    fisherP: fisherP(one.x, one.x + two.x, one.n, two.n),
  }
}

function check({ x, n }: Part): void {
  needCount('compareProportions', 'x', x)
  needCount('compareProportions', 'n', n)
  needPositive('compareProportions', 'n', n)
  if (x > n) throw new RangeError(`compareProportions: x must be no more than n (${n}), not ${x}`)
}

function newcombe(one: Part, two: Part, confidence: number): [number, number] {
  const first = proportion(one.x, one.n, { confidence })
  const second = proportion(two.x, two.n, { confidence })
  if (first.value === null || second.value === null) throw new RangeError('compareProportions: a part is missing')
  const difference = first.value - second.value
  return [
    difference - Math.hypot(first.value - first.lower, second.upper - second.value),
    difference + Math.hypot(first.upper - first.value, second.value - second.lower),
  ]
}

function riskRatio(one: Part, two: Part, z: number): RiskRatio {
  const ratio = one.x / one.n / (two.x / two.n)
  const spread = Math.exp(z * Math.sqrt(1 / one.x - 1 / one.n + 1 / two.x - 1 / two.n))
  return {
    ratio,
    logLower: ratio / spread,
    logUpper: ratio * spread,
    scoreLower: scoreLimit(one, two, z, -1),
    scoreUpper: scoreLimit(one, two, -z, 1),
  }
}

/** Where the score falls to `z` on one side of the estimate (0 at the estimate), by halving the log ratio. */
function scoreLimit(one: Part, two: Part, z: number, side: 1 | -1): number {
  const start = Math.log((one.x * two.n) / (two.x * one.n))
  let near = 0
  let far = 1
  while (far < 700 && Math.abs(scoreAt(one, two, Math.exp(start + side * far))) < Math.abs(z)) far *= 2
  for (let i = 0; i < 80; i++) {
    const middle = (near + far) / 2
    if (Math.abs(scoreAt(one, two, Math.exp(start + side * middle))) < Math.abs(z)) near = middle
    else far = middle
  }
  return Math.exp(start + (side * (near + far)) / 2)
}

/** Miettinen and Nurminen's score of a ratio r, its variance from the likeliest pair of proportions with that ratio. */
function scoreAt(one: Part, two: Part, r: number): number {
  const n = one.n + two.n
  const a = n * r
  const b = one.n * r + one.x + two.n + two.x * r
  const c = one.x + two.x
  const p2 = (2 * c) / (b + Math.sqrt(Math.max(0, b * b - 4 * a * c)))
  const p1 = Math.min(1, p2 * r)
  const variance = ((p1 * (1 - p1)) / one.n + (r * r * p2 * (1 - p2)) / two.n) * (n / (n - 1))
  const distance = one.x / one.n - (r * two.x) / two.n
  return distance === 0 ? 0 : distance / Math.sqrt(variance)
}
