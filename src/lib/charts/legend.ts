import { BIVARIATE, EDGE, INK, INK_SOFT, textOn } from './colours.ts'
import { formatCount } from './format.ts'
import { type Change, changeShape, changeWords } from './marks.ts'
import { fillOf, type Shade } from './shades.ts'
import { el, escapeXml, hatch, safeId, text } from './svg.ts'

export interface PairKey {
  id: string
  /** How many places are in each square: rows violence low, mid, high; columns deprivation low, mid, high. */
  counts: readonly (readonly number[])[]
  /** What is counted: "wards". */
  unit: string
  /** "More violence", up the side. */
  up: string
  /** "More deprived", along the foot. */
  along: string
  /** Names in the sentence of each square: "violence", "deprivation". */
  names: readonly [string, string]
  /** Where a square leads, if anywhere. Rows and columns from 0, low to high. */
  href?: (row: number, column: number) => string
}

export interface PairCell {
  row: number
  column: number
  count: number
  fill: string
  textFill: string
  label: string
  href: string | null
}

const THIRDS = ['low', 'mid', 'high']

/** The nine squares as data, top row (high) first, for a page that lays them out itself. */
export const pairCells = ({ counts, unit, names, href }: PairKey): PairCell[] =>
  [2, 1, 0].flatMap(row =>
    [0, 1, 2].map(column => {
      const count = counts[row]?.[column] ?? 0
      const fill = BIVARIATE[row]?.[column] ?? INK
      const what = `${names[0]} ${THIRDS[row]}, ${names[1]} ${THIRDS[column]}`
      const label = `${formatCount(count)} ${unit}: ${what}`
      return { row, column, count, fill, textFill: textOn(fill), label, href: href ? href(row, column) : null }
    }),
  )

const [SIDE, TALL, GAP, LEFT] = [58, 42, 2, 24]

function square(cell: PairCell): string {
  const [x, y] = [LEFT + cell.column * (SIDE + GAP), (2 - cell.row) * (TALL + GAP)]
  const count = text(formatCount(cell.count), {
    x: x + SIDE / 2,
    y: y + TALL / 2 + 5,
    'text-anchor': 'middle',
    'font-size': 15,
    'font-weight': '600',
    fill: cell.textFill,
  })
  const inner = el('rect', { x, y, width: SIDE, height: TALL, fill: cell.fill }) + count
  if (cell.href === null) return el('g', { role: 'img', 'aria-label': cell.label }, inner)
  return el('a', { href: cell.href, 'aria-label': cell.label }, inner)
}

/**
 * The three-by-three key as SVG, 204 by 156: colours by attribute, since a style attribute would be refused. Squares are links when
 * `href` is given, nine stops for the keyboard.
 */
export function pairKey(key: PairKey): string {
  const middle = LEFT + (3 * SIDE + 2 * GAP) / 2
  const side = (3 * TALL + 2 * GAP) / 2
  const words = { 'font-size': 15, fill: INK, 'text-anchor': 'middle', 'aria-hidden': 'true' }
  const label = `Colour key, three by three. Up: ${key.up.toLowerCase()}. Right: ${key.along.toLowerCase()}.`
  const inner =
    pairCells(key).map(square).join('') +
    text(`${key.up} →`, { ...words, transform: `translate(14 ${side}) rotate(-90)` }) +
    text(`${key.along} →`, { ...words, x: middle, y: 3 * TALL + 2 * GAP + 20 })
  const attributes = { id: safeId(key.id), class: 'up-pair', viewBox: '0 0 204 156', width: 204, height: 156 }
  return el('svg', { ...attributes, role: 'group', 'aria-label': label }, inner)
}

export interface KeyItem {
  shade: Shade
  words: string
  /** How many places, if it should be said. */
  count?: number
}

function swatch(shade: Shade, patternId: string): string {
  const fill = fillOf(shade)
  const box = {
    x: 0.5,
    y: 0.5,
    width: 15,
    height: 15,
    rx: 2,
    fill: fill ?? `url(#${patternId})`,
    stroke: INK_SOFT,
    'stroke-opacity': '.5',
  }
  const mark = shade?.kind === 'change' && ['rising', 'falling'].includes(shade.change)
  const shape = mark
    ? el('g', { color: '#ffffff', transform: 'translate(3 3) scale(.625)' }, changeShape(shade.change))
    : ''
  const defs = fill ? '' : el('defs', {}, hatch(patternId, { size: 5, stroke: EDGE, strokeWidth: 1.4 }))
  const size = { width: 16, height: 16, viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' }
  return el('svg', size, defs + el('rect', box) + shape)
}

/** A key as a line of HTML: swatch and words, and how many places. For class ranges, provision, and changes. */
export function mapKey(id: string, items: readonly KeyItem[]): string {
  const written = items.map(({ shade, words, count }, i) => {
    const number = count === undefined ? '' : ` <span class="up-soft up-num">${formatCount(count)}</span>`
    return `<span>${swatch(shade, `${safeId(id)}-${i}`)} ${escapeXml(words)}${number}</span>`
  })
  return el('p', { class: 'up-key' }, written.join(''))
}

/** A key's entries for a map of changes, in the order rising, falling, chance, then why there was no test. */
export const changeKey = (counts: Partial<Record<Change, number>>): KeyItem[] =>
  (['rising', 'falling', 'chance', 'too-few', 'too-short', 'break'] as const)
    .filter(change => counts[change] !== undefined)
    .map(change => ({ shade: { kind: 'change', change }, words: changeWords(change), count: counts[change] }))

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** A key's entries for classes: words from `classWords`, and the hatch with its reason when some places have no figure. */
export function stepKey(
  words: readonly string[],
  shades: readonly Shade[],
  { counts, none }: { counts?: readonly number[]; none?: { words: string; count: number } } = {},
): KeyItem[] {
  const items: KeyItem[] = words.map((each, i) => ({
    shade: shades[i] ?? null,
    words: capital(each),
    count: counts?.[i],
  }))
  return none && none.count > 0 ? [...items, { shade: null, words: none.words, count: none.count }] : items
}
