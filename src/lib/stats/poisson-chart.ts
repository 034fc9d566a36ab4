import { qpois } from './discrete.ts'
import { needCount, needLevel, needPositive, needSameLength } from './refuse.ts'

/** The fewest and the most events a month may have before it stands out. */
export type ControlLimits = { lower: number; upper: number }

/**
 * Exact Poisson control limits for a count with mean `mean`: a count below `lower` or above `upper` happens by chance with
 * probability at most half of what is left of `level` at each end (99.8 %: one month in 1,000 low, one in 1,000 high).
 * Whole numbers, so the promise is kept with room to spare; a lower limit of 0 means that no count is too low.
 * Source: quantiles of the Poisson distribution; level as for funnel plots (Spiegelhalter 2005).
 */
export function poissonControlLimits(mean: number, level = 0.998): ControlLimits {
  needLevel('poissonControlLimits', level)
  if (!(mean >= 0 && mean < Number.POSITIVE_INFINITY))
    throw new RangeError(`poissonControlLimits: mean must be zero or more, not ${mean}`)
  const tail = (1 - level) / 2
  return { lower: qpois(tail, mean), upper: qpois(1 - tail, mean) }
}

/** Where a month stands: outside its limits, or nothing beyond chance. */
export type Mark = 'above' | 'below' | 'within'

export type ChartPoint = { mean: number; lower: number; upper: number; mark: Mark }

/** Positions `from` (in) to `to` (out), from 0. `rate` is events per unit of exposure; null when every month is missing. */
export type ChartSegment = { from: number; to: number; rate: number | null; months: number; trial: boolean }

export type PoissonChart = { segments: ChartSegment[]; points: (ChartPoint | null)[] }

export type ChartOptions = {
  /** Positions (from 0) where recording or the process changed, as a person has said. The mean starts afresh there. */
  breaks?: readonly number[]
  /** Days in each month, or people: limits follow it. Left out, every month counts the same. */
  exposure?: readonly number[] | null
  level?: number
}

/**
 * Control chart for monthly counts: the mean of each segment between breaks and exact Poisson limits around it. Label it
 * "limits by exact Poisson". A missing month (null) has no point and adds nothing to the mean. Under 13 months: `trial`.
 * It takes months as independent with one mean: a season or over-dispersion (both usual at city level) puts more months
 * outside than chance would. The months judged also make the mean.
 */
export function poissonChart(counts: readonly (number | null)[], options: ChartOptions = {}): PoissonChart {
  const { breaks = [], exposure = null, level = 0.998 } = options
  check(counts, breaks, exposure)
  const starts = [...new Set([0, ...breaks])].sort((a, b) => a - b)
  const share = (i: number) => exposure?.[i] ?? 1
  const points: (ChartPoint | null)[] = []
  const segments = starts.map((from, index) => {
    const segment = measure(counts, share, from, starts[index + 1] ?? counts.length)
    for (let i = from; i < segment.to; i++) points.push(judge(counts[i] ?? null, (segment.rate ?? 0) * share(i), level))
    return segment
  })
  return { segments, points }
}

function measure(
  counts: readonly (number | null)[],
  share: (i: number) => number,
  from: number,
  to: number,
): ChartSegment {
  let [events, exposure, months] = [0, 0, 0]
  for (let i = from; i < to; i++) {
    const count = counts[i] ?? null
    if (count === null) continue
    events += count
    exposure += share(i)
    months += 1
  }
  return { from, to, rate: months > 0 ? events / exposure : null, months, trial: months < 13 }
}

function judge(count: number | null, mean: number, level: number): ChartPoint | null {
  if (count === null) return null
  const { lower, upper } = poissonControlLimits(mean, level)
  return { mean, lower, upper, mark: count > upper ? 'above' : count < lower ? 'below' : 'within' }
}

function check(
  counts: readonly (number | null)[],
  breaks: readonly number[],
  exposure: readonly number[] | null,
): void {
  for (const count of counts) if (count !== null) needCount('poissonChart', 'a count', count)
  for (const at of breaks)
    if (!(Number.isInteger(at) && at >= 0 && at < counts.length))
      throw new RangeError(`poissonChart: a break must fall on one of the ${counts.length} months, not ${at}`)
  if (!exposure) return
  needSameLength('poissonChart', counts, exposure)
  for (const share of exposure) needPositive('poissonChart', 'exposure', share)
}
