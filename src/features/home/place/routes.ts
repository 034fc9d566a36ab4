import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { partsOf } from '../../../platform/address.ts'
import type { Db } from '../../../platform/db.ts'
import type { Pack } from '../../../platform/pack.ts'
import { openEvidence } from '../../evidence/index.ts'
import { allows } from '../../people/index.ts'
import { publicPlace } from '../public/show.ts'
import { assemble } from './assemble.ts'
import { comparePage, compareView } from './compare-view.ts'
import { columns, figureRows } from './figures-csv.ts'
import { historyOf } from './history.ts'
import { locator } from './locate.ts'
import * as queries from './queries.ts'
import { placePage, placeView } from './views.ts'

const Params = z.object({ code: z.string().trim().max(20) })
const Query = z.object({ measure: z.string().max(100).optional() })
const Years = Query.extend({ end: z.string().max(7).optional() })

export function routes(app: FastifyInstance, db: Db, pack: Pack): void {
  // The same address for everybody: the working page for the partnership, for others what a release says.
  app.get('/places/:code', { access: 'public' }, async (req, reply) => {
    const { data: asked } = Params.safeParse(req.params)
    if (!asked) throw notFound('Place')
    if (!allows(req.actor, 'places.read')) return publicPlace(db, reply, asked.code)
    const place = await find(db, req.params)
    const facts = await assemble(db, pack, req.actor, place)
    const map = await locator(db, facts.store, place, pack.city.name)
    const about = { db, store: facts.store, actor: req.actor, place }
    const years = await historyOf(about, facts, Years.parse(req.query))
    return reply.page(placePage({ ...placeView(facts, req.actor, pack.city.name, pack.city.code, map), years }))
  })

  app.get('/places/:code/compare', { access: 'places.read' }, async (req, reply) => {
    const place = await find(db, req.params)
    if (place.vintages.length === 0) throw notFound('A comparison: this place is not one of a set that covers the city')
    return reply.page(comparePage(await compareView(db, pack, req.actor, place, Query.parse(req.query).measure)))
  })

  app.get('/places/:code/figures.csv', { access: 'places.read' }, async (req, reply) => {
    const place = await find(db, req.params)
    const store = await openEvidence(db)
    return reply.csv(`${place.code}-figures`, columns, await figureRows({ db, store, actor: req.actor, place }))
  })
}

async function find(db: Db, params: unknown): Promise<queries.Place> {
  const place = await queries.find(db, partsOf(Params, params, 'That place').code)
  if (!place) throw notFound('That place')
  return place
}
