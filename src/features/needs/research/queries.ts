import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { type Draft, Item, Visit, type VisitDraft } from './schemas.ts'

const coordinates = sql`r.time_band as "timeBand", r.areas, r.outcomes, r.context_level as "contextLevel", r.journey_stage as "journeyStage",
  r.prevention_level as "preventionLevel", r.age_band as "ageBand", r.made_on as "madeOn", r.version`
const columns = sql`r.id, r.question, r.topic, r.owner_role as "ownerRole", r.supplier, r.cost_pence as "costPence", r.due_on as "dueOn", r.output,
  r.output_href as "outputHref", r.received_on as "receivedOn", r.published_on as "publishedOn", r.unpublished_reason as "unpublishedReason",
  r.review_on as "reviewOn", r.use_made as "useMade", r.stopped_reason as "stoppedReason", ${coordinates}`

export const list = (db: Db) =>
  db.many(Item, sql`select ${columns} from research_items r order by r.made_on desc, r.id desc`)
export const find = (db: Db, id: number) =>
  db.maybe(Item, sql`select ${columns} from research_items r where r.id = ${id}`)

const Id = z.object({ id: z.number() })

export const insert = (tx: Db, item: Draft, by: number | null, on: string) =>
  tx.one(
    Id,
    sql`
    insert into research_items (question, topic, owner_role, supplier, cost_pence, due_on, output, output_href, received_on, published_on,
      unpublished_reason, review_on, use_made, stopped_reason, time_band, areas, outcomes, context_level, journey_stage, prevention_level,
      age_band, made_by, made_on)
    values (${item.question}, ${item.topic}, ${item.ownerRole}, ${item.supplier}, ${item.costPence}, ${item.dueOn}, ${item.output},
      ${item.outputHref}, ${item.receivedOn}, ${item.publishedOn}, ${item.unpublishedReason}, ${item.reviewOn}, ${item.useMade},
      ${item.stoppedReason}, ${item.timeBand}, ${item.areas}, ${item.outcomes}, ${item.contextLevel}, ${item.journeyStage},
      ${item.preventionLevel}, ${item.ageBand}, ${by}, ${on})
    returning id`,
  )

/** Saves an entry if nobody saved it since its version was read; 0 when somebody did. */
export const save = (tx: Db, id: number, item: Draft) =>
  tx.run(sql`
    update research_items set question = ${item.question}, topic = ${item.topic}, owner_role = ${item.ownerRole}, supplier = ${item.supplier},
      cost_pence = ${item.costPence}, due_on = ${item.dueOn}, output = ${item.output}, output_href = ${item.outputHref},
      received_on = ${item.receivedOn}, published_on = ${item.publishedOn}, unpublished_reason = ${item.unpublishedReason},
      review_on = ${item.reviewOn}, use_made = ${item.useMade}, stopped_reason = ${item.stoppedReason}, time_band = ${item.timeBand},
      areas = ${item.areas}, outcomes = ${item.outcomes}, context_level = ${item.contextLevel}, journey_stage = ${item.journeyStage},
      prevention_level = ${item.preventionLevel}, age_band = ${item.ageBand}, version = version + 1
    where id = ${id} and version = ${item.version}`)

const visits = sql`r.id, r.with_whom as "withWhom", r.held_at as "heldAt", r.visited_on as "visitedOn", r.learned, r.owner_role as "ownerRole",
  r.tried, r.result, r.no_action as "noAction", ${coordinates},
  (select count(*)::integer from thread_links l where l.because_key = 'exchange/' || r.id and l.removed_at is null and l.next_key like 'task/%') as actions`

export const listVisits = (db: Db) =>
  db.many(Visit, sql`select ${visits} from exchange_visits r order by r.visited_on desc, r.id desc`)
export const findVisit = (db: Db, id: number) =>
  db.maybe(Visit, sql`select ${visits} from exchange_visits r where r.id = ${id}`)

export const insertVisit = (tx: Db, visit: VisitDraft, by: number | null, on: string) =>
  tx.one(
    Id,
    sql`
    insert into exchange_visits (with_whom, held_at, visited_on, learned, owner_role, no_action, time_band, areas, outcomes, context_level,
      journey_stage, prevention_level, age_band, made_by, made_on)
    values (${visit.withWhom}, ${visit.heldAt}, ${visit.visitedOn}, ${visit.learned}, ${visit.ownerRole}, ${visit.noAction},
      ${visit.timeBand}, ${visit.areas}, ${visit.outcomes}, ${visit.contextLevel}, ${visit.journeyStage}, ${visit.preventionLevel},
      ${visit.ageBand}, ${by}, ${on})
    returning id`,
  )

export const saveVisit = (tx: Db, id: number, visit: VisitDraft) =>
  tx.run(sql`
    update exchange_visits set with_whom = ${visit.withWhom}, held_at = ${visit.heldAt}, visited_on = ${visit.visitedOn},
      learned = ${visit.learned}, owner_role = ${visit.ownerRole}, no_action = ${visit.noAction}, tried = ${visit.tried ?? ''},
      result = ${visit.result ?? ''}, time_band = ${visit.timeBand}, areas = ${visit.areas}, outcomes = ${visit.outcomes},
      context_level = ${visit.contextLevel}, journey_stage = ${visit.journeyStage}, prevention_level = ${visit.preventionLevel},
      age_band = ${visit.ageBand}, version = version + 1
    where id = ${id} and version = ${visit.version}`)
