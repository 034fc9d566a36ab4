import { z } from 'zod'
import { list } from '../../lib/words.ts'
import type { Db } from '../../platform/db.ts'
import { sql } from '../../platform/sql.ts'
import { type Store, sourcesOf } from '../evidence/index.ts'
import { shelf } from './kept.ts'

const Source = z.object({ id: z.string(), title: z.string(), publisher: z.string() })

const kept = shelf<Map<string, z.output<typeof Source>>>('sources', 1)

const all = (db: Db, store: Store) =>
  kept(store, 'all', async () => {
    const rows = await db.many(Source, sql`select id, title, publisher from sources`)
    return new Map(rows.map(row => [row.id, row]))
  })

/** The publishers and titles behind a measure at a place: "Metropolitan Police Service, MPS recorded crime: ward". */
export async function sourceWords(db: Db, store: Store, measureId: number, placeId: number): Promise<string> {
  const known = await all(db, store)
  const ids = [...new Set(sourcesOf(store, measureId, placeId).map(found => found.sourceId))]
  return list(ids.flatMap(id => known.get(id) ?? []).map(source => `${source.publisher}, ${source.title}`))
}
