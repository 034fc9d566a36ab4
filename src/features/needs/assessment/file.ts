// The figures of an edition as rows: for a CSV, and for a spreadsheet with every table on a sheet of its own.
import { dayWords } from '../../../lib/dates.ts'
import type { Cell, Sheet } from '../../../platform/ods.ts'
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
        count,
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

const months = 'January February March April May June July August September October November December'.split(' ')
const twice = (n: number): string => String(n).padStart(2, '0')

/** What a cell of a table says, as a spreadsheet can count with it: a number, a share, a month or a day; words stay words. */
export function cellOf(text: string): Cell {
  if (/^[+−-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/.test(text)) return { number: plainOf(text), text }
  if (/^[+−-]?\d+(?:\.\d+)? ?%$/.test(text)) return { share: Number((plainOf(text) / 100).toFixed(6)), text }
  const [, day = '1', month = '', year = ''] = /^(?:(\d{1,2}) )?([A-Z][a-z]+) (\d{4})$/.exec(text) ?? []
  const at = months.indexOf(month)
  return at < 0 ? text : { day: `${year}-${twice(at + 1)}-${twice(Number(day))}`, text }
}

const plainOf = (text: string): number => Number(text.replace(/[,% +]/g, '').replace('−', '-'))

const about = ({ title, number, frozenOn }: Pick<EditionLine, 'title' | 'number' | 'frozenOn'>): string[][] => [
  [`${title}, edition ${number}`],
  [`Frozen on ${dayWords(frozenOn)}. Figures as they stood that day; small numbers are hidden.`],
  ['Restricted: for people in the partnership. Do not share figures that are not in a release.'],
]
