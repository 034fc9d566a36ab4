import { INK, SHEET, SURFACE, TEAL, WATER } from './colours.ts'
import { el, svg, text } from './svg.ts'

export interface SpotsMap {
  width: number
  height: number
  /** What the map shows, for those who hear it. */
  title: string
  /** Areas it stands on. */
  places: readonly { d: string }[]
  /** Lines of the larger areas. */
  edges: string
  river?: string | undefined
  labels: readonly { lines: readonly string[]; x: number; y: number }[]
  /** Numbered places, in the order of the list beside the map. */
  spots: readonly { number: number; x: number; y: number }[]
}

const radius = 13
const font = 'Public Sans Variable, Segoe UI, Arial, sans-serif'

interface Marker {
  numbers: number[]
  x: number
  y: number
}

/** Places that would lie on one another share a marker, with all their numbers. */
export function markersOf(spots: SpotsMap['spots']): Marker[] {
  const markers: Marker[] = []
  for (const { number, x, y } of spots) {
    const near = markers.find(marker => Math.hypot(marker.x - x, marker.y - y) < radius * 1.6)
    if (near) near.numbers.push(number)
    else markers.push({ numbers: [number], x, y })
  }
  return markers
}

/** '3', '1, 4', '1–3', or '1 +4' where there are many. */
export function numbersWords(numbers: readonly number[]): string {
  const [first = 0] = numbers
  if (numbers.length > 2 && numbers.every((number, i) => number === first + i)) return `${first}–${numbers.at(-1)}`
  return numbers.length > 2 ? `${first} +${numbers.length - 1}` : numbers.join(', ')
}

/** Where a marker lies, on the drawing as a whole. */
function pillOf({ numbers, x }: Marker, width: number): { words: string; wide: number; middle: number } {
  const words = numbersWords(numbers)
  const wide = Math.max(2 * radius, words.length * 8.5 + 12)
  return { words, wide, middle: Math.min(Math.max(x, wide / 2 + 2), width - wide / 2 - 2) }
}

/** What the markers cover, so that no name is put there. */
export const markerBoxes = (spots: SpotsMap['spots'], width: number) =>
  markersOf(spots).map(marker => {
    const { wide, middle } = pillOf(marker, width)
    const half = wide / 2 + 2
    return { left: middle - half, right: middle + half, top: marker.y - radius - 2, bottom: marker.y + radius + 2 }
  })

function markerOf(marker: Marker, width: number): string {
  const { words, wide, middle } = pillOf(marker, width)
  const { y } = marker
  return (
    el('rect', {
      ...{ x: middle - wide / 2, y: y - radius, width: wide, height: 2 * radius, rx: radius },
      ...{ fill: TEAL, stroke: SHEET, 'stroke-width': 2 },
    }) + text(words, { x: middle, y: y + 5, 'text-anchor': 'middle', fill: SHEET, 'font-size': 14, 'font-weight': 700 })
  )
}

/** A map of numbered places over the areas they lie in: says where, and nothing else. */
export function spotsMap({ width, height, title, places, edges, river, labels, spots }: SpotsMap): string {
  const halo = { stroke: SHEET, 'stroke-width': 3.6, 'paint-order': 'stroke', 'stroke-linejoin': 'round' }
  return svg(
    { width, height, label: title },
    el('rect', { width, height, fill: SHEET }) +
      el(
        'g',
        { fill: SURFACE, stroke: SHEET, 'stroke-width': 1.2 },
        places.map(({ d }) => el('path', { d })).join(''),
      ) +
      (river ? el('path', { d: river, fill: WATER }) : '') +
      el('path', { d: edges, fill: 'none', stroke: INK, 'stroke-width': 1 }) +
      el(
        'g',
        { 'font-family': font, 'font-size': 12, 'font-weight': 600, 'text-anchor': 'middle', fill: INK },
        labels.flatMap(({ lines, x, y }) => lines.map((line, i) => text(line, { x, y: y + i * 12, ...halo }))).join(''),
      ) +
      el(
        'g',
        { 'font-family': font },
        markersOf(spots)
          .map(marker => markerOf(marker, width))
          .join(''),
      ),
  )
}
