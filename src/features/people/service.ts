import { createHash, randomBytes } from 'node:crypto'
import { record } from '../../platform/audit.ts'
import type { Db } from '../../platform/db.ts'
import * as queries from './queries.ts'
import type { Account, Invitation } from './schemas.ts'

const linkMinutes = 15
const sessionHours = 12
export const idleHours = 2

const newToken = () => randomBytes(32).toString('base64url')
export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** Adds or renews an account and gives the token of a one-time sign-in link, good for 15 minutes. */
export const invite = (db: Db, by: string, person: Invitation): Promise<string> =>
  db.transaction(async tx => {
    const id = await queries.save(tx, person)
    const token = newToken()
    await queries.addLink(tx, id, hashOf(token), linkMinutes)
    await record(tx, by, 'account.invited', `account/${person.email}`, { role: person.role, places: person.places })
    return token
  })

/** Seeds the demonstration's people, without links. */
export const seed = (db: Db, people: Invitation[]): Promise<void> =>
  db.transaction(async tx => {
    for (const person of people) await queries.save(tx, person)
    await record(tx, 'setup', 'accounts.seeded', 'accounts', { number: people.length })
  })

async function startSession(tx: Db, account: Account, how: string): Promise<string> {
  const token = newToken()
  await queries.addSession(tx, account.id, hashOf(token), sessionHours)
  await record(tx, account.email, 'session.started', `account/${account.email}`, { how })
  return token
}

/** Spends a one-time link. Undefined when it was used, has run out, or never was. */
export const signInByLink = (db: Db, token: string): Promise<string | undefined> =>
  db.transaction(async tx => {
    const link = await queries.spendLink(tx, hashOf(token))
    const account = link && (await queries.findById(tx, link.accountId))
    return account && startSession(tx, account, 'link')
  })

/** Signs in as one of the demonstration's seeded people. Registered only when the pack is a demonstration. */
export const signInToDemo = (db: Db, email: string): Promise<string | undefined> =>
  db.transaction(async tx => {
    const account = await queries.findByEmail(tx, email)
    return account?.active ? startSession(tx, account, 'demonstration') : undefined
  })

export const signOut = (db: Db, who: string, token: string): Promise<void> =>
  db.transaction(async tx => {
    await queries.endSession(tx, hashOf(token))
    await record(tx, who, 'session.ended', `account/${who}`)
  })
