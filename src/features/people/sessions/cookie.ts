import type { FastifyReply, FastifyRequest } from 'fastify'
import { deviceWords } from './device.ts'

// With __Host- the browser itself refuses a cookie that another host, or a page without HTTPS, tries to plant.
const nameOf = (secure: boolean) => (secure ? '__Host-upstream_session' : 'upstream_session')

/** The browser's token: of a session, or of a sign-in under way. */
export const tokenOf = (req: Pick<FastifyRequest, 'cookies'>, secure: boolean): string | undefined =>
  req.cookies[nameOf(secure)]

/** Gives the browser a token. It ends with the browser; what it opens ends in the database. */
export const keepToken = (reply: FastifyReply, token: string, secure: boolean): FastifyReply =>
  reply.setCookie(nameOf(secure), token, { path: '/', httpOnly: true, sameSite: 'lax', secure })

export const dropToken = (reply: FastifyReply, secure: boolean): FastifyReply =>
  reply.clearCookie(nameOf(secure), { path: '/', secure })

/** Whose browser it is, as far as a sign-in needs to know. */
export interface Visit {
  device: string
  token: string | undefined
}

export const visitOf = (req: FastifyRequest, secure: boolean): Visit => ({
  device: deviceWords(req.headers['user-agent']),
  token: tokenOf(req, secure),
})
