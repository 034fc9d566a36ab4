import { textWidth } from '../geo/index.ts'
import { formatTick, monthNumber } from './format.ts'
import { type Scale, zeroScale } from './ticks.ts'

/** A run of months with one mean and one pair of limits. Months are `YYYY-MM`, both ends included. */
export interface ControlSegment {
  from: string
  to: string
  mean: number
  lower: number
  upper: number
}

/** A recording break. It is drawn after `month` when a segment ends there, otherwise before it. `label` says it in words, with the date. */
export interface ControlBreak {
  month: string
  label: string
}

export interface ControlChart {
  /** Unique on the page; letters, digits and hyphens. */
  id: string
  /** `YYYY-MM`, ascending. A month left out is drawn as missing. */
  months: readonly string[]
  /** One for each month; null where there is no figure, which is not zero. */
  values: readonly (number | null)[]
  segments: readonly ControlSegment[]
  breaks: readonly ControlBreak[]
  /** Months a point is about: 3 for quarters, each named by its first month; one where it is left out. */
  span?: 1 | 3
  /** What is counted, in words: "Offences a month". */
  unit: string
  /** A sentence: "Monthly violence with injury in Isleworth." */
  title: string
}

/** One month where it is drawn. */
export interface ControlPoint {
  month: string
  /** Months since the first. */
  index: number
  value: number | null
  /** Which limit it is outside, if any. */
  outside: 'above' | 'below' | null
}

export interface ControlSpan extends ControlSegment {
  first: number
  last: number
}

export interface ControlSeries {
  span: 1 | 3
  points: ControlPoint[]
  spans: ControlSpan[]
  /** `before` is the index of the first month after the break. */
  breaks: { before: number; label: string }[]
}

const monthAt = (number: number) =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`

/** Every month (or quarter) from first to last, so that a gap in the file is a gap in the picture. */
function fillMonths({ months, values, span = 1 }: ControlChart): Map<string, number | null> {
  if (!months.length || months.length !== values.length)
    throw new RangeError(
      `A control chart needs a value for each month: ${months.length} months, ${values.length} values`,
    )
  const known = new Map(months.map((month, i) => [month, values[i] ?? null]))
  const [first, last] = [monthNumber(months[0] ?? ''), monthNumber(months[months.length - 1] ?? '')]
  const all = Array.from({ length: Math.floor((last - first) / span) + 1 }, (_, i) => monthAt(first + i * span))
  return new Map(all.map(month => [month, known.get(month) ?? null]))
}

const sideOf = (value: number | null, span: ControlSpan | undefined): ControlPoint['outside'] => {
  if (value === null || !span) return null
  return value > span.upper ? 'above' : value < span.lower ? 'below' : null
}

/** A segment over a break would hide it, so it is refused: a bug in what called us. */
function refuseCrossing(spans: readonly ControlSpan[], breaks: ControlSeries['breaks']): void {
  for (const span of spans)
    for (const { before, label } of breaks)
      if (span.first < before && before <= span.last)
        throw new RangeError(`The segment ${span.from} to ${span.to} runs across a recording break (${label})`)
}

/** Months, limits and breaks as places along the axis. */
export function readSeries(chart: ControlChart): ControlSeries {
  const months = fillMonths(chart)
  const { span: step = 1 } = chart
  const start = monthNumber(chart.months[0] ?? '')
  const at = (month: string) => Math.floor((monthNumber(month) - start) / step)
  const last = months.size - 1
  const spans = chart.segments
    .map(segment => ({ ...segment, first: at(segment.from), last: at(segment.to) }))
    .map(span => ({ ...span, first: Math.max(0, span.first), last: Math.min(last, span.last) }))
    .filter(span => span.first <= span.last)
  const breaks = chart.breaks
    .map(({ month, label }) => {
      const ends = chart.segments.some(segment => segment.to === month)
      return { before: at(month) + (ends ? 1 : 0), label }
    })
    .filter(({ before }) => before > 0 && before <= last)
  refuseCrossing(spans, breaks)
  const points = [...months].map(([month, value], index) => {
    const span = spans.find(each => each.first <= index && index <= each.last)
    return { month, index, value, outside: sideOf(value, span) }
  })
  return { span: step, points, spans, breaks }
}

export interface PlacedText {
  words: string
  x: number
  row: number
  /** Half the width of the words. */
  half: number
}

export interface ControlLayout {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
  /** Units a month takes. */
  step: number
  y: Scale
  /** Middle of a month. */
  x: (index: number) => number
  /** Line between a month and the one before. */
  edge: (index: number) => number
  breakLabels: PlacedText[]
  /** Row on which the means stand. */
  meanRow: number
}

const ROW = 20

/** Puts each break's words over its line, kept on the drawing, on the first row where they meet nothing. */
function placeBreakLabels(
  series: ControlSeries,
  unit: string,
  width: number,
  edge: (index: number) => number,
): PlacedText[] {
  const taken = [{ row: 0, from: 0, to: textWidth(unit, 14) + 14 }]
  return series.breaks.map(({ before, label }) => {
    const half = textWidth(label, 15, 700) / 2 + 2
    const x = Math.min(Math.max(edge(before), half), width - half)
    let row = 0
    const meets = () => taken.some(box => box.row === row && box.from < x + half && x - half < box.to)
    while (meets()) row++
    taken.push({ row, from: x - half, to: x + half + 10 })
    return { words: label, x, row, half }
  })
}

/** Where everything goes at one width. */
export function layOut(series: ControlSeries, unit: string, width: number): ControlLayout {
  const peak = Math.max(0, ...series.points.map(point => point.value ?? 0), ...series.spans.map(span => span.upper))
  // Room for a note over the highest ring.
  const highest = series.points.some(point => point.outside === 'above') ? peak * 1.1 : peak
  const plotHeight = width > 500 ? 220 : 190
  const probe = zeroScale(highest, { from: 0, to: 1, whole: true })
  const left = Math.max(26, ...probe.ticks.map(tick => textWidth(formatTick(tick), 14) + 12))
  const right = width - 6
  const step = (right - left) / series.points.length
  const edge = (index: number) => left + index * step
  const breakLabels = placeBreakLabels(series, unit, width, edge)
  const meanRow = Math.max(0, ...breakLabels.map(label => label.row)) + 1
  const top = 16 + meanRow * ROW + 16
  const bottom = top + plotHeight
  return {
    width,
    height: bottom + 30,
    left,
    right,
    top,
    bottom,
    step,
    y: zeroScale(highest, { from: bottom, to: top, whole: true }),
    x: index => left + (index + 0.5) * step,
    edge,
    breakLabels,
    meanRow,
  }
}

/** Baseline of a heading row. */
export const rowAt = (row: number): number => 16 + row * ROW
