// How feeds answer: to every site, with a tag and a date, pressed, and never with a cookie.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { createGzip, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

const press = promisify(gzip)
const leastPressed = 1_000 // bytes; shorter ones gain nothing

/** Requests a minute from one address: an official validator sends 60 quick ones. */
export const feedLimit = { max: 240, timeWindow: 60_000 }

export interface Said {
  type?: string
  /** Milliseconds since 1970 of the newest thing in it. */
  modified?: number | undefined
  cache?: string
  status?: number
}

const takesGzip = (req: FastifyRequest) => /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''))

/** A whole answer with its tag: asked for again, it is sent only if it changed. A stream, so that the memory of public pages leaves it alone. */
export async function sendWhole(req: FastifyRequest, reply: FastifyReply, text: string, said: Said = {}) {
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 32)}"`
  dress(reply, said).header('etag', tag)
  if (said.modified !== undefined) reply.header('last-modified', new Date(said.modified).toUTCString())
  if (isKnown(req, tag, said.modified)) return reply.code(304).send()
  const plain = Buffer.from(text)
  const isPressed = takesGzip(req) && plain.length >= leastPressed
  const body = isPressed ? await press(plain) : plain
  if (isPressed) reply.header('content-encoding', 'gzip')
  reply.code(said.status ?? 200).header('content-length', body.length)
  return reply.send(Readable.from([body]))
}

const dress = (reply: FastifyReply, { type, cache }: Said): FastifyReply =>
  reply
    .header('cache-control', cache ?? 'public, no-cache')
    .header('vary', 'accept-encoding')
    .type(type ?? 'application/json; charset=utf-8')

// A tag is believed before a date: two changes may fall in one second.
function isKnown(req: FastifyRequest, tag: string, modified: number | undefined): boolean {
  const tags = req.headers['if-none-match']
  if (tags !== undefined) return tags.split(',').some(each => [tag, '*'].includes(each.trim().replace(/^W\//, '')))
  const since = Date.parse(req.headers['if-modified-since'] ?? '')
  return modified !== undefined && since >= Math.floor(modified / 1000) * 1000
}

/** Pieces as they come, never the whole in memory. */
export function sendStream(req: FastifyRequest, reply: FastifyReply, pieces: AsyncIterable<string>, said: Said = {}) {
  dress(reply, said)
  const stream = Readable.from(pieces)
  if (!takesGzip(req)) return reply.send(stream)
  const pressed = createGzip()
  stream.on('error', error => pressed.destroy(error))
  return reply.header('content-encoding', 'gzip').send(stream.pipe(pressed))
}

export const sendJson = (req: FastifyRequest, reply: FastifyReply, body: object, said: Said = {}) =>
  sendWhole(req, reply, JSON.stringify(body), said)
