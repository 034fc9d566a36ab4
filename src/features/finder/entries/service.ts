// Every write of an entry: in the transaction that is open, with its audit row, its version, and search told at the end.
import { randomUUID } from 'node:crypto'
import type { Day } from '../../../lib/dates.ts'
import { badRequest, conflict, forbidden, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { isPersonal, personalWords } from '../../organisations/index.ts'
import type { Body, Kind, NewBody } from '../schemas.ts'
import { refresh } from '../search/refresh.ts'
import { audit, held, mustBeAnother } from './held.ts'
import * as queries from './queries.ts'
import { afterApproval, cleanBody, deedWords, from, reviewOn, turned } from './rules.ts'
import { boroughOf } from './where-queries.ts'

export const moved = 'Somebody changed this entry meanwhile. Open it again and look before you go on.'

export interface NewEntry {
  by: string
  kind: Kind
  organisationId: string
  boroughId: number | null
  body: NewBody
  note: string
  source?: { id: string; ref: string } | undefined
  licence?: string | undefined
  verdict: 'draft' | 'waiting'
  /** Feeds make theirs of the source's own; otherwise by chance. */
  id?: string | undefined
}

export interface Made {
  id: string
  version: number
}

/** A new entry with its first version. Nobody but its own and those who approve sees it yet. */
export const enter = (db: Db, given: NewEntry): Promise<Made> =>
  db.transaction(async tx => {
    const id = given.id ?? randomUUID()
    const body = forRoles(cleanBody(given.body))
    await queries.insert(tx, { ...given, id, source: given.source, licence: given.licence })
    const version = await queries.insertVersion(tx, id, { ...given, body })
    await audit(tx, given.by, given.verdict === 'draft' ? 'entered' : 'sent', id, { version })
    return { id, version }
  })

// Forms say it beside the field; this is the wall behind them.
function forRoles(body: Body): Body {
  if (isPersonal(body.join.email)) throw badRequest(personalWords)
  return body
}

export interface Writing {
  id: string
  by: string
  body: NewBody
  note: string
  /** The newest version there was when the form was opened. */
  seen: number
  verdict: 'draft' | 'waiting'
}

/** Written; or somebody else wrote meanwhile: theirs is the newest, and `typed` is what would have been lost. */
export type Written = { ok: true; version: number } | { ok: false; newest: queries.Version; typed: Body }

export const write = (db: Db, given: Writing): Promise<Written> =>
  db.transaction(async tx => {
    const entry = await held(tx, given.id)
    const body = forRoles(cleanBody(given.body))
    if (entry.state === 'merged') throw conflict('This entry was merged into another: change that one.')
    if (entry.lastVersion !== given.seen) {
      const newest = await queries.version(tx, given.id, entry.lastVersion)
      if (newest) return { ok: false, newest, typed: body }
    }
    const version = await queries.insertVersion(tx, given.id, { ...given, body })
    await queries.replaceOpen(tx, given.id, version)
    await audit(tx, given.by, given.verdict === 'draft' ? 'written' : 'sent', given.id, { version })
    return { ok: true, version }
  })

export interface Deciding {
  id: string
  version: number
  by: string
  today: Day
}

/** Makes a version what the public reads. Whoever wrote any of it since the last one does not also approve it. */
export const approve = (db: Db, { id, version, by, today }: Deciding): Promise<void> =>
  db.transaction(async tx => {
    const entry = await held(tx, id)
    await mustBeAnother(tx, id, version, by)
    if ((await queries.decideVersion(tx, id, version, { verdict: 'approved', by, reason: '' })) === 0)
      throw conflict(moved)
    await makePublic(tx, entry, version, today)
    await audit(tx, by, 'approved', id, { version })
    await refresh(tx, [id], today)
  })

/** Days that are not those of an approval today. */
export interface Checked {
  checkedOn?: Day
  reviewOn?: Day
}

/** What an approval changes on the entry itself. */
export async function makePublic(
  tx: Db,
  entry: queries.Entry,
  version: number,
  today: Day,
  days: Checked = {},
): Promise<void> {
  const found = await queries.version(tx, entry.id, version)
  if (!found) throw notFound('That version')
  await queries.update(tx, entry.id, {
    state: afterApproval(entry.state),
    boroughId: await boroughOf(tx, found.body.venue),
    publicVersion: version,
    checkedOn: today,
    reviewOn: reviewOn(entry.kind, found.body, today),
    ...days,
    modified: await queries.moment(tx),
  })
}

export const refuse = (
  db: Db,
  { id, version, by, reason }: Omit<Deciding, 'today'> & { reason: string },
): Promise<void> =>
  db.transaction(async tx => {
    await held(tx, id)
    if ((await queries.decideVersion(tx, id, version, { verdict: 'refused', by, reason })) === 0) throw conflict(moved)
    await audit(tx, by, 'refused', id, { version, reason })
  })

export interface Doing {
  id: string
  by: string
  reason: string
  today: Day
}

/** Takes it from the public at once; its version stays approved, so that it can be shown again. */
export const hide = (db: Db, doing: Doing): Promise<void> => turn(db, doing, 'hide')

/** Putting before the public again. Routes ask for the permission; this is the wall behind them. */
export interface Opening extends Doing {
  mayApprove: boolean
}

export const mustApproveAgain = 'Somebody who approves entries must put it before the public again'

export const show = (db: Db, doing: Opening): Promise<void> => openAgain(db, doing, 'show')

/** It has ended. Feeds say so; its page says so. */
export const close = (db: Db, doing: Doing): Promise<void> => turn(db, doing, 'close')

export const reopen = (db: Db, doing: Opening): Promise<void> => openAgain(db, doing, 'reopen')

const openAgain = async (db: Db, doing: Opening, deed: 'show' | 'reopen'): Promise<void> => {
  if (!doing.mayApprove) throw forbidden(mustApproveAgain)
  await turn(db, doing, deed)
}

const turn = (db: Db, doing: Doing, deed: keyof typeof turned): Promise<void> =>
  step(db, doing, deed, deedWords[deed], entry => turned[deed](entry, doing.reason))

/** Two entries of one thing become one: this one goes, and leads to `into`. */
export const merge = (db: Db, doing: Doing & { into: string }): Promise<void> =>
  db.transaction(async tx => {
    if (doing.into === doing.id) throw badRequest('Choose another entry to merge this one into')
    const into = await held(tx, doing.into)
    if (into.state === 'merged') throw conflict('That entry was merged itself: choose the one it went into.')
    await step(tx, doing, 'merge', 'merged', () => ({
      state: 'merged',
      mergedInto: into.id,
      stateReason: doing.reason,
    }))
  })

/** One change of state with its audit row; nothing is kept where it is not in a state for it. */
const step = (
  db: Db,
  { id, by, reason, today }: Doing,
  deed: keyof typeof from,
  what: string,
  change: (entry: queries.Entry) => queries.Change,
): Promise<void> =>
  db.transaction(async tx => {
    const entry = await held(tx, id)
    if (!from[deed].includes(entry.state)) throw conflict(moved)
    await queries.update(tx, id, { ...change(entry), modified: await seenChange(tx, entry) })
    await audit(tx, by, what, id, { reason })
    await refresh(tx, [id], today)
  })

// What was never public has told no feed anything: its number stays 0.
const seenChange = async (tx: Db, entry: queries.Entry): Promise<number> =>
  entry.publicVersion === null ? 0 : queries.moment(tx)
