// The tables of an item as its page prints them: several of a row or two each stand as one, a row for each thing counted and each time; lines last. Pure.
import type { Cell, Column, PublishedItem, Table } from '../contract.ts'
import { cellWords, type TableView, tableView } from './table.ts'

export function tablesOf(item: PublishedItem, position: number, most?: number): TableView[] {
  const view = (table: Table) => tableView(item, position, table, most)
  const lines = item.tables.filter(({ trend }) => trend).map(view)
  const plain = item.tables.filter(({ trend }) => !trend)
  const rows = plain.flatMap(linesOf)
  if (plain.length < 2 || plain.some(table => linesOf(table).length === 0)) return [...plain.map(view), ...lines]
  return [join(plain.map(view), rows), ...lines]
}

/** One measure at one place: its name, where, when, and its numbers in words. */
interface Line {
  name: string
  where: string
  when: string
  numbers: [many: string, residents: string, rate: string, interval: string]
}

/** This year, or the year before and this one. */
const mostRows = 2

const linesOf = (table: Table): Line[] =>
  table.rows.length > mostRows ? [] : table.rows.flatMap(row => lineOf(table, row) ?? [])

function lineOf(table: Table, row: readonly Cell[]): Line | undefined {
  if (table.name === undefined) return undefined
  const of = (role: Column['role']): string | undefined => {
    const at = table.columns.findIndex(column => column.role === role)
    const column = table.columns[at]
    return column && cellWords(column, row[at] ?? null)
  }
  const unit = (role: 'count' | 'rate') => table.columns.find(column => column.role === role)
  const many = of('count')
  if (many === undefined) return undefined
  const [lower, upper] = [of('lower'), of('upper')]
  return {
    name: table.name,
    where: of('words') ?? '',
    when: of('period') ?? '',
    numbers: [
      withUnit(many, unit('count'), row[table.columns.findIndex(({ role }) => role === 'count')]),
      of('denominator') ?? 'none',
      withUnit(of('rate') ?? 'none', unit('rate'), row[table.columns.findIndex(({ role }) => role === 'rate')]),
      lower && upper && lower !== upper ? `${lower} to ${upper}` : (lower ?? 'none'),
    ],
  }
}

const withUnit = (words: string, column: Column | undefined, cell: Cell | undefined): string =>
  typeof cell === 'number' && column && 'unit' in column ? `${words} ${column.unit}` : words

function join(views: readonly TableView[], lines: readonly Line[]): TableView {
  const differ = (key: 'where' | 'when') => new Set(lines.map(line => line[key])).size > 1
  const [where, when] = [differ('where'), differ('when')]
  const [first] = lines
  const heads = [...(where ? ['Where'] : []), ...(when ? ['Period'] : [])]
  return {
    id: 'together',
    caption: ['What was recorded', where ? '' : first?.where, when ? '' : first?.when].filter(Boolean).join(', '),
    heads: ['What', ...heads, 'How many', 'Residents', 'Rate', 'Interval'],
    rows: lines.map(line => [line.name, ...(where ? [line.where] : []), ...(when ? [line.when] : []), ...line.numbers]),
    textColumns: heads.map((_, i) => i + 1),
    notes: notesOf(views, lines),
    files: views.flatMap(({ files }) => files),
    svg: '',
    trend: undefined,
  }
}

/** What each measure means, then what is said of several once. */
function notesOf(views: readonly TableView[], lines: readonly Line[]): string[] {
  const all = views.flatMap(({ notes }) => notes)
  const shared = new Set(all.filter((note, i) => all.indexOf(note) !== i))
  const names = [...new Set(lines.map(({ name }) => name))]
  const own = views.flatMap(({ notes }, i) =>
    notes.filter(note => !shared.has(note)).map(note => `${names[i] ?? ''}: ${note}`),
  )
  return [
    ...own,
    ...shared,
    'Interval: 95 times in 100 the true rate lies between these two, if only chance is at work.',
  ]
}
