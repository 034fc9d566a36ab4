// What a file would change: its cells against those in force. Done in DuckDB, beside the file, so that the store is only read.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '../../../platform/db.ts'
import { type Duck, openDuck, quoted } from '../../../platform/files/duck.ts'
import { type Rival, stageCells } from './cells.ts'
import * as queries from './compare-queries.ts'
import type { CoverageDraft, Reading } from './format.ts'

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
  /** Files of the very same snapshot day: those it takes the place of, and those that stay in force (decision 0003). */
  sameDay: { replaces: string[]; yields: string[] }
}

export const noComparison = (cells: number): Comparison => ({
  fresh: cells,
  same: 0,
  changed: 0,
  difference: 0,
  biggest: [],
  against: [],
  olderThan: [],
  sameDay: { replaces: [], yields: [] },
})

/** Compares a reading with what is in force. Of an explicit coverage (partners' tables) only cells that are written down are compared. */
export async function compare(
  db: Db,
  reading: Reading,
  coverage: readonly CoverageDraft[],
  me: { snapshotOn: string; hash: string },
): Promise<Comparison> {
  const pairs: Rival[] = []
  for (const draft of coverage)
    if (draft.states.includes('loaded')) pairs.push({ draft, rivals: await rivalsOf(db, draft) })
  const rivals = pairs.flatMap(pair => pair.rivals)
  const implied = pairs.reduce((sum, { draft }) => sum + impliedCells(draft), 0)
  const cells = pairs.some(pair => pair.draft.explicit) ? reading.cells : implied
  if (rivals.length === 0) return noComparison(cells)
  const duck = await openDuck()
  const folder = mkdtempSync(join(tmpdir(), 'upstream-compare-'))
  try {
    await stageCells(duck, db, reading, pairs, folder)
    const { both, ...changes } = await changesOf(duck, pairs)
    const overlap = both + pairs.reduce((sum, pair) => sum + (pair.draft.explicit ? 0 : overlapOf(pair)), 0)
    return {
      fresh: cells - overlap,
      same: overlap - changes.changed,
      ...changes,
      ...standing(rivals, me),
    }
  } finally {
    await duck.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function standing(rivals: readonly queries.Overlap[], me: { snapshotOn: string; hash: string }) {
  const files = (of: (one: queries.Overlap) => boolean) => [...new Set(rivals.filter(of).map(one => one.fileName))]
  const alike = (one: queries.Overlap) => one.snapshotOn === me.snapshotOn
  return {
    against: files(one => one.snapshotOn < me.snapshotOn),
    olderThan: files(one => one.snapshotOn > me.snapshotOn),
    sameDay: {
      replaces: files(one => alike(one) && one.hash < me.hash),
      yields: files(one => alike(one) && one.hash > me.hash),
    },
  }
}

const impliedCells = (draft: CoverageDraft) =>
  draft.explicit ? 0 : draft.measureIds.length * draft.placeIds.length * loaded(draft).length

async function rivalsOf(db: Db, draft: CoverageDraft): Promise<queries.Overlap[]> {
  const all = await queries.overlapping(db, draft)
  return draft.explicit ? all : all.filter(one => !one.explicit)
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

const listed = (values: Iterable<string | number>) =>
  [...values].map(value => (typeof value === 'string' ? quoted(value) : value)).join(', ')

/** Each pair of coverages is compared where both speak; of several rivals for a cell, the newest (lowest rank) is the one that was in force. */
async function changesOf(
  duck: Duck,
  pairs: readonly Rival[],
): Promise<Pick<Comparison, 'changed' | 'difference' | 'biggest'> & { both: number }> {
  await duck.run(
    'create table diff (draft integer, rank integer, measure_id integer, place_id integer, period date, before double, after double)',
  )
  await duck.run('create table spoken_twice (measure_id integer, place_id integer, period date)')
  const blocks = pairs.flatMap(({ draft, rivals }, i) => rivals.map((rival, rank) => ({ i, rank, draft, rival })))
  for (const block of blocks) await addDifferences(duck, block)
  const spoken = (kind: 'm' | 'p' | 't') =>
    blocks.flatMap(({ i, rank, rival }) =>
      (kind === 'm' ? rival.measureIds : kind === 'p' ? rival.placeIds : loaded(rival)).map(value => [i, rank, value]),
    )
  await duck.fill('spoken_m', { draft: 'integer', rank: 'integer', measure_id: 'integer' }, spoken('m'))
  await duck.fill('spoken_p', { draft: 'integer', rank: 'integer', place_id: 'integer' }, spoken('p'))
  await duck.fill('spoken_t', { draft: 'integer', rank: 'integer', period: 'varchar' }, spoken('t'))
  await duck.run(`
    create table change as select d.* from diff d where d.rank = (
      select min(m.rank) from spoken_m m join spoken_p p on p.draft = m.draft and p.rank = m.rank join spoken_t t on t.draft = m.draft and t.rank = m.rank
      where m.draft = d.draft and m.measure_id = d.measure_id and p.place_id = d.place_id and t.period::date = d.period)`)
  const [sum = []] = await duck.rows('select count(*), coalesce(sum(after - before), 0) from change')
  const biggest = await duck.rows(`
    select measure_id, place_id, period::varchar, before, after from change
    order by abs(after - before) desc, measure_id, place_id, period limit 20`)
  const [both = []] = await duck.rows('select count(*) from (select distinct * from spoken_twice)')
  return {
    both: Number(both[0]),
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
  const spoken = `${draft.explicit ? 'n.amount is not null' : 'true'} and ${rival.explicit ? 'o.amount is not null' : 'true'}`
  await duck.run(`
    insert into diff select ${i}, ${rank}, measure_id, place_id, period, coalesce(o.amount, 0), coalesce(n.amount, 0)
    from (select * from cell where who = 0 and ${shared}) n
    full join (select * from cell where who = ${rival.importId} and ${shared}) o using (measure_id, place_id, period)
    where coalesce(o.amount, 0) <> coalesce(n.amount, 0) and ${spoken}`)
  if (draft.explicit)
    await duck.run(`
      insert into spoken_twice select measure_id, place_id, period from (select * from cell where who = 0 and ${shared}) n
      left join (select * from cell where who = ${rival.importId} and ${shared}) o using (measure_id, place_id, period) where ${spoken}`)
}
