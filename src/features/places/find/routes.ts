import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { allows } from '../../people/index.ts'
import { setWords } from '../load/sums.ts'
import { boundariesOf } from '../maps.ts'
import { vintageOf } from '../queries.ts'
import { Tile, Vintage } from '../schemas.ts'
import { packed } from './packed.ts'
import * as queries from './queries.ts'
import { search } from './search.ts'
import * as views from './views.ts'

const Asked = z.object({ q: z.string().catch('') })
const Params = z.object({ vintage: z.union([Vintage, Tile]) })
const Kept = z.object({ v: z.string() })

export function routes(app: FastifyInstance, db: Db, options: { city: string }): void {
  app.get('/places', { access: 'places.read' }, async (req, reply) => {
    const { q } = Asked.parse(req.query)
    const found = await search(db, q)
    const [boroughs, own] = [await queries.boroughs(db), await queries.own(db)]
    const retired = await queries.retired(db)
    const counted = await queries.newestBasis(db)
    const basis = counted ? setWords(counted) : ''
    return reply.page(
      views.find({
        q: q.trim(),
        found,
        boroughs,
        own,
        retired,
        mayEdit: allows(req.actor, 'places.edit'),
        city: options.city,
        basis,
      }),
    )
  })

  // /boundaries/ward:2024.json, or /boundaries/ward.json for the newest. With ?v= the answer may be kept for ever.
  app.get('/boundaries/:vintage.json', { access: 'places.read' }, async (req, reply) => {
    const asked = Params.safeParse(req.params)
    if (!asked.success) throw notFound('Those boundaries')
    const tile = Tile.safeParse(asked.data.vintage)
    const vintage = tile.success ? await vintageOf(db, tile.data) : asked.data.vintage
    const set = vintage === undefined ? undefined : await boundariesOf(db, vintage)
    if (!set) throw notFound('Those boundaries')
    reply.header('etag', `"${set.etag}"`).header('vary', 'accept-encoding')
    reply.header(
      'cache-control',
      Kept.safeParse(req.query).success ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    )
    if (req.headers['if-none-match'] === `"${set.etag}"`) return reply.code(304).send()
    const { encoding, body } = await packed(set, req.headers['accept-encoding'])
    if (encoding !== '') reply.header('content-encoding', encoding)
    return reply.type('application/json; charset=utf-8').send(body)
  })
}
