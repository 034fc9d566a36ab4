import type { FastifyInstance } from 'fastify'
import { notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { doneOf, readForm } from '../../../platform/form.ts'
import { requireFresh } from '../fresh.ts'
import type { Options } from '../options.ts'
import { Id } from '../schemas.ts'
import * as forms from './form-views.ts'
import * as requests from './requests.ts'
import { byOf } from './routes.ts'
import { Answer, Request } from './schemas.ts'
import * as service from './service.ts'
import * as views from './views.ts'

const done = {
  asked: 'You have asked for an account. You are told by mail when an administrator has answered.',
  accepted: 'The request is accepted, and the person is invited by mail.',
  declined: 'The request is declined. Whoever asked is told by mail.',
}

/** An officer asks for an account; an administrator answers. */
export function requestRoutes(app: FastifyInstance, db: Db, options: Options): void {
  app.get('/accounts/request', { access: 'accounts.request' }, async (req, reply) =>
    reply.page(forms.request((await byOf(db, req, options)).form)),
  )

  app.post('/accounts/request', { access: 'accounts.request' }, async (req, reply) => {
    const { by, form } = await byOf(db, req, options)
    const read = readForm(Request, req.body)
    const made = read.ok ? await service.request(db, by, read.data) : read
    if (made.ok) return reply.redirect('/accounts/requests?done=asked', 303)
    const typed = typeof req.body === 'object' && req.body !== null ? { ...req.body } : {}
    return reply.code(400).page(forms.request({ ...form, typed, errors: made.errors }))
  })

  app.get('/accounts/requests', { access: 'accounts.requests' }, async (req, reply) =>
    reply.page(views.requests(req.actor, await requests.list(db, mine(req.actor)), doneOf(req.query, done))),
  )

  app.post('/accounts/requests/:id', { access: 'accounts.manage', preHandler: requireFresh }, async (req, reply) => {
    const [asked, read] = [Id.safeParse(req.params), readForm(Answer, req.body)]
    if (!asked.success) throw notFound('That request')
    const { by } = await byOf(db, req, options)
    const answered = read.ok ? await service.answer(db, by, asked.data.id, read.data.decision) : read
    if (!answered) throw notFound('That request')
    if (answered.ok) return reply.redirect(`/accounts/requests?done=${read.ok ? read.data.decision : ''}`, 303)
    return reply.code(400).page(views.requests(req.actor, await requests.list(db, null), '', answered.errors))
  })
}

// Officers see their own requests, administrators all.
const mine = (actor: { role: string; accountId: number | null }) =>
  actor.role === 'administrator' ? null : actor.accountId
