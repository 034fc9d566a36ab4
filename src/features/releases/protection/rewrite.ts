// Tables as the public will read them: counts as they are shown, and all that is worked out from them made from those. Pure.
import { roundToFive, type State } from '../../../lib/stats/disclosure/index.ts'
import { crudeRate, proportion } from '../../../lib/stats/index.ts'
import { type Cell, type Column, hidden, type Releasable, type Table } from '../contract.ts'
import type { Counted } from './cells.ts'

/** No rate on fewer events than this. */
export const fewestForRate = 10

export function rewrite(
  items: readonly Releasable[],
  counted: readonly Counted[],
  states: readonly State[],
): Releasable[] {
  const shown = new Map(
    counted.map(({ at, count }, i) => {
      const value = states[i] === 'hidden' ? hidden : states[i] === 'rounded' ? roundToFive(count) : count
      return [`${at.item} ${at.table} ${at.row} ${at.column}`, value]
    }),
  )
  const exact = exactIn(items, counted, states)
  return items.map((item, i) => {
    const tables = item.tables.map((table, t) => ({
      ...table,
      rows: table.rows.map((row, r) => {
        const counts = row.map((cell, c) => shown.get(`${i} ${t} ${r} ${c}`) ?? cell)
        return counts.map((cell, c) => derive(table, counts, table.columns[c], cell))
      }),
    }))
    return { ...item, tables: tables.map(table => resting(table, id => exact.has(`${i} ${id}`))) }
  })
}

/** Tables of which every count is shown as it is: item and id. A total that rounding leaves alone is rounded all the same. */
function exactIn(items: readonly Releasable[], counted: readonly Counted[], states: readonly State[]): Set<string> {
  const loose = new Set(counted.flatMap(({ at }, i) => (states[i] === 'shown' ? [] : [`${at.item} ${at.table}`])))
  return new Set(
    items.flatMap(({ tables }, i) => tables.flatMap(({ id }, t) => (loose.has(`${i} ${t}`) ? [] : [`${i} ${id}`]))),
  )
}

/** A table of what is worked out from others tells nothing unless each count it is made of is shown as it is. */
const resting = (table: Table, isExact: (id: string) => boolean): Table =>
  !table.restsOn || table.restsOn.every(isExact)
    ? table
    : { ...table, rows: table.rows.map(row => row.map((cell, c) => (c === 0 ? cell : hidden))) }

/** Rates, their ends, shares and what is hidden with a count: all from the numbers as shown beside them. */
function derive(table: Table, row: readonly Cell[], column: Column | undefined, cell: Cell): Cell {
  const of = (key: string): Cell => row[table.columns.findIndex(each => each.key === key)] ?? null
  if (column?.role === 'rate') return rate(column, of)?.rate ?? missing(of(column.count))
  if (column?.role === 'lower' || column?.role === 'upper') {
    const whole = table.columns.find(each => each.key === column.of)
    return whole?.role === 'rate' ? (rate(whole, of)?.[column.role] ?? missing(of(whole.count))) : null
  }
  if (column?.role === 'share') return share(of(column.count), of(column.of))
  if (column?.role === 'number' && column.with) return of(column.with) === hidden ? hidden : cell
  return cell
}

const missing = (count: Cell): Cell => (count === null ? null : hidden)

function rate(column: Extract<Column, { role: 'rate' }>, of: (key: string) => Cell) {
  const [count, denominator] = [of(column.count), of(column.denominator)]
  if (typeof count !== 'number' || typeof denominator !== 'number' || denominator <= 0 || count < fewestForRate)
    return null
  const found = crudeRate(count, denominator, { multiplier: column.per })
  return found.rate === null ? null : { rate: tidy(found.rate), lower: tidy(found.lower), upper: tidy(found.upper) }
}

function share(part: Cell, whole: Cell): Cell {
  if (typeof part !== 'number' || typeof whole !== 'number') return part === null || whole === null ? null : hidden
  if (part < fewestForRate || whole <= 0 || part > whole) return hidden
  return tidy(proportion(part, whole, { multiplier: 100 }).value ?? 0)
}

/** Four figures: more would claim more than a count can carry. */
const tidy = (value: number): number => Number(value.toPrecision(4))
