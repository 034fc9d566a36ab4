import type { FastifyInstance } from 'fastify'
import { conflict } from '../../../lib/errors.ts'
import type { Rooms } from '../signals/ask.ts'
import { answer } from './ask.ts'
import { noteRoutes } from './note-routes.ts'
import { readingOf } from './reading.ts'
import { showEmpty, showReady } from './views.ts'

/** Figures by group, their file, and the note without which neither is to be had. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  noteRoutes(app, rooms)

  app.get('/analyses/groups', { access: 'signals.read' }, async (req, reply) => {
    const found = await answer(rooms, req.query)
    if (found.state !== 'ready') return reply.page(showEmpty(found, req.actor))
    const made = await readingOf(rooms.db, found.store, found.ground, found.note, found.asked)
    return reply.page(showReady(found, made, req.actor, req.query))
  })

  app.get('/analyses/groups.csv', { access: 'signals.read' }, async (req, reply) => {
    const found = await answer(rooms, req.query)
    if (found.state !== 'ready')
      throw conflict('These figures are taken away only with their context note, and there is none that is agreed')
    const { reading } = await readingOf(rooms.db, found.store, found.ground, found.note, found.asked)
    const { head = [], rows = [] } = reading.table ?? {}
    // The note is in every row, so that no part of the file can be passed on without it.
    const beside = [`January to December ${found.asked.year}`, reading.source, reading.notes.join(' ')]
    return reply.csv(
      `${found.ground.grouping.id}-${found.asked.year}`,
      [...head, 'Period', 'Source', 'Context note and remarks'],
      rows.map(row => [...row, ...beside]),
    )
  })
}
