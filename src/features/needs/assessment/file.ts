// The figures of an edition as rows: for a CSV, and for a spreadsheet with every table on a sheet of its own.
import { dayWords } from '../../../lib/dates.ts'
import type { Sheet } from '../../../platform/ods.ts'
import { cellOf, plainCell } from '../analyses/cells.ts'
import { blocksOf } from './rules.ts'
import type { Drawn, Edition, EditionLine } from './schemas.ts'

export const figureColumns = [
  'chapter',
  'part',
  'figure',
  'value',
  'count',
  'denominator',
  'period',
  'interval',
  'source',
  'method',
  'notes',
]

export const figureRows = (drawn: Drawn): string[][] =>
  drawn.chapters.flatMap(({ title, blocks }) =>
    blocks.flatMap(block =>
      block.figures.map(({ label, value, count, denominator, period, interval }) => [
        title,
        block.title,
        label,
        value,
        plainCell(count),
        denominator,
        period,
        interval,
        block.source,
        block.method,
        block.notes.join(' '),
      ]),
    ),
  )

export const sheets = ({ content, title, number, frozenOn }: Edition): Sheet[] => [
  { name: 'About', rows: about({ title, number, frozenOn }) },
  { name: 'Figures', rows: [figureColumns, ...figureRows(content).map(row => row.map(cellOf))] },
  ...blocksOf(content).flatMap(({ title, table, source, notes }) =>
    table
      ? [
          {
            name: title,
            rows: [
              [table.caption],
              table.head,
              ...table.rows.map(row => row.map(cellOf)),
              [],
              [`Source: ${source}`],
              ...notes.map(note => [note]),
            ],
          },
        ]
      : [],
  ),
]

const about = ({ title, number, frozenOn }: Pick<EditionLine, 'title' | 'number' | 'frozenOn'>): string[][] => [
  [`${title}, edition ${number}`],
  [`Frozen on ${dayWords(frozenOn)}. Figures as they stood that day; small numbers are hidden.`],
  ['Restricted: for people in the partnership. Do not share figures that are not in a release.'],
]
