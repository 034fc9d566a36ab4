// What somebody knows of counts by place and group who has the page, and the total of every place and group. Shares no code with what it is held against.
import { attack, type Known } from '../src/lib/stats/disclosure/index.ts'

export type Page = (number | 'x')[][]
type Cell = readonly [row: number, group: number]
interface Board {
  parts: readonly (readonly (number | null)[])[]
  whole: readonly (number | null)[]
  wholeHidden: readonly boolean[]
}

/** Of a borough of which nothing is shown a count may be none; elsewhere a nought is shown. */
function leastOf(row: Page[number] | undefined): 0 | 1 {
  return row?.every(one => one === 'x') ? 0 : 1
}

interface Place {
  b: number
  g: number
  least: number
  /** More of its row, of its column, are still to be filled after it. */
  inRow: boolean
  inColumn: boolean
}
/** Hidden counts in the order they are filled, and what is left of each row and column for those not yet filled. */
interface Rest {
  places: readonly Place[]
  rows: number[]
  columns: number[]
}

/** How many numbers a hidden count is in all the tables that look the same and have the same totals; stops at `enough`. */
export function numbersOf(parts: number[][], page: Page, [row, group]: Cell, enough: number): number {
  const hidden = page.flatMap((its, b) => its.flatMap((one, g) => (one === 'x' ? [{ b, g, least: leastOf(its) }] : [])))
  const order = hidden.toSorted(({ b, g }) => (b === row && g === group ? -1 : 0))
  const sumOf = (is: (cell: { b: number; g: number }) => boolean) =>
    hidden.filter(is).reduce((sum, { b, g }) => sum + (parts[b]?.[g] ?? 0), 0)
  const rest: Rest = {
    places: order.map((one, i) => ({
      ...one,
      inRow: order.slice(i + 1).some(({ b }) => b === one.b),
      inColumn: order.slice(i + 1).some(({ g }) => g === one.g),
    })),
    rows: parts.map((_, b) => sumOf(cell => cell.b === b)),
    columns: page[0]?.map((_, g) => sumOf(cell => cell.g === g)) ?? [],
  }
  let found = 0
  for (const n of valuesAt(rest, 0)) if (found < enough && isThere(rest, 0, n)) found += 1
  return found
}

/** What one may be; the last of its row or column is what is left of it. */
function valuesAt({ places, rows, columns }: Rest, i: number): number[] {
  const { b = 0, g = 0, least = 0, inRow, inColumn } = places[i] ?? {}
  const [left, up] = [rows[b] ?? 0, columns[g] ?? 0]
  const start = Math.max(least, inRow ? 0 : left, inColumn ? 0 : up)
  return Array.from({ length: Math.max(0, Math.min(left, up) - start + 1) }, (_, n) => start + n)
}

function isThere(rest: Rest, i: number, n: number): boolean {
  move(rest, i, -n)
  const found = i + 1 === rest.places.length || valuesAt(rest, i + 1).some(next => isThere(rest, i + 1, next))
  move(rest, i, n)
  return found
}

function move({ places, rows, columns }: Rest, i: number, by: number): void {
  const { b = 0, g = 0 } = places[i] ?? {}
  rows[b] = (rows[b] ?? 0) + by
  columns[g] = (columns[g] ?? 0) + by
}

/** From the least to the most that the sum of some could be, by the attack of released tables: it shares no code with what is tried here. */
export function rangeOf({ parts, whole, wholeHidden }: Board, page: Page, cells: readonly Cell[]): number {
  const atom = (b: number, g: number) => `${b} ${g}`
  const is = (atoms: string[], n: number): Known => ({ atoms, least: n, most: n })
  const row = (b: number) => whole.map((_, g) => atom(b, g))
  const sum = (counts: Board['whole']) => counts.reduce<number>((all, n) => all + (n ?? 0), 0)
  const every = parts.flatMap((_, b) => row(b))
  const known = [
    is(every, sum(whole)),
    ...parts.map((its, b) => is(row(b), sum(its))),
    ...whole.map((n, g) => ({
      atoms: parts.map((_, b) => atom(b, g)),
      least: wholeHidden[g] ? 1 : (n ?? 0),
      most: wholeHidden[g] ? Math.max(9, n ?? 0) : (n ?? 0),
    })),
    ...page.flatMap((its, b) =>
      its.map((n, g) =>
        n === 'x' ? { atoms: [atom(b, g)], least: leastOf(its), most: Number.POSITIVE_INFINITY } : is([atom(b, g)], n),
      ),
    ),
  ]
  const found = attack(known).of(cells.map(([b, g]) => atom(b, g)))
  return found ? found.most - found.least : 0
}
