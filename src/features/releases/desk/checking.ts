import type { FastifyInstance } from 'fastify'
import * as service from '../service/index.ts'
import { back, checkingOf, doing, one, type Rooms } from './frame.ts'

/** How far the check of a draft is, for the page's script; having it checked again; stopping it. */
export function checking(app: FastifyInstance, rooms: Rooms): void {
  app.get('/releases/:id/checks', { access: 'releases.read' }, async (req, reply) => {
    const { job } = await checkingOf(rooms, await one(rooms, req), false)
    const { words, share, done, next } = job
    return reply.header('cache-control', 'private, no-store').send({ words, share, done, next: next?.href })
  })
  app.post('/releases/:id/checks', { access: 'releases.handle' }, async (req, reply) => {
    const edition = await one(rooms, req)
    await service.recheck(rooms.db, doing(rooms, req), edition)
    return back(reply, edition)
  })
  app.post('/releases/:id/checks/stop', { access: 'releases.prepare' }, async (req, reply) => {
    const edition = await one(rooms, req)
    await service.stopCheck(rooms.db, doing(rooms, req), edition)
    return back(reply, edition)
  })
}
