// One door for every feed: open to every site, limited gently, and what goes wrong is said as JSON.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../../lib/errors.ts'
import { withoutTokens } from '../../../platform/answers.ts'
import { feedLimit } from './send.ts'

export const options = { access: 'public', config: { rateLimit: feedLimit } } as const

const openToAll = (reply: FastifyReply) =>
  reply
    .header('access-control-allow-origin', '*')
    .header('access-control-expose-headers', 'etag, last-modified, link, retry-after')
    .header('cross-origin-resource-policy', 'cross-origin')

/** Routes below `base`, with the same manners for all of them: an address nobody knows is 404 as JSON too. */
export function feeds(app: FastifyInstance, base: string, routes: (api: FastifyInstance) => void): void {
  app.register(
    async api => {
      api.addHook('onRequest', async (_req, reply) => void openToAll(reply))
      api.setErrorHandler((error, req, reply) => problem(error, req, reply))
      routes(api)
      api.options('/*', { access: 'public' }, async (_req, reply) =>
        reply.header('access-control-allow-methods', 'GET, HEAD, OPTIONS').code(204).send(),
      )
      api.get('/*', options, async () => {
        throw new AppError(404, 'There is nothing at this address')
      })
    },
    { prefix: base },
  )
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  404: 'Not found',
  429: 'Too many requests',
  503: 'It took too long',
}

function problem(error: unknown, req: FastifyRequest, reply: FastifyReply) {
  const status = statusOf(error)
  if (status >= 500) req.log.error({ err: error, url: withoutTokens(req.url) }, 'request failed')
  const detail = status < 500 && error instanceof Error ? error.message : 'Try again in a minute.'
  const title = titles[status] ?? (status < 500 ? 'Bad request' : 'Something went wrong')
  openToAll(reply).code(status).type('application/json; charset=utf-8').header('cache-control', 'no-store')
  return reply.send(JSON.stringify({ type: 'about:blank', title, status, detail }))
}

/** The status an error is answered with. */
export const statusOf = (error: unknown): number => {
  const said = error instanceof AppError ? error.status : Number(Object(error).statusCode ?? 500)
  return said >= 400 && said < 600 ? said : 500
}
