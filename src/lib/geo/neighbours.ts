import { merge, neighbors } from 'topojson-client'
import type { Area } from './shapes.ts'
import type { PlaceTopology } from './topology.ts'
import { placesIn } from './topology.ts'

/**
 * For every place of a layer, the codes of the places it shares a border line with, sorted. Places that touch at one corner only are
 * not neighbours ("rook" contiguity), and a river without a shared line parts them.
 */
export function neighbours(topology: PlaceTopology, layer: string): Map<string, string[]> {
  const places = placesIn(topology, layer)
  const codes = places.map(place => place.id)
  const found = neighbors(places)
  return new Map(codes.map((code, i) => [code, (found[i] ?? []).flatMap(other => codes[other] ?? []).sort()]))
}

/** Places joined into one area, their shared borders gone: a borough made of its wards. Unknown codes are passed over. */
export function mergePlaces(topology: PlaceTopology, layer: string, codes: readonly string[]): Area {
  const wanted = new Set(codes)
  return merge(
    topology,
    placesIn(topology, layer).filter(place => wanted.has(place.id)),
  )
}
