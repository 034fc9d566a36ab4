import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { find, type Rooms } from './find.ts'
import { show } from './views.ts'

const Ask = z.object({
  q: z.string().trim().max(200).catch(''),
  in: z.string().max(20).catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})

/** One search over everything a person may see: places, measures, facts, records, the framework, sources of data, methods. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/search', { access: 'signed-in' }, async (req, reply) => {
    const asked = Ask.parse(req.query)
    return reply.page(show(asked, asked.q.length < 2 ? [] : await find(rooms, req.actor, asked.q)))
  })
}
