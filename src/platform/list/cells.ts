import { decimal, whole } from '../../lib/words.ts'
import type { Query } from './query.ts'
import type { Column, Dir, ListSpec, Value } from './spec.ts'

export interface Head {
  title: string
  html: string
  numeric: boolean
  /** Null when the column cannot be sorted. */
  sort: { href: string; state: 'ascending' | 'descending' | '' } | null
}
export interface Cell {
  h: string
  text: string
  html: string
  numeric: boolean
  head: boolean
  off: boolean
}

export const onPage = <R>(spec: ListSpec<R>) => spec.columns.filter(column => !column.csvOnly)

const states = { asc: 'ascending', desc: 'descending' } as const

// The sorted column turns round; another starts from its natural end.
export function headOf<R>(column: Column<R>, query: Query, href: (change: Partial<Query>) => string): Head {
  const here = query.sort === column.key
  const natural: Dir = column.numeric ? 'desc' : 'asc'
  const dir: Dir = here ? (query.dir === 'asc' ? 'desc' : 'asc') : natural
  return {
    title: column.title,
    html: column.headHtml ?? '',
    numeric: column.numeric ?? false,
    sort: column.sortable ? { href: href({ sort: column.key, dir }), state: here ? states[query.dir] : '' } : null,
  }
}

export function cellOf<R>(column: Column<R>, row: R): Cell {
  const value = column.value(row)
  const unknown = value === null || value === undefined
  return {
    h: column.short ?? column.title,
    text: column.text?.(row) ?? valueWords(value, column.numeric ?? false),
    html: column.html?.(row) ?? '',
    numeric: column.numeric ?? false,
    head: column.head ?? false,
    off: unknown && !column.html && !column.text,
  }
}

export function valueWords(value: Value, numeric: boolean): string {
  if (value === null || value === undefined) return numeric ? 'No figure' : 'Not known'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return Number.isInteger(value) ? whole(value) : decimal(value, 1)
  return value
}
