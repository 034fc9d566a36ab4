// The figures of a whole release as one file: the tables as they were released, and nothing else.
import { dayWords } from '../../../lib/dates.ts'
import { odsFile, type Sheet } from '../../../platform/ods.ts'
import { type Cell, type Column, hidden, type PublishedItem, type Table } from '../contract.ts'
import type { Edition } from '../schemas.ts'
import { periodWords } from './table.ts'

export const figureColumns = [
  'item',
  'table',
  'place_code',
  'place',
  'period',
  'group',
  'figure',
  'unit',
  'value',
  'remark',
  'note',
  'source',
  'licence',
]

export const fileName = ({ slug, edition }: Edition): string => `${slug}-edition-${edition}`

const remark = (cell: Cell): string =>
  cell === hidden ? 'hidden, so that nobody can be recognised' : cell === null ? 'not known' : ''

const sourcesOf = (item: PublishedItem, table: Table): string =>
  (table.sources ?? item.sources).map(({ title, custodian }) => `${title}, ${custodian}`).join('; ')

const isFigure = ({ role }: Column) => !['place', 'period', 'group', 'words'].includes(role)
const unitOf = (column: Column, table: Table): string => {
  if ('unit' in column) return column.unit
  const of = 'of' in column ? table.columns.find(({ key }) => key === column.of) : undefined
  return column.role === 'share' ? 'percent' : of && 'unit' in of ? of.unit : ''
}

/** One line a figure. */
export const figureRows = (items: readonly PublishedItem[]): Cell[][] =>
  items.flatMap(item => item.tables.flatMap(table => table.rows.flatMap(row => linesOf(item, table, row))))

function linesOf(item: PublishedItem, table: Table, row: readonly Cell[]): Cell[][] {
  const of = (role: Column['role']) =>
    table.columns.flatMap((column, i) => (column.role === role ? [String(row[i] ?? '')] : [])).join(', ')
  const head = [item.title, table.caption, of('place'), of('words'), of('period') || item.period, of('group')]
  const end = [table.note ?? '', sourcesOf(item, table), table.licence ?? item.licence]
  const figures = table.columns.flatMap((column, i) =>
    isFigure(column)
      ? [[...head, column.title, unitOf(column, table), row[i] ?? null, remark(row[i] ?? null), ...end]]
      : [],
  )
  if (figures.length > 0) return figures
  // A table of words: what its figures are worked out to.
  const [name = null, ...rest] = row
  const said = rest.includes(hidden) ? hidden : rest.filter(Boolean).join('; ')
  return [[item.title, table.caption, '', '', item.period, '', name, '', said, remark(said), ...end]]
}

const odsCell = (cell: Cell) => cell ?? 'not known'

function sheetOf(item: PublishedItem, table: Table): Sheet {
  const heads = table.columns.map(column => ('unit' in column ? `${column.title} (${column.unit})` : column.title))
  const rows = table.rows.map(row =>
    row.map((cell, i) =>
      table.columns[i]?.role === 'period' && typeof cell === 'string' ? periodWords(cell) : odsCell(cell),
    ),
  )
  const isHidden = table.rows.some(row => row.includes(hidden))
  return {
    name: table.name ?? table.caption,
    rows: [
      [table.caption],
      heads,
      ...rows,
      [],
      ...(isHidden ? [[`${hidden}: ${remark(hidden)}`]] : []),
      ...(table.note ? [[table.note]] : []),
      [`Source: ${sourcesOf(item, table)}`],
      [`Licence: ${table.licence ?? item.licence}`],
    ],
  }
}

/** A sheet about the release, and one a table. */
export const figuresOds = (edition: Edition, items: readonly PublishedItem[]): Buffer =>
  odsFile([
    {
      name: 'About',
      rows: [
        [edition.title],
        [`Published ${dayWords(edition.publishedOn ?? '')}, edition ${edition.edition}`],
        ...items.map(item => [item.title, item.period]),
        [`Seal of this edition (SHA-256): ${edition.sha256 ?? ''}`],
      ],
    },
    ...items.flatMap(item => item.tables.map(table => sheetOf(item, table))),
  ])
