import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { badRequest } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { readForm } from '../../../platform/form.ts'
import * as codes from '../codes/queries.ts'
import * as codeService from '../codes/service.ts'
import * as links from '../links/queries.ts'
import * as linkService from '../links/service.ts'
import type { Options } from '../options.ts'
import * as accounts from '../queries.ts'
import { Email, Next, nextOf } from '../schemas.ts'
import { dropToken, keepToken, visitOf } from '../sessions/cookie.ts'
import * as sessions from '../sessions/service.ts'
import { hashOf } from '../sessions/token.ts'
import { codeErrors, TypedCode } from './code.ts'
import * as begun from './queries.ts'
import * as views from './views.ts'

const Token = z.object({ token: z.string().regex(/^[\w-]{43}$/) })
const Choice = z.object({ email: Email, next: Next.default('/') })

/** Tries to sign in from one address: enough for a room of people behind one, too few to guess anything. */
export const tries = { max: 60, timeWindow: '1 minute' }
// Links asked for from one address.
const asks = { max: 20, timeWindow: '10 minutes' }

// The answer comes no sooner than this, so that its time does not tell whether there is an account.
const leastMs = 250
const pause = () => new Promise(resolve => setTimeout(resolve, leastMs))

export function routes(app: FastifyInstance, db: Db, options: Options): void {
  app.get('/sign-in', { access: 'public' }, async (req, reply) => {
    const next = nextOf(req.query)
    return options.demonstration
      ? reply.page(views.demoSignIn(options, await accounts.list(db), next))
      : reply.page(views.signIn(options, next))
  })

  byLink(app, db, options)
  withCode(app, db, options)
  anew(app, db, options)
  if (options.demonstration) asInvented(app, db, options)

  app.post('/sign-out', { access: 'signed-in' }, async (req, reply) => {
    const { token } = visitOf(req, options)
    await sessions.signOut(db, req.actor.email, token ?? '')
    return dropToken(reply, options).redirect('/', 303)
  })
}

function byLink(app: FastifyInstance, db: Db, options: Options): void {
  app.post('/sign-in/link', { access: 'public', config: { rateLimit: asks } }, async (req, reply) => {
    const form = readForm(Choice, req.body)
    if (!form.ok) return reply.code(400).page(views.signIn(options, nextOf(req.body), form.values, form.errors))
    const { email, next } = form.data
    await Promise.all([linkService.send(db, { email, next, address: options.address }), pause()])
    return reply.redirect('/sign-in/sent', 303)
  })

  app.get('/sign-in/sent', { access: 'public' }, async (_req, reply) =>
    reply.page(views.sent(linkService.linkMinutes, options.demonstration)),
  )

  app.get('/sign-in/:token', { access: 'public' }, async (req, reply) => {
    const found = Token.safeParse(req.params)
    const good = found.success && (await links.find(db, hashOf(found.data.token))) !== undefined
    return reply.code(good ? 200 : 410).page(views.link(found.success ? found.data.token : '', good))
  })

  app.post('/sign-in/:token', { access: 'public', config: { rateLimit: tries } }, async (req, reply) => {
    const found = Token.safeParse(req.params)
    const visit = visitOf(req, options)
    const signed = found.success ? await linkService.signIn(db, found.data.token, visit) : undefined
    if (!signed) return reply.code(410).page(views.link('', false))
    keepToken(reply, signed.token, options)
    return reply.redirect(signed.needs === 'code' ? '/sign-in/code' : signed.next, 303)
  })
}

// The second half of a sign-in by link, for those who have an authenticator.
function withCode(app: FastifyInstance, db: Db, options: Options): void {
  app.get('/sign-in/code', { access: 'public' }, async (req, reply) => {
    const { token } = visitOf(req, options)
    const waiting = token && (await begun.findForCode(db, hashOf(token)))
    return waiting ? reply.page(views.code()) : reply.redirect('/sign-in', 303)
  })

  app.post('/sign-in/code', { access: 'public', config: { rateLimit: tries } }, async (req, reply) => {
    const form = readForm(TypedCode, req.body)
    if (!form.ok) return reply.code(400).page(views.code(form.errors))
    const found = await codeService.finish(db, form.data.code, visitOf(req, options), options)
    if (found === 'gone') return reply.redirect('/sign-in', 303)
    if (found === 'wrong' || found === 'wait') return reply.code(400).page(views.code(codeErrors(found)))
    return keepToken(reply, found.token, options).redirect(found.next, 303)
  })
}

// Somebody signed in shows anew that it is they, before restricted records.
function anew(app: FastifyInstance, db: Db, options: Options): void {
  const shownTo = async (actor: { accountId: number | null; email: string }, sent: unknown) => ({
    next: nextOf(sent),
    email: actor.email,
    codes: await codes.has(db, actor.accountId ?? 0),
  })

  app.get('/sign-in/again', { access: 'signed-in' }, async (req, reply) =>
    reply.page(views.again(options, await shownTo(req.actor, req.query))),
  )

  app.post('/sign-in/again', { access: 'signed-in', config: { rateLimit: tries } }, async (req, reply) => {
    const shown = await shownTo(req.actor, req.body)
    const form = readForm(TypedCode, req.body)
    if (!form.ok) return reply.code(400).page(views.again(options, shown, form.errors))
    const who = { accountId: req.actor.accountId ?? 0, email: req.actor.email }
    const found = await codeService.refresh(db, who, form.data.code, visitOf(req, options), options)
    if (found === 'wrong' || found === 'wait')
      return reply.code(400).page(views.again(options, shown, codeErrors(found)))
    return keepToken(reply, found.token, options).redirect(shown.next, 303)
  })
}

// The demonstration's list of people. Registered only when the pack is one.
function asInvented(app: FastifyInstance, db: Db, options: Options): void {
  app.post('/sign-in', { access: 'public', config: { rateLimit: tries } }, async (req, reply) => {
    const form = readForm(Choice, req.body)
    const token = form.ok && (await signInToDemo(db, form.data.email, visitOf(req, options)))
    if (!form.ok || !token) throw badRequest('Choose one of the people of the demonstration')
    return keepToken(reply, token, options).redirect(form.data.next, 303)
  })
}

const signInToDemo = (db: Db, email: string, visit: ReturnType<typeof visitOf>): Promise<string | undefined> =>
  db.transaction(async tx => {
    const account = await accounts.findWelcome(tx, email)
    return account && sessions.start(tx, account, 'demonstration', visit)
  })
