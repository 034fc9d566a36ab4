import type { FastifyReply, FastifyRequest } from 'fastify'
import { deviceWords } from './device.ts'

/** What a cookie's name depends on. */
export interface Jar {
  secure: boolean
  pack: string
}

// Cookies do not tell ports apart: two cities on one machine keep their own names, or each would sign people out of the other. With __Host- the
// browser itself refuses a cookie that another host, or a page without HTTPS, tries to plant.
const nameOf = ({ secure, pack }: Jar) => `${secure ? '__Host-' : ''}upstream_session_${pack}`

/** The browser's token: of a session, or of a sign-in under way. */
export const tokenOf = (req: Pick<FastifyRequest, 'cookies'>, jar: Jar): string | undefined => req.cookies[nameOf(jar)]

/** Gives the browser a token. It ends with the browser; what it opens ends in the database. */
export const keepToken = (reply: FastifyReply, token: string, jar: Jar): FastifyReply =>
  reply.setCookie(nameOf(jar), token, { path: '/', httpOnly: true, sameSite: 'lax', secure: jar.secure })

export const dropToken = (reply: FastifyReply, jar: Jar): FastifyReply =>
  reply.clearCookie(nameOf(jar), { path: '/', secure: jar.secure })

/** Whose browser it is, as far as a sign-in needs to know. */
export interface Visit {
  device: string
  token: string | undefined
}

export const visitOf = (req: FastifyRequest, jar: Jar): Visit => ({
  device: deviceWords(req.headers['user-agent']),
  token: tokenOf(req, jar),
})
