import type { FastifyRequest } from 'fastify'
import type { Db } from '../../platform/db.ts'
import { type Actor, anyone } from '../../platform/http.ts'
import * as queries from './queries.ts'
import { cookieName } from './routes.ts'
import { hashOf, idleHours } from './service.ts'

export { type Access, accessWords, allows } from './permission/access.ts'
export { type Decision, decide, mayEver, type Subject } from './permission/decide.ts'
export { confidential, type Kind, kinds } from './permission/matrix.ts'
export { list as listAccounts } from './queries.ts'
export { type Flag, flagNames, flags, type Role, roleNames, roles } from './roles.ts'
export { routes } from './routes.ts'
export { Invitation } from './schemas.ts'
export { invite, seed } from './service.ts'

/** Who asks, from the session cookie. */
export async function identify(db: Db, req: FastifyRequest): Promise<Actor> {
  const token = req.cookies[cookieName]
  if (!token) return anyone
  const hash = hashOf(token)
  const account = await queries.findSession(db, hash, idleHours)
  if (!account) return anyone
  await queries.touchSession(db, hash)
  const { id: accountId, email, name, role, places, organisation } = account
  return { ...anyone, accountId, email, name, role, places, organisation }
}
