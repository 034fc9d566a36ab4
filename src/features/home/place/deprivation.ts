import type { Db } from '../../../platform/db.ts'
import type { Pack } from '../../../platform/pack.ts'
import { readLatest, type Store } from '../../evidence/index.ts'
import { once } from './kept.ts'
import type { Member } from './queries.ts'

export interface Deprivation {
  /** Mean score of the LSOAs, weighted by residents. */
  score: number
  lsoas: number
  /** LSOAs among the most deprived tenth and fifth of England. */
  tenth: number
  fifth: number
  /** Of a single LSOA: its national decile, 1 most deprived. */
  decile: number | undefined
  year: string
}

const values = (db: Db, store: Store, code: string, ids: number[], key: string) =>
  once(store, `deprivation/${code}/${key}`, async () => {
    const measure = store.byCode.get(code)
    return measure
      ? await readLatest(db, store, measure.id, ids, 'point').then(async found =>
          found.size > 0 ? found : await readLatest(db, store, measure.id, ids, 'year'),
        )
      : new Map<number, { on: string; value: number }>()
  })

/** Deprivation of the LSOAs a place is made of; undefined when none has a score. */
export async function deprivationOf(
  db: Db,
  store: Store,
  pack: Pack,
  members: readonly Member[],
  key: string,
): Promise<Deprivation | undefined> {
  const ids = members.map(m => m.id)
  const scores = await values(db, store, pack.deprivation.score, ids, key)
  const deciles = await values(db, store, pack.deprivation.decile, ids, key)
  const scored = members.flatMap(m => {
    const score = scores.get(m.id)
    return score ? [{ ...score, people: m.residents ?? 1, decile: deciles.get(m.id)?.value }] : []
  })
  const people = scored.reduce((sum, s) => sum + s.people, 0)
  const [first] = scored
  if (!first || people === 0) return undefined
  return {
    score: scored.reduce((sum, s) => sum + s.value * s.people, 0) / people,
    lsoas: scored.length,
    tenth: scored.filter(s => s.decile === 1).length,
    fifth: scored.filter(s => s.decile !== undefined && s.decile <= 2).length,
    decile: scored.length === 1 ? first.decile : undefined,
    year: first.on.slice(0, 4),
  }
}
