import type { FastifyRequest } from 'fastify'
import type { Typed } from '../../../platform/small-form.ts'
import { decide, mayEver } from '../../people/index.ts'
import { beside, choicesOf, coordinateFacts } from '../../threads/index.ts'
import { type Rooms, whereOf } from './frame.ts'
import { fullOf } from './lines.ts'
import * as queries from './queries.ts'
import { subjectOf } from './rules.ts'
import type { Review } from './schemas.ts'
import * as views from './views.ts'

/** The page of one review, for the person who asks. */
export async function shownReview(rooms: Rooms, req: FastifyRequest, review: Review, typed?: Typed) {
  const { db } = rooms
  const may = (verb: string) => decide(req.actor, verb, 'review', subjectOf(review))
  const check = may('approve')
  const waits = review.status === 'draft'
  return views.showReview({
    review,
    recommendations: await fullOf(db, review),
    where: await whereOf(rooms),
    beside: await beside(db, req.actor, `review/${review.id}`),
    history: await queries.history(db, `review/${review.id}`),
    may: {
      edit: may('edit').allowed,
      check: check.allowed && waits,
      whyNot: waits && mayEver(req.actor, 'approve', 'review') && !check.allowed ? check.why : '',
    },
    coordinates: coordinateFacts(await choicesOf(db), review),
    typed,
  })
}
