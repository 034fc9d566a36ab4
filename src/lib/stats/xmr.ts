import { needCount, needNumber } from './refuse.ts'
import { judge, type SpecialCause } from './xmr-rules.ts'

export type Direction = 'increase' | 'decrease' | 'neutral'
export type PointType =
  | 'common_cause'
  | 'special_cause_improvement'
  | 'special_cause_concern'
  | 'special_cause_neutral_high'
  | 'special_cause_neutral_low'
export type Assurance = 'consistent_pass' | 'consistent_fail' | 'inconsistent'

/** Positions `from` (in) to `to` (out), from 0. Limits are null with fewer than two neighbouring points to measure movement. */
export type Segment = {
  from: number
  to: number
  mean: number | null
  lower: number | null
  upper: number | null
  /** Fewer than 13 points: the limits will move as months arrive. */
  trial: boolean
}

export type XmrChart = {
  segments: Segment[]
  specialCause: (SpecialCause | null)[]
  pointType: (PointType | null)[]
  assurance: Assurance | null
}

export type XmrOptions = {
  /** Which way is better. Neutral when neither is. */
  direction?: Direction
  /** Drop moving ranges of 3.267 times their mean or more, once. The NHS spreadsheet does not. */
  screen?: boolean
  /** Positions (from 0) where a person has said that a new process begins. Never chosen by the computer. */
  rebaseAt?: readonly number[]
  /** Set each segment's limits from its first so many points only. */
  baseline?: number | null
  target?: number | null
  /** Count a point beyond the limits towards "2 in 3", as NHS England announced in November 2023. */
  outsideCountsAsNear?: boolean
}

/**
 * XmR (individuals) chart with the NHS "Making data count" rules. One value for each month, in order.
 * Limits are the mean ± 2.66 mean moving range; a series that never moves has limits equal to its mean. A missing month
 * (null) is no point, gives no moving range and breaks every run. A lower limit below 0 is given as it is: clip the picture.
 * Source: NHSRplotthedots `ptd_spc`; Wheeler, "Understanding Variation" (1993).
 */
export function xmr(values: readonly (number | null)[], options: XmrOptions = {}): XmrChart {
  const { direction = 'neutral', rebaseAt = [], target = null, outsideCountsAsNear = false } = options
  check(values, options)
  const starts = [0, ...[...rebaseAt].filter(at => at > 0).sort((a, b) => a - b)]
  const segments: Segment[] = []
  const specialCause: (SpecialCause | null)[] = []
  starts.forEach((from, index) => {
    const to = starts[index + 1] ?? values.length
    const part = values.slice(from, to)
    const segment = { from, to, ...limits(part, options) }
    segments.push(segment)
    specialCause.push(...judge(part, segment, outsideCountsAsNear))
  })
  const pointType = specialCause.map(cause => typeOf(cause, direction))
  return { segments, specialCause, pointType, assurance: assure(segments.at(-1), target, direction) }
}

function limits(
  part: readonly (number | null)[],
  { screen = true, baseline = null }: XmrOptions,
): Omit<Segment, 'from' | 'to'> {
  const base = part.slice(0, baseline ?? part.length)
  const mean = average(base.filter(value => value !== null))
  const movement = movingRange(base, screen)
  const trial = part.filter(value => value !== null).length < 13
  if (mean === null || movement === null) return { mean, lower: null, upper: null, trial }
  return { mean, lower: mean - 2.66 * movement, upper: mean + 2.66 * movement, trial }
}

function movingRange(base: readonly (number | null)[], screen: boolean): number | null {
  const ranges: number[] = []
  base.forEach((value, index) => {
    const before = index > 0 ? base[index - 1] : null
    if (value !== null && typeof before === 'number') ranges.push(Math.abs(value - before))
  })
  const all = average(ranges)
  if (!screen || all === null || all === 0) return all
  return average(ranges.filter(range => range < 3.267 * all))
}

const average = (values: readonly number[]): number | null =>
  values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null

function typeOf(cause: SpecialCause | null, direction: Direction): PointType | null {
  if (cause === null) return null
  if (cause === 'Common Cause') return 'common_cause'
  const high = /Above|Increasing/.test(cause)
  if (direction === 'neutral') return high ? 'special_cause_neutral_high' : 'special_cause_neutral_low'
  return high === (direction === 'increase') ? 'special_cause_improvement' : 'special_cause_concern'
}

/** Can the process as it runs now be relied on to meet the target? From the latest segment; null with no better direction. */
function assure(segment: Segment | undefined, target: number | null, direction: Direction): Assurance | null {
  if (target === null || direction === 'neutral' || !segment) return null
  if (segment.upper === null || segment.lower === null) return null
  if (target > segment.upper) return direction === 'increase' ? 'consistent_fail' : 'consistent_pass'
  if (target < segment.lower) return direction === 'increase' ? 'consistent_pass' : 'consistent_fail'
  return 'inconsistent'
}

function check(
  values: readonly (number | null)[],
  { rebaseAt = [], baseline = null, target = null }: XmrOptions,
): void {
  for (const value of values) if (value !== null) needNumber('xmr', 'a value', value)
  for (const at of rebaseAt)
    if (!(Number.isInteger(at) && at >= 0 && at < values.length))
      throw new RangeError(`xmr: a rebase must fall on one of the ${values.length} points, not ${at}`)
  if (target !== null) needNumber('xmr', 'target', target)
  if (baseline === null) return
  needCount('xmr', 'baseline', baseline)
  if (baseline < 2) throw new RangeError(`xmr: baseline must be two points or more, not ${baseline}`)
}
