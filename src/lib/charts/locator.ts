import { APRICOT, INK, SHEET, SURFACE, WATER } from './colours.ts'
import { el, svg } from './svg.ts'

export interface Locator {
  width: number
  height: number
  /** "Isleworth in Hounslow." */
  title: string
  /** Every place of the parent. */
  places: readonly { code: string; d: string }[]
  selected: string
  /** The parent's edge. */
  edge: string
  /** Paths of a river, drawn under the places. */
  river?: string
}

/** A small map that says where: the parent's places pale, this one apricot with an ink edge. */
export function locatorMap({ width, height, title, places, selected, edge, river }: Locator): string {
  const ordered = [...places].sort((a, b) => Number(a.code === selected) - Number(b.code === selected))
  const scale = width / 400
  const drawn = ordered.map(({ code, d }) =>
    el('path', { 'data-code': code, d, fill: code === selected ? APRICOT : SURFACE }),
  )
  const here = ordered.find(place => place.code === selected)
  const line = { fill: 'none', stroke: INK, 'stroke-linejoin': 'round' }
  return svg(
    { width, height, label: title },
    (river ? el('path', { d: river, fill: WATER }) : '') +
      el('g', { stroke: SHEET, 'stroke-width': 1.2 * scale, 'stroke-linejoin': 'round' }, drawn.join('')) +
      el('path', { d: edge, ...line, 'stroke-width': 1.3 * scale }) +
      (here ? el('path', { d: here.d, ...line, 'stroke-width': 2 * scale }) : ''),
  )
}
