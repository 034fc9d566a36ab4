import type { PlacedLabel, Point } from '../geo/index.ts'
import { EDGE, FOCUS, INK, SHEET, WATER } from './colours.ts'
import { type Change, changeShape } from './marks.ts'
import { fillOf, type Shade } from './shades.ts'
import { el, escapeXml, hatch, safeId, svg } from './svg.ts'

export interface MapPlace {
  code: string
  /** SVG path on the drawing (`placePaths`). */
  d: string
  shade: Shade
  /** Shown where a pointer rests on it. */
  name?: string
  /** Where to put the change's shape; only for rising and falling. */
  at?: Point
}

export interface Choropleth {
  id: string
  width: number
  height: number
  /** What the map shows and where the same figures stand as a table. */
  title: string
  places: readonly MapPlace[]
  /** Lines between parents (`outline` with lines 'between'): white under ink. */
  parents?: string
  /** Outer edge (`outline` with lines 'edge'): ink alone, so that it does not eat into the places. */
  edge?: string
  river?: string
  labels?: readonly PlacedLabel[]
  /** Code of the chosen place. */
  selected?: string
  /** Names the parts, so that a copy in other colours further down the page can be drawn from them without their bytes. */
  ids?: string
  /** The `ids` of the map on the same page that this one is a copy of: its own paths are left out and the other's used. */
  copyOf?: string
  /** Cut off what lies outside the drawing: for a part of a larger map. */
  clip?: boolean
}

/** Places by fill, so that a colour is written once and not 700 times. Order within a fill is kept. */
function byFill(places: readonly MapPlace[], pattern: string): Map<string, MapPlace[]> {
  const groups = new Map<string, MapPlace[]>()
  for (const place of places) {
    const fill = fillOf(place.shade) ?? `url(#${pattern})`
    groups.set(fill, [...(groups.get(fill) ?? []), place])
  }
  return groups
}

const WARD = { stroke: SHEET, 'stroke-width': 0.6, 'stroke-linejoin': 'round' }
const LINES = { fill: 'none', 'stroke-linejoin': 'round', 'pointer-events': 'none' }

const fills = (map: Choropleth, pattern: string): string =>
  [...byFill(map.places, pattern)]
    .map(([fill, group]) => el('g', { fill, ...WARD }, group.map(place => placeOf(place, map)).join('')))
    .join('')

const placeOf = ({ code, d, name }: MapPlace, { ids, copyOf }: Choropleth): string =>
  copyOf
    ? el('use', { href: `#${copyOf}-${code}` })
    : el(
        'path',
        { id: ids && `${ids}-${code}`, class: 'w', 'data-code': code, d },
        name && el('title', {}, escapeXml(name)),
      )

const parentLines = (d: string | undefined): string =>
  d
    ? el('path', { class: 'b', d, ...LINES, stroke: SHEET, 'stroke-width': 2.2 }) +
      el('path', { class: 'b2', d, ...LINES, stroke: INK, 'stroke-width': '.7' })
    : ''

const edgeLine = (d: string | undefined) =>
  d ? el('path', { class: 'b2', d, ...LINES, stroke: INK, 'stroke-width': '.7' }) : ''

const chosen = (place: MapPlace | undefined): string =>
  place
    ? el('path', { class: 'sel1', d: place.d, ...LINES, stroke: FOCUS, 'stroke-width': 6 }) +
      el('path', { class: 'sel2', d: place.d, ...LINES, stroke: INK, 'stroke-width': 2.4 })
    : ''

/** A badge with the change's shape in white: it can be seen on the smallest ward, and colour is never the only sign. */
const shapes = (places: readonly MapPlace[]): string =>
  places
    .map(({ at, shade }) => {
      if (!at || shade?.kind !== 'change' || !BADGED.has(shade.change)) return ''
      const moved = `translate(${Math.round(at[0])} ${Math.round(at[1])})`
      const disc = el('circle', { r: 10, fill: fillOf(shade) ?? INK, stroke: SHEET, 'stroke-width': 1.4 })
      const shape = el('g', { transform: 'translate(-6 -6.5) scale(.75)' }, changeShape(shade.change))
      return el('g', { transform: moved, color: SHEET, 'pointer-events': 'none' }, disc + shape)
    })
    .join('')

const BADGED: ReadonlySet<Change> = new Set(['rising', 'falling'])

const HALO = {
  stroke: SHEET,
  'stroke-width': 3.6,
  'stroke-opacity': '.88',
  'stroke-linejoin': 'round',
  'paint-order': 'stroke',
}

function names(labels: readonly PlacedLabel[]): string {
  const written = labels.map(({ lines, x, y }) => {
    const spans = lines.map((line, i) => el('tspan', { x, dy: i > 0 && 17 }, escapeXml(line)))
    return el('text', { class: 'lb', x, y }, spans.join(''))
  })
  const type = { 'font-size': 18, 'font-weight': '600', fill: INK, 'text-anchor': 'middle', 'pointer-events': 'none' }
  return written.length ? el('g', { ...type, ...HALO }, written.join('')) : ''
}

const ground = ({ river, ids, copyOf }: Choropleth): string => {
  if (!river) return ''
  return copyOf
    ? el('use', { href: `#${copyOf}-river` })
    : el('path', { id: ids && `${ids}-river`, d: river, fill: WATER })
}

function lines({ parents, edge, ids, copyOf }: Choropleth): string {
  if (copyOf) return el('use', { href: `#${copyOf}-lines` })
  const drawn = parentLines(parents) + edgeLine(edge)
  return ids ? el('g', { id: `${ids}-lines` }, drawn) : drawn
}

const layers = (map: Choropleth, pattern: string): string =>
  ground(map) +
  fills(map, pattern) +
  lines(map) +
  shapes(map.places) +
  chosen(map.places.find(place => place.code === map.selected))

/**
 * A shaded map as SVG: river, places (`class="w"`, `data-code`), parents' outlines, the chosen place, labels. Drawn once; it scales.
 * Places carry no titles: the table beside the map has the words. Wrap it in `.up-map`.
 */
export function choropleth(map: Choropleth): string {
  const [pattern, clip] = [`${safeId(map.id)}-none`, `${safeId(map.id)}-clip`]
  const { width, height } = map
  const defs =
    (map.places.some(place => fillOf(place.shade) === null)
      ? hatch(pattern, { size: 6, stroke: EDGE, strokeWidth: 1.6 })
      : '') + (map.clip ? el('clipPath', { id: clip }, el('rect', { width, height })) : '')
  const drawn = layers(map, pattern)
  return svg(
    { width, height, label: map.title },
    (defs && el('defs', {}, defs)) +
      (map.clip ? el('g', { 'clip-path': `url(#${clip})` }, drawn) : drawn) +
      names(map.labels ?? []),
  )
}
