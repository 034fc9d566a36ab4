import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { post } from '../../../platform/mail/index.ts'
import * as mails from '../mails.ts'
import type { Kind } from '../permission/matrix.ts'
import { momentWords } from '../words.ts'
import * as queries from './queries.ts'
import { kindWords } from './words.ts'

interface Who {
  accountId: number
  email: string
}
export interface Ask {
  kind: Kind
  reason: string
  hours: number
}

/** Opens one kind of confidential record to an administrator for a time. The directors are told in the same breath. */
export const breakGlass = (db: Db, who: Who, ask: Ask, address: string): Promise<void> =>
  db.transaction(async tx => {
    const { id, until } = await queries.open(tx, { accountId: who.accountId, ...ask })
    const words = { who: who.email, kind: kindWords(ask.kind), until: momentWords(until), reason: ask.reason, address }
    for (const director of await queries.directors(tx)) await post(tx, mails.glassOpened(director, words))
    await record(tx, who.email, 'glass.opened', `glass/${id}`, { kind: ask.kind, hours: ask.hours }, ask.reason)
  })

/** False when it has ended already, or is another's. */
export const close = (db: Db, who: Who, id: number): Promise<boolean> =>
  db.transaction(async tx => {
    const closed = await queries.close(tx, who.accountId, id)
    if (closed) await record(tx, who.email, 'glass.closed', `glass/${id}`, closed)
    return closed !== undefined
  })
