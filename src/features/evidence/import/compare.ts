// What a file would change: its cells against those in force. Done in DuckDB, beside the file, so that the store is only read.

import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '../../../platform/db.ts'
import { type Duck, openDuck, quoted } from '../../../platform/files/duck.ts'
import type { CoverageDraft, Reading, SeriesBatch } from './format.ts'
import * as queries from './queries.ts'
import { stageTable } from './stage.ts'

export interface Revision {
  measureId: number
  placeId: number
  period: string
  before: number
  after: number
}

export interface Comparison {
  /** Cells nobody spoke for until now. */
  fresh: number
  same: number
  changed: number
  /** The sum of all changes: after less before. */
  difference: number
  biggest: Revision[]
  /** Files it is newer than, and files that are newer and stay in force. */
  against: string[]
  olderThan: string[]
}

export const noComparison = (cells: number): Comparison => ({
  fresh: cells,
  same: 0,
  changed: 0,
  difference: 0,
  biggest: [],
  against: [],
  olderThan: [],
})

interface Rival {
  draft: CoverageDraft
  rivals: queries.Overlap[]
}

/** Compares a reading with what is in force. Explicit cells (partners' tables) are compared by their periods like the rest. */
export async function compare(
  db: Db,
  reading: Reading,
  coverage: readonly CoverageDraft[],
  me: { snapshotOn: string; hash: string },
): Promise<Comparison> {
  const pairs: Rival[] = []
  for (const draft of coverage)
    if (draft.states.includes('loaded') && !draft.explicit)
      pairs.push({ draft, rivals: await queries.overlapping(db, draft) })
  const rivals = pairs.flatMap(pair => pair.rivals)
  const cells = pairs.reduce(
    (sum, { draft }) => sum + draft.measureIds.length * draft.placeIds.length * loaded(draft).length,
    0,
  )
  if (rivals.length === 0) return noComparison(cells)
  const newer = (one: { snapshotOn: string; hash: string }) =>
    one.snapshotOn > me.snapshotOn || (one.snapshotOn === me.snapshotOn && one.hash > me.hash)
  const duck = await openDuck()
  const folder = mkdtempSync(join(tmpdir(), 'upstream-compare-'))
  try {
    await stageCells(duck, db, reading, pairs, folder)
    const overlap = pairs.reduce((sum, pair) => sum + overlapOf(pair), 0)
    const changes = await changesOf(duck, pairs)
    return {
      fresh: cells - overlap,
      same: overlap - changes.changed,
      ...changes,
      against: [...new Set(rivals.filter(one => !newer(one)).map(one => one.fileName))],
      olderThan: [...new Set(rivals.filter(newer).map(one => one.fileName))],
    }
  } finally {
    duck.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const loaded = (one: { periods: string[]; states: string[] }) =>
  one.periods.filter((_, i) => one.states[i] === 'loaded')

// Cells of the draft that at least one rival speaks for: by measure and period the union of the rivals' places.
function overlapOf({ draft, rivals }: Rival): number {
  const places = new Set(draft.placeIds)
  const sets = rivals.map(one => ({
    measures: new Set(one.measureIds),
    periods: new Set(loaded(one)),
    places: one.placeIds.filter(id => places.has(id)),
  }))
  const known = new Map<string, number>()
  let cells = 0
  for (const measure of draft.measureIds)
    for (const period of loaded(draft)) {
      const fitting = sets.flatMap((set, i) => (set.measures.has(measure) && set.periods.has(period) ? [i] : []))
      const key = fitting.join(',')
      if (!known.has(key)) known.set(key, new Set(fitting.flatMap(i => sets[i]?.places ?? [])).size)
      cells += known.get(key) ?? 0
    }
  return cells
}

/** One table of cells, mine (who = 0) and the rivals' (who = import): only what is not 0. It passes through a file because that is quickest. */
async function stageCells(
  duck: Duck,
  db: Db,
  reading: Reading,
  pairs: readonly Rival[],
  folder: string,
): Promise<void> {
  const path = join(folder, 'cells')
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
      select who, measure_id, place_id, starts_on + to_months((generate_subscripts(list, 1) - 1)::integer
        * case grain when 'year' then 12 when 'quarter' then 3 else 1 end) as period, unnest(list) as amount
      from (select *, translate(amounts, '{}', '[]')::double[] as list from read_csv(${quoted(path)}, delim = '|', header = false, auto_detect = false,
        quote = '', escape = '', columns = {'who': 'INTEGER', 'grain': 'VARCHAR', 'measure_id': 'INTEGER', 'place_id': 'INTEGER', 'starts_on': 'DATE', 'amounts': 'VARCHAR'}))
    ) where amount <> 0`)
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

const listed = (values: Iterable<string | number>) =>
  [...values].map(value => (typeof value === 'string' ? quoted(value) : value)).join(', ')

/** Each pair of coverages is compared where both speak; of several rivals for a cell, the newest (lowest rank) is the one that was in force. */
async function changesOf(
  duck: Duck,
  pairs: readonly Rival[],
): Promise<Pick<Comparison, 'changed' | 'difference' | 'biggest'>> {
  await duck.run(
    'create table diff (draft integer, rank integer, measure_id integer, place_id integer, period date, before double, after double)',
  )
  const blocks = pairs.flatMap(({ draft, rivals }, i) => rivals.map((rival, rank) => ({ i, rank, draft, rival })))
  for (const block of blocks) await addDifferences(duck, block)
  const spoken = (kind: 'm' | 'p' | 't') =>
    blocks.flatMap(({ i, rank, rival }) =>
      (kind === 'm' ? rival.measureIds : kind === 'p' ? rival.placeIds : loaded(rival)).map(value => [i, rank, value]),
    )
  await stageTable(duck, 'spoken_m', { draft: 'integer', rank: 'integer', measure_id: 'integer' }, spoken('m'))
  await stageTable(duck, 'spoken_p', { draft: 'integer', rank: 'integer', place_id: 'integer' }, spoken('p'))
  await stageTable(duck, 'spoken_t', { draft: 'integer', rank: 'integer', period: 'varchar' }, spoken('t'))
  await duck.run(`
    create table change as select d.* from diff d where d.rank = (
      select min(m.rank) from spoken_m m join spoken_p p on p.draft = m.draft and p.rank = m.rank join spoken_t t on t.draft = m.draft and t.rank = m.rank
      where m.draft = d.draft and m.measure_id = d.measure_id and p.place_id = d.place_id and t.period::date = d.period)`)
  const [sum = []] = await duck.rows('select count(*), coalesce(sum(after - before), 0) from change')
  const biggest = await duck.rows(`
    select measure_id, place_id, period::varchar, before, after from change
    order by abs(after - before) desc, measure_id, place_id, period limit 20`)
  return {
    changed: Number(sum[0]),
    difference: Number(sum[1]),
    biggest: biggest.map(([measureId, placeId, period, before, after]) => ({
      measureId: Number(measureId),
      placeId: Number(placeId),
      period: String(period),
      before: Number(before),
      after: Number(after),
    })),
  }
}

async function addDifferences(
  duck: Duck,
  block: { i: number; rank: number; draft: CoverageDraft; rival: queries.Overlap },
): Promise<void> {
  const { i, rank, draft, rival } = block
  const both = <T>(a: readonly T[], b: readonly T[]) => {
    const other = new Set(b)
    return a.filter(one => other.has(one))
  }
  const [measures, periods, places] = [
    both(draft.measureIds, rival.measureIds),
    both(loaded(draft), loaded(rival)),
    both(draft.placeIds, rival.placeIds),
  ]
  if (measures.length === 0 || periods.length === 0 || places.length === 0) return
  const shared = `measure_id in (${listed(measures)}) and period in (${listed(periods)}) and place_id in (${listed(places)})`
  await duck.run(`
    insert into diff select ${i}, ${rank}, measure_id, place_id, period, coalesce(o.amount, 0), coalesce(n.amount, 0)
    from (select * from cell where who = 0 and ${shared}) n
    full join (select * from cell where who = ${rival.importId} and ${shared}) o using (measure_id, place_id, period)
    where coalesce(o.amount, 0) <> coalesce(n.amount, 0)`)
}
