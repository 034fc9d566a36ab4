import type { FastifyInstance } from 'fastify'
import type { Db } from '../../../platform/db.ts'
import { allows } from '../../people/index.ts'
import { edit } from './edit-routes.ts'
import { drawing, newHub, newNeighbourhood } from './new-routes.ts'
import * as queries from './queries.ts'
import { find } from './request.ts'
import { restore, retire } from './retire-routes.ts'
import * as views from './views.ts'

export function routes(app: FastifyInstance, db: Db, options: { today(): string }): void {
  drawing(app, db)
  newNeighbourhood(app, db, options)
  newHub(app, db, options)
  edit(app, db, options)
  retire(app, db, options)
  restore(app, db, options)
  app.get('/places/:code/members', { access: 'places.read' }, async (req, reply) => {
    const place = await find(db, req)
    const [members, history] = [await queries.members(db, place), await queries.history(db, place.code)]
    return reply.page(views.members(place, members, history, allows(req.actor, 'places.edit')))
  })
}
