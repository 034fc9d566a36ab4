// Changes that wait for a second person. The room whose record it is says what may change, makes the change and records that it was made.
import { conflict, forbidden, notFound } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import * as queries from './queries.ts'

export const secondPerson = 'A second person must approve this: you wrote some of it.'
export const ownBefore = 'Somebody else must take this back: you asked for what stood before.'

/** Keeps a change to be read by somebody else. `seen` is the one that stood on the page as waiting, 0 for none: nobody's words go unseen. */
export const propose = (db: Db, given: queries.NewProposal & { seen: number }): Promise<number> =>
  db.transaction(async tx => {
    if (((await queries.waiting(tx, given.object))?.id ?? 0) !== given.seen) throw conflict(queries.otherWaits)
    await queries.endWaiting(tx, given.object, 'replaced')
    const id = await queries.insert(tx, given)
    await audit(tx, given.by, 'change-proposed', given.object, { change: id, fields: Object.keys(given.draft) })
    return id
  })

/** Nothing is asked for any more. */
export const withdraw = (db: Db, { object, by, seen }: { object: string; by: string; seen: number }): Promise<void> =>
  db.transaction(async tx => {
    if ((await queries.waiting(tx, object))?.id !== seen) throw conflict(queries.otherWaits)
    await queries.endWaiting(tx, object, 'withdrawn')
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
  if (found.id !== id) throw conflict(queries.otherWaits)
  if ((await queries.writers(tx, object)).includes(by.toLowerCase())) throw forbidden(secondPerson)
  return found
}

export interface Back {
  /** The change that puts it back. */
  change: number
  was: queries.Fields
  reason: string
  /** May it be made now? Otherwise it waits for a second person, as any change. */
  isNow: boolean
}

/**
 * Asks for what stood before the newest change that was approved; that one alone is taken back, while no other waits. It may be made at once unless it is
 * one of the fields that need two people (`twice`), and never by whoever asked for what stood before: two people took that away.
 */
export async function takeBack(
  tx: Db,
  { object, id, by, reason }: Deciding & { reason: string },
  twice: ReadonlySet<string>,
): Promise<Back> {
  const all = await queries.history(tx, object)
  const last = all.find(({ state }) => state === 'approved')
  if (last?.id !== id || last.was === null) throw conflict(queries.otherWaits)
  if (all.some(({ state }) => state === 'waiting'))
    throw conflict('Another change waits. Approve it or send it back first.')
  const isNow = !needsTwo(last, twice)
  if (isNow && writtenOver(all, last).includes(by.toLowerCase())) throw forbidden(ownBefore)
  const asked = { object, draft: last.was, by, seen: 0, reason: `Taken back: ${reason}` }
  return { change: await propose(tx, asked), was: last.was, reason: asked.reason, isNow }
}

/** Does a change touch one of these fields? */
export const needsTwo = ({ draft }: Pick<queries.Proposal, 'draft'>, twice: ReadonlySet<string>): boolean =>
  Object.keys(draft).some(field => twice.has(field))

/** Who asked for what a change wrote over, of those approved before it. */
export function writtenOver(all: readonly queries.Proposal[], one: queries.Proposal): string[] {
  const before = all.filter(({ id, state }) => id < one.id && state === 'approved')
  const last = (field: string) => before.find(({ draft }) => field in draft)?.by
  return [...new Set(Object.keys(one.draft).flatMap(field => last(field) ?? []))]
}

/** Closes a change; the caller has made it, in the same transaction, where it is approved. */
export async function settle(tx: Db, { object, id, by }: Deciding, said: Omit<queries.Decision, 'by'>): Promise<void> {
  if ((await queries.decideOn(tx, id, { ...said, by })) === 0) throw conflict(queries.otherWaits)
  await audit(tx, by, `change-${said.state}`, object, { change: id, reason: said.reason })
}

export const refuse = (db: Db, { reason, ...one }: Deciding & { reason: string }): Promise<void> =>
  db.transaction(async tx => {
    await toDecide(tx, one)
    await settle(tx, one, { state: 'refused', reason, was: null })
  })

const audit = (tx: Db, by: string, what: string, object: string, detail: Record<string, unknown>): Promise<void> =>
  record(tx, by, `${object.split('/')[0]}.${what}`, object, detail)
