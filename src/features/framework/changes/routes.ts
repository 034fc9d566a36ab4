import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { partsOf } from '../../../platform/address.ts'
import { peopleWords } from '../../../platform/files/index.ts'
import { type Form, readForm } from '../../../platform/form.ts'
import { type Look, open } from '../look/look.ts'
import type { Rooms } from '../look/routes.ts'
import * as forms from './forms.ts'
import * as queries from './queries.ts'
import { type Proposal, VerdictForm } from './schemas.ts'
import * as service from './service.ts'
import { lineOf, proposalsPage, showProposal } from './views.ts'

const Params = z.object({ code: z.string().max(120), kind: z.string().max(20).default('answer') })
const Id = z.object({ id: z.coerce.number().int().positive().max(2_000_000_000) })

/** Changes of the framework by people: proposed by an analyst, decided by a director. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  const subjectOf = async (req: FastifyRequest) => {
    const { code, kind } = partsOf(Params, req.params, 'That question')
    const subject = await forms.subjectOf(rooms, await lookOf(rooms), kind, code, req.query)
    if (!subject) throw notFound('That change of the framework')
    return subject
  }
  const show = async (req: FastifyRequest, reply: FastifyReply) => reply.page(forms.show(await subjectOf(req)))
  const post = async (req: FastifyRequest, reply: FastifyReply) => {
    const subject = await subjectOf(req)
    const form = withoutPeople(readForm(subject.schema, req.body), rooms.today())
    if (!form.ok) return reply.code(422).page(forms.show(subject, form))
    const proposal = await service.propose(rooms.db, req.actor, forms.changeOf(subject, form.data), rooms.today())
    return reply.redirect(`/framework/proposals/${proposal.id}`, 303)
  }
  app.get('/framework/questions/:code', { access: 'framework.read' }, async (req, reply) => {
    const look = await lookOf(rooms)
    return reply.page(forms.showQuestion(look, partsOf(Params, req.params, 'That question').code, req.actor))
  })
  app.get('/framework/questions/:code/answer', { access: 'framework.edit' }, show)
  app.post('/framework/questions/:code/answer', { access: 'framework.edit' }, post)
  app.get('/framework/:code/:kind', { access: 'framework.edit' }, show)
  app.post('/framework/:code/:kind', { access: 'framework.edit' }, post)
  decisions(app, rooms)
}

async function lookOf(rooms: Rooms): Promise<Look> {
  const look = await open(rooms.db, rooms.today())
  if (!look) throw notFound('A framework')
  return look
}

/** Words about a person that could be known are sent back; what was typed stays. */
function withoutPeople(form: Form<forms.Typed>, today: string): Form<forms.Typed> {
  if (!form.ok) return form
  const faults = Object.entries(form.data).flatMap(([field, text]) => {
    const words = peopleWords(text, today)
    return words ? [{ field, text: words }] : []
  })
  return faults.length > 0 ? { ok: false, errors: faults, values: form.data } : form
}

function decisions(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  const pageOf = async (
    req: FastifyRequest,
    proposal: Proposal,
    typed?: Parameters<typeof showProposal>[0]['typed'],
  ) => {
    const may = service.mayDecide(req.actor, proposal)
    const words = forms.aboutOf(await open(db, rooms.today()), proposal)
    return showProposal({ proposal, ...words, why: may.allowed ? '' : may.why, typed })
  }
  const one = async (req: FastifyRequest) => {
    const asked = Id.safeParse(req.params)
    const proposal = asked.success ? await queries.find(db, asked.data.id) : undefined
    if (!proposal) throw notFound('That proposal')
    return proposal
  }
  app.get('/framework/proposals', { access: 'framework.read' }, async (_, reply) => {
    const look = await open(db, rooms.today())
    const lines = (await queries.list(db)).map(each => {
      const { about, value } = forms.aboutOf(look, each)
      return lineOf(each, about.text, value)
    })
    const breadcrumbs = [{ text: 'Framework', href: '/framework' }, { text: 'Proposed changes' }]
    return reply.page(proposalsPage({ title: 'Proposed changes', breadcrumbs, lines }))
  })
  app.get('/framework/proposals/:id', { access: 'framework.read' }, async (req, reply) =>
    reply.page(await pageOf(req, await one(req))),
  )
  app.post('/framework/proposals/:id', { access: 'framework.approve' }, async (req, reply) => {
    const proposal = await one(req)
    const form = readForm(VerdictForm, req.body)
    if (!form.ok) {
      const typed = { verdict: String(form.values.verdict ?? ''), reason: String(form.values.reason ?? '') }
      return reply.code(422).page(await pageOf(req, proposal, { ...typed, errors: form.errors }))
    }
    await service.settle(db, req.actor, proposal.id, form.data, rooms.today())
    return reply.redirect(`/framework/proposals/${proposal.id}`, 303)
  })
}
