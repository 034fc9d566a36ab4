import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { post } from '../../../platform/mail/index.ts'
import * as mails from '../mails.ts'
import * as accounts from '../queries.ts'
import type { Visit } from '../sessions/cookie.ts'
import * as sessions from '../sessions/service.ts'
import { hashOf } from '../sessions/token.ts'
import * as begun from '../sign-in/queries.ts'
import * as queries from './queries.ts'
import { seal, unseal } from './seal.ts'
import { match, newRecoveryCodes, newSecret } from './totp.ts'

/** After this many wrong codes, none is taken for a quarter of an hour: a million codes cannot be tried. */
const mostWrong = 5

interface Who {
  accountId: number
  email: string
}
interface Means {
  /** Without it only codes for recovery can be checked. */
  key: Buffer | undefined
  now(): Date
}

const aboutOf = (accountId: number) => `account/${accountId}`
// Recovery codes have half the bits of a token: a stretch of the account's number keeps equal codes apart.
const recoveryHash = (accountId: number, code: string) =>
  hashOf(`${accountId}:${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`)

/** The secret to be typed into an authenticator: the one being set up, or a new one. Undefined when codes are set up already. */
export const begin = (db: Db, who: Who, key: Buffer): Promise<Buffer | undefined> =>
  db.transaction(async tx => {
    const kept = await queries.find(tx, who.accountId)
    if (kept?.confirmed) return undefined
    const old = kept && unseal(key, kept.secret, aboutOf(who.accountId))
    if (old) return old
    const secret = newSecret()
    await queries.begin(tx, who.accountId, seal(key, secret, aboutOf(who.accountId)))
    return secret
  })

export type Checked = 'right' | 'wrong' | 'wait'

/** Checks a code of the authenticator, or one for recovery, and notes it: each serves once. */
export async function check(tx: Db, accountId: number, code: string, { key, now }: Means): Promise<Checked> {
  const kept = await queries.find(tx, accountId)
  if (!kept) return 'wrong'
  if (kept.wrongTries >= mostWrong) return 'wait'
  const secret = key && unseal(key, kept.secret, aboutOf(accountId))
  const step = secret && match(secret, code, now(), kept.lastStep)
  if (step !== undefined && (await queries.useStep(tx, accountId, step)) > 0) return 'right'
  if (kept.confirmed && (await queries.useRecovery(tx, accountId, recoveryHash(accountId, code))) > 0) return 'right'
  await queries.noteWrong(tx, accountId)
  return 'wrong'
}

/** Confirms a set-up with its first code and gives the recovery codes, this once. */
export const confirm = (
  db: Db,
  who: Who,
  code: string,
  means: Means,
): Promise<Exclude<Checked, 'right'> | { codes: string[] }> =>
  db.transaction(async tx => {
    const found = await check(tx, who.accountId, code, means)
    if (found !== 'right') return found
    if ((await queries.confirm(tx, who.accountId)) === 0) return 'wrong'
    const codes = newRecoveryCodes()
    await queries.addRecovery(
      tx,
      who.accountId,
      codes.map(each => recoveryHash(who.accountId, each)),
    )
    await post(
      tx,
      mails.codesChanged(who.email, 'Signing in to Upstream as you now needs a code of your authenticator.'),
    )
    await record(tx, who.email, 'codes.set-up', `account/${who.email}`)
    return { codes }
  })

/** Removes the authenticator, against one of its codes. */
export const remove = (db: Db, who: Who, code: string, means: Means): Promise<Checked> =>
  db.transaction(async tx => {
    const found = await check(tx, who.accountId, code, means)
    if (found === 'right') await take(tx, who.email, who)
    return found
  })

/** Takes an authenticator away: the person's own, or by an administrator when the telephone and the recovery codes are lost. */
export async function take(tx: Db, by: string, who: Who): Promise<void> {
  if ((await queries.remove(tx, who.accountId)) === 0) return
  await post(tx, mails.codesChanged(who.email, 'Signing in to Upstream as you no longer needs a code.'))
  await record(tx, by, 'codes.removed', `account/${who.email}`)
}

/** The second part of signing in by a link: the browser that spent it brings the code. */
export const finish = (
  db: Db,
  code: string,
  visit: Visit,
  means: Means,
): Promise<Exclude<Checked, 'right'> | 'gone' | { token: string; next: string }> =>
  db.transaction(async tx => {
    const hash = hashOf(visit.token ?? '')
    const waiting = await begun.findForCode(tx, hash)
    const account = waiting && (await accounts.findById(tx, waiting.accountId))
    if (!account) return 'gone'
    const found = await check(tx, account.id, code, means)
    if (found !== 'right') {
      await record(tx, account.email, 'sign-in.wrong-code', `account/${account.email}`)
      return found
    }
    await begun.drop(tx, hash)
    return { token: await sessions.start(tx, account, 'link and code', visit), next: waiting.next }
  })

/** Somebody signed in shows again that it is they: the session goes on under a new token, as recent. */
export const refresh = (
  db: Db,
  who: Who,
  code: string,
  visit: Visit,
  means: Means,
): Promise<Exclude<Checked, 'right'> | { token: string }> =>
  db.transaction(async tx => {
    const account = await accounts.findById(tx, who.accountId)
    const found = account ? await check(tx, who.accountId, code, means) : 'wrong'
    if (found !== 'right' || !account) return found === 'right' ? 'wrong' : found
    return { token: await sessions.start(tx, account, 'code', visit) }
  })
