import { el, svg, text } from '../../../lib/charts/svg.ts'
import { dayWords } from '../../../lib/dates.ts'
import { sentence } from '../../../lib/words.ts'
import type { Fact } from './schemas.ts'
import { factWords } from './words.ts'

/** Units of the drawing; the size that social pages show whole. */
const size = { width: 1200, height: 630, left: 80, right: 1120 }
const ink = { text: '#1b2340', soft: '#4a5168', paper: '#fcf9f4', accent: '#f6a55c', line: '#dcd2c3' }
const font = '"Public Sans", Arial, Helvetica, sans-serif'

/** Breaks words into lines of at most `most` letters; what does not fit in `lines` ends in an ellipsis. */
export function wrap(words: string, most: number, lines: number): string[] {
  const all: string[] = []
  for (const word of words.split(/\s+/)) {
    const last = all.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= most) all[all.length - 1] = `${last} ${word}`
    else all.push(word)
  }
  if (all.length <= lines) return all
  const kept = all.slice(0, lines)
  return kept.map((line, i) => (i === lines - 1 ? `${line.slice(0, most - 1)}…` : line))
}

interface Block {
  lines: string[]
  size: number
  fill: string
  weight?: number
}

/** Lines one under another from `top`; gives the drawing and where it ends. */
function block({ lines, size: px, fill, weight = 400 }: Block, top: number): { drawn: string; end: number } {
  const step = px * 1.22
  const drawn = lines
    .map((line, i) =>
      text(line, {
        x: size.left,
        y: top + px + i * step,
        'font-family': font,
        'font-size': px,
        'font-weight': weight,
        fill,
      }),
    )
    .join('')
  return { drawn, end: top + lines.length * step }
}

/** All above the foot line at a scale: smaller words where there are many, so that none is drawn over the edge. Never without the period, and how sure it is. */
function layout(fact: Fact, scale: number): { drawn: string; end: number } {
  const { statement, value, period, where, interval, source } = factWords(fact)
  const then = fact.status === 'stated then' ? 'As stated then. ' : ''
  const checked = fact.checkedOn ? ` Checked ${dayWords(fact.checkedOn)}.` : ''
  const put = (words: string, most: number, lines: number, px: number, top: number, weight = 400, fill = ink.text) =>
    block({ lines: wrap(words, Math.floor(most / scale), lines), size: px * scale, fill, weight }, top)
  const head = put(statement, 50, 3, 42, 70, 600)
  const figure = put(value, 30, 2, 76, head.end + 14 * scale, 700)
  const about = put([where, period].filter(Boolean).join(', '), 62, 3, 34, figure.end + 10 * scale)
  const sure = put(sentence(interval), 84, 2, 25, about.end + 6 * scale)
  const from = `${then}Source: ${source}.${checked}`
  const foot = put(from, 88, 3, 23, Math.max(sure.end + 12 * scale, scale === 1 ? 500 : 0), 400, ink.soft)
  return { drawn: [head, figure, about, sure, foot].map(each => each.drawn).join(''), end: foot.end }
}

const lowest = 586
const fitting = (fact: Fact): string =>
  ([1, 0.85, 0.72].map(scale => layout(fact, scale)).find(({ end }) => end <= lowest) ?? layout(fact, 0.6)).drawn

/** A fact as a picture to share: what it says, figure, period, source, and what must be said across it (`mark`). */
export function factCard(fact: Fact, { mark, from }: { mark: string; from: string }): string {
  const { sentence: words } = factWords(fact)
  const inner = [
    el('rect', { x: 0, y: 0, width: size.width, height: size.height, fill: ink.paper }),
    el('rect', { x: 0, y: 0, width: size.width, height: 18, fill: ink.accent }),
    el('rect', { x: size.left, y: 588, width: size.right - size.left, height: 1, fill: ink.line }),
    fitting(fact),
    text(mark || from, {
      x: size.left,
      y: 616,
      'font-family': font,
      'font-size': 20,
      'font-weight': mark ? 700 : 400,
      fill: ink.text,
    }),
  ].join('')
  const drawing = svg({ width: size.width, height: size.height, label: mark ? `${words} ${mark}` : words }, inner)
  return drawing.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')
}
