// Changes that wait for a second person. The room whose record it is says what may change, makes the change and records that it was made.
import { conflict, forbidden, notFound } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import * as queries from './queries.ts'

export const secondPerson = 'A second person must approve this: you wrote some of it.'
export const otherWaits = 'Another change waits by now. Open it again and look before you go on.'

/** Keeps a change to be read by somebody else. `seen` is the one that stood on the page as waiting, 0 for none: nobody's words go unseen. */
export const propose = (db: Db, given: queries.NewProposal & { seen: number }): Promise<number> =>
  db.transaction(async tx => {
    if (((await queries.waiting(tx, given.object))?.id ?? 0) !== given.seen) throw conflict(otherWaits)
    await queries.replaceWaiting(tx, given.object)
    const id = await queries.insert(tx, given)
    await audit(tx, given.by, 'change-proposed', given.object, { change: id, fields: Object.keys(given.draft) })
    return id
  })

/** Nothing is asked for any more. */
export const withdraw = (db: Db, { object, by, seen }: { object: string; by: string; seen: number }): Promise<void> =>
  db.transaction(async tx => {
    if ((await queries.waiting(tx, object))?.id !== seen) throw conflict(otherWaits)
    await queries.replaceWaiting(tx, object)
    await audit(tx, by, 'change-withdrawn', object, { change: seen })
  })

export interface Deciding {
  object: string
  id: number
  by: string
}

/** The change that waits, for somebody who wrote none of it; refused to anybody else. */
export async function toDecide(tx: Db, { object, id, by }: Deciding): Promise<queries.Proposal> {
  const found = await queries.waiting(tx, object)
  if (!found) throw notFound('That change')
  if (found.id !== id) throw conflict(otherWaits)
  if ((await queries.writers(tx, object)).includes(by.toLowerCase())) throw forbidden(secondPerson)
  return found
}

/** The newest change that was approved, with what stood before it: that one alone is taken back in one step, while no other waits. */
export async function lastApproved(tx: Db, object: string, id: number): Promise<{ was: queries.Fields }> {
  const all = await queries.history(tx, object)
  const last = all.find(({ state }) => state === 'approved')
  if (last?.id !== id || last.was === null) throw conflict(otherWaits)
  if (all.some(({ state }) => state === 'waiting'))
    throw conflict('Another change waits. Approve it or send it back first.')
  return { was: last.was }
}

/** Closes a change; the caller has made it, in the same transaction, where it is approved. */
export async function settle(tx: Db, { object, id, by }: Deciding, said: Omit<queries.Decision, 'by'>): Promise<void> {
  if ((await queries.decideOn(tx, id, { ...said, by })) === 0) throw conflict(otherWaits)
  await audit(tx, by, `change-${said.state}`, object, { change: id, reason: said.reason })
}

export const refuse = (db: Db, { reason, ...one }: Deciding & { reason: string }): Promise<void> =>
  db.transaction(async tx => {
    await toDecide(tx, one)
    await settle(tx, one, { state: 'refused', reason, was: null })
  })

const audit = (tx: Db, by: string, what: string, object: string, detail: Record<string, unknown>): Promise<void> =>
  record(tx, by, `${object.split('/')[0]}.${what}`, object, detail)
