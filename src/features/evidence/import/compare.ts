// What a file would change: its cells against those in force. Done in DuckDB, beside the file, so that the store is only read.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '../../../platform/db.ts'
import { openDuck } from '../../../platform/files/duck.ts'
import { type Rival, stageCells } from './cells.ts'
import * as queries from './compare-queries.ts'
import type { Comparison } from './comparison.ts'
import { changesOf, loaded, type Snapshot } from './differences.ts'
import type { CoverageDraft, Reading } from './format.ts'
import { unlikelyOf } from './unlikely.ts'

export const noComparison = (cells: number): Comparison => ({
  fresh: cells,
  same: 0,
  changed: 0,
  overruled: 0,
  difference: 0,
  biggest: [],
  unlikely: { cells: 0, biggest: [] },
  against: [],
  olderThan: [],
  sameDay: { replaces: [], yields: [] },
})

const shownOfUnlikely = 20

/** Compares a reading with what is in force. Of an explicit coverage (partners' tables) only cells that are written down are compared. */
export async function compare(
  db: Db,
  reading: Reading,
  coverage: readonly CoverageDraft[],
  me: Snapshot,
  /** Measures that are counts. */
  counts: ReadonlySet<number>,
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
    const { both, ...changes } = await changesOf(duck, pairs, me)
    const unlikely = await unlikelyOf(duck, pairs, counts)
    const overlap = both + pairs.reduce((sum, pair) => sum + (pair.draft.explicit ? 0 : overlapOf(pair)), 0)
    return {
      fresh: cells - overlap,
      same: overlap - changes.changed - changes.overruled,
      ...changes,
      unlikely: { cells: unlikely.length, biggest: unlikely.slice(0, shownOfUnlikely) },
      ...standing(rivals, me),
    }
  } finally {
    await duck.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function standing(rivals: readonly queries.Overlap[], me: Snapshot) {
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
