import { textWidth } from '../geo/index.ts'
import { CONTEXT, HUES, type Hue, INK } from './colours.ts'
import { formatRate, formatTick, listWords, rateText, sentence } from './format.ts'
import { drawTwice, el, NARROW, svg, text } from './svg.ts'
import { type Scale, zeroScale } from './ticks.ts'

export interface IntervalRow {
  name: string
  /** Which it is decides order and strength: the place itself, its borough, the city, places like it. */
  role: 'place' | 'borough' | 'city' | 'similar'
  /** Null where the figure is not shown. */
  rate: number | null
  lower: number | null
  upper: number | null
  /** Why there is no figure, in words. */
  why?: string
}

export interface IntervalBars {
  rows: readonly IntervalRow[]
  /** "Violence with injury a thousand residents, 12 months to February 2026." */
  title: string
  hue?: Hue
  /** Decimals of the figures, or those of each; one unless said. */
  decimals?: number | ((value: number) => number)
  /** 'card' draws once at phone width, for a card in a column; 'both' (default) at two widths. */
  size?: 'both' | 'card'
}

const ORDER = { place: 0, borough: 1, city: 2, similar: 3 } as const
const ROW = 36

const shown = (row: IntervalRow): row is IntervalRow & { rate: number; lower: number; upper: number } =>
  row.rate !== null && row.lower !== null && row.upper !== null

const inOrder = (rows: readonly IntervalRow[]) => [...rows].sort((a, b) => ORDER[a.role] - ORDER[b.role])

const say = (value: number, decimals: IntervalBars['decimals']): string =>
  decimals === undefined
    ? rateText(value)
    : formatRate(value, typeof decimals === 'function' ? decimals(value) : decimals)

/** One row in words: "Isleworth 6.0, interval 4.8 to 7.5". */
const rowWords = (row: IntervalRow, decimals: IntervalBars['decimals']): string =>
  shown(row)
    ? `${row.name} ${say(row.rate, decimals)}, interval ${say(row.lower, decimals)} to ${say(row.upper, decimals)}`
    : `${row.name}: ${row.why ?? 'no figure'}`

/** A name on one line, or two when it takes more than its share of the width. */
function nameLines(name: string, room: number, weight: 400 | 700): string[] {
  if (textWidth(name, 15, weight) <= room) return [name]
  const words = name.split(' ')
  const cuts = words.slice(1).map((_, i) => [words.slice(0, i + 1).join(' '), words.slice(i + 1).join(' ')])
  const widest = (lines: readonly string[]) => Math.max(...lines.map(line => textWidth(line, 15, weight)))
  return cuts.sort((a, b) => widest(a) - widest(b))[0] ?? [name]
}

interface Room {
  left: number
  bottom: number
  scale: Scale
}

/** From the names to the edge, with room for half of the last figure under it. */
function scaleIn(highest: number, left: number, width: number): Scale {
  const to = (right: number) => zeroScale(highest, { from: left, to: right, count: width > 500 ? 6 : 5 })
  const last = formatTick(to(width).ticks.at(-1) ?? 0)
  return to(width - Math.max(22, textWidth(last, 14, 400) / 2 + 2))
}

function axis({ scale, bottom }: Room): string {
  return scale.ticks
    .map(tick => {
      const x = scale.at(tick)
      const line = el('line', { class: tick === 0 ? 'up-c-base' : 'up-c-grid', x1: x, x2: x, y1: 4, y2: bottom })
      return line + text(formatTick(tick), { class: 'up-c-axis', x, y: bottom + 20, 'text-anchor': 'middle' })
    })
    .join('')
}

/** The interval at a third of the point's strength with the point on it; taller than the point, so that a narrow one still shows. */
function bar(row: IntervalRow, y: number, { scale, left }: Room, { hue = 'violence', decimals }: IntervalBars): string {
  if (!shown(row)) return text(row.why ?? 'No figure', { class: 'up-c-axis', x: left + 6, y: y + 5 })
  const colour = row.role === 'place' ? INK : row.role === 'similar' ? CONTEXT : HUES[hue]
  const [x1, x2, x] = [scale.at(row.lower), scale.at(row.upper), scale.at(row.rate)]
  return (
    el('line', { x1, x2: Math.max(x2, x1 + 1), y1: y, y2: y, stroke: colour, 'stroke-width': 14, opacity: '.32' }) +
    el('circle', { cx: x, cy: y, r: 4.5, fill: colour }) +
    text(say(row.rate, decimals), { class: 'up-c-axis', x, y: y - 11, 'text-anchor': 'middle', fill: INK })
  )
}

function name(row: IntervalRow, y: number, room: number): string {
  const lines = nameLines(row.name, room, row.role === 'place' ? 700 : 400)
  const start = y + 5 - (lines.length - 1) * 8
  const spans = lines.map((line, i) => text(line, { x: 0, y: start + i * 16 })).join('')
  return el('g', { class: `up-c-label${row.role === 'place' ? ' up-c-strong' : ''}` }, spans)
}

function draw(chart: IntervalBars, width: number, className?: string): string {
  const rows = inOrder(chart.rows)
  const most = width * 0.36
  const lines = rows.flatMap(row => nameLines(row.name, most, row.role === 'place' ? 700 : 400))
  const left = Math.min(Math.max(60, ...lines.map(line => textWidth(line, 15, 700))), width * 0.45) + 12
  const highest = Math.max(0, ...rows.map(row => row.upper ?? 0))
  const bottom = rows.length * ROW + 12
  const room = { left, bottom, scale: scaleIn(highest, left, width) }
  const label = `${sentence(chart.title)} ${listWords(rows.map(row => rowWords(row, chart.decimals)))}.`
  const drawn = rows.map((row, i) => name(row, 29 + i * ROW, most) + bar(row, 29 + i * ROW, room, chart))
  return svg({ width, height: bottom + 28, label, className }, axis(room) + drawn.join(''))
}

/**
 * A place's rate beside its borough, its city and places like it, each with its interval. Rows are put in that order whatever order they
 * come in: this is a comparison, not a ranking. Zero is on the axis.
 */
export const intervalBars = (chart: IntervalBars): string =>
  chart.size === 'card' ? draw(chart, NARROW) : drawTwice((width, className) => draw(chart, width, className))
