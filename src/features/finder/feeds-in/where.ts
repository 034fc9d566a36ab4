// Where items stand: the borough of a point, and the point of a postcode where the feed gives none.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { lsoasAt } from '../../places/index.ts'
import type { Venue } from '../schemas.ts'
import type { Flag } from './values.ts'

const Known = z.object({
  postcode: z.string(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  boroughId: z.number().nullable(),
})
const Borough = z.object({ id: z.number(), boroughId: z.number().nullable() })

export interface Placed {
  venue: Venue | null
  boroughId: number | null
  flags: readonly Flag[]
}

const compact = (postcode: string) => postcode.replace(/\s/g, '').toUpperCase()

/** Each venue with its borough; a postcode we know stands in for coordinates that are missing, and that is told. */
export async function place(db: Db, venues: readonly (Venue | null)[]): Promise<Placed[]> {
  const wanted = venues.flatMap(venue =>
    venue && venue.longitude === null && venue.postcode ? [compact(venue.postcode)] : [],
  )
  const known = new Map((await postcodesOf(db, wanted)).map(each => [each.postcode, each]))
  const found = venues.map(venue => withPoint(venue, known))
  const points = found.map(({ venue }) => [venue?.longitude ?? Number.NaN, venue?.latitude ?? Number.NaN] as const)
  const lsoas = await lsoasAt(db, points)
  const boroughs = new Map((await boroughsOf(db, lsoas)).map(({ id, boroughId }) => [id, boroughId]))
  return found.map((each, i) => {
    const boroughId = boroughs.get(lsoas[i] ?? -1) ?? null
    const outside = each.venue?.longitude != null && boroughId === null
    return { ...each, boroughId, flags: outside ? [...each.flags, outsideFlag] : each.flags }
  })
}

const outsideFlag: Flag = { field: 'location', what: 'Outside the city' }

function withPoint(venue: Venue | null, known: ReadonlyMap<string, z.output<typeof Known>>): Omit<Placed, 'boroughId'> {
  const found = venue && venue.longitude === null ? known.get(compact(venue.postcode)) : undefined
  if (!venue || !found || found.longitude === null || found.latitude === null) return { venue, flags: [] }
  const { longitude, latitude } = found
  return {
    venue: { ...venue, longitude, latitude },
    flags: [{ field: 'location', what: 'No coordinates: those of its postcode' }],
  }
}

const postcodesOf = (db: Db, postcodes: readonly string[]) =>
  postcodes.length === 0
    ? Promise.resolve([])
    : db.many(
        Known,
        sql`
        select postcode, longitude, latitude, borough_id as "boroughId" from postcodes
        where postcode = any(${[...new Set(postcodes)]}::text[])`,
      )

const boroughsOf = (db: Db, lsoas: readonly (number | null)[]) =>
  db.many(
    Borough,
    sql`
    select id, borough_id as "boroughId" from places where id = any(${[...new Set(lsoas.filter(id => id !== null))]}::int[])`,
  )
