import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conflict, forbidden } from '../../../lib/errors.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { readReasons } from '../checks/reasons.ts'
import * as queries from '../queries.ts'
import { mayCheck, mayPrepare, mayPublish, mayView } from '../rules.ts'
import { Correction, type Edition, NewRelease } from '../schemas.ts'
import * as service from '../service/index.ts'
import { checking } from './checking.ts'
import { back, doing, groupsOf, one, type Rooms, shown } from './frame.ts'
import { showList, spec } from './list.ts'
import { showPublish } from './publish-view.ts'
import { show } from './show-view.ts'
import { takingBack } from './taking-back.ts'
import * as views from './views.ts'

const Search = z.object({ q: z.string().max(200).catch('') }).catch({ q: '' })
const Seal = z.object({ seal: z.string().catch('') }).catch({ seal: '' })
const Typed = z
  .object({
    title: z.string().catch(''),
    summary: z.string().catch(''),
    correction: z.string().catch(''),
    chosen: z.union([z.array(z.string()), z.string().transform(each => [each])]).catch([]),
  })
  .catch({ title: '', summary: '', correction: '', chosen: [] })

/** Working pages: prepare, check, publish, correct. Permission of the one edition is asked in each. */
export function deskRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  const seen = (req: FastifyRequest, all: readonly Edition[]) =>
    all.filter(edition => mayView(req.actor, edition).allowed)

  app.get('/releases', { access: 'releases.read' }, async (req, reply) => {
    const query = readQuery(spec, req.query)
    const all = await queries.list(db)
    const rows = arrange(spec, seen(req, all), query)
    return reply.page(showList(query, rows, mayPrepare(req.actor).allowed, all.length > 0))
  })
  app.get('/releases.csv', { access: 'releases.read' }, async (req, reply) => {
    const found = csvOf(spec, arrange(spec, seen(req, await queries.list(db)), readQuery(spec, req.query)).all)
    return reply.csv('releases', found.columns, found.rows)
  })

  app.get('/releases/new', { access: 'releases.prepare' }, async (req, reply) => {
    const [groups, typed] = [await groupsOf(rooms, req), Typed.parse(req.query)]
    return reply.page(views.prepare({ groups, search: Search.parse(req.query).q, typed: named(typed, groups) }))
  })
  app.post('/releases', { access: 'releases.prepare' }, async (req, reply) => {
    if (isFinding(req.body)) return again(rooms, req, reply)
    const form = readForm(NewRelease, req.body)
    if (!form.ok) return again(rooms, req, reply, form.errors)
    return reply.redirect(`/releases/${await service.prepare(db, doing(rooms, req), form.data)}`, 303)
  })

  app.get('/releases/:id', { access: 'releases.read' }, async (req, reply) =>
    reply.page(show(await shown(rooms, req, await one(rooms, req), req.query))),
  )
  app.post('/releases/:id/again', { access: 'releases.prepare' }, async (req, reply) => {
    const edition = await one(rooms, req)
    await service.prepareAgain(db, doing(rooms, req), edition)
    return back(reply, edition)
  })
  app.post('/releases/:id/check', { access: 'releases.check' }, async (req, reply) => {
    const edition = await one(rooms, req)
    const may = mayCheck(req.actor, edition)
    if (!may.allowed) throw forbidden(may.why)
    const [page, typed] = [await shown(rooms, req, edition), readReasons(edition, req.body)]
    const { seal } = Seal.parse(req.body)
    if (seal === page.seal && typed.errors.length > 0) return reply.code(422).page(show({ ...page, typed }))
    await service.approve(db, doing(rooms, req), edition, { seal, reasons: typed.reasons })
    return back(reply, edition)
  })
  app.get('/releases/:id/publish', { access: 'releases.publish' }, async (req, reply) => {
    const edition = await one(rooms, req)
    const may = mayPublish(req.actor, edition)
    if (!may.allowed) throw forbidden(may.why)
    if (edition.state !== 'checked') throw conflict('It has not been checked by a second person')
    return reply.page(showPublish(await shown(rooms, req, edition, req.query)))
  })
  app.post('/releases/:id/publish', { access: 'releases.publish' }, async (req, reply) => {
    const edition = await one(rooms, req)
    await service.publish(db, doing(rooms, req), edition, Seal.parse(req.body).seal)
    return back(reply, edition)
  })
  checking(app, rooms)
  correcting(app, rooms)
  takingBack(app, rooms)
}

/** The button that finds among what there is to choose: everything typed and ticked stays. */
const isFinding = (body: unknown): boolean => z.object({ find: z.literal('on') }).safeParse(body).success

/** Whoever comes from one thing finds its name in the title already. */
function named(typed: z.output<typeof Typed>, groups: readonly views.Group[]): z.output<typeof Typed> {
  const [only, ...more] = typed.chosen
  const found = groups.flatMap(({ choices }) => choices).find(({ key }) => key === only)
  return typed.title === '' && more.length === 0 && found ? { ...typed, title: found.title.slice(0, 150) } : typed
}

const again = async (
  rooms: Rooms,
  req: FastifyRequest,
  reply: FastifyReply,
  errors: FieldError[] = [],
  correcting?: Edition,
) =>
  reply.code(errors.length > 0 ? 422 : 200).page(
    views.prepare({
      groups: await groupsOf(rooms, req),
      search: Search.parse(req.body).q,
      typed: Typed.parse(req.body),
      errors,
      correcting,
    }),
  )

function correcting(app: FastifyInstance, rooms: Rooms): void {
  app.get('/releases/:id/correct', { access: 'releases.prepare' }, async (req, reply) => {
    const edition = await one(rooms, req)
    const typed = { title: edition.title, summary: edition.summary, correction: '', chosen: edition.chosen }
    const search = Search.parse(req.query).q
    return reply.page(views.prepare({ groups: await groupsOf(rooms, req), search, typed, correcting: edition }))
  })
  app.post('/releases/:id/correct', { access: 'releases.prepare' }, async (req, reply) => {
    const edition = await one(rooms, req)
    if (isFinding(req.body)) return again(rooms, req, reply, [], edition)
    const form = readForm(Correction(rooms.today()), req.body)
    if (!form.ok) return again(rooms, req, reply, form.errors, edition)
    return reply.redirect(`/releases/${await service.correct(rooms.db, doing(rooms, req), edition, form.data)}`, 303)
  })
}
