import { conflict, forbidden, notFound } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { decide } from '../../people/index.ts'
import * as queries from './queries.ts'
import type { Change, ChangeKind, Proposal, Verdict } from './schemas.ts'

/** Keeps a proposal for the director. The same proposal twice is one. */
export const propose = (db: Db, actor: Actor, change: Change, today: string): Promise<Proposal> =>
  db.transaction(async tx => {
    const proposal = await queries.insert(tx, change, actor, today)
    if (!proposal) throw conflict('The same change is already waiting for a decision')
    await record(tx, actor.email, 'framework.proposed', `framework-proposal/${proposal.id}`, { ...change })
    return proposal
  })

/** Approves a proposal and writes what it says, or declines it. Whoever proposed it does not decide. */
export const settle = (db: Db, actor: Actor, id: number, verdict: Verdict, today: string): Promise<void> =>
  db.transaction(async tx => {
    const proposal = await queries.find(tx, id)
    if (!proposal) throw notFound('That proposal')
    const may = mayDecide(actor, proposal)
    if (!may.allowed) throw forbidden(may.why)
    const state = verdict.verdict === 'approve' ? 'approved' : 'declined'
    if ((await queries.settle(tx, id, state, actor.email, today, verdict.reason)) === 0)
      throw conflict('This proposal has already been decided')
    if (state === 'approved') await apply[proposal.kind](tx, proposal, actor.email, today)
    const { kind, code, value } = proposal
    await record(tx, actor.email, `framework.${state}`, `framework-proposal/${id}`, { kind, code, value })
  })

export const mayDecide = (actor: Actor, proposal: Proposal) =>
  decide(actor, 'approve', 'framework', { handledBy: proposal.proposerId === null ? [] : [proposal.proposerId] })

const apply: Record<ChangeKind, (tx: Db, p: Proposal, by: string, today: string) => Promise<number>> = {
  words: queries.addWords,
  answer: queries.answer,
  measure: queries.addMeasure,
  'measure-off': queries.removeMeasure,
  goal: queries.addGoal,
  'goal-off': queries.removeGoal,
}
