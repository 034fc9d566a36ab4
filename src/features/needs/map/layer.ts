import { addMonths, type Month } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { readMonths, type Store } from '../../evidence/index.ts'
import { shelf } from '../kept.ts'
import type { Ground, Known } from '../signals/ground.ts'
import type { Area } from '../signals/queries.ts'

/** Twelve months of one measure at every place of a level; null where a month is not known. */
export interface Layer {
  from: Month
  end: Month
  /** By place id; a place that no file speaks for is not in it. */
  counts: Map<number, number | null>
}

const kept = shelf<Layer>('layers', 60)

export const layerOf = (
  db: Db,
  store: Store,
  ground: Ground,
  known: Known,
  end: Month,
  within: readonly Area[],
): Promise<Layer> => {
  const part = within.length === ground.areas.length ? 'all' : (within[0]?.boroughCode ?? '')
  return kept(store, [ground.vintage, known.measure.id, end, part].join('|'), async () => {
    const from = addMonths(end, -11)
    const inside = new Set(within.map(area => area.id))
    const placeIds = known.areas.map(area => area.id).filter(id => inside.has(id))
    const found = await readMonths(db, store, { measureIds: [known.measure.id], placeIds, from, to: end })
    const values = found.get(known.measure.id)
    return { from, end, counts: new Map(placeIds.map(id => [id, sum(values?.get(id) ?? [])])) }
  })
}

const sum = (months: readonly (number | null)[]): number | null =>
  months.length === 0 || months.includes(null) ? null : months.reduce<number>((total, n) => total + (n ?? 0), 0)
