/**
 * The NHS special-cause rules, in order of priority: a point outside the limits; a trend of 7; 2 in 3 near a limit; 7 on
 * one side of the mean. Every point that belongs to a pattern is marked, not only the one that completes it.
 */
export type SpecialCause =
  | 'Common Cause'
  | 'Above UCL'
  | 'Below LCL'
  | '7 Point Trend (Increasing)'
  | '7 Point Trend (Decreasing)'
  | '2 in 3 Above CL'
  | '2 in 3 Below CL'
  | '7 Points Above CL'
  | '7 Points Below CL'

type Values = readonly (number | null)[]
type Side = -1 | 0 | 1
type Lines = { mean: number | null; lower: number | null; upper: number | null }

/** The label of every point of one segment; null where there is no value. */
export function judge(
  values: Values,
  { mean, lower, upper }: Lines,
  outsideCountsAsNear: boolean,
): (SpecialCause | null)[] {
  if (mean === null || lower === null || upper === null)
    return values.map(value => (value === null ? null : 'Common Cause'))
  const side = values.map((value): Side => (value === null ? 0 : signOf(value - mean)))
  const outside = values.map(value => value !== null && (value > upper || value < lower))
  const reach = (2 / 3) * (upper - mean)
  const near = values.map(
    (value, i) => value !== null && Math.abs(value - mean) > reach && (outsideCountsAsNear || !outside[i]),
  )
  const trend = runs(values.length, end => trendEnding(values, end))
  const oneSide = runs(values.length, end => sideEnding(side, end))
  const pair = twoInThree(side, near)
  return values.map((value, i) => {
    if (value === null) return null
    const above = side[i] === 1
    if (outside[i]) return above ? 'Above UCL' : 'Below LCL'
    if (trend[i]) return trend[i] === 1 ? '7 Point Trend (Increasing)' : '7 Point Trend (Decreasing)'
    if (pair[i]) return above ? '2 in 3 Above CL' : '2 in 3 Below CL'
    if (oneSide[i]) return above ? '7 Points Above CL' : '7 Points Below CL'
    return 'Common Cause'
  })
}

const signOf = (difference: number): Side => (difference > 0 ? 1 : difference < 0 ? -1 : 0)

/** Mark all 7 points of every run that ends somewhere. Where two trends meet, the later one names the point. */
function runs(length: number, ending: (end: number) => Side): Side[] {
  const marks = new Array<Side>(length).fill(0)
  for (let end = 6; end < length; end++) {
    const side = ending(end)
    if (side !== 0) marks.fill(side, end - 6, end + 1)
  }
  return marks
}

/** 7 points each higher (1) or each lower (−1) than the one before. A repeat or a gap breaks it. */
function trendEnding(values: Values, end: number): Side {
  let way: Side = 0
  for (let i = end - 5; i <= end; i++) {
    const value = values[i]
    const before = values[i - 1]
    if (typeof value !== 'number' || typeof before !== 'number') return 0
    const step = signOf(value - before)
    if (step === 0 || (way !== 0 && step !== way)) return 0
    way = step
  }
  return way
}

function sideEnding(side: readonly Side[], end: number): Side {
  const first = side[end] ?? 0
  for (let i = end - 6; i < end; i++) if (side[i] !== first) return 0
  return first
}

/** The near points of any 3 in a row, all on one side of the mean, of which 2 or more are near a limit. */
function twoInThree(side: readonly Side[], near: readonly boolean[]): boolean[] {
  const marks = new Array<boolean>(side.length).fill(false)
  for (let end = 2; end < side.length; end++) {
    const three = [end - 2, end - 1, end]
    const together = side[end] !== 0 && three.every(i => side[i] === side[end])
    if (together && three.filter(i => near[i]).length >= 2) for (const i of three) if (near[i]) marks[i] = true
  }
  return marks
}
