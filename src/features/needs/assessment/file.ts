// The figures of an edition as rows, in the form of a release's files: for CSVs, and for a spreadsheet with every table on a sheet of its own. Pure.
import { dayWords } from '../../../lib/dates.ts'
import { figuredOf, figuresIn, numberCells, numberColumns, periodCode } from '../../../lib/figure-words.ts'
import type { Sheet } from '../../../platform/ods.ts'
import { cellOf } from '../analyses/cells.ts'
import { blocksOf } from './rules.ts'
import type { Drawn, Edition, EditionLine, Said } from './schemas.ts'

type Cell = string | number | null

export const figureColumns = [
  'chapter',
  'part',
  'figure',
  'period',
  ...numberColumns,
  'as_shown',
  'note',
  'source',
  'method',
]

/** One row a figure: numbers as numbers, months as months, and its words as the page shows them. */
export function figureRows(drawn: Drawn): Cell[][] {
  const numbers = numbersOf(drawn)
  return drawn.chapters.flatMap(({ title, blocks }) =>
    blocks.flatMap(block =>
      block.figures.flatMap(figure =>
        cellsOf(figure).map(cells => [
          title,
          block.title,
          ...cells,
          noteCell(block, numbers),
          block.source,
          block.method,
        ]),
      ),
    ),
  )
}

/** A figure from its name to how it is shown; its rate, where it has one, after it. */
function cellsOf({ label, value, count, denominator, period, interval }: Said['figures'][number]): Cell[][] {
  const shown = [value, count, denominator, interval].filter(Boolean).join('; ')
  return figuresIn({ value, count, of: denominator, interval }).map((each, i) => [
    i === 0 ? label : `${label}: rate`,
    periodCode(period),
    ...numberCells(figuredOf(each)),
    shown,
  ])
}

export const noteColumns = ['note', 'text']

/** What must be read with the figures, each said once: a row of figures names its notes by number, "1; 4". */
export const noteRows = (drawn: Drawn): [number, string][] =>
  [...numbersOf(drawn)].map(([text, number]) => [number, text])

type Numbers = ReadonlyMap<string, number>
const isWithFigures = ({ figures, table }: Said): boolean => figures.length > 0 || table !== undefined
const numbersOf = (drawn: Drawn): Numbers =>
  new Map(
    [...new Set(blocksOf(drawn).flatMap(block => (isWithFigures(block) ? block.notes : [])))].map((text, i) => [
      text,
      i + 1,
    ]),
  )
const noteCell = ({ notes }: Said, numbers: Numbers): string => notes.map(text => numbers.get(text)).join('; ')

export const sheets = ({ content, title, number, frozenOn }: Edition): Sheet[] => [
  { name: 'About', rows: about({ title, number, frozenOn }) },
  { name: 'Notes', rows: [noteColumns, ...noteRows(content)] },
  { name: 'Figures', rows: [figureColumns, ...figureRows(content).map(row => row.map(cell => cell ?? ''))] },
  ...blocksOf(content).flatMap(block => sheetOf(block, numbersOf(content))),
]

function sheetOf(block: Said, numbers: Numbers): Sheet[] {
  const { title, table, source, notes } = block
  if (!table) return []
  const read = notes.length === 0 ? [] : [[`Read it with the notes of the sheet “Notes”: ${noteCell(block, numbers)}`]]
  const rows = table.rows.map(row => row.map(cellOf))
  return [{ name: title, rows: [[table.caption], table.head, ...rows, [], ...read, [`Source: ${source}`]] }]
}

const about = ({ title, number, frozenOn }: Pick<EditionLine, 'title' | 'number' | 'frozenOn'>): string[][] => [
  [`${title}, edition ${number}`],
  [`Frozen on ${dayWords(frozenOn)}. Figures as they stood that day; small numbers are hidden.`],
  ['Restricted: for people in the partnership. Do not share figures that are not in a release.'],
]
