// Counts by place and group: which are hidden, so that neither a place's own total, nor a group's over all places, nor both together give a
// hidden one away. Pure (docs/methods/disproportionality.md).

/** A count and whether the page of the whole hides it; boroughs by group, and under them the whole by group. */
export interface Board {
  /** By borough, then by group; null is not known. */
  parts: readonly (readonly (number | null)[])[]
  whole: readonly (number | null)[]
  /** Of the whole, by group: hidden on its own page. */
  wholeHidden: readonly boolean[]
}

/** Counts under this are hidden: people by a protected characteristic. */
const under = 10
// The reader knows that a small one of the whole is from 1 to 9; of a borough's hidden ones only that they are not below none.
const [least, most] = [1, under - 1]

/** By borough and group, or undefined where nothing that could be hidden protects them all: then none of it is shown. */
export function hiddenIn(board: Board): boolean[][] | undefined {
  const hidden = board.parts.map(row => row.map(n => n === null || (n > 0 && n < under)))
  for (const [b, row] of board.parts.entries())
    for (const g of row.keys()) if (hidden[b]?.[g] && !protect(board, hidden, b, g)) return undefined
  return hidden
}

/** One that could not be another number takes more along, as few events as will do. */
function protect(board: Board, hidden: boolean[][], b: number, g: number): boolean {
  const way = [1, -1].map(by => wayFor(board, hidden, { b, g, by })).toSorted((x, y) => x.cost - y.cost)[0]
  if (!way || way.cost === Number.POSITIVE_INFINITY) return false
  for (const [row, column] of way.cells) {
    const its = hidden[row]
    if (its) its[column] = true
  }
  return true
}

interface Step {
  to: number
  cost: number
  /** The cell that changes; none for the whole's. */
  cell: readonly [number, number] | undefined
}

/**
 * Could this count be one more (or one fewer) while every total stays? Each count is an arc from its borough to its group, each of the whole
 * one from its group to the whole; a change that keeps all totals goes round (Ahuja, Magnanti and Orlin 1993). Going through a count that is
 * shown would hide it: that costs as many as it counts.
 */
function wayFor(
  board: Board,
  hidden: readonly (readonly boolean[])[],
  { b, g, by }: { b: number; g: number; by: number },
) {
  const count = board.parts[b]?.[g] ?? null
  const none = { cost: Number.POSITIVE_INFINITY, cells: [] as (readonly [number, number])[] }
  if (count === null) return { cost: 0, cells: [] }
  if (by < 0 && count === 0) return none
  const groups = board.whole.length
  const [from, to] = by > 0 ? [g, groups + b] : [groups + b, g]
  const best = new Map<number, { cost: number; cells: (readonly [number, number])[] }>([[from, { cost: 0, cells: [] }]])
  const open = [from]
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    const here = best.get(at) ?? none
    for (const step of stepsFrom(board, hidden, at)) {
      if (step.cell?.[0] === b && step.cell[1] === g) continue
      const cost = here.cost + step.cost
      if (cost >= (best.get(step.to)?.cost ?? Number.POSITIVE_INFINITY)) continue
      best.set(step.to, { cost, cells: step.cell ? [...here.cells, step.cell] : here.cells })
      open.push(step.to)
    }
  }
  return best.get(to) ?? none
}

/** Groups are numbered first, then boroughs, then the whole. */
function stepsFrom({ parts, whole, wholeHidden }: Board, hidden: readonly (readonly boolean[])[], at: number): Step[] {
  const [groups, all] = [whole.length, whole.length + parts.length]
  // Through a borough's count: from borough to group it is one more, from group to borough one fewer. A none that is shown stays shown.
  const cell = (b: number, g: number, isMore: boolean): Step[] => {
    const n = parts[b]?.[g] ?? null
    const isHidden = hidden[b]?.[g] ?? false
    if (n !== null && (isHidden ? !isMore && n === 0 : n === 0)) return []
    return [{ to: isMore ? g : groups + b, cost: isHidden ? 0 : (n ?? 0), cell: [b, g] }]
  }
  const ofWhole = (g: number, isMore: boolean): Step[] => {
    const n = whole[g] ?? null
    if (!wholeHidden[g] || n === null || (isMore ? n >= most : n <= least)) return []
    return [{ to: isMore ? all : g, cost: 0, cell: undefined }]
  }
  if (at < groups) return [...parts.flatMap((_, b) => cell(b, at, false)), ...ofWhole(at, true)]
  if (at === all) return whole.flatMap((_, g) => ofWhole(g, false))
  return whole.flatMap((_, g) => cell(at - groups, g, true))
}
