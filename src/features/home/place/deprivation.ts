import { z } from 'zod'
import { weightedMeans } from '../../../lib/stats/index.ts'
import type { Db } from '../../../platform/db.ts'
import type { Pack } from '../../../platform/pack.ts'
import { type Latest, readLatest, type Store } from '../../evidence/index.ts'
import { keyOf, once } from './kept.ts'
import type { Member } from './queries.ts'

export interface Deprivation {
  /** Mean score of the LSOAs, weighted by residents. */
  score: number
  lsoas: number
  /** LSOAs among the most deprived tenth and fifth of the country. */
  tenth: number
  fifth: number
  /** Of a single LSOA: its national decile, 1 most deprived. */
  decile: number | undefined
  year: string
  /** The country it was ranked in and what the index is called there: "England", "English Indices of Deprivation". */
  country: string
  index: string
}

const Words = z
  .object({ country: z.string(), deprivation: z.string() })
  .catch({ country: 'the country', deprivation: 'Index of Multiple Deprivation' })

/** The newest value of an index by LSOA, whether its file states a day or a year. */
export async function indexOf(db: Db, store: Store, code: string, ids: number[]): Promise<Map<number, Latest>> {
  const measure = store.byCode.get(code)
  if (!measure) return new Map()
  const found = await readLatest(db, store, measure.id, ids, 'point')
  return found.size > 0 ? found : readLatest(db, store, measure.id, ids, 'year')
}

const values = (db: Db, store: Store, code: string, ids: number[]) =>
  once(store, `deprivation/${code}/${keyOf(ids)}`, () => indexOf(db, store, code, ids))

/** Deprivation of the LSOAs a place is made of; undefined when none has a score. */
export async function deprivationOf(
  db: Db,
  store: Store,
  pack: Pack,
  members: readonly Member[],
): Promise<Deprivation | undefined> {
  const ids = members.map(m => m.id)
  const scores = await values(db, store, pack.deprivation.score, ids)
  const deciles = await values(db, store, pack.deprivation.decile, ids)
  const scored = members.flatMap(m => {
    const score = scores.get(m.id)
    return score && m.residents ? [{ ...score, weight: m.residents, decile: deciles.get(m.id)?.value }] : []
  })
  const mean = weightedMeans(scored.map(({ value, weight }) => ({ group: 'all', value, weight }))).get('all')
  const [first] = scored
  const words = Words.parse(pack.words)
  if (!first || mean === undefined) return undefined
  return {
    score: mean,
    lsoas: scored.length,
    tenth: scored.filter(s => s.decile === 1).length,
    fifth: scored.filter(s => s.decile !== undefined && s.decile <= 2).length,
    decile: scored.length === 1 ? first.decile : undefined,
    year: first.on.slice(0, 4),
    country: words.country,
    index: words.deprivation,
  }
}
