import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { conflict, forbidden } from '../../../lib/errors.ts'
import { RowId, readForm } from '../../../platform/form.ts'
import type { Looking } from '../analyses/view.ts'
import { draw } from './draw.ts'
import { doing, one } from './frame.ts'
import { freeze } from './freeze.ts'
import { AnswerForm, CommentForm, FreezeForm } from './schemas.ts'
import * as service from './service.ts'
import { mayOf, shown } from './show.ts'

/** Review by a second person, and the freezing of an edition by the director. */
export function routes(app: FastifyInstance, rooms: Looking): void {
  reviewRoutes(app, rooms)
  commentRoutes(app, rooms)
}

function reviewRoutes(app: FastifyInstance, rooms: Looking): void {
  const { db } = rooms
  app.post('/assessment/:id/review', { access: 'assessment.edit' }, async (req, reply) => {
    const { id } = await one(rooms, req, 'edit')
    await service.review(db, doing(rooms, req), id)
    return reply.redirect(`/assessment/${id}?done=review`, 303)
  })

  app.post('/assessment/:id/back', { access: 'assessment.read' }, async (req, reply) => {
    const assessment = await one(rooms, req, 'view')
    if (!mayOf(req, assessment).back) throw forbidden('It is taken back by those who write it, or by the director')
    await service.back(db, doing(rooms, req), assessment.id)
    return reply.redirect(`/assessment/${assessment.id}?done=back`, 303)
  })

  app.post('/assessment/:id/freeze', { access: 'assessment.freeze' }, async (req, reply) => {
    const assessment = await one(rooms, req, 'approve')
    const form = readForm(FreezeForm(rooms.today()), req.body)
    if (!form.ok) return reply.code(422).page(await shown(rooms, req, assessment, { errors: form.errors }))
    if (form.data.version !== assessment.version) throw conflict('It was changed since you read it. Read it once more.')
    const { drawn, dataVersion } = await draw(rooms, req.actor, assessment.document)
    const id = await freeze(db, doing(rooms, req), { assessment, drawn, dataVersion, note: form.data.note })
    return reply.redirect(`/assessment/editions/${id}`, 303)
  })
}

const Comment = z.object({ comment: RowId })

function commentRoutes(app: FastifyInstance, rooms: Looking): void {
  app.post('/assessment/:id/comments', { access: 'assessment.read' }, async (req, reply) => {
    const assessment = await one(rooms, req, 'view')
    if (assessment.status === 'draft') throw conflict('Comments are for what is in review')
    const form = readForm(CommentForm(rooms.today()), req.body)
    if (!form.ok) {
      const { words, part } = form.values
      const values = { words: String(words ?? ''), part: String(part ?? '') }
      return reply.code(422).page(await shown(rooms, req, assessment, { errors: form.errors, values }))
    }
    await service.comment(rooms.db, doing(rooms, req), assessment.id, form.data)
    return reply.redirect(`/assessment/${assessment.id}?done=comment`, 303)
  })

  app.post('/assessment/:id/comments/:comment/settle', { access: 'assessment.read' }, async (req, reply) => {
    const assessment = await one(rooms, req, 'view')
    if (!mayOf(req, assessment).settle)
      throw forbidden('A comment is settled by those who write it, or by the director')
    const comment = Comment.safeParse(req.params)
    const answering = comment.data?.comment ?? 0
    const form = readForm(AnswerForm(rooms.today()), req.body)
    if (!form.ok) return reply.code(422).page(await shown(rooms, req, assessment, { errors: form.errors, answering }))
    await service.settle(rooms.db, doing(rooms, req), assessment.id, answering, form.data.answer)
    return reply.redirect(`/assessment/${assessment.id}?done=settled`, 303)
  })
}
