import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { badRequest, forbidden, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { type FieldError, RowId, readForm } from '../../../platform/form.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { decide, mayEver } from '../../people/index.ts'
import { placeOf } from '../decisions/form.ts'
import { type Where, whereOf } from '../decisions/frame.ts'
import { list as listRecords } from '../records/queries.ts'
import { visible } from '../records/rules.ts'
import { beside } from '../records/view.ts'
import { type Row, tasksList } from './list.ts'
import * as queries from './queries.ts'
import { resultFor, type Task, taskFor } from './schemas.ts'
import * as service from './service.ts'
import * as views from './views.ts'

const Id = z.object({ id: RowId })
const Start = z.object({ because: z.string().max(200).catch('') })

export interface Rooms {
  db: Db
  today(): string
}

/** Tasks: opened because of a record, owned by a role, done with what came of it. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  const doing = (req: FastifyRequest, where: Where) => ({
    by: req.actor.email,
    today: rooms.today(),
    above: where.above,
  })

  app.get('/tasks', { access: 'tasks.read' }, async (req, reply) => {
    const rows = await seen(db, req)
    const query = readQuery(tasksList, req.query)
    return reply.page(views.showList(query, arrange(tasksList, rows, query), mayEver(req.actor, 'create', 'task')))
  })

  app.get('/tasks.csv', { access: 'tasks.read' }, async (req, reply) => {
    const rows = await seen(db, req)
    const found = csvOf(tasksList, arrange(tasksList, rows, readQuery(tasksList, req.query)).all)
    return reply.csv('tasks', found.columns, found.rows)
  })

  app.get('/tasks/new', { access: 'tasks.create' }, async (req, reply) => {
    const because = await recordAt(db, req, Start.parse(req.query).because)
    return reply.page(
      views.form({ values: { because: because?.key ?? '' }, because: because?.title ?? '', errors: [] }),
    )
  })

  app.post('/tasks', { access: 'tasks.create' }, async (req, reply) => {
    const form = readForm(taskFor(rooms.today()), req.body)
    const values = form.ok ? form.data : form.values
    const because = await recordAt(db, req, String(values.because ?? ''))
    const place = form.ok ? await placeOf(db, form.data.place) : undefined
    const unknown: FieldError[] =
      place === 'unknown'
        ? [{ field: 'place', text: 'No one place has this name. Enter its code, or its full name.' }]
        : []
    const errors = form.ok ? unknown : form.errors
    if (!form.ok || errors.length)
      return reply.code(422).page(views.form({ values, because: because?.title ?? '', errors }))
    const places = place ? [place] : []
    const where = await whereOf(db, places)
    const id = await service.open(db, doing(req, where), form.data, places, because ? [because.key] : [])
    return reply.redirect(`/tasks/${id}`, 303)
  })

  app.get('/tasks/:id', { access: 'tasks.read' }, async (req, reply) => {
    const { task, where } = await one(db, req, 'view')
    const mayEdit = decide(req.actor, 'edit', 'task', { places: [...task.places, ...where.above] }).allowed
    return reply.page(views.show({ task, where, beside: await beside(db, req.actor, `task/${task.id}`), mayEdit }))
  })

  app.post('/tasks/:id/done', { access: 'tasks.edit' }, async (req, reply) => {
    const { task, where } = await one(db, req, 'edit')
    const form = readForm(resultFor(rooms.today()), req.body)
    if (!form.ok) throw badRequest(form.errors[0]?.text ?? 'Enter what came of it')
    await service.finish(db, doing(req, where), task.id, form.data.result)
    return reply.redirect(`/tasks/${task.id}`, 303)
  })

  app.post('/tasks/:id/reopen', { access: 'tasks.edit' }, async (req, reply) => {
    const { task, where } = await one(db, req, 'edit')
    await service.reopen(db, doing(req, where), task.id)
    return reply.redirect(`/tasks/${task.id}`, 303)
  })
}

async function one(db: Db, req: FastifyRequest, verb: string): Promise<{ task: Task; where: Where }> {
  const asked = Id.safeParse(req.params)
  const task = asked.success ? await queries.find(db, asked.data.id) : undefined
  if (!task) throw notFound('That task')
  const where = await whereOf(db, task.places)
  const subject = { places: [...task.places, ...where.above] }
  if (!decide(req.actor, 'view', 'task', subject).allowed) throw notFound('That task')
  const answer = decide(req.actor, verb, 'task', subject)
  if (!answer.allowed) throw forbidden(answer.why)
  return { task, where }
}

async function seen(db: Db, req: FastifyRequest): Promise<Row[]> {
  const tasks = await queries.list(db)
  const rows = await Promise.all(tasks.map(async task => ({ task, where: await whereOf(db, task.places) })))
  return rows
    .filter(
      ({ task, where }) => decide(req.actor, 'view', 'task', { places: [...task.places, ...where.above] }).allowed,
    )
    .map(({ task, where }) => ({ task, where: where.names.map(place => place.name).join(', ') || 'The whole city' }))
}

/** The record somebody may see at this key or address. */
async function recordAt(
  db: Db,
  req: FastifyRequest,
  text: string,
): Promise<{ key: string; title: string } | undefined> {
  const found = text ? await listRecords(db, { keysOrHrefs: [text] }) : []
  return visible(req.actor, found)[0]
}
