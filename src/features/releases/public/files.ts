// The figures of a whole release as files: the tables as they were released, and nothing else.
import { dayWords } from '../../../lib/dates.ts'
import { odsFile, type Sheet } from '../../../platform/ods.ts'
import { type Cell, hidden, type PublishedItem, type Table } from '../contract.ts'
import type { Edition } from '../schemas.ts'
import { figureColumns, figureRows, remark, sourcesOf } from './figure-rows.ts'
import { noteColumns, notesOf } from './notes.ts'
import { periodWords } from './table.ts'

export const fileName = ({ slug, edition }: Edition): string => `${slug}-edition-${edition}`

const odsCell = (cell: Cell) => cell ?? 'not known'

function sheetOf(item: PublishedItem, table: Table, note: number | undefined): Sheet {
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
      ...(note === undefined ? [] : [[`Read it with note ${note} of the sheet “Notes”.`]]),
      [`Source: ${sourcesOf(item, table)}`],
      [`Licence: ${table.licence ?? item.licence}`],
    ],
  }
}

/** A sheet about the release, its notes, every figure a row for programs, and a sheet a table for readers. */
export function figuresOds(edition: Edition, items: readonly PublishedItem[]): Buffer {
  const notes = notesOf(items)
  const figures = figureRows(items).map(row => row.map(cell => cell ?? ''))
  return odsFile([
    {
      name: 'About',
      rows: [
        [edition.title],
        [`Published ${dayWords(edition.publishedOn ?? '')}, edition ${edition.edition}`],
        ...items.map(item => [item.title, item.period]),
        [`Seal of this edition (SHA-256): ${edition.sha256 ?? ''}`],
      ],
    },
    { name: 'Notes', rows: [noteColumns, ...notes.rows] },
    { name: 'Figures', rows: [figureColumns, ...figures] },
    ...items.flatMap(item => item.tables.map(table => sheetOf(item, table, notes.numbers.get(table.note ?? '')))),
  ])
}
