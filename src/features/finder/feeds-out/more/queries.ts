import { z } from 'zod'
import type { Db } from '../../../../platform/db.ts'
import { sql, when } from '../../../../platform/sql.ts'

const Id = z.object({ id: z.string() })

export interface Which {
  /** Code of a ward or borough. */
  place: string | undefined
  activity: string | undefined
}

/** Public entries of a place, or for one activity, that have times. */
export const idsOf = async (db: Db, { place, activity }: Which, limit: number): Promise<string[]> =>
  (
    await db.many(
      Id,
      sql`select f.id from finder_entries f join opportunities o on o.id = f.id
        where o.state = 'public' and f.dated ${when(activity, id => sql`and f.activities @> array[${id}]::text[]`)}
          ${when(place, code => sql`and exists (select 1 from places p where p.code = ${code} and p.id in (f.ward_id, f.borough_id))`)}
        order by f.id limit ${limit}`,
    )
  ).map(({ id }) => id)

const Place = z.object({ name: z.string() })
export const placeName = async (db: Db, code: string): Promise<string | undefined> =>
  (await db.maybe(Place, sql`select name from places where code = ${code} and kind in ('ward', 'borough')`))?.name
