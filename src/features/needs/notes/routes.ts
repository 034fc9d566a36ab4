import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conflict, notFound } from '../../../lib/errors.ts'
import { type FieldError, readForm, seenVersion, typedText } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { allows, decide } from '../../people/index.ts'
import { historyOf, listRoutes, oneOf } from '../register.ts'
import type { Rooms } from '../signals/ask.ts'
import { notesList } from './list.ts'
import * as queries from './queries.ts'
import { formFor, type Note, reasonFor } from './schemas.ts'
import * as service from './service.ts'
import * as views from './views.ts'

const Body = z.record(z.string(), z.unknown()).catch({})
const About = z.object({ place: z.string().max(40).catch('') }).catch({ place: '' })

/** Background notes: written by one person, agreed by another, shown on the pages of places and among the ways of looking. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  listRoutes(
    app,
    { access: 'background.read', spec: notesList, rows: () => queries.list(rooms.db) },
    (req, query, found) => views.showList(query, found, allows(req.actor, 'background.write')),
  )
  writeRoutes(app, rooms)
  stateRoutes(app, rooms)
}

const doing = (rooms: Rooms, req: FastifyRequest) => ({ actor: req.actor, today: rooms.today() })

function writeRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get('/background/new', { access: 'background.write' }, async (req, reply) =>
    reply.page(newForm(await placeOf(rooms, req.query), {})),
  )

  app.post('/background', { access: 'background.write' }, async (req, reply) => {
    const place = await placeOf(rooms, req.body)
    const form = readForm(formFor(rooms.today()), req.body)
    if (!form.ok) return reply.code(422).page(newForm(place, Body.parse(req.body), form.errors))
    const id = await service.write(db, doing(rooms, req), place?.id ?? null, form.data)
    return reply.redirect(`/background/${id}`, 303)
  })

  app.get('/background/:id/edit', { access: 'background.write' }, async (req, reply) => {
    const note = await draft(rooms, req)
    return reply.page(oldForm(note, { ...note, sourceYear: String(note.sourceYear) }))
  })

  app.post('/background/:id/edit', { access: 'background.write' }, async (req, reply) => {
    const note = await draft(rooms, req)
    const form = readForm(formFor(rooms.today()), req.body)
    if (!form.ok) return reply.code(422).page(oldForm(note, Body.parse(req.body), form.errors))
    await service.save(db, doing(rooms, req), note.id, form.data)
    return reply.redirect(`/background/${note.id}`, 303)
  })
}

function stateRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/background/:id', { access: 'background.read' }, async (req, reply) =>
    reply.page(await shown(rooms, req, await one(rooms, req, 'view'))),
  )

  app.post('/background/:id/agree', { access: 'background.agree' }, async (req, reply) => {
    const note = await one(rooms, req, 'approve')
    await service.agree(rooms.db, doing(rooms, req), note, seenVersion(req.body))
    return reply.redirect(`/background/${note.id}`, 303)
  })

  app.post('/background/:id/withdraw', { access: 'background.withdraw' }, async (req, reply) => {
    const note = await one(rooms, req, 'withdraw')
    const form = readForm(reasonFor(rooms.today()), req.body)
    if (!form.ok)
      return reply.code(422).page(await shown(rooms, req, note, typedText(Body.parse(req.body), 'reason'), form.errors))
    await service.withdraw(rooms.db, doing(rooms, req), note.id, form.data.reason)
    return reply.redirect(`/background/${note.id}`, 303)
  })
}

type Place = Awaited<ReturnType<typeof queries.placeBy>>

async function placeOf({ db }: Rooms, given: unknown): Promise<Place> {
  const { place } = About.parse(given ?? {})
  const found = place === '' ? undefined : await queries.placeBy(db, place)
  if (place !== '' && !found) throw notFound('That place')
  return found
}

const newForm = (place: Place, values: Record<string, unknown>, errors: FieldError[] = []) =>
  views.edit({
    title: place ? `A background note: ${place.name}` : 'A background note',
    action: '/background',
    cancel: place ? `/places/${place.code}` : '/background',
    hidden: place ? [{ name: 'place', value: place.code }] : [],
    values,
    errors,
  })

const oldForm = (note: Note, values: Record<string, unknown>, errors: FieldError[] = []) =>
  views.edit({
    title: 'Change a background note',
    action: `/background/${note.id}/edit`,
    cancel: `/background/${note.id}`,
    hidden: [{ name: 'version', value: String(note.version) }],
    values,
    errors,
  })

const subjectOf = ({ writers }: Note) => ({ handledBy: writers })

const one = ({ db }: Rooms, req: FastifyRequest, verb: string): Promise<Note> =>
  oneOf(req, verb, {
    kind: service.kind,
    words: 'That note',
    find: id => queries.find(db, id),
    subject: async note => subjectOf(note),
  })

async function draft(rooms: Rooms, req: FastifyRequest): Promise<Note> {
  const note = await one(rooms, req, 'create')
  if (note.status !== 'draft') throw conflict('Only a draft can be changed. Withdraw it and write another')
  return note
}

const deeds = { written: 'Written', changed: 'Changed', agreed: 'Agreed', withdrawn: 'Withdrawn' }

async function shown({ db }: Rooms, req: FastifyRequest, note: Note, reason = '', errors: FieldError[] = []) {
  const history = await historyOf(db, `${service.kind}/${note.id}`, deeds)
  return views.showNote(note, mayOf(req.actor, note), history, reason, errors)
}

function mayOf(actor: Actor, note: Note): views.May {
  const verdict = decide(actor, 'approve', service.kind, subjectOf(note))
  const isDraft = note.status === 'draft'
  return {
    edit: isDraft && allows(actor, 'background.write'),
    agree: isDraft && verdict.allowed,
    withdraw: note.status !== 'withdrawn' && allows(actor, 'background.withdraw'),
    why: isDraft && !verdict.allowed && allows(actor, 'background.agree') ? verdict.why : '',
  }
}
