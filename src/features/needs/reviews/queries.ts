import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql, when } from '../../../platform/sql.ts'
import { writer } from '../../people/index.ts'
import { Answer, type Asked, Evidence, Recommendation, Review, type Said } from './schemas.ts'

const columns = sql`r.id, r.type, r.reference, r.title, r.publisher, r.published, r.address, r.places, r.themes, r.areas, r.outcomes,
  r.time_band as "timeBand", r.context_level as "contextLevel", r.journey_stage as "journeyStage", r.prevention_level as "preventionLevel",
  r.age_band as "ageBand", r.status, r.removed_reason as "removedReason", r.version, r.entered_by as "enteredBy", r.entered_on as "enteredOn",
  r.changed_by as "changedBy", r.checked_on as "checkedOn"`

/** Reviews with what they recommend counted elsewhere, the last published first; those that were removed only by their number. */
export const list = (db: Db) =>
  db.many(
    Review,
    sql`select ${columns} from reviews r where r.status <> 'removed' order by r.published desc, r.id desc`,
  )

export const find = (db: Db, id: number) => db.maybe(Review, sql`select ${columns} from reviews r where r.id = ${id}`)

const Id = z.object({ id: z.number() })

export const insert = (tx: Db, s: Said, by: number | null, today: string, vocabulary: number) =>
  tx.one(
    Id,
    sql`
    insert into reviews (type, reference, title, publisher, published, address, places, themes, vocabulary, areas, outcomes, time_band, context_level,
      journey_stage, prevention_level, age_band, entered_by, entered_on)
    values (${s.type}, ${s.reference}, ${s.title}, ${s.publisher}, ${s.published}, ${s.address}, ${s.places}, ${s.themes}, ${vocabulary}, ${s.areas},
      ${s.outcomes}, ${s.timeBand}, ${s.contextLevel}, ${s.journeyStage}, ${s.preventionLevel}, ${s.ageBand}, ${by}, ${today})
    returning id`,
  )

/** Saves what a review says if nobody saved it since `version` was read; 0 when somebody did. */
export const save = (tx: Db, id: number, version: number, s: Said, vocabulary: number) =>
  tx.run(sql`
    update reviews set type = ${s.type}, reference = ${s.reference}, title = ${s.title}, publisher = ${s.publisher}, published = ${s.published},
      address = ${s.address}, places = ${s.places}, themes = ${s.themes}, vocabulary = ${vocabulary}, areas = ${s.areas}, outcomes = ${s.outcomes},
      time_band = ${s.timeBand}, context_level = ${s.contextLevel}, journey_stage = ${s.journeyStage}, prevention_level = ${s.preventionLevel},
      age_band = ${s.ageBand}
    where id = ${id} and version = ${version} and status <> 'removed'`)

/** What the review says was changed, itself or one of its recommendations: it waits to be checked again. */
export const changed = (tx: Db, id: number, by: number | null) =>
  tx.run(sql`
    update reviews set status = 'draft', checked_by = null, checked_on = null, changed_by = ${by}, version = version + 1
    where id = ${id} and status <> 'removed'`)

export const check = (tx: Db, id: number, version: number, by: number | null, today: string) =>
  tx.run(sql`update reviews set status = 'checked', checked_by = ${by}, checked_on = ${today}, version = version + 1
    where id = ${id} and version = ${version} and status = 'draft'`)

/** Takes the words of a review away; that it was there, and why it went, stays. */
export const remove = (tx: Db, id: number, reason: string) =>
  tx.run(sql`
    update reviews set status = 'removed', removed_reason = ${reason}, reference = '', title = 'Removed', publisher = 'Removed',
      address = 'https://removed.invalid', checked_by = null, checked_on = null, version = version + 1
    where id = ${id} and status <> 'removed'`)

const asked = sql`c.id, c.review_id as "reviewId", c.number, c.text, c.themes, c.owner, c.boroughs, c.version, c.added_on as "addedOn",
  c.removed_reason as "removedReason"`

/** Recommendations that stand, in the order of their reviews. */
export const recommendations = (db: Db, filter: { reviewId?: number } = {}) =>
  db.many(
    Recommendation,
    sql`
    select ${asked} from review_recommendations c where c.removed_reason is null ${when(filter.reviewId, id => sql`and c.review_id = ${id}`)}
    order by c.review_id, c.number`,
  )

export const recommendation = (db: Db, id: number) =>
  db.maybe(Recommendation, sql`select ${asked} from review_recommendations c where c.id = ${id}`)

export const addRecommendation = (tx: Db, reviewId: number, a: Asked, today: string, vocabulary: number) =>
  tx.maybe(
    Id,
    sql`
    insert into review_recommendations (review_id, number, text, themes, vocabulary, owner, boroughs, added_on)
    values (${reviewId}, ${a.number}, ${a.text}, ${a.themes}, ${vocabulary}, ${a.owner}, ${a.boroughs}, ${today})
    on conflict (review_id, number) where removed_reason is null do nothing returning id`,
  )

export const saveRecommendation = (tx: Db, id: number, version: number, a: Asked, vocabulary: number) =>
  tx.run(sql`
    update review_recommendations set number = ${a.number}, text = ${a.text}, themes = ${a.themes}, vocabulary = ${vocabulary},
      owner = ${a.owner}, boroughs = ${a.boroughs}, version = version + 1
    where id = ${id} and version = ${version} and removed_reason is null`)

export const removeRecommendation = (tx: Db, id: number, reason: string) =>
  tx.run(sql`
    update review_recommendations set removed_reason = ${reason}, text = 'Removed', owner = 'Removed', version = version + 1
    where id = ${id} and removed_reason is null`)

/** With the words of a recommendation go those of its answers and evidence. */
export const forget = (tx: Db, id: number) =>
  tx.run(sql`
    with gone as (delete from review_answers where recommendation_id = ${id})
    delete from review_evidence where recommendation_id = ${id}`)

export const answers = (db: Db, ids: readonly number[]) =>
  db.many(
    Answer,
    sql`
    select recommendation_id as "recommendationId", place, state, response, version, answered_on as "answeredOn" from review_answers
    where recommendation_id = any (${ids}::integer[]) order by recommendation_id, place`,
  )

export const addAnswer = (tx: Db, a: Omit<Answer, 'version'>) =>
  tx.run(sql`
    insert into review_answers (recommendation_id, place, state, response, answered_on)
    values (${a.recommendationId}, ${a.place}, ${a.state}, ${a.response}, ${a.answeredOn}) on conflict do nothing`)

export const saveAnswer = (tx: Db, a: Answer) =>
  tx.run(sql`
    update review_answers set state = ${a.state}, response = ${a.response}, answered_on = ${a.answeredOn}, version = version + 1
    where recommendation_id = ${a.recommendationId} and place = ${a.place} and version = ${a.version}`)

export const evidence = (db: Db, ids: readonly number[]) =>
  db.many(
    Evidence,
    sql`
    select id, recommendation_id as "recommendationId", place, text, seen_on as "seenOn", address from review_evidence
    where recommendation_id = any (${ids}::integer[]) and removed_reason is null order by seen_on desc, id desc`,
  )

export const addEvidence = (tx: Db, e: Omit<Evidence, 'id'>, today: string) =>
  tx.run(sql`
    insert into review_evidence (recommendation_id, place, text, seen_on, address, added_on)
    values (${e.recommendationId}, ${e.place}, ${e.text}, ${e.seenOn}, ${e.address}, ${today})`)

export const removeEvidence = (tx: Db, id: number, reason: string) =>
  tx.run(sql`update review_evidence set removed_reason = ${reason}, text = 'Removed', address = ''
    where id = ${id} and removed_reason is null`)

const Event = z.object({
  at: z.string(),
  who: z.string(),
  what: z.string(),
  detail: z
    .object({ fields: z.array(z.string()).catch([]), reason: z.string().catch(''), state: z.string().catch('') })
    .catch({ fields: [], reason: '', state: '' }),
})
export type Event = z.output<typeof Event>

/** What was done with a review or a recommendation, the newest first. */
export const history = (db: Db, key: string) =>
  db.many(
    Event,
    sql`
    select at, ${writer} as who, what, detail from audit
    where object = ${key} and what ~ '^(review|recommendation)[.]' order by at desc, id desc limit 100`,
  )
