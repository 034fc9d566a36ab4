import { z } from 'zod'
import type { Column, Dir, Filter, ListSpec } from './spec.ts'

/** The address, read and trusted. */
export interface Query {
  sort: string
  dir: Dir
  page: number
  size: number
  /** Chosen values by filter; a filter not chosen and without an `initial` is not here. */
  filters: Readonly<Record<string, readonly string[]>>
  kept: Readonly<Record<string, string>>
}

const Words = z.union([z.string().transform(text => [text]), z.array(z.string())]).catch([])
const Raw = z.record(z.string(), z.unknown()).catch({})
const wholeNumber = (most: number) => z.coerce.number().int().min(1).max(most)

const naturalDir = <R>(column: Column<R> | undefined): Dir => (column?.numeric ? 'desc' : 'asc')

/** Reads `?sort=&dir=&page=&size=` and the filters. What is not of the list is ignored, so that an old address still opens. */
export function readQuery<R>(spec: ListSpec<R>, query: unknown): Query {
  const found = Raw.parse(query ?? {})
  const word = (key: string) => Words.parse(found[key])[0] ?? ''
  const order = readOrder(spec, word('sort'), word('dir'))
  const size = wholeNumber(500)
    .catch(spec.size ?? 50)
    .parse(word('size'))
  const page = wholeNumber(1_000_000).catch(1).parse(word('page'))
  const filters = Object.fromEntries(
    (spec.filters ?? [])
      .map(filter => [filter.key, readFilter(filter, Words.parse(found[filter.key]))])
      .filter(([, values]) => values?.length),
  )
  const kept = Object.fromEntries(
    (spec.keep ?? []).map(key => [key, word(key).slice(0, 200)]).filter(([, value]) => value),
  )
  return { ...order, size, page, filters, kept }
}

// A select cannot send two words, so `sort=rate.desc` says both.
function readOrder<R>(spec: ListSpec<R>, sort: string, dir: string): { sort: string; dir: Dir } {
  const [key, inKey] = sort.split('.')
  const column = spec.columns.find(each => each.sortable && each.key === key)
  if (!column) return initialOrder(spec)
  const asked = inKey ?? dir
  return { sort: column.key, dir: asked === 'asc' || asked === 'desc' ? asked : naturalDir(column) }
}

/** The order before anybody asks for another. */
export function initialOrder<R>(spec: ListSpec<R>): { sort: string; dir: Dir } {
  const first = spec.columns.find(column => column.sortable)
  return spec.sort ? { sort: spec.sort.key, dir: spec.sort.dir } : { sort: first?.key ?? '', dir: naturalDir(first) }
}

/** A filter's values before anybody chooses. */
export function initialValues<R>(filter: Filter<R>): string[] {
  if (filter.kind === 'search' || filter.initial === undefined) return []
  return typeof filter.initial === 'object' ? [...filter.initial] : [String(filter.initial)]
}

function readFilter<R>(filter: Filter<R>, asked: readonly string[]): string[] {
  const values = asked.map(text => text.trim().slice(0, 200)).filter(text => text !== '')
  const good = values.filter(value => fits(filter, value))
  if (filter.kind === 'many') return good.length ? [...new Set(good)] : asked.length ? [] : initialValues(filter)
  if (good[0] !== undefined) return [good[0]]
  return hasAny(filter) && asked.length && values.length === 0 ? [] : initialValues(filter)
}

/** May one choose none of a choice's options? Where a choice starts with one of them, only if it says what none is called. */
export const hasAny = <R>(filter: Filter<R>): boolean =>
  filter.kind === 'choice' && (filter.initial === undefined || filter.any !== undefined)

function fits<R>(filter: Filter<R>, value: string): boolean {
  if (filter.kind === 'search') return true
  if (filter.kind === 'number') return Number(value) >= filter.min && Number(value) <= filter.max
  return filter.options.some(option => option.value === value)
}

/** The words after the question mark for this query, without what needs no saying. */
export function queryText<R>(spec: ListSpec<R>, query: Query): string {
  const words = new URLSearchParams(query.kept)
  const order = initialOrder(spec)
  for (const filter of spec.filters ?? []) writeFilter(words, filter, query.filters[filter.key] ?? [])
  if (query.sort !== order.sort || query.dir !== order.dir) {
    words.set('sort', query.sort)
    words.set('dir', query.dir)
  }
  if (query.size !== (spec.size ?? 50)) words.set('size', String(query.size))
  if (query.page > 1) words.set('page', String(query.page))
  const text = words.toString()
  return text ? `?${text}` : ''
}

/** Does a filter stand as it does before anybody chooses? */
export function isInitial<R>(filter: Filter<R>, values: readonly string[]): boolean {
  const initial = initialValues(filter)
  return values.length === initial.length && values.every(value => initial.includes(value))
}

function writeFilter<R>(words: URLSearchParams, filter: Filter<R>, values: readonly string[]): void {
  if (isInitial(filter, values)) return
  for (const value of values) words.append(filter.key, value)
  if (!values.length) words.append(filter.key, '')
}

/** The page asked for, or the last there is. */
export const pageOf = (query: Query, total: number): number =>
  Math.min(query.page, Math.max(1, Math.ceil(total / query.size)))
