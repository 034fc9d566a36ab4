import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import { allows, decide } from '../../people/index.ts'
import { beside, choicesOf, known, knownNames } from '../../threads/index.ts'
import { historyOf, listRoutes, oneOf } from '../register.ts'
import * as exchange from './exchange-routes.ts'
import { researchList } from './lists.ts'
import * as queries from './queries.ts'
import type { Rooms } from './rooms.ts'
import { type Item, itemFor } from './schemas.ts'
import * as service from './service.ts'
import * as views from './views.ts'

const Body = z.record(z.string(), z.unknown()).catch({})

/** The research register: questions with an owner, from being asked to the use made of the answer. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  exchange.routes(app, rooms)
  listRoutes(app, { access: 'research.read', spec: researchList, rows: () => queries.list(db) }, (req, query, found) =>
    views.showList(query, found, allows(req.actor, 'research.create')),
  )
  app.get('/research/:id', { access: 'research.read' }, async (req, reply) =>
    reply.page(await shown(db, req, await one(db, req, 'view'))),
  )
  making(app, rooms)
  changing(app, rooms)
}

const doing = (rooms: Rooms, req: FastifyRequest) => ({ actor: req.actor, today: rooms.today() })

function making(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get('/research/new', { access: 'research.create' }, async (_req, reply) =>
    reply.page(views.form({ values: {}, options: await choicesOf(db) })),
  )

  app.post('/research', { access: 'research.create' }, async (req, reply) => {
    const given = readForm(itemFor(rooms.today(), await knownNames(rooms.db)), req.body)
    if (!given.ok) return reply.code(422).page(await again(db, req, given.errors))
    const draft = { ...given.data, ...known(given.data, await choicesOf(db)) }
    return reply.redirect(`/research/${await service.make(db, doing(rooms, req), draft)}`, 303)
  })
}

function changing(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get('/research/:id/edit', { access: 'research.edit' }, async (req, reply) => {
    const item = await one(db, req, 'edit')
    return reply.page(views.form({ entry: item, values: views.valuesOf(item), options: await choicesOf(db) }))
  })

  app.post('/research/:id/edit', { access: 'research.edit' }, async (req, reply) => {
    const item = await one(db, req, 'edit')
    const given = readForm(itemFor(rooms.today(), await knownNames(rooms.db)), req.body)
    if (!given.ok) return reply.code(422).page(await again(db, req, given.errors, item))
    const draft = { ...given.data, ...known(given.data, await choicesOf(db), item) }
    await service.save(db, doing(rooms, req), item.id, draft)
    return reply.redirect(`/research/${item.id}`, 303)
  })
}

const again = async (db: Db, req: FastifyRequest, errors: FieldError[], item?: Item) =>
  views.form({ entry: item, values: Body.parse(req.body), options: await choicesOf(db), errors })

const one = (db: Db, req: FastifyRequest, verb: string): Promise<Item> =>
  oneOf(req, verb, {
    kind: 'research',
    words: 'That question',
    find: id => queries.find(db, id),
    subject: async () => ({}),
  })

const shown = async (db: Db, req: FastifyRequest, item: Item) =>
  views.show({
    item,
    beside: await beside(db, req.actor, `research/${item.id}`),
    history: await historyOf(db, `research/${item.id}`, views.deeds),
    options: await choicesOf(db),
    may: decide(req.actor, 'edit', 'research').allowed,
  })
