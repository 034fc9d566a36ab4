// The finder's map that can be moved: our own boundaries, no tiles, nothing from elsewhere. Every pin leads to its line of the list, which says more.
import 'maplibre-gl/dist/maplibre-gl.css'
import {
  Map as LibreMap,
  LngLatBounds,
  Marker,
  NavigationControl,
  type StyleSpecification,
  setWorkerUrl,
} from 'maplibre-gl'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { type Group, grouped, type Pin, pinName, pinWords } from './finder-pins.ts'

/** The answer of /things-to-do/ground.json. */
interface Ground {
  layer: string
  river: GeoJSON.Geometry | null
  places: Topology<Record<string, GeometryCollection<{ name?: string }>>>
}

const [ink, edge, sheet, surface, water] = ['#1b2340', '#c9bfae', '#ffffff', '#f1ebe0', '#bcd3de']

/** Draws it and resolves when it can be seen. */
export async function openMap(holder: HTMLElement, words: DOMStringMap, pins: readonly Pin[]): Promise<void> {
  const ground = await read(words.ground ?? '')
  setWorkerUrl(new URL(words.worker ?? '', location.href).href)
  const map = new LibreMap({
    ...{ container: holder, bounds: boundsOf(pins), fitBoundsOptions: { padding: 48, maxZoom: 14 }, maxZoom: 17 },
    ...{ attributionControl: false, dragRotate: false, pitchWithRotate: false, maxPitch: 0 },
    cooperativeGestures: true, // a finger goes on scrolling the page
    locale: {
      'Map.Title': words.title ?? '',
      'NavigationControl.ZoomIn': words.in ?? '',
      'NavigationControl.ZoomOut': words.out ?? '',
      'CooperativeGesturesHandler.MobileHelpText': words.two ?? '',
    },
    style: styleOf(ground),
  })
  map.addControl(new NavigationControl({ showCompass: false }))
  map.touchZoomRotate.disableRotation()
  // a tap brings that place to the middle, for those who cannot drag
  map.on('click', event => map.panTo(event.lngLat))
  const draw = pinsOn(map, pins)
  draw()
  map.on('zoomend', draw)
  await new Promise<void>((resolve, reject) => {
    map.once('load', () => resolve())
    map.once('error', event => reject(event.error))
  })
}

async function read(address: string): Promise<Ground> {
  const answer = await fetch(address, { credentials: 'omit' })
  if (!answer.ok) throw new Error('The map did not load')
  return answer.json()
}

/** Draws the pins as they fall together at this zoom, in place of those before. */
function pinsOn(map: LibreMap, pins: readonly Pin[]): () => void {
  let shown: Marker[] = []
  return () => {
    for (const marker of shown) marker.remove()
    shown = grouped(pins, ({ longitude, latitude }) => map.project([longitude, latitude])).map(group =>
      pinOn(map, group),
    )
  }
}

function pinOn(map: LibreMap, group: Group): Marker {
  const [{ number, longitude, latitude }] = group
  const link = document.createElement('a')
  link.className = 'up-pin'
  link.href = `#n${number}`
  link.textContent = pinWords(group)
  link.addEventListener('click', event => event.stopPropagation())
  link.setAttribute('aria-label', pinName(group))
  return new Marker({ element: link }).setLngLat([longitude, latitude]).addTo(map)
}

const boundsOf = (pins: readonly Pin[]): LngLatBounds =>
  pins.reduce((bounds, { longitude, latitude }) => bounds.extend([longitude, latitude]), new LngLatBounds())

function styleOf({ layer, river, places }: Ground): StyleSpecification {
  const wards = places.objects[layer]
  const data: GeoJSON.GeoJSON = wards ? feature(places, wards) : { type: 'FeatureCollection', features: [] }
  const rivers: GeoJSON.GeoJSON = river ?? { type: 'FeatureCollection', features: [] }
  return {
    version: 8,
    sources: { wards: { type: 'geojson', data }, river: { type: 'geojson', data: rivers } },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': sheet } },
      { id: 'wards', type: 'fill', source: 'wards', paint: { 'fill-color': surface } },
      { id: 'river', type: 'fill', source: 'river', paint: { 'fill-color': water } },
      { id: 'edges', type: 'line', source: 'wards', paint: { 'line-color': edge, 'line-width': 1 } },
      {
        ...{ id: 'names', type: 'symbol', source: 'wards' },
        layout: {
          ...{ 'text-field': ['get', 'name'], 'text-size': 12, 'text-max-width': 8, 'text-padding': 3 },
          'text-font': ['Semibold', 'Public Sans Variable', 'Arial'],
        },
        paint: { 'text-color': ink, 'text-halo-color': 'rgba(255,255,255,.88)', 'text-halo-width': 1.9 },
      },
    ],
  }
}
