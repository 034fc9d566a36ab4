import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { RowId } from '../../../platform/form.ts'
import { odsFile, odsType } from '../../../platform/ods.ts'
import { beside } from '../../threads/index.ts'
import type { Looking } from '../analyses/view.ts'
import { chapterChanges, differences } from './difference.ts'
import { doubtsOf } from './doubt.ts'
import { draw } from './draw.ts'
import * as views from './edition-views.ts'
import { figureColumns, figureRows, noteColumns, noteRows, sheets } from './file.ts'
import { one, oneEdition, openTo, todayOf } from './frame.ts'
import * as queries from './queries.ts'
import type { Assessment, Drawn } from './schemas.ts'

const Lens = z.object({ lens: z.string().catch('') })
const Compare = z.object({
  from: RowId.or(z.literal('draft')).catch('draft'),
  to: RowId.or(z.literal('draft')).catch('draft'),
})

/** Frozen editions: read, taken away as files, held against one another and against the draft. */
export function routes(app: FastifyInstance, rooms: Looking): void {
  app.get('/assessment/editions/:id', { access: 'editions.read' }, async (req, reply) => {
    const edition = await oneEdition(rooms, req)
    const doubts = doubtsOf(edition.content, await todayOf(rooms, req, edition.content))
    return reply.page(
      views.show({
        edition,
        doubts,
        lens: Lens.parse(req.query ?? {}).lens,
        others: await queries.editions(rooms.db, edition.assessmentId),
        beside: await beside(rooms.db, req.actor, `assessment-edition/${edition.id}`),
      }),
    )
  })

  app.get('/assessment/editions/:id/figures.csv', { access: 'editions.read' }, async (req, reply) => {
    const edition = await oneEdition(rooms, req)
    reply.header('link', '<notes.csv>; rel="describedby"; type="text/csv"')
    return reply.csv(views.fileName(edition), figureColumns, figureRows(edition.content))
  })

  app.get('/assessment/editions/:id/notes.csv', { access: 'editions.read' }, async (req, reply) => {
    const edition = await oneEdition(rooms, req)
    return reply.csv(`${views.fileName(edition)}-notes`, noteColumns, noteRows(edition.content))
  })

  app.get('/assessment/editions/:id/figures.ods', { access: 'editions.read' }, async (req, reply) => {
    const edition = await oneEdition(rooms, req)
    return reply
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename="${views.fileName(edition)}.ods"`)
      .type(odsType)
      .send(odsFile(sheets(edition)))
  })

  app.get('/assessment/:id/difference', { access: 'assessment.read' }, async (req, reply) => {
    const assessment = await one(rooms, req, 'view')
    const { from, to } = Compare.parse(req.query ?? {})
    const editions = await queries.editions(rooms.db, assessment.id)
    const [before, after] = [await stateOf(rooms, req, assessment, from), await stateOf(rooms, req, assessment, to)]
    const found = { differences: differences(before, after), chapters: chapterChanges(before, after) }
    return reply.page(views.difference({ assessment, editions, from, to, ...found }))
  })
}

/** An edition of this assessment as it stood, or the draft as it reads now. */
async function stateOf(
  rooms: Looking,
  req: FastifyRequest,
  assessment: Assessment,
  which: number | 'draft',
): Promise<Drawn> {
  if (which === 'draft') return (await draw(rooms, req.actor, assessment.document)).drawn
  const edition = await queries.findEdition(rooms.db, which)
  if (!edition || edition.assessmentId !== assessment.id) throw notFound('That edition')
  return openTo(rooms, req, edition.content)
}
