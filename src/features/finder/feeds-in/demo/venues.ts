import { z } from 'zod'
import { PlainError } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import { sql } from '../../../../platform/sql.ts'
import { postcodeWords } from '../../../places/index.ts'
import type { Venue } from '../../schemas.ts'
import type { ToldFinder } from './told.ts'

const Standing = z.object({
  name: z.string(),
  address: z.string().nullable(),
  ward: z.string(),
  boroughId: z.number(),
  longitude: z.number(),
  latitude: z.number(),
  postcode: z.string(),
})
type Standing = z.output<typeof Standing>

const near = sql`
  select c.postcode from postcodes c where c.lsoa_id = a.lsoa_id
  order by (c.longitude - a.longitude) ^ 2 + (c.latitude - a.latitude) ^ 2, c.postcode limit 1`

/** Community centres, libraries and youth clubs where the city has them, with the nearest postcode of their small area. */
export const standing = (db: Db, names: readonly string[]) =>
  db.many(
    Standing,
    sql`
    select a.name, a.address, w.name as ward, a.borough_id as "boroughId", a.longitude, a.latitude, (${near}) as postcode
    from assets a join places w on w.id = a.ward_id where a.name = any(${[...names]}::text[])`,
  )

/** Where a venue of the pack's own stands: at the first postcode of its ward. */
const ofWards = (db: Db, wards: readonly string[]) =>
  db.many(
    Standing,
    sql`
    select distinct on (w.name) w.name, null as address, w.name as ward, c.borough_id as "boroughId", c.longitude, c.latitude, c.postcode
    from places w join postcodes c on c.ward_id = w.id
    where w.kind = 'ward' and w.valid_to is null and w.name = any(${[...wards]}::text[])
    order by w.name, c.postcode`,
  )

export interface Held {
  venue: Venue
  boroughId: number
}

const heldOf = (at: Standing, name: string, address: string, safe: boolean): Held => ({
  boroughId: at.boroughId,
  venue: {
    name,
    address,
    locality: at.ward,
    postcode: postcodeWords(at.postcode),
    longitude: at.longitude,
    latitude: at.latitude,
    safe,
  },
})

/** Every venue a demonstration's entries name, by its name. */
export async function venuesOf(db: Db, told: ToldFinder): Promise<(name: string) => Held> {
  const own = told.venues
  const names = [...new Set(told.entries.flatMap(entry => entry.at))].filter(
    name => !own.some(venue => venue.name === name),
  )
  const wards = new Map((await ofWards(db, [...new Set(own.map(venue => venue.ward))])).map(at => [at.name, at]))
  const found = new Map((await standing(db, names)).map(at => [at.name, heldOf(at, at.name, at.address ?? '', false)]))
  for (const { name, ward, address, safe } of own) {
    const at = wards.get(ward)
    if (at) found.set(name, heldOf(at, name, address, safe))
  }
  return name => {
    const held = found.get(name)
    if (!held) throw new PlainError(`finder.json names “${name}”, which the city does not have.`, 'Put the name right.')
    return held
  }
}
