import type { MultiPolygon, Polygon } from 'geojson'

/** Longitude then latitude in degrees (WGS84), or x then y on a drawing. */
export type Point = readonly [number, number]

/** west, south, east, north in degrees. */
export type Bbox = readonly [number, number, number, number]

export type Area = Polygon | MultiPolygon

/** One place as the geometry functions see it. `parent` is the code of the place it lies in (a ward's borough). */
export interface PlaceShape {
  code: string
  name?: string
  parent?: string
  geometry: Area
}

/** Every polygon of an area as rings, outer ring first. */
export const polygonsOf = (area: Area) => (area.type === 'Polygon' ? [area.coordinates] : area.coordinates)
