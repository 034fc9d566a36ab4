import { z } from 'zod'
import { type Month, monthOfDay } from '../../lib/dates.ts'
import { list } from '../../lib/words.ts'
import type { Db } from '../../platform/db.ts'
import { sql } from '../../platform/sql.ts'
import type { Store } from '../evidence/index.ts'
import { shelf } from './kept.ts'

const Source = z.object({ id: z.string(), title: z.string(), publisher: z.string() })

const kept = shelf<Map<string, z.output<typeof Source>>>('sources', 1)

const all = (db: Db, store: Store) =>
  kept(store, 'all', async () => {
    const rows = await db.many(Source, sql`select id, title, publisher from sources`)
    return new Map(rows.map(row => [row.id, row]))
  })

/**
 * The publishers and titles behind a measure at all of these places: "Metropolitan Police Service, MPS recorded crime: ward". A file that only
 * speaks for one of them is named too. `from` and `to` leave out files that say nothing of those months.
 */
export async function sourceWords(
  db: Db,
  store: Store,
  measureId: number,
  placeIds: readonly number[],
  period?: { from: Month; to: Month },
): Promise<string> {
  const known = await all(db, store)
  const ids = sourceIds(store, measureId, placeIds, period)
  return list(ids.flatMap(id => known.get(id) ?? []).map(source => `${source.publisher}, ${source.title}`))
}

function sourceIds(
  store: Store,
  measureId: number,
  placeIds: readonly number[],
  period: { from: Month; to: Month } | undefined,
): string[] {
  const inside = (day: string) => !period || (monthOfDay(day) >= period.from && monthOfDay(day) <= period.to)
  const speaking = store.coverage.filter(
    claim =>
      claim.grain === 'month' &&
      claim.measureIds.has(measureId) &&
      claim.periods.some((day, i) => claim.states[i] === 'loaded' && inside(day)) &&
      placeIds.some(id => claim.placeIds.has(id)),
  )
  const imports = new Set(speaking.map(claim => claim.importId))
  return [...new Set(store.order.filter(one => imports.has(one.id)).map(one => one.sourceId))].reverse()
}
