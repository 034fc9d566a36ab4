import { z } from 'zod'
import { type Month, monthOfDay } from '../../lib/dates.ts'
import { list } from '../../lib/words.ts'
import type { Db } from '../../platform/db.ts'
import { sql } from '../../platform/sql.ts'
import { Grain, type Store } from '../evidence/index.ts'
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
  const imports = speaking(store, measureId, placeIds, period, ['month'])
  return [...new Set(store.order.filter(one => imports.has(one.id)).map(one => one.sourceId))].reverse()
}

/** The imports in force whose files speak for a measure at any of these places (or at any at all), in any of these months. */
export const importsOf = (
  store: Store,
  measureId: number,
  placeIds?: readonly number[],
  period?: { from: Month; to: Month },
): number[] => [...speaking(store, measureId, placeIds, period, grains)]

const grains: readonly Grain[] = Grain.options

function speaking(
  store: Store,
  measureId: number,
  placeIds: readonly number[] | undefined,
  period: { from: Month; to: Month } | undefined,
  of: readonly Grain[],
): Set<number> {
  const inside = (day: string) => !period || (monthOfDay(day) >= period.from && monthOfDay(day) <= period.to)
  const claims = store.coverage.filter(
    claim =>
      of.includes(claim.grain) &&
      claim.measureIds.has(measureId) &&
      claim.periods.some((day, i) => claim.states[i] === 'loaded' && inside(day)) &&
      (placeIds === undefined || placeIds.some(id => claim.placeIds.has(id))),
  )
  return new Set(claims.map(claim => claim.importId))
}
