import type { FastifyReply, FastifyRequest } from 'fastify'

/** Minutes since somebody showed who they are, within which restricted records open; longer for sending a form begun in time. */
const freshMinutes = { looking: 60, sending: 120 }

const looks = new Set(['GET', 'HEAD'])

export const isFresh = (method: string, minutesSince: number): boolean =>
  minutesSince <= (looks.has(method) ? freshMinutes.looking : freshMinutes.sending)

/** For restricted records: `{ access: '…', preHandler: requireFresh }`. Whoever signed in long ago does so again and comes back. */
export async function requireFresh(req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  if (req.actor.fresh) return undefined
  const back = looks.has(req.method) ? req.url : pathOf(req.headers.referer)
  return reply.redirect(`/sign-in/again?next=${encodeURIComponent(back)}`, 303)
}

// The page whose form was sent, on this site alone.
const pathOf = (referer: string | undefined) => (referer && URL.canParse(referer) ? new URL(referer).pathname : '/')
