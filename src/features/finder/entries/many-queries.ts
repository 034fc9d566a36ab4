// Entries of a source many at once: a page of a feed is read and written in a few statements, whatever its length.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql } from '../../../platform/sql.ts'
import type { Body, Kind } from '../schemas.ts'
import { Entry, entryColumns, entryTables, inTurn, openLicence, Version, versionColumns } from './queries.ts'

const entries = (db: Db, where: Sql) => db.many(Entry, sql`select ${entryColumns} from ${entryTables} where ${where}`)

export const findAll = (db: Db, ids: readonly string[]) => entries(db, sql`o.id = any(${[...ids]}::uuid[])`)

export const findAllBySource = (db: Db, sourceId: string, refs: readonly string[]) =>
  entries(db, sql`o.source_id = ${sourceId} and o.source_ref = any(${[...refs]}::text[])`)

/** Nobody else's to change until the transaction ends. To be read after this, not before. */
export async function holdAll(tx: Db, ids: readonly string[]): Promise<void> {
  await inTurn(tx)
  await tx.run(sql`select 1 from opportunities where id = any(${[...ids]}::uuid[]) order by id for update`)
}

const VersionOf = Version.extend({ id: z.string() })
export type VersionOf = z.output<typeof VersionOf>

/** Of each entry the version the public reads, the newest, and the newest by this hand; one that is several of these comes once. */
export const versionsOf = (db: Db, ids: readonly string[], by: string) =>
  db.many(
    VersionOf,
    sql`
    select v.opportunity_id as id, ${versionColumns}
    from unnest(${[...ids]}::uuid[]) as t (id) join opportunities o on o.id = t.id
      left join lateral (select w.version as newest from opportunity_versions w where w.opportunity_id = o.id and w.made_by = ${by}
        order by w.version desc limit 1) mine on true
      join opportunity_versions v on v.opportunity_id = o.id and v.version = any(array[o.public_version, o.last_version, mine.newest])
    order by v.opportunity_id, v.version`,
  )

/** What all of them have in common. */
export interface Common {
  by: string
  sourceId: string
  licence: string | undefined
  note: string
  today: string
  /** Who approved what comes; of what waits nobody has yet. */
  approvedBy: string | null
  /** The moment of the change: one for all of them, so that it does not run ahead of the clock however many they are. Readers go on by it and the id. */
  at: number
}

export interface NewRow {
  id: string
  ref: string
  kind: Kind
  organisationId: string
  boroughId: number | null
  body: Body
  reviewOn: string | null
}

// One text holds all rows.
const rowsOf = (rows: readonly object[]): Sql => sql`
  jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, ref text, kind text,
    "organisationId" uuid, "boroughId" integer, body jsonb, "reviewOn" date, state text, "stateReason" text)`

/** New entries with their first version: public at once where somebody approved it, else for somebody to approve. */
export async function insertAll(tx: Db, c: Common, rows: readonly NewRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.run(sql`
    insert into opportunities (id, kind, organisation_id, borough_id, source_id, source_ref, licence, made_by, last_version, state, public_version,
      checked_on, review_on, modified)
    select r.id, r.kind, r."organisationId", r."boroughId", ${c.sourceId}, r.ref, ${c.licence ?? openLicence}, ${c.by}, 1,
      ${c.approvedBy === null ? 'draft' : 'public'}, ${c.approvedBy === null ? null : 1}::int,
      ${c.approvedBy === null ? null : c.today}::date, r."reviewOn", ${c.approvedBy === null ? 0 : c.at}::bigint
    from ${rowsOf(rows)}`)
  await insertVersions(tx, c, rows)
}

export type ChangedRow = Pick<NewRow, 'id' | 'body' | 'reviewOn'>

/** Another approved version of each, which the public reads from now on; versions nobody has decided stand behind it. */
export async function changeAll(tx: Db, c: Common, rows: readonly ChangedRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.run(sql`
    update opportunities o set last_version = o.last_version + 1, public_version = o.last_version + 1,
      state = case o.state when 'draft' then 'public' else o.state end, checked_on = ${c.today}::date, review_on = r."reviewOn",
      reminded_on = null, modified = greatest(o.modified, ${c.at}::bigint)
    from ${rowsOf(rows)} where o.id = r.id`)
  await insertVersions(tx, c, rows)
  await tx.run(sql`
    update opportunity_versions v set verdict = 'replaced' from opportunities o
    where o.id = any(${rows.map(({ id }) => id)}::uuid[]) and v.opportunity_id = o.id and v.version < o.last_version
      and v.verdict in ('draft', 'waiting')`)
}

const insertVersions = (tx: Db, c: Common, rows: readonly ChangedRow[]) =>
  tx.run(sql`
    insert into opportunity_versions (opportunity_id, version, body, note, made_by, verdict, decided_by, decided_at)
    select o.id, o.last_version, r.body, ${c.note}, ${c.by}, ${c.approvedBy === null ? 'waiting' : 'approved'}, ${c.approvedBy}::text,
      case when ${c.approvedBy}::text is not null then now() end
    from ${rowsOf(rows)} join opportunities o on o.id = r.id`)

export interface TurnedRow {
  id: string
  state: Entry['state']
  stateReason: string
}

/** What was never public has told no feed anything: its moment stays. */
export const turnAll = (tx: Db, at: number, rows: readonly TurnedRow[]) =>
  tx.run(sql`
    update opportunities o set state = r.state, state_reason = r."stateReason",
      modified = case when o.public_version is null then o.modified else greatest(o.modified, ${at}::bigint) end
    from ${rowsOf(rows)} where o.id = r.id`)
