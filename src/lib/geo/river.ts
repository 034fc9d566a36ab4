import { areaM2 } from './measure.ts'
import { areaPath } from './paths.ts'
import type { Projection } from './projection.ts'
import type { Area } from './shapes.ts'
import { polygonsOf } from './shapes.ts'

/**
 * The largest piece of what is left when the wards are taken out of their own closing: the river. The closing itself (grow by about
 * 650 m, shrink back, take the wards away) is done by PostGIS when boundaries are loaded; see docs/methods/maps.md for the statement.
 */
export function largestPiece(area: Area): Area {
  const [first = [], ...rest] = polygonsOf(area)
  const size = (rings: typeof first) => areaM2({ type: 'Polygon', coordinates: rings })
  return { type: 'Polygon', coordinates: rest.reduce((best, next) => (size(next) > size(best) ? next : best), first) }
}

/** The river as an SVG path, drawn under the wards. */
export const riverPath = (river: Area, projection: Projection): string => areaPath(largestPiece(river), projection)
