import { attack, type Interval, isPoint, type Known } from './attack.ts'

/** A cell: row and column, from 0. */
export type Cell = readonly [row: number, column: number]

export interface TableProtection {
  primary: Cell[]
  /** Primary cells an outsider recovers when nothing else is hidden. */
  recoverable: Cell[]
  /** The fewest further cells that protect them, of those the smallest total; null where none do while the totals are shown. */
  extra: Cell[] | null
  /** What the outsider then knows of each primary cell. */
  intervals: Interval[]
}

/** Search is over every choice of up to so many further cells: tables of a page, not of a city. */
const MOST_EXTRA = 4

/**
 * A two-way table with its row and column totals shown: which cells besides the small ones must be hidden so that no small one can be had
 * by subtraction. Zeros are shown and so protect nothing. Exhaustive: fewest cells, then smallest total, then reading order.
 */
export function protectTable(table: readonly (readonly number[])[], under: number): TableProtection {
  const cells = table.flatMap((row, r) => row.map((count, c): [Cell, number] => [[r, c], count]))
  const primary = cells.filter(([, count]) => count > 0 && count < under).map(([cell]) => cell)
  const isSafe = (hidden: readonly Cell[]) => exposed(table, hidden, primary).length === 0
  const others = cells.filter(([, count]) => count >= under)
  const extra = isSafe(primary) ? [] : search(others, chosen => isSafe([...primary, ...chosen]))
  const known = knownOf(table, [...primary, ...(extra ?? [])])
  return {
    primary,
    recoverable: exposed(table, primary, primary),
    extra,
    intervals: extra === null ? [] : intervalsOf(known, primary),
  }
}

const atom = ([row, column]: Cell) => `${row} ${column}`

function knownOf(table: readonly (readonly number[])[], hidden: readonly Cell[]): Known[] {
  const isHidden = new Set(hidden.map(atom))
  const exact = (cells: readonly Cell[]): Known => {
    const total = cells.reduce((sum, [r, c]) => sum + (table[r]?.[c] ?? 0), 0)
    return { atoms: cells.map(atom), least: total, most: total }
  }
  const rows = table.map((row, r) => exact(row.map((_, c): Cell => [r, c])))
  const columns = (table[0] ?? []).map((_, c) => exact(table.map((__, r): Cell => [r, c])))
  const shown = table.flatMap((row, r) => row.map((_, c): Cell => [r, c])).filter(cell => !isHidden.has(atom(cell)))
  return [...rows, ...columns, ...shown.map(cell => exact([cell]))]
}

function intervalsOf(known: readonly Known[], cells: readonly Cell[]): Interval[] {
  const found = attack(known)
  return cells.map(cell => found.of([atom(cell)]) ?? { least: 0, most: 0 })
}

function exposed(table: readonly (readonly number[])[], hidden: readonly Cell[], primary: readonly Cell[]): Cell[] {
  const intervals = intervalsOf(knownOf(table, hidden), primary)
  return primary.filter((_, i) => isPoint(intervals[i] ?? null))
}

function search(others: readonly (readonly [Cell, number])[], isSafe: (chosen: Cell[]) => boolean): Cell[] | null {
  for (let size = 1; size <= Math.min(MOST_EXTRA, others.length); size++) {
    const sets = choose(others, size).map(set => ({ set, total: set.reduce((sum, [, count]) => sum + count, 0) }))
    const found = sets.sort((a, b) => a.total - b.total).find(({ set }) => isSafe(set.map(([cell]) => cell)))
    if (found) return found.set.map(([cell]) => cell)
  }
  return null
}

function choose<T>(list: readonly T[], size: number): T[][] {
  if (size === 0) return [[]]
  return list.flatMap((first, i) => choose(list.slice(i + 1), size - 1).map(rest => [first, ...rest]))
}
