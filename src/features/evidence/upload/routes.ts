import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { conflict, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { findJob } from '../../../platform/jobs.ts'
import { readReportFacts } from '../catalogue/facts.ts'
import { reportView } from '../catalogue/report-view.ts'
import { readReport } from '../catalogue/schemas.ts'
import { formatRoutes } from './format-routes.ts'
import { findFormat } from './jobs.ts'
import * as queries from './queries.ts'
import { sendRoutes, type UploadOptions } from './send-routes.ts'
import * as service from './service.ts'
import { progressOf, uploadPage, uploadView } from './views.ts'

const Id = z.object({ id: z.coerce.number().int().min(1).max(2_000_000_000) })
const Query = z
  .object({ follow: z.string().catch('') })
  .partial()
  .catch({})

/** Uploading: form, look, preview, confirmation; and the help on every format. */
export function routes(app: FastifyInstance, db: Db, options: UploadOptions): void {
  formatRoutes(app, db, options)
  sendRoutes(app, db, options)
  uploadRoutes(app, db)
  keepClean(app, db)
}

const hour = 3_600_000

/** Files left for a day are deleted, at start and every hour. */
function keepClean(app: FastifyInstance, db: Db): void {
  const sweep = () =>
    service.clean(db).catch(error => app.log.error({ err: error }, 'old uploads could not be deleted'))
  let timer: NodeJS.Timeout | undefined
  app.addHook('onReady', async () => {
    await sweep()
    timer = setInterval(sweep, hour).unref()
  })
  app.addHook('onClose', async () => clearInterval(timer))
}

function uploadRoutes(app: FastifyInstance, db: Db): void {
  const find = async (params: unknown) => {
    const found = Id.safeParse(params)
    const upload = found.success ? await queries.find(db, found.data.id) : undefined
    if (!upload) throw notFound('That upload')
    return upload
  }
  const jobOf = async (jobId: number | null) => (jobId === null ? undefined : findJob(db, jobId))

  app.get('/data/uploads/:id', { access: 'evidence.import' }, async (req, reply) => {
    const upload = await find(req.params)
    if (upload.status === 'imported' && upload.importId !== null)
      return reply.redirect(`/data/imports/${upload.importId}?done=imported`, 303)
    const facts = upload.status === 'ready' ? await readReportFacts(db, readReport(upload.outcome.report)) : null
    const report = facts && reportView({ ...facts, actor: req.actor, releaseAt: '', past: false })
    const follow = Query.parse(req.query).follow === 'on'
    const formatTitle = findFormat(upload.format)?.title ?? upload.format
    return reply.page(uploadPage(uploadView({ upload, job: await jobOf(upload.jobId), report, follow, formatTitle })))
  })

  app.get('/data/uploads/:id/status', { access: 'evidence.import' }, async (req, reply) => {
    const upload = await find(req.params)
    return reply.header('cache-control', 'private, no-store').send(progressOf(upload, await jobOf(upload.jobId)))
  })

  app.get('/data/uploads/:id/rejects.csv', { access: 'evidence.import' }, async (req, reply) => {
    const upload = await find(req.params)
    const rows = upload.outcome.rejects.map(one => [one.line, one.field, one.value, one.reason, one.remedy])
    return reply.csv(`rejects-of-upload-${upload.id}`, ['line', 'field', 'value', 'reason', 'remedy'], rows)
  })

  for (const [act, work] of [
    ['confirm', service.confirm],
    ['cancel', service.cancel],
  ] as const)
    app.post(`/data/uploads/:id/${act}`, { access: 'evidence.import' }, async (req, reply) => {
      const upload = await find(req.params)
      const done = await work(db, upload, req.actor.email)
      if (!done.ok) throw conflict(done.words)
      return reply.redirect(`/data/uploads/${upload.id}`, 303)
    })
}
