import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { readForm } from '../../../platform/form.ts'
import { documentForm, showDocuments } from '../desk/document-view.ts'
import { doing, type Rooms } from '../desk/frame.ts'
import { DocumentForm, defaultLicence, saveDocument } from './documents.ts'
import * as queries from './queries.ts'

const Id = z.object({ id: z.coerce.number().int().positive().max(2_000_000_000) })
const fields = ['title', 'summary', 'period', 'body', 'sources', 'licence', 'method', 'version'] as const

/** What stands in the form, as text; a field that came twice or not at all is empty. */
const textOf = (values: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    fields.map(field => {
      const value = values[field]
      return [field, typeof value === 'string' || typeof value === 'number' ? String(value) : '']
    }),
  )

/** Publications in words: written here, released like everything else. */
export function documentRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  const open = async (params: unknown) => {
    const asked = Id.safeParse(params)
    const found = asked.success ? await queries.findDocument(db, asked.data.id) : undefined
    if (!found) throw notFound('That publication')
    return found
  }

  app.get('/releases/documents', { access: 'releases.prepare' }, async (_req, reply) =>
    reply.page(showDocuments(await queries.documents(db))),
  )
  app.get('/releases/documents/new', { access: 'releases.prepare' }, async (_req, reply) =>
    reply.page(documentForm(null, textOf({ licence: defaultLicence, version: 0 }))),
  )
  app.post('/releases/documents', { access: 'releases.prepare' }, async (req, reply) => {
    const form = readForm(DocumentForm(rooms.today()), req.body)
    if (!form.ok) return reply.code(422).page(documentForm(null, textOf(form.values), form.errors))
    const id = await saveDocument(db, doing(rooms, req), null, form.data)
    return reply.redirect(`/releases/documents/${id}`, 303)
  })
  app.get('/releases/documents/:id', { access: 'releases.prepare' }, async (req, reply) => {
    const found = await open(req.params)
    return reply.page(documentForm(found.id, textOf(found)))
  })
  app.post('/releases/documents/:id', { access: 'releases.prepare' }, async (req, reply) => {
    const found = await open(req.params)
    const form = readForm(DocumentForm(rooms.today()), req.body)
    if (!form.ok) return reply.code(422).page(documentForm(found.id, textOf(form.values), form.errors))
    await saveDocument(db, doing(rooms, req), found.id, form.data)
    return reply.redirect(`/releases/documents/${found.id}`, 303)
  })
}
