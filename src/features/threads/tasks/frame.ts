import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { forbidden, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { type FieldError, RowId } from '../../../platform/form.ts'
import { decide } from '../../people/index.ts'
import { type Where, whereOf } from '../decisions/frame.ts'
import { choicesOf } from '../records/choices.ts'
import { beside } from '../records/view.ts'
import { people } from './form.ts'
import * as queries from './queries.ts'
import type { Task } from './schemas.ts'
import type { Doing } from './service.ts'
import * as views from './views.ts'

export interface Rooms {
  db: Db
  today(): string
}

const Id = z.object({ id: RowId })

export const doing = (rooms: Rooms, req: FastifyRequest, where: Where): Doing => ({
  by: req.actor.email,
  today: rooms.today(),
  above: where.above,
})

/** One task, for who may do this with it. Who may not see it is not told that it is there. */
export async function one(db: Db, req: FastifyRequest, verb: string): Promise<{ task: Task; where: Where }> {
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

/** The page of a task; with what was typed in one of its small forms, where it could not be kept. */
export async function shown(
  db: Db,
  req: FastifyRequest,
  { task, where }: { task: Task; where: Where },
  typed?: { values: Record<string, unknown>; errors: FieldError[] },
) {
  const subject = { places: [...task.places, ...where.above] }
  return views.show({
    task,
    where,
    beside: await beside(db, req.actor, `task/${task.id}`),
    mayEdit: decide(req.actor, 'edit', 'task', subject).allowed,
    history: await queries.history(db, task.id),
    options: await choicesOf(db),
    people: task.ownerId === null ? [] : await people(db),
    typed,
  })
}
