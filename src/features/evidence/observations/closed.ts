// Where measures rest on sources that are not openly published. Pure.
import type { Measure } from '../schemas.ts'
import type { Coverage } from './resolve.ts'

interface Place {
  id: number
  code: string
  boroughCode: string | null
}

/** The measures, each with the places where it is not open; one that is open everywhere stays as it is. `closed`: the claims of sources that are not. */
export function closedBy(
  measures: readonly Measure[],
  closed: readonly Coverage[],
  places: readonly Place[],
): Measure[] {
  return measures.map(measure => {
    const claims = closed.filter(claim => claim.measureIds.has(measure.id))
    if (claims.length === 0) return measure
    const found = places.filter(place => claims.some(claim => claim.placeIds.has(place.id)))
    const boroughs = found.flatMap(place => place.boroughCode ?? [])
    return { ...measure, closedAt: { places: new Set(found.map(place => place.code)), boroughs: new Set(boroughs) } }
  })
}
