import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type FieldError, readForm, seenVersion } from '../../../platform/form.ts'
import { smallForm } from '../../../platform/small-form.ts'
import { choicesOf, known, knownNames } from '../../threads/index.ts'
import { editRecommendation, editReview } from './form-views.ts'
import { reasonFor, recommendationFor, reviewFor } from './forms.ts'
import { Body, doing, type Rooms, standing, whereOf } from './frame.ts'
import * as queries from './queries.ts'
import type { Review } from './schemas.ts'
import * as service from './service.ts'
import { shownReview } from './shown.ts'

/** How a review comes, changes, is checked and goes. */
export function changeRoutes(app: FastifyInstance, rooms: Rooms): void {
  enterRoutes(app, rooms)
  editRoutes(app, rooms)
  addRoutes(app, rooms)
  endRoutes(app, rooms)
}

const reviewForm = async (
  rooms: Rooms,
  values: Record<string, unknown>,
  more: { review?: Review; errors?: FieldError[] } = {},
) => editReview({ values, where: await whereOf(rooms), options: await choicesOf(rooms.db), ...more })

// Places a review may be about: the boroughs and the city as a whole.
async function formOf(rooms: Rooms) {
  const { boroughs, city } = await whereOf(rooms)
  return reviewFor(rooms.today(), [...boroughs, city], await knownNames(rooms.db))
}

function enterRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get('/reviews/new', { access: 'reviews.create' }, async (_req, reply) => reply.page(await reviewForm(rooms, {})))

  app.post('/reviews', { access: 'reviews.create' }, async (req, reply) => {
    const form = readForm(await formOf(rooms), req.body)
    if (!form.ok) return reply.code(422).page(await reviewForm(rooms, form.values, { errors: form.errors }))
    const said = { ...form.data, ...known(form.data, await choicesOf(db)) }
    return reply.redirect(`/reviews/${await service.enter(db, doing(rooms, req), said)}`, 303)
  })
}

function editRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get('/reviews/:id/edit', { access: 'reviews.edit' }, async (req, reply) => {
    const review = await standing(rooms, req)
    return reply.page(await reviewForm(rooms, { ...review, aims: review.areas }, { review }))
  })

  app.post('/reviews/:id/edit', { access: 'reviews.edit' }, async (req, reply) => {
    const review = await standing(rooms, req)
    const form = readForm(await formOf(rooms), req.body)
    if (!form.ok) return reply.code(422).page(await reviewForm(rooms, form.values, { review, errors: form.errors }))
    const { version, aims: _, ...rest } = form.data
    const said = { ...rest, ...known(form.data, await choicesOf(db), review) }
    await service.change(db, doing(rooms, req), review, version, said)
    return reply.redirect(`/reviews/${review.id}`, 303)
  })
}

function addRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/reviews/:id/recommendations', { access: 'reviews.edit' }, async (req, reply) => {
    const review = await standing(rooms, req)
    const there = await queries.recommendations(rooms.db, { reviewId: review.id })
    const number = Math.max(0, ...there.map(each => each.number)) + 1
    const values = { number, boroughs: review.places, themes: review.themes }
    return reply.page(editRecommendation({ review, where: await whereOf(rooms), values }))
  })

  app.post('/reviews/:id/recommendations', { access: 'reviews.edit' }, (req, reply) => addOne(rooms, req, reply))
}

async function addOne(rooms: Rooms, req: FastifyRequest, reply: FastifyReply) {
  const review = await standing(rooms, req)
  const where = await whereOf(rooms)
  const again = (errors: FieldError[]) =>
    reply.code(422).page(editRecommendation({ review, where, values: Body.parse(req.body), errors }))
  const form = readForm(recommendationFor(rooms.today(), where.boroughs, await knownNames(rooms.db)), req.body)
  if (!form.ok) return again(form.errors)
  const there = await queries.recommendations(rooms.db, { reviewId: review.id })
  if (there.some(each => each.number === form.data.number))
    return again([{ field: 'number', text: 'This review has a recommendation of that number already' }])
  await service.add(rooms.db, doing(rooms, req), review.id, [form.data])
  return reply.redirect(`/reviews/${review.id}`, 303)
}

function endRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.post('/reviews/:id/check', { access: 'reviews.check' }, async (req, reply) => {
    const review = await standing(rooms, req, 'approve')
    await service.check(rooms.db, doing(rooms, req), review.id, seenVersion(req.body))
    return reply.redirect(`/reviews/${review.id}`, 303)
  })

  smallForm(app, {
    path: '/reviews/:id/remove',
    access: 'reviews.edit',
    name: 'remove',
    schema: async () => reasonFor(rooms.today(), await knownNames(rooms.db)),
    find: req => standing(rooms, req),
    show: (req, review, typed) => shownReview(rooms, req, review, typed),
    deed: async (req, review, { reason }) => {
      await service.remove(rooms.db, doing(rooms, req), review.id, reason)
      return `/reviews/${review.id}`
    },
  })
}
