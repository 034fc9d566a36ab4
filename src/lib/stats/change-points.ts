import { needNumber } from './refuse.ts'
import { supFP } from './sup-f.ts'

export type ChangePoints = {
  /** Breaks by the lowest BIC: a break at k means that a segment ends with value k (from 1). */
  breaks: number[]
  segmentMeans: number[]
  /** For 0, 1, 2, … breaks: least sum of squares within segments, and BIC. */
  rss: number[]
  bic: number[]
  /** The largest F of one break over all places allowed, where it is (as `breaks`), and its p. Null when nothing varies. */
  supF: number | null
  supFAt: number | null
  supFP: number | null
}

/**
 * Where did the level of a series shift? Least squares over all ways to cut it into segments of `minShare` or longer; the number
 * of cuts by BIC; and one test of "any shift at all" (sup-F).
 *
 * Offered, never imposed: a person must know what happened there before a chart is cut. Steps are all it knows: a slow ramp is
 * cut into stairs, months that hang together into shifts, and a season must be taken out first. Refuses fewer than 14 values.
 * Source: Bai and Perron (2003); Andrews (1993); `breakpoints(y ~ 1)` and `Fstats` in strucchange.
 */
export function changePoints(values: readonly number[], minShare = 0.15): ChangePoints {
  const n = values.length
  if (n < 14) throw new RangeError(`changePoints: there must be 14 values or more, not ${n}`)
  for (const value of values) needNumber('changePoints', 'a value', value)
  if (!(minShare >= 0.05 && minShare <= 0.4))
    throw new RangeError(`changePoints: minShare must be from 0.05 to 0.4, not ${minShare}`)
  const shortest = Math.max(2, Math.floor(minShare * n + 1e-9))
  const cost = costOf(values)
  const most = Math.max(1, Math.ceil(n / shortest) - 2)
  const ways = cuts(n, shortest, most, cost)
  const rss = ways.map(({ total }) => total)
  const bic = rss.map((total, m) => n * (Math.log(2 * Math.PI) + 1 + Math.log(total / n)) + Math.log(n) * 2 * (m + 1))
  const best = cost(0, n) < 1e-12 ? 0 : bic.reduce((least, value, m) => (value < (bic[least] ?? 0) ? m : least), 0)
  const breaks = ways[best]?.breaks ?? []
  const edges = [0, ...breaks, n]
  const segmentMeans = edges.slice(1).map((end, i) => meanOf(values.slice(edges[i], end)))
  return { breaks, segmentMeans, rss, bic, ...largestF(n, minShare, cost) }
}

type Cost = (from: number, to: number) => number

/** Sum of squares about the mean of values from (in) to (out), from running sums about the whole mean. */
function costOf(values: readonly number[]): Cost {
  const middle = meanOf(values)
  const [sums, squares] = [new Float64Array(values.length + 1), new Float64Array(values.length + 1)]
  values.forEach((value, i) => {
    sums[i + 1] = (sums[i] ?? 0) + (value - middle)
    squares[i + 1] = (squares[i] ?? 0) + (value - middle) ** 2
  })
  return (from, to) => {
    const sum = (sums[to] ?? 0) - (sums[from] ?? 0)
    return Math.max(0, (squares[to] ?? 0) - (squares[from] ?? 0) - (sum * sum) / (to - from))
  }
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

type Cut = { total: number; breaks: number[] }

/** For each number of breaks up to `most`, the best cut of the whole; each built on the best cuts of its beginning. */
function cuts(n: number, shortest: number, most: number, cost: Cost): Cut[] {
  let upTo: (Cut | null)[] = Array.from({ length: n + 1 }, (_, end) =>
    end < shortest ? null : { total: cost(0, end), breaks: [] },
  )
  const found = [upTo[n] ?? { total: 0, breaks: [] }]
  for (let m = 1; m <= most; m++) {
    const before = upTo
    upTo = before.map((_, end) => {
      let best: Cut | null = null
      for (let at = shortest; at <= end - shortest; at++) {
        const start = before[at]
        const total = start ? start.total + cost(at, end) : Number.POSITIVE_INFINITY
        if (start && total < (best?.total ?? Number.POSITIVE_INFINITY)) best = { total, breaks: [...start.breaks, at] }
      }
      return best
    })
    const whole = upTo[n]
    if (whole) found.push(whole)
  }
  return found
}

function largestF(n: number, minShare: number, cost: Cost) {
  const whole = cost(0, n)
  if (whole < 1e-12) return { supF: null, supFAt: null, supFP: null }
  const from = Math.floor(minShare * n + 1e-9)
  let [supF, supFAt] = [0, from]
  for (let at = from; at <= n - from; at++) {
    const within = cost(0, at) + cost(at, n)
    const f = within === 0 ? Number.POSITIVE_INFINITY : (whole - within) / (within / (n - 2))
    if (f > supF) [supF, supFAt] = [f, at]
  }
  return { supF, supFAt, supFP: supFP(supF, minShare) }
}
