import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql, when } from '../../../platform/sql.ts'
import { writer } from '../../people/index.ts'
import type { Made } from './made.ts'
import { type Change, type Draft, Exhibit, Finding } from './schemas.ts'

const columns = sql`f.id, f.statement, f.place_id as "placeId", f.measure_id as "measureId", f.evidence, f.strength, f.factor,
  f.context_level as "contextLevel", f.areas, f.outcomes, f.time_band as "timeBand", f.journey_stage as "journeyStage",
  f.prevention_level as "preventionLevel", f.age_band as "ageBand", f.status, f.dropped_reason as "droppedReason", f.version, f.made_by as "madeBy",
  f.made_on as "madeOn", f.agreed_by as "agreedBy", f.agreed_on as "agreedOn", f.checked_version as "checkedVersion", f.changes,
  f.changed_seen_on as "changedSeenOn", f.stands_on as "standsOn", coalesce(f.stands_changes = f.changes and f.changes <> '[]', false) as stands`

export const list = (db: Db, filter: { placeId?: number } = {}) =>
  db.many(
    Finding,
    sql`select ${columns} from findings f where true ${when(filter.placeId, id => sql`and f.id in (select finding_id from finding_places where place_id = ${id})`)} order by f.made_on desc, f.id desc`,
  )

export const find = (db: Db, id: number) => db.maybe(Finding, sql`select ${columns} from findings f where f.id = ${id}`)

const Id = z.object({ id: z.number() })

export async function insert(
  tx: Db,
  { made, draft, by, on }: { made: Made; draft: Draft; by: number | null; on: string },
) {
  const row = await tx.one(
    Id,
    sql`
    insert into findings (statement, place_id, measure_id, evidence, exhibit, checked_version, strength, factor, context_level, areas, outcomes,
      time_band, journey_stage, prevention_level, age_band, made_by, made_on)
    values (${draft.statement}, ${made.placeIds[0]}, ${made.measureId}, ${JSON.stringify(made.evidence)},
      ${made.exhibit && JSON.stringify(made.exhibit)}, ${made.version}, ${draft.strength}, ${draft.factor}, ${draft.contextLevel}, ${draft.areas},
      ${draft.outcomes}, ${draft.timeBand}, ${draft.journeyStage}, ${draft.preventionLevel}, ${draft.ageBand}, ${by}, ${on})
    returning id`,
  )
  await tx.run(sql`
    insert into finding_places (finding_id, place_id) select distinct ${row.id}::integer, unnest(${made.placeIds}::integer[])`)
  return row
}

/** The picture and table of a finding's reading; nothing for one made of a mark. */
export const exhibitOf = async (db: Db, id: number): Promise<Exhibit> =>
  (await db.maybe(z.object({ exhibit: Exhibit.nullable() }), sql`select exhibit from findings where id = ${id}`))
    ?.exhibit ?? {}

/** What comparing with the data in force has shown; the day it changed is kept until it changes again. Empty where nothing is otherwise than before. */
export const setChanges = (tx: Db, id: number, kept: { version: string; changes: readonly Change[]; today: string }) =>
  tx.run(sql`
    update findings set checked_version = ${kept.version}, changes = ${JSON.stringify(kept.changes)}::jsonb,
      changed_seen_on = case when ${JSON.stringify(kept.changes)}::jsonb = '[]' then null
        when changes = ${JSON.stringify(kept.changes)}::jsonb then changed_seen_on else ${kept.today}::date end
    where id = ${id}`)

export const stand = (tx: Db, id: number, by: number | null, today: string) =>
  tx.run(sql`
    update findings set stands_on = ${today}, stands_by = ${by}, stands_changes = changes
    where id = ${id} and status <> 'dropped' and changes <> '[]'`)

const PlaceRow = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  boroughCode: z.string().nullable(),
})

export const placesBy = (db: Db, codes: readonly string[]) =>
  db.many(
    PlaceRow,
    sql`
    select p.id, p.code, p.name, p.kind, b.code as "boroughCode" from places p left join places b on b.id = p.borough_id
    where p.code = any (${codes}::text[])`,
  )

const Changed = z.object({ id: z.number(), statement: z.string(), since: z.string() })

/** Findings whose figures changed and that nobody has looked at since: those this person made, and those of people who are gone. */
export const changedFor = (db: Db, accountId: number) =>
  db.many(
    Changed,
    sql`
    select f.id, f.statement, f.changed_seen_on as since from findings f left join accounts a on a.id = f.made_by
    where f.changed_seen_on is not null and f.status <> 'dropped' and f.stands_changes is distinct from f.changes
      and (f.made_by = ${accountId} or a.id is null or not a.active)
    order by f.changed_seen_on, f.id`,
  )

/** Saves a draft if nobody saved it since its version was read; 0 when somebody did. The evidence stays as it was seen. */
export const save = (tx: Db, id: number, draft: Draft) =>
  tx.run(sql`
    update findings set statement = ${draft.statement}, strength = ${draft.strength}, factor = ${draft.factor},
      context_level = ${draft.contextLevel}, areas = ${draft.areas}, outcomes = ${draft.outcomes}, time_band = ${draft.timeBand},
      journey_stage = ${draft.journeyStage}, prevention_level = ${draft.preventionLevel}, age_band = ${draft.ageBand}, version = version + 1
    where id = ${id} and version = ${draft.version} and status = 'draft'`)

export const agree = (tx: Db, id: number, version: number, by: number | null, today: string) =>
  tx.run(sql`update findings set status = 'agreed', agreed_by = ${by}, agreed_on = ${today}, version = version + 1
    where id = ${id} and version = ${version} and status = 'draft'`)

export const drop = (tx: Db, id: number, reason: string) =>
  tx.run(sql`update findings set status = 'dropped', dropped_reason = ${reason}, version = version + 1
    where id = ${id} and status <> 'dropped'`)

const Question = z.object({ key: z.string() })

/** The newest question of the place and measure that stands in the threads: what a finding of the same follows from. */
export const questionOf = (db: Db, placeId: number, measureId: number | null) =>
  db.maybe(
    Question,
    sql`
    select r.key from change_questions q join records r on r.key = 'question/' || q.id
    where q.place_id = ${placeId} and q.measure_id = ${measureId} order by q.period_end desc limit 1`,
  )

const Import = z.object({ source: z.string(), title: z.string(), snapshotOn: z.string(), hash: z.string() })

/** Imports by id, with what they are files of. */
export const imports = (db: Db, ids: readonly number[]) =>
  db.many(
    Import,
    sql`
    select s.id as source, s.title, i.snapshot_on as "snapshotOn", i.file_hash as hash from imports i join sources s on s.id = i.source_id
    where i.id = any (${ids}::integer[]) order by i.snapshot_on desc, s.id`,
  )

const Event = z.object({ at: z.string(), who: z.string(), what: z.string() })
export type Event = z.output<typeof Event>

export const history = (db: Db, id: number) =>
  db.many(
    Event,
    sql`select at, ${writer} as who, what from audit where object = ${`finding/${id}`} and what like 'finding.%' order by at desc, id desc limit 100`,
  )

const Source = z.object({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  licence: z.string(),
  address: z.string().nullable(),
})
export type Source = z.output<typeof Source>

export const sourcesOf = (db: Db, ids: readonly string[]) =>
  db.many(
    Source,
    sql`select id, title, publisher, licence, address from sources where id = any (${ids}::text[]) order by title`,
  )
