import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Day } from '../../../lib/dates.ts'
import { partsOf } from '../../../platform/address.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { arrange, csvOf, listView, readQuery } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import { breakList } from './breaks-view.ts'
import { catalogueFacts, findLine, readBreakLines, readMeasureLines, readSourceFacts } from './facts.ts'
import { importRoutes } from './import-routes.ts'
import { linesOf } from './lines.ts'
import { catalogue, lead, summary } from './list.ts'
import { howToAdd, measureList } from './measures-view.ts'
import { isIdle, isOfPack } from './removal.ts'
import { removalRoutes } from './removal-routes.ts'
import { revisionRoutes } from './revision-routes.ts'
import { sourcePage, sourceView } from './source-view.ts'

const Done = z.object({ done: z.string().catch('') }).catch({ done: '' })
const Source = z.object({ source: z.string().max(120) })

export interface CatalogueOptions {
  packId: string
  today(): Day
  /** Who may import, undo and release. */
  mayImport(actor: Actor): boolean
}

const listPage = page<object>('evidence/catalogue/pages/list.njk')
const cataloguePage = page<object>('evidence/catalogue/pages/catalogue.njk')

/** The catalogue of sources, measures and breaks, and what became of every import. */
export function routes(app: FastifyInstance, db: Db, options: CatalogueOptions): void {
  catalogueRoutes(app, db, options)
  measureRoutes(app, db, options.packId)
  importRoutes(app, db, options)
  revisionRoutes(app, db)
  removalRoutes(app, db, options)
}

function catalogueRoutes(app: FastifyInstance, db: Db, options: CatalogueOptions): void {
  const lines = async () => linesOf(await catalogueFacts(db), options.today())

  app.get('/data', { access: 'evidence.read' }, async (req, reply) => {
    const all = await lines()
    const query = readQuery(catalogue, req.query)
    const list = listView(catalogue, query, arrange(catalogue, all, query))
    const strip = all.length ? summary(all) : []
    return reply.page(
      cataloguePage({
        title: 'Data',
        lead: lead(all),
        strip,
        list,
        mayImport: options.mayImport(req.actor),
        removed: Done.parse(req.query).done === 'removed',
      }),
    )
  })

  app.get('/data.csv', { access: 'evidence.read' }, async (req, reply) => {
    const { columns, rows } = csvOf(catalogue, arrange(catalogue, await lines(), readQuery(catalogue, req.query)).all)
    return reply.csv('sources', columns, rows)
  })

  app.get('/data/:source', { access: 'evidence.read' }, async (req, reply) => {
    const { source } = partsOf(Source, req.params, 'That source')
    const line = findLine(await lines(), source)
    const facts = await readSourceFacts(db, line)
    const mayImport = options.mayImport(req.actor)
    const mayRemove = mayImport && isIdle(facts.imports) && !isOfPack(options.packId, source)
    return reply.page(
      sourcePage(sourceView({ ...facts, actor: req.actor, mayImport, mayRemove, today: options.today() })),
    )
  })
}

function measureRoutes(app: FastifyInstance, db: Db, packId: string): void {
  app.get('/data/measures', { access: 'evidence.read' }, async (req, reply) => {
    const lines = await readMeasureLines(db)
    const spec = measureList([...new Set(lines.map(line => line.measure.topic))])
    const query = readQuery(spec, req.query)
    return reply.page(
      listPage({
        title: 'Measures',
        breadcrumbs: [{ text: 'Data', href: '/data' }, { text: 'Measures' }],
        lead: 'What each figure counts, the smallest place it is shown for, and where it comes from.',
        how: howToAdd(packId),
        list: listView(spec, query, arrange(spec, lines, query)),
      }),
    )
  })

  app.get('/data/measures.csv', { access: 'evidence.read' }, async (req, reply) => {
    const lines = await readMeasureLines(db)
    const spec = measureList([...new Set(lines.map(line => line.measure.topic))])
    const { columns, rows } = csvOf(spec, arrange(spec, lines, readQuery(spec, req.query)).all)
    return reply.csv('measures', columns, rows)
  })

  app.get('/data/breaks', { access: 'evidence.read' }, async (req, reply) => {
    const query = readQuery(breakList, req.query)
    return reply.page(
      listPage({
        title: 'Breaks',
        breadcrumbs: [{ text: 'Data', href: '/data' }, { text: 'Breaks' }],
        lead: 'A break is a month from which figures were recorded in another way. No percentage change is given across one, and charts draw it.',
        list: listView(breakList, query, arrange(breakList, await readBreakLines(db), query)),
      }),
    )
  })

  app.get('/data/breaks.csv', { access: 'evidence.read' }, async (req, reply) => {
    const { columns, rows } = csvOf(
      breakList,
      arrange(breakList, await readBreakLines(db), readQuery(breakList, req.query)).all,
    )
    return reply.csv('breaks', columns, rows)
  })
}
