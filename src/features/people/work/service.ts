import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import * as accounts from '../queries.ts'
import type { Account } from '../schemas.ts'
import type { Visit } from '../sessions/cookie.ts'
import * as sessions from '../sessions/service.ts'
import { hashOf, newToken } from '../sessions/token.ts'
import * as begun from '../sign-in/queries.ts'
import type { Client, Identity } from './client.ts'
import * as queries from './queries.ts'

/** Where the provider sends people back to. */
export const backPath = '/sign-in/work/back'

/** Begins at the provider. The browser's own token, or a new one worth nothing else, binds the answer to it. */
export async function begin(
  db: Db,
  client: Client,
  ask: { visit: Visit; next: string; again: boolean; address: string },
): Promise<{ address: string; token: string }> {
  const { address, begun: made } = await client.begin(ask.address + backPath, ask.again)
  const token = ask.visit.token ?? newToken()
  await begun.addForProvider(db, hashOf(token), { ...made, next: ask.next })
  return { address, token }
}

/** Why somebody who came back from the provider is not let in; for the audit trail, not for them. */
export type Refusal = 'nothing begun' | 'answer refused' | 'nobody known'
export type Outcome = { token: string; next: string } | { refused: Refusal }

export async function finish(db: Db, client: Client, answer: URL, visit: Visit): Promise<Outcome> {
  const started = visit.token && (await begun.takeForProvider(db, hashOf(visit.token)))
  if (!started) return refuse(db, 'nothing begun')
  const identity = await client.finish(answer, started).catch(() => undefined)
  if (!identity) return refuse(db, 'answer refused')
  const token = await db.transaction(async tx => {
    const account = await known(tx, identity)
    return account && sessions.start(tx, account, 'work account', visit, identity.at ?? longAgo)
  })
  return token ? { token, next: started.next } : refuse(db, 'nobody known')
}

// A provider that does not say when they signed in there has not shown that it was lately.
const longAgo = new Date(0)

// By the provider's own subject once bound; the first time by an address it has verified. An account bound to somebody else stays theirs.
async function known(tx: Db, { issuer, subject, email }: Identity): Promise<Account | undefined> {
  const bound = await queries.findBound(tx, issuer, subject)
  if (bound || !email) return bound
  const account = await accounts.findWelcome(tx, email)
  if (!account || (await queries.bind(tx, account.id, issuer, subject)) === 0) return undefined
  await record(tx, account.email, 'account.bound', `account/${account.email}`, { issuer })
  return account
}

async function refuse(db: Db, why: Refusal): Promise<Outcome> {
  await record(db, 'public', 'sign-in.refused', 'sign-in/work', { why })
  return { refused: why }
}
