// Areas to start from: boroughs to tap, and coarse cells for a phone to find itself in.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

const Area = z.object({ code: z.string(), name: z.string() })

/** Boroughs of today that things can be near to. */
export const areasOf = (db: Db) =>
  db.many(
    Area,
    sql`select code, name from places where kind = 'borough' and valid_to is null and longitude is not null order by name`,
  )

const Some = z.object({ some: z.boolean() })

/** Is anything listed at all? */
export const hasEntries = async (db: Db): Promise<boolean> =>
  (await db.one(Some, sql`select exists (select 1 from finder_entries) as some`)).some

/** A name to look around, and its middle to three decimals of a degree, about 100 metres. */
const Cell = z.object({ name: z.string(), longitude: z.number(), latitude: z.number() })
export type Cell = z.output<typeof Cell>

const rounded = sql`round(avg(longitude)::numeric, 3)::float8 as longitude, round(avg(latitude)::numeric, 3)::float8 as latitude`

/** Districts of postcodes ('SE15') with their middles; a city without postcodes has its wards. Coarse on purpose: thousands of people live in each. */
export async function cellsOf(db: Db): Promise<Cell[]> {
  const districts = await db.many(
    Cell,
    sql`
    select left(c.postcode, -3) as name, ${rounded} from (
      select p.postcode, coalesce(p.longitude, a.longitude) as longitude, coalesce(p.latitude, a.latitude) as latitude
      from postcodes p left join places a on a.id = p.lsoa_id) c
    where longitude is not null group by 1 order by 1`,
  )
  if (districts.length > 0) return districts
  return db.many(
    Cell,
    sql`select code as name, ${rounded} from places where kind = 'ward' and valid_to is null and longitude is not null group by 1 order by 1`,
  )
}
