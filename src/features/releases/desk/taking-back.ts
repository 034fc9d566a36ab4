import type { FastifyInstance, FastifyRequest } from 'fastify'
import { forbidden } from '../../../lib/errors.ts'
import { type FieldError, readForm, typedText } from '../../../platform/form.ts'
import * as frozen from '../frozen.ts'
import { mayCheck, mayPublish, mayView } from '../rules.ts'
import { type Edition, Reason } from '../schemas.ts'
import * as service from '../service/index.ts'
import { back, doing, one, type Rooms, toWithdraw } from './frame.ts'
import * as views from './views.ts'

/** Sending back, giving up, withdrawing. */
export function takingBack(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  app.get('/releases/:id/back', { access: 'releases.handle' }, async (req, reply) =>
    reply.page(views.ask(await sendable(rooms, req), sendingBack())),
  )
  app.post('/releases/:id/back', { access: 'releases.handle' }, async (req, reply) => {
    const edition = await sendable(rooms, req)
    const form = readForm(Reason(rooms.today(), 'Say what is to be put right'), req.body)
    if (!form.ok)
      return reply.code(422).page(views.ask(edition, sendingBack(form.errors, typedText(form.values, 'reason'))))
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
  app.get('/releases/:id/withdraw', { access: 'releases.withdraw' }, async (req, reply) => {
    const edition = await toWithdraw(rooms, req)
    return reply.page(
      views.ask(edition, withdrawing(edition, await usesOf(rooms, edition), mayView(req.actor, edition).allowed)),
    )
  })
  app.post('/releases/:id/withdraw', { access: 'releases.withdraw' }, async (req, reply) => {
    const edition = await toWithdraw(rooms, req)
    const form = readForm(Reason(rooms.today()), req.body)
    if (!form.ok) {
      const asked = withdrawing(edition, await usesOf(rooms, edition), mayView(req.actor, edition).allowed, {
        errors: form.errors,
        value: typedText(form.values, 'reason'),
      })
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

const sendingBack = (errors: FieldError[] = [], value = ''): views.Asking => ({
  title: 'Send it back?',
  text: 'Whoever prepared it puts it right and has it checked again.',
  path: 'back',
  button: 'Send it back',
  field: { label: 'What is to be put right', hint: 'It stands in the history.', value },
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
  { errors = [], value = '' }: { errors?: FieldError[]; value?: string } = {},
): views.Asking => ({
  title: `Withdraw “${edition.title}”?`,
  text: 'Every edition goes from all pages, from open data and from the feed at once. The address stays and says that it was withdrawn, when and why.',
  path: 'withdraw',
  button: 'Withdraw it',
  warning: true,
  field: {
    label: 'Why is it withdrawn?',
    hint: 'Everybody can read this. Do not repeat what was wrong to show.',
    value,
  },
  uses,
  errors,
  ...(isInside ? {} : { cancel: `/publications/${edition.slug}` }),
})
