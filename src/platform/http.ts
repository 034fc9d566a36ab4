import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
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
import pg from 'pg'
import { AppError } from '../lib/errors.ts'
import { csv } from './csv.ts'
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
  app.removeContentTypeParser('application/json') // people send forms; nothing here is written by machines
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
    reply.header('permissions-policy', noPowers)
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
  decorateReplies(app, web)
  answerErrors(app)
  return app
}

// What no page of ours uses: a script that got in could not either.
const noPowers = [
  'accelerometer',
  'camera',
  'display-capture',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map(power => `${power}=()`)
  .join(', ')

/** Forms sent from one address: far more than an office fills in, far fewer than a machine could send. */
const sends = { max: 600, timeWindow: '1 minute' }

const isDownload = (reply: FastifyReply) =>
  reply.statusCode === 200 && String(reply.getHeader('content-disposition') ?? '').startsWith('attachment')

// GOV.UK Frontend's template has one inline script (it marks that JavaScript works); its hash is allowed and nothing else inline is.
function inlineScriptHash(): string {
  const template = readFileSync(join(root, 'node_modules/govuk-frontend/dist/govuk/template.njk'), 'utf8')
  const script = /<script[^>]*>([^<]+)<\/script>/.exec(template)?.[1] ?? ''
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`
}

const policy = {
  'default-src': ["'none'"],
  'script-src': ["'self'", inlineScriptHash()],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'worker-src': ["'self'", 'blob:'],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
  'upgrade-insecure-requests': null,
}

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

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

// Fetch metadata first; browsers that do not send it are judged by Origin. Tools that send neither carry no cookie of ours by themselves.
function refuseOtherSites(req: FastifyRequest): void {
  if (safe.has(req.method)) return
  const site = req.headers['sec-fetch-site']
  const origin = req.headers.origin
  const foreign =
    site !== undefined ? site !== 'same-origin' && site !== 'none' : origin !== undefined && hostOf(origin) !== req.host
  if (foreign) throw new AppError(403, 'This form was sent from another site')
}

// The database keeps no NUL and no half of a character in a text; nobody types one.
const unkeepable = /\0|\p{Surrogate}/u

function refuseUnkeepable(req: FastifyRequest): void {
  const body = typeof req.body === 'object' && req.body !== null ? Object.values(req.body).flat() : [req.body]
  if (req.url.includes('%00') || body.some(value => typeof value === 'string' && unkeepable.test(value)))
    throw new AppError(400, 'It holds a character that cannot be kept. Type it again, or paste it as plain text.')
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : '')

function decorateReplies(app: FastifyInstance, web: Web): void {
  app.decorateReply('page', function (this: FastifyReply, page: Page) {
    this.header('cache-control', 'private, no-store').type('text/html; charset=utf-8')
    return this.send(web.render(page.template, page.data, this.request))
  })
  app.decorateReply(
    'csv',
    function (this: FastifyReply, name: string, columns: string[], rows: readonly (readonly unknown[])[]) {
      this.header('cache-control', 'private, no-store').header(
        'content-disposition',
        `attachment; filename="${name.replace(/[^\w.-]+/g, '-')}.csv"`,
      )
      return this.type('text/csv; charset=utf-8').send(csv(columns, rows))
    },
  )
}

const titles: Record<number, string> = {
  400: 'We could not read that',
  401: 'Sign in to see this page',
  403: 'You cannot open this page',
  404: 'Page not found',
  409: 'That cannot be done now',
  413: 'That file is too large',
  415: 'That kind of file cannot be used here',
  429: 'Too many tries',
}

function answerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler({}, async () => {
    throw new AppError(
      404,
      'If you typed the address, check it is right. If you followed a link, the page may have moved.',
    )
  })
  app.setErrorHandler((error, req, reply) => {
    const status = error instanceof AppError ? error.status : isUnreadable(error) ? 400 : statusOf(error)
    if (isUnreadable(error))
      req.log.warn({ err: error, url: withoutTokens(req.url) }, 'a value the database cannot hold')
    if (status >= 500) req.log.error({ err: error, url: withoutTokens(req.url) }, 'request failed')
    const title = titles[status] ?? 'Sorry, something went wrong'
    const message = isUnreadable(error)
      ? 'A number or a day in it is out of range. Nothing was changed.'
      : error instanceof Error && status < 500
        ? error.message
        : 'Nothing you typed was changed. Try again in a minute.'
    if (!req.headers.accept?.includes('text/html'))
      return reply
        .code(status)
        .type('application/problem+json')
        .send(JSON.stringify({ type: 'about:blank', title, status, detail: message }))
    return reply.code(status).page({ template: 'layout/error.njk', data: { title, message, status } })
  })
}

// The address of a sign-in link opens an account: it is not written down.
const withoutTokens = (url: string) => url.replace(/[\w-]{43,}/g, '…')

// What the database says of a value no column can hold: a number too large, a text that is no number, a day that is none.
const unreadable = new Set(['22003', '22P02', '22008', '22007'])
const isUnreadable = (error: unknown) =>
  error instanceof pg.DatabaseError && error.code !== undefined && unreadable.has(error.code)

function statusOf(error: unknown): number {
  const found = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500
  return typeof found === 'number' && found >= 400 ? found : 500
}
