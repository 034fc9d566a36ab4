import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { page } from '../../../platform/view.ts'
import { decide } from '../../people/index.ts'
import { type Looking, viewOf } from '../analyses/view.ts'
import { fromAddress } from './add.ts'
import * as queries from './queries.ts'
import { subjectOf } from './rules.ts'
import type { Assessment } from './schemas.ts'

const Asked = z.object({ address: z.string().max(2_000).catch('') })

const putPage = page<{
  title: string
  lead: string
  back: string
  documents: { id: number; title: string; chapters: { title: string; href: string }[] }[]
}>('needs/pages/assessment-put.njk')

/** From a way of looking to the chapter it belongs in: only documents this person may change now are offered. */
export function routes(app: FastifyInstance, { db, views }: Looking): void {
  app.get('/assessment/put', { access: 'assessment.edit' }, async (req, reply) => {
    const { address } = Asked.parse(req.query ?? {})
    const view = viewOf(views, fromAddress(views, address)?.view ?? '')
    if (!view) throw notFound('That way of looking')
    const mine = (found: Assessment) =>
      found.status === 'draft' && decide(req.actor, 'edit', 'needs-draft', subjectOf(found)).allowed
    const back = `${view.path}${address.includes('?') ? address.slice(address.indexOf('?')) : ''}`
    return reply.page(
      putPage({
        title: 'Put it into an assessment',
        lead: `“${view.title}”, as you set it. While the assessment is a draft it is drawn anew from the newest data.`,
        back,
        documents: (await queries.list(db)).filter(mine).map(found => documentOf(found, back)),
      }),
    )
  })
}

const documentOf = ({ id, title, document }: Assessment, address: string) => ({
  id,
  title,
  chapters: document.chapters.map(chapter => ({
    title: chapter.title,
    href: `/assessment/${id}/add?${new URLSearchParams({ chapter: chapter.id, address })}#add-view`,
  })),
})
