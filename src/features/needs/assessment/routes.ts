import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conflict, forbidden } from '../../../lib/errors.ts'
import { doneOf, type FieldError, RowId, readForm } from '../../../platform/form.ts'
import { decide } from '../../people/index.ts'
import { findByCodes } from '../../places/index.ts'
import { beside } from '../../threads/index.ts'
import { viewOf } from '../analyses/views.ts'
import type { Rooms } from '../signals/ask.ts'
import { doubtsOf } from './doubt.ts'
import { draw } from './draw.ts'
import { routes as editionRoutes } from './edition-routes.ts'
import { doing, mayReadEdition, one, todayOf } from './frame.ts'
import { freeze, waitsFor } from './freeze.ts'
import * as queries from './queries.ts'
import { subjectOf } from './rules.ts'
import { AnswerForm, type Assessment, CommentForm, type Drawn, FreezeForm, StartForm } from './schemas.ts'
import * as service from './service.ts'
import { begin, template } from './template.ts'
import { scopesOf } from './totals.ts'
import { routes as totalsRoutes } from './totals-routes.ts'
import * as views from './views.ts'
import { routes as writeRoutes } from './write-routes.ts'

/** The needs assessment: a living document a place, reviewed by a second person and frozen in editions. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  listRoutes(app, rooms)
  readRoutes(app, rooms)
  reviewRoutes(app, rooms)
  commentRoutes(app, rooms)
  writeRoutes(app, rooms)
  editionRoutes(app, rooms)
  totalsRoutes(app, rooms)
}

function listRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/assessment', { access: 'assessment.read' }, async (req, reply) => reply.page(await listed(rooms, req)))

  app.post('/assessment', { access: 'assessment.create' }, async (req, reply) => {
    const form = readForm(StartForm, req.body)
    if (!form.ok) return reply.code(422).page(await listed(rooms, req, form.errors))
    const place = (await open(rooms, req)).find(({ code }) => code === form.data.place)
    const [found] = place ? await findByCodes(rooms.db, [place.code]) : []
    if (!place || !found) throw forbidden('You cannot begin an assessment of that place')
    const id = await service.start(
      rooms.db,
      doing(rooms, req),
      found,
      begin(place.code, await saying(rooms, place.code)),
    )
    return reply.redirect(`/assessment/${id}/write`, 303)
  })
}

/** Which views of the template have something to say with the data loaded. */
export async function saying(rooms: Rooms, place: string): Promise<(view: string) => boolean> {
  const said = new Set<string>(['totals'])
  for (const begun of template.flatMap(part => part.blocks))
    if ('view' in begun && (await viewOf(begun.view)?.read(rooms, { place }))) said.add(begun.view)
  return view => said.has(view)
}

/** The places this person may begin an assessment of: none has one yet. */
async function open({ db }: Rooms, req: FastifyRequest): Promise<{ code: string; name: string }[]> {
  const begun = new Set((await queries.list(db)).map(({ place }) => place.code))
  const mine = (code: string) =>
    decide(req.actor, 'create', 'needs-draft').allowed &&
    decide(req.actor, 'edit', 'needs-draft', { places: [code] }).allowed
  return (await scopesOf(db)).scopes.filter(({ code }) => !begun.has(code) && mine(code))
}

async function listed(rooms: Rooms, req: FastifyRequest, errors: FieldError[] = []) {
  const { db } = rooms
  const mine = (found: Assessment) => decide(req.actor, 'view', 'needs-draft', subjectOf(found)).allowed
  return views.showList({
    assessments: (await queries.list(db)).filter(mine),
    editions: (await queries.editions(db)).filter(({ place }) => mayReadEdition(req, place)),
    places: await open(rooms, req),
    errors,
  })
}

const Lens = z.object({ lens: z.string().catch('') })

function readRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/assessment/:id', { access: 'assessment.read' }, async (req, reply) =>
    reply.page(await shown(rooms, req, await one(rooms, req, 'view'))),
  )
}

const done = {
  review: 'It is with the reviewers. Nobody changes it meanwhile.',
  back: 'It is a draft again.',
  comment: 'Your comment is kept.',
  settled: 'The comment is settled.',
}

async function shown(
  rooms: Rooms,
  req: FastifyRequest,
  assessment: Assessment,
  wrong: { errors?: FieldError[]; values?: Record<string, string>; answering?: number } = {},
) {
  const { db } = rooms
  const live = await draw(rooms, req.actor, assessment.document)
  const comments = await queries.comments(db, assessment.id)
  return views.show({
    assessment,
    drawn: live.drawn,
    doubts: await doubtsNow(rooms, req, assessment, live),
    lens: Lens.parse(req.query ?? {}).lens,
    editions: await queries.editions(db, assessment.id),
    comments,
    waits: waitsFor(live.drawn, comments),
    may: mayOf(req, assessment),
    history: await queries.history(db, assessment.id),
    beside: await beside(db, req.actor, `needs-draft/${assessment.id}`),
    said: doneOf(req.query, done),
    ...wrong,
  })
}

type Live = Awaited<ReturnType<typeof draw>>

/** What in the draft may be wrong: its findings as they were made, its views as the last edition has them. */
async function doubtsNow(rooms: Rooms, req: FastifyRequest, { id }: Assessment, live: Live) {
  const last = await queries.lastEdition(rooms.db, id)
  const frozen = new Map(last?.content.chapters.flatMap(({ blocks }) => blocks.map(block => [block.id, block])))
  const then: Drawn = {
    ...live.drawn,
    chapters: live.drawn.chapters.map(chapter => ({
      ...chapter,
      blocks: chapter.blocks.map(block => (block.kind === 'view' ? (frozen.get(block.id) ?? block) : block)),
    })),
  }
  return doubtsOf(then, await todayOf(rooms, req, then, live))
}

function mayOf(req: FastifyRequest, assessment: Assessment): views.May {
  const may = (verb: string) => decide(req.actor, verb, 'needs-draft', subjectOf(assessment)).allowed
  const [draft, edit, approve] = [assessment.status === 'draft', may('edit'), may('approve')]
  return {
    edit: edit && draft,
    review: edit && draft,
    back: (edit || approve) && !draft,
    comment: !draft,
    settle: edit || approve,
    freeze: approve && !draft,
  }
}

function reviewRoutes(app: FastifyInstance, rooms: Rooms): void {
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
    const { drawn } = await draw(rooms, req.actor, assessment.document)
    const id = await freeze(db, doing(rooms, req), { assessment, drawn, note: form.data.note })
    return reply.redirect(`/assessment/editions/${id}`, 303)
  })
}

const Comment = z.object({ comment: RowId })

function commentRoutes(app: FastifyInstance, rooms: Rooms): void {
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
