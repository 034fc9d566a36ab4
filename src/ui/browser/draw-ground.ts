// What one draws on: our own boundaries, and names to find the way by. No tiles, nothing from elsewhere.
import { Map as LibreMap, NavigationControl, setWorkerUrl } from 'maplibre-gl'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { placeLabels } from '../../lib/geo/labels.ts'
import type { Point } from '../../lib/geo/shapes.ts'

/** The answer of /places/drawing.json. */
export interface Ground {
  areas: [code: string, name: string, ward: string, longitude: number, latitude: number, persons: number | null][]
  names: [kind: 'borough' | 'ward' | 'station', name: string, longitude: number, latitude: number][]
  boroughs: [name: string, west: number, south: number, east: number, north: number][]
}
type Boundaries = Topology<{ lsoa: GeometryCollection<{ parent?: string }> }>

export async function read<T>(address: string): Promise<T> {
  const answer = await fetch(address, { credentials: 'same-origin' })
  if (!answer.ok) throw new Error(`${address} did not load`)
  return answer.json()
}

const none = { type: 'FeatureCollection' as const, features: [] }

/** A map of small areas with wards in stronger lines, an empty layer for the drawing, and no keys of its own. Resolves when it can be seen. */
export async function openGround(holder: HTMLElement, frame: DOMStringMap, ground: Ground): Promise<LibreMap> {
  const topology = await read<Boundaries>(frame.boundaries ?? '')
  const layer = topology.objects.lsoa
  // The layer holds nothing but small areas, each with its ward as parent.
  const wards = new Map(
    layer.geometries.map(one => [
      one.id,
      one.properties && 'parent' in one.properties ? one.properties.parent : undefined,
    ]),
  )
  const wardIn = (area: { id?: string | number | undefined }) => wards.get(area.id)
  const wardLines = mesh(topology, layer, (a, b) => a === b || wardIn(a) !== wardIn(b))
  setWorkerUrl(new URL(frame.worker ?? '', location.href).href)
  const map = new LibreMap({
    container: holder,
    bounds: whole(ground),
    fitBoundsOptions: { padding: 12 },
    attributionControl: false,
    keyboard: false,
    doubleClickZoom: false,
    boxZoom: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxPitch: 0,
    maxZoom: 17,
    locale: { 'Map.Title': 'Map for drawing' },
    style: {
      version: 8,
      sources: {
        areas: { type: 'geojson', data: coded(feature(topology, layer)) },
        wards: { type: 'geojson', data: { type: 'Feature', properties: {}, geometry: wardLines } },
        line: { type: 'geojson', data: none },
      },
      layers: [
        { id: 'ground', type: 'background', paint: { 'background-color': '#dfe9ee' } },
        { id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': '#ffffff' } },
        {
          id: 'inside',
          type: 'fill',
          source: 'areas',
          filter: ['in', ['get', 'code'], ['literal', []]],
          paint: { 'fill-color': '#a2ccc5' },
        },
        { id: 'edges', type: 'line', source: 'areas', paint: { 'line-color': '#c9bfae', 'line-width': 0.7 } },
        { id: 'wards', type: 'line', source: 'wards', paint: { 'line-color': '#7d7563', 'line-width': 1.4 } },
        { id: 'line-under', type: 'line', source: 'line', paint: { 'line-color': '#ffffff', 'line-width': 6 } },
        { id: 'line', type: 'line', source: 'line', paint: { 'line-color': '#1b2340', 'line-width': 3 } },
      ],
    },
  })
  map.addControl(new NavigationControl({ showCompass: false }))
  map.touchZoomRotate.disableRotation()
  await new Promise<void>((resolve, reject) => {
    map.once('load', () => resolve())
    map.once('error', event => reject(event.error))
  })
  return map
}

// A code is a text, and the map keeps only numbers as ids.
const coded = <T extends { features: { id?: string | number }[] }>(areas: T) => ({
  ...areas,
  features: areas.features.map(area => ({ ...area, properties: { code: area.id } })),
})

function whole({ boroughs }: Ground): [number, number, number, number] {
  const edge = (pick: (...numbers: number[]) => number, at: 1 | 2 | 3 | 4) => pick(...boroughs.map(one => one[at]))
  return [edge(Math.min, 1), edge(Math.min, 2), edge(Math.max, 3), edge(Math.max, 4)]
}

const svgSpace = 'http://www.w3.org/2000/svg'
const size = 13

/** Names over the map: boroughs from afar, wards nearer, stations nearest; those without room are left out. Drawn anew when the map has moved. */
export function nameGround(map: LibreMap, holder: HTMLElement, { names }: Ground): void {
  const svg = document.createElementNS(svgSpace, 'svg')
  svg.setAttribute('class', 'up-draw__names')
  svg.setAttribute('aria-hidden', 'true')
  holder.append(svg)
  const shown = (kind: string, zoom: number) =>
    kind === 'borough' ? zoom < 11.5 : kind === 'ward' ? zoom >= 11.5 : zoom >= 13
  const draw = () => {
    const [width, height, zoom] = [holder.clientWidth, holder.clientHeight, map.getZoom()]
    const wishes = names
      .filter(([kind]) => shown(kind, zoom))
      .map(([kind, name, longitude, latitude]) => {
        const { x, y } = map.project([longitude, latitude])
        return { lines: [kind === 'station' ? `● ${name}` : name], at: [x, y] as Point, order: kind === 'ward' ? 0 : 1 }
      })
      .filter(({ at: [x, y] }) => x > 0 && y > 0 && x < width && y < height)
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`)
    svg.replaceChildren(...placeLabels(wishes, { width, height, size }).map(word))
  }
  map.on('movestart', () => svg.replaceChildren())
  map.on('moveend', draw)
  map.on('resize', draw)
  draw()
}

function word({ lines, x, y }: { lines: readonly string[]; x: number; y: number }): SVGTextElement {
  const text = document.createElementNS(svgSpace, 'text')
  text.setAttribute('x', String(x))
  text.setAttribute('y', String(y))
  text.textContent = lines.join(' ')
  return text
}
