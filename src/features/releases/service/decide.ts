import { conflict, notFound } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { canonical } from '../canonical.ts'
import { adviceOf } from '../checks/reasons.ts'
import { PublishedItem, type Releasable } from '../contract.ts'
import * as frozen from '../frozen.ts'
import * as queries from '../queries.ts'
import { mayCheck, mayPrepare, mayPublish, mayWithdraw } from '../rules.ts'
import type { Edition, Reasoned } from '../schemas.ts'
import { keepSeal, sealsOf } from '../seal.ts'
import { dropCheck, goodCheck } from './check.ts'
import { allowed, type Doing, hash, oneByOne } from './frame.ts'
import { keepLine } from './line.ts'

/** What somebody decides on: the draft as it stood on their page, and why each piece of its advice may stand. */
export interface CheckedOff {
  seal: string
  reasons: readonly Reasoned[]
}

/** The second person agrees that the checks hold: those of exactly what they saw. */
export async function approve(db: Db, { actor, today }: Doing, { id }: Edition, { seal, reasons }: CheckedOff) {
  await oneByOne(db, async tx => {
    const edition = await now(tx, id)
    allowed(mayCheck(actor, edition))
    await goodCheck(tx, id)
    await asSeen(tx, id, seal)
    const kept = reasonsFor(edition, reasons)
    if ((await queries.setChecked(tx, id, actor.accountId, today, kept)) === 0)
      throw conflict('It is not waiting for a check')
    await keepSeal(tx, id)
    await record(tx, actor.email, 'release.checked', `release/${id}`, kept.length > 0 ? { reasons: kept } : {})
    await keepLine(tx, id, actor, today)
  })
}

async function now(tx: Db, id: number): Promise<Edition> {
  const edition = await queries.find(tx, id)
  if (!edition) throw notFound('That release')
  return edition
}

/** Nobody decides on what they did not see: the page carries the seal of what stood on it. */
async function asSeen(tx: Db, id: number, seal: string): Promise<void> {
  if ((await sealsOf(tx, id)).now !== seal)
    throw conflict('It changed after you opened it. Open it again, look at it as it is now, and then decide')
}

function reasonsFor(edition: Edition, reasons: readonly Reasoned[]): Reasoned[] {
  const given = new Map(reasons.map(each => [each.id, each.reason.trim()]))
  const kept = adviceOf(edition).map(({ id }) => ({ id, reason: given.get(id) ?? '' }))
  if (kept.some(({ reason }) => reason === '')) throw conflict('Say for each piece of advice why it may stand')
  return kept
}

export async function sendBack(db: Db, { actor, today }: Doing, edition: Edition, reason: string): Promise<void> {
  if (!mayCheck(actor, edition).allowed) allowed(mayPublish(actor, edition))
  await db.transaction(async tx => {
    if ((await queries.sendBack(tx, edition.id)) === 0) throw conflict('It has been published or given up since')
    await record(tx, actor.email, 'release.sent-back', `release/${edition.id}`, { reason })
    await keepLine(tx, edition.id, actor, today)
  })
}

export async function drop(db: Db, { actor, today }: Doing, edition: Edition): Promise<void> {
  allowed(mayPrepare(actor))
  await db.transaction(async tx => {
    if ((await giveUp(tx, edition.id, actor, today)) === 0) throw conflict('It has been published or given up since')
  })
}

async function giveUp(tx: Db, id: number, actor: Actor, today: string): Promise<number> {
  const rows = await queries.drop(tx, id)
  if (rows === 0) return rows
  await dropCheck(tx, id)
  await record(tx, actor.email, 'release.dropped', `release/${id}`)
  await keepLine(tx, id, actor, today)
  return rows
}

/**
 * Publishes: the check must be of exactly this draft and of all that is public at this moment. The items are frozen as it left them, and the
 * true figures of the draft go. From here on nothing of the edition changes.
 */
export async function publish(db: Db, { actor, today }: Doing, { id }: Edition, seal: string): Promise<void> {
  await oneByOne(db, async tx => {
    const edition = await now(tx, id)
    allowed(mayPublish(actor, edition))
    const found = await goodCheck(tx, id)
    await asSeen(tx, id, seal)
    if ((await sealsOf(tx, id)).checkedOff !== seal) throw conflict('It changed after it was checked off: send it back')
    const items = found.items.map((item, position) => freeze(item, position))
    await queries.supersede(tx, edition.releaseId)
    const sha256 = hash(JSON.stringify(items.map(each => each.sha256)))
    const rows = await queries.setPublished(tx, edition.id, { by: actor.accountId, on: today, sha256 })
    if (rows === 0) throw conflict('It has not been checked by a second person')
    await frozen.addItems(tx, edition.id, items)
    await frozen.addCells(tx, edition.id, found.cells)
    await dropCheck(tx, edition.id)
    await record(tx, actor.email, 'release.published', `release/${edition.id}`, {
      slug: edition.slug,
      edition: edition.edition,
      sha256,
    })
    await keepLine(tx, edition.id, actor, today)
  })
}

const Frozen = PublishedItem.omit({ slug: true, edition: true, publishedOn: true, releaseTitle: true })

function freeze(item: Releasable, position: number): frozen.NewItem {
  const content = canonical(Frozen.parse(item))
  const { key, kind, title, places, areas, outcomes } = item
  return { position, key, kind, title, places, areas, outcomes, content, sha256: hash(content) }
}

/** Takes every edition of a release away from pages, interface and open data at once, and a draft that waited with it. The rows stay, unread. */
export async function withdraw(db: Db, { actor, today }: Doing, edition: Edition, reason: string): Promise<void> {
  allowed(mayWithdraw(actor, edition))
  await oneByOne(db, async tx => {
    if ((await queries.setWithdrawn(tx, edition.releaseId, actor.accountId, today, reason)) === 0)
      throw conflict('It is not public: there is nothing to withdraw')
    for (const id of await queries.waitingOf(tx, edition.releaseId)) await giveUp(tx, id, actor, today)
    const uses = await frozen.usesOf(tx, await frozen.keysOf(tx, edition.releaseId))
    await record(tx, actor.email, 'release.withdrawn', `release/${edition.id}`, {
      slug: edition.slug,
      reason,
      uses: uses.map(({ href }) => href),
    })
    await keepLine(tx, edition.id, actor, today)
  })
}
