import type { FastifyRequest } from 'fastify'
import type { Day } from '../../lib/dates.ts'
import { recordRead } from '../../platform/audit.ts'
import type { Db } from '../../platform/db.ts'
import { type Actor, anyone } from '../../platform/http.ts'
import { accountDuties } from './accounts/duties.ts'
import type { Duty } from './duty.ts'
import { isFresh } from './fresh.ts'
import * as accounts from './queries.ts'
import { type Jar, tokenOf } from './sessions/cookie.ts'
import * as queries from './sessions/queries.ts'
import { idleHours } from './sessions/service.ts'
import { hashOf } from './sessions/token.ts'
import { trustDuties } from './trust/index.ts'

export { NewFlag } from './accounts/schemas.ts'
export { invitedDays } from './accounts/service.ts'
export { qrCode } from './codes/qr.ts'
export type { Duty } from './duty.ts'
export { requireFresh } from './fresh.ts'
export { glassWords } from './glass/routes.ts'
export { type LetIn, letIn, whyNotLetIn } from './links/let-in.ts'
export { complete, type Given, type Options } from './options.ts'
export { type Access, accessWords, allows } from './permission/access.ts'
export { type Decision, decide, mayEver, permits, type Subject } from './permission/decide.ts'
export { confidential, type Kind, kinds } from './permission/matrix.ts'
export * as proposals from './proposals/index.ts'
export { list as listAccounts } from './queries.ts'
export { type Flag, flagNames, flags, type Role, roleNames, roles } from './roles.ts'
export { routes } from './routes.ts'
export { Email, Invitation, Seeded } from './schemas.ts'
export { invite, seed } from './service.ts'
export {
  type Answer as GateAnswer,
  closeGated,
  gateOpen,
  Need as GateNeed,
  putGates,
  retentionRules,
  SeededGate,
  scheduleNightly,
  seedGates,
  type TrustOptions,
  trustJobs,
  trustRoutes,
} from './trust/index.ts'
export { whoIs, writer } from './writer.ts'

/** Who asks, from the session cookie: what they are today, and whether they showed it lately. */
export async function identify(
  db: Db,
  req: Pick<FastifyRequest, 'cookies' | 'method' | 'url'>,
  { today, ...jar }: Jar & { today: Day },
): Promise<Actor> {
  const token = tokenOf(req, jar)
  if (!token) return anyone
  const hash = hashOf(token)
  const found = await queries.find(db, hash, { idleHours, today })
  if (!found) return anyone
  await queries.touch(db, hash)
  const { id: accountId, active: _, minutesSince, purpose, ...rest } = found
  // While the glass is broken nothing they look at goes unrecorded, whether or not the room below thinks of it.
  if (purpose !== null) await recordRead(db, found.email, `page${req.url.slice(0, 500)}`, purpose)
  return { ...rest, accountId, fresh: isFresh(req.method, minutesSince) }
}

/** What accounts and trust ask of this person, today and in the weeks to come. */
export const duties = async (db: Db, actor: Actor, today: Day): Promise<Duty[]> => [
  ...(await trustDuties(db, actor, today)),
  ...(await accountDuties(db, actor, today)),
]

/** The person an account belongs to, for what is done in their name without a session; undefined once it is closed. */
export async function actorOf(db: Db, accountId: number): Promise<Actor | undefined> {
  const account = await accounts.findById(db, accountId)
  if (!account?.active) return undefined
  const { email, name, role, places, organisation, programmes } = account
  return { ...anyone, accountId, email, name, role, places, organisation, programmes }
}
