import { EDGE, GRID, HUES, type Hue, INK, INK_SOFT } from './colours.ts'
import { formatTick, rateText } from './format.ts'
import { el, svg, text } from './svg.ts'
import { zeroScale } from './ticks.ts'

/** One scale for a whole table column, so that rows can be compared down the page. */
export interface CellScale {
  max: number
  ticks: readonly number[]
  /** The city's rate, drawn as an upright line through every row. */
  city: number | null
  /** Some interval of the column runs on beyond the axis, which then ends in an arrow. */
  runsOff?: boolean
}

export interface CellFigure {
  rate: number
  lower: number
  upper: number
}

const [WIDTH, HEIGHT, LEFT, RIGHT] = [184, 26, 44, 176]
const at = (value: number, { max }: CellScale) => LEFT + ((RIGHT - LEFT) * Math.min(value, max)) / max

/** A column's scale: up to the highest upper limit of its rows and the city's rate, on a round number. */
export function cellScale(rows: readonly (CellFigure | null)[], city: number | null): CellScale {
  const highest = Math.max(0, city ?? 0, ...rows.map(row => row?.upper ?? 0))
  const { max, ticks } = zeroScale(highest, { from: 0, to: 1, count: 3 })
  return { max, ticks, city }
}

/** What the arrows of a column mean, for its caption; empty where there are none. */
export const arrowWords = (scale: CellScale): string =>
  scale.runsOff ? `An arrow: the interval runs on beyond the axis, which ends at ${formatTick(scale.max)}.` : ''

/** The axis for the column's head. Hidden from screen readers: each cell says its own figures. */
export function intervalCellAxis(scale: CellScale): string {
  // The last figure ends at the edge, so that it is whole; where intervals run on beyond it, an arrow follows.
  const { length } = scale.ticks
  const figures = scale.ticks.map((tick, i) => {
    const isLast = i === length - 1
    if (length > 4 && i > 0 && (length - 1 - i) % 2 === 1) return '' // no room for all
    const x = isLast ? (scale.runsOff ? RIGHT - 3 : WIDTH) : at(tick, scale)
    const place = { x, y: 14, 'font-size': 13, fill: INK_SOFT, 'text-anchor': isLast ? 'end' : 'middle' }
    return text(formatTick(tick), place)
  })
  const size = { viewBox: `0 0 ${WIDTH} 18`, width: WIDTH, height: 18 }
  const end = scale.runsOff ? el('path', { d: `M${RIGHT} 5l6 4.5l-6 4.5z`, fill: INK_SOFT }) : ''
  return el('svg', { class: 'up-cell', ...size, 'aria-hidden': 'true', focusable: 'false' }, figures.join('') + end)
}

/** An arrow at the right edge when an interval runs off the scale. */
const overflow = (fill: string) => el('path', { d: `M${RIGHT} 8l6 5l-6 5z`, fill })

/**
 * One rate with its interval, small enough for a table row: figure, pale bar, point, and the city's rate as an upright line.
 * 184 by 26 px. The interval itself is in the sentence and should also stand in the table's CSV.
 */
export function intervalCell({ rate, lower, upper }: CellFigure, scale: CellScale, hue: Hue = 'violence'): string {
  const colour = HUES[hue]
  const [x1, x2] = [at(lower, scale), at(upper, scale)]
  const city = scale.city === null ? null : at(scale.city, scale)
  const say = (value: number) => rateText(value, rate)
  const off = upper > scale.max ? `, which runs on beyond the axis${rate > scale.max ? ', as does the rate' : ''}` : ''
  const label = `${say(rate)}, interval ${say(lower)} to ${say(upper)}${off}`
  const inner =
    text(say(rate), { x: 34, y: 18, 'font-size': 15, 'text-anchor': 'end', fill: INK }) +
    el('line', { x1: LEFT, x2: RIGHT, y1: 13, y2: 13, stroke: GRID }) +
    (city === null ? '' : el('line', { x1: city, x2: city, y1: 0, y2: HEIGHT, stroke: EDGE, 'stroke-width': 1.5 })) +
    el('rect', { x: x1, y: 7, width: Math.max(1, x2 - x1), height: 12, fill: colour, opacity: '.36' }) +
    (rate > scale.max ? '' : el('circle', { cx: at(rate, scale), cy: 13, r: 4, fill: colour })) +
    (upper > scale.max ? overflow(colour) : '')
  return svg({ width: WIDTH, height: HEIGHT, label }, inner).replace('<svg', `<svg width="${WIDTH}" height="${HEIGHT}"`)
}
