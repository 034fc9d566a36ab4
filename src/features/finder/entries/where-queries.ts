import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { findCity, postcodeOf } from '../../places/index.ts'

const Point = z.object({
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  boroughId: z.number().nullable(),
})

/** Where a postcode is, from our own table: nothing typed leaves the house. */
export const atPostcode = (db: Db, typed: string) => {
  const postcode = postcodeOf(typed)
  return postcode === undefined
    ? Promise.resolve(undefined)
    : db.maybe(
        Point,
        sql`select longitude, latitude, borough_id as "boroughId" from postcodes where postcode = ${postcode}`,
      )
}

/** Whose borough a place is in, by its postcode; undefined where nobody can tell, or it is kept private. */
export const boroughOf = async (
  db: Db,
  venue: { postcode: string; safe: boolean } | null,
): Promise<number | undefined> =>
  venue === null || venue.safe ? undefined : ((await atPostcode(db, venue.postcode))?.boroughId ?? undefined)

const Loaded = z.object({ loaded: z.boolean() })

/** Is there a table of postcodes at all? */
export const hasPostcodes = async (db: Db): Promise<boolean> =>
  (await db.one(Loaded, sql`select exists (select 1 from postcodes) as loaded`)).loaded

const Typed = z.object({ typed: z.string() })

/** Those of these postcodes that are none of ours; none where there is no table, since nobody can tell. */
export async function unknownPostcodes(db: Db, asked: readonly string[]): Promise<ReadonlySet<string>> {
  const whole = asked.flatMap(typed => {
    const postcode = postcodeOf(typed)
    return postcode === undefined ? [] : [{ typed, postcode }]
  })
  if (whole.length === 0) return new Set()
  const unknown = await db.many(
    Typed,
    sql`
    select typed from jsonb_to_recordset(${JSON.stringify(whole)}::jsonb) as a (typed text, postcode text)
    where exists (select 1 from postcodes) and not exists (select 1 from postcodes p where p.postcode = a.postcode)`,
  )
  return new Set(unknown.map(({ typed }) => typed))
}

const Borough = z.object({ id: z.number(), code: z.string(), name: z.string() })
export type Borough = z.output<typeof Borough>

export async function boroughs(db: Db): Promise<Borough[]> {
  const city = await findCity(db)
  if (!city) return []
  return db.many(
    Borough,
    sql`select id, code, name from places where parent_id = ${city.id} and kind = 'borough' and valid_to is null order by name`,
  )
}
