import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { post } from '../../../platform/mail/index.ts'
import { endAccess } from '../ending.ts'
import * as mails from '../mails.ts'
import type { Options } from '../options.ts'
import type { Account } from '../schemas.ts'
import type { Visit } from './cookie.ts'
import * as queries from './queries.ts'
import { hashOf, newToken } from './token.ts'

/** A working day at most, and two hours without a page. */
const sessionHours = 12
export const idleHours = 2

/** How a session was come by. */
export type How = 'link' | 'link and code' | 'work account' | 'code' | 'demonstration'

/**
 * Starts a session, always with a new token: whatever token the browser came with opens nothing any more, so one planted there
 * beforehand is of no use. Tells the person when the kind of browser is new to them.
 */
export async function start(tx: Db, account: Account, how: How, visit: Visit, at?: Date): Promise<string> {
  const token = newToken()
  if (visit.token) await queries.end(tx, hashOf(visit.token))
  await queries.sweep(tx, idleHours)
  await queries.add(tx, {
    accountId: account.id,
    tokenHash: hashOf(token),
    device: visit.device,
    how,
    hours: sessionHours,
    at,
  })
  await queries.arrived(tx, account.id)
  const { known, isNew } = await queries.noteDevice(tx, account.id, visit.device)
  if (known > 0 && isNew) await post(tx, mails.newDevice(account.email, visit.device))
  await record(tx, account.email, 'session.started', `account/${account.email}`, { how, device: visit.device })
  return token
}

export const signOut = (db: Db, who: string, token: string): Promise<void> =>
  db.transaction(async tx => {
    await queries.end(tx, hashOf(token))
    await record(tx, who, 'session.ended', `account/${who}`)
  })

/** Ends one of one's own sessions. False when it had ended, or is another's. */
export const endOne = (db: Db, who: { accountId: number; email: string }, id: number): Promise<boolean> =>
  db.transaction(async tx => {
    if ((await queries.endOne(tx, who.accountId, id)) === 0) return false
    await record(tx, who.email, 'session.ended', `account/${who.email}`, { session: id })
    return true
  })

export const signOutEverywhere = (
  db: Db,
  who: { accountId: number; email: string },
  endFeed: Options['endFeed'],
): Promise<void> =>
  db.transaction(async tx => {
    const ended = await endAccess(tx, who.accountId, endFeed)
    await record(tx, who.email, 'session.ended-everywhere', `account/${who.email}`, ended)
  })
