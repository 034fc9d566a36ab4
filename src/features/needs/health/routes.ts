import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { monthWords } from '../../../lib/dates.ts'
import { notFound } from '../../../lib/errors.ts'
import { allows } from '../../people/index.ts'
import { csvOf } from '../analyses/csv.ts'
import type { Rooms } from '../signals/ask.ts'
import * as agendas from './agenda-queries.ts'
import * as agendaRoutes from './agenda-routes.ts'
import { hrefOf } from './agenda-service.ts'
import { stateWords } from './agenda-views.ts'
import { type Look, lookFor } from './look.ts'
import { path, readingOf } from './reading.ts'
import * as views from './views.ts'

const word = z.string().max(200).catch('')
const Address = z.object({ source: word, measure: word, end: word }).catch({ source: '', measure: '', end: '' })

/** Hospital data by site, how whole and how late they are, and the agendas they open. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  app.get(path, { access: 'signals.read' }, async (req, reply) => {
    const found = await asked(rooms, req)
    return reply.page(found ? await shown(rooms, req, found) : views.showEmpty())
  })

  app.get(`${path}.csv`, { access: 'signals.read' }, async (req, reply) => {
    const found = await asked(rooms, req)
    if (!found) throw notFound('Hospital data')
    const { columns, rows } = csvOf(await readingOf(rooms, found))
    return reply.csv(`health-${found.source.id}-${found.end}`, columns, rows)
  })
  agendaRoutes.routes(app, rooms)
}

const asked = (rooms: Rooms, req: FastifyRequest): Promise<Look | undefined> =>
  lookFor(rooms, req.actor, Address.parse(req.query ?? {}))

const fewAgendas = 4

async function shown(rooms: Rooms, req: FastifyRequest, found: Look) {
  const mine = allows(req.actor, 'agendas.read') ? await agendas.list(rooms.db) : []
  const here = mine.filter(agenda => agenda.sourceId === found.source.id).slice(0, fewAgendas)
  return views.show({
    look: found,
    reading: await readingOf(rooms, found),
    agendas: here.map(agenda => ({
      title: monthWords(agenda.month),
      href: hrefOf(agenda.id),
      words: stateWords(agenda),
    })),
    actor: req.actor,
    asked: req.query,
  })
}
