import { pageOf, type Query } from './query.ts'
import type { Dir, Filter, ListSpec, Value } from './spec.ts'

/** One page of a list: its rows, and how many there are in all. */
export interface Found<R> {
  rows: readonly R[]
  total: number
}

/** Sorts, filters and pages rows held in memory. `all` is every row that passes, in order: the CSV. Unknown values come last both ways. */
export function arrange<R>(spec: ListSpec<R>, rows: readonly R[], query: Query): Found<R> & { all: readonly R[] } {
  const passing = rows.filter(row =>
    (spec.filters ?? []).every(filter => passes(spec, filter, row, query.filters[filter.key] ?? [])),
  )
  const column = spec.columns.find(each => each.key === query.sort)
  const all = column ? passing.toSorted((a, b) => compare(column.value(a), column.value(b), query.dir)) : passing
  const from = (pageOf(query, all.length) - 1) * query.size
  return { rows: all.slice(from, from + query.size), total: all.length, all }
}

function passes<R>(spec: ListSpec<R>, filter: Filter<R>, row: R, values: readonly string[]): boolean {
  if (!values.length) return true
  if (filter.match) return filter.match(row, values)
  if (filter.kind === 'search') return words(spec, row).includes((values[0] ?? '').toLocaleLowerCase('en-GB'))
  const value = spec.columns.find(column => column.key === filter.key)?.value(row)
  if (filter.kind === 'number') return typeof value === 'number' && value >= Number(values[0])
  return values.includes(String(value ?? ''))
}

const words = <R>(spec: ListSpec<R>, row: R): string =>
  spec.columns
    .map(column => column.value(row))
    .filter(value => typeof value === 'string')
    .join('\n')
    .toLocaleLowerCase('en-GB')

const collator = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' })

function compare(a: Value, b: Value, dir: Dir): number {
  const [noA, noB] = [a === null || a === undefined || a === '', b === null || b === undefined || b === '']
  if (noA || noB) return Number(noA) - Number(noB)
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
  return dir === 'asc' ? order : -order
}

/** Every row for `reply.csv(name, columns, rows)`: values as they are, never the page's words. */
export function csvOf<R>(spec: ListSpec<R>, rows: readonly R[]): { columns: string[]; rows: Value[][] } {
  const columns = spec.columns.filter(column => !column.pageOnly)
  return { columns: columns.map(column => column.key), rows: rows.map(row => columns.map(column => column.value(row))) }
}
