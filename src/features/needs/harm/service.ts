import { createHash } from 'node:crypto'
import { conflict } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { openEvidence } from '../../evidence/index.ts'
import { readWeights } from './file.ts'
import { categoriesOf, matchAll, problemsOf } from './match.ts'
import * as queries from './queries.ts'

const moved = 'Somebody changed the indexes meanwhile. Open the page again and look before you go on.'

interface Doing {
  actor: Actor
  today: string
}

/** Reads a file of weights and keeps it to be looked at; or says what is wrong with it. Nothing is weighed with it yet. */
export async function load(
  db: Db,
  pack: Pick<Pack, 'id'>,
  { actor, today }: Doing,
  file: { name: string; text: string },
): Promise<{ id: number } | { problems: string[] }> {
  const read = readWeights(file.text)
  if (!read.ok) return { problems: read.problems }
  const matches = matchAll(read.weights.rows, (await openEvidence(db)).measures, categoriesOf(pack))
  const problems = problemsOf(matches)
  if (problems.length > 0) return { problems }
  const loaded = {
    weights: read.weights,
    file: { name: file.name.slice(0, 200), hash: createHash('sha256').update(file.text).digest('hex') },
    matches: matches.map(({ category, weight, measure }) => ({ category, weight, measureId: measure?.id ?? null })),
  }
  return db.transaction(async tx => {
    const { id } = await queries.insert(tx, loaded, actor.accountId, today)
    await queries.addWeights(tx, id, loaded)
    await record(tx, actor.email, 'harm-index.loaded', `harm-index/${id}`, {
      name: read.weights.name,
      edition: read.weights.edition,
    })
    return { id }
  })
}

/** From now on harm is weighed with this one; the one before it is kept. */
export const use = (db: Db, { actor }: Doing, id: number): Promise<void> =>
  db.transaction(async tx => {
    await queries.replace(tx)
    if ((await queries.use(tx, id)) === 0) throw conflict(moved)
    await record(tx, actor.email, 'harm-index.used', `harm-index/${id}`)
  })

export const drop = (db: Db, { actor }: Doing, id: number): Promise<void> =>
  db.transaction(async tx => {
    if ((await queries.drop(tx, id)) === 0) throw conflict(moved)
    await record(tx, actor.email, 'harm-index.dropped', `harm-index/${id}`)
  })
