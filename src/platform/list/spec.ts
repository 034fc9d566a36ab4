/** What a cell is before it is written: sorted, filtered and put in the CSV as it stands. Null is not known. */
export type Value = string | number | boolean | null | undefined

export interface Column<R> {
  /** The word in the address and the head of the CSV's column. */
  key: string
  title: string
  /** Shorter heading for the card a row becomes on a phone. */
  short?: string
  value: (row: R) => Value
  /** Words for the page; otherwise the value, with commas in numbers. */
  text?: (row: R) => string
  /** Safe markup for the page: marks, links, charts. */
  html?: (row: R) => string
  /** Safe markup under the heading: a chart's axis. */
  headHtml?: string
  numeric?: boolean
  /** Sorted by a number, though its cell is a picture or words: the order is said as of numbers. */
  sortsNumbers?: boolean
  sortable?: boolean
  /** The one way to sort by it, in the words of the choice: "Rising and falling first". For an order that is neither of letters nor of size. */
  sortWords?: string
  /** The row's own name: a heading cell. One column of a list should be. */
  head?: boolean
  /** Only in the CSV, such as both ends of an interval. */
  csvOnly?: boolean
  /** Only on the page. */
  pageOnly?: boolean
}

export interface Option {
  value: string
  text: string
}

interface FilterBase<R> {
  key: string
  title: string
  hint?: string
  /** Whether a row passes. Otherwise the column of the same key is compared. Not needed when SQL filters. */
  match?: (row: R, values: readonly string[]) => boolean
}
/** `search`: words. `choice`: one of a list. `many`: any of a list. `number`: a threshold. `initial` holds until another is chosen. */
export type Filter<R> = FilterBase<R> &
  (
    | { kind: 'search' }
    | { kind: 'choice'; options: readonly Option[]; initial?: string; any?: string }
    | { kind: 'many'; options: readonly Option[]; initial?: readonly string[] }
    | { kind: 'number'; min: number; max: number; initial?: number; suffix?: string }
  )

export type Dir = 'asc' | 'desc'

export interface Empty {
  /** What is missing. */
  title: string
  /** What that means and what to do. */
  text: string
  links?: readonly { text: string; href: string }[]
}

/** All that makes a list: written once beside a room's views. */
export interface ListSpec<R> {
  path: string
  /** Id of the part of a long page that holds the list, so that sorting comes back to it. */
  anchor?: string
  noun: readonly [one: string, many: string]
  /** The table's name for those who cannot see the heading above it. */
  caption: string
  columns: readonly Column<R>[]
  filters?: readonly Filter<R>[]
  /** Otherwise the first sortable column, from its natural end. */
  sort?: { key: string; dir: Dir }
  /** Rows on a page: 50 unless said. */
  size?: number
  /** Address of the CSV: `path` + `.csv` unless said; false when there is none. */
  csv?: string | false
  /** More links above the table: how it is made. */
  links?: readonly { text: string; href: string }[]
  empty: Empty
  /** Other words of the address to keep while sorting, filtering and paging. */
  keep?: readonly string[]
  /** The row to point out. */
  chosen?: (row: R) => boolean
}

export const sizes = [25, 50, 100] as const

/** Gives a list its type. */
export const defineList = <R>(spec: ListSpec<R>): ListSpec<R> => spec
