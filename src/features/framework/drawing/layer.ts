import { INK, INK_SOFT, LINE, TEAL } from '../../../lib/charts/colours.ts'
import { el, svg, text } from '../../../lib/charts/svg.ts'
import { flow, heightOf, leading, linesAt, middleOf, stack, wrap } from './blocks.ts'

/** A layer of a strategy as its drawing needs it: what stands in the middle, where it works, what hangs on it, and what it meets. */
export interface Layer {
  label: string
  heads: readonly [from: string, what: string, items: string, meets: string]
  bands: readonly LayerBand[]
  /** All of one thing, in a strip below. */
  strip: { head: string; words: readonly string[] }
}
export interface LayerBand {
  from: readonly string[]
  title: string
  items: readonly string[]
  /** What stands where there is nothing. */
  none: string
  meets: readonly string[]
}

const width = 1200
const column = {
  from: { x: 0, w: 170 },
  what: { x: 210, w: 270 },
  items: { x: 540, w: 390 },
  meets: { x: 990, w: 210 },
}
const [pad, top] = [14, 44]

/** What is done for each, as a picture for a desk and for paper. The table on the page says the same. */
export function drawLayer(layer: Layer): string {
  let y = top
  const bands = layer.bands.map(one => {
    const drawn = bandAt(one, y)
    y += drawn.height
    return drawn.markup
  })
  const below = stripAt(layer.strip.head, layer.strip.words, y + 20)
  const heads = Object.values(column).map(({ x }, i) =>
    text(layer.heads[i] ?? '', { x, y: 24, 'font-size': 15, 'font-weight': 700, fill: INK_SOFT }),
  )
  const size = { width, height: y + 24 + below.height, label: layer.label, className: 'up-theory' }
  return svg(size, [...heads, ...bands, below.markup].join(''))
}

function bandAt(one: LayerBand, y: number): { markup: string; height: number } {
  const title = wrap(one.title, column.what.w - 28, 17, 700)
  const box = title.length * 22 + 26
  const stacks = [
    stack(one.from, column.from.w, 0),
    stack(one.items.length > 0 ? one.items : [one.none], column.items.w, 0),
    stack(one.meets, column.meets.w, 0),
  ]
  const height = Math.max(box, ...stacks.map(heightOf)) + 2 * pad
  const centre = y + height / 2
  const [from, items, meets] = stacks.map(blocks =>
    blocks.map(block => ({ ...block, y: block.y + centre - heightOf(blocks) / 2 })),
  )
  const right = column.what.x + column.what.w
  const markup = [
    el('path', { d: `M0 ${Math.round(y)}H${width}`, stroke: LINE, 'stroke-width': 1 }),
    ...(from ?? []).map(block => flow(column.from.x + column.from.w + 6, middleOf(block), column.what.x, centre)),
    ...(items ?? []).map(block => flow(right, centre, column.items.x - 10, middleOf(block))),
    boxAt(title, centre - box / 2, box),
    ...(from ?? []).map(block => linesAt(block.lines, column.from.x, block.y)),
    ...(items ?? []).map(block =>
      linesAt(block.lines, column.items.x, block.y, one.items.length > 0 ? {} : { fill: INK_SOFT }),
    ),
    ...(meets ?? []).map(block => linesAt(block.lines, column.meets.x, block.y)),
  ].join('')
  return { markup, height }
}

function boxAt(title: readonly string[], y: number, height: number): string {
  const { x, w } = column.what
  return (
    el('rect', { x, y, width: w, height, rx: 6, fill: '#dcebe8', stroke: TEAL, 'stroke-width': 1.4 }) +
    title
      .map((line, i) => text(line, { x: x + 14, y: y + 28 + i * 22, 'font-size': 17, 'font-weight': 700, fill: INK }))
      .join('')
  )
}

/** A strip across the foot of a drawing; nothing where there are no words. */
export function stripAt(head: string, words: readonly string[], y: number): { markup: string; height: number } {
  if (words.length === 0) return { markup: '', height: 0 }
  const each = width / words.length
  const wrapped = words.map(word => wrap(word, each - 32))
  const height = Math.max(...wrapped.map(lines => lines.length)) * leading + 56
  const markup =
    el('rect', { x: 0, y, width, height, rx: 6, fill: '#f3ece0' }) +
    text(head, { x: 16, y: y + 24, 'font-size': 15, 'font-weight': 700, fill: INK_SOFT }) +
    wrapped.map((lines, i) => linesAt(lines, 16 + i * each, y + 32)).join('')
  return { markup, height }
}
