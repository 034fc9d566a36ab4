// Which hours matter at each transport hub.
import type { Db } from '../../../platform/db.ts'
import { show, sight } from '../../evidence/index.ts'
import { type ByHour, hourSight } from './compute.ts'
import * as queries from './queries.ts'
import { type Scope, whereOf } from './scope.ts'

export interface HubLine {
  code: string
  name: string
  total: number | null
  /** First hour of the busiest three, and their share; undefined where too few to say. */
  peak: { from: number; share: number } | undefined
}

const fewestAtHub = 20

/** The hubs this person sees, by name: which three hours matter at each. */
export async function hubsOf(db: Db, scope: Scope, hours: ByHour): Promise<HubLine[]> {
  const hubs = scope.spots.filter(
    spot =>
      spot.kind === 'hub' &&
      sight(scope.actor, scope.measure, whereOf(spot)).see !== 'nothing' &&
      (scope.spot.kind === 'city' || spot.memberBoroughs.includes(scope.spot.code)),
  )
  if (hubs.length === 0 || (scope.spot.kind !== 'city' && scope.spot.kind !== 'borough')) return []
  const rows = await queries.hubHours(db, scope.measure.id, hours.from, hours.to)
  return hubs.map(hub => hubLine({ ...scope, spot: hub }, rows))
}

function hubLine(scope: Scope, rows: Awaited<ReturnType<typeof queries.hubHours>>): HubLine {
  const { code, name } = scope.spot
  const how = hourSight(scope)
  const own = rows.filter(row => row.code === code)
  const total = show(
    own.reduce((sum, row) => sum + row.n, 0),
    how,
  ).count
  const seen = own.map(row => ({ band: row.band, n: show(row.n, how).count ?? 0 }))
  const most = seen.reduce((best, row) => (row.n > best.n ? row : best), { band: 0, n: 0 })
  const peak =
    total !== null && total >= fewestAtHub && most.n > 0 ? { from: 3 * most.band, share: most.n / total } : undefined
  return { code, name, total, peak }
}
