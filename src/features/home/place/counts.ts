import type { Month } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Measure, type Sight, type Store, seenIn } from '../../evidence/index.ts'
import { kinOf } from './eyes.ts'
import { yearSums } from './figures.ts'
import type { Held } from './types.ts'

/** The 12 months to `end` of every place of a vintage, and how much of each this person sees: the same as on the place's own page. */
export async function countsOf(
  db: Db,
  store: Store,
  actor: Actor,
  measure: Measure,
  vintage: string,
  end: Month,
): Promise<Map<number, Held>> {
  const kin = await kinOf(db, store, vintage)
  const placeIds = kin.map(one => one.id)
  const sums = await yearSums(db, store, measure, `kin/${vintage}`, placeIds, end)
  const { sees } = await seenIn(db, store, actor, measure, { key: `kin/${vintage}`, kin }, { end, months: 12 })
  return new Map(kin.map(({ id }): [number, Held] => [id, { count: sums.get(id) ?? null, see: sees.get(id) ?? none }]))
}

const none: Sight = { see: 'nothing', why: '' }
