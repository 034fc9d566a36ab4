import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import { raw, type Sql, sql, when } from '../../platform/sql.ts'
import { Asset, type Place } from './schemas.ts'

const assetColumns = sql`a.id, a.kind, a.ref, a.name, a.address, a.detail, a.longitude, a.latitude, a.lsoa_id as "lsoaId",
  a.ward_id as "wardId", a.borough_id as "boroughId", a.source_id as "sourceId"`

/** In the tree for places of today; inside the line for places of an earlier vintage, whose small areas have other parents now. */
const standsIn = (place: Place): Sql => {
  if (place.kind === 'city') return sql`true`
  if (place.kind === 'neighbourhood' || place.kind === 'hub')
    return sql`a.lsoa_id in (select member_id from place_members where place_id = ${place.id})`
  if (place.validTo !== null)
    return sql`ST_Contains((select geom from places where id = ${place.id}), ST_SetSRID(ST_MakePoint(a.longitude, a.latitude), 4326))`
  return sql`${raw(`a.${place.kind}_id`)} = ${place.id}`
}

/** Libraries, community centres, schools, stations and the like in a place, by kind and name. */
export const assetsIn = (db: Db, place: Place, kind?: string) =>
  db.many(
    Asset,
    sql`
    select ${assetColumns} from assets a
    where ${standsIn(place)} ${when(kind, one => sql`and a.kind = ${one}`)}
    order by a.kind, a.name, a.id`,
  )

export const stationsIn = (db: Db, place: Place) => assetsIn(db, place, 'station')

/** Every station of the city, by name: what hubs are made from. */
export const stations = (db: Db) =>
  db.many(Asset, sql`select ${assetColumns} from assets a where a.kind = 'station' order by a.name, a.id`)

export const countAssets = (db: Db, place: Place) =>
  db.many(
    z.object({ kind: z.string(), n: z.number() }),
    sql`select a.kind, count(*)::int as n from assets a where ${standsIn(place)} group by 1 order by 1`,
  )

/** What one source gave of one kind, with the name of the borough each stands in. */
export const assetsOfSource = (db: Db, sourceId: string, kind: string) =>
  db.many(
    Asset.extend({ borough: z.string().nullable() }),
    sql`
    select ${assetColumns}, b.name as borough from assets a left join places b on b.id = a.borough_id
    where a.source_id = ${sourceId} and a.kind = ${kind} order by a.name, a.address, a.id`,
  )
