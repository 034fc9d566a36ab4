import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { badRequest } from '../../lib/errors.ts'
import type { Db } from '../../platform/db.ts'
import { readForm } from '../../platform/form.ts'
import * as queries from './queries.ts'
import * as service from './service.ts'
import * as views from './views.ts'

export const cookieName = 'upstream_session'

// Only our own paths: an address such as //elsewhere.example would leave the site.
const Next = z
  .string()
  .regex(/^\/(?![/\\])[\x21-\x7e]*$/)
  .catch('/')
const Token = z.object({ token: z.string().regex(/^[\w-]{43}$/) })
const Choice = z.object({ email: z.email({ error: 'Choose who to sign in as' }), next: Next.default('/') })

// Tries to sign in from one address: enough for a room of people behind one, too few to guess a link.
const tries = { max: 60, timeWindow: '1 minute' }

/** Sign-in. The demonstration's list of people is registered only when the pack is one. */
export function routes(app: FastifyInstance, db: Db, options: { demonstration: boolean; secure: boolean }): void {
  const keep = (reply: FastifyReply, token: string) =>
    reply.setCookie(cookieName, token, { path: '/', httpOnly: true, sameSite: 'lax', secure: options.secure })

  app.get('/sign-in', { access: 'public' }, async (req, reply) => {
    const next = Next.parse(
      z
        .object({ next: z.string().default('/') })
        .catch({ next: '/' })
        .parse(req.query).next,
    )
    return options.demonstration
      ? reply.page(views.demoSignIn(await queries.list(db), next))
      : reply.page(views.signInPage({ title: 'Sign in' }))
  })

  app.get('/sign-in/:token', { access: 'public' }, async (req, reply) => {
    const found = Token.safeParse(req.params)
    const good = found.success && (await queries.findLink(db, service.hashOf(found.data.token))) !== undefined
    return reply.code(good ? 200 : 410).page(
      views.linkPage({
        title: good ? 'Sign in' : 'This link no longer works',
        token: found.success ? found.data.token : '',
        good,
      }),
    )
  })

  app.post('/sign-in/:token', { access: 'public', config: { rateLimit: tries } }, async (req, reply) => {
    const found = Token.safeParse(req.params)
    const session = found.success ? await service.signInByLink(db, found.data.token) : undefined
    if (!session)
      return reply.code(410).page(views.linkPage({ title: 'This link no longer works', token: '', good: false }))
    return keep(reply, session).redirect('/', 303)
  })

  if (options.demonstration) {
    app.post('/sign-in', { access: 'public', config: { rateLimit: tries } }, async (req, reply) => {
      const form = readForm(Choice, req.body)
      const session = form.ok ? await service.signInToDemo(db, form.data.email) : undefined
      if (!form.ok || !session) throw badRequest('Choose one of the people of the demonstration')
      return keep(reply, session).redirect(form.data.next, 303)
    })
  }

  app.post('/sign-out', { access: 'signed-in' }, async (req, reply) => {
    await service.signOut(db, req.actor.email, req.cookies[cookieName] ?? '')
    return reply.clearCookie(cookieName, { path: '/' }).redirect('/', 303)
  })

  app.get('/accounts', { access: 'accounts.manage' }, async (_req, reply) =>
    reply.page(views.accounts(await queries.list(db))),
  )
}
