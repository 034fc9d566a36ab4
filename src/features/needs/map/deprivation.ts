import { weightedMeans } from '../../../lib/stats/index.ts'
import type { Db } from '../../../platform/db.ts'
import type { Pack } from '../../../platform/pack.ts'
import { type Latest, type Measure, readLatest, type Store } from '../../evidence/index.ts'
import { vintageOf } from '../../places/index.ts'
import { shelf } from '../kept.ts'
import type { Kind } from '../signals/ground.ts'
import type { Most } from './own.ts'
import * as queries from './queries.ts'

export interface Deprivation {
  measure: Measure
  /** "2025" */
  year: string
  /** Score by place id: of a small area its own, of a larger place the mean of its small areas weighted by residents. */
  scores: Map<number, number>
  /** By place id, the share of residents who live in the country's most deprived 10, 20 and 30 per cent of small areas. Undefined when no deciles are loaded. */
  national: Record<Most['percent'], Map<number, number>> | undefined
}

const kept = shelf<Deprivation | undefined>('deprivation', 3)

/** How deprived each place of a level is; undefined when no scores are loaded. */
export const deprivationOf = (db: Db, store: Store, pack: Pack, kind: Kind): Promise<Deprivation | undefined> =>
  kept(store, kind, async () => {
    const measure = store.byCode.get(pack.deprivation.score)
    const vintage = measure && (await vintageOf(db, 'lsoa'))
    if (!measure || !vintage) return undefined
    const areas = await queries.smallAreas(db, vintage)
    const ids = areas.map(area => area.id)
    const scores = await latestOf(db, store, measure, ids)
    const first = [...scores.values()][0]
    if (!first) return undefined
    const groupOf = (area: (typeof areas)[number]) =>
      kind === 'lsoa' ? area.id : kind === 'ward' ? area.wardId : area.boroughId
    const means = (known: (id: number) => number | undefined) =>
      weightedMeans(areas.map(area => ({ group: groupOf(area), value: known(area.id), weight: area.residents })))
    const deciles = await latestOf(db, store, store.byCode.get(pack.deprivation.decile), ids)
    const upTo = (tenth: number) =>
      means(id => {
        const decile = deciles.get(id)
        return decile && Number(decile.value <= tenth)
      })
    return {
      measure,
      year: /\d{4}/.exec(measure.name)?.[0] ?? first.on.slice(0, 4),
      scores: means(id => scores.get(id)?.value),
      national: deciles.size > 0 ? { 10: upTo(1), 20: upTo(2), 30: upTo(3) } : undefined,
    }
  })

/** The newest values of an index, whether its file states a day or a year. */
export async function latestOf(
  db: Db,
  store: Store,
  measure: Measure | undefined,
  ids: number[],
): Promise<Map<number, Latest>> {
  if (!measure) return new Map()
  const points = await readLatest(db, store, measure.id, ids, 'point')
  return points.size > 0 ? points : readLatest(db, store, measure.id, ids, 'year')
}

/** The score from which a place is among the most deprived so many per cent of the city's places of its level. Ties are in. */
export function cityCut(scores: Iterable<number>, percent: number): number {
  const falling = [...scores].sort((a, b) => b - a)
  return falling[Math.max(1, Math.round((falling.length * percent) / 100)) - 1] ?? 0
}

/** Whether a place is as deprived as asked: by the city's ranks, or by where at least half of its residents live. Null is not known. */
export function isDeprived(deprivation: Deprivation | undefined, most: Most, cut: number, id: number): boolean | null {
  if (most.of === 'country') {
    const share = deprivation?.national?.[most.percent].get(id)
    return share === undefined ? null : share >= 0.5
  }
  const score = deprivation?.scores.get(id)
  return score === undefined ? null : score >= cut
}
