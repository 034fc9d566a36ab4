import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conflict } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import { allows, decide } from '../../people/index.ts'
import { beside, choicesOf, known, knownNames, whereOf } from '../../threads/index.ts'
import { historyOf, listRoutes, oneOf } from '../register.ts'
import { placesOf, placeText } from '../register-fields.ts'
import { horizonList, type Row } from './list.ts'
import * as queries from './queries.ts'
import { noteOf, quarterOf, quartersBetween } from './rules.ts'
import { type Draft, type Entry, entryFor, lookFor } from './schemas.ts'
import * as service from './service.ts'
import * as views from './views.ts'

interface Rooms {
  db: Db
  today(): string
}
const Body = z.record(z.string(), z.unknown()).catch({})

/** The horizon log: threats with what would show them, whom they would reach, and who looks again when. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  listRoutes(app, { access: 'horizon.read', spec: horizonList, rows: req => rowsOf(db, req) }, (req, query, found) =>
    views.showList(query, found, allows(req.actor, 'horizon.create')),
  )
  app.get('/horizon/note', { access: 'horizon.read' }, async (req, reply) => reply.page(await noted(rooms, req)))
  app.get('/horizon/:id', { access: 'horizon.read' }, async (req, reply) =>
    reply.page(await shown(rooms, req, await one(db, req, 'view'))),
  )
  making(app, rooms)
  changing(app, rooms)
}

const doing = (rooms: Rooms, req: FastifyRequest) => ({ actor: req.actor, today: rooms.today() })

function making(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get('/horizon/new', { access: 'horizon.create' }, async (_req, reply) =>
    reply.page(views.form({ values: {}, options: await choicesOf(db) })),
  )

  app.post('/horizon', { access: 'horizon.create' }, async (req, reply) => {
    const read = await readEntry(rooms, req)
    if (!read.ok) return reply.code(422).page(await again(db, req, read.errors))
    return reply.redirect(`/horizon/${await service.make(db, doing(rooms, req), read.draft)}`, 303)
  })
}

function changing(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get('/horizon/:id/edit', { access: 'horizon.edit' }, async (req, reply) => {
    const entry = await open(db, req)
    const values = { ...entry, places: await placeText(db, entry.places) }
    return reply.page(views.form({ entry, values, options: await choicesOf(db) }))
  })

  app.post('/horizon/:id/edit', { access: 'horizon.edit' }, async (req, reply) => {
    const entry = await open(db, req)
    const read = await readEntry(rooms, req, entry)
    if (!read.ok) return reply.code(422).page(await again(db, req, read.errors, entry))
    await service.save(db, doing(rooms, req), entry.id, read.draft)
    return reply.redirect(`/horizon/${entry.id}`, 303)
  })

  app.post('/horizon/:id/look', { access: 'horizon.edit' }, async (req, reply) => {
    const entry = await one(db, req, 'edit')
    const form = readForm(lookFor(rooms.today(), await knownNames(rooms.db)), req.body)
    if (!form.ok) return reply.code(422).page(await shown(rooms, req, entry, form))
    await service.look(db, doing(rooms, req), entry.id, form.data)
    return reply.redirect(`/horizon/${entry.id}`, 303)
  })
}

const again = async (db: Db, req: FastifyRequest, errors: FieldError[], entry?: Entry) =>
  views.form({ entry, values: Body.parse(req.body), options: await choicesOf(db), errors })

async function open(db: Db, req: FastifyRequest): Promise<Entry> {
  const entry = await one(db, req, 'edit')
  if (entry.status === 'past') throw conflict('Look at it again before you change it: it is no longer a threat')
  return entry
}

type Read = { ok: true; draft: Draft } | { ok: false; errors: FieldError[] }

async function readEntry({ db, today }: Rooms, req: FastifyRequest, before?: Entry): Promise<Read> {
  const form = readForm(entryFor(today(), await knownNames(db)), req.body)
  if (!form.ok) return form
  const places = await placesOf(db, form.data.places)
  if ('unknown' in places)
    return {
      ok: false,
      errors: [
        { field: 'places', text: `No one place is called “${places.unknown}”. Enter its code, or its full name.` },
      ],
    }
  return { ok: true, draft: { ...form.data, places: places.codes, ...known(form.data, await choicesOf(db), before) } }
}

const subjectOf = async (db: Db, { places }: Entry) => ({ places: [...places, ...(await whereOf(db, places)).above] })

const one = (db: Db, req: FastifyRequest, verb: string): Promise<Entry> =>
  oneOf(req, verb, {
    kind: 'horizon',
    words: 'That threat',
    find: id => queries.find(db, id),
    subject: entry => subjectOf(db, entry),
  })

const namesOf = async (db: Db, { places }: Entry): Promise<string> =>
  (await whereOf(db, places)).names.map(place => place.name).join(', ') || 'The whole city'

/** Threats this person may see. */
async function rowsOf(db: Db, req: FastifyRequest): Promise<Row[]> {
  const rows: Row[] = []
  for (const entry of await queries.list(db))
    if (decide(req.actor, 'view', 'horizon', await subjectOf(db, entry)).allowed)
      rows.push({ entry, where: await namesOf(db, entry) })
  return rows
}

async function shown({ db }: Rooms, req: FastifyRequest, entry: Entry, typed?: views.Shown['typed']) {
  return views.show({
    entry,
    where: (await whereOf(db, entry.places)).names,
    looks: (await queries.looks(db)).filter(look => look.entryId === entry.id),
    beside: await beside(db, req.actor, `horizon/${entry.id}`),
    history: await historyOf(db, `horizon/${entry.id}`, views.deeds),
    options: await choicesOf(db),
    may: decide(req.actor, 'edit', 'horizon', await subjectOf(db, entry)).allowed,
    typed,
  })
}

const Asked = z
  .object({
    quarter: z
      .string()
      .regex(/^\d{4}-Q[1-4]$/)
      .catch(''),
  })
  .catch({ quarter: '' })

async function noted({ db, today }: Rooms, req: FastifyRequest) {
  const rows = await rowsOf(db, req)
  const first = rows.map(row => row.entry.madeOn).sort()[0] ?? today()
  const quarters = quartersBetween(first, today())
  const asked = Asked.parse(req.query ?? {}).quarter
  const quarter = quarters.find(each => each === asked) ?? quarterOf(today())
  const where = new Map(rows.map(row => [row.entry.id, row.where]))
  const entries = noteOf(
    rows.map(row => row.entry),
    await queries.looks(db),
    quarter,
  )
  return views.note({
    quarter,
    quarters,
    noted: entries.map(each => ({ ...each, where: where.get(each.entry.id) ?? '' })),
    today: today(),
  })
}
