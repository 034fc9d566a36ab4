import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql, when } from '../../../platform/sql.ts'
import { writer } from '../../people/index.ts'
import { type Draft, type Evidence, Finding } from './schemas.ts'

const columns = sql`f.id, f.statement, f.place_id as "placeId", f.measure_id as "measureId", f.evidence, f.strength, f.factor,
  f.context_level as "contextLevel", f.areas, f.outcomes, f.time_band as "timeBand", f.journey_stage as "journeyStage",
  f.prevention_level as "preventionLevel", f.age_band as "ageBand", f.status, f.dropped_reason as "droppedReason", f.version, f.made_by as "madeBy",
  f.made_on as "madeOn", f.agreed_by as "agreedBy", f.agreed_on as "agreedOn"`

export const list = (db: Db, filter: { placeId?: number } = {}) =>
  db.many(
    Finding,
    sql`select ${columns} from findings f where true ${when(filter.placeId, id => sql`and f.place_id = ${id}`)} order by f.made_on desc, f.id desc`,
  )

export const find = (db: Db, id: number) => db.maybe(Finding, sql`select ${columns} from findings f where f.id = ${id}`)

export const insert = (
  tx: Db,
  made: { placeId: number; measureId: number; evidence: Evidence; draft: Draft; by: number | null; on: string },
) =>
  tx.one(
    z.object({ id: z.number() }),
    sql`
    insert into findings (statement, place_id, measure_id, evidence, strength, factor, context_level, areas, outcomes, time_band,
      journey_stage, prevention_level, age_band, made_by, made_on)
    values (${made.draft.statement}, ${made.placeId}, ${made.measureId}, ${JSON.stringify(made.evidence)}, ${made.draft.strength},
      ${made.draft.factor}, ${made.draft.contextLevel}, ${made.draft.areas}, ${made.draft.outcomes}, ${made.draft.timeBand},
      ${made.draft.journeyStage}, ${made.draft.preventionLevel}, ${made.draft.ageBand}, ${made.by}, ${made.on})
    returning id`,
  )

/** Saves a draft if nobody saved it since its version was read; 0 when somebody did. The evidence stays as it was seen. */
export const save = (tx: Db, id: number, draft: Draft) =>
  tx.run(sql`
    update findings set statement = ${draft.statement}, strength = ${draft.strength}, factor = ${draft.factor},
      context_level = ${draft.contextLevel}, areas = ${draft.areas}, outcomes = ${draft.outcomes}, time_band = ${draft.timeBand},
      journey_stage = ${draft.journeyStage}, prevention_level = ${draft.preventionLevel}, age_band = ${draft.ageBand}, version = version + 1
    where id = ${id} and version = ${draft.version} and status = 'draft'`)

export const agree = (tx: Db, id: number, by: number | null, today: string) =>
  tx.run(sql`update findings set status = 'agreed', agreed_by = ${by}, agreed_on = ${today}, version = version + 1
    where id = ${id} and status = 'draft'`)

export const drop = (tx: Db, id: number, reason: string) =>
  tx.run(sql`update findings set status = 'dropped', dropped_reason = ${reason}, version = version + 1
    where id = ${id} and status <> 'dropped'`)

const Question = z.object({ key: z.string() })

/** The newest question of the place and measure that stands in the threads: what a finding of the same follows from. */
export const questionOf = (db: Db, placeId: number, measureId: number) =>
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

export const sourcesOf = (db: Db, ids: readonly string[]) =>
  db.many(
    Source,
    sql`select id, title, publisher, licence, address from sources where id = any (${ids}::text[]) order by title`,
  )
