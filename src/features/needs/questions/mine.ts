import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { openEvidence } from '../../evidence/index.ts'
import * as queries from './queries.ts'
import { type Open, opened } from './rules.ts'

/** The questions this person may read, newest first. Every page that names or counts questions asks here, so that none says more than another. */
export async function mine(db: Db, actor: Actor, filter: { placeId?: number; status?: string } = {}): Promise<Open[]> {
  const store = await openEvidence(db)
  const all = await queries.list(db, filter)
  return all.flatMap(question => opened(actor, store, question) ?? [])
}

/** The questions of one place, as far as this person may read them. */
export const questionsAt = async (db: Db, actor: Actor, placeId: number): Promise<queries.Question[]> =>
  (await mine(db, actor, { placeId })).map(open => open.question)

/** How many questions stand open that this person may read: the same as the list of questions shows. */
export const countOpenQuestions = async (db: Db, actor: Actor): Promise<number> =>
  (await mine(db, actor, { status: 'open' })).length
