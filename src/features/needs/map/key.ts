import {
  BIVARIATE,
  changeShape,
  EDGE,
  escapeXml,
  fillOf,
  INK,
  INK_SOFT,
  pairKey,
  type Shade,
  textOn,
} from '../../../lib/charts/index.ts'
import { sentence, whole } from '../../../lib/words.ts'
import type { OwnCut } from './classes.ts'

/** A square of colour as SVG, since a style attribute would be refused. */
export function swatch(shade: Shade, id: string): string {
  const fill = fillOf(shade)
  const pattern = `<defs><pattern id="${id}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="#fff"/><path d="M0 0v5" stroke="${EDGE}" stroke-width="1.4"/></pattern></defs>`
  const shape =
    shade?.kind === 'change' && (shade.change === 'rising' || shade.change === 'falling')
      ? `<g color="#fff" transform="translate(3 3) scale(.625)">${changeShape(shade.change)}</g>`
      : ''
  return `<svg class="up-square" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${fill ? '' : pattern}<rect x=".5" y=".5" width="15" height="15" rx="2" fill="${fill ?? `url(#${id})`}" stroke="${INK_SOFT}" stroke-opacity=".5"/>${shape}</svg>`
}

export interface PairKeyAsk {
  counts: Map<string, number>
  unit: string
  measure: string
  href: (group: string) => string
}

/** The nine squares, each with how many places and a link to list them. */
export const ninefold = ({ counts, unit, measure, href }: PairKeyAsk): string =>
  pairKey({
    id: 'key',
    counts: [0, 1, 2].map(row => [0, 1, 2].map(column => counts.get(`pair-${row}-${column}`) ?? 0)),
    unit,
    up: `More ${measure}`,
    along: 'More deprived',
    names: [measure, 'deprivation'],
    href: (row, column) => href(`pair-${row}-${column}`),
  })

const [left, wide, tall] = [24, 88, 48]

/** Four squares for own cut points, in the words of the cut points. */
export function fourfold({ counts, unit, href }: PairKeyAsk, own: OwnCut): string {
  const cell = (row: 0 | 2, column: 0 | 2) => {
    const fill = BIVARIATE[row][column]
    const [x, y] = [left + (column / 2) * (wide + 2), (row === 2 ? 0 : 1) * (tall + 2)]
    const group = `pair-${row}-${column}`
    const n = whole(counts.get(group) ?? 0)
    const words = `${n} ${unit}: ${own.violence[row ? 1 : 0]}, ${own.deprivation[column ? 1 : 0]}`
    return `<a href="${escapeXml(href(group))}" aria-label="${escapeXml(words)}"><rect x="${x}" y="${y}" width="${wide}" height="${tall}" fill="${fill}"/><text x="${x + wide / 2}" y="${y + 30}" text-anchor="middle" font-size="15" font-weight="600" fill="${textOn(fill)}">${n}</text></a>`
  }
  const text = `font-size="15" fill="${INK}" text-anchor="middle" aria-hidden="true"`
  return `<svg id="key" class="up-pair" viewBox="0 0 204 126" width="204" height="126" role="group" aria-label="${escapeXml(`Colour key, two by two. Up: ${own.violence[1]}. Right: ${own.deprivation[1]}.`)}">${cell(2, 0)}${cell(2, 2)}${cell(0, 0)}${cell(0, 2)}<text ${text} transform="translate(14 49) rotate(-90)">${escapeXml(sentence(own.violence[1]))} →</text><text ${text} x="${left + wide + 1}" y="118">${escapeXml(sentence(own.deprivation[1]))} →</text></svg>`
}
