import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

const Counted = z.object({ year: z.number(), basis: z.string(), places: z.number() })

/** The years for which residents of a vintage are loaded, and of how many places. */
export const residentYears = (db: Db, vintage: string) =>
  db.many(
    Counted,
    sql`
    select y.year, y.basis, count(*)::int as places
    from place_vintages v join populations y on y.place_id = v.place_id where v.vintage = ${vintage}
    group by y.year, y.basis order by y.year desc, y.basis`,
  )

const Persons = z.object({ id: z.number(), persons: z.number() })

/** Residents of every place of a vintage by one count of them. */
export const residentsIn = (db: Db, vintage: string, year: number, basis: string) =>
  db.many(
    Persons,
    sql`
    select y.place_id as id, y.persons from place_vintages v join populations y on y.place_id = v.place_id
    where v.vintage = ${vintage} and y.year = ${year} and y.basis = ${basis}`,
  )

const Pair = z.object({ id: z.number(), other: z.number() })

/** Who shares a border with whom. */
export const borders = (db: Db, vintage: string) =>
  db.many(
    Pair,
    sql`select place_id as id, neighbour_id as other from place_neighbours where vintage = ${vintage} order by 1, 2`,
  )

const Part = z.object({ id: z.number(), group: z.number().nullable() })

/** The small areas of an earlier vintage and the place of a level that each lies in: its borough, or the ward most of it became. */
export const partsOf = (db: Db, from: string, to: string) =>
  db.many(
    Part,
    to.startsWith('borough')
      ? sql`select p.id, p.borough_id as "group" from place_vintages v join places p on p.id = v.place_id where v.vintage = ${from}`
      : sql`
        select distinct on (l.from_id) l.from_id as id, l.to_id as "group" from place_links l
        where l.kind = ${`${from}>${to}`} order by l.from_id, l.weight desc, l.to_id`,
  )

const Named = z.object({ vintage: z.string() })

/** The vintage that holds most of these places. */
export const vintageOfMost = (db: Db, placeIds: readonly number[]) =>
  db.maybe(
    Named,
    sql`select vintage from place_vintages where place_id = any(${[...placeIds]}::integer[]) group by vintage order by count(*) desc, vintage desc limit 1`,
  )
