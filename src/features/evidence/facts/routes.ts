import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '../../../platform/http.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { mayEver } from '../../people/index.ts'
import { factCard } from './card.ts'
import { writeRoutes } from './changes.ts'
import { markOf, onCard, one, type Rooms, seen } from './frame.ts'
import { factsList, type Row } from './list.ts'
import { isOpen, shown } from './record.ts'
import { stateOf } from './rules.ts'
import * as views from './views.ts'

const adding = (actor: Actor): string =>
  mayEver(actor, 'create', 'fact') ? 'Add a fact' : mayEver(actor, 'propose', 'fact') ? 'Propose a fact' : ''

/** The fact bank: list, record, cards, and how a fact comes and goes. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  readRoutes(app, rooms)
  writeRoutes(app, rooms)
}

function readRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/facts', { access: 'facts.read' }, async (req, reply) => {
    const { rows, spec, query, open } = await listed(rooms, req)
    return reply.page(views.showList(rows, query, arrange(spec, rows, query), { open, add: adding(req.actor) }))
  })

  app.get('/facts.csv', { access: 'facts.read' }, async (req, reply) => {
    const { rows, spec, query } = await listed(rooms, req)
    const found = csvOf(spec, arrange(spec, rows, query).all)
    return reply.csv('facts', found.columns, found.rows)
  })

  app.get('/facts/:id', { access: 'facts.read' }, async (req, reply) =>
    reply.page(await shown(rooms, req, await one(rooms, req, 'view'))),
  )

  app.get('/facts/:id/card', { access: 'facts.read' }, async (req, reply) => {
    const { fact, release } = await onCard(rooms, req)
    return reply.page(views.showCard(fact, markOf(rooms, release)))
  })

  app.get('/facts/:id/card.svg', { access: 'facts.read' }, async (req, reply) => {
    const { fact, release } = await onCard(rooms, req)
    const drawn = factCard(fact, { mark: markOf(rooms, release), from: rooms.pack.unit })
    return reply.header('cache-control', 'no-store').type('image/svg+xml; charset=utf-8').send(drawn)
  })
}

async function listed(rooms: Rooms, req: FastifyRequest) {
  const today = rooms.today()
  const rows: Row[] = (await seen(rooms, req.actor)).map(fact => ({ fact, state: stateOf(fact, today) }))
  const open = isOpen(req.actor)
  const spec = factsList(rows, { open })
  return { rows, spec, query: readQuery(spec, req.query), open }
}
