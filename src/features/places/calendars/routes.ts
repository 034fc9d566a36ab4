import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { doneOf, RowId, readForm } from '../../../platform/form.ts'
import { allows } from '../../people/index.ts'
import { showNew } from './new-view.ts'
import { describedCalendars } from './pack.ts'
import * as queries from './queries.ts'
import { columns } from './rules.ts'
import { type Load, NewBand, NewLoad, Undo } from './schemas.ts'
import * as service from './service.ts'
import * as views from './views.ts'

export interface Options {
  packId: string
  today(): string
}
const Id = z.object({ id: RowId })
const largest = 2_000_000
const done = {
  loaded: 'The dates are in force.',
  undone: 'The dates are taken back. They stay in the history.',
  band: 'The hours are changed.',
}

/** School terms and holidays by borough, bank holidays, and the hours people plan by. */
export function routes(app: FastifyInstance, db: Db, options: Options): void {
  read(app, db, options)
  load(app, db)
  undo(app, db)
  band(app, db, options)
}

function read(app: FastifyInstance, db: Db, { packId }: Options): void {
  app.get('/calendars', { access: 'places.read' }, async (req, reply) =>
    reply.page(
      views.showCalendars({
        boroughs: await queries.boroughs(db),
        spans: await queries.spans(db),
        loads: await queries.loads(db),
        band: await service.band(db),
        missing: describedCalendars(packId).missing,
        mayEdit: allows(req.actor, 'places.edit'),
        said: doneOf(req.query, done),
      }),
    ),
  )
  app.get('/calendars.csv', { access: 'places.read' }, async (_req, reply) => {
    const rows = (await queries.spans(db)).map(span => [
      span.borough ?? 'all',
      span.from,
      span.to,
      span.kind,
      span.title,
    ])
    return reply.csv('calendars', [...columns], rows)
  })
}

function load(app: FastifyInstance, db: Db): void {
  app.get('/calendars/new', { access: 'places.edit' }, async (_req, reply) =>
    reply.page(showNew(await queries.boroughs(db), {}, [])),
  )
  app.post('/calendars/new', { access: 'places.edit' }, async (req, reply) => {
    const fields = await fieldsOf(req)
    const form = readForm(NewLoad, fields)
    const boroughs = await queries.boroughs(db)
    if (!form.ok) return reply.code(422).page(showNew(boroughs, form.values, form.errors))
    const saved = form.data.step === 'save' && (await service.load(db, req.actor.email, form.data))
    if (saved) return reply.redirect('/calendars?done=loaded', 303)
    return reply.page(showNew(boroughs, form.data, [], await service.preview(db, form.data.lines)))
  })
}

/** Fields of the form; a chosen file takes the place of what was typed. */
async function fieldsOf(req: FastifyRequest): Promise<Record<string, unknown>> {
  if (!req.isMultipart()) return z.record(z.string(), z.unknown()).catch({}).parse(req.body)
  const fields: Record<string, unknown> = {}
  let file = ''
  for await (const part of req.parts({ limits: { fileSize: largest, fieldSize: largest } }))
    if (part.type === 'file') file = (await part.toBuffer()).toString('utf8')
    else fields[part.fieldname] = part.value
  return file.trim() === '' ? fields : { ...fields, lines: file }
}

function undo(app: FastifyInstance, db: Db): void {
  app.get('/calendars/:id', { access: 'places.read' }, async (req, reply) => {
    const found = await one(db, req)
    return reply.page(
      views.showLoad(found, await queries.spansOf(db, found.id), await namesOf(db), allows(req.actor, 'places.edit')),
    )
  })
  app.post('/calendars/:id/undo', { access: 'places.edit' }, async (req, reply) => {
    const found = await one(db, req)
    const form = readForm(Undo, req.body)
    if (!form.ok)
      return reply
        .code(422)
        .page(views.showLoad(found, await queries.spansOf(db, found.id), await namesOf(db), true, form.errors))
    await service.undo(db, req.actor.email, found, form.data.reason)
    return reply.redirect('/calendars?done=undone', 303)
  })
}

function band(app: FastifyInstance, db: Db, { today }: Options): void {
  app.get('/calendars/hours', { access: 'places.edit' }, async (_req, reply) =>
    reply.page(views.showBand(await service.band(db))),
  )
  app.post('/calendars/hours', { access: 'places.edit' }, async (req, reply) => {
    const form = readForm(NewBand, req.body)
    if (!form.ok) return reply.code(422).page(views.showBand(await service.band(db), form.values, form.errors))
    await service.setBand(db, { email: req.actor.email, today: today() }, form.data)
    return reply.redirect('/calendars?done=band', 303)
  })
}

const namesOf = async (db: Db) => new Map((await queries.boroughs(db)).map(one => [one.code, one.name]))

async function one(db: Db, req: FastifyRequest): Promise<Load> {
  const asked = Id.safeParse(req.params)
  const found = asked.success ? await queries.findLoad(db, asked.data.id) : undefined
  if (!found) throw notFound('Those dates')
  return found
}
