import { textWidth } from '../geo/index.ts'
import { COPPER, INK, SEQUENTIAL, SHEET, VIOLENCE } from './colours.ts'
import { type ControlLayout, type ControlPoint, type ControlSeries, type ControlSpan, rowAt } from './control-layout.ts'
import { formatCount, formatRate, formatTick, monthShort, monthTiny } from './format.ts'
import { el, round, text } from './svg.ts'

/** Horizontal grid and figures, zero as the base. */
export const grid = ({ y, left, right }: ControlLayout): string =>
  y.ticks
    .map(tick => {
      const at = y.at(tick)
      const line = el('line', { class: tick === 0 ? 'up-c-base' : 'up-c-grid', x1: left, x2: right, y1: at, y2: at })
      return line + text(formatTick(tick), { class: 'up-c-axis', x: left - 8, y: at + 5, 'text-anchor': 'end' })
    })
    .join('')

/** Left and right end of a segment: from its first month to its last and no further. */
const ends = (span: ControlSpan, { edge }: ControlLayout) => ({ x1: edge(span.first) + 2, x2: edge(span.last + 1) - 2 })

/** The pale band between the limits of one segment. */
export function band(span: ControlSpan, layout: ControlLayout): string {
  const { x1, x2 } = ends(span, layout)
  const [y, foot] = [layout.y.at(span.upper), layout.y.at(span.lower)]
  return el('rect', { x: x1, y, width: x2 - x1, height: foot - y, fill: SEQUENTIAL.violence[0] })
}

/** Dashed limits and the mean of one segment, over the grid. A lower limit of zero is the base line itself. */
export function limits(span: ControlSpan, layout: ControlLayout): string {
  const line = (value: number, look: Record<string, string | number>) => {
    const y = layout.y.at(value)
    return el('line', { ...ends(span, layout), y1: y, y2: y, stroke: VIOLENCE, ...look })
  }
  const dashed = { 'stroke-dasharray': '3 4' }
  return (
    line(span.upper, dashed) +
    (span.lower > 0 ? line(span.lower, dashed) : '') +
    line(span.mean, { 'stroke-width': 1.5 })
  )
}

/** A mean with one decimal, or none where it would be noise. */
export const meanFigure = (mean: number): string => (mean >= 100 ? formatCount(mean) : formatRate(mean))

/** Mean and limits in words above their own part, as much of them as there is room for. */
export function meanWords(span: ControlSpan, layout: ControlLayout): string {
  const strong = `Mean ${meanFigure(span.mean)}`
  const soft = `limits ${formatTick(span.lower)} and ${formatTick(span.upper)}`
  const room = layout.edge(span.last + 1) - layout.edge(span.first) - 8
  const wide = textWidth(strong, 15, 700)
  if (wide > room) return ''
  const rest = wide + 8 + textWidth(soft, 14) <= room ? el('tspan', { class: 'up-c-axis', dx: 8 }, soft) : ''
  const attributes = { class: 'up-c-label', x: layout.edge(span.first) + 4, y: rowAt(layout.meanRow) }
  return el('text', attributes, el('tspan', { class: 'up-c-strong' }, strong) + rest)
}

/** Runs of months that may be joined: no missing month between them and no break. */
export function runs({ points, breaks }: ControlSeries): ControlPoint[][] {
  const parted = new Set(breaks.map(each => each.before))
  const found: ControlPoint[][] = []
  let open: ControlPoint[] = []
  for (const point of points) {
    if (parted.has(point.index) || point.value === null) open = []
    if (point.value === null) continue
    if (!open.length) found.push(open)
    open.push(point)
  }
  return found
}

export const lines = (series: ControlSeries, { x, y }: ControlLayout): string =>
  runs(series)
    .filter(run => run.length > 1)
    .map(run => {
      const d = run
        .map((point, i) => `${i ? 'L' : 'M'}${round(x(point.index))},${round(y.at(point.value ?? 0))}`)
        .join('')
      return el('path', { d, fill: 'none', stroke: INK, 'stroke-width': 1.6, 'stroke-linejoin': 'round' })
    })
    .join('')

/** A dot for each month, smaller when they crowd; a month outside its limits gets a ring. */
export const dots = ({ points }: ControlSeries, { x, y, step }: ControlLayout): string =>
  points
    .map(({ index, value, outside }) => {
      if (value === null) return ''
      const at = { cx: x(index), cy: y.at(value) }
      const dot = el('circle', { ...at, r: Math.min(3.4, Math.max(1.4, step * 0.32)), fill: INK })
      return outside
        ? dot +
            el('circle', { ...at, r: Math.min(7.5, Math.max(5, step)), fill: 'none', stroke: INK, 'stroke-width': 1.8 })
        : dot
    })
    .join('')

interface Note {
  words: string
  x: number
  y: number
  half: number
}

const clash = (a: Note, b: Note) => Math.abs(a.x - b.x) < a.half + b.half + 12 && Math.abs(a.y - b.y) < 22

/** Where a ring's note goes: above it, or below when it is under the lower limit or at the top of the drawing. */
function noteFor({ index, month, value, outside }: ControlPoint, layout: ControlLayout, from: string): Note {
  const words = `${formatCount(value ?? 0)} ${from} ${layout.width > 500 ? monthShort(month) : monthTiny(month)}`
  const half = textWidth(words, 14) / 2
  const x = Math.min(Math.max(layout.x(index), layout.left + half + 2), layout.right - half)
  const at = layout.y.at(value ?? 0)
  const under = at + 25 < layout.bottom - 4 && (outside === 'below' || at - 13 < layout.top + 4)
  return { words, x, y: under ? at + 25 : at - 13, half }
}

/** Notes beside the rings, the newest first, as many as can be read; the sentence and the table hold them all. */
export function notes({ points, span }: ControlSeries, layout: ControlLayout): string {
  const most = layout.width > 500 ? 5 : 2
  const kept: Note[] = []
  for (const point of points.filter(each => each.outside !== null).reverse()) {
    const note = noteFor(point, layout, span === 1 ? 'in' : 'from')
    if (kept.length < most && !kept.some(other => clash(other, note))) kept.push(note)
  }
  return kept
    .map(({ words, x, y }) => text(words, { ...HALO, class: 'up-c-axis', x, y, 'text-anchor': 'middle' }))
    .join('')
}

/** White behind the letters, so that a line passing under them does not cross them out. */
const HALO = {
  stroke: SHEET,
  'stroke-width': 3.5,
  'stroke-opacity': 0.85,
  'stroke-linejoin': 'round',
  'paint-order': 'stroke',
}

/** Hatched feet under months without a figure: not known, not none. */
export const missing = ({ points }: ControlSeries, { edge, step, bottom }: ControlLayout, patternId: string): string =>
  points
    .filter(point => point.value === null)
    .map(({ index }) =>
      el('rect', { x: edge(index), y: bottom - 12, width: step, height: 12, fill: `url(#${patternId})` }),
    )
    .join('')

/** The lowest row, from its own down, in which some break's words lie across the line: it starts under them, not through them. */
const rowUnder = (x: number, own: number, { breakLabels }: ControlLayout): number =>
  Math.max(own, ...breakLabels.filter(({ x: at, half }) => Math.abs(at - x) < half + 4).map(({ row }) => row))

/** The dotted copper line, two strokes across the axis, and the words above. */
export const breakLines = (series: ControlSeries, layout: ControlLayout): string =>
  series.breaks
    .map(({ before }, i) => {
      const x = layout.edge(before)
      const label = layout.breakLabels[i]
      const from = rowAt(rowUnder(x, label?.row ?? 0, layout)) + 7
      const line = { x1: x, x2: x, y1: from, y2: layout.bottom, stroke: COPPER, 'stroke-width': 2 }
      const strokes = `M${round(x - 6)} ${round(layout.bottom - 5)}l5 10M${round(x + 1)} ${round(layout.bottom - 5)}l5 10`
      return (
        el('line', { ...line, 'stroke-dasharray': '1 4', 'stroke-linecap': 'round' }) +
        el('path', { d: strokes, stroke: INK, 'stroke-width': 1.5, fill: 'none' }) +
        text(label?.words ?? '', {
          class: 'up-c-label up-c-strong',
          x: label?.x,
          y: rowAt(label?.row ?? 0),
          'text-anchor': 'middle',
        })
      )
    })
    .join('')

/** A month under the axis every 12 months from the first, or every 24, 36… when that is too close to read. */
export function monthAxis({ points, span }: ControlSeries, { x, step, bottom, width }: ControlLayout): string {
  const format = width > 500 ? monthShort : monthTiny
  const wide = textWidth(format(points[0]?.month ?? ''), 14)
  const year = 12 / span
  const every = year * Math.max(1, Math.ceil((wide + 12) / (year * step)))
  return points
    .filter(({ index }) => index % every === 0)
    .map(({ index, month }) => {
      const at = x(index)
      const middle = Math.min(Math.max(at, wide / 2), width - wide / 2)
      const tick = el('line', { class: 'up-c-base', x1: at, x2: at, y1: bottom, y2: bottom + 5 })
      return tick + text(format(month), { class: 'up-c-axis', x: middle, y: bottom + 22, 'text-anchor': 'middle' })
    })
    .join('')
}
