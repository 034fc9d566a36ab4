import { conflict } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { PublishedItem, type Releasable } from '../contract.ts'
import * as frozen from '../frozen.ts'
import * as queries from '../queries.ts'
import { mayCheck, mayPrepare, mayPublish, mayWithdraw } from '../rules.ts'
import type { Edition } from '../schemas.ts'
import { dropCheck, goodCheck } from './check.ts'
import { allowed, type Doing, hash } from './frame.ts'
import { keepLine } from './line.ts'

/** The second person agrees that the checks hold: those of exactly what is there now. */
export async function approve(db: Db, { actor, today }: Doing, edition: Edition): Promise<void> {
  allowed(mayCheck(actor, edition))
  await db.transaction(async tx => {
    await goodCheck(tx, edition.id)
    if ((await queries.setChecked(tx, edition.id, actor.accountId, today)) === 0)
      throw conflict('It is not waiting for a check')
    await record(tx, actor.email, 'release.checked', `release/${edition.id}`)
    await keepLine(tx, edition.id, actor, today)
  })
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
    if ((await queries.drop(tx, edition.id)) === 0) throw conflict('It has been published or given up since')
    await dropCheck(tx, edition.id)
    await record(tx, actor.email, 'release.dropped', `release/${edition.id}`)
    await keepLine(tx, edition.id, actor, today)
  })
}

/**
 * Publishes: the check must be of exactly this draft and of all that is public at this moment. The items are frozen as it left them, and the
 * true figures of the draft go. From here on nothing of the edition changes.
 */
export async function publish(db: Db, { actor, today }: Doing, edition: Edition): Promise<void> {
  allowed(mayPublish(actor, edition))
  await db.transaction(async tx => {
    const found = await goodCheck(tx, edition.id)
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
  const content = JSON.stringify(Frozen.parse(item))
  const { key, kind, title, places, areas, outcomes } = item
  return { position, key, kind, title, places, areas, outcomes, content, sha256: hash(content) }
}

/** Takes every edition of a release away from pages, interface and open data at once. The rows stay, unread. */
export async function withdraw(db: Db, { actor, today }: Doing, edition: Edition, reason: string): Promise<void> {
  allowed(mayWithdraw(actor, edition))
  await db.transaction(async tx => {
    if ((await queries.setWithdrawn(tx, edition.releaseId, actor.accountId, today, reason)) === 0)
      throw conflict('It is not public: there is nothing to withdraw')
    const uses = await frozen.usesOf(tx, await frozen.keysOf(tx, edition.releaseId))
    await record(tx, actor.email, 'release.withdrawn', `release/${edition.id}`, {
      slug: edition.slug,
      reason,
      uses: uses.map(({ href }) => href),
    })
    await keepLine(tx, edition.id, actor, today)
  })
}
