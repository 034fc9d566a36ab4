import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conflict } from '../../../../lib/errors.ts'
import { type FieldError, readForm } from '../../../../platform/form.ts'
import { arrange, csvOf, listView, readQuery } from '../../../../platform/list.ts'
import { smallForm } from '../../../../platform/small-form.ts'
import { allows } from '../../../people/index.ts'
import type { Rooms } from '../../rooms.ts'
import { askable, opened, openedFor, seen, shown } from './frame.ts'
import { offerList, path, requestList } from './list.ts'
import * as queries from './queries.ts'
import { useOf } from './rules.ts'
import { askFor, decideFor, offerFor, reasonFor, resultFor } from './schemas.ts'
import * as service from './service.ts'
import { listPage, showForm } from './views.ts'

const Body = z.record(z.string(), z.unknown()).catch({})
const read = 'offers.read'

/** The basket of offers: what the unit offers boroughs, who asked for it, who got how much, and what came of it. */
export function offerRoutes(app: FastifyInstance, rooms: Rooms): void {
  listRoutes(app, rooms)
  editRoutes(app, rooms)
  requestRoutes(app, rooms)
}

function listRoutes(app: FastifyInstance, { db, today }: Rooms): void {
  const offers = async ({ actor, query: asked }: FastifyRequest) => {
    const requests = seen(actor, await queries.requests(db))
    const rows = (await queries.offers(db)).map(offer => ({
      offer,
      own: useOf(requests.filter(one => one.offerId === offer.id)),
    }))
    const spec = offerList(today(), actor.role === 'borough-lead' ? 'own' : 'all')
    const query = readQuery(spec, asked)
    return { spec, query, found: arrange(spec, rows, query) }
  }
  const requests = async ({ actor, query: asked }: FastifyRequest) => {
    const query = readQuery(requestList, asked)
    return { query, found: arrange(requestList, seen(actor, await queries.requests(db)), query) }
  }
  app.get(path, { access: read }, async (req, reply) => {
    const { spec, query, found } = await offers(req)
    const lead = 'What the unit offers boroughs, how much is left, and what each used.'
    const add = allows(req.actor, 'offers.edit')
    return reply.page(listPage({ title: 'Offers to boroughs', lead, list: listView(spec, query, found), add }))
  })
  app.get(`${path}.csv`, { access: read }, async (req, reply) => {
    const { spec, found } = await offers(req)
    const file = csvOf(spec, found.all)
    return reply.csv('offers', file.columns, file.rows)
  })
  app.get(`${path}/requests`, { access: read }, async (req, reply) => {
    const { query, found } = await requests(req)
    const lead = 'What boroughs asked for, what they got, and what came of it.'
    return reply.page(
      listPage({ title: 'Requests for offers', lead, list: listView(requestList, query, found), add: false }),
    )
  })
  app.get(`${path}/requests.csv`, { access: read }, async (req, reply) => {
    const file = csvOf(requestList, (await requests(req)).found.all)
    return reply.csv('offer-requests', file.columns, file.rows)
  })
}

function editRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db, today } = rooms
  const access = 'offers.edit'
  const doing = (req: FastifyRequest) => ({ actor: req.actor, today: today() })
  app.get(`${path}/new`, { access }, async (_req, reply) => reply.page(showForm({ values: { startsOn: today() } })))
  app.post(path, { access }, async (req, reply) => {
    const given = readForm(offerFor(today()), req.body)
    if (!given.ok) return reply.code(422).page(showForm({ values: given.values }, given.errors))
    return reply.redirect(`${path}/${await service.open(db, doing(req), given.data)}`, 303)
  })
  app.get(`${path}/:id`, { access: read }, async (req, reply) =>
    reply.page(await shown(rooms, req, await opened(rooms, req))),
  )
  app.get(`${path}/:id/edit`, { access }, async (req, reply) => {
    const { offer } = await opened(rooms, req)
    if (offer.closedOn) throw conflict('This offer is closed')
    return reply.page(showForm({ offer, values: { ...offer } }))
  })
  app.post(`${path}/:id/edit`, { access }, (req, reply) => changed(rooms, req, reply))
  smallForm(app, {
    ...{ path: `${path}/:id/close`, access, name: 'close', schema: () => reasonFor(today()) },
    find: req => opened(rooms, req),
    show: (req, found, typed) => shown(rooms, req, found, typed),
    deed: async (req, { offer }, { version, reason }) =>
      told(await service.close(db, doing(req), offer, version, reason), offer.id, 'reason'),
  })
}

async function changed(rooms: Rooms, req: FastifyRequest, reply: FastifyReply) {
  const { offer } = await opened(rooms, req)
  const given = readForm(offerFor(rooms.today()), req.body)
  const wrong = given.ok
    ? await service.change(rooms.db, { actor: req.actor, today: rooms.today() }, offer, given.data)
    : undefined
  if (given.ok && !wrong) return reply.redirect(`${path}/${offer.id}`, 303)
  const errors = given.ok ? (wrong ? [wrong] : []) : given.errors
  return reply.code(422).page(showForm({ offer, values: Body.parse(req.body) }, errors))
}

const told = (done: boolean, id: number, field: string): string | FieldError[] =>
  done ? `${path}/${id}` : [{ field, text: service.moved }]

function requestRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db, today } = rooms
  const doing = (req: FastifyRequest) => ({ actor: req.actor, today: today() })
  const at = `${path}/:id/requests/:request`
  const nameOf = (name: string) => (req: FastifyRequest) => `${name}-${RequestId.parse(req.params).request}`
  smallForm(app, {
    ...{ path: `${path}/:id/requests`, access: 'offer-requests.create', name: 'ask', schema: () => askFor(today()) },
    find: req => opened(rooms, req),
    show: (req, found, typed) => shown(rooms, req, found, typed),
    deed: async (req, { offer }, said) => {
      if (!(await askable(rooms, req.actor)).some(({ code }) => code === said.borough))
        return [{ field: 'borough', text: 'Choose a borough you answer for' }]
      const id = await service.ask(db, doing(req), offer.id, said)
      return id === undefined
        ? [{ field: 'asked', text: 'This offer is closed or over' }]
        : `${path}/${offer.id}#request-${id}`
    },
  })
  smallForm(app, {
    ...{
      path: `${at}/decide`,
      access: 'offer-requests.decide',
      name: nameOf('decide'),
      schema: () => decideFor(today()),
    },
    find: req => openedFor(rooms, req, 'approve'),
    show: (req, found, typed) => shown(rooms, req, found, typed),
    deed: async (req, { offer, request }, said) => {
      const wrong = await service.decide(db, doing(req), request, said)
      return wrong ? [wrong] : `${path}/${offer.id}#request-${request.id}`
    },
  })
  smallForm(app, {
    ...{
      path: `${at}/result`,
      access: 'offer-requests.edit',
      name: nameOf('result'),
      schema: () => resultFor(today()),
    },
    find: req => openedFor(rooms, req, 'edit'),
    show: (req, found, typed) => shown(rooms, req, found, typed),
    deed: async (req, { offer, request }, said) => {
      if (said.used > (request.allocated ?? 0))
        return [{ field: 'used', text: `Enter no more than was allocated, ${request.allocated ?? 0}` }]
      return told(await service.finish(db, doing(req), request, said), offer.id, 'result')
    },
  })
  smallForm(app, {
    ...{
      path: `${at}/withdraw`,
      access: 'offer-requests.edit',
      name: nameOf('withdraw'),
      schema: () => reasonFor(today()),
    },
    find: req => openedFor(rooms, req, 'edit'),
    show: (req, found, typed) => shown(rooms, req, found, typed),
    deed: async (req, { offer, request }, { version, reason }) =>
      told(await service.withdraw(db, doing(req), request, version, reason), offer.id, 'reason'),
  })
}

const RequestId = z.object({ request: z.string() })
