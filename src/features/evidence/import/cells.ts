// The cells of a file and of those it is compared with, side by side in DuckDB.
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '../../../platform/db.ts'
import { type Duck, quoted } from '../../../platform/files/duck.ts'
import * as queries from './compare-queries.ts'
import type { CoverageDraft, Reading, SeriesBatch } from './format.ts'

/** What a file speaks for, and the imports in force that speak for some of it, newest first. */
export interface Rival {
  draft: CoverageDraft
  rivals: queries.Overlap[]
}

/** One table of cells, mine (who = 0) and the rivals' (who = import): It passes through a file because that is quickest. */
export async function stageCells(
  duck: Duck,
  db: Db,
  reading: Reading,
  pairs: readonly Rival[],
  folder: string,
): Promise<void> {
  const path = join(folder, 'cells')
  const keepNought = pairs.some(pair => pair.draft.explicit) // beside a written 0 an absent cell is unknown
  const out = createWriteStream(path)
  const write = async (who: number, grain: string, rows: readonly Wide[]) => {
    const text = rows
      .map(row => `${who}|${grain}|${row.measureId}|${row.placeId}|${row.startsOn}|${row.amounts}\n`)
      .join('')
    if (!out.write(text)) await once(out, 'drain')
  }
  for await (const batch of reading.series()) await write(0, batch.grain, rowsOf(batch))
  for (const [importId, { grain, measureIds }] of wantedOf(pairs))
    for await (const rows of storedRows(db, importId, grain, measureIds)) await write(importId, grain, rows)
  await new Promise<void>((resolve, reject) => out.on('error', reject).end(resolve))
  await duck.run(`
    create table cell as select who, measure_id, place_id, cast(period as date) as period, amount from (
      select who, measure_id, place_id, starts_on + to_months((pos - 1) * case grain when 'year' then 12 when 'quarter' then 3 when 'month' then 1 else 0 end)
        + to_days(case grain when 'point' then pos - 1 else 0 end) as period, amount
      from (select who, grain, measure_id, place_id, starts_on, generate_subscripts(list, 1)::integer as pos, unnest(list) as amount from (select *, translate(amounts, '{}', '[]')::double[] as list from read_csv(${quoted(path)}, delim = '|', header = false, auto_detect = false,
        quote = '', escape = '', columns = {'who': 'INTEGER', 'grain': 'VARCHAR', 'measure_id': 'INTEGER', 'place_id': 'INTEGER', 'starts_on': 'DATE', 'amounts': 'VARCHAR'})))
    ) where ${keepNought ? 'amount is not null' : 'amount <> 0'}`)
}

interface Wide {
  measureId: number
  placeId: number
  startsOn: string
  amounts: string
}

const rowsOf = (batch: SeriesBatch): Wide[] =>
  batch.measureIds.map((measureId, i) => ({
    measureId,
    placeId: batch.placeIds[i] ?? 0,
    startsOn: batch.startsOn[i] ?? '',
    amounts: batch.amounts[i] ?? '{}',
  }))

// Which measures of which imports have to be fetched: each once.
function wantedOf(pairs: readonly Rival[]): Map<number, { grain: string; measureIds: Set<number> }> {
  const wanted = new Map<number, { grain: string; measureIds: Set<number> }>()
  for (const { draft, rivals } of pairs)
    for (const rival of rivals) {
      const one = wanted.get(rival.importId) ?? { grain: draft.grain, measureIds: new Set() }
      for (const id of draft.measureIds) one.measureIds.add(id)
      wanted.set(rival.importId, one)
    }
  return wanted
}

const page = 5_000

async function* storedRows(db: Db, importId: number, grain: string, measureIds: Set<number>): AsyncIterable<Wide[]> {
  let after = { measureId: 0, placeId: 0 }
  for (;;) {
    const rows = await queries.seriesPage(db, importId, grain, [...measureIds], after, page)
    yield rows
    const last = rows.at(-1)
    if (!last || rows.length < page) return
    after = { measureId: last.measureId, placeId: last.placeId }
  }
}
