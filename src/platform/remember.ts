import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** State of the house when this page was begun, if it may be remembered. */
    begun?: string
  }
}

export interface Remembering {
  /** First parts of the addresses whose answers are the same for every visitor without a cookie; '' is the front page. */
  heads: ReadonlySet<string>
  /** First parts of addresses whose answers depend on the minute: pressed for the way, and never kept. */
  fresh?: ReadonlySet<string>
  /** Changes whenever anything that could be read has changed. */
  state(): Promise<string>
  /** Milliseconds for which the last state is believed. What this process itself was sent is looked at once more at once. */
  believeMs: number
}

interface Answer {
  headers: Record<string, string>
  whole: Buffer
  br: Buffer
  gzip: Buffer
}

/** No state of the house is called this. */
const unkept = 'unkept'
const mostAnswers = 1_000
const leastPressed = 1_000 // bytes; shorter ones gain nothing

/**
 * Answers visitors from memory while nothing has changed: what is public is the same for everybody. A request with any cookie is never answered
 * so, nor is an answer kept that is not 200 or that sets one. Pressed once, sent pressed.
 */
export function remember(app: FastifyInstance, { heads, fresh = new Set(), state, believeMs }: Remembering): void {
  const answers = new Map<string, Answer>()
  app.decorateRequest('begun')
  const believed = stateOf(state, believeMs, () => answers.clear())
  app.addHook('preHandler', async (req, reply) => {
    if (isVisitor(req, fresh)) req.begun = unkept
    if (!isVisitor(req, heads)) return
    const now = await believed.now()
    const found = answers.get(keyOf(req))
    if (found) return recall(req, reply, found)
    req.begun = now
  })
  app.addHook('onSend', async (req, reply, payload) => {
    const { begun } = req
    if (begun === undefined || reply.statusCode !== 200 || reply.getHeader('set-cookie') !== undefined) return payload
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload
    const answer = press(Buffer.from(payload), textHeaders(reply))
    // what was begun before a change is not kept after it
    if (begun !== unkept && begun === believed.last()) keep(answers, keyOf(req), answer)
    return dress(req, reply, answer)
  })
  app.addHook('onResponse', async req => {
    if (req.method !== 'GET' && req.method !== 'HEAD') believed.doubt()
  })
}

const isVisitor = (req: FastifyRequest, heads: ReadonlySet<string>) =>
  req.method === 'GET' && req.headers.cookie === undefined && heads.has(/^\/([^/?.]*)/.exec(req.url)?.[1] ?? '')

const keyOf = (req: FastifyRequest) => `${req.headers.accept?.includes('text/html') ? 'html' : 'other'} ${req.url}`

function keep(answers: Map<string, Answer>, key: string, answer: Answer): void {
  const [oldest] = answers.keys()
  if (answers.size >= mostAnswers && oldest !== undefined) answers.delete(oldest)
  answers.set(key, answer)
}

function stateOf(read: () => Promise<string>, believeMs: number, changed: () => void) {
  let [last, asked, doubts] = ['', Number.NEGATIVE_INFINITY, 0]
  let asking: Promise<void> | undefined
  const ask = async () => {
    const [began, before] = [performance.now(), doubts]
    const found = await read()
    if (found !== last) changed()
    last = found
    if (before === doubts) asked = began // what was read before a change says nothing of after it
    asking = undefined
  }
  return {
    last: () => last,
    now: async () => {
      if (performance.now() - asked <= believeMs) return last
      asking ??= ask().catch(error => {
        asking = undefined
        throw error
      })
      await asking
      return last
    },
    doubt: () => {
      doubts += 1
      asked = Number.NEGATIVE_INFINITY
      asking = undefined
    },
  }
}

const textHeaders = (reply: FastifyReply): Record<string, string> =>
  Object.fromEntries(
    Object.entries(reply.getHeaders()).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )

function press(whole: Buffer, headers: Record<string, string>): Answer {
  const isShort = whole.length < leastPressed
  const br = isShort ? whole : brotliCompressSync(whole, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  return { headers, whole, br, gzip: isShort ? whole : gzipSync(whole) }
}

function recall(req: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply {
  reply.headers(answer.headers)
  const known = String(req.headers['if-none-match'] ?? '')
    .split(',')
    .map(tag => tag.trim().replace(/^W\//, ''))
  if (answer.headers.etag !== undefined && known.includes(answer.headers.etag)) return reply.code(304).send()
  return reply.send(dress(req, reply, answer))
}

/** The form of an answer this visitor's browser takes. */
function dress(req: FastifyRequest, reply: FastifyReply, { whole, br, gzip }: Answer): Buffer {
  const takes = String(req.headers['accept-encoding'] ?? '')
  const [name, body] = /\bbr\b/.test(takes) ? ['br', br] : /\bgzip\b/.test(takes) ? ['gzip', gzip] : ['', whole]
  reply.header('vary', 'accept-encoding, accept')
  if (name === '' || body === whole) return whole
  reply.header('content-encoding', name).header('content-length', body.length)
  return body
}
