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

/** Hidden counts still to be filled, and what is left of each row and column for them. */
interface Rest {
  cells: readonly Cell[]
  rows: readonly number[]
  columns: readonly number[]
  page: Page
}

/** How many numbers a hidden count is in all the tables that look the same and have the same totals; stops at `enough`. */
export function numbersOf(parts: number[][], page: Page, [row, group]: Cell, enough: number): number {
  const hidden = page.flatMap((its, b) => its.flatMap((one, g) => (one === 'x' ? [[b, g] as const] : [])))
  const sumOf = (is: (b: number, g: number) => boolean) =>
    hidden.reduce((sum, [b, g]) => sum + (is(b, g) ? (parts[b]?.[g] ?? 0) : 0), 0)
  const rest: Rest = {
    cells: hidden.toSorted(([b, g]) => (b === row && g === group ? -1 : 0)),
    rows: parts.map((_, b) => sumOf(c => c === b)),
    columns: page[0]?.map((_, g) => sumOf((_b, h) => h === g)) ?? [],
    page,
  }
  let found = 0
  for (const n of valuesOf(rest)) if (found < enough && canFill(after(rest, n))) found += 1
  return found
}

const canFill = (rest: Rest): boolean => rest.cells.length === 0 || valuesOf(rest).some(n => canFill(after(rest, n)))

/** What the first one may be; the last of its row or column is what is left of it. */
function valuesOf({ cells: [first, ...others], rows, columns, page }: Rest): number[] {
  const [b, g] = first ?? [0, 0]
  const [left, up, least] = [rows[b] ?? 0, columns[g] ?? 0, leastOf(page[b])]
  const from = others.some(cell => cell[0] === b) ? least : Math.max(least, left)
  const start = others.some(cell => cell[1] === g) ? from : Math.max(from, up)
  return Array.from({ length: Math.max(0, Math.min(left, up) - start + 1) }, (_, n) => start + n)
}

function after({ cells: [first, ...cells], rows, columns, page }: Rest, n: number): Rest {
  const [b, g] = first ?? [0, 0]
  return { cells, rows: rows.with(b, (rows[b] ?? 0) - n), columns: columns.with(g, (columns[g] ?? 0) - n), page }
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
