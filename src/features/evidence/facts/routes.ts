import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../../platform/http.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { mayEver } from '../../people/index.ts'
import { factCard } from './card.ts'
import { writeRoutes } from './changes.ts'
import * as ends from './end-views.ts'
import { goneOf, markOf, onCard, one, type Rooms, seen } from './frame.ts'
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

  const open = (path: string, show: (req: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) =>
    app.get(`/facts/:id${path}`, { access: 'facts.read' }, async (req, reply) => {
      const gone = await goneOf(rooms, req)
      return gone ? reply.code(410).page(ends.showGone(gone)) : show(req, reply)
    })

  open('', async (req, reply) => reply.page(await shown(rooms, req, await one(rooms, req, 'view'))))

  open('/card', async (req, reply) => {
    const { fact, release } = await onCard(rooms, req)
    return reply.page(ends.showCard(fact, markOf(rooms, release)))
  })

  open('/card.svg', async (req, reply) => {
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
