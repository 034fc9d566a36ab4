import type { PlaceArcs, PlaceTopology } from './topology.ts'
import { arcsOf, placesIn } from './topology.ts'

const renumber = (place: PlaceArcs, numbers: ReadonlyMap<number, number>): PlaceArcs => {
  const ring = (arcs: readonly number[]) =>
    arcs.map(arc => (arc < 0 ? ~(numbers.get(~arc) ?? 0) : (numbers.get(arc) ?? 0)))
  return place.type === 'Polygon'
    ? { ...place, arcs: place.arcs.map(ring) }
    : { ...place, arcs: place.arcs.map(rings => rings.map(ring)) }
}

/**
 * A topology of some places of one layer, with only the lines they use: a borough's small areas cut out of the city's, quick to draw and
 * small to send. Borders to places left out become outside edges. Unknown codes are passed over.
 */
export function pickPlaces(topology: PlaceTopology, layer: string, codes: readonly string[]): PlaceTopology {
  const wanted = new Set(codes)
  const places = placesIn(topology, layer).filter(place => wanted.has(place.id))
  const used = [...new Set(places.flatMap(arcsOf))].sort((a, b) => a - b)
  const numbers = new Map(used.map((arc, i) => [arc, i]))
  return {
    type: 'Topology',
    ...(topology.transform && { transform: topology.transform }),
    objects: {
      [layer]: { type: 'GeometryCollection', geometries: places.map(place => renumber(place, numbers)) },
    },
    arcs: used.map(arc => topology.arcs[arc] ?? []),
  }
}
