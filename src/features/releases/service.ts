import { createHash } from 'node:crypto'
import { conflict, forbidden, notFound } from '../../lib/errors.ts'
import { slug as slugOf } from '../../lib/markdown/text.ts'
import { record } from '../../platform/audit.ts'
import type { Db } from '../../platform/db.ts'
import type { Actor } from '../../platform/http.ts'
import * as threads from '../threads/index.ts'
import { hasFailed, runChecks } from './checks/run.ts'
import { type Builder, PublishedItem, Releasable } from './contract.ts'
import * as frozen from './frozen.ts'
import { protectDraft } from './protection/index.ts'
import * as queries from './queries.ts'
import { mayCheck, mayPrepare, mayPublish, mayWithdraw } from './rules.ts'
import type { Correction, Edition, NewRelease } from './schemas.ts'

export interface Doing {
  actor: Actor
  today: string
  builders: readonly Builder[]
}

const allowed = (decision: ReturnType<typeof mayPrepare>) => {
  if (!decision.allowed) throw forbidden(decision.why)
}

/** The chosen things as they are now; one that is no longer there is told by name. */
export async function build(db: Db, keys: readonly string[], { builders }: Doing): Promise<Releasable[]> {
  const items: Releasable[] = []
  for (const key of new Set(keys)) {
    const builder = builders.find(({ kind }) => key.startsWith(`${kind}/`))
    const made = await builder?.build(db, key)
    if (!made) throw conflict(`“${key}” is not there any more. Choose again.`)
    items.push(Releasable.parse(made))
  }
  return items
}

/** A choice that stands for several things becomes those. */
export async function expand(db: Db, chosen: readonly string[], doing: Doing): Promise<string[]> {
  const choices = (await Promise.all(doing.builders.map(builder => builder.choices(db, doing.actor)))).flat()
  const offered = new Map(choices.map(choice => [choice.key, choice.keys ?? [choice.key]]))
  return [...new Set(chosen.flatMap(key => offered.get(key) ?? [key]))]
}

async function checked(db: Db, items: readonly Releasable[], words: { title: string; summary: string }, today: string) {
  const { found, kinds } = await protectDraft(db, items)
  return { found, checks: runChecks({ items, found, kinds, ...words, today }) }
}

/** Prepares the first edition of a new release: builds, checks and keeps it. Nothing is public yet. */
export async function prepare(db: Db, doing: Doing, input: NewRelease): Promise<number> {
  allowed(mayPrepare(doing.actor))
  const keys = await expand(db, input.chosen, doing)
  const items = await build(db, keys, doing)
  const { checks } = await checked(db, items, input, doing.today)
  return db.transaction(async tx => {
    const { id: releaseId } = await queries.addRelease(tx, slugOf(input.title).slice(0, 80).replace(/-$/, ''))
    return addEdition(tx, doing, { ...input, keys, items, checks, releaseId, edition: 1, correction: null })
  })
}

/** Prepares the next edition of a published release, with what was wrong in the one before. */
export async function correct(db: Db, doing: Doing, before: Edition, input: Correction): Promise<number> {
  allowed(mayPrepare(doing.actor))
  if (before.state !== 'published') throw conflict('Only the current edition can be corrected')
  const keys = await expand(db, input.chosen, doing)
  const items = await build(db, keys, doing)
  const { checks } = await checked(db, items, input, doing.today)
  return db.transaction(async tx => {
    const editions = await queries.editionsOf(tx, before.slug)
    if (editions.some(({ state }) => queries.draftState(state)))
      throw conflict('A correction is already being prepared')
    const edition = 1 + Math.max(...editions.map(each => each.edition))
    return addEdition(tx, doing, { ...input, keys, items, checks, releaseId: before.releaseId, edition })
  })
}

interface Made {
  releaseId: number
  edition: number
  title: string
  summary: string
  keys: readonly string[]
  items: readonly Releasable[]
  checks: unknown
  correction: string | null
}

async function addEdition(tx: Db, { actor, today }: Doing, made: Made): Promise<number> {
  const { keys, items, ...rest } = made
  const { id } = await queries.addEdition(tx, { ...rest, chosen: keys, draft: items, by: actor.accountId, on: today })
  await record(
    tx,
    actor.email,
    made.edition === 1 ? 'release.prepared' : 'release.correction-prepared',
    `release/${id}`,
    {
      title: made.title,
      items: keys.length,
      edition: made.edition,
      ...(made.correction ? { correction: made.correction } : {}),
    },
  )
  await keepLine(
    tx,
    id,
    actor,
    today,
    items.flatMap(({ because }) => because),
  )
  return id
}

/** Builds and checks a draft anew, from the figures of now. */
export async function prepareAgain(db: Db, doing: Doing, edition: Edition): Promise<void> {
  allowed(mayPrepare(doing.actor))
  const items = await build(db, edition.chosen, doing)
  const { checks } = await checked(db, items, edition, doing.today)
  await db.transaction(async tx => {
    const rows = await queries.remake(tx, edition.id, items, checks, doing.actor.accountId, doing.today)
    if (rows === 0) throw conflict('It has been published or given up since')
    await record(tx, doing.actor.email, 'release.prepared-again', `release/${edition.id}`)
    await keepLine(tx, edition.id, doing.actor, doing.today)
  })
}

/** The second person agrees that the checks hold. */
export async function approve(db: Db, { actor, today }: Doing, edition: Edition): Promise<void> {
  allowed(mayCheck(actor, edition))
  const { checks } = await checked(db, await queries.draftOf(db, edition.id), edition, today)
  if (hasFailed(checks)) throw conflict('A check has failed: it must be put right first')
  await db.transaction(async tx => {
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
    await record(tx, actor.email, 'release.dropped', `release/${edition.id}`)
    await keepLine(tx, edition.id, actor, today)
  })
}

/**
 * Publishes: the checks run once more against all that is public at this moment, the items are frozen as the public will read them, and the
 * true figures of the draft go. From here on nothing of the edition changes.
 */
export async function publish(db: Db, { actor, today }: Doing, edition: Edition): Promise<void> {
  allowed(mayPublish(actor, edition))
  const seal = await queries.sealOf(db, edition.id)
  const { found, checks } = await checked(db, await queries.draftOf(db, edition.id), edition, today)
  if (hasFailed(checks)) throw conflict('A check fails now that did not before: look at the checks again')
  const items = found.items.map((item, position) => freeze(item, position))
  await db.transaction(async tx => {
    // The checks take a while; what they were held against, and what was checked, must still be the same.
    if ((await queries.sealOf(tx, edition.id)) !== seal)
      throw conflict('Something else was published meanwhile. Try again')
    await queries.supersede(tx, edition.releaseId)
    const sha256 = hash(JSON.stringify(items.map(each => each.sha256)))
    const rows = await queries.setPublished(tx, edition.id, { by: actor.accountId, on: today, sha256, checks })
    if (rows === 0) throw conflict('It has not been checked by a second person')
    await frozen.addItems(tx, edition.id, items)
    await frozen.addCells(tx, edition.id, found.cells)
    await record(tx, actor.email, 'release.published', `release/${edition.id}`, {
      slug: edition.slug,
      edition: edition.edition,
      sha256,
    })
    await keepLine(tx, edition.id, actor, today)
  })
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
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

const ended = new Set(['published', 'superseded', 'withdrawn', 'dropped'])
const waitsFor = { draft: 'analyst', checked: 'director' } as const

/** The release's line among all records: whose turn it is, and when it ended. */
async function keepLine(
  tx: Db,
  id: number,
  actor: Actor,
  today: string,
  because: readonly string[] = [],
): Promise<void> {
  const edition = await queries.find(tx, id)
  if (!edition) throw notFound('That release')
  const there = (await threads.listRecords(tx, { keys: [...because] })).map(({ key }) => key)
  const places = await frozen.placesOf(tx, id)
  const turn = edition.state === 'draft' || edition.state === 'checked' ? waitsFor[edition.state] : null
  await threads.keep(
    tx,
    {
      key: `release/${id}`,
      title: edition.edition === 1 ? edition.title : `${edition.title} (edition ${edition.edition})`,
      href: `/releases/${id}`,
      state: edition.state,
      places: places.length > 50 ? [] : places,
      ownerRole: turn,
      ownerId: edition.preparedBy,
      because: because.length > 0 ? null : 'New: chosen by the officer who prepared it',
      facts: {
        released: edition.state === 'published',
        handledBy: [edition.preparedBy, edition.checkedBy].flatMap(each => each ?? []),
      },
      words: edition.summary,
      ended: ended.has(edition.state),
    },
    { by: actor.email, today, because: [...new Set(there)] },
  )
}
