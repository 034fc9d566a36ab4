// The lines of reviews and recommendations in the threads.
import type { Db } from '../../../platform/db.ts'
import { Coordinates, findRecord, forget as forgetLine, keep as keepLine, type NewRecord } from '../../threads/index.ts'
import * as queries from './queries.ts'
import { nameOf, recommendationSubject, stateOf, subjectOf } from './rules.ts'
import { type Full, type Review, stateNames, statusNames } from './schemas.ts'
import { themeNames, typeName } from './vocabulary.ts'

interface Doing {
  by: string
  today: string
}

/** A review with what it recommends, and all that was said and seen since. */
export async function fullOf(db: Db, review: Review): Promise<Full[]> {
  const all = await queries.recommendations(db, { reviewId: review.id })
  return joined(db, new Map([[review.id, review]]), all)
}

/** Recommendations with their reviews; one whose review is not among them is left out. */
export async function joined(
  db: Db,
  reviews: ReadonlyMap<number, Review>,
  all: readonly Full['recommendation'][],
): Promise<Full[]> {
  const ids = all.map(each => each.id)
  const answers = byRecommendation(await queries.answers(db, ids))
  const evidence = byRecommendation(await queries.evidence(db, ids))
  return all.flatMap(recommendation => {
    const review = reviews.get(recommendation.reviewId)
    const { id } = recommendation
    return review ? [{ review, recommendation, answers: answers.get(id) ?? [], evidence: evidence.get(id) ?? [] }] : []
  })
}

function byRecommendation<T extends { recommendationId: number }>(all: readonly T[]): Map<number, T[]> {
  const found = new Map<number, T[]>()
  for (const one of all) found.set(one.recommendationId, [...(found.get(one.recommendationId) ?? []), one])
  return found
}

/** Brings the lines of a review and of all it recommends up to date. Only `touched`, and those that tell something else now, have moved. */
export async function keep(tx: Db, id: number, touched: string, doing: Doing): Promise<void> {
  const review = await queries.find(tx, id)
  if (!review) return
  await keepMoved(tx, ofReview(review), touched, doing)
  for (const full of await fullOf(tx, review))
    await keepMoved(tx, ofRecommendation(full), touched, { ...doing, because: [`review/${id}`] })
}

async function keepMoved(tx: Db, now: NewRecord, touched: string, doing: Doing & { because?: string[] }) {
  const kept = now.key === touched ? undefined : await findRecord(tx, now.key)
  const was = new Map<string, unknown>(Object.entries(kept ?? {}))
  const same = Object.entries(now).every(([field, value]) => JSON.stringify(was.get(field)) === JSON.stringify(value))
  if (!same) await keepLine(tx, now, doing)
}

export const forget = (tx: Db, id: number): Promise<unknown> => forgetLine(tx, `recommendation/${id}`)

function ofReview(review: Review): NewRecord {
  const gone = review.status === 'removed'
  const { agreed, handledBy } = subjectOf(review)
  return {
    key: `review/${review.id}`,
    title: gone ? 'A review that was removed' : `${nameOf(review)}: ${review.title}`,
    href: `/reviews/${review.id}`,
    state: statusNames[review.status].toLowerCase(),
    places: [...review.places],
    ...Coordinates.parse(review),
    // a second person reads it before anybody outside the unit does; after that what it recommends waits, not the review
    ownerRole: review.status === 'draft' ? 'director' : null,
    because: gone ? null : `Published by ${review.publisher}`,
    words: [typeName(review.type), ...themeNames(review.themes)].join(' '),
    facts: { agreed: agreed ?? false, handledBy: [...(handledBy ?? [])] },
    ended: gone,
  }
}

const most = 140
const shortened = (text: string): string =>
  text.length > most ? `${text.slice(0, text.lastIndexOf(' ', most))}…` : text

function ofRecommendation(full: Full): NewRecord {
  const { review, recommendation } = full
  const state = stateOf(full)
  return {
    key: `recommendation/${recommendation.id}`,
    title: `${nameOf(review)}, recommendation ${recommendation.number}: ${shortened(recommendation.text)}`,
    href: `/reviews/recommendations/${recommendation.id}`,
    state: stateNames[state].toLowerCase(),
    places: [...recommendation.boroughs],
    ...Coordinates.parse(review),
    ownerRole: recommendation.boroughs.length ? 'borough-lead' : 'officer',
    words: [recommendation.text, recommendation.owner, ...themeNames(recommendation.themes)].join(' '),
    facts: { agreed: recommendationSubject(full).agreed ?? false },
    ended: state === 'done' || state === 'not accepted',
  }
}
