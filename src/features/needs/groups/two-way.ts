// Counts by place and group: which are hidden, so that neither a place's own total, nor a group's over all places, nor both together leave a
// hidden one too few numbers it could be. Pure (docs/methods/disproportionality.md).
import {
  type Asked,
  type Board,
  type Cell,
  countOf,
  isOut,
  isWhole,
  type Table,
  under,
  type Way,
  wayFor,
} from './two-way-paths.ts'

/** From the least to the most that a hidden small count could be: six numbers, of the nine that "under 10" would leave. */
export const width = 5

const isSmall = (n: number | null): boolean => n !== null && n > 0 && n < under

/** By borough and group. A borough of which nothing but noughts could be shown is left out with them. */
export function hiddenIn(board: Board): boolean[][] {
  const small = board.parts.map(row => row.map(n => n === null || isSmall(n)))
  const blank = { board, hidden: small.map(row => row.map(() => true)) }
  let table: Table = { board, hidden: small.map((row, b) => closed(board, row, b)) }
  for (const cell of smallOf(board)) {
    const { found, table: wider } = roomFor(table, cell, width)
    // No page can leave more than the totals alone do. Where they leave one number nothing of the year is shown.
    if (found >= width) table = wider
    else table = protectedIn(table, cell, Math.max(1, roomFor(blank, cell, width).found))
  }
  return table.hidden.map(row => [...row])
}

/** Those of the whole that its own page hides are to stay hidden as well. */
function smallOf(board: Board): Cell[] {
  const rows = [...board.parts, board.whole.map((n, g) => (board.wholeHidden[g] ? n : null))]
  return rows.flatMap((row, b) => row.flatMap((n, g) => (isSmall(n) ? [[b, g] as const] : [])))
}

/** More is hidden for one small count: as few events as will do, else its borough whole, else other boroughs with it. */
function protectedIn(table: Table, cell: Cell, wanted: number): Table {
  const { found, table: wider } = roomFor(table, cell, wanted)
  if (found >= wanted) return wider
  const [row, g] = cell
  const next = isWhole(table.board, row) || isOut(table, row) ? nextOut(table, g) : row
  return next === undefined ? table : protectedIn(without(table, next), cell, wanted)
}

const without = ({ board, hidden }: Table, out: number): Table => ({
  board,
  hidden: hidden.map((row, b) => row.map(its => its || b === out)),
})

/** Of the boroughs not yet left out one that has some of the group, for it may then have none; of those the one with the fewest events shown. */
function nextOut(table: Table, g: number): number | undefined {
  const { board, hidden } = table
  const left = board.parts.flatMap((row, b) => {
    const shown = row.reduce<number>((sum, n, i) => sum + (hidden[b]?.[i] ? 0 : (n ?? 0)), 0)
    return isOut(table, b) ? [] : [{ b, shown, has: row[g] ? 0 : 1 }]
  })
  return left.toSorted((x, y) => x.has - y.has || x.shown - y.shown)[0]?.b
}

interface Room {
  /** From the least to the most, as far as was wanted. */
  found: number
  /** With what must be hidden for it. */
  table: Table
}

function roomFor(table: Table, cell: Cell, wanted: number): Room {
  const { parts, whole } = table.board
  const asked = (by: Asked['by']): Asked => ({ cell, by, moved: [...parts, whole].map(row => row.map(() => 0)) })
  const [more, fewer] = [asked(1), asked(-1)]
  const room: Room = { found: 0, table }
  while (room.found < wanted) {
    const way = cheaper(wayFor(room.table, more), () => wayFor(room.table, fewer))
    if (!way) break
    const far = Math.min(way.room, wanted - room.found)
    way.move(far)
    room.found += far
    room.table = hiding(room.table, way)
  }
  return room
}

function cheaper(one: Way | undefined, another: () => Way | undefined): Way | undefined {
  if (one?.cost === 0) return one
  const other = another()
  return one && (!other || one.cost <= other.cost) ? one : other
}

function hiding({ board, hidden }: Table, { cost, cells }: Way): Table {
  if (cost === 0) return { board, hidden }
  const also = hidden.map((row, b) => row.map((its, g) => its || cells.some(cell => cell[0] === b && cell[1] === g)))
  return { board, hidden: also.map((row, b) => closed(board, row, b)) }
}

/** A borough of which only noughts would be left: they are hidden too, so that each of its counts may be one. */
function closed(board: Board, hidden: readonly boolean[], b: number): boolean[] {
  const isClosed = hidden.includes(true) && hidden.every((its, g) => its || countOf(board, [b, g]) === 0)
  return hidden.map(its => its || isClosed)
}
