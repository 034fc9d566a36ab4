// A change of a fact that stands: somebody proposes it with a reason, an analyst holds the difference against the source and agrees or declines.
import { conflict } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { differenceOf, draftOf } from './difference.ts'
import * as queries from './edit-queries.ts'
import type { Draft } from './forms.ts'
import { inReleases } from './queries.ts'
import type { Fact } from './schemas.ts'
import { type Doing, step } from './service.ts'

/** Why a fact cannot be changed as it stands; empty where it can. What was published says for ever what it said. */
export async function whyNot(db: Db, fact: Fact): Promise<string> {
  if (fact.status !== 'current' || fact.supersededBy !== null)
    return fact.status === 'stated then'
      ? 'A figure stated then stays as its document states it'
      : 'Only a fact that has been checked and still stands can be changed'
  if ((await inReleases(db, fact.id)).length > 0)
    return 'It has been published, so what it says is not changed. Add a new fact, and have it take this one’s place'
  return ''
}

export async function propose(db: Db, doing: Doing, fact: Fact, draft: Draft, reason: string): Promise<void> {
  const fields = differenceOf(fact, draft).map(each => each.field)
  await step(db, doing, fact.id, 'fact.edit-proposed', { fields, reason }, async tx => {
    const kept = await queries.propose(tx, fact.id, draft, reason, doing.actor.accountId, doing.today)
    if (kept === 0) throw conflict('Another change of this fact waits to be agreed. It goes first')
    return kept
  })
}

/** The change is made, and what the fact said before stays in the audit trail. */
export const agree = (db: Db, doing: Doing, fact: Fact, edit: queries.Edit): Promise<void> => {
  const was = new Map<string, unknown>(Object.entries(draftOf(fact)))
  const fields = differenceOf(fact, edit.draft).map(each => each.field)
  const before = Object.fromEntries(fields.map(field => [field, was.get(field)]))
  return step(db, doing, fact.id, 'fact.edited', { fields, before, reason: edit.reason }, async tx => {
    const by = doing.actor.accountId
    const settled = await queries.settle(tx, edit.id, { state: 'agreed', reason: '' }, by, doing.today)
    return settled && queries.apply(tx, fact.id, edit, by, doing.today)
  })
}

export const decline = (db: Db, doing: Doing, factId: number, edit: queries.Edit, reason: string): Promise<void> =>
  step(db, doing, factId, 'fact.edit-declined', { reason }, tx =>
    queries.settle(tx, edit.id, { state: 'declined', reason }, doing.actor.accountId, doing.today),
  )
