import { conflict } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Releasable } from '../contract.ts'
import * as queries from '../queries.ts'
import { mayPrepare } from '../rules.ts'
import type { Correction, Edition, NewRelease, State } from '../schemas.ts'
import { askCheck } from './check.ts'
import { allowed, build, type Doing, expand, oneByOne } from './frame.ts'
import { keepLine } from './line.ts'

/** Prepares the first edition of a new release: builds it, keeps it and asks for its check. Nothing is public yet. */
export async function prepare(db: Db, doing: Doing, input: NewRelease): Promise<number> {
  allowed(mayPrepare(doing.actor))
  const keys = await expand(db, input.chosen, doing)
  const items = await build(db, keys, doing)
  return oneByOne(db, async tx => {
    const releaseId = await queries.addRelease(tx, input.title)
    return addEdition(tx, doing, { ...input, keys, items, releaseId, edition: 1, correction: null })
  })
}

/** Prepares the next edition of a release: with what was wrong in the one before, or why what was withdrawn can be published again. */
export async function correct(db: Db, doing: Doing, before: Edition, input: Correction): Promise<number> {
  allowed(mayPrepare(doing.actor))
  const keys = await expand(db, input.chosen, doing)
  const items = await build(db, keys, doing)
  return oneByOne(db, async tx => {
    const editions = await queries.editionsOf(tx, before.slug)
    if (editions.some(({ state }) => queries.draftState(state)))
      throw conflict('A new edition is already being prepared')
    const newest = editions[0]
    if (newest?.id !== before.id || !nextEditionOf(newest.state))
      throw conflict('Only the newest edition can be corrected')
    const edition = await queries.nextEdition(tx, before.releaseId)
    return addEdition(tx, doing, { ...input, keys, items, releaseId: before.releaseId, edition })
  })
}

/** A published edition is corrected; a withdrawn one can be prepared again, and its new edition says so. */
export const nextEditionOf = (state: State): boolean => state === 'published' || state === 'withdrawn'

interface Made {
  releaseId: number
  edition: number
  title: string
  summary: string
  keys: readonly string[]
  items: readonly Releasable[]
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
  await askCheck(tx, id, today)
  await keepLine(
    tx,
    id,
    actor,
    today,
    items.flatMap(({ because }) => because),
  )
  return id
}

/** Builds a draft anew, from the figures of now, and asks for its check. */
export async function prepareAgain(db: Db, doing: Doing, edition: Edition): Promise<void> {
  allowed(mayPrepare(doing.actor))
  const items = await build(db, edition.chosen, doing)
  await oneByOne(db, async tx => {
    const rows = await queries.remake(tx, edition.id, items, doing.actor.accountId, doing.today)
    if (rows === 0) throw conflict('It has been published or given up since')
    await record(tx, doing.actor.email, 'release.prepared-again', `release/${edition.id}`)
    await askCheck(tx, edition.id, doing.today)
    await keepLine(tx, edition.id, doing.actor, doing.today)
  })
}
