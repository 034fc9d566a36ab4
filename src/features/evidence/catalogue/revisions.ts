// What newer snapshots replaced: a revision is a cell for which an older file's amount differs from the one in force (decision 0003).
import type { Db } from '../../../platform/db.ts'
import { type Coverage, resolve } from '../observations/resolve.ts'
import type { Store } from '../observations/store.ts'
import type { Grain, Measure } from '../schemas.ts'
import * as queries from './queries.ts'

export interface Revision {
  measure: Measure
  grain: Grain
  period: string
  place: queries.Named
  before: number
  after: number
  /** The snapshot it was replaced by, and the one it stood in. */
  from: string
  to: string
}

/** Measures of a source that more than one of its files, or another source's, speaks for. */
export function revisable(store: Store, sourceId: string): Measure[] {
  const mine = new Set(store.order.filter(one => one.sourceId === sourceId).map(one => one.id))
  const claims = store.coverage.filter(claim => claim.states.includes('loaded'))
  return store.measures.filter(measure => {
    const speaking = claims.filter(claim => claim.measureIds.has(measure.id))
    return speaking.some(claim => mine.has(claim.importId) && speaking.some(other => meets(claim, other)))
  })
}

const meets = (a: Coverage, b: Coverage): boolean => {
  if (a.importId === b.importId || a.grain !== b.grain) return false
  const periods = new Set(a.periods)
  const [few, many] = a.placeIds.size < b.placeIds.size ? [a.placeIds, b.placeIds] : [b.placeIds, a.placeIds]
  return b.periods.some(period => periods.has(period)) && [...few].some(id => many.has(id))
}

export function grouped<T, K>(rows: readonly T[], key: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

interface Change {
  grain: Grain
  period: string
  placeId: number
  before: number
  after: number
  from: string
  to: string
}

/** Every revision of one measure in a source's files. */
export async function revisionsOf(db: Db, store: Store, sourceId: string, measure: Measure): Promise<Revision[]> {
  const claims = store.coverage.filter(claim => claim.measureIds.has(measure.id))
  const mine = store.order.filter(one => one.sourceId === sourceId)
  const ids = new Set(mine.map(one => one.id))
  const grains = [...new Set(claims.filter(claim => ids.has(claim.importId)).map(claim => claim.grain))]
  const changes: Change[] = []
  for (const grain of grains) {
    const own = claims.filter(claim => claim.grain === grain)
    const placeIds = [...new Set(own.filter(claim => ids.has(claim.importId)).flatMap(claim => [...claim.placeIds]))]
    const rows = await queries.rowsOf(db, measure.id, grain, placeIds)
    changes.push(...changesOf(store, measure.id, grain, own, mine, rows))
  }
  const names = new Map(
    (await queries.placesNamed(db, [...new Set(changes.map(one => one.placeId))])).map(one => [one.id, one]),
  )
  return changes.flatMap(({ placeId, ...rest }) => {
    const place = names.get(placeId)
    return place ? [{ measure, place, ...rest }] : []
  })
}

function changesOf(
  store: Store,
  measureId: number,
  grain: Grain,
  claims: readonly Coverage[],
  mine: readonly { id: number; snapshotOn: string }[],
  rows: readonly queries.Row[],
): Change[] {
  const byImport = grouped(rows, row => row.importId)
  const out: Change[] = []
  for (const older of mine) {
    const own = claims.filter(claim => claim.importId === older.id)
    const placeIds = [...new Set(own.flatMap(claim => [...claim.placeIds]))]
    const periods = [...new Set(own.flatMap(claim => claim.periods))].toSorted()
    const request = { measureId, placeIds, periods, grain }
    const before = resolve(request, [older], own, byImport.get(older.id) ?? [])
    const after = resolve(request, store.order, claims, rows)
    for (const [placeId, amounts] of before)
      amounts.forEach((amount, i) => {
        const now = after.get(placeId)?.[i] ?? null
        const period = periods[i]
        if (amount === null || now === null || amount === now || period === undefined) return
        out.push({
          grain,
          period,
          placeId,
          before: amount,
          after: now,
          from: older.snapshotOn,
          to: newestFor(store, claims, placeId, period),
        })
      })
  }
  return out
}

// Asked only for cells that were revised, so a walk from the newest file is quick enough.
function newestFor(store: Store, claims: readonly Coverage[], placeId: number, period: string): string {
  const one = store.order.findLast(each =>
    claims.some(claim => {
      const at = claim.importId === each.id && claim.placeIds.has(placeId) ? claim.periods.indexOf(period) : -1
      return at >= 0 && claim.states[at] === 'loaded'
    }),
  )
  return one?.snapshotOn ?? ''
}
