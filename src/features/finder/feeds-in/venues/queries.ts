// A list of hundreds of places is written in a few statements, whatever its length.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../../../../platform/db.ts'
import { type Sql, sql } from '../../../../platform/sql.ts'
import { opensOf, putAbove } from '../../entries/beside.ts'
import { Body } from '../../schemas.ts'
import type { NewSource } from '../queries.ts'
import { feedReasons } from '../reasons.ts'
import type { Wanted } from './plan.ts'

/** Who the house writes as when it takes over a list. */
export const hand = 'venues'

/**
 * The list as a feed. With a licence it counts as approved: its source and the setting stand in the pack, which whoever runs the city chose. A
 * licence somebody recorded here stays where the pack has none.
 */
export const putSource = (tx: Db, s: Omit<NewSource, 'format' | 'address' | 'sessionsAddress' | 'ours'>, by: string) =>
  tx.run(sql`
    insert into finder_sources (id, name, format, licence, attribution, trust, every_hours, state, made_by, approved_by, approved_at)
    select ${s.id}, ${s.name}, 'places', ${s.licence}, ${s.attribution}, ${s.trust}, ${s.everyHours},
      case when ${s.licence}::text = '' then 'proposed' else 'approved' end, 'pack',
      case when ${s.licence}::text <> '' then ${by}::text end, case when ${s.licence}::text <> '' then now() end
    on conflict (id) do update set name = excluded.name, attribution = excluded.attribution,
      licence = case when excluded.licence = '' then finder_sources.licence else excluded.licence end,
      state = case when finder_sources.state = 'proposed' then excluded.state else finder_sources.state end,
      approved_by = coalesce(finder_sources.approved_by, excluded.approved_by),
      approved_at = coalesce(finder_sources.approved_at, excluded.approved_at)`)

const Row = z.object({
  id: z.string(),
  ref: z.string(),
  state: z.string(),
  stateReason: z.string(),
  ours: z.boolean(),
  body: Body,
})

export const there = (tx: Db, sourceId: string) =>
  tx.many(
    Row,
    sql`
    select o.id, o.source_ref as ref, o.state, o.state_reason as "stateReason", v.body, v.made_by = ${hand} as ours
    from opportunities o join opportunity_versions v on v.opportunity_id = o.id and v.version = coalesce(o.public_version, o.last_version)
    where o.source_id = ${sourceId} for update of o`,
  )

interface Given {
  sourceId: string
  name: string
  licence: string
  organisationId: string
  approvedBy: string
  now: number
}

const rowsOf = (rows: readonly (Wanted & { id: string })[]): Sql =>
  sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, ref text, body jsonb, "boroughId" integer)`

const versions = (tx: Db, given: Given, rows: readonly (Wanted & { id: string })[]) =>
  tx.run(sql`
    insert into opportunity_versions (opportunity_id, version, body, note, made_by, verdict, decided_by, decided_at)
    select o.id, o.last_version, r.body, ${`From ${given.name}`.slice(0, 200)}, ${hand}, 'approved', ${given.approvedBy}, now()
    from ${rowsOf(rows)} join opportunities o on o.id = r.id`)

export async function add(tx: Db, given: Given, wanted: readonly Wanted[]): Promise<string[]> {
  const rows = wanted.map(each => ({ ...each, id: randomUUID() }))
  if (rows.length === 0) return []
  await tx.run(sql`
    insert into opportunities (id, kind, organisation_id, state, last_version, public_version, borough_id, source_id, source_ref, licence,
      modified, made_by)
    select r.id, 'activity', ${given.organisationId}::uuid, 'public', 1, 1, r."boroughId", ${given.sourceId}, r.ref, ${given.licence},
      ${given.now}::bigint, ${hand}
    from ${rowsOf(rows)}`)
  await versions(tx, given, rows)
  return rows.map(({ id }) => id)
}

export async function change(tx: Db, given: Given, rows: readonly (Wanted & { id: string })[]): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  const open = await opensOf(tx, ids, hand)
  await tx.run(sql`
    update opportunities o set last_version = o.last_version + 1, public_version = o.last_version + 1, borough_id = r."boroughId",
      licence = ${given.licence}, modified = greatest(o.modified + 1, ${given.now}::bigint)
    from ${rowsOf(rows)} where o.id = r.id`)
  await versions(tx, given, rows)
  for (const one of open) await putAbove(tx, one.id, one.open, one.hands)
}

const turn = (tx: Db, ids: readonly string[], to: { state: string; reason: string; now: number }) =>
  tx.run(sql`
    update opportunities set state = ${to.state}, state_reason = ${to.reason}, modified = greatest(modified + 1, ${to.now}::bigint)
    where id = any(${[...ids]}::uuid[])`)

export const reopen = (tx: Db, ids: readonly string[], now: number) =>
  turn(tx, ids, { state: 'public', reason: '', now })
export const withdraw = (tx: Db, ids: readonly string[], now: number) =>
  turn(tx, ids, { state: 'closed', reason: feedReasons.missing, now })

/** Who answers for the list, as the pack records it. */
export const custodianOf = async (db: Db, id: string): Promise<string | undefined> =>
  (await db.maybe(z.object({ custodian: z.string() }), sql`select custodian from sources where id = ${id}`))?.custodian
