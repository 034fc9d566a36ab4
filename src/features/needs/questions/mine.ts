import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { openEvidence } from '../../evidence/index.ts'
import * as queries from './queries.ts'
import { isDead, opened } from './rules.ts'
import { type Open, withEvidence } from './shown.ts'

type Filter = Parameters<typeof queries.list>[1]

// Every page that names or counts questions asks here, so that none says more than another.
async function readable(db: Db, actor: Actor, filter: Filter): Promise<Open[]> {
  const store = await openEvidence(db)
  const alive = (await queries.list(db, filter)).filter(one => !isDead(one))
  const seen = alive.flatMap(question => opened(actor, store, question) ?? [])
  return (await Promise.all(seen.map(one => withEvidence(db, store, actor, one)))).flatMap(one => one ?? [])
}

/** The questions this person may read with what was seen, newest first. */
export const mine = (db: Db, actor: Actor): Promise<Open[]> => readable(db, actor, {})

/** The questions of one place, as far as this person may read them. */
export const questionsAt = async (db: Db, actor: Actor, placeId: number): Promise<queries.Question[]> =>
  (await readable(db, actor, { placeId })).map(seen => seen.question)

/** The newest question of each place in one measure, by place id, of those this person may read. */
export async function questionsOf(db: Db, actor: Actor, measureId: number): Promise<Map<number, queries.Question>> {
  const found = (await readable(db, actor, { measureId })).map(seen => seen.question)
  return new Map(found.toSorted((a, b) => (a.periodEnd < b.periodEnd ? -1 : 1)).map(one => [one.placeId, one]))
}

/** How many questions stand open that this person may read: the same as the list of questions shows. */
export const countOpenQuestions = async (db: Db, actor: Actor): Promise<number> =>
  (await readable(db, actor, { status: 'open' })).length
