import type { FastifyInstance } from 'fastify'
import { notFound } from '../../../lib/errors.ts'
import type { Rooms } from '../signals/ask.ts'
import { figuresOf } from './figures.ts'
import { headOf, path, readingOf, rowOf } from './reading.ts'
import { showEmpty, showReady } from './views.ts'

/** Fear beside recorded violence, and the same as a file. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  app.get(path, { access: 'signals.read' }, async (req, reply) => {
    const found = await figuresOf(rooms, req.query)
    if (found.state !== 'ready') return reply.page(showEmpty(found))
    return reply.page(showReady(found.fear, await readingOf(rooms.db, found.fear), req.actor, req.query))
  })

  app.get(`${path}.csv`, { access: 'signals.read' }, async (req, reply) => {
    const found = await figuresOf(rooms, req.query)
    if (found.state !== 'ready') throw notFound('A survey with recorded violence beside it')
    const { title, source, settings, notes } = await readingOf(rooms.db, found.fear)
    const same = [title, found.fear.feeling.name, found.fear.violence.measure.name, settings, source, notes.join(' ')]
    return reply.csv(
      'fear-and-violence',
      [...headOf(found.fear), 'Title', 'Question', 'Measure', 'Tests', 'Source', 'Remarks'],
      found.fear.compared.map(place => [...rowOf(place), ...same]),
    )
  })
}
