import { type Month, monthOfDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { raised, withFamilies } from '../parts.ts'
import type { Break, Grain, Measure } from '../schemas.ts'
import { closedBy } from './closed.ts'
import * as queries from './queries.ts'
import { type Coverage, inOrder } from './resolve.ts'

/** What is in force now, kept in memory until the data change. Large coverage lists are read once, not at every page. */
export interface Store {
  version: string
  measures: Measure[]
  byCode: Map<string, Measure>
  byId: Map<number, Measure>
  breaks: Break[]
  order: queries.InForce[]
  coverage: Coverage[]
}

const kept = new WeakMap<Db, Store>()

/** Which data are in force, as a mark that changes with every import: two readings under one mark are of the same data. */
export const dataVersion = async (db: Db): Promise<string> => (await queries.version(db)).version

/** The store as of now. One small query tells whether the kept one still holds. */
export async function openEvidence(db: Db): Promise<Store> {
  const version = await dataVersion(db)
  const known = kept.get(db)
  if (known?.version === version) return known
  const [plain, breaks, imports, rows, closedPlaces] = [
    await queries.measures(db),
    await queries.breaks(db),
    await queries.importsInForce(db),
    await queries.coverageInForce(db),
    await queries.closedPlaces(db),
  ]
  const coverage = rows.map(row => ({ ...row, measureIds: new Set(row.measureIds), placeIds: new Set(row.placeIds) }))
  const closed = new Set(imports.filter(one => !one.openlyPublished).map(one => one.id))
  const measures = closedBy(
    withFamilies(raised(plain)),
    coverage.filter(claim => closed.has(claim.importId)),
    closedPlaces,
  )
  const store: Store = {
    version,
    measures,
    byCode: new Map(measures.map(m => [m.code, m])),
    byId: new Map(measures.map(m => [m.id, m])),
    breaks,
    order: inOrder(imports),
    coverage,
  }
  kept.set(db, store)
  return store
}

/** Breaks that bear on a measure: first months of a new way of recording. */
export const breaksOf = (store: Store, measure: Measure): Break[] => {
  const sources = new Set(
    store.coverage
      .filter(c => c.measureIds.has(measure.id))
      .map(c => store.order.find(i => i.id === c.importId)?.sourceId),
  )
  return store.breaks.filter(
    b =>
      (b.measureCodes === null || b.measureCodes.includes(measure.code)) &&
      (b.sourceIds === null || b.sourceIds.some(id => sources.has(id))),
  )
}

export interface Extent {
  from: Month
  to: Month
  /** Months a file holds back, with the state that says why. */
  gaps: { month: Month; state: string }[]
}

/** The months known of a measure at a place, from what the files in force claim. Undefined when none speaks for it. */
export function extentOf(store: Store, measureId: number, placeId: number): Extent | undefined {
  const claims = store.coverage.filter(
    c => c.grain === 'month' && c.measureIds.has(measureId) && c.placeIds.has(placeId),
  )
  const states = new Map<Month, string>()
  for (const claim of claims) {
    claim.periods.forEach((period, i) => {
      const month = monthOfDay(period)
      if (states.get(month) !== 'loaded') states.set(month, claim.states[i] ?? 'held')
    })
  }
  const loaded = [...states]
    .filter(([, state]) => state === 'loaded')
    .map(([month]) => month)
    .sort()
  const [from, to] = [loaded[0], loaded[loaded.length - 1]]
  if (from === undefined || to === undefined) return undefined
  return {
    from,
    to,
    gaps: [...states].filter(([, state]) => state !== 'loaded').map(([month, state]) => ({ month, state })),
  }
}

/** Grains in which a measure is known at a place. */
export const grainsOf = (store: Store, measureId: number, placeId: number): Grain[] => [
  ...new Set(store.coverage.filter(c => c.measureIds.has(measureId) && c.placeIds.has(placeId)).map(c => c.grain)),
]

/** Do any files in force speak for this measure at this place? */
export const isKnown = (store: Store, measureId: number, placeId: number): boolean =>
  store.coverage.some(c => c.measureIds.has(measureId) && c.placeIds.has(placeId))

/** Ids of the imports whose files speak for a measure at a place, newest snapshot first: the sources to name beside a figure. `within`: only those for any of these months. */
export const sourcesOf = (
  store: Store,
  measureId: number,
  placeId: number,
  within?: { from: Month; to: Month },
): queries.InForce[] => {
  const isWithin = (day: string) => !within || (monthOfDay(day) >= within.from && monthOfDay(day) <= within.to)
  const speaks = (c: Coverage) =>
    c.measureIds.has(measureId) && c.placeIds.has(placeId) && (!within || c.periods.some(isWithin))
  const ids = new Set(store.coverage.filter(speaks).map(c => c.importId))
  return store.order.filter(i => ids.has(i.id)).reverse()
}

/** Does everything that speaks for this measure at this place come from openly published sources? */
export const isOpenlyPublished = (store: Store, measureId: number, placeId: number): boolean =>
  sourcesOf(store, measureId, placeId).every(one => one.openlyPublished)
