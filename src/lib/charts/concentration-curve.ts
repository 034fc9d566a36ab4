import { CONTEXT, HUES, INK, INK_SOFT, SHEET } from './colours.ts'
import { formatRate, sentence } from './format.ts'
import { drawTwice, el, svg, text } from './svg.ts'

/** Shares from 0 to 1: of the places, fullest first, and of the events in them. */
export interface CurvePoint {
  places: number
  events: number
  /** By chance: the mean of the draws and the middle 95 % of them. */
  chance: number
  lower: number
  upper: number
}

export interface ConcentrationCurve {
  title: string
  /** "Share of offences" and "Share of wards, those with most first". */
  up: string
  along: string
  points: readonly CurvePoint[]
  /** The point that the page speaks of. */
  marked?: CurvePoint
}

const say = (share: number) => `${formatRate(100 * share)}%`

const labelOf = ({ title, marked }: ConcentrationCurve): string =>
  marked
    ? `${sentence(title)} The ${say(marked.places)} with most hold ${say(marked.events)}; chance alone ${say(marked.chance)}, ${say(marked.lower)} to ${say(marked.upper)} in 95 of 100 draws.`
    : sentence(title)

interface Room {
  x: (share: number) => number
  y: (share: number) => number
  left: number
  right: number
  top: number
  bottom: number
}

const path = (points: readonly (readonly [number, number])[], { x, y }: Room): string =>
  points.map(([a, b], i) => `${i ? 'L' : 'M'}${x(a).toFixed(1)} ${y(b).toFixed(1)}`).join('')

/** From nothing in no place to all in all of them. */
const withStart = (points: readonly CurvePoint[]): readonly CurvePoint[] => [
  { places: 0, events: 0, chance: 0, lower: 0, upper: 0 },
  ...points,
]

function axes(room: Room): string {
  const shares = [0, 0.25, 0.5, 0.75, 1]
  const rows = shares.map(share => {
    const at = room.y(share)
    const line = el('line', { class: share ? 'up-c-grid' : 'up-c-base', x1: room.left, x2: room.right, y1: at, y2: at })
    return line + text(`${share * 100}%`, { class: 'up-c-axis', x: room.left - 8, y: at + 5, 'text-anchor': 'end' })
  })
  const columns = shares.map(share =>
    text(`${share * 100}%`, { class: 'up-c-axis', x: room.x(share), y: room.bottom + 20, 'text-anchor': 'middle' }),
  )
  return rows.join('') + columns.join('')
}

// So that the words can be read where a line runs behind them.
const HALO = { stroke: SHEET, 'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke' }

function mark(point: CurvePoint | undefined, room: Room): string {
  if (!point) return ''
  const [x, y] = [room.x(point.places), room.y(point.events)]
  const down = { x1: x, x2: x, y1: y, y2: room.bottom, stroke: INK_SOFT, 'stroke-width': 1, 'stroke-dasharray': '2 3' }
  return (
    el('line', down) +
    el('circle', { cx: x, cy: y, r: 5.5, fill: INK }) +
    text(`${say(point.events)} in ${say(point.places)}`, {
      class: 'up-c-label up-c-strong',
      x: x + 12,
      y: y + 6,
      ...HALO,
    })
  )
}

function lines(points: readonly CurvePoint[], room: Room): string {
  const all = withStart(points)
  const band = [...all.map(p => [p.places, p.upper] as const), ...all.map(p => [p.places, p.lower] as const).reverse()]
  const stroke = (d: string, colour: string, width: number, dash?: string) =>
    el('path', {
      d,
      fill: 'none',
      stroke: colour,
      'stroke-width': width,
      'stroke-dasharray': dash,
      'stroke-linejoin': 'round',
    })
  return (
    el('path', { d: `${path(band, room)}Z`, fill: CONTEXT, opacity: '.35' }) +
    stroke(
      path(
        all.map(p => [p.places, p.chance] as const),
        room,
      ),
      INK_SOFT,
      1.6,
      '6 4',
    ) +
    stroke(
      path(
        all.map(p => [p.places, p.events] as const),
        room,
      ),
      HUES.violence,
      3,
    )
  )
}

/** The lines' own names stand in the empty corner, so that no line runs through them. */
function key(room: Room): string {
  const [x, y] = [room.right - 176, room.bottom - 54]
  const line = (at: number, colour: string, width: number, dash?: string) =>
    el('line', { x1: x, x2: x + 28, y1: at, y2: at, stroke: colour, 'stroke-width': width, 'stroke-dasharray': dash })
  return (
    line(y, HUES.violence, 3) +
    text('As recorded', { class: 'up-c-axis', x: x + 36, y: y + 5, fill: INK }) +
    el('rect', { x, y: y + 16, width: 28, height: 12, fill: CONTEXT, opacity: '.35' }) +
    line(y + 22, INK_SOFT, 1.6, '6 4') +
    text('By chance, 95%', { class: 'up-c-axis', x: x + 36, y: y + 27, fill: INK })
  )
}

function draw(chart: ConcentrationCurve, width: number, className: string): string {
  const room = roomOf(width)
  return svg(
    { width, height: room.bottom + 48, label: labelOf(chart), className },
    text(chart.up, { class: 'up-c-axis', x: 0, y: 16 }) +
      axes(room) +
      lines(chart.points, room) +
      mark(chart.marked, room) +
      key(room) +
      text(chart.along, { class: 'up-c-axis', x: room.right, y: room.bottom + 42, 'text-anchor': 'end' }),
  )
}

function roomOf(width: number): Room {
  const [left, right, top, bottom] = [48, width - 20, 32, width > 500 ? 372 : 300]
  return {
    left,
    right,
    top,
    bottom,
    x: share => left + share * (right - left),
    y: share => bottom - share * (bottom - top),
  }
}

/** The concentration curve (a Lorenz curve from the fullest place down) over the band that chance makes. Drawn twice. */
export const concentrationCurve = (chart: ConcentrationCurve): string =>
  drawTwice((width, className) => draw(chart, width, className))
