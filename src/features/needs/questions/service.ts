import { addMonths, firstDay, lastDay, monthOfDay } from '../../../lib/dates.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { openEvidence, type Store } from '../../evidence/index.ts'
import { keep } from '../../threads/index.ts'
import { officer as reader } from '../rules.ts'
import * as queries from './queries.ts'
import { isDead, isOver, opened } from './rules.ts'
import { withEvidence } from './shown.ts'

/** Called inside the assessment's transaction. Questions that have no line in the threads yet get theirs, those of earlier days too. */
export async function open(
  tx: Db,
  store: Store,
  rows: queries.Opening[],
  { by, today }: { by: string; today: string },
): Promise<number> {
  const live = rows.filter(row => !isOver(row.periodEnd, today))
  const added = live.length === 0 ? 0 : await queries.open(tx, live, today)
  for (const question of await queries.withoutRecord(tx))
    if (!isDead(question) && (await isForAll(tx, store, question))) await line(tx, question, { by, today })
  return added
}

async function isForAll(db: Db, store: Store, question: queries.Question): Promise<boolean> {
  const seen = opened(reader, store, question)
  return seen !== undefined && (await withEvidence(db, store, reader, seen)) !== undefined
}

/** Keeps the question's line in the threads: a question that was answered needs no next step. */
const line = (tx: Db, question: queries.Question, doing: { by: string; today: string }): Promise<void> => {
  const month = monthOfDay(question.periodEnd)
  return keep(
    tx,
    {
      key: `question/${question.id}`,
      title: `What changed here? ${question.placeName}: ${question.measureName}`,
      href: `/questions/${question.id}`,
      state: question.status,
      places: [...new Set([question.placeCode, question.boroughCode ?? question.placeCode])],
      startsOn: firstDay(addMonths(month, -11)),
      endsOn: lastDay(month),
      ownerRole: question.ownerRole,
      because: `${question.measureName} fell in ${question.placeName} by more than chance would explain`,
      ended: question.status !== 'open',
    },
    doing,
  )
}

/** Keeps what people say changed here, or why there is no answer. The earlier answer stays in the audit trail. */
export async function answer(
  db: Db,
  actor: Actor,
  question: queries.Question,
  given: { status: 'answered' | 'no answer'; answer: string },
  today: string,
): Promise<void> {
  const store = await openEvidence(db)
  await db.transaction(async tx => {
    await queries.answer(tx, question.id, given.status, given.answer, actor.email, today)
    await record(tx, actor.email, 'question.answered', `question/${question.id}`, {
      status: given.status,
      answer: given.answer,
      before: question.answer,
    })
    if (await isForAll(tx, store, question))
      await line(tx, { ...question, status: given.status }, { by: actor.email, today })
  })
}
