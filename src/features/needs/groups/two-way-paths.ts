// The cheapest way by which one count of a table could be another while every total stays as it is. Pure (docs/methods/disproportionality.md).

/** A count and whether the page of the whole hides it; boroughs by group, and under them the whole by group. */
export interface Board {
  /** By borough, then by group; null is not known. */
  parts: readonly (readonly (number | null)[])[]
  whole: readonly (number | null)[]
  /** Of the whole, by group: hidden on its own page. */
  wholeHidden: readonly boolean[]
}
export interface Table {
  board: Board
  hidden: readonly (readonly boolean[])[]
}
/** A borough and a group; the whole comes after the last borough. */
export type Cell = readonly [row: number, group: number]
type By = 1 | -1

/** Counts under this are hidden: people by a protected characteristic. */
export const under = 10

export const isOut = ({ hidden }: Table, b: number): boolean => hidden[b]?.every(Boolean) ?? false
export const isWhole = ({ parts }: Board, row: number): boolean => row === parts.length
export const countOf = (board: Board, [row, g]: Cell): number | null =>
  (isWhole(board, row) ? board.whole[g] : board.parts[row]?.[g]) ?? null

export interface Way {
  /** Events shown that would be hidden with it. */
  cost: number
  cells: readonly Cell[]
  /** How far it goes, and going so far. */
  room: number
  move(far: number): void
}
interface Step {
  to: number
  cost: number
  room: number
  cell: Cell
  by: By
}
interface Path {
  cost: number
  steps: readonly Step[]
}
export interface Asked {
  cell: Cell
  /** One more or one fewer. */
  by: By
  /** How far each count stands from what it is: boroughs, then the whole. */
  moved: number[][]
}

/**
 * Each count is an arc from its borough to its group, each of the whole one from its group to the whole; a change that keeps all totals goes
 * round (Ahuja, Magnanti and Orlin 1993). Going through a count that is shown would hide it: that costs as many as it counts.
 */
export function wayFor(table: Table, asked: Asked): Way | undefined {
  const { cell, by, moved } = asked
  const left = roomOf(table, moved, cell, by)
  const [g, row] = [cell[1], table.board.whole.length + cell[0]]
  const isUp = by > 0 !== isWhole(table.board, cell[0])
  const path = left > 0 ? cheapest(table, asked, isUp ? [g, row] : [row, g]) : undefined
  if (!path) return undefined
  return {
    cost: path.cost,
    cells: path.steps.map(step => step.cell),
    room: Math.min(left, ...path.steps.map(({ room }) => room)),
    move: far => {
      for (const step of [{ cell, by }, ...path.steps]) {
        const counts = moved[step.cell[0]]
        if (counts) counts[step.cell[1]] = (counts[step.cell[1]] ?? 0) + step.by * far
      }
    },
  }
}

/** Dijkstra's: no step costs less than nothing. */
function cheapest(table: Table, asked: Asked, [from, to]: [number, number]): Path | undefined {
  const open = new Map<number, Path>([[from, { cost: 0, steps: [] }]])
  const done = new Set<number>()
  for (;;) {
    let at: number | undefined
    for (const [node, { cost }] of open) if (at === undefined || cost < (open.get(at)?.cost ?? 0)) at = node
    const here = at === undefined ? undefined : open.get(at)
    if (at === undefined || !here || at === to) return here
    open.delete(at)
    done.add(at)
    for (const step of stepsFrom(table, asked, at)) {
      const cost = here.cost + step.cost
      if (!done.has(step.to) && cost < (open.get(step.to)?.cost ?? Number.POSITIVE_INFINITY))
        open.set(step.to, { cost, steps: [...here.steps, step] })
    }
  }
}

/** Groups are numbered first, then boroughs, then the whole. From a group its boroughs have fewer or the whole has more; to a group the other way. */
function stepsFrom(table: Table, asked: Asked, at: number): Step[] {
  const { board } = table
  const [groups, last] = [board.whole.length, board.parts.length]
  if (at >= groups) {
    const [row, by] = [at - groups, isWhole(board, at - groups) ? -1 : 1] as const
    return board.whole.flatMap((_, g) => stepOf(table, asked, { cell: [row, g], by, to: g }))
  }
  const fewer = board.parts.flatMap((_, b) => stepOf(table, asked, { cell: [b, at], by: -1, to: groups + b }))
  return [...fewer, ...stepOf(table, asked, { cell: [last, at], by: 1, to: groups + last })]
}

/** Never through the count that is asked for. */
function stepOf(table: Table, asked: Asked, { cell, by, to }: Pick<Step, 'cell' | 'by' | 'to'>): Step[] {
  const [row, g] = cell
  if (row === asked.cell[0] && g === asked.cell[1]) return []
  const room = roomOf(table, asked.moved, cell, by)
  const isHidden = isWhole(table.board, row) || table.hidden[row]?.[g]
  return room > 0 ? [{ to, by, cell, room, cost: isHidden ? 0 : (countOf(table.board, cell) ?? 0) }] : []
}

/**
 * How much more or fewer a count could be by itself if it is hidden. One not known helps nobody. A nought is shown, so a hidden count is one or
 * more; but a borough left out whole may have noughts. A small one of the whole stays small, a larger one hidden with it is never taken for more.
 */
function roomOf(table: Table, moved: readonly number[][], cell: Cell, by: By): number {
  const [row, g] = cell
  const { board, hidden } = table
  const n = countOf(board, cell)
  if (n === null) return 0
  const now = n + (moved[row]?.[g] ?? 0)
  if (isWhole(board, row)) {
    if (!board.wholeHidden[g]) return 0
    return by > 0 ? Math.max(under - 1, n) - now : now - 1
  }
  if (n === 0 && !hidden[row]?.[g]) return 0
  return by > 0 ? Number.POSITIVE_INFINITY : now - (isOut(table, row) ? 0 : 1)
}
