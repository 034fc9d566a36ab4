import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { openEvidence } from '../../evidence/index.ts'
import * as queries from './queries.ts'
import * as service from './service.ts'

/** Answers the open question of a place of a demonstration, where there is one. */
export async function answerAt(
  db: Db,
  actor: Actor,
  told: { place: string; measure: string; answer: string },
  today: string,
): Promise<void> {
  const measure = (await openEvidence(db)).measures.find(each => each.code === told.measure)
  const open = measure ? await queries.list(db, { measureId: measure.id, status: 'open' }) : []
  const question = open.find(each => each.placeCode === told.place)
  if (question) await service.answer(db, actor, question, { status: 'answered', answer: told.answer }, today)
}
