import type { Feature } from 'geojson'
import type { Area } from './shapes.ts'

/** Something a person can put right: which feature (counting from 1), which field, and what to do. `feature` is null for the whole file. */
export interface GeoProblem {
  feature: number | null
  field: string
  message: string
}

export type GeoCheck = { ok: true; features: Feature<Area>[] } | { ok: false; problems: GeoProblem[] }

/** Beyond this the list says "and more": a file with one mistake in every feature should not fill the page. */
const MOST_PROBLEMS = 50

type Tree = { [key: string]: unknown }
/** A field and what is wrong with it. */
type Fault = [field: string, words: string]
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

function positionFault(value: unknown): string | null {
  if (!Array.isArray(value) || value.length < 2) return 'is not a pair of numbers. Give longitude, then latitude.'
  const [lon, lat] = value
  if (!Number.isFinite(lon) || !Number.isFinite(lat))
    return 'has a coordinate that is not a number. Repair the shape and export it again.'
  if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return null
  return `(${lon}, ${lat}) is outside longitude and latitude. Export the file in EPSG:4326.`
}

/** The first fault of a ring: one bad corner is enough to send it back. */
function ringFault(ring: unknown, field: string): Fault | null {
  if (!Array.isArray(ring)) return [field, 'is not a ring of points. Export the file again as GeoJSON.']
  if (ring.length < 4)
    return [field, `has ${ring.length} points. A ring needs at least 4, the last the same as the first.`]
  for (const [i, position] of ring.entries()) {
    const fault = positionFault(position)
    if (fault) return [`${field}[${i}]`, fault]
  }
  const [first, last] = [ring[0], ring[ring.length - 1]]
  if (first[0] === last[0] && first[1] === last[1]) return null
  return [field, 'is not closed. Make its last point the same as its first.']
}

function polygonFaults(rings: unknown, field: string): Fault[] {
  if (!Array.isArray(rings) || rings.length === 0) return [[field, 'is empty. Draw the area or remove the feature.']]
  return rings.map((ring, i) => ringFault(ring, `${field}[${i}]`)).filter(fault => fault !== null)
}

function geometryFaults(geometry: unknown): Fault[] {
  if (!isTree(geometry)) return [['geometry', 'is missing. Draw the area or remove the feature.']]
  const { type, coordinates } = geometry
  const at = 'geometry.coordinates'
  if (type === 'Polygon') return polygonFaults(coordinates, at)
  if (type !== 'MultiPolygon')
    return [['geometry.type', `is ${String(type)}. Only Polygon and MultiPolygon are areas.`]]
  if (!Array.isArray(coordinates) || coordinates.length === 0)
    return [[at, 'is empty. Draw the area or remove the feature.']]
  return coordinates.flatMap((polygon, i) => polygonFaults(polygon, `${at}[${i}]`))
}

function featureFaults(item: unknown): Fault[] {
  if (!isTree(item) || item.type !== 'Feature') return [['type', 'is not Feature. Export the file again as GeoJSON.']]
  return geometryFaults(item.geometry)
}

/** True once `featureFaults` has found nothing to say. */
const isAreaFeature = (item: unknown, faults: Fault[]): item is Feature<Area> => isTree(item) && faults.length === 0

const whole = (field: string, message: string): GeoCheck => ({
  ok: false,
  problems: [{ feature: null, field, message }],
})

/**
 * Checks that a parsed file is a FeatureCollection of areas in longitude and latitude (RFC 7946). Returns the features, or every
 * problem found (up to 50) in words for the page. Coordinates must already be WGS84: see `readCrs` and `toWgs84`. Which property
 * holds the code is the importer's business.
 */
export function checkAreas(geojson: unknown): GeoCheck {
  if (!isTree(geojson) || geojson.type !== 'FeatureCollection' || !Array.isArray(geojson.features))
    return whole('type', 'This file is not a FeatureCollection. Export the layer as GeoJSON.')
  if (geojson.features.length === 0) return whole('features', 'This file has no features. Export the layer again.')
  const problems: GeoProblem[] = []
  const features: Feature<Area>[] = []
  for (const [i, item] of geojson.features.entries()) {
    const faults = featureFaults(item)
    if (isAreaFeature(item, faults)) features.push(item)
    for (const [field, words] of faults)
      problems.push({ feature: i + 1, field, message: `Feature ${i + 1}: ${field} ${words}` })
    if (problems.length >= MOST_PROBLEMS) break
  }
  return problems.length ? { ok: false, problems: problems.slice(0, MOST_PROBLEMS) } : { ok: true, features }
}
