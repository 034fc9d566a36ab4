import { hasAny, initialOrder, initialValues, type Query, queryText } from './query.ts'
import type { Column, Dir, Filter, ListSpec } from './spec.ts'

export interface Link {
  text: string
  href: string
}
export interface Field {
  key: string
  id: string
  title: string
  hint: string
  kind: Filter<never>['kind']
  value: string
  options: { value: string; text: string; chosen: boolean }[]
  min: number
  max: number
  suffix: string
}
export interface Hidden {
  name: string
  value: string
}
export interface SortChoice {
  value: string
  text: string
  chosen: boolean
}
export interface Chosen {
  title: string
  values: Link[]
}

/** Every filter as it was before anybody chose. */
export const clearing = <R>(spec: ListSpec<R>) => ({
  filters: Object.fromEntries((spec.filters ?? []).map(filter => [filter.key, initialValues(filter)])),
})

export function fieldOf<R>(filter: Filter<R>, values: readonly string[]): Field {
  const options = filter.kind === 'choice' || filter.kind === 'many' ? filter.options : []
  const any =
    filter.kind === 'choice' && hasAny(filter)
      ? [{ value: '', text: filter.any ?? 'Any', chosen: values.length === 0 }]
      : []
  const number = filter.kind === 'number' ? filter : { min: 0, max: 0, suffix: '' }
  return {
    key: filter.key,
    id: `f-${filter.key}`,
    title: filter.title,
    hint: filter.hint ?? '',
    kind: filter.kind,
    value: values[0] ?? '',
    options: [...any, ...options.map(option => ({ ...option, chosen: values.includes(option.value) }))],
    min: number.min,
    max: number.max,
    suffix: number.suffix ?? '',
  }
}

// Only what somebody chose: a filter left as it was needs no tag.
export function chosenOf<R>(spec: ListSpec<R>, query: Query, href: (change: Partial<Query>) => string): Chosen[] {
  return (spec.filters ?? []).flatMap(filter => {
    const values = query.filters[filter.key] ?? []
    const initial = initialValues(filter)
    const added = values.filter(value => !initial.includes(value))
    const without = (value: string) => {
      const rest = values.filter(each => each !== value)
      return href({
        filters: { ...query.filters, [filter.key]: rest.length || filter.kind === 'many' ? rest : initial },
      })
    }
    const tags = added.map(value => ({ text: valueName(filter, value), href: without(value) }))
    return tags.length ? [{ title: filter.title, values: tags }] : []
  })
}

export function valueName<R>(filter: Filter<R>, value: string): string {
  if (filter.kind === 'search') return `“${value}”`
  if (filter.kind === 'number') return `${value}${filter.suffix ? ` ${filter.suffix}` : ''}`
  return filter.options.find(option => option.value === value)?.text ?? value
}

export function hiddenOf<R>(spec: ListSpec<R>, query: Query): Hidden[] {
  const order = initialOrder(spec)
  const moved = query.sort !== order.sort || query.dir !== order.dir
  return [
    ...Object.entries(query.kept).map(([name, value]) => ({ name, value })),
    ...(moved ? [{ name: 'sort', value: `${query.sort}.${query.dir}` }] : []),
    ...(query.size === (spec.size ?? 50) ? [] : [{ name: 'size', value: String(query.size) }]),
  ]
}

export const sortHiddenOf = <R>(spec: ListSpec<R>, query: Query): Hidden[] =>
  [...new URLSearchParams(queryText(spec, { ...query, ...initialOrder(spec), page: 1 }))].map(([name, value]) => ({
    name,
    value,
  }))

export function sortsOf<R>(spec: ListSpec<R>, query: Query, rows: readonly R[]): SortChoice[] {
  return spec.columns
    .filter(column => column.sortable)
    .flatMap(column => {
      const kind = kindOf(column, rows)
      return dirsOf(column, kind).map(dir => ({
        value: `${column.key}.${dir}`,
        text: column.sortWords ?? `${column.short ?? column.title}, ${orderWords[kind][dir]}`,
        chosen: query.sort === column.key && query.dir === dir,
      }))
    })
}

type Kind = 'numbers' | 'dates' | 'letters'

const orderWords: Readonly<Record<Kind, Readonly<Record<Dir, string>>>> = {
  numbers: { desc: 'largest first', asc: 'smallest first' },
  dates: { desc: 'newest first', asc: 'oldest first' },
  letters: { asc: 'A to Z', desc: 'Z to A' },
}

const day = /^\d{4}-\d{2}(-\d{2})?(T.*)?$/

// What a column holds is seen in the rows themselves: a list of dates need not say that it is one.
function kindOf<R>(column: Column<R>, rows: readonly R[]): Kind {
  if (column.numeric ?? column.sortsNumbers ?? false) return 'numbers'
  const values = rows
    .map(row => column.value(row))
    .filter(value => value !== null && value !== undefined && value !== '')
  if (values.length === 0) return 'letters'
  if (values.every(value => typeof value === 'number')) return 'numbers'
  return values.every(value => typeof value === 'string' && day.test(value)) ? 'dates' : 'letters'
}

const dirsOf = <R>(column: Column<R>, kind: Kind): readonly Dir[] =>
  column.sortWords ? ['asc'] : kind === 'letters' ? ['asc', 'desc'] : ['desc', 'asc']
