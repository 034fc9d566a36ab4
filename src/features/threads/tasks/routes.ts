import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { decide, mayEver } from '../../people/index.ts'
import { wheresOf } from '../decisions/frame.ts'
import { placeNamed } from '../decisions/opened.ts'
import { choicesOf } from '../records/choices.ts'
import { recordsAt } from '../records/view.ts'
import { changeRoutes } from './change-routes.ts'
import { people, read } from './form.ts'
import { doing, one, type Rooms, shown } from './frame.ts'
import { type Row, tasksList } from './list.ts'
import * as queries from './queries.ts'
import { taskFor } from './schemas.ts'
import * as service from './service.ts'
import * as views from './views.ts'

const Start = z.object({
  because: z.string().max(200).catch(''),
  place: z.string().max(200).catch(''),
  reason: z.string().max(300).catch(''),
})
const Body = z.record(z.string(), z.unknown()).catch({})
const Because = z.object({ because: z.string().max(200).catch('') }).catch({ because: '' })

/** Tasks: opened because of a record or with a word why they are new, owned by a role, done with what came of it. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
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

  app.get('/tasks/:id', { access: 'tasks.read' }, async (req, reply) =>
    reply.page(await shown(db, req, await one(db, req, 'view'))),
  )
  opening(app, rooms)
  changeRoutes(app, rooms)
}

function opening(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get('/tasks/new', { access: 'tasks.create' }, async (req, reply) => {
    const start = Start.parse(req.query)
    return reply.page(await form(db, req, { ...start, place: await placeNamed(db, start.place) }))
  })

  app.post('/tasks', { access: 'tasks.create' }, async (req, reply) => {
    const again = async (errors: FieldError[]) =>
      reply.code(422).page(await form(db, req, Body.parse(req.body), errors))
    const given = readForm(taskFor(rooms.today()), req.body)
    const [because] = await recordsAt(db, req.actor, Because.parse(req.body).because)
    const missing = because || (given.ok && given.data.reason) ? [] : [newWithout]
    if (!given.ok) return again([...given.errors, ...missing])
    const found = await read(db, req.actor, given.data)
    if (!found.ok || missing.length) return again([...(found.ok ? [] : found.errors), ...missing])
    const task = { ...found.kept, because: because ? '' : given.data.reason }
    const id = await service.open(db, doing(rooms, req, found.where), task, because ? [because.key] : [])
    return reply.redirect(`/tasks/${id}`, 303)
  })
}

const newWithout: FieldError = {
  field: 'reason',
  text: 'Enter why it is new, or open it from the record it is because of',
}

async function form(db: Db, req: FastifyRequest, values: Record<string, unknown>, errors: FieldError[] = []) {
  const [because] = await recordsAt(db, req.actor, Because.parse(values).because)
  const [options, owners] = [await choicesOf(db), await people(db)]
  const typed = { ...values, because: because?.key ?? '' }
  return views.form({ values: typed, because: because?.title ?? '', options, people: owners, errors })
}

async function seen(db: Db, req: FastifyRequest): Promise<Row[]> {
  const tasks = await queries.list(db)
  const wheres = await wheresOf(
    db,
    tasks.map(task => task.places),
  )
  return tasks.flatMap((task, k) => {
    const { names, above } = wheres[k] ?? { names: [], above: [] }
    if (!decide(req.actor, 'view', 'task', { places: [...task.places, ...above] }).allowed) return []
    return [{ task, where: names.map(place => place.name).join(', ') || 'The whole city' }]
  })
}
