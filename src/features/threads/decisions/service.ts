import { conflict } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { keep } from '../records/service.ts'
import * as notes from './notes.ts'
import * as queries from './queries.ts'
import { becauseOf, reviewsOf, subjectOf } from './rules.ts'
import { type Decision, type Panel, type Review, statusNames } from './schemas.ts'

const moved = 'Somebody changed this decision meanwhile. Open it again and look before you go on.'

/**
 * Brings the decision's line in the threads up to date: its coordinates, its state, when it is next looked at. Lines are read by those who
 * may read the public part alone, so no word of the rest stands in one.
 */
async function line(
  tx: Db,
  id: number,
  by: string,
  today: string,
  above: readonly string[],
  because: readonly string[] = [],
): Promise<void> {
  const decision = await queries.find(tx, id)
  if (!decision) return
  const next = (await queries.reviews(tx, id)).find(review => review.doneOn === null)
  await keep(
    tx,
    {
      key: `decision/${id}`,
      title: decision.question,
      href: `/decisions/${id}`,
      state: statusNames[decision.status].toLowerCase(),
      places: [...decision.places, ...above],
      areas: [...decision.areas, ...decision.aims],
      outcomes: decision.outcomes,
      contextLevel: decision.contextLevel,
      journeyStage: decision.journeyStage,
      preventionLevel: decision.preventionLevel,
      ageBand: decision.ageBand,
      timeBand: decision.timeBand,
      ownerRole: decision.status === 'proposed' ? 'director' : 'officer',
      because: becauseOf(decision),
      dueOn: decision.status === 'decided' ? (next?.dueOn ?? null) : null,
      facts: subjectOf(decision, above),
      words: decision.reference,
      ended: decision.status === 'dropped',
    },
    { by, today, because },
  )
}

export interface Doing {
  actor: Actor
  today: string
  /** Codes of the places above the decision's own, for scope. */
  above: readonly string[]
}

export const open = (
  db: Db,
  doing: Doing,
  start: { kind: string; draft: queries.Kept; because: readonly string[] },
): Promise<number> =>
  db.transaction(async tx => {
    const id = await queries.open(tx, start.kind, start.draft.question, doing.actor.accountId, doing.today)
    await queries.save(tx, id, 1, start.draft, doing.actor.accountId)
    await record(tx, doing.actor.email, 'decision.opened', `decision/${id}`, { kind: start.kind })
    await line(tx, id, doing.actor.email, doing.today, doing.above, start.because)
    return id
  })

/** Saves the draft; false, and nothing kept, when somebody else saved it after `version` was read. */
export const save = (
  db: Db,
  doing: Doing,
  decision: Decision,
  version: number,
  draft: queries.Kept,
): Promise<boolean> =>
  db.transaction(async tx => {
    if ((await queries.save(tx, decision.id, version, draft, doing.actor.accountId)) === 0) return false
    await record(tx, doing.actor.email, 'decision.changed', `decision/${decision.id}`, {
      fields: changed(decision, draft),
    })
    await line(tx, decision.id, doing.actor.email, doing.today, doing.above)
    return true
  })

const changed = (decision: Decision, draft: queries.Kept): string[] =>
  Object.entries(draft).flatMap(([field, value]) =>
    JSON.stringify(Object.entries(decision).find(([key]) => key === field)?.[1]) === JSON.stringify(value)
      ? []
      : [field],
  )

/** Puts the decision to the director. For a place the panel of measures is frozen as it stands today. */
export const propose = (
  db: Db,
  doing: Doing,
  read: Pick<Decision, 'id' | 'version'>,
  panel: Panel | null,
): Promise<void> =>
  step(db, doing, read.id, 'decision.proposed', tx =>
    queries.propose(tx, read, doing.actor.accountId ?? 0, panel, doing.today),
  )

// Reasons stay in the decision: the audit trail, which administrators read, says that one was given.
export const given = { reason: 'given' }

export const sendBack = (db: Db, doing: Doing, id: number, reason: string): Promise<void> =>
  step(
    db,
    doing,
    id,
    'decision.sent-back',
    async tx => {
      const done = await queries.sendBack(tx, id)
      if (done) await notes.add(tx, id, { kind: 'sent-back', reason, verdict: null, by: who(doing), on: doing.today })
      return done
    },
    given,
  )

export const drop = (db: Db, doing: Doing, id: number, reason: string): Promise<void> =>
  step(db, doing, id, 'decision.dropped', tx => queries.drop(tx, id, reason), given)

export const who = ({ actor }: Doing) => ({ id: actor.accountId ?? 0, role: actor.role })

interface Chosen {
  chosen: number
  reason: string
  publicPart: string
  reviewOn: string | null
  /** The saving of the decision whose options were read. */
  version: number
}

/** Decides; false, and nothing kept, when it is not any more what was read. */
export const decide = (db: Db, doing: Doing, decision: Decision, verdict: Chosen): Promise<boolean> =>
  db.transaction(async tx => {
    if ((await queries.decide(tx, decision.id, verdict, who(doing), doing.today)) === 0) return false
    for (const review of reviewsOf(decision, doing.today, verdict.reviewOn))
      await queries.addReview(tx, decision.id, review)
    await record(tx, doing.actor.email, 'decision.decided', `decision/${decision.id}`, { option: verdict.chosen + 1 })
    await line(tx, decision.id, doing.actor.email, doing.today, doing.above)
    return true
  })

export const review = (db: Db, doing: Doing, due: Review, found: { result: string; note: string }): Promise<void> =>
  step(
    db,
    doing,
    due.decisionId,
    'decision.reviewed',
    tx => queries.finishReview(tx, due.id, doing.actor.accountId ?? 0, found.result, found.note, doing.today),
    { review: due.label, result: found.result },
  )

/** One change of state with its audit row and its line; nothing is kept when somebody else moved first. */
export const step = (
  db: Db,
  doing: Doing,
  id: number,
  what: string,
  deed: (tx: Db) => Promise<number>,
  detail: Record<string, unknown> = {},
): Promise<void> =>
  db.transaction(async tx => {
    if ((await deed(tx)) === 0) throw conflict(moved)
    await record(tx, doing.actor.email, what, `decision/${id}`, detail)
    await line(tx, id, doing.actor.email, doing.today, doing.above)
  })
