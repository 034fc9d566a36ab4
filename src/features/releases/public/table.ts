import { rateText } from '../../../lib/charts/index.ts'
import { dayWords, isDay, monthWords } from '../../../lib/dates.ts'
import { decimal, whole } from '../../../lib/words.ts'
import { type Cell, type Column, hidden, type PublishedItem, type Table } from '../contract.ts'
import { drawn } from './drawn.ts'
import { type TrendView, trendView } from './trend.ts'

/** A table ready for the page: what people read, and where all of it can be had. */
export interface TableView {
  id: string
  caption: string
  heads: string[]
  rows: string[][]
  textColumns: number[]
  /** What stands under it: hidden numbers, rounding, how many rows there are. */
  notes: string[]
  files: { caption: string; csv: string; metadata: string }[]
  /** Its picture, drawn from the same cells; empty where it has none. */
  svg: string
  /** The line of months or quarters that it is drawn as. */
  trend: TrendView | undefined
}

/** Rows of one table on a page; the rest is in its CSV. */
export const rowsOnPage = 60

/** Address of a table, without its ending. */
export const tableAddress = (item: Pick<PublishedItem, 'slug'>, position: number, table: Pick<Table, 'id'>): string =>
  `/api/v1/releases/${item.slug}/tables/${position + 1}-${table.id}`

export function tableView(item: PublishedItem, position: number, table: Table, most = rowsOnPage): TableView {
  const address = tableAddress(item, position, table)
  const shown = table.columns
    .map((column, i) => ({ column, i }))
    .filter(({ column, i }) => !isConstantCode(table, column, i))
  return {
    id: `${position + 1}-${table.id}`,
    caption: table.caption,
    heads: shown.map(({ column }) => headOf(column)),
    rows: table.rows.slice(0, most).map(row => shown.map(({ column, i }) => cellWords(column, row[i] ?? null))),
    textColumns: shown.flatMap(({ column }, i) => (isWords(column) ? [i] : [])),
    notes: notesOf(table, most),
    files: [{ caption: table.caption, csv: `${address}.csv`, metadata: `${address}.csv-metadata.json` }],
    svg: drawn(table),
    trend: trendView(table, `${position + 1}-${table.id}`),
  }
}

const isWords = ({ role }: Column) => role === 'place' || role === 'period' || role === 'group' || role === 'words'

/** A code beside the name of the same place is for machines: it is in the CSV. */
const isConstantCode = (table: Table, column: Column, i: number): boolean =>
  (column.role === 'place' && (table.trend !== undefined || table.columns.some(({ role }) => role === 'words'))) ||
  (column.role === 'period' && new Set(table.rows.map(row => row[i])).size === 1 && table.rows.length > 1)

const headOf = (column: Column): string =>
  'unit' in column && !column.title.toLowerCase().includes(column.unit.toLowerCase())
    ? `${column.title} (${column.unit})`
    : column.title

/** Rates have one decimal and small ones two figures; shares one decimal. The CSV has four figures. */
const rates = new Set<Column['role']>(['rate', 'lower', 'upper'])

export function cellWords(column: Column, cell: Cell): string {
  if (cell === null) return 'not known'
  if (column.role === 'period' && typeof cell === 'string') return periodWords(cell)
  if (typeof cell === 'string') return cell
  if (rates.has(column.role)) return rateText(cell)
  if (column.role === 'share') return decimal(cell, 1)
  return Number.isInteger(cell) ? whole(cell) : cell.toLocaleString('en-GB', { maximumSignificantDigits: 4 })
}

export function periodWords(period: string): string {
  const [from = '', to] = period.split('/')
  const words = (part: string) => (/^\d{4}-\d{2}$/.test(part) ? monthWords(part) : isDay(part) ? dayWords(part) : part)
  return to ? `${words(from)} to ${words(to)}` : words(from)
}

function notesOf(table: Table, most: number): string[] {
  const cells = table.rows.flat()
  const isSensitive = table.columns.some(
    column => (column.role === 'count' && column.sensitive) || (column.role === 'group' && column.protected),
  )
  return [
    ...(table.note ? [table.note] : []),
    ...(cells.includes(hidden)
      ? [
          `${hidden}: hidden, so that nobody can be recognised. Counts under ${isSensitive ? 10 : 5} are hidden, and some others so that those cannot be worked out. Rates need 10.`,
        ]
      : []),
    ...(table.rows.length > most ? [`The first ${most} of ${whole(table.rows.length)} rows. The CSV holds all.`] : []),
  ]
}
