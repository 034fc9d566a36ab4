import { textWidth } from '../geo/index.ts'
import { CONTEXT, HUES, type Hue, INK } from './colours.ts'
import { formatCount, formatTick, listWords, rateText, sentence } from './format.ts'
import { drawTwice, el, hatch, safeId, svg, text } from './svg.ts'
import { type Scale, zeroScale } from './ticks.ts'

export interface BarRow {
  /** "Aged 10 to 14", "Mon". */
  name: string
  /** Shorter name for upright bars on a phone. */
  short?: string
  /** Null is not known or not shown: hatched, with `why` in words. */
  value: number | null
  lower?: number
  upper?: number
  why?: string
  /** Drawn in grey: an earlier period, a comparator. */
  quiet?: boolean
}

export interface BarChart {
  id: string
  title: string
  /** In words, top left: "Offences", "Offences a thousand residents". */
  unit: string
  rows: readonly BarRow[]
  hue?: Hue
  /** Counts are whole; rates have one decimal. */
  figures?: 'count' | 'rate'
}

const say = (value: number, chart: BarChart) => (chart.figures === 'rate' ? rateText(value) : formatCount(value))

function rowWords(row: BarRow, chart: BarChart): string {
  if (row.value === null) return `${row.name} ${row.why ?? 'no figure'}`
  const interval =
    row.lower === undefined || row.upper === undefined
      ? ''
      : `, interval ${say(row.lower, chart)} to ${say(row.upper, chart)}`
  return `${row.name} ${say(row.value, chart)}${interval}`
}

const labelOf = (chart: BarChart) =>
  `${sentence(chart.title)} ${chart.unit}: ${listWords(chart.rows.map(row => rowWords(row, chart)))}.`

/** Paler under an interval, so that its line can be seen on it. */
const strength = (row: BarRow) => (row.lower === undefined || row.upper === undefined ? false : '.45')

const highest = (chart: BarChart) => Math.max(0, ...chart.rows.map(row => Math.max(row.value ?? 0, row.upper ?? 0)))

const defsFor = (chart: BarChart, pattern: string) =>
  chart.rows.some(row => row.value === null) ? el('defs', {}, hatch(pattern, { size: 6 })) : ''

/** The interval as a thin ink bar with ends, over the bar's tip. */
function whisker({ lower, upper }: BarRow, place: (value: number) => [number, number], flat: boolean): string {
  if (lower === undefined || upper === undefined) return ''
  const [[x1, y1], [x2, y2]] = [place(lower), place(upper)]
  const end = (x: number, y: number) =>
    flat ? { x1: x, x2: x, y1: y - 4, y2: y + 4 } : { x1: x - 4, x2: x + 4, y1: y, y2: y }
  const strokes = { stroke: INK, 'stroke-width': 1.4 }
  return (
    el('line', { x1, y1, x2, y2, ...strokes }) +
    el('line', { ...end(x1, y1), ...strokes }) +
    el('line', { ...end(x2, y2), ...strokes })
  )
}

function flatBar(row: BarRow, y: number, left: number, scale: Scale, chart: BarChart, pattern: string): string {
  const name = text(row.name, { class: 'up-c-label', x: left - 10, y: y + 15, 'text-anchor': 'end' })
  if (row.value === null) {
    const box = el('rect', { x: left, y, width: 26, height: 20, fill: `url(#${pattern})` })
    return name + box + text(row.why ?? 'No figure', { class: 'up-c-axis', x: left + 34, y: y + 15 })
  }
  const end = scale.at(row.value)
  const fill = row.quiet ? CONTEXT : HUES[chart.hue ?? 'violence']
  const after = Math.max(end, row.upper === undefined ? 0 : scale.at(row.upper)) + 8
  return (
    name +
    el('rect', { x: left, y, width: Math.max(0, end - left), height: 20, fill, opacity: strength(row) }) +
    whisker(row, value => [scale.at(value), y + 10], true) +
    text(say(row.value, chart), { class: 'up-c-axis', x: after, y: y + 15, fill: INK })
  )
}

function drawAcross(chart: BarChart, width: number, className: string, suffix: string): string {
  const pattern = `${safeId(chart.id)}-${suffix}-none`
  const left = Math.min(Math.max(...chart.rows.map(row => textWidth(row.name, 15))) + 12, width * 0.5)
  const room = textWidth(say(highest(chart), chart), 14) + 14
  const scale = zeroScale(highest(chart), { from: left, to: width - room, whole: chart.figures !== 'rate' })
  const bottom = 28 + chart.rows.length * 30
  const rows = chart.rows.map((row, i) => flatBar(row, 30 + i * 30, left, scale, chart, pattern))
  return svg(
    { width, height: bottom + 6, label: labelOf(chart), className },
    defsFor(chart, pattern) +
      text(chart.unit, { class: 'up-c-axis', x: 0, y: 16 }) +
      rows.join('') +
      el('line', { class: 'up-c-base', x1: left, x2: left, y1: 26, y2: bottom }),
  )
}

/** Bars lying down, one a row in the order given, figure at the end. Drawn twice. For age bands and named things. */
export const barsAcross = (chart: BarChart): string =>
  drawTwice((width, className, suffix) => drawAcross(chart, width, className, suffix))

function upBar(row: BarRow, x: number, step: number, scale: Scale, chart: BarChart, pattern: string): string {
  const thick = Math.min(step * 0.72, 48)
  const base = scale.at(0)
  const from = x + (step - thick) / 2
  if (row.value === null)
    return el('rect', { x: from, y: base - 16, width: thick, height: 16, fill: `url(#${pattern})` })
  const top = scale.at(row.value)
  const fill = row.quiet ? CONTEXT : HUES[chart.hue ?? 'violence']
  return (
    el('rect', { x: from, y: top, width: thick, height: base - top, fill, opacity: strength(row) }) +
    whisker(row, value => [x + step / 2, scale.at(value)], false)
  )
}

/** Names under the bars, every second or third one when they would run into each other. */
function upNames(chart: BarChart, left: number, step: number, y: number, wide: boolean): string {
  const names = chart.rows.map(row => (wide ? row.name : (row.short ?? row.name)))
  const widest = Math.max(...names.map(name => textWidth(name, 14))) + 8
  const every = Math.max(1, Math.ceil(widest / step))
  return names
    .map((name, i) =>
      i % every ? '' : text(name, { class: 'up-c-axis', x: left + (i + 0.5) * step, y, 'text-anchor': 'middle' }),
    )
    .join('')
}

function drawUp(chart: BarChart, width: number, className: string, suffix: string): string {
  const pattern = `${safeId(chart.id)}-${suffix}-none`
  const [top, bottom] = [34, width > 500 ? 214 : 194]
  const scale = zeroScale(highest(chart), { from: bottom, to: top, whole: chart.figures !== 'rate' })
  const left = Math.max(...scale.ticks.map(tick => textWidth(formatTick(tick), 14))) + 12
  const step = (width - left - 4) / Math.max(1, chart.rows.length)
  const grid = scale.ticks.map(tick => {
    const at = scale.at(tick)
    const line = el('line', { class: tick ? 'up-c-grid' : 'up-c-base', x1: left, x2: width - 4, y1: at, y2: at })
    return line + text(formatTick(tick), { class: 'up-c-axis', x: left - 8, y: at + 5, 'text-anchor': 'end' })
  })
  return svg(
    { width, height: bottom + 28, label: labelOf(chart), className },
    defsFor(chart, pattern) +
      text(chart.unit, { class: 'up-c-axis', x: 0, y: 16 }) +
      grid.join('') +
      chart.rows.map((row, i) => upBar(row, left + i * step, step, scale, chart, pattern)).join('') +
      upNames(chart, left, step, bottom + 20, width > 500),
  )
}

/** Bars standing up, for things in time order: months, hours, years. Drawn twice. */
export const barsUp = (chart: BarChart): string =>
  drawTwice((width, className, suffix) => drawUp(chart, width, className, suffix))
