import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { forbidden, notFound } from '../../../lib/errors.ts'
import { peopleWords } from '../../../platform/files/index.ts'
import { RowId, readForm } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { openEvidence } from '../../evidence/index.ts'
import { beside } from '../../threads/index.ts'
import { mayAnswer } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import { questionsList } from './list.ts'
import { mine } from './mine.ts'
import * as queries from './queries.ts'
import { opened, whereIs } from './rules.ts'
import * as service from './service.ts'
import { type Open, withEvidence } from './shown.ts'
import * as views from './views.ts'

const Id = z.object({ id: RowId })
const answerFor = (today: string) =>
  z.object({
    status: z.enum(['answered', 'no answer'], { error: 'Say whether this is what changed or why there is no answer' }),
    answer: z
      .string({ error: 'Enter what changed, or the reason' })
      .trim()
      .min(1, { error: 'Enter what changed, or the reason' })
      .max(5_000, { error: 'The answer must be 5,000 characters or fewer' })
      .check(found => {
        const message = peopleWords(found.value, today)
        if (message) found.issues.push({ code: 'custom', message, input: found.value })
      }),
  })

/** "What changed here?": the questions that falling places open, and their answers. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/questions', { access: 'signals.read' }, async (req, reply) => {
    const rows = await mine(rooms.db, req.actor)
    const spec = questionsList(rows)
    const query = readQuery(spec, req.query)
    return reply.page(views.showList(rows, query, arrange(spec, rows, query)))
  })

  app.get('/questions.csv', { access: 'signals.read' }, async (req, reply) => {
    const rows = await mine(rooms.db, req.actor)
    const spec = questionsList(rows)
    const found = csvOf(spec, arrange(spec, rows, readQuery(spec, req.query)).all)
    return reply.csv('questions', found.columns, found.rows)
  })

  app.get('/questions/:id', { access: 'signals.read' }, async (req, reply) => {
    const open = await one(rooms, req)
    return reply.page(views.showQuestion(open, await around(rooms, req.actor, open)))
  })

  app.post('/questions/:id', { access: 'questions.answer' }, async (req, reply) => {
    const open = await one(rooms, req)
    if (!mayAnswer(req.actor, whereIs(open.question))) throw forbidden('You answer for other places')
    const form = readForm(answerFor(rooms.today()), req.body)
    if (!form.ok) {
      const typed = {
        status: String(form.values.status ?? ''),
        answer: String(form.values.answer ?? ''),
        errors: form.errors,
      }
      return reply.code(422).page(views.showQuestion(open, await around(rooms, req.actor, open), typed))
    }
    await service.answer(rooms.db, req.actor, open.question, form.data, rooms.today())
    return reply.redirect(`/questions/${open.question.id}`, 303)
  })
}

/** What stands beside a question: its earlier answers, its thread, and whether this person may answer it. */
const around = async ({ db }: Rooms, actor: Actor, { question }: Open) => ({
  history: await queries.history(db, question.id),
  beside: await beside(db, actor, `question/${question.id}`),
  may: mayAnswer(actor, whereIs(question)),
})

async function one(rooms: Rooms, req: FastifyRequest): Promise<Open> {
  const asked = Id.safeParse(req.params)
  const question = asked.success ? await queries.find(rooms.db, asked.data.id) : undefined
  if (!question) throw notFound('That question')
  const store = await openEvidence(rooms.db)
  const seen = opened(req.actor, store, question)
  if (!seen) throw notFound('That question') // another borough's: not even that there is one
  const open = await withEvidence(rooms.db, store, req.actor, seen)
  if (!open) throw forbidden('A count behind this question is small, or would give a small one away')
  return open
}
