// How the web answers: a page, a file, or what went wrong.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import pg from 'pg'
import { AppError } from '../lib/errors.ts'
import { csv } from './csv.ts'
import type { Page } from './view.ts'
import { recordOf, wordsKept } from './words-kept.ts'

type Render = (template: string, data: object, req: FastifyRequest) => string

/** Pages and files, as every route answers them. */
export function decorateReplies(app: FastifyInstance, render: Render): void {
  app.decorateReply('page', function (this: FastifyReply, page: Page) {
    this.header('cache-control', 'private, no-store').type('text/html; charset=utf-8')
    return this.send(render(page.template, page.data, this.request))
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
  410: 'This is no longer here',
  413: 'That file is too large',
  415: 'That kind of file cannot be used here',
  429: 'Too many tries',
  503: 'It took too long',
}

/** One answer to all that goes wrong: in words a person can use, with nothing of ours given away. */
export function answerErrors(app: FastifyInstance): void {
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
      : error instanceof Error && (status < 500 || error instanceof AppError)
        ? error.message
        : 'Nothing you typed was changed. Try again in a minute.'
    if (!req.headers.accept?.includes('text/html'))
      return reply
        .code(status)
        .type('application/problem+json')
        .send(JSON.stringify({ type: 'about:blank', title, status, detail: message }))
    const moved = status === 409 && req.method === 'POST'
    const kept = { typed: moved ? wordsKept(req.body) : [], back: moved ? recordOf(req.url) : '' }
    return reply.code(status).page({ template: 'layout/error.njk', data: { title, message, status, ...kept } })
  })
}

// The address of a sign-in link opens an account, and what somebody looked for is theirs: neither is written down.
export const withoutTokens = (url: string) => (url.split('?')[0] ?? '').replace(/[\w-]{43,}/g, '…')

// What the database says of a value no column can hold: a number too large, a text that is no number, a day that is none.
const unreadable = new Set(['22003', '22P02', '22008', '22007'])
const isUnreadable = (error: unknown) =>
  error instanceof pg.DatabaseError && error.code !== undefined && unreadable.has(error.code)

function statusOf(error: unknown): number {
  const found = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500
  return typeof found === 'number' && found >= 400 ? found : 500
}
