import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { forbidden, notFound } from '../../../lib/errors.ts'
import { partsOf } from '../../../platform/address.ts'
import { csv } from '../../../platform/csv.ts'
import type { Db } from '../../../platform/db.ts'
import { arrange, csvOf, listView, readQuery } from '../../../platform/list.ts'
import { openEvidence } from '../observations/store.ts'
import * as queries from './queries.ts'
import { revisable, revisionsOf } from './revisions.ts'
import { seen, seesCells, tally } from './revisions-seen.ts'
import { revisionList, revisionsPage, revisionsView } from './revisions-view.ts'

const cellWords = 'Values of single cells are for analysts'
const Source = z.object({ source: z.string().max(120) })

/** What newer snapshots replaced: a page for one measure at a time, and the CSV of one or all. */
export function revisionRoutes(app: FastifyInstance, db: Db): void {
  async function found(params: unknown, asked: unknown) {
    const source = await queries.findSource(db, partsOf(Source, params, 'That source').source)
    if (!source) throw notFound('That source')
    const store = await openEvidence(db)
    const measures = revisable(store, source.id)
    const spec = revisionList(source.id, measures, measures[0]?.code ?? '')
    const query = readQuery(spec, asked)
    const code = query.filters.measure?.[0]
    const measure = measures.find(one => one.code === code)
    return { source, store, measures, spec, query, measure }
  }

  app.get('/data/:source/revisions', { access: 'evidence.read' }, async (req, reply) => {
    const { source, store, spec, query, measure } = await found(req.params, req.query)
    const revisions = measure ? await revisionsOf(db, store, source.id, measure) : []
    const { rows, unseen } = seen(req.actor, revisions)
    const list = measure ? listView(spec, query, arrange(spec, rows, query)) : null
    const sums = req.actor.role === 'analyst'
    const cells = rows.length > 0 || unseen === 0
    return reply.page(
      revisionsPage(revisionsView({ source, measure, tallies: tally(revisions), list, unseen, cells, sums })),
    )
  })

  app.get('/data/:source/revisions.csv', { access: 'evidence.read' }, async (req, reply) => {
    if (!seesCells(req.actor)) throw forbidden(cellWords)
    const { source, store, spec, query, measure } = await found(req.params, req.query)
    const { rows } = seen(req.actor, measure ? await revisionsOf(db, store, source.id, measure) : [])
    const table = csvOf(spec, arrange(spec, rows, query).all)
    return reply.csv(`revisions-${source.id}-${measure?.code ?? 'none'}`, table.columns, table.rows)
  })

  app.get('/data/:source/revisions-all.csv', { access: 'evidence.read' }, async (req, reply) => {
    if (!seesCells(req.actor)) throw forbidden(cellWords)
    const { source, store, measures, spec } = await found(req.params, {})
    const { columns } = csvOf(spec, [])
    async function* lines() {
      yield csv(columns, [])
      for (const measure of measures) {
        const { rows } = seen(req.actor, await revisionsOf(db, store, source.id, measure))
        if (rows.length) yield withoutHeading(csv(columns, csvOf(spec, rows).rows))
        await new Promise(resolve => setImmediate(resolve)) // pages of others go first
      }
    }
    reply
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename="revisions-${source.id}.csv"`)
    return reply.type('text/csv; charset=utf-8').send(Readable.from(lines()))
  })
}

const withoutHeading = (text: string) => text.slice(text.indexOf('\r\n') + 2)
