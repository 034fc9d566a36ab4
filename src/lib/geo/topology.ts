import type { FeatureCollection } from 'geojson'
import { feature, meshArcs, quantize } from 'topojson-client'
import { topology as cut } from 'topojson-server'
import { planarTriangleArea, presimplify, quantile, simplify } from 'topojson-simplify'
import type {
  GeometryCollection,
  GeometryObject,
  MultiPolygon as MultiPolygonArcs,
  Polygon as PolygonArcs,
  Topology,
} from 'topojson-specification'
import { degreesArea } from './measure.ts'
import type { Area, PlaceShape } from './shapes.ts'

export interface PlaceWords {
  name?: string
  parent?: string
}

/** A TopoJSON whose layers are collections of places: `id` is the code, `properties` its name and parent where given. */
export type PlaceTopology = Topology<{ [layer: string]: GeometryCollection<PlaceWords> }>

/** One place inside a topology: borders are numbers of shared arcs, negative when walked backwards. */
export type PlaceArcs = (PolygonArcs<PlaceWords> | MultiPolygonArcs<PlaceWords>) & { id: string }

export interface BuildOptions {
  /** Steps of the coordinate grid on each axis: 1e5 across a city is under a metre. */
  quantization: number
  /** Share of the border points (0 to 1) that stay, the ones that matter least for area going first (Visvalingam). */
  keep: number
}

/** A place left with less than this share of its area has collapsed and gets its own border back. */
const LEAST_AREA = 0.5

const isPlace = (geometry: GeometryObject<PlaceWords>): geometry is PlaceArcs =>
  (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon') && typeof geometry.id === 'string'

/** The places of one layer, in the order they were given. Throws if the layer is not there. */
export function placesIn(topology: PlaceTopology, layer: string): PlaceArcs[] {
  const found = topology.objects[layer]
  if (!found) throw new RangeError(`This topology has no layer called ${layer}`)
  return found.geometries.filter(isPlace)
}

/** A place's outline back as GeoJSON, in degrees. */
export const shapeOf = (topology: PlaceTopology, place: PlaceArcs): Area =>
  place.type === 'Polygon' ? feature(topology, place).geometry : feature(topology, place).geometry

/** Numbers of every arc a place uses, direction forgotten. */
export const arcsOf = (place: PlaceArcs): number[] =>
  (place.type === 'Polygon' ? place.arcs : place.arcs.flat()).flat().map(arc => (arc < 0 ? ~arc : arc))

/** How many arcs are a border between two places. Simplifying must not change it: that is what "no gaps" means. */
export function countSharedArcs(topology: PlaceTopology, layer: string): number {
  let shared = 0
  meshArcs(topology, topology.objects[layer], (a, b) => {
    if (a !== b) shared++
    return false
  })
  return shared
}

function collectionOf(places: readonly PlaceShape[]): FeatureCollection<Area, PlaceWords> {
  return {
    type: 'FeatureCollection',
    features: places.map(({ code, name, parent, geometry }) => ({
      type: 'Feature',
      id: code,
      properties: { ...(name && { name }), ...(parent && { parent }) },
      // A copy, because topojson-server works in place.
      geometry: structuredClone(geometry),
    })),
  }
}

/** topojson-server answers FeatureCollections with GeometryCollections; its types cannot say so. */
const cutLayers = (layers: Readonly<Record<string, readonly PlaceShape[]>>, steps: number) =>
  cut(
    Object.fromEntries(Object.entries(layers).map(([name, places]) => [name, collectionOf(places)])),
    steps,
  ) as PlaceTopology

const allPlaces = (topology: PlaceTopology) => Object.keys(topology.objects).flatMap(name => placesIn(topology, name))

/** Gives every arc of the collapsed places infinite weight, so that all its points stay. True if there were any. */
function rescue(weighted: PlaceTopology, small: PlaceTopology, areas: readonly number[]): boolean {
  const before = allPlaces(weighted)
  const lost = allPlaces(small).filter((place, i) => degreesArea(shapeOf(small, place)) < LEAST_AREA * (areas[i] ?? 0))
  const arcs = new Set(lost.flatMap(arcsOf))
  for (const arc of arcs) for (const point of weighted.arcs[arc] ?? []) point[2] = Infinity
  return before.length > 0 && arcs.size > 0
}

/** Cuts, weighs, thins; then puts back what collapsed until nothing has. A place with all its points cannot collapse again. */
function thin(full: PlaceTopology, keep: number): PlaceTopology {
  const areas = allPlaces(full).map(place => degreesArea(shapeOf(full, place)))
  const weighted = presimplify(full, planarTriangleArea)
  const least = quantile(weighted, Math.min(1, Math.max(0, keep)))
  for (;;) {
    const thinned = simplify(weighted, least)
    const small = full.transform ? quantize(thinned, full.transform) : thinned
    if (!rescue(weighted, small, areas)) return small
  }
}

/** True when the coordinate grid is so coarse that a place fell between its lines. */
function fellThrough(full: PlaceTopology, layers: Readonly<Record<string, readonly PlaceShape[]>>): boolean {
  const given = Object.values(layers).flat()
  return allPlaces(full).some((place, i) => {
    const was = given[i] ? degreesArea(given[i].geometry) : 0
    return was > 0 && degreesArea(shapeOf(full, place)) < LEAST_AREA * was
  })
}

/**
 * Several layers (boroughs, wards, small areas) as one TopoJSON. Layers made of the same lines share them; layers drawn by different
 * hands do not, and are smaller apart (`buildTopology` for each). No place is lost: one that would collapse keeps its original border,
 * and a grid too coarse for a place is made ten times finer. Where only touching neighbours may cross by less than the width of
 * what was thinned away, that is the price of simplifying. The input is not changed.
 */
export function buildLayers(
  layers: Readonly<Record<string, readonly PlaceShape[]>>,
  { quantization, keep }: BuildOptions,
): PlaceTopology {
  const full = cutLayers(layers, quantization)
  if (quantization < 1e8 && fellThrough(full, layers))
    return buildLayers(layers, { quantization: quantization * 10, keep })
  return thin(full, keep)
}

/** One layer of places as a simplified TopoJSON in which neighbours still meet. See `buildLayers`. */
export const buildTopology = (
  features: readonly PlaceShape[],
  { name, ...options }: BuildOptions & { name: string },
): PlaceTopology => buildLayers({ [name]: features }, options)
