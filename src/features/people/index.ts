import type { FastifyRequest } from 'fastify'
import type { Db } from '../../platform/db.ts'
import type { Actor } from '../../platform/http.ts'
import * as queries from './queries.ts'
import { cookieName } from './routes.ts'
import { hashOf, idleHours } from './service.ts'

export { type Access, accessWords, allows, type Role, roleNames, roles } from './permissions.ts'
export { list as listAccounts } from './queries.ts'
export { routes } from './routes.ts'
export { Invitation } from './schemas.ts'
export { invite, seed } from './service.ts'

const anyone: Actor = { accountId: null, email: 'public', name: 'Public', role: 'public', places: [] }

/** Who asks, from the session cookie. */
export async function identify(db: Db, req: FastifyRequest): Promise<Actor> {
  const token = req.cookies[cookieName]
  if (!token) return anyone
  const hash = hashOf(token)
  const account = await queries.findSession(db, hash, idleHours)
  if (!account) return anyone
  await queries.touchSession(db, hash)
  return { accountId: account.id, email: account.email, name: account.name, role: account.role, places: account.places }
}
