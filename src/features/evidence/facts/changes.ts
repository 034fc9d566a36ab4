import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { type Form, readForm } from '../../../platform/form.ts'
import { mayEver } from '../../people/index.ts'
import { editRoutes } from './edit-routes.ts'
import { edit } from './form-view.ts'
import { approvalFor, draftFor, endFor, renewalFor, successorFor, useFor } from './forms.ts'
import { type Opened, one, type Rooms } from './frame.ts'
import * as queries from './queries.ts'
import { adds, demand, shown, uses } from './record.ts'
import * as service from './service.ts'

const UseId = z.object({ use: z.coerce.number().int().positive().max(2_000_000_000) })
const Body = z.record(z.string(), z.unknown()).catch({})

/** How a fact comes, is checked, used and goes. */
export function writeRoutes(app: FastifyInstance, rooms: Rooms): void {
  addRoutes(app, rooms)
  changeRoutes(app, rooms)
  useRoutes(app, rooms)
  editRoutes(app, rooms)
}

function addRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/facts/new', { access: 'facts.read' }, async (req, reply) => {
    demand(req.actor, adds)
    return reply.page(edit(!mayEver(req.actor, 'create', 'fact')))
  })

  app.post('/facts', { access: 'facts.read' }, async (req, reply) => {
    demand(req.actor, adds)
    const form = readForm(draftFor(rooms.today()), req.body)
    if (!form.ok) return reply.code(422).page(edit(!mayEver(req.actor, 'create', 'fact'), form.values, form.errors))
    const id = await service.propose(rooms.db, doing(rooms, req), form.data)
    return reply.redirect(`/facts/${id}`, 303)
  })
}

const doing = (rooms: Rooms, req: FastifyRequest) => ({ actor: req.actor, today: rooms.today() })

/** What an analyst does with a fact, each by a small form on its page. */
function changeRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  const change = <T>(
    path: string,
    schema: (wasPublic: boolean) => z.ZodType<T>,
    deed: (doing: service.Doing, id: number, given: T) => Promise<void>,
  ) =>
    app.post(`/facts/:id/${path}`, { access: 'facts.approve' }, async (req, reply) => {
      const opened = await one(rooms, req, path === 'approve' ? 'approve' : 'view')
      const wasPublic = (await queries.inReleases(db, opened.fact.id)).length > 0
      return sent(rooms, req, reply, opened, path, readForm(schema(wasPublic), req.body), given =>
        deed(doing(rooms, req), opened.fact.id, given),
      )
    })
  change(
    'approve',
    () => approvalFor(rooms.today()),
    (who, id, given) => service.approve(db, who, id, given),
  )
  change(
    'renew',
    () => renewalFor(rooms.today()),
    (who, id, given) => service.renew(db, who, id, given),
  )
  change(
    'withdraw',
    wasPublic => endFor(rooms.today(), wasPublic),
    (who, id, given) => service.withdraw(db, who, id, given),
  )
  change(
    'supersede',
    wasPublic => successorFor(rooms.today(), wasPublic),
    (who, id, given) => service.supersede(db, who, id, given),
  )
}

function useRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.post('/facts/:id/uses', { access: 'facts.read' }, async (req, reply) => {
    demand(req.actor, uses)
    const opened = await one(rooms, req, 'view')
    return sent(rooms, req, reply, opened, 'uses', readForm(useFor(rooms.today()), req.body), given =>
      service.addUse(rooms.db, doing(rooms, req), opened.fact.id, given),
    )
  })

  app.post('/facts/:id/uses/:use/end', { access: 'facts.read' }, async (req, reply) => {
    demand(req.actor, uses)
    const { fact } = await one(rooms, req, 'view')
    const asked = UseId.safeParse(req.params)
    if (!asked.success) throw notFound('That use')
    await service.removeUse(rooms.db, doing(rooms, req), fact.id, asked.data.use)
    return reply.redirect(`/facts/${fact.id}`, 303)
  })
}

/** A small form of the record page: done, or the page again with what was typed. */
async function sent<T>(
  rooms: Rooms,
  req: FastifyRequest,
  reply: FastifyReply,
  opened: Opened,
  name: string,
  form: Form<T>,
  deed: (given: T) => Promise<void>,
): Promise<FastifyReply> {
  if (!form.ok) {
    const typed = { form: name, values: Body.parse(req.body), errors: form.errors }
    return reply.code(422).page(await shown(rooms, req, opened, typed))
  }
  await deed(form.data)
  return reply.redirect(`/facts/${opened.fact.id}`, 303)
}
