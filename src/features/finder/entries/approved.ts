// Writes whose approval was given already: with a feed (docs/decisions/0013), or with the version somebody goes back to.
import { randomUUID } from 'node:crypto'
import { type Day, londonDay } from '../../../lib/dates.ts'
import { conflict, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import * as photos from '../care/photos-queries.ts'
import { type Missing, missingBeforeApproval } from '../care/safeguarding.ts'
import type { Body } from '../schemas.ts'
import { refresh } from '../search/refresh.ts'
import { handsIn, openOf, putAbove } from './beside.ts'
import { audit, held } from './held.ts'
import * as queries from './queries.ts'
import { cleanBody, sameBody, withoutPersonal } from './rules.ts'
import { type Checked, type Made, makePublic, moved, type NewEntry } from './service.ts'

/** Why it is not approved, to whoever tries. */
export const missingWords = ({ text }: Missing): string => `${text}. It can be approved once that is said.`

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
    const open = await openOf(tx, entry, given.by)
    const hands = open ? await handsIn(tx, id, open) : []
    const version = await queries.insertVersion(tx, id, {
      ...given,
      body,
      verdict: 'approved',
      decidedBy: given.approvedBy,
    })
    await queries.replaceOpen(tx, id, version)
    if (open) await putAbove(tx, id, open, hands)
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
    // what has been needed since is not done without: then it waits, and its page says what is missing
    const isWhole = missingBeforeApproval(old.body, entry.kind, given.today).length === 0
    const isPublic = given.mayApprove && old.verdict === 'approved' && isWhole
    const version = await queries.insertVersion(tx, given.id, {
      body: await withPhoto(tx, old.body),
      note: `Version ${given.version} again`,
      by: given.by,
      // what nobody approved is still theirs who wrote it
      writers: old.verdict === 'approved' ? [] : await handsIn(tx, given.id, old),
      verdict: isPublic ? 'approved' : 'waiting',
      decidedBy: isPublic ? (old.decidedBy ?? given.by) : undefined,
    })
    await queries.replaceOpen(tx, given.id, version)
    if (isPublic) await makePublic(tx, entry, version, given.today, checkedDay(entry, old))
    await audit(tx, given.by, 'went-back', given.id, { version, to: given.version })
    if (isPublic) await refresh(tx, [given.id], given.today)
    return { id: given.id, version, isPublic }
  })

// A photo that was replaced is kept for a while only.
const withPhoto = async (tx: Db, body: Body): Promise<Body> =>
  body.image && !(await photos.has(tx, body.image.key)) ? { ...body, image: null } : body

// Nobody looked at it today: it was checked when it was approved, and is looked at again when the entry was to be.
const checkedDay = ({ reviewOn }: queries.Entry, { decidedAt }: queries.Version): Checked => ({
  ...(decidedAt === null ? {} : { checkedOn: londonDay(new Date(decidedAt)) }),
  ...(reviewOn === null ? {} : { reviewOn }),
})

/** Makes a version public whose organisation is trusted: the officer who said so answers for it, and is named. */
export const approveByTrust = (
  db: Db,
  { id, version, by, trustedBy, today }: { id: string; version: number; by: string; trustedBy: string; today: Day },
): Promise<void> =>
  db.transaction(async tx => {
    const entry = await held(tx, id)
    const found = await queries.version(tx, id, version)
    const [missing] = found ? missingBeforeApproval(found.body, entry.kind, today) : []
    if (missing) throw conflict(missingWords(missing))
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
