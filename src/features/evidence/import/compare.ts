// What a file would change: its cells against those in force. Done in DuckDB, beside the file, so that the store is only read.

import type { Db } from '../../../platform/db.ts'
import { type Duck, openDuck } from '../../../platform/files/duck.ts'
import type { CoverageDraft, Reading } from './format.ts'
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
  try {
    await stageCells(duck, db, reading, pairs)
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

/** Tables: mine and theirs (import, measure, place, period, amount; only what is not 0), and what each speaks for. */
async function stageCells(duck: Duck, db: Db, reading: Reading, pairs: readonly Rival[]): Promise<void> {
  await duck.run(
    'create table wide (who integer, grain varchar, measure_id integer, place_id integer, starts_on date, amounts double[])',
  )
  for await (const batch of reading.series())
    await addWide(duck, 0, batch.grain, batch.measureIds, batch.placeIds, batch.startsOn, batch.amounts)
  const seen = new Map<number, { grain: string; measureIds: Set<number> }>()
  for (const { draft, rivals } of pairs)
    for (const rival of rivals) {
      const one = seen.get(rival.importId) ?? { grain: draft.grain, measureIds: new Set() }
      for (const id of draft.measureIds) one.measureIds.add(id)
      seen.set(rival.importId, one)
    }
  for (const [importId, { grain, measureIds }] of seen) await addStored(duck, db, importId, grain, [...measureIds])
  await duck.run(`
    create table cell as select who, measure_id, place_id, cast(period as date) as period, amount from (
      select who, measure_id, place_id, starts_on + to_months((generate_subscripts(amounts, 1) - 1)::integer
        * case grain when 'year' then 12 when 'quarter' then 3 else 1 end) as period, unnest(amounts) as amount from wide) where amount <> 0`)
}

async function addWide(
  duck: Duck,
  who: number,
  grain: string,
  measures: readonly number[],
  places: readonly number[],
  starts: readonly string[],
  amounts: readonly string[],
) {
  if (measures.length === 0) return
  const rows = measures.map(
    (measure, i) =>
      `(${who}, '${grain}', ${measure}, ${places[i]}, '${starts[i]}', '${(amounts[i] ?? '{}').replace('{', '[').replace('}', ']')}'::double[])`,
  )
  for (let from = 0; from < rows.length; from += 500)
    await duck.run(`insert into wide values ${rows.slice(from, from + 500).join(', ')}`)
}

const page = 5_000

async function addStored(
  duck: Duck,
  db: Db,
  importId: number,
  grain: string,
  measureIds: readonly number[],
): Promise<void> {
  let after = { measureId: 0, placeId: 0 }
  for (;;) {
    const rows = await queries.seriesPage(db, importId, grain, measureIds, after, page)
    await addWide(
      duck,
      importId,
      grain,
      rows.map(row => row.measureId),
      rows.map(row => row.placeId),
      rows.map(row => row.startsOn),
      rows.map(row => row.amounts),
    )
    const last = rows.at(-1)
    if (!last || rows.length < page) return
    after = { measureId: last.measureId, placeId: last.placeId }
  }
}

/** For each cell of mine, or that a rival wrote: the newest rival that speaks for it, and whether the two differ. */
async function changesOf(
  duck: Duck,
  pairs: readonly Rival[],
): Promise<{ changed: number; difference: number; biggest: Revision[] }> {
  const blocks = pairs.flatMap(({ rivals }) => rivals.map((rival, rank) => ({ ...rival, rank })))
  await stageTable(
    duck,
    'mine_m',
    { block: 'integer', measure_id: 'integer' },
    pairs.flatMap(({ draft }, i) => draft.measureIds.map(id => [i, id])),
  )
  await stageTable(
    duck,
    'mine_p',
    { block: 'integer', place_id: 'integer' },
    pairs.flatMap(({ draft }, i) => draft.placeIds.map(id => [i, id])),
  )
  await stageTable(
    duck,
    'mine_t',
    { block: 'integer', period: 'varchar' },
    pairs.flatMap(({ draft }, i) => loaded(draft).map(period => [i, period])),
  )
  await stageTable(
    duck,
    'theirs',
    { block: 'integer', who: 'integer', rank: 'integer' },
    blocks.map((one, i) => [i, one.importId, one.rank]),
  )
  await stageTable(
    duck,
    'theirs_m',
    { block: 'integer', measure_id: 'integer' },
    blocks.flatMap((one, i) => one.measureIds.map(id => [i, id])),
  )
  await stageTable(
    duck,
    'theirs_p',
    { block: 'integer', place_id: 'integer' },
    blocks.flatMap((one, i) => one.placeIds.map(id => [i, id])),
  )
  await stageTable(
    duck,
    'theirs_t',
    { block: 'integer', period: 'varchar' },
    blocks.flatMap((one, i) => loaded(one).map(period => [i, period])),
  )
  await duck.run(`
    create table key as select distinct c.measure_id, c.place_id, c.period from cell c
    where exists (select 1 from mine_m m join mine_p p on p.block = m.block join mine_t t on t.block = m.block
      where m.measure_id = c.measure_id and p.place_id = c.place_id and t.period::date = c.period)`)
  await duck.run(`
    create table before as select k.*, arg_min(b.who, b.rank) as who from key k
      join theirs_m m on m.measure_id = k.measure_id join theirs_p p on p.place_id = k.place_id and p.block = m.block
      join theirs_t t on t.period::date = k.period and t.block = m.block join theirs b on b.block = m.block
    group by all`)
  await duck.run(`
    create table change as select b.measure_id, b.place_id, b.period, coalesce(o.amount, 0) as before, coalesce(n.amount, 0) as after from before b
      left join cell n on n.who = 0 and n.measure_id = b.measure_id and n.place_id = b.place_id and n.period = b.period
      left join cell o on o.who = b.who and o.measure_id = b.measure_id and o.place_id = b.place_id and o.period = b.period
    where coalesce(o.amount, 0) <> coalesce(n.amount, 0)`)
  const [sum = []] = await duck.rows('select count(*), coalesce(sum(after - before), 0) from change')
  const biggest = await duck.rows(
    'select measure_id, place_id, period::varchar, before, after from change order by abs(after - before) desc, measure_id, place_id, period limit 20',
  )
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
