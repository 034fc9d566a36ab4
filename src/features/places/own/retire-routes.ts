// Taking a neighbourhood or a hub out of use, and bringing it back.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { conflict } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { readForm } from '../../../platform/form.ts'
import type { Own } from './queries.ts'
import { done, find, findInUse, parsed } from './request.ts'
import * as service from './retire.ts'
import * as views from './retire-views.ts'
import { Restoration, Retirement } from './schemas.ts'

interface Options {
  today(): string
}

export function retire(app: FastifyInstance, db: Db, { today }: Options): void {
  app.get('/places/:code/retire', { access: 'places.edit' }, async (req, reply) =>
    reply.page(views.retire(await findInUse(db, req), {}, [])),
  )

  app.post('/places/:code/retire', { access: 'places.edit' }, async (req, reply) => {
    const place = await findInUse(db, req)
    const form = readForm(Retirement, req.body)
    if (!form.ok) return reply.code(400).page(views.retire(place, form.values, form.errors))
    await service.retire(db, { actor: req.actor, today: today() }, place, form.data)
    return done(reply, place)
  })
}

export function restore(app: FastifyInstance, db: Db, { today }: Options): void {
  app.get('/places/:code/restore', { access: 'places.edit' }, async (req, reply) =>
    reply.page(views.restore(await findRetired(db, req), {}, [])),
  )

  app.post('/places/:code/restore', { access: 'places.edit' }, async (req, reply) => {
    const place = await findRetired(db, req)
    const by = { actor: req.actor, today: today() }
    const made = await parsed(Restoration, req.body, input => service.restore(db, by, place, input))
    if (made.ok) return done(reply, made)
    const form = readForm(Restoration, req.body)
    return reply.code(400).page(views.restore(place, form.ok ? { ...form.data } : form.values, made.errors))
  })
}

async function findRetired(db: Db, req: FastifyRequest): Promise<Own> {
  const place = await find(db, req)
  if (place.validTo === null) throw conflict('This place is in use: there is nothing to bring back.')
  return place
}
