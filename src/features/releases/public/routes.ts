import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import * as frozen from '../frozen.ts'
import * as queries from '../queries.ts'
import { mayWithdraw } from '../rules.ts'
import { atom } from './feed.ts'
import { fileRoutes, isAsked, isGone } from './file-routes.ts'
import { showRelease } from './release-view.ts'
import { sendPublic } from './send.ts'
import * as views from './views.ts'

const Slug = z.object({ slug: z.string().max(120) })
const WithEdition = Slug.extend({ edition: z.coerce.number().int().min(1).max(10_000) })
const WithItem = Slug.extend({ item: z.coerce.number().int().min(1).max(10_000) })
const Whole = WithEdition.extend({ item: z.coerce.number().int().min(1).max(10_000) })

/** What the public reads. Nothing here looks further than frozen items. */
export function publicRoutes(app: FastifyInstance, { db, unit }: { db: Db; unit: string }): void {
  app.get('/publications', { access: 'public' }, async (req, reply) => {
    const query = readQuery(views.publicationsList, req.query)
    return reply.page(views.showList(query, arrange(views.publicationsList, await queries.current(db), query)))
  })

  app.get('/publications.csv', { access: 'public' }, async (req, reply) => {
    const spec = views.publicationsList
    const found = csvOf(spec, arrange(spec, await queries.current(db), readQuery(spec, req.query)).all)
    return reply.csv('publications', found.columns, found.rows)
  })

  app.get('/publications.atom', { access: 'public' }, async (req, reply) =>
    sendPublic(
      req,
      reply,
      'application/atom+xml; charset=utf-8',
      atom(await queries.current(db), { origin: `${req.protocol}://${req.host}`, unit }),
    ),
  )

  app.get('/open-data', { access: 'public' }, async (_req, reply) =>
    reply.page(views.openData(await queries.current(db))),
  )

  app.get('/publications/:slug', { access: 'public' }, async (req, reply) => {
    const found = Slug.safeParse(req.params)
    return found.success ? show(req, reply, { slug: found.data.slug }) : notThere()
  })
  app.get('/publications/:slug/items/:item', { access: 'public' }, async (req, reply) => {
    const found = WithItem.safeParse(req.params)
    return found.success ? show(req, reply, found.data) : notThere()
  })
  app.get('/publications/:slug/editions/:edition', { access: 'public' }, async (req, reply) => {
    const found = WithEdition.safeParse(req.params)
    return found.success ? show(req, reply, found.data) : notThere()
  })
  app.get('/publications/:slug/editions/:edition/items/:item', { access: 'public' }, async (req, reply) => {
    const found = Whole.safeParse(req.params)
    return found.success ? show(req, reply, found.data) : notThere()
  })

  fileRoutes(app, { db })

  async function show(
    req: FastifyRequest,
    reply: FastifyReply,
    asked: { slug: string; edition?: number; item?: number },
  ) {
    const editions = await queries.editionsOf(db, asked.slug)
    const edition = editions.find(each => isAsked(each, asked.edition))
    const gone = editions.find(each => isGone(each, asked.edition))
    if (!edition && gone) return reply.code(410).page(views.withdrawnView(gone))
    if (!edition) return notThere()
    const items = await frozen.itemsOf(db, edition.id)
    const only = asked.item === undefined ? undefined : asked.item - 1
    if (only !== undefined && !items[only]) return notThere()
    return reply.page(
      showRelease({
        edition,
        editions,
        items,
        ends: await frozen.endsOf(db, edition.id),
        only,
        mayWithdraw: mayWithdraw(req.actor, edition).allowed,
      }),
    )
  }
}

const notThere = (): never => {
  throw notFound('That publication')
}
