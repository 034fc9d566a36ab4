import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import * as queries from './queries.ts'

/** Called inside the assessment's transaction. */
export const open = (tx: Db, rows: queries.Opening[], today: string): Promise<number> =>
  rows.length === 0 ? Promise.resolve(0) : queries.open(tx, rows, today)

/** Keeps what people say changed here, or why there is no answer. The earlier answer stays in the audit trail. */
export const answer = (
  db: Db,
  actor: Actor,
  question: queries.Question,
  given: { status: 'answered' | 'no answer'; answer: string },
  today: string,
): Promise<void> =>
  db.transaction(async tx => {
    await queries.answer(tx, question.id, given.status, given.answer, actor.email, today)
    await record(tx, actor.email, 'question.answered', `question/${question.id}`, {
      status: given.status,
      answer: given.answer,
      before: question.answer,
    })
  })
