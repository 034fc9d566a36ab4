import { join } from 'node:path'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fixed from '@fastify/static'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { AppError } from '../lib/errors.ts'
import { answerErrors, decorateReplies } from './answers.ts'
import { noPowers, policy, refuseOtherSites, refuseUnkeepable } from './guards.ts'
import { type Remembering, remember } from './remember.ts'
import { root } from './root.ts'
import type { Page } from './view.ts'

/** Whoever asks. Rooms decide what they may do. */
export interface Actor {
  accountId: number | null
  email: string
  name: string
  role: string
  /** Codes of the places a borough lead answers for; empty means none (or, for other roles, all). */
  places: string[]
  /** Code of the organisation they answer for. */
  organisation: string | null
  /** Programmes they answer for. */
  programmes: string[]
  /** What they are beside their role, today: incident duty, data steward and the like. */
  flags: string[]
  /** Kinds of confidential record an administrator may read just now, having broken the glass. */
  glass: string[]
  /** Did they show who they are lately? Restricted records ask for it. */
  fresh: boolean
  /** Which of their sessions asks. */
  sessionId: number | null
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: string
  }
  interface RouteShorthandOptions {
    access?: string
  }
  interface FastifyRequest {
    actor: Actor
  }
  interface FastifyReply {
    page(page: Page): FastifyReply
    csv(name: string, columns: string[], rows: readonly (readonly unknown[])[]): FastifyReply
  }
}

export interface Web {
  log: FastifyBaseLogger
  /** Who asks, from the request's cookies. */
  identify(req: FastifyRequest): Promise<Actor>
  /** Every access word the routes may use; anything else stops the start. */
  accessWords: ReadonlySet<string>
  allows(actor: Actor, access: string): boolean
  render(template: string, data: object, req: FastifyRequest): string
  /** Answers the same public page from memory while nothing changes. */
  remembering?: Remembering
  /** Only over HTTPS: browsers are told to keep to it. */
  secure?: boolean
  /** Keeps in the audit trail that somebody signed in takes a file away. */
  exported(actor: Actor, address: string): Promise<void>
}

/** A visitor without an account. */
export const anyone: Actor = {
  accountId: null,
  email: 'public',
  name: 'Public',
  role: 'public',
  places: [],
  organisation: null,
  programmes: [],
  flags: [],
  glass: [],
  fresh: false,
  sessionId: null,
}

/** An app with the walls up: every route says who may use it, other sites cannot post to it, no page runs foreign script. */
export function createWeb(web: Web): FastifyInstance {
  const app = Fastify({
    loggerInstance: web.log,
    // What a proxy on this machine or in the same private network says of the address is believed; what others say of themselves is not.
    trustProxy: 'loopback, linklocal, uniquelocal',
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_000_000,
  })
  if (web.remembering) remember(app, web.remembering)
  requireAccess(app, web)
  app.register(rateLimit, { global: false })
  app.register(cookie)
  app.removeContentTypeParser(['application/json', 'text/plain']) // what is sent to us is a form
  app.register(formbody)
  app.register(multipart, { limits: { fileSize: 200_000_000, files: 1, fields: 20, parts: 25 } })
  app.register(helmet, {
    contentSecurityPolicy: { directives: policy },
    referrerPolicy: { policy: 'same-origin' },
    hsts: web.secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  })
  app.register(fixed, {
    root: join(root, 'dist', 'assets'),
    prefix: '/assets/',
    preCompressed: true, // the build puts .br and .gz beside each file
    maxAge: '365d',
    immutable: true,
    logLevel: 'warn',
  })
  app.addHook('onSend', async (_req, reply) => {
    if (!reply.hasHeader('permissions-policy')) reply.header('permissions-policy', noPowers)
  })
  app.decorateRequest('actor')
  app.addHook('onRequest', async req => {
    req.actor = anyone
    refuseOtherSites(req)
  })
  app.addHook('onSend', async (req, reply, payload) => {
    if (req.actor?.accountId && isDownload(reply)) await web.exported(req.actor, req.url)
    return payload
  })
  app.addHook('preValidation', async req => refuseUnkeepable(req))
  decorateReplies(app, web.render)
  answerErrors(app)
  return app
}

/** Forms sent from one address: far more than an office fills in, far fewer than a machine could send. */
const sends = { max: 600, timeWindow: '1 minute' }

const isDownload = (reply: FastifyReply) =>
  reply.statusCode === 200 && String(reply.getHeader('content-disposition') ?? '').startsWith('attachment')

// Fastify drops unknown route options silently, so `access` is copied into `config`, which is kept; the hook fails closed.
function requireAccess(app: FastifyInstance, web: Web): void {
  app.addHook('onRoute', route => {
    if (route.url.startsWith('/assets/')) route.config = { ...route.config, access: 'public' }
    const access = route.access ?? route.config?.access
    if (route.method === 'POST') route.config = { rateLimit: sends, ...route.config }
    const name = `${String(route.method)} ${route.url}`
    if (!access) throw new Error(`${name} does not say who may use it`)
    if (!web.accessWords.has(access)) throw new Error(`${name} names an access nobody has defined: ${access}`)
    route.config = { ...route.config, access }
  })
  app.addHook('preHandler', async (req, reply) => {
    const access = req.routeOptions.config.access
    if (access === 'public' && req.url.startsWith('/assets/')) return
    req.actor = await web.identify(req)
    if (req.is404 || (access && web.allows(req.actor, access))) return
    if (req.actor.accountId === null && req.method === 'GET')
      return reply.redirect(`/sign-in?next=${encodeURIComponent(req.url)}`, 303)
    throw new AppError(req.actor.accountId === null ? 401 : 403, 'Your role does not open this page')
  })
}
