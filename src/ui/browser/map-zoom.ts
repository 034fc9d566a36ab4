// Loaded only when "Zoom and pan" is pressed: the same places on a map that zooms. Our own boundaries, no tiles, nothing from elsewhere.
import 'maplibre-gl/dist/maplibre-gl.css'
import { Map as LibreMap, LngLatBounds, NavigationControl, setWorkerUrl } from 'maplibre-gl'

interface Ask {
  holder: HTMLElement
  geojson: string
  worker: string
  choose(code: string): void
  point(code: string): void
}

interface Place {
  type: 'Feature'
  properties: {
    code: string
    name: string
    borough: string | null
    count: number | null
    count_note: string
    group: string
    fill: string | null
  }
  geometry: { type: 'Polygon'; coordinates: number[][][] } | { type: 'MultiPolygon'; coordinates: number[][][][] }
}
interface Places {
  type: 'FeatureCollection'
  features: Place[]
}

/** Draws the places and resolves when they can be seen. */
export async function openZoom({ holder, geojson, worker, choose, point }: Ask): Promise<void> {
  const answer = await fetch(geojson, { credentials: 'same-origin' })
  if (!answer.ok) throw new Error('The places did not load')
  const places: Places = await answer.json()
  setWorkerUrl(new URL(worker, location.href).href)
  const map = new LibreMap({
    container: holder,
    bounds: boundsOf(places),
    fitBoundsOptions: { padding: 12 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxPitch: 0,
    style: {
      version: 8,
      sources: { places: { type: 'geojson', data: places, promoteId: 'code' } },
      layers: [
        { id: 'ground', type: 'background', paint: { 'background-color': '#ffffff' } },
        {
          id: 'places',
          type: 'fill',
          source: 'places',
          paint: { 'fill-color': ['coalesce', ['get', 'fill'], '#ffffff'] },
        },
        {
          id: 'none',
          type: 'fill',
          source: 'places',
          filter: ['!', ['to-boolean', ['get', 'fill']]],
          paint: { 'fill-pattern': 'hatch' },
        },
        {
          id: 'edges',
          type: 'line',
          source: 'places',
          paint: {
            'line-color': ['case', ['boolean', ['feature-state', 'hot'], false], '#1b2340', '#ffffff'],
            'line-width': ['case', ['boolean', ['feature-state', 'hot'], false], 3, 0.8],
          },
        },
      ],
    },
  })
  map.once('style.load', () => map.addImage('hatch', hatch()))
  map.addControl(new NavigationControl({ showCompass: false }))
  map.touchZoomRotate.disableRotation()
  let hot = ''
  map.on('mousemove', 'places', event => {
    const found = event.features?.[0]?.properties as Place['properties'] | undefined
    if (!found || found.code === hot) return
    if (hot) map.setFeatureState({ source: 'places', id: hot }, { hot: false })
    hot = found.code
    map.setFeatureState({ source: 'places', id: hot }, { hot: true })
    point(hot)
  })
  map.on('click', 'places', event => choose(String(event.features?.[0]?.properties?.code ?? '')))
  await new Promise<void>((resolve, reject) => {
    map.once('load', () => resolve())
    map.once('error', event => reject(event.error))
  })
}

/** The diagonal hatch of "no figures", 8 by 8 pixels. */
function hatch(): ImageData {
  const data = new ImageData(8, 8)
  for (let i = 0; i < 64; i++) {
    const on = ((i % 8) + Math.floor(i / 8)) % 8 < 2
    data.data.set(on ? [125, 117, 99, 255] : [255, 255, 255, 255], i * 4)
  }
  return data
}

function boundsOf(places: Places): LngLatBounds {
  const bounds = new LngLatBounds()
  for (const { geometry } of places.features)
    for (const polygon of geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates)
      for (const [x = 0, y = 0] of polygon[0] ?? []) bounds.extend([x, y])
  return bounds
}
