import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Day } from '../../../../lib/dates.ts'
import { forbidden, notFound } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import { type FieldError, readForm } from '../../../../platform/form.ts'
import { csvOf, readQuery } from '../../../../platform/list.ts'
import { decide } from '../../permission/decide.ts'
import { Id } from '../../schemas.ts'
import { mayEdit } from '../retention/routes.ts'
import type { Feature } from './feature.ts'
import { arranged, gateList } from './list.ts'
import * as queries from './queries.ts'
import { stateOf } from './rules.ts'
import { filledFor, type Gate, Need } from './schemas.ts'
import * as service from './service.ts'
import * as views from './views.ts'

export interface GateOptions {
  today(): Day
  /** What of the product a gate may close. */
  features: readonly Feature[]
}

export function routes(app: FastifyInstance, db: Db, { today, features }: GateOptions): void {
  const one = async (req: FastifyRequest): Promise<Gate> => {
    const asked = Id.safeParse(req.params)
    const gate = asked.success ? await queries.find(db, asked.data.id) : undefined
    if (!gate) throw notFound('That gate')
    return gate
  }
  const known = ({ object }: Need) =>
    !object.startsWith('feature/') || features.some(({ name }) => object === `feature/${name}`)
  const knownNeed = Need.refine(known, {
    path: ['object'],
    error: 'There is no such feature. Choose one from the list below',
  })
  const rows = async () => (await queries.list(db)).map(gate => ({ gate, state: stateOf(gate, today()) }))
  const show = async (req: FastifyRequest, reply: FastifyReply, gate: Gate, values = {}, errors: FieldError[] = []) =>
    reply.code(errors.length ? 422 : 200).page(
      views.showPage({
        gate,
        today: today(),
        history: await queries.history(db, gate.id),
        mayEdit: mayEdit(req.actor),
        mayApprove: mayApprove(req, gate),
        values,
        errors,
      }),
    )

  app.get('/gates', { access: 'governance.read' }, async (req, reply) => {
    const query = readQuery(gateList, req.query)
    return reply.page(views.listPage(query, arranged(await rows(), query), mayEdit(req.actor)))
  })

  app.get('/gates.csv', { access: 'governance.read' }, async (req, reply) => {
    const found = csvOf(gateList, arranged(await rows(), readQuery(gateList, req.query)).all)
    return reply.csv('gates', found.columns, found.rows)
  })

  app.get('/gates/new', { access: 'governance.edit' }, async (_req, reply) => {
    return reply.page(views.newPage(features))
  })

  app.post('/gates', { access: 'governance.edit' }, async (req, reply) => {
    const form = readForm(knownNeed, req.body)
    if (!form.ok) return reply.code(422).page(views.newPage(features, form.values, form.errors))
    const id = await service.add(db, req.actor, form.data)
    if (id !== undefined) return reply.redirect(`/gates/${id}`, 303)
    const errors = [{ field: 'object', text: 'It has this gate already' }]
    return reply.code(422).page(views.newPage(features, { ...form.data }, errors))
  })

  app.get('/gates/:id', { access: 'governance.read' }, async (req, reply) => {
    return show(req, reply, await one(req))
  })

  app.post('/gates/:id', { access: 'governance.edit' }, async (req, reply) => {
    const gate = await one(req)
    const form = readForm(filledFor(today()), req.body)
    if (!form.ok) return show(req, reply, gate, form.values, form.errors)
    await service.fill(db, req.actor, gate.id, form.data)
    return reply.redirect(`/gates/${gate.id}`, 303)
  })

  app.post('/gates/:id/approve', { access: 'governance.approve' }, async (req, reply) => {
    const gate = await one(req)
    const answer = decide(req.actor, 'approve', 'governance', handled(gate))
    if (!answer.allowed) throw forbidden(answer.why)
    await service.approve(db, req.actor, gate.id)
    return reply.redirect(`/gates/${gate.id}`, 303)
  })
}

// Who filled it in does not also approve it.
const handled = (gate: Gate) => ({ handledBy: gate.filledBy === null ? [] : [gate.filledBy] })

const mayApprove = (req: FastifyRequest, gate: Gate): boolean =>
  gate.reference !== null &&
  gate.approvedAt === null &&
  decide(req.actor, 'approve', 'governance', handled(gate)).allowed
