import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Day } from '../../../../lib/dates.ts'
import { conflict, forbidden, notFound } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import { type FieldError, readForm } from '../../../../platform/form.ts'
import { arrange, csvOf, readQuery } from '../../../../platform/list.ts'
import type { Pack } from '../../../../platform/pack.ts'
import { decide, mayEver } from '../../permission/decide.ts'
import { Id } from '../../schemas.ts'
import { requestList } from './list.ts'
import * as queries from './queries.ts'
import { clockWords, mayExtend } from './rules.ts'
import { type DataRequest, extensionFor, newFor, outcomeFor } from './schemas.ts'
import * as service from './service.ts'
import * as views from './views.ts'

export interface RequestOptions {
  today(): Day
  pack: Pack
}

export function routes(app: FastifyInstance, db: Db, { today, pack }: RequestOptions): void {
  app.get('/data-use/requests', { access: 'public' }, async (_req, reply) => reply.page(views.publicPage(pack)))

  const rows = async () => (await queries.list(db)).map(request => ({ request, clock: clockWords(request, today()) }))
  const one = async (req: FastifyRequest): Promise<DataRequest> => {
    const asked = Id.safeParse(req.params)
    const found = asked.success ? await queries.find(db, asked.data.id) : undefined
    if (!found) throw notFound('That request')
    return found
  }
  const show = (
    req: FastifyRequest,
    reply: FastifyReply,
    request: DataRequest,
    values = {},
    errors: FieldError[] = [],
  ) =>
    reply.code(errors.length ? 422 : 200).page(
      views.showPage({
        request,
        today: today(),
        mayEdit: request.state === 'open' && decide(req.actor, 'edit', 'data-request').allowed,
        mayExtend: mayExtend(request, today()),
        mayDecide:
          request.state === 'refusal-proposed' &&
          decide(req.actor, 'approve', 'data-request', handled(request)).allowed,
        values,
        errors,
      }),
    )

  app.get('/data-requests', { access: 'data-requests.read' }, async (req, reply) => {
    const query = readQuery(requestList, req.query)
    const mayCreate = mayEver(req.actor, 'create', 'data-request')
    return reply.page(views.listPage(query, arrange(requestList, await rows(), query), mayCreate))
  })

  app.get('/data-requests.csv', { access: 'data-requests.read' }, async (req, reply) => {
    const found = csvOf(requestList, arrange(requestList, await rows(), readQuery(requestList, req.query)).all)
    return reply.csv('data-requests', found.columns, found.rows)
  })

  app.get('/data-requests/new', { access: 'data-requests.create' }, async (_req, reply) =>
    reply.page(views.newPage(today())),
  )

  app.post('/data-requests', { access: 'data-requests.create' }, async (req, reply) => {
    const form = readForm(newFor(today()), req.body)
    if (!form.ok) return reply.code(422).page(views.newPage(today(), form.values, form.errors))
    return reply.redirect(`/data-requests/${await service.open(db, req.actor, form.data)}`, 303)
  })

  app.get('/data-requests/:id', { access: 'data-requests.read' }, async (req, reply) =>
    show(req, reply, await one(req)),
  )

  app.post('/data-requests/:id/extend', { access: 'data-requests.edit' }, async (req, reply) => {
    const request = await one(req)
    const form = readForm(extensionFor(today()), req.body)
    if (!form.ok) return show(req, reply, request, form.values, form.errors)
    if (!mayExtend(request, today())) throw conflict('The time of this request cannot be extended any more')
    await service.extend(db, req.actor, request, form.data.extensionReason)
    return reply.redirect(`/data-requests/${request.id}`, 303)
  })

  app.post('/data-requests/:id/end', { access: 'data-requests.edit' }, async (req, reply) => {
    const request = await one(req)
    const form = readForm(outcomeFor(today()), req.body)
    if (!form.ok) return show(req, reply, request, form.values, form.errors)
    await service.end(db, req.actor, request.id, form.data, today())
    return reply.redirect(`/data-requests/${request.id}`, 303)
  })

  for (const [act, work] of [
    ['refuse', (req: FastifyRequest, id: number) => service.refuse(db, req.actor, id, today())],
    ['send-back', (req: FastifyRequest, id: number) => service.sendBack(db, req.actor, id)],
  ] as const)
    app.post(`/data-requests/:id/${act}`, { access: 'data-requests.approve' }, async (req, reply) => {
      const request = await one(req)
      const answer = decide(req.actor, 'approve', 'data-request', handled(request))
      if (!answer.allowed) throw forbidden(answer.why)
      await work(req, request.id)
      return reply.redirect(`/data-requests/${request.id}`, 303)
    })
}

// Who proposed a refusal does not also decide it.
const handled = (one: DataRequest) => ({ handledBy: one.proposedBy === null ? [] : [one.proposedBy] })
