import type { Db } from '../../../platform/db.ts'
import type { Pack } from '../../../platform/pack.ts'
import { type Measure, readLatest, type Store } from '../../evidence/index.ts'
import { shelf } from '../kept.ts'
import type { Kind } from '../signals/ground.ts'
import { newestVintage } from '../signals/queries.ts'
import * as queries from './queries.ts'

export interface Deprivation {
  measure: Measure
  /** "2025" */
  year: string
  /** Score by place id: of a small area its own, of a larger place the mean of its small areas weighted by residents. */
  scores: Map<number, number>
}

const kept = shelf<Deprivation | undefined>('deprivation', 3)

/** How deprived each place of a level is; undefined when no scores are loaded. */
export const deprivationOf = (db: Db, store: Store, pack: Pack, kind: Kind): Promise<Deprivation | undefined> =>
  kept(store, kind, async () => {
    const measure = store.byCode.get(pack.deprivation.score)
    const newest = measure && (await newestVintage(db, 'lsoa'))
    if (!measure || !newest) return undefined
    const areas = await queries.smallAreas(db, newest.vintage)
    const ids = areas.map(area => area.id)
    const points = await readLatest(db, store, measure.id, ids, 'point')
    const found = points.size > 0 ? points : await readLatest(db, store, measure.id, ids, 'year')
    const first = [...found.values()][0]
    if (!first) return undefined
    const within = areas.map(area => ({
      placeId: kind === 'lsoa' ? area.id : kind === 'ward' ? area.wardId : area.boroughId,
      score: found.get(area.id)?.value ?? null,
      residents: area.residents,
    }))
    return { measure, year: /\d{4}/.exec(measure.name)?.[0] ?? first.on.slice(0, 4), scores: weightedMeans(within) }
  })

/** Mean score a place, weighted by residents. A small area without a score or residents is left out. */
export function weightedMeans(
  areas: readonly { placeId: number | null; score: number | null; residents: number | null }[],
): Map<number, number> {
  const sums = new Map<number, { score: number; residents: number }>()
  for (const { placeId, score, residents } of areas) {
    if (placeId === null || score === null || !residents) continue
    const sum = sums.get(placeId) ?? { score: 0, residents: 0 }
    sums.set(placeId, { score: sum.score + score * residents, residents: sum.residents + residents })
  }
  return new Map([...sums].map(([id, sum]) => [id, sum.score / sum.residents]))
}
