import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { RowId } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { page } from '../../../platform/view.ts'
import { openEvidence } from '../../evidence/index.ts'
import { decide } from '../../people/index.ts'
import { type Looking, viewOf } from '../analyses/view.ts'
import { topicOf } from '../findings/about.ts'
import * as findings from '../findings/queries.ts'
import { subjectOf as findingSubject, mayView } from '../findings/rules.ts'
import { fromAddress } from './add.ts'
import * as queries from './queries.ts'
import { subjectOf } from './rules.ts'
import type { Assessment } from './schemas.ts'

const Asked = z.object({ address: z.string().max(2_000).catch(''), finding: RowId.optional().catch(undefined) })

const putPage = page<{
  title: string
  lead: string
  back: string
  documents: { id: number; title: string; chapters: { title: string; href: string }[] }[]
}>('needs/pages/assessment-put.njk')

/** What is to be put in: its words, where it came from, the documents it fits, and what the form of a chapter is told of it. */
interface Put {
  lead: string
  back: string
  fits(found: Assessment): boolean
  words: Record<string, string>
  at: string
}

/** From a way of looking, or from a finding, to the chapter it belongs in: only documents this person may change now are offered. */
export function routes(app: FastifyInstance, rooms: Looking): void {
  app.get('/assessment/put', { access: 'assessment.edit' }, async (req, reply) => {
    const { address, finding } = Asked.parse(req.query ?? {})
    const put = finding === undefined ? ofView(rooms, address) : await ofFinding(rooms, req.actor, finding)
    const mine = (found: Assessment) =>
      found.status === 'draft' && put.fits(found) && decide(req.actor, 'edit', 'needs-draft', subjectOf(found)).allowed
    const documents = (await queries.list(rooms.db)).filter(mine).map(found => documentOf(found, put))
    return reply.page(putPage({ title: 'Put it into an assessment', lead: put.lead, back: put.back, documents }))
  })
}

function ofView({ views }: Looking, address: string): Put {
  const view = viewOf(views, fromAddress(views, address)?.view ?? '')
  if (!view) throw notFound('That way of looking')
  const back = `${view.path}${address.includes('?') ? address.slice(address.indexOf('?')) : ''}`
  const lead = `“${view.title}”, as you set it. While the assessment is a draft it is drawn anew from the newest data.`
  return { lead, back, fits: () => true, words: { address: back }, at: 'add-view' }
}

async function ofFinding({ db }: Looking, actor: Actor, id: number): Promise<Put> {
  const finding = await findings.find(db, id)
  if (!finding || finding.status === 'dropped' || !mayView(actor, await openEvidence(db), finding))
    throw notFound('That finding')
  const places = findingSubject(finding).places ?? []
  return {
    lead: `The finding “${topicOf(finding.evidence)}”, with its figures as they were kept.${finding.status === 'draft' ? ' It is a draft: it must be agreed before an edition.' : ''}`,
    back: `/findings/${id}`,
    fits: ({ place }) => place.kind === 'city' || places.includes(place.code),
    words: { finding: String(id) },
    at: 'add-finding',
  }
}

const documentOf = ({ id, title, document }: Assessment, { words, at }: Put) => ({
  id,
  title,
  chapters: document.chapters.map(chapter => ({
    title: chapter.title,
    href: `/assessment/${id}/add?${new URLSearchParams({ chapter: chapter.id, ...words })}#${at}`,
  })),
})
