import { conflict } from '../../../lib/errors.ts'
import { plural } from '../../../lib/words.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import * as lines from './lines.ts'
import * as queries from './queries.ts'
import type { Answer, Asked, Evidence, Recommendation, Review, Said } from './schemas.ts'
import { version as vocabulary } from './vocabulary.ts'

const moved = 'Somebody changed this meanwhile. Look at how it stands now before you go on.'
const taken = (number: number) => `This review has a recommendation ${number} already`

export interface Doing {
  actor: Actor
  today: string
}

/** One change with its audit row and its lines in the threads; nothing is kept when somebody else moved first. */
const step = (
  db: Db,
  { actor, today }: Doing,
  { key, reviewId }: { key: string; reviewId: number },
  what: string,
  detail: Record<string, unknown>,
  deed: (tx: Db) => Promise<number>,
): Promise<void> =>
  db.transaction(async tx => {
    if ((await deed(tx)) === 0) throw conflict(moved)
    await record(tx, actor.email, what, key, detail)
    await lines.keep(tx, reviewId, key, { by: actor.email, today })
  })

const ofReview = (id: number) => ({ key: `review/${id}`, reviewId: id })
const ofRecommendation = ({ id, reviewId }: Recommendation) => ({ key: `recommendation/${id}`, reviewId })

// Which fields change, never what they held: a name somebody left in by mistake would stay in the trail for years.
function fieldsOf(before: object, after: object): { fields: string[] } {
  const was = new Map<string, unknown>(Object.entries(before))
  const same = (field: string, value: unknown) => JSON.stringify(was.get(field)) === JSON.stringify(value)
  return { fields: Object.entries(after).flatMap(([field, value]) => (same(field, value) ? [] : [field])) }
}

export const enter = (db: Db, { actor, today }: Doing, said: Said): Promise<number> =>
  db.transaction(async tx => {
    const { id } = await queries.insert(tx, said, actor.accountId, today, vocabulary)
    await record(tx, actor.email, 'review.entered', `review/${id}`)
    await lines.keep(tx, id, `review/${id}`, { by: actor.email, today })
    return id
  })

export const change = (db: Db, doing: Doing, review: Review, version: number, said: Said): Promise<void> =>
  step(db, doing, ofReview(review.id), 'review.changed', fieldsOf(review, said), async tx => {
    const saved = await queries.save(tx, review.id, version, said, vocabulary)
    return saved && queries.changed(tx, review.id, doing.actor.accountId)
  })

export const check = (db: Db, doing: Doing, id: number, version: number): Promise<void> =>
  step(db, doing, ofReview(id), 'review.checked', {}, tx =>
    queries.check(tx, id, version, doing.actor.accountId, doing.today),
  )

/** Takes a review out with all it recommends: its words go at once, from here and from the threads. */
export const remove = (db: Db, doing: Doing, id: number, reason: string): Promise<void> =>
  step(db, doing, ofReview(id), 'review.removed', { reason }, async tx => {
    for (const each of await queries.recommendations(tx, { reviewId: id })) await takeOut(tx, each.id, reason)
    return queries.remove(tx, id, reason)
  })

async function takeOut(tx: Db, id: number, reason: string): Promise<number> {
  await queries.forget(tx, id)
  await lines.forget(tx, id)
  return queries.removeRecommendation(tx, id, reason)
}

/** Adds recommendations to a review: all of them, or none where one has a number that is taken. Gives the ids. */
export const add = (db: Db, doing: Doing, reviewId: number, all: readonly Asked[]): Promise<number[]> =>
  db.transaction(async tx => {
    const ids: number[] = []
    for (const asked of all) {
      const added = await queries.addRecommendation(tx, reviewId, asked, doing.today, vocabulary)
      if (!added) throw conflict(taken(asked.number))
      await record(tx, doing.actor.email, 'recommendation.added', `recommendation/${added.id}`)
      ids.push(added.id)
    }
    const detail = { fields: [plural(ids.length, 'recommendation')] }
    await step(tx, doing, ofReview(reviewId), 'review.changed', detail, inner =>
      queries.changed(inner, reviewId, doing.actor.accountId),
    )
    return ids
  })

export const changeRecommendation = (
  db: Db,
  doing: Doing,
  before: Recommendation,
  version: number,
  asked: Asked,
): Promise<void> =>
  step(db, doing, ofRecommendation(before), 'recommendation.changed', fieldsOf(before, asked), async tx => {
    const others = await queries.recommendations(tx, { reviewId: before.reviewId })
    if (others.some(other => other.id !== before.id && other.number === asked.number))
      throw conflict(taken(asked.number))
    const saved = await queries.saveRecommendation(tx, before.id, version, asked, vocabulary)
    return saved && queries.changed(tx, before.reviewId, doing.actor.accountId)
  })

export const removeRecommendation = (db: Db, doing: Doing, before: Recommendation, reason: string): Promise<void> =>
  step(db, doing, ofRecommendation(before), 'recommendation.removed', { reason }, tx => takeOut(tx, before.id, reason))

/** What one addressee says; the first says version 0. */
export const answer = (
  db: Db,
  doing: Doing,
  to: Recommendation,
  said: Omit<Answer, 'recommendationId' | 'answeredOn'>,
) =>
  step(db, doing, ofRecommendation(to), 'recommendation.answered', { state: said.state, place: said.place }, tx => {
    const whole = { ...said, recommendationId: to.id, answeredOn: doing.today }
    return said.version === 0 ? queries.addAnswer(tx, whole) : queries.saveAnswer(tx, whole)
  })

export const addEvidence = (
  db: Db,
  doing: Doing,
  to: Recommendation,
  seen: Omit<Evidence, 'id' | 'recommendationId'>,
): Promise<void> =>
  step(db, doing, ofRecommendation(to), 'recommendation.evidence', { place: seen.place, seenOn: seen.seenOn }, tx =>
    queries.addEvidence(tx, { ...seen, recommendationId: to.id }, doing.today),
  )

export const removeEvidence = (db: Db, doing: Doing, of: Recommendation, id: number, reason: string): Promise<void> =>
  step(db, doing, ofRecommendation(of), 'recommendation.evidence-removed', { reason }, tx =>
    queries.removeEvidence(tx, id, reason),
  )
