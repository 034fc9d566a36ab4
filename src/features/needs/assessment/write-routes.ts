import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conflict, notFound } from '../../../lib/errors.ts'
import { doneOf, type FieldError, readForm, typedText } from '../../../platform/form.ts'
import type { Rooms } from '../signals/ask.ts'
import { newBlock, type Offered, offered } from './add.ts'
import { draw } from './draw.ts'
import { doing, one } from './frame.ts'
import * as queries from './queries.ts'
import { addBlock, addChapter, blockOf, chapterOf, editBlock, move, remove, renameChapter } from './rules.ts'
import { type Assessment, BackForm, ChapterForm, type Document, MoveForm, PartForm, TextForm } from './schemas.ts'
import * as service from './service.ts'
import * as views from './write-views.ts'

const Part = z.object({ part: z.string().max(12).catch('') })
const Adding = z.object({ chapter: z.string().max(12).catch('') })
const Body = z.record(z.string(), z.unknown()).catch({})

/** Writing: chapters and their parts are added, moved, changed and taken away; every state can be put back. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  outlineRoutes(app, rooms)
  chapterRoutes(app, rooms)
  addRoutes(app, rooms)
  textRoutes(app, rooms)
  historyRoutes(app, rooms)
}

async function writable(rooms: Rooms, req: FastifyRequest): Promise<Assessment> {
  const assessment = await one(rooms, req, 'edit')
  if (assessment.status !== 'draft') throw conflict('It is in review. Take it back to draft before you change it.')
  return assessment
}

const done = {
  kept: 'Kept.',
  moved: 'Moved.',
  removed: 'Taken away. Undo puts it back.',
  undone: 'Put back as it was.',
}

async function outline(rooms: Rooms, req: FastifyRequest, assessment: Assessment, errors: FieldError[] = []) {
  const { drawn } = await draw(rooms, req.actor, assessment.document)
  const [last] = await queries.versions(rooms.db, assessment.id)
  return views.write({ assessment, drawn, last: last?.deed ?? '', said: doneOf(req.query, done), errors })
}

function outlineRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/assessment/:id/write', { access: 'assessment.edit' }, async (req, reply) =>
    reply.page(await outline(rooms, req, await writable(rooms, req))),
  )

  app.post('/assessment/:id/move', { access: 'assessment.edit' }, async (req, reply) => {
    const assessment = await writable(rooms, req)
    const { part, way, version } = MoveForm.parse(Body.parse(req.body))
    const to = move(assessment.document, part, way)
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

interface Keeping {
  assessment: Assessment
  version: number
  deed: string
  to: Document
  said: keyof typeof done
  at?: string
}

async function kept(rooms: Rooms, req: FastifyRequest, reply: FastifyReply, keeping: Keeping) {
  const { assessment, version, deed, to, said, at } = keeping
  await service.change(rooms.db, doing(rooms, req), { id: assessment.id, version }, deed, to)
  return reply.redirect(`/assessment/${assessment.id}/write?done=${said}${at ? `#${at}` : ''}`, 303)
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

function chapterRoutes(app: FastifyInstance, rooms: Rooms): void {
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

function addRoutes(app: FastifyInstance, rooms: Rooms): void {
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
    const made = await newBlock(rooms, offers, body)
    if (!made.ok) return reply.code(422).page(views.add(assessment, chapter, offers, body, made.errors))
    const to = addBlock(assessment.document, chapter.id, made.block)
    const deed = `Added ${made.words} to “${chapter.title}”`
    const version = PartForm.parse(body).version
    return kept(rooms, req, reply, { assessment, version, deed, to, said: 'kept', at: `b${assessment.document.next}` })
  })
}

function textRoutes(app: FastifyInstance, rooms: Rooms): void {
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

function historyRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/assessment/:id/history', { access: 'assessment.read' }, async (req, reply) => {
    const assessment = await one(rooms, req, 'view')
    const versions = await queries.versions(rooms.db, assessment.id)
    return reply.page(views.history(assessment, versions, await mayWrite(rooms, req)))
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
      deed: `Put back as it was in state ${to}`,
      to: document,
      said: 'undone',
    })
  })
}

const mayWrite = (rooms: Rooms, req: FastifyRequest): Promise<boolean> =>
  writable(rooms, req).then(
    () => true,
    () => false,
  )
