import { addMonths, type Month, monthsBetween } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { breaksOf, type Measure, readMonths, type Store } from '../../evidence/index.ts'
import { isInside, type Question } from './compute.ts'
import * as queries from './queries.ts'
import type { Settings } from './settings.ts'

interface Known {
  version: string
  areas: Map<string, queries.Area[]>
}
const kept = new WeakMap<Db, Known>()

/** The places of a vintage, kept in memory until the data change. */
export async function areasOf(db: Db, store: Store, vintage: string): Promise<queries.Area[]> {
  let known = kept.get(db)
  if (known?.version !== store.version) {
    known = { version: store.version, areas: new Map() }
    kept.set(db, known)
  }
  const found = known.areas.get(vintage) ?? (await queries.areas(db, vintage))
  known.areas.set(vintage, found)
  return found
}

/** Places of the list that some file in force speaks for; the City of London is not in the Metropolitan Police's files. */
export const spokenFor = (store: Store, measure: Measure, areas: readonly queries.Area[]): queries.Area[] => {
  const claims = store.coverage.filter(c => c.grain === 'month' && c.measureIds.has(measure.id))
  return areas.filter(area => claims.some(claim => claim.placeIds.has(area.id)))
}

/** The recording break inside the two windows that end with `end`, if any: the first month of the new series falls after the earlier window began. */
export const breakInside = (store: Store, measure: Measure, end: Month, window: number) =>
  breaksOf(store, measure).find(b => isInside(monthsBetween(b.month, end), window))

/** Reads what the marks of one measure are made from. */
export async function question(
  db: Db,
  store: Store,
  measure: Measure,
  areas: readonly queries.Area[],
  end: Month,
  settings: Settings,
): Promise<Question> {
  const length = Math.max(2 * settings.window, 12 * settings.years) + 3 // three more for the alternatives that end earlier
  const placeIds = areas.map(area => area.id)
  const months = await readMonths(db, store, {
    measureIds: [measure.id],
    placeIds,
    from: addMonths(end, 1 - length),
    to: end,
  })
  const values = months.get(measure.id)
  return {
    placeIds,
    months: placeIds.map(id => values?.get(id) ?? []),
    // without a denominator there is no rate to rank, and so no level
    residents: areas.map(area => (measure.denominator === null ? null : area.residents)),
    breaks: breaksOf(store, measure).map(b => monthsBetween(b.month, end)),
    settings,
  }
}
