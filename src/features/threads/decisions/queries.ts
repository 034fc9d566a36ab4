import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { Decision, type Panel, Review } from './schemas.ts'

const columns = sql`d.id, d.reference, d.kind, d.question, d.context, d.options, d.chosen, d.reason, d.principles, d.equality,
  d.public_part as "publicPart", d.confidential_part as "confidentialPart", d.places, d.areas, d.outcomes,
  d.aims, d.context_level as "contextLevel", d.journey_stage as "journeyStage", d.prevention_level as "preventionLevel",
  d.age_band as "ageBand", d.time_band as "timeBand", d.edited_by as "editedBy", d.strength, d.investment, d.dissent, d.panel, d.status, d.prepared_by as "preparedBy", d.proposed_by as "proposedBy", d.proposed_on as "proposedOn",
  d.decided_by as "decidedBy", d.decided_by_role as "decidedByRole", d.decided_on as "decidedOn", d.review_on as "reviewOn",
  d.dropped_reason as "droppedReason", d.version, d.opened_on as "openedOn"`

export const list = (db: Db) =>
  db.many(Decision, sql`select ${columns} from decisions d order by d.opened_on desc, d.id desc`)

export const find = (db: Db, id: number) =>
  db.maybe(Decision, sql`select ${columns} from decisions d where d.id = ${id}`)

const Id = z.object({ id: z.number() })

/** Opens a draft; references run on through the year: D-2026-001. */
export async function open(tx: Db, kind: string, question: string, by: number | null, today: string): Promise<number> {
  const year = today.slice(0, 4)
  const row = await tx.one(
    Id,
    sql`
    insert into decisions (reference, kind, question, prepared_by, opened_on)
    select 'D-' || ${year}::text || '-' || lpad((coalesce(max(substring(reference from 8)::integer), 0) + 1)::text, 3, '0'),
      ${kind}, ${question}, ${by}, ${today}
    from decisions where reference like 'D-' || ${year}::text || '-%'
    returning id`,
  )
  return row.id
}

export type Kept = Pick<
  Decision,
  | 'question'
  | 'context'
  | 'options'
  | 'principles'
  | 'equality'
  | 'publicPart'
  | 'confidentialPart'
  | 'places'
  | 'areas'
  | 'outcomes'
  | 'aims'
  | 'contextLevel'
  | 'journeyStage'
  | 'preventionLevel'
  | 'ageBand'
  | 'timeBand'
  | 'strength'
  | 'investment'
  | 'dissent'
>

/** Saves a draft if nobody saved it since `version` was read; 0 when somebody did. Whoever saves it is written down. */
export const save = (tx: Db, id: number, version: number, draft: Kept, by: number | null) =>
  tx.run(sql`
    update decisions set edited_by = case when ${by}::integer is null or ${by}::integer = any (edited_by) then edited_by else edited_by || ${by}::integer end,
      aims = ${draft.aims}, context_level = ${draft.contextLevel}, journey_stage = ${draft.journeyStage},
      prevention_level = ${draft.preventionLevel}, age_band = ${draft.ageBand}, time_band = ${draft.timeBand}, question = ${draft.question}, context = ${draft.context}, options = ${JSON.stringify(draft.options)},
      principles = ${JSON.stringify(draft.principles)}, equality = ${draft.equality}, public_part = ${draft.publicPart},
      confidential_part = ${draft.confidentialPart}, places = ${draft.places}, areas = ${draft.areas}, outcomes = ${draft.outcomes},
      strength = ${draft.strength}, investment = ${draft.investment}, dissent = ${draft.dissent}, version = version + 1
    where id = ${id} and version = ${version} and status = 'draft'`)

export const propose = (
  tx: Db,
  { id, version }: Pick<Decision, 'id' | 'version'>,
  by: number,
  panel: Panel | null,
  today: string,
) =>
  tx.run(sql`
    update decisions set status = 'proposed', proposed_by = ${by}, proposed_on = ${today},
      panel = ${panel ? JSON.stringify(panel) : null}::jsonb, version = version + 1
    where id = ${id} and version = ${version} and status = 'draft'`)

export const sendBack = (tx: Db, id: number) =>
  tx.run(sql`update decisions set status = 'draft', proposed_by = null, proposed_on = null, version = version + 1
    where id = ${id} and status = 'proposed'`)

/** Keeps the verdict if the decision still is what `version` was: an option is chosen by its place in the list that was read. */
export const decide = (
  tx: Db,
  id: number,
  verdict: { chosen: number; reason: string; publicPart: string; reviewOn: string | null; version: number },
  by: { id: number; role: string },
  today: string,
) =>
  tx.run(sql`
    update decisions set status = 'decided', chosen = ${verdict.chosen}, reason = ${verdict.reason}, public_part = ${verdict.publicPart},
      review_on = ${verdict.reviewOn}, decided_by = ${by.id}, decided_by_role = ${by.role}, decided_on = ${today}, version = version + 1
    where id = ${id} and version = ${verdict.version} and status = 'proposed'`)

export const drop = (tx: Db, id: number, reason: string) =>
  tx.run(sql`update decisions set status = 'dropped', dropped_reason = ${reason}, version = version + 1
    where id = ${id} and status in ('draft', 'proposed')`)

export const addReview = (tx: Db, decisionId: number, review: { dueOn: string; label: string }) =>
  tx.run(
    sql`insert into decision_reviews (decision_id, due_on, label) values (${decisionId}, ${review.dueOn}, ${review.label})`,
  )

const reviewColumns = sql`r.id, r.decision_id as "decisionId", r.due_on as "dueOn", r.label, r.done_on as "doneOn", r.result, r.note`

export const reviews = (db: Db, decisionId: number) =>
  db.many(
    Review,
    sql`select ${reviewColumns} from decision_reviews r where r.decision_id = ${decisionId} order by r.due_on, r.id`,
  )

/** Reviews not yet done, due by a day, of decisions in force. */
export const reviewsDue = (db: Db, by: string) =>
  db.many(
    Review,
    sql`
    select ${reviewColumns} from decision_reviews r join decisions d on d.id = r.decision_id and d.status = 'decided'
    where r.done_on is null and r.due_on <= ${by} order by r.due_on, r.id`,
  )

export const finishReview = (tx: Db, id: number, by: number, result: string, note: string, today: string) =>
  tx.run(sql`
    update decision_reviews set done_on = ${today}, done_by = ${by}, result = ${result}, note = ${note}
    where id = ${id} and done_on is null`)

export const reopen = (tx: Db, { id, version }: Pick<Decision, 'id' | 'version'>) =>
  tx.run(sql`
    update decisions set status = 'draft', chosen = null, reason = '', review_on = null, decided_by = null, decided_by_role = null,
      decided_on = null, proposed_by = null, proposed_on = null, panel = null, version = version + 1
    where id = ${id} and version = ${version} and status = 'decided'`)

export const endReviews = (tx: Db, decisionId: number) =>
  tx.run(sql`delete from decision_reviews where decision_id = ${decisionId} and done_on is null`)
