import type { FastifyInstance, FastifyRequest } from 'fastify'
import { forbidden } from '../../../lib/errors.ts'
import { doneOf, type FieldError, readForm } from '../../../platform/form.ts'
import { decide } from '../../people/index.ts'
import { findByCodes } from '../../places/index.ts'
import type { Looking } from '../analyses/view.ts'
import { saying } from './draw.ts'
import { routes as editionRoutes } from './edition-routes.ts'
import { doing, mayReadEdition, one } from './frame.ts'
import { routes as putRoutes } from './put-routes.ts'
import * as queries from './queries.ts'
import { routes as reviewRoutes } from './review-routes.ts'
import { subjectOf } from './rules.ts'
import { type Assessment, StartForm } from './schemas.ts'
import * as service from './service.ts'
import { shown } from './show.ts'
import { begin } from './template.ts'
import { scopesOf } from './totals.ts'
import { routes as totalsRoutes } from './totals-routes.ts'
import * as views from './views.ts'
import { routes as writeRoutes } from './write-routes.ts'

/** The needs assessment: a living document a place, reviewed by a second person and frozen in editions. */
export function routes(app: FastifyInstance, rooms: Looking): void {
  listRoutes(app, rooms)
  readRoutes(app, rooms)
  reviewRoutes(app, rooms)
  putRoutes(app, rooms)
  writeRoutes(app, rooms)
  editionRoutes(app, rooms)
  totalsRoutes(app, rooms)
}

function listRoutes(app: FastifyInstance, rooms: Looking): void {
  app.get('/assessment', { access: 'assessment.read' }, async (req, reply) => reply.page(await listed(rooms, req)))

  app.post('/assessment', { access: 'assessment.create' }, async (req, reply) => {
    const form = readForm(StartForm, req.body)
    if (!form.ok) return reply.code(422).page(await listed(rooms, req, form.errors))
    const place = (await open(rooms, req)).find(({ code }) => code === form.data.place)
    const [found] = place ? await findByCodes(rooms.db, [place.code]) : []
    if (!place || !found) throw forbidden('You cannot begin an assessment of that place')
    const id = await service.start(
      rooms.db,
      doing(rooms, req),
      found,
      begin(place.code, await saying(rooms, place.code)),
    )
    return reply.redirect(`/assessment/${id}/write`, 303)
  })
}

/** The places this person may begin an assessment of: none has one yet. */
async function open({ db }: Looking, req: FastifyRequest): Promise<{ code: string; name: string }[]> {
  const begun = new Set((await queries.list(db)).map(({ place }) => place.code))
  const mine = (code: string) =>
    decide(req.actor, 'create', 'needs-draft').allowed &&
    decide(req.actor, 'edit', 'needs-draft', { places: [code] }).allowed
  return (await scopesOf(db)).scopes.filter(({ code }) => !begun.has(code) && mine(code))
}

async function listed(rooms: Looking, req: FastifyRequest, errors: FieldError[] = []) {
  const { db } = rooms
  const mine = (found: Assessment) => decide(req.actor, 'view', 'needs-draft', subjectOf(found)).allowed
  return views.showList({
    assessments: (await queries.list(db)).filter(mine),
    editions: (await queries.editions(db)).filter(({ place }) => mayReadEdition(req, place)),
    places: await open(rooms, req),
    said: doneOf(req.query, { discarded: 'The draft is discarded.' }),
    errors,
  })
}

function readRoutes(app: FastifyInstance, rooms: Looking): void {
  app.get('/assessment/:id', { access: 'assessment.read' }, async (req, reply) =>
    reply.page(await shown(rooms, req, await one(rooms, req, 'view'))),
  )
}
