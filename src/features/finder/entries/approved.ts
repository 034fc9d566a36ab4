// Writes whose approval was given already: with a feed (docs/decisions/0013), or with the version somebody goes back to.
import { randomUUID } from 'node:crypto'
import type { Day } from '../../../lib/dates.ts'
import { conflict, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { refresh } from '../search/refresh.ts'
import * as queries from './queries.ts'
import { cleanBody, sameBody, withoutPersonal } from './rules.ts'
import { audit, held, type Made, makePublic, moved, type NewEntry } from './service.ts'

export interface Approved extends Omit<NewEntry, 'verdict'> {
  today: Day
  /** Who said that this feed or pack may be trusted. */
  approvedBy: string
  /** Search is told by the caller, for many at once. */
  later?: boolean | undefined
}

export type Entered = Made & { what: 'new' | 'changed' | 'same' }

/** An entry of a feed or pack, new or changed, public at once. One that says what it said before writes nothing. A mailbox of a person is left out. */
export const enterApproved = (db: Db, given: Approved): Promise<Entered> =>
  db.transaction(async tx => {
    const body = withoutPersonal(cleanBody(given.body))
    const before = given.source && (await queries.findBySource(tx, given.source.id, given.source.ref))
    if (before && (await saysSame(tx, before, body)))
      return { id: before.id, version: before.publicVersion ?? 0, what: 'same' }
    const id = before?.id ?? given.id ?? randomUUID()
    if (!before) await queries.insert(tx, { ...given, id, source: given.source, licence: given.licence })
    const entry = await held(tx, id)
    if (entry.state === 'merged') return { id, version: entry.publicVersion ?? 0, what: 'same' }
    const version = await queries.insertVersion(tx, id, {
      ...given,
      body,
      verdict: 'approved',
      decidedBy: given.approvedBy,
    })
    await makePublic(tx, entry, version, given.today)
    await audit(tx, given.by, 'brought', id, { version, source: given.source?.id ?? null })
    if (!given.later) await refresh(tx, [id], given.today)
    return { id, version, what: before ? 'changed' : 'new' }
  })

async function saysSame(tx: Db, entry: queries.Entry, body: queries.Version['body']): Promise<boolean> {
  if (entry.publicVersion === null) return false
  const now = await queries.version(tx, entry.id, entry.publicVersion)
  return now !== undefined && sameBody(now.body, body)
}

/**
 * An earlier version again, as a new one. What a second person once approved, somebody who may approve takes back in one step; anything else waits
 * to be approved like what anybody writes.
 */
export const goBack = (
  db: Db,
  given: { id: string; version: number; seen: number; by: string; mayApprove: boolean; today: Day },
): Promise<Made & { isPublic: boolean }> =>
  db.transaction(async tx => {
    const entry = await held(tx, given.id)
    const old = await queries.version(tx, given.id, given.version)
    if (!old) throw notFound('That version')
    if (entry.lastVersion !== given.seen || entry.state === 'merged') throw conflict(moved)
    const isPublic = given.mayApprove && old.verdict === 'approved'
    const version = await queries.insertVersion(tx, given.id, {
      body: old.body,
      note: `Version ${given.version} again`,
      by: given.by,
      verdict: isPublic ? 'approved' : 'waiting',
      decidedBy: isPublic ? (old.decidedBy ?? given.by) : undefined,
    })
    await queries.replaceOpen(tx, given.id, version)
    if (isPublic) await makePublic(tx, entry, version, given.today)
    await audit(tx, given.by, 'went-back', given.id, { version, to: given.version })
    if (isPublic) await refresh(tx, [given.id], given.today)
    return { id: given.id, version, isPublic }
  })

/** Makes a version public whose organisation is trusted: the officer who said so answers for it, and is named. */
export const approveByTrust = (
  db: Db,
  { id, version, by, trustedBy, today }: { id: string; version: number; by: string; trustedBy: string; today: Day },
): Promise<void> =>
  db.transaction(async tx => {
    const entry = await held(tx, id)
    const decided = {
      verdict: 'approved' as const,
      by: trustedBy,
      reason: 'A small change by an organisation that is trusted',
    }
    if ((await queries.decideVersion(tx, id, version, decided)) === 0) throw conflict(moved)
    await makePublic(tx, entry, version, today)
    await audit(tx, by, 'approved-by-trust', id, { version, trustedBy })
    await refresh(tx, [id], today)
  })
