import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { forbidden, notFound } from '../../../lib/errors.ts'
import { type Form, readForm } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { decide, mayEver } from '../../people/index.ts'
import { beside } from '../../threads/index.ts'
import { factCard } from './card.ts'
import { keyOf, markOf, type Opened, onCard, one, type Rooms, seen } from './frame.ts'
import { factsList, type Row } from './list.ts'
import * as queries from './queries.ts'
import { isInForce, stateOf, subjectOf } from './rules.ts'
import { approvalFor, draftFor, type Fact, reasonFor, renewalFor, successorFor, useFor } from './schemas.ts'
import * as service from './service.ts'
import * as views from './views.ts'

const UseId = z.object({ use: z.coerce.number().int().positive().max(2_000_000_000) })
const Body = z.record(z.string(), z.unknown()).catch({})

// Either verb will do, so the route's word is that of reading and these are asked here.
const adds = ['create', 'propose'] as const
const uses = ['create', 'approve'] as const
const may = (actor: Actor, verbs: readonly string[]) => verbs.some(verb => mayEver(actor, verb, 'fact'))
function demand(actor: Actor, verbs: readonly string[]): void {
  if (!may(actor, verbs)) throw forbidden('Your role does not open this')
}

const isOpen = (actor: Actor) => !decide(actor, 'view', 'fact').allowed
const adding = (actor: Actor): string =>
  mayEver(actor, 'create', 'fact') ? 'Add a fact' : mayEver(actor, 'propose', 'fact') ? 'Propose a fact' : ''

/** The fact bank: list, record, cards, and how a fact comes and goes. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  readRoutes(app, rooms)
  addRoutes(app, rooms)
  changeRoutes(app, rooms)
  useRoutes(app, rooms)
}

function readRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/facts', { access: 'facts.read' }, async (req, reply) => {
    const { rows, spec, query, open } = await listed(rooms, req)
    return reply.page(views.showList(rows, query, arrange(spec, rows, query), { open, add: adding(req.actor) }))
  })

  app.get('/facts.csv', { access: 'facts.read' }, async (req, reply) => {
    const { rows, spec, query } = await listed(rooms, req)
    const found = csvOf(spec, arrange(spec, rows, query).all)
    return reply.csv('facts', found.columns, found.rows)
  })

  app.get('/facts/:id', { access: 'facts.read' }, async (req, reply) =>
    reply.page(await shown(rooms, req, await one(rooms, req, 'view'))),
  )

  app.get('/facts/:id/card', { access: 'facts.read' }, async (req, reply) => {
    const { fact, release } = await onCard(rooms, req)
    return reply.page(views.showCard(fact, markOf(rooms, release)))
  })

  app.get('/facts/:id/card.svg', { access: 'facts.read' }, async (req, reply) => {
    const { fact, release } = await onCard(rooms, req)
    const drawn = factCard(fact, { mark: markOf(rooms, release), from: rooms.pack.unit })
    return reply.header('cache-control', 'no-store').type('image/svg+xml; charset=utf-8').send(drawn)
  })
}

function addRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/facts/new', { access: 'facts.read' }, async (req, reply) => {
    demand(req.actor, adds)
    return reply.page(views.edit(!mayEver(req.actor, 'create', 'fact')))
  })

  app.post('/facts', { access: 'facts.read' }, async (req, reply) => {
    demand(req.actor, adds)
    const form = readForm(draftFor(rooms.today()), req.body)
    if (!form.ok)
      return reply.code(422).page(views.edit(!mayEver(req.actor, 'create', 'fact'), form.values, form.errors))
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
    schema: () => z.ZodType<T>,
    deed: (doing: service.Doing, id: number, given: T) => Promise<void>,
  ) =>
    app.post(`/facts/:id/${path}`, { access: 'facts.approve' }, async (req, reply) => {
      const opened = await one(rooms, req, path === 'approve' ? 'approve' : 'view')
      return sent(rooms, req, reply, opened, path, readForm(schema(), req.body), given =>
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
    () => reasonFor(rooms.today()),
    (who, id, given) => service.withdraw(db, who, id, given),
  )
  change(
    'supersede',
    () => successorFor(rooms.today()),
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

async function listed(rooms: Rooms, req: FastifyRequest) {
  const today = rooms.today()
  const rows: Row[] = (await seen(rooms, req.actor)).map(fact => ({ fact, state: stateOf(fact, today) }))
  const open = isOpen(req.actor)
  const spec = factsList(rows, { open })
  return { rows, spec, query: readQuery(spec, req.query), open }
}

async function shown(rooms: Rooms, req: FastifyRequest, { fact, release }: Opened, typed?: views.Shown['typed']) {
  const { db } = rooms
  const today = rooms.today()
  const open = isOpen(req.actor)
  const successor = fact.supersededBy === null ? undefined : await queries.find(db, fact.supersededBy)
  return views.show({
    fact,
    release,
    uses: open ? [] : await usesOf(rooms, fact, release),
    history: open ? [] : await queries.history(db, fact.id),
    beside: open ? null : await beside(db, req.actor, keyOf(fact)),
    successor: open ? undefined : successor,
    may: mayOf(req.actor, fact, today),
    open,
    today,
    typed,
  })
}

/** Where it stands: what was noted, and the release that holds it. */
async function usesOf({ db }: Rooms, fact: Fact, release: Opened['release']) {
  const noted = await queries.uses(db, fact.id)
  if (!release) return noted
  const { releaseTitle: title, slug, publishedOn: addedOn } = release
  return [
    { id: 0, kind: 'release' as const, title, address: `/publications/${slug}`, addedOn, removedOn: null },
    ...noted,
  ]
}

function mayOf(actor: Actor, fact: Fact, today: string): views.May {
  const approve = decide(actor, 'approve', 'fact', subjectOf(fact, today, false))
  const judges = mayEver(actor, 'approve', 'fact')
  return {
    approve: approve.allowed && fact.status === 'proposed',
    renew: judges && fact.status === 'current' && fact.supersededBy === null,
    withdraw: judges && fact.status !== 'withdrawn',
    supersede: judges && isInForce(fact, today),
    use: may(actor, uses),
    whyNot: fact.status === 'proposed' && judges && !approve.allowed ? approve.why : '',
  }
}
