import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { odsType } from '../../../platform/ods.ts'
import type { PublishedItem } from '../contract.ts'
import * as frozen from '../frozen.ts'
import * as queries from '../queries.ts'
import { mayWithdraw } from '../rules.ts'
import type { Edition } from '../schemas.ts'
import { atom } from './feed.ts'
import { figureColumns, figureRows, figuresOds, fileName } from './files.ts'
import { showRelease } from './release-view.ts'
import { apiLimit, sendPublic } from './send.ts'
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

  for (const path of ['/publications/:slug', '/publications/:slug/editions/:edition']) {
    app.get(`${path}/figures.csv`, options, async (req, reply) => {
      const { edition, items } = await withFigures(db, req)
      return reply.csv(fileName(edition), figureColumns, figureRows(items))
    })
    app.get(`${path}/figures.ods`, options, async (req, reply) => {
      const { edition, items } = await withFigures(db, req)
      reply.header('content-disposition', `attachment; filename="${fileName(edition)}.ods"`)
      return reply.header('cache-control', 'public, no-cache').type(odsType).send(figuresOds(edition, items))
    })
  }

  async function show(
    req: FastifyRequest,
    reply: FastifyReply,
    asked: { slug: string; edition?: number; item?: number },
  ) {
    const editions = await queries.editionsOf(db, asked.slug)
    const edition = editions.find(each => isAsked(each, asked.edition))
    const gone = editions.find(({ state }) => state === 'withdrawn')
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

const options = { access: 'public', config: { rateLimit: apiLimit } }
const Figures = Slug.extend({ edition: z.coerce.number().int().min(1).max(10_000).optional() })

/** An edition that the public may read and that has figures: what was withdrawn, or ended since, is not among them. */
async function withFigures(db: Db, req: FastifyRequest): Promise<{ edition: Edition; items: PublishedItem[] }> {
  const asked = Figures.safeParse(req.params)
  const editions = asked.success ? await queries.editionsOf(db, asked.data.slug) : []
  const edition = editions.find(each => isAsked(each, asked.data?.edition))
  if (!edition && editions.some(({ state }) => state === 'withdrawn')) throw gone()
  const items = edition ? await frozen.itemsOf(db, edition.id) : []
  return edition && items.some(({ tables }) => tables.length > 0) ? { edition, items } : notThere()
}

const gone = () => new AppError(410, 'These figures were withdrawn. The page of the publication says why.')

const notThere = (): never => {
  throw notFound('That publication')
}

const isAsked = ({ state, edition }: Edition, asked: number | undefined): boolean =>
  asked === undefined ? state === 'published' : edition === asked && (state === 'published' || state === 'superseded')
