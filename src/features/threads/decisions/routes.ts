import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../platform/form.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { mayEver } from '../../people/index.ts'
import { afterRoutes } from './after-routes.ts'
import { Seen, Start } from './asks.ts'
import { read, typing } from './form.ts'
import { edit } from './form-view.ts'
import { type Rooms, seen, whereOf } from './frame.ts'
import { decisionsList } from './list.ts'
import { showList } from './list-view.ts'
import {
  askAgain,
  becauseOf,
  doing,
  mustBeDraft,
  type Opened,
  one,
  placeNamed,
  placeOfOne,
  reading,
  shown,
} from './opened.ts'
import * as queries from './queries.ts'
import * as service from './service.ts'
import { smallRoutes } from './small-routes.ts'
import { verdictRoutes } from './verdict-routes.ts'

const Body = z.record(z.string(), z.unknown()).catch({})

/** Decisions: draft, put to the director, decided by somebody else, reviewed. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  listRoutes(app, rooms)
  newRoutes(app, rooms)
  editRoutes(app, rooms)
  verdictRoutes(app, rooms)
  smallRoutes(app, rooms)
  afterRoutes(app, rooms)
}

function listRoutes(app: FastifyInstance, rooms: Rooms): void {
  const listed = async (req: FastifyRequest) => {
    const mayOpen = mayEver(req.actor, 'create', 'decision')
    const spec = decisionsList(mayOpen)
    const rows = await seen(rooms.db, req.actor, await queries.list(rooms.db))
    const query = readQuery(spec, req.query)
    return { spec, query, found: arrange(spec, rows, query), mayOpen }
  }

  app.get('/decisions', { access: 'decisions.read' }, async (req, reply) => {
    const { spec, query, found, mayOpen } = await listed(req)
    return reply.page(showList(spec, query, found, mayOpen))
  })

  app.get('/decisions.csv', { access: 'decisions.read' }, async (req, reply) => {
    const { spec, found } = await listed(req)
    const file = csvOf(spec, found.all)
    return reply.csv('decisions', file.columns, file.rows)
  })

  app.get('/decisions/:id', { access: 'decisions.read' }, async (req, reply) => {
    const opened = await one(rooms, req, 'view')
    return (await askAgain(req, reply, opened)) ?? reply.page(await shown(rooms, req, opened))
  })
}

function newRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/decisions/new', { access: 'decisions.edit' }, async (req, reply) => {
    const start = Start.parse(req.query)
    const because = await becauseOf(rooms, req, start.because)
    const place = (await placeNamed(rooms.db, start.place)) || (await placeOfOne(rooms, req, start.because))
    return reply.page(edit({ ...(await typing(rooms, { place })), ...frameOfNew(start.kind), because }))
  })

  app.post('/decisions', { access: 'decisions.edit' }, async (req, reply) => {
    const body = Body.parse(req.body)
    const because = await becauseOf(rooms, req, body.because)
    const found = await read(rooms, body)
    if (!found.ok) {
      const typed = await typing(rooms, { body, errors: found.errors })
      return reply.code(422).page(edit({ ...typed, ...frameOfNew(Start.parse(body).kind), because }))
    }
    const where = await whereOf(rooms.db, found.draft.places)
    const start = { kind: found.kind, draft: found.draft, because: because.map(each => each.key) }
    return reply.redirect(`/decisions/${await service.open(rooms.db, doing(rooms, req, where), start)}`, 303)
  })
}

function editRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/decisions/:id/edit', { access: 'decisions.edit' }, async (req, reply) => {
    const opened = await one(rooms, req, 'edit')
    mustBeDraft(opened)
    const away = await askAgain(req, reply, opened)
    if (away) return away
    await reading(rooms, req, opened)
    const { decision, where } = opened
    const place = decision.places[0] ? `${where.names[0]?.name ?? ''} (${decision.places[0]})` : ''
    return reply.page(edit({ ...(await typing(rooms, { decision, place })), ...frameOf(opened) }))
  })

  app.post('/decisions/:id/edit', { access: 'decisions.edit' }, async (req, reply) => {
    const opened = await one(rooms, req, 'edit')
    if (opened.decision.status !== 'draft') return typedAgain(rooms, req, reply, { opened, moved: true })
    const found = await read(rooms, req.body)
    if (!found.ok) return typedAgain(rooms, req, reply, { opened, errors: found.errors })
    const where = await whereOf(rooms.db, found.draft.places)
    const kept = await service.save(rooms.db, doing(rooms, req, where), opened.decision, found.version, found.draft)
    if (!kept) return typedAgain(rooms, req, reply, { opened: await one(rooms, req, 'edit'), moved: true })
    return reply.redirect(`/decisions/${opened.decision.id}`, 303)
  })
}

/** The form once more with what was typed: something is wrong with it, or somebody else saved the decision meanwhile. */
async function typedAgain(
  rooms: Rooms,
  req: FastifyRequest,
  reply: FastifyReply,
  { opened, errors = [], moved = false }: { opened: Opened; errors?: FieldError[]; moved?: boolean },
) {
  await reading(rooms, req, opened)
  const { decision } = opened
  const body = Body.parse(req.body)
  const typed = await typing(rooms, { decision, body, errors: moved ? movedErrors(opened) : errors })
  const version = moved ? decision.version : Seen.parse(body).version
  const theirs = moved ? `/decisions/${decision.id}` : ''
  return reply.code(moved ? 409 : 422).page(edit({ ...typed, ...frameOf(opened), version, theirs }))
}

const movedErrors = ({ decision }: Opened): FieldError[] => [
  {
    field: 'question',
    text:
      decision.status === 'draft'
        ? 'Somebody saved this decision while you were writing. Read theirs first: if you save now, yours stands in its place.'
        : 'This is not a draft any more, so nothing was saved. What you typed is below, to be copied.',
  },
]

const frameOfNew = (kind: string) => ({
  title: kind === 'place' ? 'Choose a place: a new decision' : 'A new decision',
  action: '/decisions',
  cancel: '/decisions',
  kind,
  version: 1,
})
const frameOf = ({ decision }: Opened) => ({
  title: `Edit: ${decision.reference}`,
  action: `/decisions/${decision.id}/edit`,
  cancel: `/decisions/${decision.id}`,
  kind: decision.kind,
  version: decision.version,
  because: [],
})
