import { conflict } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { enqueue } from '../../../platform/jobs.ts'
import * as checks from '../checks/queries.ts'
import { renderItems } from '../checks/render.ts'
import { hasFailed, runChecks } from '../checks/run.ts'
import type { Protected } from '../protection/apply.ts'
import { gather, protectAll } from '../protection/index.ts'
import * as queries from '../queries.ts'
import { mayCheck, mayPrepare, mayPublish } from '../rules.ts'
import type { Edition } from '../schemas.ts'
import { backToCheck } from '../seal.ts'
import { allowed, type Doing } from './frame.ts'
import { keepLine } from './line.ts'

export const checkKind = 'releases.check'

/** Asks the job process to check a draft as it is now: in the transaction of its change, so that there is no draft without its check. */
export async function askCheck(tx: Db, editionId: number, today: string): Promise<void> {
  const content = await queries.contentOf(tx, editionId)
  await checks.ask(tx, editionId, content, await enqueue(tx, checkKind, { editionId, content, today }))
}

/** Whoever may act on the release may have it checked again: something else was published since, or the check came to no end. */
export async function recheck(db: Db, { actor, today }: Doing, edition: Edition): Promise<void> {
  if (!mayCheck(actor, edition).allowed && !mayPublish(actor, edition).allowed) allowed(mayPrepare(actor))
  await db.transaction(async tx => {
    await stillOpen(tx, edition.id)
    await askCheck(tx, edition.id, today)
    await record(tx, actor.email, 'release.check-asked', `release/${edition.id}`)
  })
}

export async function stopCheck(db: Db, { actor }: Doing, edition: Edition): Promise<void> {
  allowed(mayPrepare(actor))
  await db.transaction(async tx => {
    if ((await checks.end(tx, edition.id, 'stopped')) === 0) throw conflict('It is not being checked')
    await record(tx, actor.email, 'release.check-stopped', `release/${edition.id}`)
  })
}

async function stillOpen(tx: Db, id: number): Promise<void> {
  const now = await queries.find(tx, id)
  if (!now || !queries.draftState(now.state)) throw conflict('It has been published or given up since')
}

/** The check of exactly what is there now, passed; without it nothing goes further. */
export async function goodCheck(tx: Db, editionId: number): Promise<checks.Found> {
  const [row, found] = [await checks.find(tx, editionId), await checks.foundOf(tx, editionId)]
  if (row?.state === 'asked') throw conflict('It is still being checked: wait for the result')
  if (!row || !found) throw conflict('It has not been checked to the end: have it checked again')
  if (row.content !== (await queries.contentOf(tx, editionId)))
    throw conflict('Something else was published, or places changed, since it was checked: have it checked again')
  const edition = await queries.find(tx, editionId)
  if (!edition?.checks || hasFailed(edition.checks)) throw conflict('A check has failed: it must be put right first')
  return found
}

export const dropCheck = (tx: Db, editionId: number) => checks.remove(tx, editionId)

/** Keeps the result of a check: that of other content than is asked for by now is left. */
export async function keepCheck(
  db: Db,
  { editionId, content, today }: { editionId: number; content: string; today: string },
  { found, kinds }: { found: Protected; kinds: ReadonlyMap<string, string> },
): Promise<boolean> {
  const items = await queries.draftOf(db, editionId)
  return db.transaction(async tx => {
    const edition = await queries.find(tx, editionId)
    if (!edition) return false
    const html = renderItems(edition, found.items)
    const all = runChecks({ items, found, kinds, words: edition, html, today })
    const kept = { checks: all, found: { items: found.items, cells: found.cells } }
    if ((await checks.finish(tx, editionId, content, kept)) === 0) return false
    const failed = all.filter(({ result }) => result === 'fail').map(({ id }) => id)
    await record(tx, 'program', 'release.check-done', `release/${editionId}`, { failed, content })
    if ((await backToCheck(tx, editionId)) > 0) {
      await record(tx, 'program', 'release.back-to-check', `release/${editionId}`)
      await keepLine(tx, editionId, { email: 'program' }, today)
    }
    return true
  })
}

/** Checks at once, in this process: for commands and demonstrations, never for the web process. */
export async function checkNow(db: Db, editionId: number, today: string): Promise<void> {
  const row = await checks.find(db, editionId)
  const asked = await gather(db, await queries.draftOf(db, editionId))
  await keepCheck(db, { editionId, content: row?.content ?? '', today }, { ...asked, found: protectAll(asked) })
}
