import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { type FieldError, readForm, typedText } from '../../../platform/form.ts'
import type { Looking } from '../analyses/view.ts'
import { offered, toldIn } from './add.ts'
import { one } from './frame.ts'
import { history } from './history-view.ts'
import { kept, writable } from './keeping.ts'
import * as queries from './queries.ts'
import { blockOf, editBlock, putBack } from './rules.ts'
import { type Assessment, BackForm, TextForm } from './schemas.ts'
import * as views from './write-views.ts'

const Part = z.object({ part: z.string().max(12).catch('') })
const Body = z.record(z.string(), z.unknown()).catch({})

/** A text changed, and any state of the document put back. */
export function routes(app: FastifyInstance, rooms: Looking): void {
  historyRoutes(app, rooms)
  const found = async (req: FastifyRequest) => {
    const assessment = await writable(rooms, req)
    const block = blockOf(assessment.document, Part.parse(req.params).part)
    if (block.kind !== 'text') throw notFound('That text')
    return { assessment, block }
  }
  const levels = async (req: FastifyRequest, assessment: Assessment) => (await offered(rooms, req, assessment)).levels

  app.get('/assessment/:id/blocks/:part', { access: 'assessment.edit' }, async (req, reply) => {
    const { assessment, block } = await found(req)
    return reply.page(
      views.text(assessment, block, { text: block.text, level: block.level ?? '' }, await levels(req, assessment)),
    )
  })

  app.post('/assessment/:id/blocks/:part', { access: 'assessment.edit' }, async (req, reply) => {
    const { assessment, block } = await found(req)
    const form = readForm(TextForm(rooms.today()), req.body)
    const known = await levels(req, assessment)
    const again = (errors: FieldError[]) => {
      const body = Body.parse(req.body)
      return views.text(
        assessment,
        block,
        { text: typedText(body, 'text'), level: typedText(body, 'level') },
        known,
        errors,
      )
    }
    if (!form.ok) return reply.code(422).page(again(form.errors))
    const { text, level, version } = form.data
    const told = await toldIn(rooms, assessment.document, text)
    if (told) return reply.code(422).page(again([{ field: 'text', text: told }]))
    if (version !== assessment.version) return reply.code(409).page(again([{ field: 'text', text: movedWords }]))
    const chosen = known.some(({ code }) => code === level) ? level : null
    const to = editBlock(assessment.document, block.id, each =>
      each.kind === 'text' ? { ...each, text, level: chosen } : each,
    )
    return kept(rooms, req, reply, { assessment, version, deed: 'Changed a text', to, said: 'kept', at: block.id })
  })
}

const movedWords =
  'Somebody changed the assessment while you were writing. Your words are below: look at theirs first, then keep yours.'

function historyRoutes(app: FastifyInstance, rooms: Looking): void {
  app.get('/assessment/:id/history', { access: 'assessment.read' }, async (req, reply) => {
    const assessment = await one(rooms, req, 'view')
    const versions = await queries.versions(rooms.db, assessment.id)
    return reply.page(history(assessment, versions, await mayWrite(rooms, req)))
  })

  app.post('/assessment/:id/undo', { access: 'assessment.edit' }, async (req, reply) => {
    const assessment = await writable(rooms, req)
    const { to, version } = BackForm.parse(Body.parse(req.body))
    const old = await queries.versionOf(rooms.db, assessment.id, to)
    if (!old) throw notFound('That state of the assessment')
    // numbers go on, so that a part taken away and a new one are never taken for each other
    const document = { ...old.document, next: Math.max(old.document.next, assessment.document.next) }
    return kept(rooms, req, reply, {
      assessment,
      version,
      deed: putBack(to),
      to: document,
      said: 'undone',
    })
  })
}

const mayWrite = (rooms: Looking, req: FastifyRequest): Promise<boolean> =>
  writable(rooms, req).then(
    () => true,
    () => false,
  )
