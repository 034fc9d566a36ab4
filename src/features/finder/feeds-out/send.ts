// How feeds answer: to every site, with a tag and a date, pressed, and never with a cookie.
import { createHash } from 'node:crypto'
import { pipeline, Readable } from 'node:stream'
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
  /** For what is sent as it is made: words that are the same only while all of it is. */
  state?: string
}

const takesGzip = (req: FastifyRequest) => /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''))

/** A whole answer with its tag: asked for again, it is sent only if it changed. A stream, so that the memory of public pages leaves it alone. */
export async function sendWhole(req: FastifyRequest, reply: FastifyReply, text: string, said: Said = {}) {
  const [tag, modified] = [`"${hashOf(text)}"`, settled(said.modified)]
  mark(dress(reply, said), tag, modified)
  if (isKnown(req, tag, modified)) return reply.code(304).send()
  const plain = Buffer.from(text)
  const isPressed = takesGzip(req) && plain.length >= leastPressed
  const body = isPressed ? await press(plain) : plain
  if (isPressed) reply.header('content-encoding', 'gzip')
  reply.code(said.status ?? 200).header('content-length', body.length)
  return reply.send(Readable.from([body]))
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 32)

function mark(reply: FastifyReply, tag: string, modified: number | undefined): void {
  reply.header('etag', tag)
  if (modified !== undefined) reply.header('last-modified', new Date(modified).toUTCString())
}

const dress = (reply: FastifyReply, { type, cache }: Said): FastifyReply =>
  reply
    .header('cache-control', cache ?? 'public, no-cache')
    .header('vary', 'accept-encoding')
    .type(type ?? 'application/json; charset=utf-8')

const settledMs = 2_000

// A date has whole seconds: what changed a moment ago may change once more in the same one, and whoever has only the date would never hear of it.
const settled = (modified: number | undefined): number | undefined =>
  modified !== undefined && Date.now() - modified >= settledMs ? modified : undefined

// A tag is believed before a date.
function isKnown(req: FastifyRequest, tag: string, modified: number | undefined): boolean {
  const tags = req.headers['if-none-match']
  if (tags !== undefined) return tags.split(',').some(each => [tag, '*'].includes(each.trim().replace(/^W\//, '')))
  const since = Date.parse(req.headers['if-modified-since'] ?? '')
  return modified !== undefined && since >= Math.floor(modified / 1000) * 1000
}

/** Pieces as they come, never the whole in memory; none is made for whoever has it already, or asks for the headers alone. */
export function sendStream(req: FastifyRequest, reply: FastifyReply, pieces: AsyncIterable<string>, said: Said = {}) {
  dress(reply, said)
  const [state, modified] = [said.state, settled(said.modified)]
  const tag = state === undefined ? undefined : `W/"${hashOf(state)}"`
  if (tag !== undefined) mark(reply, tag, modified)
  if (tag !== undefined && isKnown(req, tag.slice(2), modified)) return reply.code(304).send()
  const isPressed = takesGzip(req)
  if (isPressed) reply.header('content-encoding', 'gzip')
  if (req.method === 'HEAD') return reply.send(Readable.from([]))
  const stream = Readable.from(pieces)
  // a reader who goes away ends the reading of the database too; what broke off is told by the answer itself
  return reply.send(isPressed ? pipeline(stream, createGzip(), () => {}) : stream)
}

export const sendJson = (req: FastifyRequest, reply: FastifyReply, body: object, said: Said = {}) =>
  sendWhole(req, reply, JSON.stringify(body), said)
