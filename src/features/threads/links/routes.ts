import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { forbidden, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { type FieldError, RowId, readForm, typedText } from '../../../platform/form.ts'
import { plainText } from '../../../platform/plain.ts'
import { mayLink } from '../records/next.ts'
import * as records from '../records/queries.ts'
import { visible } from '../records/rules.ts'
import type { Record } from '../records/schemas.ts'
import * as service from '../records/service.ts'
import { recordsAt } from '../records/view.ts'
import * as queries from './queries.ts'
import { choosable, sides } from './rules.ts'
import * as views from './views.ts'

export interface Rooms {
  db: Db
  today(): string
}

const Ask = z.object({ side: z.enum(sides).catch('because'), q: z.string().trim().max(200).catch('') })
const Choice = z.object({
  side: z.enum(sides, { error: 'Say which side it stands on' }),
  key: z.string({ error: 'Choose a record' }).trim().min(3, { error: 'Choose a record' }).max(200),
})
const Params = z.object({ kind: z.string().max(60), id: z.string().max(120) })
const LinkId = z.object({ link: RowId })
const From = z.object({ from: z.string().max(200).catch('') }).catch({ from: '' })

/** The links of a record: found by a search, made, taken away with a reason, put back. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get('/threads/:kind/:id/links', { access: 'threads.read' }, async (req, reply) =>
    reply.page(await shown(db, req, await one(db, req))),
  )

  app.post('/threads/:kind/:id/links', { access: 'threads.read' }, async (req, reply) => {
    const record = await one(db, req)
    const form = readForm(Choice, req.body)
    const { key = '', side = 'because' } = form.ok ? form.data : {}
    const [chosen] = key ? await recordsAt(db, req.actor, key) : []
    const fits = chosen && choosable([chosen], await records.linksAround(db, record.key), record.key, side)
    const errors = form.ok ? cannot(chosen, fits) : form.errors
    if (!chosen || errors.length) return reply.code(422).page(await shown(db, req, record, errors))
    const [because, next] = side === 'because' ? [chosen.key, record.key] : [record.key, chosen.key]
    await db.transaction(tx => service.link(tx, because, next, req.actor.email))
    return reply.redirect(`/threads/${record.key}/links`, 303)
  })
  undoing(app, rooms)
}

const cannot = (chosen: Record | undefined, fits: readonly Record[] | undefined): FieldError[] => {
  if (!chosen) return [{ field: 'key', text: 'No record you may see has this address. Search for it by its words.' }]
  if (fits?.length) return []
  const text = 'That record cannot stand here: it is linked already, or the one already follows from the other'
  return [{ field: 'key', text }]
}

function undoing(app: FastifyInstance, { db, today }: Rooms): void {
  app.get('/threads/links/:link/remove', { access: 'threads.read' }, async (req, reply) => {
    const { link, ends, back } = await oneLink(db, req, req.query)
    return reply.page(views.confirm({ link, ends, back, reason: '' }))
  })

  app.post('/threads/links/:link/remove', { access: 'threads.read' }, async (req, reply) => {
    const { link, ends, back } = await oneLink(db, req, req.body)
    const form = readForm(z.object({ reason: plainText(today(), { missing: 'Enter why it is taken away' }) }), req.body)
    if (!form.ok) {
      const reason = typedText(form.values, 'reason')
      return reply.code(422).page(views.confirm({ link, ends, back, reason, errors: form.errors }))
    }
    await db.transaction(tx => service.unlink(tx, link, req.actor.email, form.data.reason))
    return reply.redirect(back, 303)
  })

  app.post('/threads/links/:link/restore', { access: 'threads.read' }, async (req, reply) => {
    const { link, back } = await oneLink(db, req, req.body)
    await db.transaction(tx => service.link(tx, link.becauseKey, link.nextKey, req.actor.email))
    return reply.redirect(back, 303)
  })
}

/** The record of the address, for who may change it. Who may not see it is not told that it is there. */
async function one(db: Db, req: FastifyRequest): Promise<Record> {
  const asked = Params.safeParse(req.params)
  const record = asked.success ? await records.find(db, `${asked.data.kind}/${asked.data.id}`) : undefined
  if (!record || visible(req.actor, [record]).length === 0) throw notFound('That record')
  if (!mayLink(req.actor, record)) throw forbidden('You may read this record, not change it')
  return record
}

/** A link between two records this person may see, of which they may change one. */
async function oneLink(db: Db, req: FastifyRequest, given: unknown) {
  const asked = LinkId.safeParse(req.params)
  const link = asked.success ? await queries.find(db, asked.data.link) : undefined
  const ends = link ? visible(req.actor, await records.list(db, { keys: [link.becauseKey, link.nextKey] })) : []
  if (!link || ends.length < 2) throw notFound('That link')
  const mine = ends.filter(end => mayLink(req.actor, end))
  const from = mine.find(end => end.key === From.parse(given).from) ?? mine[0]
  if (!from) throw forbidden('You may read these records, not change them')
  return { link, ends, back: `/threads/${from.key}/links` }
}

async function shown(db: Db, req: FastifyRequest, record: Record, errors: FieldError[] = []) {
  const ask = Ask.parse(req.method === 'POST' ? (req.body ?? {}) : req.query)
  const made = await queries.ofRecord(db, record.key)
  const keys = made.flatMap(link => [link.becauseKey, link.nextKey])
  const others = new Map(
    visible(req.actor, await records.list(db, { keys, reader: req.actor })).map(each => [each.key, each]),
  )
  const found = choosable(
    await search(db, req, record, ask.q),
    await records.linksAround(db, record.key),
    record.key,
    ask.side,
  )
  return views.show({ record, made, others, ask, found: found.slice(0, 15), more: found.length > 15, errors })
}

/** By words or by address; with neither, the newest that are about the same places. */
async function search(db: Db, req: FastifyRequest, { places }: Record, q: string): Promise<Record[]> {
  const { actor } = req
  if (!q) return visible(actor, await records.list(db, { places, reader: actor, limit: 60 }))
  const at = await recordsAt(db, actor, q)
  return at.length ? at : visible(actor, await records.search(db, q, actor))
}
