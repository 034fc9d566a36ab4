// What is done with a decision once it was made: corrected beside its words, or opened again.
import type { Db } from '../../../platform/db.ts'
import * as corrections from './corrections.ts'
import * as notes from './notes.ts'
import * as queries from './queries.ts'
import type { Correction, Decision, Verdict } from './schemas.ts'
import { type Doing, given, step, who } from './service.ts'

const by = (doing: Doing) => ({ ...who(doing), on: doing.today })

/** Writes a correction; the old words stay, and it counts once a second person agreed. */
export const correct = (
  db: Db,
  doing: Doing,
  id: number,
  correction: Pick<Correction, 'part' | 'words'>,
): Promise<void> =>
  step(db, doing, id, 'decision.correction-written', tx => corrections.add(tx, id, correction, by(doing)), {
    part: correction.part,
  })

export const settle = (db: Db, doing: Doing, id: number, correction: Correction, agreed: boolean): Promise<void> =>
  step(
    db,
    doing,
    id,
    agreed ? 'decision.correction-agreed' : 'decision.correction-refused',
    tx => corrections.settle(tx, correction.id, agreed, by(doing)),
    { correction: correction.id },
  )

const verdictOf = (decision: Decision, corrected: Correction[]): Verdict => ({
  chosen: decision.options[decision.chosen ?? -1]?.title ?? '',
  reason: decision.reason,
  publicPart: decision.publicPart,
  decidedOn: decision.decidedOn ?? '',
  decidedByRole: decision.decidedByRole ?? '',
  corrections: corrected,
})

/** Makes a draft of it again. What had been decided is kept as it stood, with its corrections; reviews that were to come end with it. */
export const reopen = (db: Db, doing: Doing, decision: Decision, reason: string): Promise<void> =>
  step(
    db,
    doing,
    decision.id,
    'decision.reopened',
    async tx => {
      const done = await queries.reopen(tx, decision)
      if (!done) return 0
      await queries.endReviews(tx, decision.id)
      const verdict = verdictOf(decision, await corrections.list(tx, decision.id))
      await corrections.clear(tx, decision.id)
      return notes.add(tx, decision.id, { kind: 'reopened', reason, verdict, by: who(doing), on: doing.today })
    },
    given,
  )
