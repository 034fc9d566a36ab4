import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { forbidden } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { doneOf, readForm, seenVersion } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { smallForm, type Typed } from '../../../platform/small-form.ts'
import { decide } from '../../people/index.ts'
import type { Rooms } from '../rooms.ts'
import { NewFeed, Settings, Stop } from './forms.ts'
import * as items from './items.ts'
import * as queries from './queries.ts'
import type { Source } from './schemas.ts'
import * as service from './service.ts'
import { sheetRoutes } from './sheet/routes.ts'
import * as views from './views.ts'

const access = 'opportunities.approve'
const done = {
  proposed: 'The feed is written down. A first look at it is on its way.',
  approved: 'The feed is approved and is being asked.',
  changed: 'The change is kept.',
  asked: 'The feed is being asked.',
  again: 'All of the feed is being read again. What is missing is taken off when a second reading misses it too.',
  stopped: 'The feed is asked no more. What it brought stays until somebody takes it off.',
}
const Id = z.object({ id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,80}$/) }).catch({ id: '-' })
const Follow = z.object({ follow: z.string().optional() }).catch({})

/** Feeds of others: how they do, what they would bring, who said that they may. */
export function feedInRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  sheetRoutes(app, rooms)
  listRoutes(app, db)
  oneRoutes(app, db)
  deeds(app, db)
}

function listRoutes(app: FastifyInstance, db: Db): void {
  app.get('/feeds', { access }, async (req, reply) => {
    const entries = new Map((await queries.entriesBySource(db)).map(each => [each.sourceId, each.entries]))
    const held = { sources: await queries.sources(db), last: await queries.lastCrawls(db), entries }
    return reply.page(views.showFeeds(held, doneOf(req.query, done)))
  })
  app.get('/feeds/new', { access }, async (_req, reply) => reply.page(views.showNewFeed()))
  app.post('/feeds/new', { access }, async (req, reply) => {
    const form = readForm(NewFeed, req.body)
    if (!form.ok) return reply.code(422).page(views.showNewFeed(form.values, form.errors))
    const other = await queries.sourceAt(db, form.data.address)
    if (other) {
      const text = `This address is asked already: “${other.name}”`
      return reply.code(422).page(views.showNewFeed(form.data, [{ field: 'address', text }]))
    }
    const id = await service.propose(db, req.actor.email, form.data)
    return reply.redirect(`/feeds/${id}?done=proposed`, 303)
  })
}

const find = (db: Db, req: FastifyRequest): Promise<Source> => service.found(db, Id.parse(req.params).id)

/** Why somebody may not approve a feed: whoever proposed it, or changed what is approved, does not also approve it (docs/decisions/0013). */
function whyNot(actor: Actor, source: Source): string {
  const hands = [source.madeBy, source.changedBy ?? ''].map(email => email.toLowerCase())
  const mine = hands.includes(actor.email.toLowerCase()) && actor.accountId !== null
  const decision = decide(actor, 'approve', 'opportunity', {
    handledBy: mine && actor.accountId !== null ? [actor.accountId] : [],
  })
  return decision.allowed ? '' : `${decision.why}.`
}

async function show(db: Db, req: FastifyRequest, source: Source, typed?: Typed) {
  const entries = (await queries.entriesBySource(db)).find(each => each.sourceId === source.id)?.entries ?? 0
  return views.showFeed({
    source,
    crawls: await queries.crawls(db, source.id),
    entries,
    told: await items.told(db, source.id),
    why: whyNot(req.actor, source),
    said: doneOf(req.query, done),
    follow: Follow.parse(req.query).follow === 'on',
    typed,
  })
}

function oneRoutes(app: FastifyInstance, db: Db): void {
  app.get('/feeds/:id', { access }, async (req, reply) => reply.page(await show(db, req, await find(db, req))))
  app.get('/feeds/:id/status', { access }, async req => {
    const source = await find(db, req)
    const [last] = await queries.crawls(db, source.id)
    const isDone = last?.outcome !== 'running'
    return {
      words: last?.progress ?? 'Waiting to begin',
      share: null,
      done: isDone,
      next: isDone ? `/feeds/${source.id}` : null,
    }
  })
}

function deeds(app: FastifyInstance, db: Db): void {
  app.post('/feeds/:id/approve', { access }, async (req, reply) => {
    const source = await find(db, req)
    const why = whyNot(req.actor, source)
    if (why !== '') throw forbidden(why)
    await service.approve(db, req.actor.email, source, seenVersion(req.body))
    return reply.redirect(`/feeds/${source.id}?done=approved`, 303)
  })
  app.post('/feeds/:id/ask', { access }, async (req, reply) => {
    const source = await find(db, req)
    await service.askNow(db, req.actor.email, source)
    return reply.redirect(`/feeds/${source.id}?done=asked`, 303)
  })
  app.post('/feeds/:id/again', { access }, async (req, reply) => {
    const source = await find(db, req)
    await service.readAllAgain(db, req.actor.email, source)
    return reply.redirect(`/feeds/${source.id}?done=again`, 303)
  })
  smallForm(app, {
    path: '/feeds/:id/change',
    access,
    name: 'settings',
    schema: Settings,
    find: req => find(db, req),
    show: (req, source, typed) => show(db, req, source, typed),
    deed: async (req, source, settings) => {
      await service.change(db, req.actor.email, source, seenVersion(req.body), settings)
      return `/feeds/${source.id}?done=changed`
    },
  })
  smallForm(app, {
    path: '/feeds/:id/stop',
    access,
    name: 'stop',
    schema: Stop,
    find: req => find(db, req),
    show: (req, source, typed) => show(db, req, source, typed),
    deed: async (req, source, { reason }) => {
      await service.stop(db, req.actor.email, source, reason)
      return `/feeds/${source.id}?done=stopped`
    },
  })
}
