import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { arrange, readQuery } from '../../../../platform/list.ts'
import type { Rooms } from '../../rooms.ts'
import { unmetOf } from './read.ts'
import { csvHead, csvRows, path, rowsOf, showUnmet, unmetList } from './views.ts'

const access = 'signals.read'
const Address = z.object({ month: z.string().catch('') })

/** Unmet need: searches of the finder that found nothing. The same tables for everybody, so that no two pages can be subtracted. */
export function unmetRoutes(app: FastifyInstance, rooms: Rooms): void {
  const asked = (req: FastifyRequest) => unmetOf(rooms.db, Address.parse(req.query ?? {}).month, rooms.today())

  app.get(path, { access }, async (req, reply) => {
    const unmet = await asked(req)
    const spec = unmetList(unmet)
    const query = readQuery(spec, req.query)
    return reply.page(showUnmet(unmet, spec, query, arrange(spec, rowsOf(unmet), query)))
  })

  app.get(`${path}.csv`, { access }, async (req, reply) => {
    const unmet = await asked(req)
    return reply.csv(`searches-without-result-${unmet.month ?? 'none'}`, csvHead, csvRows(unmet))
  })
}
