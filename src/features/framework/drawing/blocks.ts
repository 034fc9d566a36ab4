import { INK, LINE, TEAL } from '../../../lib/charts/colours.ts'
import { el, text } from '../../../lib/charts/svg.ts'
import { textWidth } from '../../../lib/geo/index.ts'

/** Size and line height of the drawing's words, and the space between two items. */
export const size = 15
export const leading = 20
const gap = 8

/** Words in lines no wider than `wide`. */
export function wrap(words: string, wide: number, at = size, weight: 400 | 600 | 700 = 400): string[] {
  const lines: string[] = []
  for (const word of words.split(/\s+/)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`
    if (lines.length > 0 && textWidth(longer, at, weight) <= wide) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

export interface Block {
  lines: string[]
  y: number
  height: number
}

/** Items one under another from `y`. */
export function stack(items: readonly string[], wide: number, y: number): Block[] {
  let at = y
  return items.map(words => {
    const lines = wrap(words, wide)
    const block = { lines, y: at, height: lines.length * leading }
    at += block.height + gap
    return block
  })
}

export const heightOf = (blocks: readonly Block[]) =>
  blocks.length === 0 ? 0 : blocks.reduce((sum, block) => sum + block.height + gap, -gap)

export const linesAt = (
  lines: readonly string[],
  x: number,
  y: number,
  more: Record<string, string | number> = {},
): string =>
  lines.map((line, i) => text(line, { x, y: y + 15 + i * leading, 'font-size': size, fill: INK, ...more })).join('')

/** A gentle line from one side to another. */
export const flow = (x1: number, y1: number, x2: number, y2: number, strong = false): string => {
  const middle = (x1 + x2) / 2
  const d = [x1, y1, middle, y1, middle, y2, x2, y2].map(n => Math.round(n))
  return el('path', {
    d: `M${d[0]} ${d[1]}C${d[2]} ${d[3]} ${d[4]} ${d[5]} ${d[6]} ${d[7]}`,
    fill: 'none',
    stroke: strong ? TEAL : LINE,
    'stroke-width': strong ? 1.6 : 1.4,
  })
}

export const middleOf = (block: Block) => block.y + block.height / 2
