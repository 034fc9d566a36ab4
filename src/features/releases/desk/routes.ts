import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { forbidden } from '../../../lib/errors.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import * as frozen from '../frozen.ts'
import * as queries from '../queries.ts'
import { mayCheck, mayPrepare, mayPublish, mayView } from '../rules.ts'
import { Correction, type Edition, NewRelease, Reason } from '../schemas.ts'
import * as service from '../service.ts'
import { doing, groupsOf, one, type Rooms, shown, toWithdraw } from './frame.ts'
import { show } from './show-view.ts'
import * as views from './views.ts'

const Search = z.object({ q: z.string().max(200).catch('') }).catch({ q: '' })
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
  const seen = async (req: FastifyRequest) =>
    (await queries.list(db)).filter(edition => mayView(req.actor, edition).allowed)

  app.get('/releases', { access: 'releases.read' }, async (req, reply) => {
    const query = readQuery(views.releasesList, req.query)
    const rows = arrange(views.releasesList, await seen(req), query)
    return reply.page(views.showList(query, rows, mayPrepare(req.actor).allowed))
  })
  app.get('/releases.csv', { access: 'releases.read' }, async (req, reply) => {
    const spec = views.releasesList
    const found = csvOf(spec, arrange(spec, await seen(req), readQuery(spec, req.query)).all)
    return reply.csv('releases', found.columns, found.rows)
  })

  app.get('/releases/new', { access: 'releases.prepare' }, async (req, reply) => {
    const search = Search.parse(req.query).q
    return reply.page(views.prepare({ groups: await groupsOf(rooms, req), search, typed: Typed.parse(req.query) }))
  })
  app.post('/releases', { access: 'releases.prepare' }, async (req, reply) => {
    const form = readForm(NewRelease, req.body)
    if (!form.ok) return again(rooms, req, reply, form.errors)
    return reply.redirect(`/releases/${await service.prepare(db, doing(rooms, req), form.data)}`, 303)
  })

  app.get('/releases/:id', { access: 'releases.read' }, async (req, reply) =>
    reply.page(show(await shown(rooms, req, await one(rooms, req)))),
  )
  app.post('/releases/:id/again', { access: 'releases.prepare' }, async (req, reply) => {
    const edition = await one(rooms, req)
    await service.prepareAgain(db, doing(rooms, req), edition)
    return back(reply, edition)
  })
  app.post('/releases/:id/check', { access: 'releases.check' }, async (req, reply) => {
    const edition = await one(rooms, req)
    await service.approve(db, doing(rooms, req), edition)
    return back(reply, edition)
  })
  app.get('/releases/:id/publish', { access: 'releases.publish' }, async (req, reply) => {
    const edition = await one(rooms, req)
    const may = mayPublish(req.actor, edition)
    if (!may.allowed) throw forbidden(may.why)
    return reply.page(views.ask(edition, publishing(edition)))
  })
  app.post('/releases/:id/publish', { access: 'releases.publish' }, async (req, reply) => {
    const edition = await one(rooms, req)
    await service.publish(db, doing(rooms, req), edition)
    return back(reply, edition)
  })
  correcting(app, rooms)
  takingBack(app, rooms)
}

const back = (reply: FastifyReply, { id }: Edition) => reply.redirect(`/releases/${id}`, 303)

const again = async (
  rooms: Rooms,
  req: FastifyRequest,
  reply: FastifyReply,
  errors: FieldError[],
  correcting?: Edition,
) =>
  reply.code(422).page(
    views.prepare({
      groups: await groupsOf(rooms, req),
      search: '',
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
    const form = readForm(Correction, req.body)
    if (!form.ok) return again(rooms, req, reply, form.errors, edition)
    return reply.redirect(`/releases/${await service.correct(rooms.db, doing(rooms, req), edition, form.data)}`, 303)
  })
}

function takingBack(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get('/releases/:id/back', { access: 'releases.read' }, async (req, reply) =>
    reply.page(views.ask(await sendable(rooms, req), sendingBack())),
  )
  app.post('/releases/:id/back', { access: 'releases.read' }, async (req, reply) => {
    const edition = await sendable(rooms, req)
    const form = readForm(Reason, req.body)
    if (!form.ok) return reply.code(422).page(views.ask(edition, sendingBack(form.errors)))
    await service.sendBack(db, doing(rooms, req), edition, form.data.reason)
    return back(reply, edition)
  })
  app.get('/releases/:id/drop', { access: 'releases.prepare' }, async (req, reply) =>
    reply.page(views.ask(await one(rooms, req), dropping)),
  )
  app.post('/releases/:id/drop', { access: 'releases.prepare' }, async (req, reply) => {
    await service.drop(db, doing(rooms, req), await one(rooms, req))
    return reply.redirect('/releases', 303)
  })
  // Whether somebody may take back is asked of the edition: an administrator, or who may publish it.
  app.get('/releases/:id/withdraw', { access: 'signed-in' }, async (req, reply) => {
    const edition = await toWithdraw(rooms, req)
    return reply.page(
      views.ask(edition, withdrawing(edition, await usesOf(rooms, edition), mayView(req.actor, edition).allowed)),
    )
  })
  app.post('/releases/:id/withdraw', { access: 'signed-in' }, async (req, reply) => {
    const edition = await toWithdraw(rooms, req)
    const form = readForm(Reason, req.body)
    if (!form.ok) {
      const asked = withdrawing(edition, await usesOf(rooms, edition), mayView(req.actor, edition).allowed, form.errors)
      return reply.code(422).page(views.ask(edition, asked))
    }
    await service.withdraw(db, doing(rooms, req), edition, form.data.reason)
    return mayView(req.actor, edition).allowed
      ? back(reply, edition)
      : reply.redirect(`/publications/${edition.slug}`, 303)
  })
}

async function sendable(rooms: Rooms, req: FastifyRequest): Promise<Edition> {
  const edition = await one(rooms, req)
  if (!mayCheck(req.actor, edition).allowed && !mayPublish(req.actor, edition).allowed)
    throw forbidden('An analyst or the director sends a release back')
  return edition
}

const usesOf = async ({ db }: Rooms, edition: Edition) => frozen.usesOf(db, await frozen.keysOf(db, edition.releaseId))

const publishing = (edition: Edition): views.Asking => ({
  title: `Publish “${edition.title}”?`,
  text: 'It is frozen as the checks left it. Everybody can read it at once, here and as open data, and its figures cannot be changed: only corrected by a new edition, or withdrawn.',
  path: 'publish',
  button: 'Publish it',
  facts: [
    { term: 'Address', text: `/publications/${edition.slug}` },
    { term: 'Prepared by', text: edition.preparedByName ?? 'an account that is gone' },
    { term: 'Checked by', text: edition.checkedByName ?? 'nobody yet' },
  ],
})

const sendingBack = (errors: FieldError[] = []): views.Asking => ({
  title: 'Send it back?',
  text: 'Whoever prepared it puts it right and has it checked again.',
  path: 'back',
  button: 'Send it back',
  field: { label: 'What is to be put right', hint: 'It stands in the history.', value: '' },
  errors,
})

const dropping: views.Asking = {
  title: 'Give this release up?',
  text: 'It was not public. Its figures are forgotten; that it was prepared stays in the audit trail.',
  path: 'drop',
  button: 'Give it up',
  warning: true,
}

const withdrawing = (
  edition: Edition,
  uses: Awaited<ReturnType<typeof usesOf>>,
  isInside: boolean,
  errors: FieldError[] = [],
): views.Asking => ({
  title: `Withdraw “${edition.title}”?`,
  text: 'Every edition goes from all pages, from open data and from the feed at once. The address stays and says that it was withdrawn, when and why.',
  path: 'withdraw',
  button: 'Withdraw it',
  warning: true,
  field: {
    label: 'Why is it withdrawn?',
    hint: 'Everybody can read this. Do not repeat what was wrong to show.',
    value: '',
  },
  uses,
  errors,
  ...(isInside ? {} : { cancel: `/publications/${edition.slug}` }),
})
