import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { openEvidence, type Store } from '../../evidence/index.ts'
import * as queries from './queries.ts'
import { isDead, opened, type Seen } from './rules.ts'
import { type Open, withEvidence } from './shown.ts'

interface Filter {
  placeId?: number
  status?: string
}

// Every page that names or counts questions asks here, so that none says more than another.
async function readable(db: Db, store: Store, actor: Actor, filter: Filter): Promise<Seen[]> {
  const all = await queries.list(db, filter)
  return all.filter(one => !isDead(one)).flatMap(question => opened(actor, store, question) ?? [])
}

/** The questions this person may read with what was seen, newest first. */
export async function mine(db: Db, actor: Actor): Promise<Open[]> {
  const store = await openEvidence(db)
  const seen = await readable(db, store, actor, {})
  return Promise.all(seen.map(one => withEvidence(db, store, actor, one)))
}

/** The questions of one place, as far as this person may read them. */
export const questionsAt = async (db: Db, actor: Actor, placeId: number): Promise<queries.Question[]> =>
  (await readable(db, await openEvidence(db), actor, { placeId })).map(seen => seen.question)

/** How many questions stand open that this person may read: the same as the list of questions shows. */
export const countOpenQuestions = async (db: Db, actor: Actor): Promise<number> =>
  (await readable(db, await openEvidence(db), actor, { status: 'open' })).length
