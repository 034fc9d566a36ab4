import type { FastifyInstance } from 'fastify'
import { conflict } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { readForm } from '../../../platform/form.ts'
import { requireFresh } from '../fresh.ts'
import type { Options } from '../options.ts'
import { whoOf } from '../sessions/routes.ts'
import { codeErrors, TypedCode } from '../sign-in/code.ts'
import { tries } from '../sign-in/routes.ts'
import * as service from './service.ts'
import * as views from './views.ts'

/** Setting up an authenticator, and removing it. */
export function routes(app: FastifyInstance, db: Db, options: Options): void {
  const key = () => {
    if (!options.key) throw conflict('This installation has no key to keep secrets under, so codes cannot be set up')
    return options.key
  }
  const careful = { access: 'signed-in', preHandler: requireFresh } as const
  const slowed = { ...careful, config: { rateLimit: tries } }

  app.get('/account/codes', careful, async (req, reply) => {
    const secret = await service.begin(db, whoOf(req.actor), key())
    return secret ? reply.page(views.setUp(secret, req.actor.email)) : reply.redirect('/account', 303)
  })

  app.post('/account/codes', slowed, async (req, reply) => {
    const who = whoOf(req.actor)
    const form = readForm(TypedCode, req.body)
    const found = form.ok && (await service.confirm(db, who, form.data.code, { key: key(), now: options.now }))
    if (found && typeof found === 'object') return reply.page(views.done(found.codes))
    const secret = await service.begin(db, who, key())
    if (!secret) return reply.redirect('/account', 303)
    const errors = form.ok ? codeErrors(found || 'wrong') : form.errors
    return reply.code(400).page(views.setUp(secret, who.email, errors))
  })

  app.get('/account/codes/remove', careful, async (_req, reply) => reply.page(views.remove()))

  app.post('/account/codes/remove', slowed, async (req, reply) => {
    const form = readForm(TypedCode, req.body)
    if (!form.ok) return reply.code(400).page(views.remove(form.errors))
    const found = await service.remove(db, whoOf(req.actor), form.data.code, options)
    return found === 'right'
      ? reply.redirect('/account?done=codes-removed', 303)
      : reply.code(400).page(views.remove(codeErrors(found)))
  })
}
