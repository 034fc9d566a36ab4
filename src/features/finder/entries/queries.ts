import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql, when } from '../../../platform/sql.ts'
import { Body, Kind } from '../schemas.ts'
import { nextModified, states, type Verdict, verdicts } from './rules.ts'

/** An entry as the house keeps it, without its words. */
export const Entry = z.object({
  id: z.string(),
  kind: Kind,
  organisationId: z.string(),
  organisationKey: z.string(),
  organisation: z.string(),
  state: z.enum(states),
  stateReason: z.string(),
  /** Hidden by the house itself, since nobody said that it is still right; never by a person. */
  hidItself: z.boolean(),
  lastVersion: z.number(),
  publicVersion: z.number().nullable(),
  boroughId: z.number().nullable(),
  boroughCode: z.string().nullable(),
  borough: z.string().nullable(),
  reviewOn: z.string().nullable(),
  checkedOn: z.string().nullable(),
  mergedInto: z.string().nullable(),
  sourceId: z.string().nullable(),
  sourceRef: z.string().nullable(),
  licence: z.string(),
  modified: z.number(),
})
export type Entry = z.output<typeof Entry>

export const Version = z.object({
  version: z.number(),
  body: Body,
  note: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
  verdict: z.enum(verdicts),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  reason: z.string(),
})
export type Version = z.output<typeof Version>

/** Of `opportunities o join organisations g … left join places b`. */
export const entryColumns = sql`o.id, o.kind, o.organisation_id as "organisationId", g.key as "organisationKey", g.name as organisation, o.state,
  o.state_reason as "stateReason", o.hid_itself as "hidItself", o.last_version as "lastVersion", o.public_version as "publicVersion", o.borough_id as "boroughId",
  b.code as "boroughCode", b.name as borough, o.review_on::text as "reviewOn", o.checked_on::text as "checkedOn", o.merged_into as "mergedInto",
  o.source_id as "sourceId", o.source_ref as "sourceRef", o.licence, o.modified`
export const entryTables = sql`opportunities o join organisations g on g.id = o.organisation_id left join places b on b.id = o.borough_id`

/** Of `opportunity_versions v`. */
export const versionColumns = sql`v.version, v.body, v.note, v.made_by as "madeBy", v.made_at as "madeAt", v.verdict, v.decided_by as "decidedBy",
  v.decided_at as "decidedAt", v.reason`

const one = (db: Db, where: Sql) => db.maybe(Entry, sql`select ${entryColumns} from ${entryTables} where ${where}`)

export const find = (db: Db, id: string) => one(db, sql`o.id = ${id}`)

export const findBySource = (db: Db, sourceId: string, ref: string) =>
  one(db, sql`o.source_id = ${sourceId} and o.source_ref = ${ref}`)

/**
 * Change feeds are read on from the newest moment seen. A moment taken early and seen late (a long import) would stand behind that, and its change be lost
 * to every app for ever. So whoever changes entries does it one after the other, until the end of their transaction: what is seen later has a later moment.
 * Asked for before any entry is held, so that two never wait for each other.
 */
export const inTurn = (tx: Db) => tx.run(sql`select pg_advisory_xact_lock(hashtext('finder.modified'))`)

const Moment = z.object({ now: z.number(), newest: z.number() })

// What comes near has a moment of its own and changes no entry (search/near-days.ts).
const newestMoment = sql`greatest((select coalesce(max(modified), 0) from opportunities), (select coalesce(max(modified), 0) from finder_near_days))`

/** The moment of a change, in milliseconds: later than that of every change and turn of the day so far, by the database's clock, which is one for all servers. */
export async function moment(tx: Db): Promise<number> {
  await inTurn(tx)
  // a question of its own: asked together with the lock it would see what stood before the wait
  const { now, newest } = await tx.one(
    Moment,
    sql`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now, ${newestMoment} as newest`,
  )
  return nextModified(newest, now)
}

/** The entry, held until the transaction ends, so that two people at once do not both change it. */
export async function hold(tx: Db, id: string): Promise<Entry | undefined> {
  await inTurn(tx)
  await tx.run(sql`select 1 from opportunities where id = ${id} for update`)
  return find(tx, id)
}

export const version = (db: Db, id: string, number: number) =>
  db.maybe(
    Version,
    sql`select ${versionColumns} from opportunity_versions v where opportunity_id = ${id} and version = ${number}`,
  )

/** Every version, the newest first. */
export const versions = (db: Db, id: string, limit = 200) =>
  db.many(
    Version,
    sql`select ${versionColumns} from opportunity_versions v where opportunity_id = ${id} order by version desc limit ${limit}`,
  )

export interface NewEntry {
  id: string
  kind: Kind
  organisationId: string
  boroughId: number | null
  source: { id: string; ref: string } | undefined
  licence: string | undefined
  by: string
}

export const insert = (tx: Db, e: NewEntry) =>
  tx.run(sql`
    insert into opportunities (id, kind, organisation_id, borough_id, source_id, source_ref, licence, made_by)
    values (${e.id}, ${e.kind}, ${e.organisationId}, ${e.boroughId}, ${e.source?.id ?? null}, ${e.source?.ref ?? null},
      ${e.licence ?? openLicence}, ${e.by})`)

/** The Open Government Licence v3.0. */
export const openLicence = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/'

const Number1 = z.object({ version: z.number() })

interface NewVersion {
  body: Body
  note: string
  by: string
  verdict: Verdict
  decidedBy?: string | undefined
  reason?: string
  /** Others whose words are in it: of those that were written before, and of the one it was copied from. */
  writers?: readonly string[]
}

/** Writes the next version and gives its number. */
export async function insertVersion(tx: Db, id: string, v: NewVersion): Promise<number> {
  const { version } = await tx.one(
    Number1,
    sql`update opportunities set last_version = last_version + 1 where id = ${id} returning last_version as version`,
  )
  const decidedBy = v.decidedBy ?? null
  await tx.run(sql`
    insert into opportunity_versions (opportunity_id, version, body, note, made_by, writers, verdict, decided_by, decided_at, reason)
    values (${id}, ${version}, ${JSON.stringify(v.body)}, ${v.note}, ${v.by}, ${v.writers ?? []}::text[], ${v.verdict}, ${decidedBy},
      case when ${decidedBy}::text is not null then now() end, ${v.reason ?? ''})`)
  return version
}

/** Versions nobody has decided stand behind the one that was just written. */
export const replaceOpen = (tx: Db, id: string, before: number) =>
  tx.run(sql`
    update opportunity_versions set verdict = 'replaced'
    where opportunity_id = ${id} and version < ${before} and verdict in ('draft', 'waiting')`)

/** 0 rows where it does not wait any more. */
export const decideVersion = (
  tx: Db,
  id: string,
  number: number,
  { verdict, by, reason }: { verdict: 'approved' | 'refused'; by: string; reason: string },
) =>
  tx.run(sql`
    update opportunity_versions set verdict = ${verdict}, decided_by = ${by}, decided_at = now(), reason = ${reason}
    where opportunity_id = ${id} and version = ${number} and verdict = 'waiting'`)

export interface Change {
  state?: Entry['state']
  boroughId?: number | undefined
  stateReason?: string
  hidItself?: boolean
  publicVersion?: number
  mergedInto?: string
  modified?: number
  checkedOn?: string
  reviewOn?: string | null
}

/** Changes what is said of an entry itself; what is left out stays. */
export const update = (tx: Db, id: string, c: Change) =>
  tx.run(sql`
    update opportunities set borough_id = coalesce(${c.boroughId ?? null}::integer, borough_id), state = coalesce(${c.state ?? null}, state), state_reason = coalesce(${c.stateReason ?? null}, state_reason),
      hid_itself = coalesce(${c.hidItself ?? null}::boolean, hid_itself and state = coalesce(${c.state ?? null}, state)),
      public_version = coalesce(${c.publicVersion ?? null}, public_version), merged_into = coalesce(${c.mergedInto ?? null}::uuid, merged_into),
      modified = greatest(modified, ${c.modified ?? 0}), checked_on = coalesce(${c.checkedOn ?? null}::date, checked_on)
      ${when(c.reviewOn !== undefined, () => sql`, review_on = ${c.reviewOn ?? null}::date, reminded_on = null`)}
    where id = ${id}`)
