// The figures of a release as rows, one a figure, for programs: numbers as numbers, months as months. Pure.
import { type Figured, figuredOf, numberCells, numberColumns, periodCode } from '../../../lib/figure-words.ts'
import { type Cell, type Column, hidden, type PublishedItem, type Table } from '../contract.ts'
import { notesOf } from './notes.ts'

export const figureColumns = [
  'item',
  'table',
  'measure',
  'figure',
  'place_code',
  'place',
  'group',
  'period',
  ...numberColumns,
  'remark',
  'as_shown',
  'note',
  'source',
  'licence',
]

/** What a figure says of itself; the rest of its row is the same for its whole table. */
interface Figure extends Figured {
  figure: string
  /** As a page says it, where it was written out in words. */
  shown?: string
}

export const remark = (cell: Cell): string =>
  cell === hidden ? 'hidden, so that nobody can be recognised' : cell === null ? 'not known' : ''

export const sourcesOf = (item: PublishedItem, table: Table): string =>
  (table.sources ?? item.sources).map(({ title, custodian }) => `${title}, ${custodian}`).join('; ')

/** One row a figure: a rate stands with its count, its denominator and both ends of its interval. */
export function figureRows(items: readonly PublishedItem[]): Cell[][] {
  const { numbers } = notesOf(items)
  const names = new Map(items.flatMap(({ tables }) => tables.flatMap(namedIn)))
  return items.flatMap(item =>
    item.tables.flatMap(table => {
      const counted = item.tables.find(({ id }) => id === table.restsOn?.[0]) ?? table
      const about = { item, table, measure: measureOf(counted, names), note: numbers.get(table.note ?? '') ?? null }
      return table.rows.flatMap(row => rowsOf(about, row))
    }),
  )
}

const countOf = ({ columns }: Table) => columns.find(({ role }) => role === 'count')
const namedIn = (table: Table): [string, string][] => {
  const count = countOf(table)
  return count?.role === 'count' && table.name !== undefined ? [[count.counts, table.name]] : []
}
/** What is counted: by its name where some table of the release says it. */
function measureOf(table: Table, names: ReadonlyMap<string, string>): string {
  const count = countOf(table)
  return table.name ?? (count?.role === 'count' ? (names.get(count.counts) ?? count.counts) : '')
}

interface About {
  item: PublishedItem
  table: Table
  measure: string
  note: Cell
}

function rowsOf({ item, table, measure, note }: About, row: readonly Cell[]): Cell[][] {
  const of = (role: Column['role']) =>
    table.columns.flatMap((column, i) => (column.role === role ? [String(row[i] ?? '')] : [])).join(', ')
  const figures = countedIn(table, row)
  const worked = figures.length === 0
  const period = of('period') || (worked ? cellOf(table, row, 'period') : null) || item.period
  return (worked ? [wordsIn(table, row)] : figures).map(each => [
    item.title,
    table.caption,
    measure,
    each.figure,
    of('place'),
    worked ? '' : of('words'),
    of('group'),
    periodCode(String(period)),
    ...numberCells(each),
    remark(each.value),
    each.shown ?? '',
    note,
    sourcesOf(item, table),
    table.licence ?? item.licence,
  ])
}

const cellOf = ({ columns }: Table, row: readonly Cell[], key: string): Cell =>
  row[columns.findIndex(column => column.key === key)] ?? null
const unitOf = (table: Table, key: string): string => {
  const column = table.columns.find(each => each.key === key)
  return column && 'unit' in column ? column.unit : ''
}

/** Counts, rates, shares and other numbers of a row. What a rate or share is of, and its ends, stand on its own row. */
function countedIn(table: Table, row: readonly Cell[]): Figure[] {
  const of = (key: string) => cellOf(table, row, key)
  const used = new Set(table.columns.flatMap(column => (column.role === 'rate' ? [column.denominator] : [])))
  return table.columns.flatMap((column, i): Figure[] => {
    const own = { figure: column.title, value: row[i] ?? null }
    if (column.role === 'count') return [{ ...own, unit: column.unit, count: own.value }]
    if (column.role === 'number') return [{ ...own, unit: column.unit }]
    if (column.role === 'denominator') return used.has(column.key) ? [] : [{ ...own, unit: column.unit }]
    const base = (key: string) => ({ denominator: of(key), denominatorUnit: unitOf(table, key) })
    if (column.role === 'share') return [{ ...own, unit: 'percent', count: of(column.count), ...base(column.of) }]
    if (column.role !== 'rate') return []
    const counted = { unit: column.unit, count: of(column.count), ...base(column.denominator) }
    return [{ ...own, ...counted, ...endsOf(table, row, column.key) }]
  })
}

function endsOf({ columns }: Table, row: readonly Cell[], rate: string): Partial<Figure> {
  const at = (role: 'lower' | 'upper') => row[columns.findIndex(each => each.role === role && each.of === rate)] ?? null
  return at('lower') === null ? {} : { lower: at('lower'), upper: at('upper'), interval: '95% interval' }
}

/** A row of words: what a figure was worked out to, taken apart, with the words as a page shows them beside it. */
function wordsIn(table: Table, row: readonly Cell[]): Figure {
  const [name, ...rest] = row
  const figure = String(name ?? '')
  if (rest.includes(hidden)) return { figure, value: hidden, unit: '' }
  const said = (key: string) => String(cellOf(table, row, key) ?? '')
  const found = figuredOf({ value: said('value'), count: said('count'), of: said('of'), interval: said('interval') })
  const shown = rest.filter(Boolean).join('; ')
  return { ...found, figure, value: found.value === '' ? shown : found.value, shown }
}
