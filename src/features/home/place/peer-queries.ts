// Every place of a vintage, to hold one against: who lives there, which are alike, what they are called.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

const Profile = z.object({ id: z.number(), persons: z.number(), young: z.number(), areaM2: z.number().nullable() })
export type Profile = z.output<typeof Profile>

/** What "similar places" are judged by: residents, young people aged 10 to 24 and area, for every place of a vintage. */
export const profiles = (db: Db, vintage: string) =>
  db.many(
    Profile,
    sql`
    select p.id, pop.persons, coalesce((pop.by_age->>'10-14')::integer, 0) + coalesce((pop.by_age->>'15-19')::integer, 0) + coalesce((pop.by_age->>'20-24')::integer, 0) as young,
      p.area_m2 as "areaM2"
    from place_vintages v join places p on p.id = v.place_id
    join lateral (select persons, by_age from populations where place_id = p.id order by year desc, basis limit 1) pop on true
    where v.vintage = ${vintage}`,
  )

const Peer = z.object({ id: z.number(), boroughId: z.number().nullable(), persons: z.number().nullable() })
export type Peer = z.output<typeof Peer>

/** Every place of a vintage with its borough and newest residents. */
export const peers = (db: Db, vintage: string) =>
  db.many(
    Peer,
    sql`
    select p.id, case when p.kind = 'borough' then p.id else p.borough_id end as "boroughId",
      (select persons from populations where place_id = p.id order by year desc, basis limit 1) as persons
    from place_vintages v join places p on p.id = v.place_id where v.vintage = ${vintage}`,
  )

const NamedWithBorough = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  boroughCode: z.string().nullable(),
  boroughName: z.string().nullable(),
})

export const namedWithBorough = (db: Db, ids: number[]) =>
  db.many(
    NamedWithBorough,
    sql`
    select p.id, p.code, p.name, b.code as "boroughCode", b.name as "boroughName"
    from places p left join places b on b.id = case when p.kind = 'borough' then p.id else p.borough_id end
    where p.id = any(${ids}::integer[])`,
  )

const LsoaPart = z.object({ placeId: z.number(), lsoaId: z.number(), persons: z.number().nullable() })

/** The LSOAs of every ward or borough of a vintage (of an LSOA vintage, each its own), with their residents. */
export const lsoasByPlace = (db: Db, vintage: string) =>
  db.many(
    LsoaPart,
    sql`
    select p.id as "placeId", l.id as "lsoaId", (select persons from populations where place_id = l.id order by year desc, basis limit 1) as persons
    from place_vintages v
    join places p on p.id = v.place_id
    join places l on l.kind = 'lsoa' and (l.id = p.id or (p.kind = 'ward' and l.parent_id = p.id) or (p.kind = 'borough' and l.borough_id = p.id))
    where v.vintage = ${vintage}`,
  )
