import type { FastifyInstance } from 'fastify'
import { page } from '../../../platform/view.ts'
import { type Background, backgroundAt, neverCause } from '../notes/shown.ts'
import type { Looking } from './view.ts'

const analysesPage = page<{
  title: string
  lead: string
  cards: { title: string; text: string; href: string }[]
  background: Background[]
  neverCause: string
}>('needs/pages/analyses.njk')

/** The ways of looking, each with the question it answers. */
export function routes(app: FastifyInstance, { db, views }: Looking): void {
  app.get('/analyses', { access: 'signals.read' }, async (req, reply) =>
    reply.page(
      analysesPage({
        title: 'Ways of looking',
        lead: 'Each answers one question, says how sure it is, and can be made into a finding.',
        cards: views.map(({ title, question, path }) => ({ title, text: question, href: path })),
        background: await backgroundAt(db, req.actor, null),
        neverCause,
      }),
    ),
  )
}
