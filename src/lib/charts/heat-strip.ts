import { textWidth } from '../geo/index.ts'
import { type Breaks, classOf, stepsFor } from './classes.ts'
import { EDGE, SEQUENTIAL, type SequentialHue, SHEET, type Step } from './colours.ts'
import { formatCount, listWords, sentence } from './format.ts'
import { hourLabel, hourWords } from './hours-grid.ts'
import { drawTwice, el, hatch, safeId, svg, text } from './svg.ts'

export interface HeatStrip {
  id: string
  title: string
  /** "offences" */
  unit: string
  /** Weekday names, top to bottom. */
  rows: readonly { name: string; short: string; values: readonly (number | null)[] }[]
  /** First hour of the day drawn; 6 keeps a night out in one piece. */
  from: number
  /** Up to four cut points (`quantileBreaks` with 0 decimals). */
  breaks: Breaks
  hue?: SequentialHue
}

const ROW = 24

/** The busiest cell in words; a strip of 168 squares read aloud would help nobody, the table does. */
function stripWords({ title, unit, rows, from }: HeatStrip): string {
  const cells = rows.flatMap(row => row.values.map((value, i) => ({ name: row.name, hour: from + i, value })))
  const known = cells.filter(cell => cell.value !== null)
  const most = Math.max(0, ...known.map(cell => cell.value ?? 0))
  const top = known.filter(cell => cell.value === most && most > 0).slice(0, 3)
  const when = listWords(top.map(cell => `${cell.name} ${hourWords(cell.hour)} to ${hourWords(cell.hour + 1)}`))
  const gaps = cells.length - known.length
  const busiest = top.length ? `Most ${unit} in an hour: ${formatCount(most)}, ${when}.` : `No ${unit} in any hour.`
  return `${sentence(title)} ${busiest}${gaps ? ` ${gaps} hours have no figure.` : ''}`
}

function draw(strip: HeatStrip, width: number, className: string, suffix: string): string {
  const wide = width > 500
  const pattern = `${safeId(strip.id)}-${suffix}-none`
  const steps: Step[] = stepsFor(strip.breaks.length + 1)
  const colours = SEQUENTIAL[strip.hue ?? 'violence']
  const names = strip.rows.map(row => (wide ? row.name : row.short))
  const left = Math.max(...names.map(name => textWidth(name, 14))) + 10
  const count = Math.max(1, ...strip.rows.map(row => row.values.length))
  const step = (width - left) / count
  const fill = (value: number | null) =>
    value === null ? `url(#${pattern})` : (colours[steps[classOf(value, strip.breaks, 0)] ?? 0] ?? SHEET)
  const rows = strip.rows.map((row, i) => {
    const box = { y: 2 + i * ROW, width: step - (wide ? 1.5 : 0.8), height: ROW - 2 }
    const cells = row.values.map((value, hour) => el('rect', { x: left + hour * step, ...box, fill: fill(value) }))
    return text(names[i] ?? '', { class: 'up-c-axis', x: 0, y: 18 + i * ROW }) + cells.join('')
  })
  const foot = strip.rows.length * ROW + 18
  const every = [1, 2, 3, 4, 6, 12].find(each => each * step > 58) ?? 24
  const hours = Array.from({ length: count }, (_, i) => i).filter(i => (strip.from + i) % every === 0)
  const axis = hours.map(i => hourLabel(hourWords(strip.from + i), left + i * step, foot, width))
  const gaps = strip.rows.some(row => row.values.includes(null))
  return svg(
    { width, height: foot + 8, label: stripWords(strip), className },
    (gaps ? el('defs', {}, hatch(pattern, { size: 5, stroke: EDGE })) : '') + rows.join('') + axis.join(''),
  )
}

/** Hours of the day by weekday as shaded squares. Drawn twice. Put `mapKey` with the same cut points under it. */
export const heatStrip = (strip: HeatStrip): string =>
  drawTwice((width, className, suffix) => draw(strip, width, className, suffix))
