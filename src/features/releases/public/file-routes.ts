import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { odsType } from '../../../platform/ods.ts'
import type { PublishedItem } from '../contract.ts'
import * as frozen from '../frozen.ts'
import * as queries from '../queries.ts'
import type { Edition } from '../schemas.ts'
import { figureColumns, figureRows } from './figure-rows.ts'
import { figuresOds, fileName } from './files.ts'
import { noteColumns, notesOf } from './notes.ts'
import { apiLimit } from './send.ts'
import { withdrawnView } from './views.ts'

const options = { access: 'public', config: { rateLimit: apiLimit } }
const Asked = z.object({
  slug: z.string().max(120),
  edition: z.coerce.number().int().min(1).max(10_000).optional(),
})

interface Found {
  edition: Edition
  items: PublishedItem[]
}

/** All figures of a release as files, and what must be read with them. What was withdrawn says so, and why, as its page does. */
export function fileRoutes(app: FastifyInstance, { db }: { db: Db }): void {
  for (const path of ['/publications/:slug', '/publications/:slug/editions/:edition']) {
    app.get(`${path}/figures.csv`, options, (req, reply) =>
      sending(req, reply, ({ edition, items }) => {
        reply.header('link', '<notes.csv>; rel="describedby"; type="text/csv"')
        return reply.csv(fileName(edition), figureColumns, figureRows(items))
      }),
    )
    app.get(`${path}/notes.csv`, options, (req, reply) =>
      sending(req, reply, ({ edition, items }) =>
        reply.csv(`${fileName(edition)}-notes`, noteColumns, notesOf(items).rows),
      ),
    )
    app.get(`${path}/figures.ods`, options, (req, reply) =>
      sending(req, reply, ({ edition, items }) => {
        reply.header('content-disposition', `attachment; filename="${fileName(edition)}.ods"`)
        return reply.header('cache-control', 'public, no-cache').type(odsType).send(figuresOds(edition, items))
      }),
    )
  }

  /** An edition that the public may read and that has figures: what ended since is not among them. */
  async function sending(req: FastifyRequest, reply: FastifyReply, send: (found: Found) => FastifyReply) {
    const asked = Asked.safeParse(req.params)
    const editions = asked.success ? await queries.editionsOf(db, asked.data.slug) : []
    const edition = editions.find(each => isAsked(each, asked.data?.edition))
    const gone = editions.find(each => isGone(each, asked.data?.edition))
    if (!edition && gone) return reply.code(410).page(withdrawnView(gone))
    const items = edition ? await frozen.itemsOf(db, edition.id) : []
    if (!edition || items.every(({ tables }) => tables.length === 0)) throw notFound('That publication')
    return send({ edition, items })
  }
}

export const isAsked = ({ state, edition }: Edition, asked: number | undefined): boolean =>
  asked === undefined ? state === 'published' : edition === asked && (state === 'published' || state === 'superseded')

/** An edition that was withdrawn says so; one that never was does not say so for another. */
export const isGone = ({ state, edition }: Edition, asked: number | undefined): boolean =>
  state === 'withdrawn' && (asked === undefined || edition === asked)
