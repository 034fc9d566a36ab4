import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { conflict, notFound } from '../../../lib/errors.ts'
import { plural } from '../../../lib/words.ts'
import { partsOf } from '../../../platform/address.ts'
import type { Db } from '../../../platform/db.ts'
import { type Confirm, confirmPage } from './import-view.ts'
import * as queries from './queries.ts'
import { inForceWords, isIdle, isOfPack, ofPackWords, remove } from './removal.ts'
import type { CatalogueSource } from './schemas.ts'

const Source = z.object({ source: z.string().max(120) })

/** Removing a source that was tried: a question, and the deed. */
export function removalRoutes(app: FastifyInstance, db: Db, { packId }: { packId: string }): void {
  const find = async (params: unknown) => {
    const source = await queries.findSource(db, partsOf(Source, params, 'That source').source)
    if (!source) throw notFound('That source')
    return source
  }

  app.get('/data/:source/remove', { access: 'evidence.import' }, async (req, reply) => {
    const source = await find(req.params)
    const imports = await queries.importsOf(db, source.id)
    if (isOfPack(packId, source.id)) throw conflict(ofPackWords)
    if (!isIdle(imports)) throw conflict(inForceWords)
    return reply.page(confirmPage(removalView(source, imports.length)))
  })

  app.post('/data/:source/remove', { access: 'evidence.import' }, async (req, reply) => {
    const done = await remove(db, packId, await find(req.params), req.actor.email)
    if (!done.ok) throw conflict(done.words)
    return reply.redirect('/data?done=removed', 303)
  })
}

const removalView = (source: CatalogueSource, imports: number): Confirm => ({
  title: 'Remove this source?',
  breadcrumbs: [
    { text: 'Data', href: '/data' },
    { text: source.title, href: `/data/${source.id}` },
    { text: 'Remove' },
  ],
  confirm: {
    title: 'Remove this source?',
    text: 'The source is deleted for good, and with it every import of it that was undone or failed. Nothing in force changes. The audit trail keeps that it was here.',
    facts: [
      { term: 'Source', text: source.title },
      { term: 'Custodian', text: source.custodian },
      { term: 'Imports', text: imports === 0 ? 'None' : `${plural(imports, 'import')}, none in force` },
    ],
    action: `/data/${source.id}/remove`,
    button: 'Remove the source',
    cancel: `/data/${source.id}`,
  },
})
