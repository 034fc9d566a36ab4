import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conflict, forbidden, notFound } from '../../../lib/errors.ts'
import { type FieldError, RowId, readForm } from '../../../platform/form.ts'
import { decide } from '../../people/index.ts'
import { differenceOf, draftOf } from './difference.ts'
import * as queries from './edit-queries.ts'
import * as edits from './edits.ts'
import { change } from './form-view.ts'
import { draftFor, reasonFor } from './forms.ts'
import { type Opened, one, type Rooms } from './frame.ts'
import { adds, demand, shown } from './record.ts'

const Body = z.record(z.string(), z.unknown()).catch({})
const EditId = z.object({ edit: RowId })

/** How a fact that stands is changed: proposed with a reason, agreed by a second person who sees the difference. */
export function editRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/facts/:id/edit', { access: 'facts.read' }, async (req, reply) => {
    const { fact } = await changeable(rooms, req)
    return reply.page(change(fact, draftOf(fact)))
  })

  app.post('/facts/:id/edit', { access: 'facts.read' }, (req, reply) => proposed(rooms, req, reply))

  app.post('/facts/:id/edits/:edit/agree', { access: 'facts.approve' }, async (req, reply) => {
    const { opened, edit } = await waiting(rooms, req)
    const why = await edits.whyNot(rooms.db, opened.fact)
    if (why) throw conflict(why)
    await edits.agree(rooms.db, doing(rooms, req), opened.fact, edit)
    return reply.redirect(`/facts/${opened.fact.id}`, 303)
  })

  app.post('/facts/:id/edits/:edit/decline', { access: 'facts.approve' }, async (req, reply) => {
    const { opened, edit } = await waiting(rooms, req)
    const form = readForm(reasonFor(rooms.today()), req.body)
    if (!form.ok) {
      const typed = { form: 'decline', values: Body.parse(req.body), errors: form.errors }
      return reply.code(422).page(await shown(rooms, req, opened, typed))
    }
    await edits.decline(rooms.db, doing(rooms, req), opened.fact.id, edit, form.data.reason)
    return reply.redirect(`/facts/${opened.fact.id}`, 303)
  })
}

const doing = (rooms: Rooms, req: FastifyRequest) => ({ actor: req.actor, today: rooms.today() })

async function changeable(rooms: Rooms, req: FastifyRequest): Promise<Opened> {
  demand(req.actor, adds)
  const opened = await one(rooms, req, 'view')
  const why = await edits.whyNot(rooms.db, opened.fact)
  if (why) throw conflict(why)
  return opened
}

async function proposed(rooms: Rooms, req: FastifyRequest, reply: FastifyReply) {
  const { fact } = await changeable(rooms, req)
  const draft = readForm(draftFor(rooms.today()), req.body)
  const why = readForm(reasonFor(rooms.today()), req.body)
  const again = (errors: FieldError[]) => reply.code(422).page(change(fact, Body.parse(req.body), errors))
  if (!draft.ok || !why.ok) return again([...(draft.ok ? [] : draft.errors), ...(why.ok ? [] : why.errors)])
  if (differenceOf(fact, draft.data).length === 0)
    return again([{ field: 'statement', text: 'Change something: this is what the fact says already' }])
  await edits.propose(rooms.db, doing(rooms, req), fact, draft.data, why.data.reason)
  return reply.redirect(`/facts/${fact.id}`, 303)
}

/** The change that waits, for who may agree it: never who proposed it. */
async function waiting(rooms: Rooms, req: FastifyRequest): Promise<{ opened: Opened; edit: queries.Edit }> {
  const opened = await one(rooms, req, 'view')
  const asked = EditId.safeParse(req.params)
  const edit = await queries.waiting(rooms.db, opened.fact.id)
  if (!asked.success || !edit) throw notFound('That change')
  if (edit.id !== asked.data.edit) throw conflict('Another change waits now. Look at it before you go on.')
  const answer = decide(req.actor, 'approve', 'fact', { handledBy: edit.proposedBy === null ? [] : [edit.proposedBy] })
  if (!answer.allowed) throw forbidden(answer.why)
  return { opened, edit }
}
