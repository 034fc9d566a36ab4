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

/** What a card says below its figure: never without the period, and how sure it is. */
const linesOf = (fact: Fact): Record<'period' | 'interval' | 'source', string[]> => {
  const { period, where, interval, source } = factWords(fact)
  const then = fact.status === 'stated then' ? 'As stated then. ' : ''
  const checked = fact.checkedOn ? ` Checked ${dayWords(fact.checkedOn)}.` : ''
  return {
    period: wrap([where, period].filter(Boolean).join(', '), 62, 3),
    interval: wrap(sentence(interval), 84, 2),
    source: wrap(`${then}Source: ${source}.${checked}`, 88, 3),
  }
}

/** A fact as a picture to share: what it says, figure, period, source, and what must be said across it (`mark`). */
export function factCard(fact: Fact, { mark, from }: { mark: string; from: string }): string {
  const { statement, value, sentence: words } = factWords(fact)
  const below = linesOf(fact)
  const head = block({ lines: wrap(statement, 50, 3), size: 42, fill: ink.text, weight: 600 }, 70)
  const figure = block({ lines: wrap(value, 30, 2), size: 76, fill: ink.text, weight: 700 }, head.end + 14)
  const period = block({ lines: below.period, size: 34, fill: ink.text }, figure.end + 10)
  const sure = block({ lines: below.interval, size: 25, fill: ink.text }, period.end + 6)
  const foot = block({ lines: below.source, size: 23, fill: ink.soft }, Math.max(sure.end + 12, 500))
  const inner = [
    el('rect', { x: 0, y: 0, width: size.width, height: size.height, fill: ink.paper }),
    el('rect', { x: 0, y: 0, width: size.width, height: 18, fill: ink.accent }),
    el('rect', { x: size.left, y: 588, width: size.right - size.left, height: 1, fill: ink.line }),
    head.drawn,
    figure.drawn,
    period.drawn,
    sure.drawn,
    foot.drawn,
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
