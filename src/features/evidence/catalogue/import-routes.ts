import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { conflict, notFound } from '../../../lib/errors.ts'
import { partsOf } from '../../../platform/address.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { arrange, csvOf, listView, readQuery } from '../../../platform/list.ts'
import { fixedWords, redo, release, undo } from '../import/changes.ts'
import { readReportFacts } from './facts.ts'
import { confirmPage, importPage, importView, redoView, rejectList, releaseView, undoView } from './import-view.ts'
import * as queries from './queries.ts'
import { reportView } from './report-view.ts'
import { periodWords } from './rules.ts'
import { readReport } from './schemas.ts'

const Import = z.object({ id: z.coerce.number().int().min(1).max(2_000_000_000) })
const Release = Import.extend({ period: z.iso.date() })
const Done = z.object({ done: z.string().max(20).catch('') }).catch({ done: '' })

async function findImport(db: Db, params: unknown) {
  const found = Import.safeParse(params)
  const one = found.success ? await queries.findImport(db, found.data.id) : undefined
  const source = one && (await queries.findSource(db, one.sourceId))
  if (!one || !source) throw notFound('That import')
  return { one, source }
}

/** What became of an import, and taking it back, putting it back and letting a held month count. */
export function importRoutes(app: FastifyInstance, db: Db, options: { mayImport(actor: Actor): boolean }): void {
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
    const report = reportView({ ...facts, actor: req.actor, releaseAt, past: true })
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
    const { period } = partsOf(Release, req.params, 'That period')
    const judged = readReport(one.report).judgements.find(each => each.period === period && each.state === 'held')
    return reply.page(
      confirmPage(
        releaseView(one, source, period, periodWords(period, judged?.grain ?? 'month'), judged?.reason ?? ''),
      ),
    )
  })
  app.post('/data/imports/:id/release/:period', { access: 'evidence.import' }, async (req, reply) => {
    const { one } = await findImport(db, req.params)
    const { period } = partsOf(Release, req.params, 'That period')
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
