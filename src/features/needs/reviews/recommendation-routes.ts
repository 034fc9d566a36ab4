import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { type FieldError, RowId, readForm } from '../../../platform/form.ts'
import { type SmallForm, smallForm, type Typed } from '../../../platform/small-form.ts'
import { decide } from '../../people/index.ts'
import { beside, knownNames } from '../../threads/index.ts'
import { editRecommendation } from './form-views.ts'
import { answerFor, evidenceFor, reasonFor, recommendationFor } from './forms.ts'
import { Body, doing, oneRecommendation, type Rooms, whereOf } from './frame.ts'
import * as queries from './queries.ts'
import { formName, show } from './recommendation-view.ts'
import { addressees, recommendationSubject, subjectOf } from './rules.ts'
import type { Evidence, Full } from './schemas.ts'
import * as service from './service.ts'

const base = '/reviews/recommendations/:id'
const pageOf = ({ recommendation }: Full) => `/reviews/recommendations/${recommendation.id}`

/** One recommendation: its words, the answers of those it is addressed to, and the evidence of change. */
export function recommendationRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get(base, { access: 'reviews.read' }, async (req, reply) =>
    reply.page(await shown(rooms, req, await oneRecommendation(rooms, req, 'view'))),
  )
  editRoutes(app, rooms)
  answerRoutes(app, rooms)
  evidenceRoutes(app, rooms)
}

async function shown(rooms: Rooms, req: FastifyRequest, full: Full, typed?: Typed) {
  const key = `recommendation/${full.recommendation.id}`
  return show({
    full,
    where: await whereOf(rooms),
    beside: await beside(rooms.db, req.actor, key),
    history: await queries.history(rooms.db, key),
    mayEdit: decide(req.actor, 'edit', 'review', subjectOf(full.review)).allowed,
    mayAnswer: place => decide(req.actor, 'answer', 'recommendation', recommendationSubject(full, place)).allowed,
    typed,
  })
}

function editRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get(`${base}/edit`, { access: 'reviews.edit' }, async (req, reply) => {
    const { review, recommendation } = await oneRecommendation(rooms, req, 'edit')
    const where = await whereOf(rooms)
    return reply.page(editRecommendation({ review, recommendation, where, values: { ...recommendation } }))
  })

  app.post(`${base}/edit`, { access: 'reviews.edit' }, (req, reply) => saveOne(rooms, req, reply))

  smallForm(app, {
    path: `${base}/remove`,
    access: 'reviews.edit',
    name: 'remove',
    schema: async () => reasonFor(rooms.today(), await knownNames(rooms.db)),
    find: req => oneRecommendation(rooms, req, 'edit'),
    show: (req, full, typed) => shown(rooms, req, full, typed),
    deed: async (req, { review, recommendation }, { reason }) => {
      await service.removeRecommendation(rooms.db, doing(rooms, req), recommendation, reason)
      return `/reviews/${review.id}`
    },
  })
}

async function saveOne(rooms: Rooms, req: FastifyRequest, reply: FastifyReply) {
  const full = await oneRecommendation(rooms, req, 'edit')
  const { review, recommendation } = full
  const where = await whereOf(rooms)
  const form = readForm(recommendationFor(rooms.today(), where.boroughs, await knownNames(rooms.db)), req.body)
  const again = (errors: FieldError[]) =>
    reply.code(422).page(editRecommendation({ review, recommendation, where, values: Body.parse(req.body), errors }))
  if (!form.ok) return again(form.errors)
  const { version, ...asked } = form.data
  await service.changeRecommendation(rooms.db, doing(rooms, req), recommendation, version, asked)
  return reply.redirect(pageOf(full), 303)
}

const Place = z.object({ place: z.string().max(20).catch('') }).catch({ place: '' })
const placeOf = (req: FastifyRequest): string => Place.parse(req.body).place

/** The forms of one addressee: only who may speak for that place comes so far. */
const spoken = (rooms: Rooms, what: string): Pick<SmallForm<object, Full>, 'access' | 'name' | 'find' | 'show'> => ({
  access: 'recommendations.answer',
  name: req => formName(what, placeOf(req)),
  find: async req => {
    const full = await oneRecommendation(rooms, req, 'answer', placeOf(req))
    if (!addressees(full.recommendation).includes(placeOf(req)))
      throw notFound('That borough among those it is addressed to')
    return full
  },
  show: (req, full, typed) => shown(rooms, req, full, typed),
})

function answerRoutes(app: FastifyInstance, rooms: Rooms): void {
  smallForm(app, {
    ...spoken(rooms, 'answer'),
    path: `${base}/answer`,
    schema: async () => answerFor(rooms.today(), await knownNames(rooms.db)),
    deed: async (req, full, said) => {
      await service.answer(rooms.db, doing(rooms, req), full.recommendation, said)
      return pageOf(full)
    },
  })
  smallForm(app, {
    ...spoken(rooms, 'evidence'),
    path: `${base}/evidence`,
    schema: async () => evidenceFor(rooms.today(), await knownNames(rooms.db)),
    deed: async (req, full, seen) => {
      await service.addEvidence(rooms.db, doing(rooms, req), full.recommendation, seen)
      return pageOf(full)
    },
  })
}

const EvidenceId = z.object({ evidence: RowId })
const evidenceId = (req: FastifyRequest) => EvidenceId.safeParse(req.params).data?.evidence

function evidenceRoutes(app: FastifyInstance, rooms: Rooms): void {
  smallForm(app, {
    path: `${base}/evidence/:evidence/remove`,
    access: 'recommendations.answer',
    name: req => `evidence-${evidenceId(req) ?? ''}`,
    schema: async () => reasonFor(rooms.today(), await knownNames(rooms.db)),
    find: async (req): Promise<Full & { gone: Evidence }> => {
      const full = await oneRecommendation(rooms, req, 'view')
      const gone = full.evidence.find(each => each.id === evidenceId(req))
      if (!gone) throw notFound('That evidence')
      return { ...(await oneRecommendation(rooms, req, 'answer', gone.place)), gone }
    },
    show: (req, full, typed) => shown(rooms, req, full, typed),
    deed: async (req, full, { reason }) => {
      await service.removeEvidence(rooms.db, doing(rooms, req), full.recommendation, full.gone.id, reason)
      return pageOf(full)
    },
  })
}
