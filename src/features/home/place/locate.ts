import { z } from 'zod'
import { locatorMap } from '../../../lib/charts/index.ts'
import {
  areaPath,
  bboxOf,
  fitBox,
  mergePlaces,
  type PlaceTopology,
  pickPlaces,
  placePaths,
  placesIn,
} from '../../../lib/geo/index.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { Store } from '../../evidence/index.ts'
import { boundariesOf } from '../../places/index.ts'
import { once } from './kept.ts'
import type { Place } from './queries.ts'

const Code = z.object({ code: z.string() })

const siblings = (db: Db, place: Place, vintage: string) =>
  db.many(
    Code,
    sql`
    select p.code from places p join place_vintages v on v.place_id = p.id and v.vintage = ${vintage}
    where ${place.kind} = 'borough' or p.borough_id = ${place.boroughId} order by p.code`,
  )

/** A small map of the place among its neighbours in the borough (of a borough, in the city); undefined when no boundaries are loaded. */
export async function locator(db: Db, store: Store, place: Place, cityName: string): Promise<string | undefined> {
  const vintage = place.vintages[0]
  if (vintage === undefined || place.kind === 'city' || (place.kind !== 'borough' && place.boroughId === null))
    return undefined
  const set = await boundariesOf(db, vintage)
  return once(store, `locator/${place.code}/${set?.etag}`, async () => {
    const layer = set && Object.keys(set.topology.objects)[0]
    if (!set || layer === undefined) return undefined
    const wanted = new Set((await siblings(db, place, vintage)).map(s => s.code))
    const drawn = placesIn(set.topology, layer)
      .map(p => p.id)
      .filter(code => wanted.has(code))
    if (!drawn.includes(place.code)) return undefined
    return draw(pickPlaces(set.topology, layer, drawn), layer, drawn, place, cityName)
  })
}

function draw(picked: PlaceTopology, layer: string, codes: string[], place: Place, cityName: string): string {
  const projection = fitBox(bboxOf(picked, layer, codes), { width: 400, maxHeight: 320, pad: 8 })
  const title = place.kind === 'borough' ? `${place.name} in ${cityName}.` : `${place.name} in ${place.boroughName}.`
  return locatorMap({
    width: projection.width,
    height: projection.height,
    title,
    places: placePaths(picked, layer, projection).map(({ code, d }) => ({ code, d })),
    selected: place.code,
    edge: areaPath(mergePlaces(picked, layer, codes), projection),
  })
}
