import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { post } from '../../../platform/mail/index.ts'
import * as codes from '../codes/queries.ts'
import * as mails from '../mails.ts'
import * as accounts from '../queries.ts'
import type { Account } from '../schemas.ts'
import type { Visit } from '../sessions/cookie.ts'
import * as sessions from '../sessions/service.ts'
import { hashOf, newToken } from '../sessions/token.ts'
import * as begun from '../sign-in/queries.ts'
import * as queries from './queries.ts'

export const linkMinutes = 15
/** More than this in an hour and somebody is filling another's mailbox. */
const mostInAnHour = 5

/** Makes a link of an account; the token is told to nobody else. */
export async function make(tx: Db, accountId: number, next = '/'): Promise<string> {
  const token = newToken()
  await queries.add(tx, { accountId, tokenHash: hashOf(token), minutes: linkMinutes, next })
  return token
}

/** Sends a link to this address if somebody there may come in. What is answered does not tell whether. */
export const send = (db: Db, ask: { email: string; next: string; address: string }): Promise<void> =>
  db.transaction(async tx => {
    const account = await accounts.findWelcome(tx, ask.email)
    if (!account || (await queries.lately(tx, account.id)) >= mostInAnHour) return
    const link = `${ask.address}/sign-in/${await make(tx, account.id, ask.next)}`
    await post(tx, mails.signInLink(account.email, link, linkMinutes))
    await record(tx, account.email, 'sign-in.link-sent', `account/${account.email}`)
  })

export type SignedIn = { needs: 'nothing' | 'code'; token: string; next: string }

/** Spends a one-time link. Undefined when it was used, has run out, or never was. Who has codes is asked for one before the session starts. */
export const signIn = (db: Db, link: string, visit: Visit): Promise<SignedIn | undefined> =>
  db.transaction(async tx => {
    const spent = await queries.spend(tx, hashOf(link))
    const account = spent && (await accounts.findById(tx, spent.accountId))
    if (!account) return undefined
    if (!(await codes.has(tx, account.id)))
      return { needs: 'nothing', token: await sessions.start(tx, account, 'link', visit), next: spent.next }
    return { needs: 'code', token: await awaitCode(tx, account, spent.next), next: spent.next }
  })

async function awaitCode(tx: Db, account: Account, next: string): Promise<string> {
  const token = newToken()
  await begun.addForCode(tx, { tokenHash: hashOf(token), accountId: account.id, next })
  return token
}
