import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { badRequest } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import type { Options } from '../options.ts'
import * as accounts from '../queries.ts'
import { Email, nextOf } from '../schemas.ts'
import { keepToken, visitOf } from '../sessions/cookie.ts'
import { tries } from '../sign-in/routes.ts'
import * as views from '../sign-in/views.ts'
import { openClient, type Provider } from './client.ts'
import * as service from './service.ts'
import { Authorize, type Stub, stubPath } from './stub.ts'

const Again = z.object({ again: z.literal('yes') })

/** Sign-in at the organisation's own provider. */
export function routes(app: FastifyInstance, db: Db, options: Options & { provider: Provider }): void {
  const client = openClient(options.provider)

  // A link, not a form: a form may send people to this site only.
  app.get('/sign-in/work', { access: 'public', config: { rateLimit: tries } }, async (req, reply) => {
    const ask = {
      visit: visitOf(req, options),
      next: nextOf(req.query),
      again: Again.safeParse(req.query).success,
      address: options.address,
    }
    const started = await service.begin(db, client, ask).catch((error: unknown) => {
      req.log.warn({ err: error }, 'the sign-in provider does not answer')
      return undefined
    })
    if (!started) return reply.code(503).page(views.away(options))
    return keepToken(reply, started.token, options).redirect(started.address, 303)
  })

  app.get(service.backPath, { access: 'public', config: { rateLimit: tries } }, async (req, reply) => {
    const found = await service.finish(db, client, answerOf(req, options), visitOf(req, options))
    if ('refused' in found) return reply.code(403).page(views.refused(options.provider.name))
    return keepToken(reply, found.token, options).redirect(found.next, 303)
  })
}

// Our own address with what the provider added: what the browser says of the host is not trusted.
const answerOf = (req: FastifyRequest, { address }: Options) =>
  new URL(`${address}${service.backPath}${/\?.*$/s.exec(req.url)?.[0] ?? ''}`)

const Chosen = Authorize.extend({ email: Email })

/** The page of the demonstration's invented provider. It asks for no password. */
export function stubRoutes(app: FastifyInstance, db: Db, stub: Stub): void {
  app.get(stubPath, { access: 'public' }, async (req, reply) => {
    const ask = Authorize.safeParse(req.query)
    if (!ask.success) throw badRequest('Begin at the sign-in page')
    const hidden = Object.entries(ask.data).map(([name, value]) => ({ name, value }))
    const staff = (await accounts.list(db)).filter(one => staffRoles.has(one.role) && one.active)
    return reply.page(views.staff(hidden, staff))
  })

  app.post(stubPath, { access: 'public', config: { rateLimit: tries } }, async (req, reply) => {
    const chosen = Chosen.safeParse(req.body)
    if (!chosen.success) throw badRequest('Choose who to sign in as')
    const { email, ...ask } = chosen.data
    const code = stub.issue({ ask, email, subject: `invented-${email}` })
    const answer = new URLSearchParams({ code, state: ask.state, iss: stub.provider.issuer })
    return reply.redirect(`${service.backPath}?${answer}`, 303)
  })
}

const staffRoles: ReadonlySet<string> = new Set(['officer', 'analyst', 'director', 'administrator'])
