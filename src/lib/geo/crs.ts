import { gridToWgs84 } from './reproject.ts'

/** What a GeoJSON's coordinates are in, or why we will not take them, with what to do about it. */
export type Crs = 'wgs84' | 'bng' | { refuse: string }

const REMEDY =
  'Export it again as GeoJSON in longitude and latitude (EPSG:4326), or in British National Grid (EPSG:27700).'

type Range = { minX: number; maxX: number; minY: number; maxY: number }
type Tree = { [key: string]: unknown }
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)
const isPosition = (value: unknown[]): value is [number, number, ...unknown[]] =>
  value.length >= 2 && typeof value[0] === 'number' && typeof value[1] === 'number'

/** Every position below `value`, whatever the nesting. Things that are not positions are passed over; validation names them. */
function* positions(value: unknown): Generator<[number, number]> {
  if (!Array.isArray(value)) return
  if (isPosition(value)) yield [value[0], value[1]]
  else for (const inner of value) yield* positions(inner)
}

/** A bare geometry is itself a carrier of coordinates; a collection carries those of its features. */
function geometriesOf(geojson: Tree): Tree[] {
  const found = Array.isArray(geojson.features) ? geojson.features : [geojson]
  return found
    .filter(isTree)
    .map(item => (isTree(item.geometry) ? item.geometry : item))
    .filter(item => 'coordinates' in item)
}

function rangeOf(geojson: Tree): Range | null {
  const range = { minX: Infinity, maxX: -Infinity, minY: Infinity, maxY: -Infinity }
  for (const geometry of geometriesOf(geojson))
    for (const [x, y] of positions(geometry.coordinates)) {
      if (x < range.minX) range.minX = x
      if (x > range.maxX) range.maxX = x
      if (y < range.minY) range.minY = y
      if (y > range.maxY) range.maxY = y
    }
  return Number.isFinite(range.minX) ? range : null
}

const inDegrees = (r: Range) => r.minX >= -180 && r.maxX <= 180 && r.minY >= -90 && r.maxY <= 90
/** The grid covers eastings 0 to 700 km and northings 0 to 1,300 km; a true grid file reaches well past 180. */
const inGrid = (r: Range) => r.minX >= 0 && r.maxX <= 700_000 && r.minY >= 0 && r.maxY <= 1_300_000 && r.maxY > 180

/** The name in a GeoJSON `crs` member (2008 form), such as `urn:ogc:def:crs:EPSG::27700`, or null. */
function declaredName(geojson: Tree): string | null {
  const crs = geojson.crs
  const properties = isTree(crs) ? crs.properties : null
  return isTree(properties) && typeof properties.name === 'string' ? properties.name : null
}

/** EPSG:4258 (ETRS89) lies within a metre of WGS84 and is taken as it. */
function meaningOf(name: string): Crs {
  if (/(^|\D)27700$/.test(name)) return 'bng'
  if (/(^|\D)(4326|4258)$/.test(name) || /CRS:?:?84$/i.test(name)) return 'wgs84'
  if (/(^|\D)(3857|900913|102100)$/.test(name))
    return { refuse: `This file is in web map metres (${name}), which bend distances. ${REMEDY}` }
  return { refuse: `This file says its coordinates are in ${name}, which we do not read. ${REMEDY}` }
}

/** What the numbers themselves look like. */
function looksLike(range: Range): Crs {
  const swapped = range.minX >= 49 && range.maxX <= 61 && range.minY >= -9 && range.maxY <= 3
  if (swapped)
    return { refuse: 'The coordinates look like latitude then longitude. Swap them: GeoJSON puts longitude first.' }
  if (inDegrees(range)) return 'wgs84'
  if (inGrid(range)) return 'bng'
  return {
    refuse: `The coordinates (${Math.round(range.minX)}, ${Math.round(range.minY)}) are neither degrees nor British National Grid. ${REMEDY}`,
  }
}

/**
 * Which coordinates a GeoJSON uses: its `crs` member if it has one, otherwise the size of its numbers.
 * A member that the numbers contradict is refused rather than guessed at.
 */
export function readCrs(geojson: unknown): Crs {
  if (!isTree(geojson)) return { refuse: 'This is not GeoJSON. Choose a file that holds a FeatureCollection.' }
  const range = rangeOf(geojson)
  if (!range) return { refuse: 'This GeoJSON has no coordinates. Choose a file with an area in each feature.' }
  const name = declaredName(geojson)
  const seen = looksLike(range)
  if (name === null) return seen
  const said = meaningOf(name)
  if (typeof said === 'object' || said === seen) return said
  return { refuse: `This file says its coordinates are in ${name}, but the numbers are not. ${REMEDY}` }
}

/** The same nesting with every position moved to WGS84; heights are dropped, anything odd is left for validation to name. */
function move(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  if (isPosition(value)) return [...gridToWgs84(value[0], value[1])]
  return value.map(move)
}

const moveGeometry = (geometry: unknown) =>
  isTree(geometry) ? { ...geometry, coordinates: move(geometry.coordinates) } : geometry

/** A copy of a British National Grid GeoJSON in WGS84 degrees, without its `crs` member. Call only when `readCrs` says 'bng'. */
export function toWgs84(geojson: unknown): unknown {
  if (!isTree(geojson)) return geojson
  const { crs: _crs, ...rest } = geojson
  if (Array.isArray(rest.features))
    return {
      ...rest,
      features: rest.features.map(item => (isTree(item) ? { ...item, geometry: moveGeometry(item.geometry) } : item)),
    }
  return 'geometry' in rest ? { ...rest, geometry: moveGeometry(rest.geometry) } : moveGeometry(rest)
}
