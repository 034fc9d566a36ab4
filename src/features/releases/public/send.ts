import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Requests a minute that one address may send to open data. */
export const apiLimit = { max: 120, timeWindow: 60_000 }

/**
 * Public content with its tag: asked again, it is sent only if it changed. `no-cache` means that every copy on the way asks first, so that
 * what is withdrawn is gone the same moment.
 */
export function sendPublic(req: FastifyRequest, reply: FastifyReply, type: string, body: string): FastifyReply {
  const tag = `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`
  reply.header('cache-control', 'public, no-cache').header('etag', tag)
  const known = String(req.headers['if-none-match'] ?? '')
    .split(',')
    .map(each => each.trim().replace(/^W\//, ''))
  if (known.includes(tag)) return reply.code(304).send()
  return reply.type(type).send(body)
}
