import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { forbidden, notFound } from '../../../lib/errors.ts'
import { doneOf, RowId } from '../../../platform/form.ts'
import { plainText } from '../../../platform/plain.ts'
import { smallForm, type Typed } from '../../../platform/small-form.ts'
import { knownNames } from '../../threads/index.ts'
import { csvOf } from '../analyses/csv.ts'
import type { Rooms } from '../signals/ask.ts'
import { showNothing } from '../when/page.ts'
import { type Scope, scopeOf } from '../when/scope.ts'
import { type Span, type Trend, trendOf } from './compute.ts'
import * as queries from './queries.ts'
import { addressOf, path, readingOf, spanOf, view } from './reading.ts'
import * as service from './service.ts'
import { eventForm, shiftForm, showTrend, undoForm } from './views.ts'

const Years = z.object({ years: z.string().catch('5') })
const Id = z.object({ id: RowId })
const isMonth = /^\d{4}-(0[1-9]|1[0-2])$/
type NewNote = z.output<Awaited<ReturnType<typeof newNoteFor>>>

/** What stands beside a chart for years names nobody. */
const reasonFor = async ({ db, today }: Rooms, missing: string) =>
  plainText(today(), { missing, most: 500, known: await knownNames(db) })

const newNoteFor = async (rooms: Rooms) =>
  z.object({
    month: z.string({ error: 'Choose a month' }).regex(isMonth, { error: 'Choose a month' }),
    kind: z.enum(queries.noteKinds, { error: 'Say what you make of it' }),
    reason: await reasonFor(rooms, 'Say what happened, or why it is no shift'),
  })
const undoFor = async (rooms: Rooms) => z.object({ reason: await reasonFor(rooms, 'Say why it is taken back') })
const done = { noted: 'The note is kept.', undone: 'The note is taken back. It stays in the list.' }

interface Asked {
  scope: Scope
  span: Span
  trend: Trend
}

/** A series of months: its trend, what is written beside it, and shifts offered to those who may decide on them. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  app.get(path, { access: 'signals.read' }, async (req, reply) => {
    const scoped = await scopeOf(rooms, req.actor, req.query, { own: false })
    if (scoped.state !== 'ready')
      return reply.code(scoped.state === 'refused' ? 403 : 200).page(showNothing(view.title, path, scoped))
    const span = spanOf(Years.parse(req.query ?? {}).years)
    const trend = await trendOf(rooms.db, scoped.scope, span)
    if (!trend) return reply.page(showNothing(view.title, path, { state: 'no data' }))
    return reply.page(await pageOf(rooms, req, { scope: scoped.scope, span, trend }))
  })

  app.get(`${path}.csv`, { access: 'signals.read' }, async (req, reply) => {
    const { scope, span, trend } = await asked(rooms, req, req.query)
    const { columns, rows } = csvOf(await readingOf(rooms.db, trend, span))
    return reply.csv(`trend-${scope.measure.code}-${scope.spot.code}`, columns, rows)
  })
  notes(app, rooms)
}

/** A note's form is that of an event, or of the shift offered in a month. */
const Sent = z.object({ kind: z.string().catch(''), month: z.string().catch('') }).catch({ kind: '', month: '' })
function noteForm({ body }: FastifyRequest): string {
  const { kind, month } = Sent.parse(body)
  return kind === 'event' || !isMonth.test(month) ? eventForm : shiftForm(month)
}

function notes(app: FastifyInstance, rooms: Rooms): void {
  smallForm(app, {
    path: `${path}/notes`,
    access: 'signals.assess',
    name: noteForm,
    schema: () => newNoteFor(rooms),
    find: req => named(rooms, req),
    show: (req, found, typed) => pageOf(rooms, req, found, typed),
    deed: (req, found, note) => keep(rooms, req, found, note),
  })

  smallForm(app, {
    path: `${path}/notes/:id/undo`,
    access: 'signals.assess',
    name: req => undoForm(Id.parse(req.params).id),
    schema: () => undoFor(rooms),
    find: req => noted(rooms, req),
    show: (req, found, typed) => pageOf(rooms, req, found, typed),
    deed: async (req, { scope, span, note }, { reason: why }) => {
      await service.undo(rooms.db, req.actor.email, note, why)
      return `${addressOf(scope, span)}&done=undone#notes`
    },
  })
}

async function keep(rooms: Rooms, req: FastifyRequest, { scope, span, trend }: Asked, given: NewNote) {
  if (!trend.series.months.includes(given.month)) throw notFound('That month of the series')
  const offer = trend.offers.find(one => one.month === given.month)
  if (given.kind !== 'event' && !offer) throw notFound('A shift to decide on in that month')
  const evidence = given.kind === 'event' ? {} : { ...offer, dataVersion: scope.store.version }
  const note = { ...given, measureId: scope.measure.id, placeId: scope.spot.id, evidence }
  await service.note(rooms.db, req.actor.email, note)
  return `${addressOf(scope, span)}&done=noted#notes`
}

/** The note of the address, and the series that the form names: they belong together. */
async function noted(rooms: Rooms, req: FastifyRequest): Promise<Asked & { note: queries.Note }> {
  const id = Id.safeParse(req.params)
  const note = id.success ? await queries.find(rooms.db, id.data.id) : undefined
  if (!note) throw notFound('That note')
  const found = await named(rooms, req)
  if (note.measureId !== found.scope.measure.id || note.placeId !== found.scope.spot.id) throw notFound('That note')
  return { ...found, note }
}

async function pageOf(rooms: Rooms, req: FastifyRequest, { trend, span }: Asked, typed?: Typed) {
  const reading = await readingOf(rooms.db, trend, span)
  return showTrend({ actor: req.actor, trend, reading, span, asked: req.query, said: doneOf(req.query, done), typed })
}

/** What the address or the form asks for, or why it cannot be had. */
async function asked(rooms: Rooms, req: FastifyRequest, from: unknown): Promise<Asked> {
  const scoped = await scopeOf(rooms, req.actor, from, { own: false })
  if (scoped.state === 'refused') throw forbidden(scoped.words)
  const span = spanOf(Years.parse(from ?? {}).years)
  const trend = scoped.state === 'ready' ? await trendOf(rooms.db, scoped.scope, span) : undefined
  if (scoped.state !== 'ready' || !trend) throw notFound('A trend')
  return { scope: scoped.scope, span, trend }
}

/** What a form is about: never another measure than the one it names. */
async function named(rooms: Rooms, req: FastifyRequest): Promise<Asked> {
  const { measure } = z
    .object({ measure: z.string().catch('') })
    .catch({ measure: '' })
    .parse(req.body)
  const found = await asked(rooms, req, req.body)
  if (found.scope.measure.code !== measure) throw notFound('That measure')
  return found
}
