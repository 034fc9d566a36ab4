import { textWidth } from '../geo/index.ts'
import { LINE, SEQUENTIAL, SHEET, textOn } from './colours.ts'
import { listWords, sentence } from './format.ts'
import { drawTwice, el, hatch, safeId, svg, text } from './svg.ts'

/** Sessions in an hour; 0 is known to be none; null is not known, which is not none. */
export type HourCount = number | null

export interface HoursRow {
  /** "Mon to Fri" */
  name: string
  /** "Week", for the narrow drawing. */
  short: string
  /** One for each hour from `from`. */
  hours: readonly HourCount[]
}

export interface HoursGrid {
  id: string
  title: string
  /** First hour, 0 to 23. */
  from: number
  rows: readonly HoursRow[]
}

const [ROW, CELL] = [38, 34]

/** "9am", "noon", "9pm". */
export const hourWords = (hour: number): string => {
  const clock = ((hour % 24) + 24) % 24
  if (clock === 12) return 'noon'
  if (clock === 0) return 'midnight'
  return `${clock % 12}${clock < 12 ? 'am' : 'pm'}`
}

/** None is white, one to three deepen, four and more are darkest. */
const fillFor = (count: number) => (count === 0 ? SHEET : (SEQUENTIAL.provision[Math.min(count, 4)] ?? SHEET))

function cell(count: HourCount, x: number, y: number, width: number, pattern: string): string {
  const fill = count === null ? `url(#${pattern})` : fillFor(count)
  const box = el('rect', { x, y, width, height: CELL, rx: 3, fill, stroke: LINE })
  if (!count || textWidth(String(count), 14) > width - 2) return box
  return (
    box +
    text(String(count), { x: x + width / 2, y: y + 22, 'text-anchor': 'middle', 'font-size': 14, fill: textOn(fill) })
  )
}

function rowWords({ name, hours }: HoursRow): string {
  const known = hours.filter(count => count !== null)
  const busy = known.filter(count => count > 0).length
  if (!known.length) return `${name}: not known`
  const unknown = hours.length - known.length
  return `${name}: something on in ${busy} of ${known.length} known hours${unknown ? `, ${unknown} not known` : ''}`
}

function gridWords({ title, rows, from }: HoursGrid): string {
  const count = Math.max(0, ...rows.map(row => row.hours.length))
  const span = `${hourWords(from)} to ${hourWords(from + count)}`
  const unknown = rows.every(row => row.hours.every(each => each === null))
  const words = unknown ? 'All not known' : listWords(rows.map(rowWords))
  return `${sentence(title)} Grid of hours, ${span}, by ${listWords(rows.map(row => row.name))}. ${words}.`
}

/** An hour under the left edge of its cell, pushed back where it would run off the drawing. */
export const hourLabel = (words: string, x: number, y: number, width: number): string => {
  const over = x + textWidth(words, 14) > width
  return text(words, { class: 'up-c-axis', x: over ? width : x, y, 'text-anchor': over && 'end' })
}

function draw(grid: HoursGrid, width: number, className: string, suffix: string): string {
  const wide = width > 500
  const pattern = `${safeId(grid.id)}-${suffix}-unknown`
  const count = Math.max(1, ...grid.rows.map(row => row.hours.length))
  const names = grid.rows.map(row => (wide ? row.name : row.short))
  const left = Math.max(...names.map(name => textWidth(name, 15))) + 14
  const gap = wide ? 2 : 1.5
  const step = (width - left) / count
  const rows = grid.rows.map((row, i) => {
    const cells = row.hours.map((each, hour) => cell(each, left + hour * step, 3 + i * ROW, step - gap, pattern))
    return text(names[i] ?? '', { class: 'up-c-label', x: 0, y: 25 + i * ROW }) + cells.join('')
  })
  const foot = grid.rows.length * ROW + 20
  const every = Math.ceil(52 / step)
  const hours = Array.from({ length: count }, (_, i) => i).filter(i => i % every === 0)
  const axis = hours.map(i => hourLabel(hourWords(grid.from + i), left + i * step + 1, foot, width))
  return svg(
    { width, height: foot + 8, label: gridWords(grid), className },
    el('defs', {}, hatch(pattern)) + rows.join('') + axis.join(''),
  )
}

/** What is on, hour by hour: teal for sessions, white for none, hatched for not known. Drawn twice. */
export const hoursGrid = (grid: HoursGrid): string =>
  drawTwice((width, className, suffix) => draw(grid, width, className, suffix))
