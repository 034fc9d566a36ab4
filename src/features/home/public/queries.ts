import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

const Area = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  boroughName: z.string().nullable(),
  residents: z.number().nullable(),
})
export type Area = z.output<typeof Area>

const from = sql`from places p left join places b on b.id = p.borough_id`
const columns = sql`p.id, p.code, p.name, b.name as "boroughName",
  (select persons from populations where place_id = p.id order by year desc, basis limit 1) as residents`

/** Every place of a vintage with its newest residents. */
export const areas = (db: Db, vintage: string) =>
  db.many(
    Area,
    sql`select ${columns} ${from} join place_vintages v on v.place_id = p.id where v.vintage = ${vintage} order by b.name, p.name, p.code`,
  )

export const area = (db: Db, id: number) => db.maybe(Area, sql`select ${columns} ${from} where p.id = ${id}`)

/** The city as a place of its own, where a file may speak for it. */
export const city = (db: Db) =>
  db.maybe(Area, sql`select ${columns} ${from} where p.kind = 'city' order by p.id limit 1`)

const Source = z.object({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  licence: z.string(),
  address: z.string().nullable(),
})
export type Source = z.output<typeof Source>

export const sources = (db: Db, ids: readonly string[]) =>
  db.many(
    Source,
    sql`select id, title, publisher, licence, address from sources where id = any (${ids}::text[]) order by title`,
  )

const Chosen = z.object({ code: z.string(), name: z.string() })

/** Wards that a finding or a decision is about: those whose page is asked for. */
export const wardsInThreads = (db: Db) =>
  db.many(
    Chosen,
    sql`
    select distinct p.code, p.name from records r cross join lateral unnest(r.places) as c (code) join places p on p.code = c.code and p.kind = 'ward'
    where r.kind in ('finding', 'decision') order by p.name, p.code`,
  )

const Named = z.object({ code: z.string(), name: z.string(), kind: z.string() })

export const named = (db: Db, code: string) =>
  db.maybe(Named, sql`select code, name, kind from places where code = ${code}`)

const Decided = z.object({
  id: z.number(),
  reference: z.string(),
  question: z.string(),
  publicPart: z.string(),
  decidedOn: z.string(),
  places: z.array(z.string()),
  areas: z.array(z.string()),
  outcomes: z.array(z.string()),
  corrections: z.array(z.object({ on: z.string(), words: z.string() })),
})
export type Decided = z.output<typeof Decided>

/** Decisions that have been made and say something to the public: that part alone is read, with its corrections that were agreed. */
export const decided = (db: Db) =>
  db.many(
    Decided,
    sql`
    select id, reference, question, public_part as "publicPart", decided_on as "decidedOn", places, areas, outcomes,
      (select coalesce(jsonb_agg(jsonb_build_object('on', c.settled_on, 'words', c.words) order by c.id), '[]') from decision_corrections c
        where c.decision_id = decisions.id and c.part = 'public' and c.agreed) as corrections
    from decisions where status = 'decided' and btrim(public_part) <> '' order by decided_on desc, id desc`,
  )

export const boroughOf = (db: Db, code: string) =>
  db.maybe(Chosen, sql`select b.code, b.name from places p join places b on b.id = p.borough_id where p.code = ${code}`)

const PlaceLine = z.object({ code: z.string(), name: z.string(), kind: z.string(), boroughName: z.string().nullable() })
export type PlaceLine = z.output<typeof PlaceLine>

/** Names of places by their codes, each borough before its wards. */
export const placeLines = (db: Db, codes: readonly string[]) =>
  db.many(
    PlaceLine,
    sql`select p.code, p.name, p.kind, b.name as "boroughName" ${from} where p.code = any (${[...codes]}::text[])
    order by coalesce(b.name, p.name), p.kind <> 'borough', p.name, p.code`,
  )
