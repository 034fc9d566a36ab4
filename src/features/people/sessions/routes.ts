import type { FastifyInstance } from 'fastify'
import { notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { doneOf } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import * as codes from '../codes/queries.ts'
import type { Options } from '../options.ts'
import { Id } from '../schemas.ts'
import { dropToken } from './cookie.ts'
import * as queries from './queries.ts'
import * as service from './service.ts'
import * as views from './views.ts'

/** Whoever asks, known to be signed in by the route's access word. */
export const whoOf = (actor: Actor) => ({ accountId: actor.accountId ?? 0, email: actor.email })

const done = {
  ended: 'The session has ended.',
  'codes-removed': 'The authenticator is removed. Signing in by link needs no code any more.',
}

/** "Your account": what one is here, where one is signed in, and how to end that. */
export function routes(app: FastifyInstance, db: Db, options: Options): void {
  app.get('/account', { access: 'signed-in' }, async (req, reply) => {
    const { accountId } = whoOf(req.actor)
    const sessions = await queries.list(db, accountId, service.idleHours)
    const [hasCodes, left] = [await codes.has(db, accountId), await codes.recoveryLeft(db, accountId)]
    const places = new Map((await options.boroughs(db)).map(one => [one.code, one.name]))
    const held = { has: hasCodes, left, possible: options.key !== undefined }
    return reply.page(views.account(req.actor, sessions, held, places, doneOf(req.query, done)))
  })

  app.post('/account/sessions/:id/end', { access: 'signed-in' }, async (req, reply) => {
    const asked = Id.safeParse(req.params)
    const here = asked.success && asked.data.id === req.actor.sessionId
    if (!asked.success || !(await service.endOne(db, whoOf(req.actor), asked.data.id))) throw notFound('That session')
    return here ? dropToken(reply, options).redirect('/', 303) : reply.redirect('/account?done=ended', 303)
  })

  app.post('/account/sign-out-everywhere', { access: 'signed-in' }, async (req, reply) => {
    await service.signOutEverywhere(db, whoOf(req.actor), options.endFeed)
    return dropToken(reply, options).redirect('/', 303)
  })
}
