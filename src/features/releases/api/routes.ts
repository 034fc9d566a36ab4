import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { canonical } from '../canonical.ts'
import type { PublishedItem, Table } from '../contract.ts'
import * as frozen from '../frozen.ts'
import { coordinates } from '../protection/cells.ts'
import { apiLimit, sendPublic } from '../public/send.ts'
import { tableAddress } from '../public/table.ts'
import * as queries from '../queries.ts'
import type { Edition } from '../schemas.ts'
import { csvText, metadata } from './csvw.ts'
import { openapi } from './openapi.ts'

const Slug = z.object({ slug: z.string().max(120) })
const File = Slug.extend({ file: z.string().regex(/^\d{1,5}-[a-z0-9-]{1,80}\.(csv|json|csv-metadata\.json)$/) })

const Sealed = z.object({
  file: z
    .string()
    .regex(/^\d{1,5}\.json$/)
    .transform(file => Number.parseInt(file, 10)),
})

const options = { access: 'public', config: { rateLimit: apiLimit } }

/** Open data: the same frozen items as the public pages, for programs. No cookie, open to every site, errors as problem documents. */
export function apiRoutes(app: FastifyInstance, { db, unit }: { db: Db; unit: string }): void {
  app.register(async api => {
    api.addHook('onSend', async (_req, reply, payload) => {
      reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
      return payload
    })
    api.setErrorHandler((error, req, reply) => problem(error, req, reply))

    api.get('/api/v1/openapi.json', options, async (req, reply) => sendJson(req, reply, openapi(unit)))

    api.get('/api/v1/releases', options, async (req, reply) => {
      const current = await queries.current(db)
      const isOut = new Set(current.map(({ slug }) => slug))
      const gone = (await queries.list(db)).filter(({ state, slug }) => state === 'withdrawn' && !isOut.has(slug))
      const withdrawn = gone.map(({ slug, withdrawnOn, withdrawnReason }) => ({
        slug,
        on: withdrawnOn,
        reason: withdrawnReason,
      }))
      return sendJson(req, reply, { releases: current.map(line), withdrawn: once(withdrawn) })
    })

    api.get('/api/v1/releases/:slug', options, async (req, reply) => {
      const { edition, items } = await open(db, req)
      const sealed = await frozen.sealedOf(db, edition.id)
      return sendJson(req, reply, {
        ...line(edition),
        correction: edition.correction,
        sha256: edition.sha256,
        items: items.map((item, i) => ({ ...itemData(item, i), sha256: sealed[i]?.sha256 ?? '' })),
      })
    })

    api.get('/api/v1/releases/:slug/items/:file', options, async (req, reply) => {
      const asked = Sealed.safeParse(req.params)
      const { edition } = await open(db, req)
      const item = asked.success ? (await frozen.sealedOf(db, edition.id))[asked.data.file - 1] : undefined
      if (!item) throw notFound('That item')
      const ended = (await frozen.endedOf(db, [item.key])).get(item.key)
      if (ended !== undefined) throw new AppError(410, `It is no longer published. ${ended}`)
      return sendPublic(req, reply, 'application/json; charset=utf-8', canonical(item.content))
    })

    api.get('/api/v1/releases/:slug/places.geojson', options, async (req, reply) => {
      const { items } = await open(db, req)
      return sendPublic(req, reply, 'application/geo+json; charset=utf-8', JSON.stringify(await outlines(db, items)))
    })

    api.get('/api/v1/releases/:slug/tables/:file', options, async (req, reply) => {
      const asked = File.safeParse(req.params)
      const { items } = await open(db, req)
      if (!asked.success) throw notFound('That table')
      return sendTable(req, reply, items, asked.data.file)
    })
  })
}

const once = <T extends { slug: string }>(list: readonly T[]): T[] => [
  ...new Map(list.map(each => [each.slug, each])).values(),
]

const sendJson = (req: FastifyRequest, reply: FastifyReply, body: object) =>
  sendPublic(req, reply, 'application/json; charset=utf-8', JSON.stringify(body))

async function open(db: Db, req: FastifyRequest): Promise<{ edition: Edition; items: PublishedItem[] }> {
  const asked = Slug.safeParse(req.params)
  const editions = asked.success ? await queries.editionsOf(db, asked.data.slug) : []
  const edition = editions.find(({ state }) => state === 'published')
  const gone = editions.find(({ state }) => state === 'withdrawn')
  if (!edition && gone) throw new AppError(410, `It was withdrawn on ${gone.withdrawnOn}: ${gone.withdrawnReason}`)
  if (!edition) throw notFound('That release')
  return { edition, items: await frozen.itemsOf(db, edition.id) }
}

const line = ({ slug, title, summary, edition, publishedOn }: Edition) => ({
  slug,
  title,
  summary,
  edition,
  publishedOn,
  page: `/publications/${slug}`,
  data: `/api/v1/releases/${slug}`,
})

function itemData(item: PublishedItem, position: number) {
  const { slug: _slug, edition: _edition, releaseTitle: _title, extra: _extra, ...rest } = item
  const files = item.tables.map(table => {
    const address = tableAddress(item, position, table)
    return { id: table.id, csv: `${address}.csv`, metadata: `${address}.csv-metadata.json`, json: `${address}.json` }
  })
  return { ...rest, files, sealed: `/api/v1/releases/${item.slug}/items/${position + 1}.json` }
}

function sendTable(req: FastifyRequest, reply: FastifyReply, items: readonly PublishedItem[], file: string) {
  const [, position = '', id = '', ending = ''] =
    /^(\d+)-([a-z0-9-]+?)\.(csv|json|csv-metadata\.json)$/.exec(file) ?? []
  const item = items[Number(position) - 1]
  const table = item?.tables.find(each => each.id === id)
  if (!item || !table) throw notFound('That table')
  if (ending === 'json') return sendJson(req, reply, tableData(item, table))
  if (ending === 'csv') {
    reply.header('link', `<${id}.csv-metadata.json>; rel="describedby"; type="application/csvm+json"`)
    reply.header('content-disposition', `attachment; filename="${item.slug}-${position}-${id}.csv"`)
    return sendPublic(req, reply, 'text/csv; charset=utf-8; header=present', csvText(table))
  }
  const url = `${tableAddress(item, Number(position) - 1, table)}.csv`
  const text = JSON.stringify(metadata(item, table, url, `${req.protocol}://${req.host}`))
  return sendPublic(req, reply, 'application/csvm+json; charset=utf-8', text)
}

const tableData = (item: PublishedItem, table: Table) => ({
  ...table,
  period: item.period,
  licence: table.licence ?? item.licence,
  rows: table.rows.map(row => Object.fromEntries(table.columns.map(({ key }, i) => [key, row[i] ?? null]))),
})

async function outlines(db: Db, items: readonly PublishedItem[]) {
  const found = await frozen.outlinesOf(db, [...new Set(items.flatMap(item => [...item.places, ...inTables(item)]))])
  const features = found.map(({ code, name, kind, geometry }) => {
    const drawn: unknown = JSON.parse(geometry)
    return { type: 'Feature', id: code, properties: { code, name, kind }, geometry: drawn }
  })
  return { type: 'FeatureCollection', features }
}

const inTables = (item: PublishedItem): string[] =>
  item.tables.flatMap(table => table.rows.map(row => coordinates({ ...item, because: [] }, table, row).place))

function problem(error: unknown, req: FastifyRequest, reply: FastifyReply) {
  const given =
    error instanceof AppError
      ? error.status
      : Number((error instanceof Error && 'statusCode' in error ? error.statusCode : 500) ?? 500)
  if (given >= 500) req.log.error({ err: error, url: req.url }, 'request failed')
  const title =
    { 404: 'Not found', 410: 'Withdrawn', 429: 'Too many requests' }[given] ??
    (given < 500 ? 'Bad request' : 'Something went wrong')
  const detail = given < 500 && error instanceof Error ? error.message : 'Try again in a minute.'
  reply.code(given).type('application/problem+json').header('cache-control', 'no-store')
  return reply.send(JSON.stringify({ type: 'about:blank', title, status: given, detail }))
}
