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

const Parts = z.object({ code: z.string(), name: z.string(), wards: z.array(Area) })

/** Boroughs with their wards, for choosing some of them on a telephone: the same for everybody. */
export const partsOf = (db: Db) =>
  db.many(
    Parts,
    sql`select b.code, b.name, coalesce(jsonb_agg(jsonb_build_object('code', w.code, 'name', w.name) order by w.name)
        filter (where w.id is not null), '[]') as wards
      from places b left join places w on w.parent_id = b.id and w.kind = 'ward' and w.valid_to is null
      where b.kind = 'borough' and b.valid_to is null group by b.id, b.code, b.name order by b.name`,
  )

const Within = z.object({ id: z.string(), codes: z.string() })

/** In which areas these entries are, as codes with spaces between. What must not be told is in none. */
export async function areasAround(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const found = await db.many(
    Within,
    sql`select e.id, concat_ws(' ', b.code, w.code) as codes from finder_entries e
      left join places b on b.id = e.borough_id left join places w on w.id = e.ward_id
      where e.id = any(${[...ids]}::uuid[]) and e.point is not null`,
  )
  return new Map(found.map(({ id, codes }) => [id, codes]))
}

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
