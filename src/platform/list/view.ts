import { plural, whole } from '../../lib/words.ts'
import { type Cell, cellOf, type Head, headOf, onPage } from './cells.ts'
import {
  type Chosen,
  chosenOf,
  clearing,
  type Field,
  fieldOf,
  type Hidden,
  hiddenOf,
  type Link,
  type SortChoice,
  sortHiddenOf,
  sortsOf,
} from './fields.ts'
import { type Paging, pagingOf, shownWords } from './paging.ts'
import { isInitial, pageOf, type Query, queryText } from './query.ts'
import type { Found } from './rows.ts'
import { type Empty, type ListSpec, sizes } from './spec.ts'

/** A list ready for `ui/macros/list.njk`. */
export interface List {
  /** Where the forms are sent. */
  action: string
  caption: string
  /** "64 wards", or "64 wards of 679" is for the page to say. */
  count: string
  sentence: string
  heads: Head[]
  rows: { cells: Cell[]; on: boolean }[]
  fields: Field[]
  chosen: Chosen[]
  chosenCount: number
  clear: string
  /** Has any filter been moved? */
  changed: boolean
  /** Words of the address that the filter form and the sort form must send along. */
  hidden: Hidden[]
  sortHidden: Hidden[]
  sorts: SortChoice[]
  csv: string
  links: Link[]
  shown: string
  paging: Paging | null
  sizes: { text: string; href: string; current: boolean }[]
  empty: (Empty & { links: readonly Link[] }) | null
}

/** Everything the list's macro needs. `note` follows the count: "12 months to October 2026". */
export function listView<R>(spec: ListSpec<R>, query: Query, found: Found<R>, note = ''): List {
  const page = pageOf(query, found.total)
  const anchor = spec.anchor ? `#${spec.anchor}` : ''
  const href = (change: Partial<Query>) => spec.path + queryText(spec, { ...query, page: 1, ...change }) + anchor
  const chosen = chosenOf(spec, query, href)
  const changed = (spec.filters ?? []).some(filter => !isInitial(filter, query.filters[filter.key] ?? []))
  return {
    action: spec.path + anchor,
    caption: spec.caption,
    count: plural(found.total, ...spec.noun),
    sentence: note,
    heads: onPage(spec).map(column => headOf(column, query, href)),
    rows: found.rows.map(row => ({
      cells: onPage(spec).map(column => cellOf(column, row)),
      on: spec.chosen?.(row) ?? false,
    })),
    fields: (spec.filters ?? []).map(filter => fieldOf(filter, query.filters[filter.key] ?? [])),
    chosen,
    chosenCount: chosen.reduce((sum, each) => sum + each.values.length, 0),
    clear: href(clearing(spec)),
    changed,
    hidden: hiddenOf(spec, query),
    sortHidden: sortHiddenOf(spec, query),
    sorts: sortsOf(spec, query, found.rows),
    csv:
      spec.csv === false
        ? ''
        : (spec.csv ?? `${spec.path}.csv`) + queryText(spec, { ...query, page: 1, size: spec.size ?? 50 }),
    links: [...(spec.links ?? [])],
    shown: shownWords(spec, query, found, page),
    paging: pagingOf(query, found.total, page, href),
    sizes:
      found.total > sizes[0]
        ? sizes.map(size => ({ text: whole(size), href: href({ size }), current: size === query.size }))
        : [],
    empty: found.total > 0 ? null : emptyOf(spec, changed, href(clearing(spec))),
  }
}

function emptyOf<R>(spec: ListSpec<R>, filtered: boolean, clear: string): List['empty'] {
  if (!filtered) return { ...spec.empty, links: spec.empty.links ?? [] }
  return {
    title: `No ${spec.noun[1]} match what you chose.`,
    text: 'Take a filter away, or clear them all.',
    links: [{ text: 'Clear the filters', href: clear }],
  }
}
