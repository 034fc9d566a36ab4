import type { MultiLineString } from 'geojson'
import { mesh } from 'topojson-client'
import type { GeometryObject } from 'topojson-specification'
import type { PlaceTopology, PlaceWords } from './topology.ts'
import { placesIn } from './topology.ts'

/** Which lines to draw: between two parents, the outside edge, or both. */
export type OutlineLines = 'between' | 'edge' | 'both'

export interface BorderOptions {
  lines?: OutlineLines
  /** Code of a place's parent; the layer's own `parent` property when left out. */
  parentOf?: (code: string) => string | undefined
}

/** Says of a shared line whether it is wanted. `a` and `b` are the places on its two sides, the same one on the outside edge. */
export function borderRule(topology: PlaceTopology, layer: string, { lines = 'both', parentOf }: BorderOptions) {
  const parents = new Map(
    placesIn(topology, layer).map(place => [place.id, parentOf ? parentOf(place.id) : place.properties?.parent]),
  )
  return (a: GeometryObject<PlaceWords>, b: GeometryObject<PlaceWords>): boolean => {
    if (a === b) return lines !== 'between'
    return lines !== 'edge' && parents.get(String(a.id)) !== parents.get(String(b.id))
  }
}

/** The lines where a place's parent changes, and the outer edge, in degrees: for a map that zooms. */
export const borders = (topology: PlaceTopology, layer: string, options: BorderOptions = {}): MultiLineString =>
  mesh(topology, topology.objects[layer], borderRule(topology, layer, options))
