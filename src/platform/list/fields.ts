import { initialOrder, initialValues, type Query, queryText } from './query.ts'
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
    filter.kind === 'choice' && filter.initial === undefined
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

export function sortsOf<R>(spec: ListSpec<R>, query: Query): SortChoice[] {
  return spec.columns
    .filter(column => column.sortable)
    .flatMap(column =>
      dirsOf(column).map(dir => ({
        value: `${column.key}.${dir}`,
        text: column.sortWords ?? `${column.short ?? column.title}, ${orderWords(ofNumbers(column), dir)}`,
        chosen: query.sort === column.key && query.dir === dir,
      })),
    )
}

const ofNumbers = <R>({ numeric, sortsNumbers }: Column<R>): boolean => numeric ?? sortsNumbers ?? false

const dirsOf = <R>(column: Column<R>): readonly Dir[] =>
  column.sortWords ? ['asc'] : ofNumbers(column) ? ['desc', 'asc'] : ['asc', 'desc']

const orderWords = (numeric: boolean, dir: Dir): string =>
  numeric ? (dir === 'desc' ? 'highest first' : 'lowest first') : dir === 'asc' ? 'A to Z' : 'Z to A'
