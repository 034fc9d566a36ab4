import { addMonths, firstDay, lastDay, monthOfDay } from '../../../lib/dates.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { type Actor, anyone } from '../../../platform/http.ts'
import { openEvidence, type Store, sight } from '../../evidence/index.ts'
import { keep } from '../../threads/index.ts'
import * as queries from './queries.ts'
import { isDead, isOver, whereIs } from './rules.ts'

/** Called inside the assessment's transaction. Questions that have no line in the threads yet get theirs, those of earlier days too. */
export async function open(
  tx: Db,
  store: Store,
  rows: queries.Opening[],
  { by, today }: { by: string; today: string },
): Promise<number> {
  const live = rows.filter(row => !isOver(row.periodEnd, today))
  const opened = live.length === 0 ? 0 : await queries.open(tx, live, today)
  for (const question of await queries.withoutRecord(tx))
    if (isForAll(store, question) && !isDead(question)) await line(tx, question, { by, today })
  return opened
}

// Whoever reads threads reads the title, so a measure shown to analysts alone at this place has no line there.
const reader: Actor = { ...anyone, role: 'officer' }
function isForAll(store: Store, question: queries.Question): boolean {
  const measure = store.byId.get(question.measureId)
  return measure !== undefined && sight(reader, measure, whereIs(question)).see !== 'nothing'
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
    if (isForAll(store, question)) await line(tx, { ...question, status: given.status }, { by: actor.email, today })
  })
}
