// How the map that zooms is drawn: the same colours, lines and quiet names as the picture. Names are written with the page's own typeface.
import type { LayerSpecification, SymbolLayerSpecification } from 'maplibre-gl'

const [ink, sheet, water] = ['#1b2340', '#ffffff', '#bcd3de']
const line = (id: string, roles: string[], colour: string, width: number): LayerSpecification => ({
  id,
  type: 'line',
  source: 'around',
  filter: ['in', ['get', 'role'], ['literal', roles]],
  layout: { 'line-join': 'round', 'line-cap': 'round' },
  paint: { 'line-color': colour, 'line-width': width },
})

const names = (id: string, role: string, size: number): SymbolLayerSpecification => ({
  id,
  type: 'symbol',
  source: 'around',
  filter: ['==', ['get', 'role'], role],
  layout: {
    'text-field': ['get', 'name'],
    // MapLibre takes the weight from the first name, and the browser the first typeface it has.
    'text-font': ['Semibold', 'Public Sans Variable', 'Arial'],
    'text-size': size,
    'text-line-height': 1.1,
    'text-max-width': 8,
    'text-padding': 3,
    'symbol-sort-key': ['get', 'order'],
  },
  paint: { 'text-color': ink, 'text-halo-color': 'rgba(255,255,255,.88)', 'text-halo-width': 1.9 },
})

/** From the ground up: river, places, their edges, the boroughs' lines, names. */
export const layers: LayerSpecification[] = [
  { id: 'ground', type: 'background', paint: { 'background-color': sheet } },
  {
    id: 'river',
    type: 'fill',
    source: 'around',
    filter: ['==', ['get', 'role'], 'river'],
    paint: { 'fill-color': water },
  },
  {
    id: 'places',
    type: 'fill',
    source: 'places',
    paint: { 'fill-color': ['coalesce', ['get', 'fill'], sheet] },
  },
  {
    id: 'none',
    type: 'fill',
    source: 'places',
    filter: ['!', ['to-boolean', ['get', 'fill']]],
    paint: { 'fill-pattern': 'hatch' },
  },
  { id: 'edges', type: 'line', source: 'places', paint: { 'line-color': sheet, 'line-width': 0.8 } },
  line('between-under', ['between'], sheet, 2.2),
  line('between', ['between', 'edge'], ink, 0.8),
  {
    id: 'pointed',
    type: 'line',
    source: 'places',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': ink, 'line-width': ['case', ['boolean', ['feature-state', 'hot'], false], 3, 0] },
  },
  names('place-names', 'place', 12),
  names('borough-names', 'borough', 13),
]

/** The diagonal hatch of "no figures", 8 by 8 pixels. */
export function hatch(): ImageData {
  const data = new ImageData(8, 8)
  for (let i = 0; i < 64; i++) {
    const on = ((i % 8) + Math.floor(i / 8)) % 8 < 2
    data.data.set(on ? [125, 117, 99, 255] : [255, 255, 255, 255], i * 4)
  }
  return data
}
