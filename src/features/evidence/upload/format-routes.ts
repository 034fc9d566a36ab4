import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonDay } from '../../../lib/dates.ts'
import { notFound } from '../../../lib/errors.ts'
import { partsOf } from '../../../platform/address.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { exampleOf } from '../import/example.ts'
import type { Format } from '../import/format.ts'
import { formatPage, formatsPage, formatsView, formatView } from './formats-view.ts'
import { findFormat, formats } from './jobs.ts'

const Name = z.object({ name: z.string().max(80) })

interface Options {
  packId: string
  mayImport(actor: Actor): boolean
}

/** The help on every format, and an example of each to take away. */
export function formatRoutes(app: FastifyInstance, db: Db, options: Options): void {
  const find = (params: unknown): Format => {
    const format = findFormat(partsOf(Name, params, 'That format').name)
    if (!format) throw notFound('That format')
    return format
  }
  app.get('/data/formats', { access: 'evidence.read' }, async (_req, reply) =>
    reply.page(formatsPage(formatsView(formats))),
  )
  const example = (format: Format) => exampleOf(db, options.packId, format, londonDay(new Date()))
  app.get('/data/formats/:name', { access: 'evidence.read' }, async (req, reply) => {
    const format = find(req.params)
    return reply.page(formatPage(formatView(format, await example(format), options.mayImport(req.actor))))
  })
  app.get('/data/formats/:name/example.csv', { access: 'evidence.read' }, async (req, reply) => {
    const format = find(req.params)
    reply.header('content-disposition', `attachment; filename="example-${format.name}.csv"`)
    return reply.type('text/csv; charset=utf-8').send(`${(await example(format)).text.trimEnd()}\n`)
  })
}
