// The numbers of a release's tables as an outsider sees them: what is counted, where, when and of whom. Pure.
import { addMonths, monthRange } from '../../../lib/dates.ts'
import type { Cell, Column, Family, Releasable, Table } from '../contract.ts'

/** Where a group's words come from: what they are made of, and the word for all. */
export interface Group {
  key: string
  /** The elementary groups this cell is made of; empty means everyone. */
  parts: readonly string[]
}

/** One count of one table. */
export interface Counted {
  counts: string
  place: string
  /** `2025-03/2026-02`, a month, or words that stand for themselves. */
  period: string
  groups: readonly Group[]
  count: number
  under: number
  /** Shown to the nearest 5 whatever it holds: months that, added up, would undo the rounding of their year. */
  isRounded: boolean
  /** Where it stands, so that it can be shown or hidden there. */
  at: { item: number; table: number; row: number; column: number }
}

/** Under this a count is hidden: 10 where crossed with a protected characteristic or sensitive, 5 otherwise. */
export const threshold = (table: Table, column: Extract<Column, { role: 'count' }>): number =>
  column.sensitive || table.columns.some(each => each.role === 'group' && each.protected) ? 10 : 5

/** What the things counted are made of, and what they are kinds of. */
export function familiesOf(items: readonly Releasable[]): Family[] {
  const columns = items.flatMap(({ tables }) => tables.flatMap(table => table.columns))
  const all = columns.flatMap(column => (column.role === 'count' ? (column.families ?? []) : []))
  return [...new Map(all.map(family => [JSON.stringify(family), family])).values()]
}

export const countsOf = (items: readonly Releasable[]): Counted[] =>
  items.flatMap((item, i) => item.tables.flatMap((table, t) => ofTable(item, table, i, t)))

function ofTable(item: Releasable, table: Table, i: number, t: number): Counted[] {
  return table.columns.flatMap((column, c) =>
    column.role !== 'count'
      ? []
      : table.rows.flatMap((row, r) => {
          const count = row[c]
          if (typeof count !== 'number') return []
          const where = { item: i, table: t, row: r, column: c }
          return [
            {
              counts: column.counts,
              ...coordinates(item, table, row),
              count,
              under: threshold(table, column),
              isRounded: table.trend !== undefined,
              at: where,
            },
          ]
        }),
  )
}

/** A row without a column of places or periods is about those of its thing. */
export function coordinates(item: Releasable, table: Table, row: readonly Cell[]) {
  const word = (role: Column['role']) => {
    const at = table.columns.findIndex(column => column.role === role)
    return at < 0 ? undefined : String(row[at] ?? '')
  }
  const groups = table.columns.flatMap((column, at) =>
    column.role === 'group' ? [groupOf(column, String(row[at] ?? ''))] : [],
  )
  return { place: word('place') ?? item.places.join('+'), period: word('period') ?? item.period, groups }
}

const groupOf = (column: Extract<Column, { role: 'group' }>, word: string): Group => {
  // A total that its groups do not add up to is a number of its own.
  if (word === column.total) return { key: column.key, parts: column.complete ? [] : [`all of ${column.key}`] }
  return { key: column.key, parts: column.parts?.[word] ?? [word] }
}

const months = /^(\d{4}-\d{2})(?:\/(\d{4}-\d{2}))?$/

/** The months of a period; words that are none stand for themselves. */
export function monthsOf(period: string): string[] {
  const found = months.exec(period)
  return found?.[1] ? monthRange(found[1], found[2] ?? found[1]) : [period]
}

/** How many months a period is; undefined where it does not say. */
export const lengthOf = (period: string): number | undefined =>
  months.test(period) ? monthsOf(period).length : undefined

/** `2026-02` written as a year to it: `2025-03/2026-02`. */
export const yearTo = (month: string): string => `${addMonths(month, -11)}/${month}`
