// Loaded only when "Zoom and pan" is pressed: the same places on a map that zooms. Our own boundaries, no tiles, nothing from elsewhere.
import 'maplibre-gl/dist/maplibre-gl.css'
import { Map as LibreMap, LngLatBounds, NavigationControl, setWorkerUrl } from 'maplibre-gl'
import { hatch, layers } from './map-layers.ts'

interface Ask {
  holder: HTMLElement
  places: string
  backdrop: string
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
export async function openZoom({ holder, places: address, backdrop, worker, choose, point }: Ask): Promise<void> {
  const [places, around] = await Promise.all([read<Places>(address), read<GeoJSON.FeatureCollection>(backdrop)])
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
      sources: {
        places: { type: 'geojson', data: places, promoteId: 'code' },
        around: { type: 'geojson', data: around },
      },
      layers,
    },
  })
  // The places' own names come when they have room: two steps nearer than the whole map.
  map.once('style.load', () => {
    map.addImage('hatch', hatch())
    map.setLayerZoomRange('place-names', map.getZoom() + 2, 24)
  })
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

async function read<T>(address: string): Promise<T> {
  const answer = await fetch(address, { credentials: 'same-origin' })
  if (!answer.ok) throw new Error('The places did not load')
  return answer.json()
}

function boundsOf(places: Places): LngLatBounds {
  const bounds = new LngLatBounds()
  for (const { geometry } of places.features)
    for (const polygon of geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates)
      for (const [x = 0, y = 0] of polygon[0] ?? []) bounds.extend([x, y])
  return bounds
}
