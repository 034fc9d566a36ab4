// Where somebody starts from: a postcode, a district, the code or name of a place, a station. Looked up here, kept nowhere.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql } from '../../../platform/sql.ts'
import { postcodeOf, search } from '../../places/index.ts'
import type { Near } from '../question.ts'

const Spot = z.object({
  name: z.string(),
  longitude: z.number(),
  latitude: z.number(),
  area: z.number().nullable().default(null),
})

const first = (db: Db, query: Sql) => db.maybe(Spot, query)

const byPostcode = (db: Db, postcode: string) =>
  first(
    db,
    sql`
    select c.postcode as name, coalesce(c.longitude, p.longitude) as longitude, coalesce(c.latitude, p.latitude) as latitude
    from postcodes c left join places p on p.id = c.lsoa_id
    where c.postcode = ${postcode} and coalesce(c.longitude, p.longitude) is not null`,
  )

/** The middle of a district's postcodes: 'SE15'. */
const byDistrict = (db: Db, district: string) =>
  first(
    db,
    sql`
    select ${district}::text as name, avg(coalesce(c.longitude, p.longitude)) as longitude, avg(coalesce(c.latitude, p.latitude)) as latitude
    from postcodes c left join places p on p.id = c.lsoa_id
    where c.postcode like ${`${district}___`} having count(coalesce(c.longitude, p.longitude)) > 0`,
  )

const byCode = (db: Db, code: string) =>
  first(
    db,
    sql`select name, longitude, latitude, area_m2 as area from places where code = ${code} and longitude is not null`,
  )

const byStation = (db: Db, name: string) =>
  first(db, sql`select name, longitude, latitude from assets where kind = 'station' and name = ${name} limit 1`)

/** A good half hour on foot, a quarter by bicycle or bus. */
const walk = 2_500
/** From the middle of an area to its edge and half an hour further; of a point and a district, whose size we do not know, a bit more than that. */
export const reachOf = (area: number | null): number =>
  area === null ? 4_000 : Math.max(3_000, Math.round((Math.sqrt(area / Math.PI) + walk) / 500) * 500)

/** However far away. */
export const anyDistance = (near: Near | undefined): Near | undefined => near && { ...near, reach: undefined }

const district = /^[A-Z]{1,2}\d[A-Z\d]?$/
const code = /^[A-Z]\d{7,8}$/

/** The point of what was typed, with words for what it was taken for; undefined where nothing like it is known. */
export async function nearOf(db: Db, asked: string): Promise<Near | undefined> {
  const typed = asked.trim().slice(0, 100)
  if (typed === '') return undefined
  const found = (await byLetters(db, typed)) ?? (await byName(db, typed))
  return found && { asked: typed, ...found }
}

type Found = Omit<Near, 'asked'> | undefined

async function byLetters(db: Db, typed: string): Promise<Found> {
  const tight = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const postcode = postcodeOf(typed)
  const half =
    postcode?.slice(0, -3) ?? (/^\S+( \d[A-Z]?)?$/i.test(typed) ? (typed.toUpperCase().split(' ')[0] ?? '') : '')
  if (code.test(tight)) return said(await byCode(db, tight), 'around')
  const exact = postcode ? await byPostcode(db, postcode) : undefined
  // the whole postcode is not said back: whoever looks at the screen need not read where somebody lives
  if (exact) return said({ ...exact, name: half }, 'around')
  const wide = district.test(half) ? said(await byDistrict(db, half), 'around') : undefined
  return wide && { ...wide, district: postcode !== undefined }
}

const said = (spot: z.output<typeof Spot> | undefined, word: string): Found =>
  spot && {
    ...{ words: `${word} ${spot.name}`, name: spot.name, reach: reachOf(spot.area) },
    ...{ longitude: spot.longitude, latitude: spot.latitude },
  }

/** Slips in names are forgiven as the places room forgives them. */
async function byName(db: Db, typed: string): Promise<Found> {
  const [hit] = (await search(db, typed)).hits
  if (!hit) return undefined
  return hit.station
    ? said(await byStation(db, hit.station), 'near')
    : said(await byCode(db, hit.place.code), 'in or near')
}
