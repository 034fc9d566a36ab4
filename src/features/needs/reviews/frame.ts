import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conflict, forbidden, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { RowId } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { decide } from '../../people/index.ts'
import { childrenOf, findByCode } from '../../places/index.ts'
import { joined } from './lines.ts'
import * as queries from './queries.ts'
import { recommendationSubject, subjectOf } from './rules.ts'
import type { Full, Review } from './schemas.ts'

export interface Rooms {
  db: Db
  pack: Pick<Pack, 'city'>
  today(): string
  /** Folder for files on their way in; the system's own for temporary files unless said. */
  uploads?: string | undefined
}

export const doing = (rooms: Rooms, req: FastifyRequest) => ({ actor: req.actor, today: rooms.today() })

/** Where a review may be about, no finer than a borough: the boroughs, and the city as a whole. */
export interface Where {
  boroughs: readonly { code: string; name: string }[]
  city: { code: string; name: string }
}

export async function whereOf({ db, pack }: Pick<Rooms, 'db' | 'pack'>): Promise<Where> {
  const city = await findByCode(db, pack.city.code)
  const boroughs = city ? (await childrenOf(db, city.id)).filter(place => place.kind === 'borough') : []
  return { city: pack.city, boroughs: boroughs.map(({ code, name }) => ({ code, name })) }
}

/** Names of codes; a code of a place that is no more stands for itself. */
export const placeNames = ({ boroughs, city }: Where, codes: readonly string[]): string[] =>
  codes.map(code => [...boroughs, city].find(place => place.code === code)?.name ?? code)

const Id = z.object({ id: RowId })
const mayView = (actor: Actor, review: Review) => decide(actor, 'view', 'review', subjectOf(review)).allowed

/** One review, for who may do this with it. Who may not see it is not told that it is there. */
export async function oneReview({ db }: Pick<Rooms, 'db'>, req: FastifyRequest, verb: string): Promise<Review> {
  const asked = Id.safeParse(req.params)
  const review = asked.success ? await queries.find(db, asked.data.id) : undefined
  if (!review || !mayView(req.actor, review)) throw notFound('That review')
  const answer = decide(req.actor, verb, 'review', subjectOf(review))
  if (!answer.allowed) throw forbidden(answer.why)
  return review
}

export const Body = z.record(z.string(), z.unknown()).catch({})

/** A review that still stands, for who may change it. */
export async function standing(rooms: Rooms, req: FastifyRequest, verb = 'edit'): Promise<Review> {
  const review = await oneReview(rooms, req, verb)
  if (review.status === 'removed') throw conflict('This review was removed')
  return review
}

/** One recommendation that stands, for who may do this with it; `place` is the borough they do it for. */
export async function oneRecommendation(
  { db }: Pick<Rooms, 'db'>,
  req: FastifyRequest,
  verb: string,
  place?: string,
): Promise<Full> {
  const asked = Id.safeParse(req.params)
  const found = asked.success ? await queries.recommendation(db, asked.data.id) : undefined
  const review = found && found.removedReason === null ? await queries.find(db, found.reviewId) : undefined
  const [full] = found && review ? await joined(db, new Map([[review.id, review]]), [found]) : []
  if (!full || !decide(req.actor, 'view', 'recommendation', recommendationSubject(full)).allowed)
    throw notFound('That recommendation')
  const answer = decide(req.actor, verb, 'recommendation', recommendationSubject(full, place))
  if (!answer.allowed) throw forbidden(answer.why)
  return full
}

/** The reviews this person may read. */
export const readableReviews = async ({ db }: Pick<Rooms, 'db'>, actor: Actor): Promise<Review[]> =>
  (await queries.list(db)).filter(review => mayView(actor, review))

/** Every recommendation this person may read, of the last published review first. */
export async function readable(rooms: Pick<Rooms, 'db'>, actor: Actor): Promise<Full[]> {
  const reviews = await readableReviews(rooms, actor)
  const order = new Map(reviews.map((review, place) => [review.id, place]))
  const all = await joined(
    rooms.db,
    new Map(reviews.map(review => [review.id, review])),
    await queries.recommendations(rooms.db),
  )
  return all
    .filter(full => decide(actor, 'view', 'recommendation', recommendationSubject(full)).allowed)
    .toSorted((a, b) => (order.get(a.review.id) ?? 0) - (order.get(b.review.id) ?? 0))
}
