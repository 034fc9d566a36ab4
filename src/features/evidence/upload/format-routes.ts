import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Format } from '../import/format.ts'
import { formatPage, formatsPage, formatsView, formatView } from './formats-view.ts'
import { findFormat, formats } from './jobs.ts'

const Name = z.object({ name: z.string().max(80) })

/** The help on every format, and an example of each to take away. */
export function formatRoutes(app: FastifyInstance, options: { mayImport(actor: Actor): boolean }): void {
  const find = (params: unknown): Format => {
    const format = findFormat(Name.parse(params).name)
    if (!format) throw notFound('Format')
    return format
  }
  app.get('/data/formats', { access: 'evidence.read' }, async (_req, reply) =>
    reply.page(formatsPage(formatsView(formats))),
  )
  app.get('/data/formats/:name', { access: 'evidence.read' }, async (req, reply) =>
    reply.page(formatPage(formatView(find(req.params), options.mayImport(req.actor)))),
  )
  app.get('/data/formats/:name/example.csv', { access: 'evidence.read' }, async (req, reply) => {
    const { name, help } = find(req.params)
    reply.header('content-disposition', `attachment; filename="example-${name}.csv"`)
    return reply.type('text/csv; charset=utf-8').send(`${help.example.trimEnd()}\n`)
  })
}
