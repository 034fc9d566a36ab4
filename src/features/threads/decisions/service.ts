import { conflict } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { keep } from '../records/service.ts'
import * as queries from './queries.ts'
import { reviewsOf, subjectOf } from './rules.ts'
import { type Decision, type Panel, type Review, statusNames } from './schemas.ts'

const moved = 'Somebody changed this decision meanwhile. Open it again and look before you go on.'

/** Brings the decision's line in the threads up to date: its coordinates, its state, when it is next looked at. */
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
      areas: decision.areas,
      outcomes: decision.outcomes,
      ownerRole: decision.status === 'proposed' ? 'director' : 'officer',
      because: decision.context.slice(0, 300) || null,
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
    await queries.save(tx, id, 1, start.draft)
    await record(tx, doing.actor.email, 'decision.opened', `decision/${id}`, { kind: start.kind })
    await line(tx, id, doing.actor.email, doing.today, doing.above, start.because)
    return id
  })

export const save = (db: Db, doing: Doing, decision: Decision, version: number, draft: queries.Kept): Promise<void> =>
  db.transaction(async tx => {
    if ((await queries.save(tx, decision.id, version, draft)) === 0) throw conflict(moved)
    await record(tx, doing.actor.email, 'decision.changed', `decision/${decision.id}`, {
      fields: changed(decision, draft),
    })
    await line(tx, decision.id, doing.actor.email, doing.today, doing.above)
  })

const changed = (decision: Decision, draft: queries.Kept): string[] =>
  Object.entries(draft).flatMap(([field, value]) =>
    JSON.stringify(Object.entries(decision).find(([key]) => key === field)?.[1]) === JSON.stringify(value)
      ? []
      : [field],
  )

/** Puts the decision to the director. For a place the panel of measures is frozen as it stands today. */
export const propose = (db: Db, doing: Doing, id: number, panel: Panel | null): Promise<void> =>
  step(db, doing, id, 'decision.proposed', tx =>
    queries.propose(tx, id, doing.actor.accountId ?? 0, panel, doing.today),
  )

export const sendBack = (db: Db, doing: Doing, id: number, reason: string): Promise<void> =>
  step(db, doing, id, 'decision.sent-back', tx => queries.sendBack(tx, id), { reason })

export const drop = (db: Db, doing: Doing, id: number, reason: string): Promise<void> =>
  step(db, doing, id, 'decision.dropped', tx => queries.drop(tx, id, reason), { reason })

interface Chosen {
  chosen: number
  reason: string
  publicPart: string
  reviewOn: string | null
}

export const decide = (db: Db, doing: Doing, decision: Decision, verdict: Chosen): Promise<void> =>
  step(
    db,
    doing,
    decision.id,
    'decision.decided',
    async tx => {
      const by = { id: doing.actor.accountId ?? 0, role: doing.actor.role }
      const done = await queries.decide(tx, decision.id, verdict, by, doing.today)
      for (const review of done ? reviewsOf(decision, doing.today, verdict.reviewOn) : [])
        await queries.addReview(tx, decision.id, review)
      return done
    },
    { chosen: decision.options[verdict.chosen]?.title },
  )

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
const step = (
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
