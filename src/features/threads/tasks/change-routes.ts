import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conflict } from '../../../lib/errors.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import type { Where } from '../decisions/frame.ts'
import { choicesOf } from '../records/choices.ts'
import { people, read } from './form.ts'
import { doing, one, type Rooms, shown } from './frame.ts'
import { changeFor, isOpen, reasonFor, resultFor, type Task, type Typed } from './schemas.ts'
import * as service from './service.ts'
import * as views from './views.ts'

const Body = z.record(z.string(), z.unknown()).catch({})

/** What becomes of a task: changed, handed over, moved to another day, done, dropped, opened again. */
export function changeRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get('/tasks/:id/edit', { access: 'tasks.edit' }, async (req, reply) => {
    const { task, where } = await open(rooms, req)
    return reply.page(await form(rooms, task, views.valuesOf(task, where)))
  })

  app.post('/tasks/:id/edit', { access: 'tasks.edit' }, async (req, reply) => {
    const { task } = await open(rooms, req)
    const again = async (errors: FieldError[]) =>
      reply.code(422).page(await form(rooms, task, Body.parse(req.body), errors))
    const given = readForm(changeFor(rooms.today()), req.body)
    if (!given.ok) return again(given.errors)
    const missing = unsaid(task, given.data)
    const found = await read(db, req.actor, given.data, task)
    if (!found.ok || missing.length) return again([...missing, ...(found.ok ? [] : found.errors)])
    const { version, reason } = given.data
    await service.change(db, doing(rooms, req, found.where), task, { ...found.kept, version, reason })
    return reply.redirect(`/tasks/${task.id}`, 303)
  })
  endRoutes(app, rooms)
}

function endRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  const again = async (req: FastifyRequest, reply: FastifyReply, at: At, errors: FieldError[]) =>
    reply.code(422).page(await shown(db, req, at, { values: Body.parse(req.body), errors }))

  app.post('/tasks/:id/done', { access: 'tasks.edit' }, async (req, reply) => {
    const at = await one(db, req, 'edit')
    const given = readForm(resultFor(rooms.today()), req.body)
    if (!given.ok) return again(req, reply, at, given.errors)
    await service.finish(db, doing(rooms, req, at.where), at.task.id, given.data.result)
    return reply.redirect(`/tasks/${at.task.id}`, 303)
  })

  app.post('/tasks/:id/drop', { access: 'tasks.edit' }, async (req, reply) => {
    const at = await one(db, req, 'edit')
    const given = readForm(reasonFor(rooms.today()), req.body)
    if (!given.ok) return again(req, reply, at, given.errors)
    await service.drop(db, doing(rooms, req, at.where), at.task.id, given.data.reason)
    return reply.redirect(`/tasks/${at.task.id}`, 303)
  })

  app.post('/tasks/:id/reopen', { access: 'tasks.edit' }, async (req, reply) => {
    const { task, where } = await one(db, req, 'edit')
    await service.reopen(db, doing(rooms, req, where), task.id)
    return reply.redirect(`/tasks/${task.id}`, 303)
  })
}

interface At {
  task: Task
  where: Where
}

async function open({ db }: Rooms, req: FastifyRequest): Promise<At> {
  const at = await one(db, req, 'edit')
  if (!isOpen(at.task)) throw conflict('Open the task again before you change it')
  return at
}

/** A task is not put off or handed over without a word. */
function unsaid(task: Task, typed: Typed & { reason: string }): FieldError[] {
  if (typed.reason !== '') return []
  const day = task.dueOn !== null && typed.dueOn !== task.dueOn
  const owner = typed.ownerRole !== task.ownerRole || (task.ownerId !== null && typed.ownerId !== String(task.ownerId))
  return [
    ...(day ? [{ field: 'reason', text: 'Enter why the day changes' }] : []),
    ...(owner && !day ? [{ field: 'reason', text: 'Enter why somebody else does it' }] : []),
  ]
}

const form = async ({ db }: Rooms, task: Task, values: Record<string, unknown>, errors: FieldError[] = []) =>
  views.form({
    task,
    values: { version: task.version, ...values },
    because: '',
    options: await choicesOf(db),
    people: await people(db),
    errors,
  })
