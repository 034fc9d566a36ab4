import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { doneOf, type FieldError, readForm, typedText } from '../../../platform/form.ts'
import type { Looking } from '../analyses/view.ts'
import { newBlock, type Offered, offered } from './add.ts'
import { draw } from './draw.ts'
import { doing } from './frame.ts'
import { done, kept, writable } from './keeping.ts'
import * as queries from './queries.ts'
import { addBlock, addChapter, blockOf, chapterOf, move, remove, renameChapter, stepsOf } from './rules.ts'
import { type Assessment, ChapterForm, DiscardForm, MoveForm, PartForm } from './schemas.ts'
import * as service from './service.ts'
import { routes as textRoutes } from './text-routes.ts'
import * as views from './write-views.ts'

const Part = z.object({ part: z.string().max(12).catch('') })
const Adding = z.object({ chapter: z.string().max(12).catch('') })
const Body = z.record(z.string(), z.unknown()).catch({})

/** Writing: chapters and their parts are added, moved, changed and taken away; every state can be put back. */
export function routes(app: FastifyInstance, rooms: Looking): void {
  outlineRoutes(app, rooms)
  discardRoute(app, rooms)
  chapterRoutes(app, rooms)
  addRoutes(app, rooms)
  textRoutes(app, rooms)
}

async function outline(rooms: Looking, req: FastifyRequest, assessment: Assessment, errors: FieldError[] = []) {
  const { drawn } = await draw(rooms, req.actor, assessment.document)
  const steps = stepsOf(await queries.versions(rooms.db, assessment.id))
  const editions = await queries.editions(rooms.db, assessment.id)
  const said = doneOf(req.query, done)
  return views.write({ assessment, drawn, steps, discards: editions.length === 0, said, errors })
}

function outlineRoutes(app: FastifyInstance, rooms: Looking): void {
  app.get('/assessment/:id/write', { access: 'assessment.edit' }, async (req, reply) =>
    reply.page(await outline(rooms, req, await writable(rooms, req))),
  )

  app.post('/assessment/:id/move', { access: 'assessment.edit' }, async (req, reply) => {
    const assessment = await writable(rooms, req)
    const { part, way, version } = MoveForm.parse(Body.parse(req.body))
    const to = move(assessment.document, part, way)
    if (to === assessment.document) return reply.redirect(`/assessment/${assessment.id}/write?done=still#${part}`, 303)
    return kept(rooms, req, reply, {
      assessment,
      version,
      deed: `Moved ${naming(assessment, part)} ${way}`,
      to,
      said: 'moved',
      at: part,
    })
  })

  app.post('/assessment/:id/remove', { access: 'assessment.edit' }, async (req, reply) => {
    const assessment = await writable(rooms, req)
    const { part, version } = PartForm.parse(Body.parse(req.body))
    const to = remove(assessment.document, part)
    return kept(rooms, req, reply, {
      assessment,
      version,
      deed: `Took away ${naming(assessment, part)}`,
      to,
      said: 'removed',
    })
  })
}

function discardRoute(app: FastifyInstance, rooms: Looking): void {
  app.post('/assessment/:id/discard', { access: 'assessment.edit' }, async (req, reply) => {
    const assessment = await writable(rooms, req)
    const { version, sure } = DiscardForm.parse(Body.parse(req.body))
    const again = [{ field: 'sure', text: 'Tick the box if the whole draft is to go' }]
    if (!sure) return reply.code(422).page(await outline(rooms, req, assessment, again))
    await service.discard(rooms.db, doing(rooms, req), assessment, version)
    return reply.redirect('/assessment?done=discarded', 303)
  })
}

/** A chapter or block in the words of the history. */
function naming({ document }: Assessment, part: string): string {
  const chapter = document.chapters.find(each => each.id === part)
  if (chapter) return `the chapter “${chapter.title}”`
  const block = blockOf(document, part)
  return block.kind === 'text'
    ? 'a text'
    : block.kind === 'finding'
      ? `finding ${block.finding}`
      : `“${block.kind === 'view' ? block.view : block.kind}”`
}

function chapterRoutes(app: FastifyInstance, rooms: Looking): void {
  app.post('/assessment/:id/chapters', { access: 'assessment.edit' }, async (req, reply) => {
    const assessment = await writable(rooms, req)
    const form = readForm(ChapterForm(rooms.today()), req.body)
    if (!form.ok) return reply.code(422).page(await outline(rooms, req, assessment, form.errors))
    const { title, version } = form.data
    const to = addChapter(assessment.document, title)
    return kept(rooms, req, reply, { assessment, version, deed: `Added the chapter “${title}”`, to, said: 'kept' })
  })

  app.get('/assessment/:id/chapters/:part', { access: 'assessment.edit' }, async (req, reply) => {
    const assessment = await writable(rooms, req)
    const chapter = chapterOf(assessment.document, Part.parse(req.params).part)
    return reply.page(views.chapter(assessment, chapter, chapter.title))
  })

  app.post('/assessment/:id/chapters/:part', { access: 'assessment.edit' }, async (req, reply) => {
    const assessment = await writable(rooms, req)
    const chapter = chapterOf(assessment.document, Part.parse(req.params).part)
    const form = readForm(ChapterForm(rooms.today()), req.body)
    if (!form.ok)
      return reply.code(422).page(views.chapter(assessment, chapter, typedText(form.values, 'title'), form.errors))
    const { title, version } = form.data
    const to = renameChapter(assessment.document, chapter.id, title)
    const deed = `Called “${chapter.title}” “${title}”`
    return kept(rooms, req, reply, { assessment, version, deed, to, said: 'kept', at: chapter.id })
  })
}

function addRoutes(app: FastifyInstance, rooms: Looking): void {
  app.get('/assessment/:id/add', { access: 'assessment.edit' }, async (req, reply) => {
    const assessment = await writable(rooms, req)
    const chapter = chapterOf(assessment.document, Adding.parse(req.query ?? {}).chapter)
    return reply.page(
      views.add(assessment, chapter, await offered(rooms, req, assessment), Body.parse(req.query ?? {})),
    )
  })

  app.post('/assessment/:id/blocks', { access: 'assessment.edit' }, async (req, reply) => {
    const assessment = await writable(rooms, req)
    const body = Body.parse(req.body)
    const chapter = chapterOf(assessment.document, Adding.parse(body).chapter)
    const offers: Offered = await offered(rooms, req, assessment)
    const made = await newBlock(rooms, req.actor, { offers, document: assessment.document }, body)
    if (!made.ok) return reply.code(422).page(views.add(assessment, chapter, offers, body, made.errors))
    const to = addBlock(assessment.document, chapter.id, made.block)
    const deed = `Added ${made.words} to “${chapter.title}”`
    const version = PartForm.parse(body).version
    return kept(rooms, req, reply, { assessment, version, deed, to, said: 'kept', at: `b${assessment.document.next}` })
  })
}
