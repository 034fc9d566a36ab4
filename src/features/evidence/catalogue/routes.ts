import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Day } from '../../../lib/dates.ts'
import { conflict, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { arrange, csvOf, listView, readQuery } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import { fixedWords, redo, release, undo } from '../import/changes.ts'
import {
  catalogueFacts,
  findLine,
  readBreakLines,
  readMeasureLines,
  readReportFacts,
  readSourceFacts,
} from './facts.ts'
import { confirmPage, importPage, importView, redoView, rejectList, releaseView, undoView } from './import-view.ts'
import { catalogue, lead, linesOf, summary } from './list.ts'
import { breakList, measureList } from './measures-view.ts'
import * as queries from './queries.ts'
import { reportView } from './report-view.ts'
import { revisionRoutes } from './revision-routes.ts'
import { periodWords } from './rules.ts'
import { readReport } from './schemas.ts'
import { sourcePage, sourceView } from './source-view.ts'

const Source = z.object({ source: z.string().max(120) })
const Import = z.object({ id: z.coerce.number().int().min(1).max(2_000_000_000) })
const Release = Import.extend({ period: z.iso.date() })
const Done = z.object({ done: z.string().max(20).catch('') }).catch({ done: '' })

export interface CatalogueOptions {
  today(): Day
  /** Who may import, undo and release. */
  mayImport(actor: Actor): boolean
}

const listPage = page<object>('evidence/catalogue/pages/list.njk')
const cataloguePage = page<object>('evidence/catalogue/pages/catalogue.njk')

/** The catalogue of sources, measures and breaks, and what became of every import. */
export function routes(app: FastifyInstance, db: Db, options: CatalogueOptions): void {
  catalogueRoutes(app, db, options)
  measureRoutes(app, db)
  importRoutes(app, db, options)
  revisionRoutes(app, db)
}

function catalogueRoutes(app: FastifyInstance, db: Db, options: CatalogueOptions): void {
  const lines = async () => linesOf(await catalogueFacts(db), options.today())

  app.get('/data', { access: 'evidence.read' }, async (req, reply) => {
    const all = await lines()
    const query = readQuery(catalogue, req.query)
    const list = listView(catalogue, query, arrange(catalogue, all, query))
    const strip = all.length ? summary(all) : []
    return reply.page(
      cataloguePage({ title: 'Data', lead: lead(all), strip, list, mayImport: options.mayImport(req.actor) }),
    )
  })

  app.get('/data.csv', { access: 'evidence.read' }, async (req, reply) => {
    const { columns, rows } = csvOf(catalogue, arrange(catalogue, await lines(), readQuery(catalogue, req.query)).all)
    return reply.csv('sources', columns, rows)
  })

  app.get('/data/:source', { access: 'evidence.read' }, async (req, reply) => {
    const { source } = Source.parse(req.params)
    const line = findLine(await lines(), source)
    const facts = await readSourceFacts(db, line)
    return reply.page(
      sourcePage(
        sourceView({ ...facts, actor: req.actor, mayImport: options.mayImport(req.actor), today: options.today() }),
      ),
    )
  })
}

function measureRoutes(app: FastifyInstance, db: Db): void {
  app.get('/data/measures', { access: 'evidence.read' }, async (req, reply) => {
    const lines = await readMeasureLines(db)
    const spec = measureList([...new Set(lines.map(line => line.measure.topic))])
    const query = readQuery(spec, req.query)
    return reply.page(
      listPage({
        title: 'Measures',
        breadcrumbs: [{ text: 'Data', href: '/data' }, { text: 'Measures' }],
        lead: 'What each figure counts, the smallest place it is shown for, and where it comes from.',
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

async function findImport(db: Db, params: unknown) {
  const found = Import.safeParse(params)
  const one = found.success ? await queries.findImport(db, found.data.id) : undefined
  const source = one && (await queries.findSource(db, one.sourceId))
  if (!one || !source) throw notFound('Import')
  return { one, source }
}

function importRoutes(app: FastifyInstance, db: Db, options: CatalogueOptions): void {
  app.get('/data/imports/:id', { access: 'evidence.read' }, async (req, reply) => {
    const { one, source } = await findImport(db, req.params)
    const mayImport = options.mayImport(req.actor)
    const spec = rejectList(one.id)
    const query = readQuery(spec, req.query)
    const rejects =
      mayImport && one.rowsRejected > 0
        ? listView(spec, query, arrange(spec, await queries.rejectsOf(db, one.id), query))
        : null
    const releaseAt = mayImport && one.status === 'current' ? `/data/imports/${one.id}/release` : ''
    const facts = await readReportFacts(db, readReport(one.report))
    const held = await stillHeld(one)
    const report = reportView({ ...facts, actor: req.actor, releaseAt, compared: false })
    report.judgements = report.judgements.map(each => ({
      ...each,
      release: held.has(each.release) ? each.release : '',
    }))
    return reply.page(
      importPage(importView({ one, source, report, rejects, mayImport, done: Done.parse(req.query).done })),
    )
  })

  // A month that was released since keeps its line in the report, without the way to release it again.
  async function stillHeld(one: { id: number; sourceId: string }): Promise<Set<string>> {
    const claims = (await queries.claimsOf(db, one.sourceId)).filter(claim => claim.importId === one.id)
    return new Set(
      claims.flatMap(claim =>
        claim.periods
          .filter((_, i) => claim.states[i] === 'held')
          .map(period => `/data/imports/${one.id}/release/${period}`),
      ),
    )
  }

  app.get('/data/imports/:id/rejects.csv', { access: 'evidence.import' }, async (req, reply) => {
    const { one } = await findImport(db, req.params)
    const { columns, rows } = csvOf(rejectList(one.id), await queries.rejectsOf(db, one.id))
    return reply.csv(`rejects-of-import-${one.id}`, columns, rows)
  })

  for (const [act, view, work, done] of [
    ['undo', undoView, undo, 'undone'],
    ['redo', redoView, redo, 'redone'],
  ] as const) {
    app.get(`/data/imports/:id/${act}`, { access: 'evidence.import' }, async (req, reply) => {
      const { one, source } = await findImport(db, req.params)
      const fixed = fixedWords(one.format)
      if (fixed) throw conflict(fixed)
      return reply.page(confirmPage(view(one, source)))
    })
    app.post(`/data/imports/:id/${act}`, { access: 'evidence.import' }, async (req, reply) => {
      const { one } = await findImport(db, req.params)
      return answer(reply, one.id, await work(db, one.id, req.actor.email), done)
    })
  }

  app.get('/data/imports/:id/release/:period', { access: 'evidence.import' }, async (req, reply) => {
    const { one, source } = await findImport(db, req.params)
    const { period } = Release.parse(req.params)
    const judged = readReport(one.report).judgements.find(each => each.period === period && each.state === 'held')
    return reply.page(
      confirmPage(
        releaseView(one, source, period, periodWords(period, judged?.grain ?? 'month'), judged?.reason ?? ''),
      ),
    )
  })
  app.post('/data/imports/:id/release/:period', { access: 'evidence.import' }, async (req, reply) => {
    const { one } = await findImport(db, req.params)
    const { period } = Release.parse(req.params)
    return answer(reply, one.id, await release(db, one.id, period, req.actor.email), 'released')
  })
}

function answer(
  reply: FastifyReply,
  importId: number,
  found: { ok: true } | { ok: false; words: string },
  done: string,
) {
  if (!found.ok) throw conflict(found.words)
  return reply.redirect(`/data/imports/${importId}?done=${done}`, 303)
}
