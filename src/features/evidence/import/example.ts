// The example of a format, written with codes and measures of the city that is open, so that it passes when it is sent as printed.
import { z } from 'zod'
import { addMonths, type Day, type Month, monthOfDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { ExampleCity, Format } from './format.ts'
import { givenBy, packSources } from './owned.ts'

const Place = z.object({ code: z.string(), latitude: z.number().nullable(), longitude: z.number().nullable() })

/** The first places of a level in its newest boundaries. */
const firstOf = (db: Db, kind: 'ward' | 'lsoa') =>
  db.many(
    Place,
    sql`
    select p.code, p.latitude::float8 as latitude, p.longitude::float8 as longitude
    from places p join place_vintages v on v.place_id = p.id
    where p.kind = ${kind} and v.vintage = (select max(vintage) from place_vintages where vintage like ${`${kind}:%`})
    order by p.code limit 2`,
  )

const Measure = z.object({ id: z.number(), code: z.string() })

/** A measure of counts that no source of the pack gives, or else the one given at the fewest levels: a new partner's file would be refused for the others. */
async function freeMeasure(db: Db, packId: string): Promise<string | undefined> {
  const all = await db.many(
    Measure,
    sql`select id, code from measures where kind = 'count' order by sensitive, position, code`,
  )
  const ids = all.map(one => one.id)
  const given = ids.length > 0 ? await givenBy(db, packSources(packId), ids) : []
  const levels = (id: number) => new Set(given.flatMap(one => (one.measureId === id ? [one.kind] : []))).size
  return all.toSorted((a, b) => levels(a.id) - levels(b.id))[0]?.code
}

async function readExampleCity(db: Db, packId: string, month: Month): Promise<ExampleCity | undefined> {
  const [ward, otherWard] = await firstOf(db, 'ward')
  const [lsoa, otherLsoa] = await firstOf(db, 'lsoa')
  const measure = await freeMeasure(db, packId)
  if (!ward || !otherWard || !lsoa || !otherLsoa || !measure) return undefined
  const { latitude, longitude } = otherLsoa
  if (latitude === null || longitude === null) return undefined
  const point = `${latitude.toFixed(4)},${longitude.toFixed(4)}`
  return { wards: [ward.code, otherWard.code], lsoa: lsoa.code, point, measure, month }
}

/** The example to print: of the open city where the format can write one, otherwise the format's own. */
export async function exampleOf(db: Db, packId: string, format: Format, today: Day): Promise<string> {
  if (format.kind === 'places' || !format.exampleIn) return format.help.example
  const city = await readExampleCity(db, packId, addMonths(monthOfDay(today), -2))
  return city ? format.exampleIn(city) : format.help.example
}
