// What entries have in common, as it is kept from night to night (finder_alike).
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql } from '../../../platform/sql.ts'
import { Body } from '../schemas.ts'

const Read = z.object({
  id: z.string(),
  version: z.number(),
  organisationId: z.string(),
  sourceId: z.string().nullable(),
  charity: z.string().nullable(),
  body: Body,
})

const entries = (where: Sql) => sql`
  select o.id, v.version, o.organisation_id as "organisationId", o.source_id as "sourceId", g.charity_number as charity, v.body
  from opportunities o join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version
    join organisations g on g.id = o.organisation_id
  where o.state = 'public' and ${where}`

/** Public entries after this one, by id, of whose version nothing is written down. */
export const unwritten = (db: Db, last: string, limit: number) =>
  db.many(
    Read,
    sql`${entries(sql`o.id > ${last}::uuid and not exists (
      select 1 from finder_alike a where a.entry_id = o.id and a.version = o.public_version)`)} order by o.id limit ${limit}`,
  )

export const entriesOf = (db: Db, ids: readonly string[]) => db.many(Read, entries(sql`o.id = any (${ids}::uuid[])`))

/** Of entries that are public no more, or say something else by now. */
export const forget = (db: Db) =>
  db.run(sql`
    delete from finder_alike a where not exists (
      select 1 from opportunities o where o.id = a.entry_id and o.state = 'public' and o.public_version = a.version)`)

/** As a sum, so that an address of any length is short. It hides nothing: a phone's is found by trying all. */
export const write = (db: Db, rows: readonly { id: string; version: number; key: string }[]) =>
  db.run(sql`
    insert into finder_alike (entry_id, version, key)
    select id, version, md5(key) from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, version int, key text)
    on conflict do nothing`)

const Block = z.object({ key: z.string(), ids: z.array(z.string()) })
export type Block = z.output<typeof Block>

/** Entries that share a key, key by key; one that more than `most` share says nothing. */
export const blocksAfter = (db: Db, after: string, { limit, most }: { limit: number; most: number }) =>
  db.many(
    Block,
    sql`select key, array_agg(entry_id::text order by entry_id) as ids from finder_alike where key > ${after}
      group by key having count(*) between 2 and ${most} order by key limit ${limit}`,
  )
