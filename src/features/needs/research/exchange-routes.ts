import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import { allows, decide } from '../../people/index.ts'
import { beside, choicesOf, known, knownNames, listRecords } from '../../threads/index.ts'
import { historyOf, listRoutes, oneOf } from '../register.ts'
import * as views from './exchange-views.ts'
import { exchangeList } from './lists.ts'
import * as queries from './queries.ts'
import type { Rooms } from './rooms.ts'
import { type Visit, visitChangeFor, visitFor } from './schemas.ts'
import * as service from './service.ts'

const at = '/research/exchange'
const Body = z.record(z.string(), z.unknown()).catch({})

/** The exchange log: whom we learned from, and what came of it. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  listRoutes(
    app,
    { access: 'exchange.read', spec: exchangeList, rows: () => queries.listVisits(db) },
    (req, query, found) => views.showList(query, found, allows(req.actor, 'exchange.create')),
  )
  app.get(`${at}/:id`, { access: 'exchange.read' }, async (req, reply) =>
    reply.page(await shown(db, req, await one(db, req, 'view'))),
  )
  making(app, rooms)
  changing(app, rooms)
}

const doing = (rooms: Rooms, req: FastifyRequest) => ({ actor: req.actor, today: rooms.today() })

function making(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get(`${at}/new`, { access: 'exchange.create' }, async (_req, reply) =>
    reply.page(views.form({ values: {}, options: await choicesOf(db) })),
  )

  app.post(at, { access: 'exchange.create' }, async (req, reply) => {
    const given = readForm(visitFor(rooms.today(), await knownNames(rooms.db)), req.body)
    if (!given.ok) return reply.code(422).page(await again(db, req, given.errors))
    const { action, actionOn, ...typed } = given.data
    const visit = { ...typed, ...known(typed, await choicesOf(db)) }
    const id = await service.makeVisit(db, doing(rooms, req), visit, { title: action, on: actionOn })
    return reply.redirect(`${at}/${id}`, 303)
  })
}

function changing(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get(`${at}/:id/edit`, { access: 'exchange.edit' }, async (req, reply) => {
    const visit = await one(db, req, 'edit')
    return reply.page(views.form({ entry: visit, values: { ...visit }, options: await choicesOf(db) }))
  })

  app.post(`${at}/:id/edit`, { access: 'exchange.edit' }, async (req, reply) => {
    const visit = await one(db, req, 'edit')
    const given = readForm(visitChangeFor(rooms.today(), await knownNames(rooms.db)), req.body)
    const errors = given.ok ? unsaid(visit, given.data.noAction) : given.errors
    if (!given.ok || errors.length) return reply.code(422).page(await again(db, req, errors, visit))
    const kept = { ...given.data, ...known(given.data, await choicesOf(db), visit) }
    await service.saveVisit(db, doing(rooms, req), visit.id, kept)
    return reply.redirect(`${at}/${visit.id}`, 303)
  })
}

const unsaid = ({ actions }: Visit, noAction: string): FieldError[] =>
  actions === 0 && noAction === '' ? [{ field: 'noAction', text: 'Nothing follows from it yet: enter why' }] : []

const again = async (db: Db, req: FastifyRequest, errors: FieldError[], visit?: Visit) =>
  views.form({ entry: visit, values: Body.parse(req.body), options: await choicesOf(db), errors })

const one = (db: Db, req: FastifyRequest, verb: string): Promise<Visit> =>
  oneOf(req, verb, {
    kind: 'exchange',
    words: 'That visit',
    find: id => queries.findVisit(db, id),
    subject: async () => ({}),
  })

async function shown(db: Db, req: FastifyRequest, visit: Visit) {
  const around = await beside(db, req.actor, `exchange/${visit.id}`)
  const next = await listRecords(db, { keys: around.next.map(step => step.key), reader: req.actor })
  return views.show({
    visit,
    beside: around,
    due: new Map(next.flatMap(({ key, dueOn }) => (dueOn ? [[key, dueOn] as const] : []))),
    history: await historyOf(db, `exchange/${visit.id}`, views.deeds),
    options: await choicesOf(db),
    may: decide(req.actor, 'edit', 'exchange').allowed,
  })
}
