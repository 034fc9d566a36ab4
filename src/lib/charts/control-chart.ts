import { type ControlChart, type ControlSeries, layOut, readSeries, rowAt } from './control-layout.ts'
import {
  band,
  breakLines,
  dots,
  grid,
  limits,
  lines,
  meanFigure,
  meanWords,
  missing,
  monthAxis,
  notes,
} from './control-parts.ts'
import { formatCount, formatTick, listWords, monthWords, sentence, spanWords } from './format.ts'
import { drawTwice, el, hatch, safeId, svg, text } from './svg.ts'

export type { ControlBreak, ControlChart, ControlSegment } from './control-layout.ts'

const MOST_NAMED = 6
const nounOf = { 1: 'month', 3: 'quarter' }

function outsideWords({ points, spans, span }: ControlSeries): string {
  if (!spans.length) return ''
  const out = points.filter(point => point.outside)
  if (!out.length) return `No ${nounOf[span]} falls outside its limits.`
  const named = out
    .slice(0, MOST_NAMED)
    .map(point => `${spanWords(point.month, span)} (${formatCount(point.value ?? 0)}, ${point.outside})`)
  const more = out.length > MOST_NAMED ? [`${out.length - MOST_NAMED} more`] : []
  return `Outside the limits: ${listWords([...named, ...more])}.`
}

/** The sentence for those who cannot see the chart: means, breaks, months outside, months missing. */
export function controlWords(chart: ControlChart): string {
  const series = readSeries(chart)
  const means = series.spans.map(
    span =>
      `${monthWords(span.from)} to ${monthWords(span.to)}: mean ${meanFigure(span.mean)}, limits ${formatTick(span.lower)} to ${formatTick(span.upper)}.`,
  )
  const gaps = series.points.filter(point => point.value === null).length
  return [
    sentence(chart.title),
    ...series.breaks.map(each => sentence(each.label)),
    ...means,
    outsideWords(series),
    gaps ? `${gaps} ${nounOf[series.span]}${gaps === 1 ? ' has' : 's have'} no figure.` : '',
  ]
    .filter(Boolean)
    .join(' ')
}

function draw(chart: ControlChart, series: ControlSeries, width: number, className: string, suffix: string): string {
  const layout = layOut(series, chart.unit, width)
  const pattern = `${safeId(chart.id)}-${suffix}-gap`
  const hasGaps = series.points.some(point => point.value === null)
  return svg(
    { width, height: layout.height, label: controlWords(chart), className },
    (hasGaps ? el('defs', {}, hatch(pattern, { size: 5 })) : '') +
      text(chart.unit, { class: 'up-c-axis', x: 0, y: rowAt(0) }) +
      series.spans.map(span => band(span, layout)).join('') +
      grid(layout) +
      series.spans.map(span => limits(span, layout)).join('') +
      missing(series, layout, pattern) +
      lines(series, layout) +
      dots(series, layout) +
      series.spans.map(span => meanWords(span, layout)).join('') +
      breakLines(series, layout) +
      notes(series, layout) +
      monthAxis(series, layout),
  )
}

/**
 * Monthly counts with mean and control limits, drawn at two widths. Line, mean and limits stop at a recording break and start again
 * after it; a missing month is a gap; a month outside its limits has a ring and a note. Zero is always on the axis. Limits are computed
 * elsewhere (exact Poisson, 99.8 %). Throws `RangeError` on a segment that crosses a break or a value without a month.
 */
export function controlChart(chart: ControlChart): string {
  const series = readSeries(chart)
  return drawTwice((width, className, suffix) => draw(chart, series, width, className, suffix))
}
