import type { FastifyInstance } from 'fastify'
import { notFound } from '../../../lib/errors.ts'
import { page } from '../../../platform/view.ts'
import * as entries from '../entries/queries.ts'
import { EntryId } from '../schemas.ts'
import { mayEdit, type Rooms } from './frame.ts'
import { type Part, quality } from './quality.ts'
import { type Missing, missingBeforeApproval, safeguardingFacts } from './safeguarding.ts'

interface QualityPage {
  title: string
  name: string
  score: number
  parts: readonly Part[]
  missing: readonly Missing[]
  dates: { term: string; text: string; late: boolean }[]
  href: string
  breadcrumbs: { text: string; href: string }[]
}
const qualityPage = page<QualityPage>('finder/care/pages/quality.njk')

/** How much an entry tells and what is missing, for whoever answers for it. */
export function qualityRoutes(app: FastifyInstance, { db, today }: Rooms): void {
  app.get('/opportunities/:id/quality', { access: 'opportunities.edit' }, async (req, reply) => {
    const asked = EntryId.safeParse(req.params)
    const entry = asked.success ? await entries.find(db, asked.data.id) : undefined
    const version = entry && (await entries.version(db, entry.id, entry.lastVersion))
    if (!entry || !version || !mayEdit(req.actor, entry)) throw notFound('That entry')
    const href = `/opportunities/${entry.id}`
    return reply.page(
      qualityPage({
        title: 'How good is the page?',
        name: version.body.name,
        ...quality(version.body),
        missing: missingBeforeApproval(version.body, entry.kind, today()),
        dates: safeguardingFacts(version.body, today()),
        href,
        breadcrumbs: [
          { text: 'Opportunities', href: '/opportunities' },
          { text: version.body.name, href },
        ],
      }),
    )
  })
}
