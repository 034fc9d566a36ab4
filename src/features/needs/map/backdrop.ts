import {
  borders,
  type LabelWish,
  largestPiece,
  onMap,
  type PlacedLabel,
  type PlaceTopology,
  type Projection,
  placeLabels,
  type Area as Shape,
} from '../../../lib/geo/index.ts'
import type { Area } from '../signals/queries.ts'
import type * as queries from './queries.ts'

/** Five decimals of a degree are about a metre. */
export const rounded = (_key: string, value: unknown) =>
  typeof value === 'number' ? Math.round(value * 1e5) / 1e5 : value

interface Backdrop {
  topology: PlaceTopology
  layer: string
  boroughOf: (code: string) => string | undefined
  river: Shape | undefined
  boroughs: readonly queries.Spot[]
  spots: readonly queries.Spot[]
  within: readonly Area[]
}

/** What lies round the places on the map that zooms: river, borough lines, outer edge, and points with names. GeoJSON in degrees, as text. */
export function backdropOf({ topology, layer, boroughOf, river, boroughs, spots, within }: Backdrop): string {
  const inside = new Set(layer === 'borough' ? [] : within.map(area => area.code))
  const features = [
    ...(river ? [feature('river', largestPiece(river))] : []),
    feature('between', borders(topology, layer, { lines: 'between', parentOf: boroughOf })),
    feature('edge', borders(topology, layer, { lines: 'edge' })),
    // The smaller a borough, the sooner it is named: what is crowded out is named at the next step of the zoom.
    ...inOrder(boroughs).map((place, order) =>
      point('borough', labelLines(place.name, false).join('\n'), place, order),
    ),
    ...spots.filter(place => inside.has(place.code)).map(place => point('place', place.name, place, 0)),
  ]
  return JSON.stringify({ type: 'FeatureCollection', features: features.flatMap(found => found ?? []) }, rounded)
}

const feature = (role: string, geometry: object, words: object = {}) => ({
  type: 'Feature',
  properties: { role, ...words },
  geometry,
})

function point(role: string, name: string, { longitude, latitude }: queries.Spot, order: number) {
  if (longitude === null || latitude === null) return undefined
  return feature(role, { type: 'Point', coordinates: [longitude, latitude] }, { name, order })
}

const inOrder = (places: readonly queries.Spot[]) => places.toSorted((a, b) => (a.area ?? 0) - (b.area ?? 0))

const leastShare = 1 / 300

/** The boroughs that are named. The City of London is a five-hundredth of London: its name would cover its neighbours. */
export function namedBoroughs(all: readonly queries.Spot[], within: readonly Area[]): queries.Spot[] {
  const codes = new Set(within.map(area => area.boroughCode))
  const here = all.filter(place => codes.has(place.code))
  const city = here.reduce((sum, place) => sum + (place.area ?? 0), 0)
  return here.filter(place => (place.area ?? 0) > city * leastShare)
}

/** The boroughs' names on the picture, crowded inner ones first. */
export function boroughLabels(places: readonly queries.Spot[], projection: Projection): PlacedLabel[] {
  const order = inOrder(places).map(place => place.code)
  const crowded = new Set(order.slice(0, Math.ceil(order.length / 3)))
  const wishes = places.flatMap((place): LabelWish[] =>
    place.longitude === null || place.latitude === null
      ? []
      : [
          {
            lines: labelLines(place.name, crowded.has(place.code)),
            at: onMap(projection, [place.longitude, place.latitude]),
            order: order.indexOf(place.code),
          },
        ],
  )
  return placeLabels(wishes, { width: projection.width, height: projection.height, size: 15 })
}

/** A borough's name short enough for a map: "Kingston", "Barking &" over "Dagenham", "K & C" where it is crowded. */
export function labelLines(name: string, crowded: boolean): string[] {
  const short = name.replace(/ upon .*$/, '').replace(/^City of (?!London)/, '')
  const [first = '', second] = short.split(' and ')
  if (second && crowded) return [`${first.charAt(0)} & ${second.charAt(0)}`]
  if (second) return [`${first} &`, second]
  const words = short.split(' ')
  return short.length > 10 && words.length === 2 ? words : [short]
}
