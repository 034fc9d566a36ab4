import { type Month, monthOfDay } from '../../../lib/dates.ts'
import type { Coverage } from './resolve.ts'
import type { Store } from './store.ts'

/**
 * The months, oldest first, that the files in force have loaded for at least half of the places. One ward's newer table must not move
 * the end of every ward's series, so files of which only the written cells count (partners' tables) are left out unless the others come
 * to less than half. Where no month is loaded for half, those loaded for the most places.
 */
export function monthsOfMost(store: Store, measureId: number, placeIds: readonly number[]): Month[] {
  const claims = store.coverage.filter(c => c.grain === 'month' && c.measureIds.has(measureId))
  const half = placeIds.length / 2
  const whole = loadedAt(
    claims.filter(claim => !claim.explicit),
    placeIds,
  )
  const found = most(whole) >= half ? whole : loadedAt(claims, placeIds)
  const needed = Math.min(half, most(found))
  return [...found].flatMap(([month, places]) => (places > 0 && places >= needed ? [month] : [])).sort()
}

const most = (found: ReadonlyMap<Month, number>) => Math.max(0, ...found.values())

/** How many of the places each month is loaded for. Places the same files speak for are counted together: there are few such groups. */
function loadedAt(claims: readonly Coverage[], placeIds: readonly number[]): Map<Month, number> {
  let groups: Group[] = [{ ids: placeIds, claims: [] }]
  for (const claim of claims) groups = groups.flatMap(group => split(group, claim))
  const found = new Map<Month, number>()
  for (const { ids, claims: speaking } of groups) {
    const months = new Set(speaking.flatMap(c => c.periods.filter((_, i) => c.states[i] === 'loaded').map(monthOfDay)))
    for (const month of months) found.set(month, (found.get(month) ?? 0) + ids.length)
  }
  return found
}

interface Group {
  ids: readonly number[]
  claims: readonly Coverage[]
}

function split({ ids, claims }: Group, claim: Coverage): Group[] {
  const inside = ids.filter(id => claim.placeIds.has(id))
  if (inside.length === 0) return [{ ids, claims }]
  const spoken = { ids: inside, claims: [...claims, claim] }
  return inside.length === ids.length ? [spoken] : [spoken, { ids: ids.filter(id => !claim.placeIds.has(id)), claims }]
}
