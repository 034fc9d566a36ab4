// A spreadsheet's text as lines of known columns; what cannot be read is told with its line, its column and a remedy. Pure.
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { sniffDelimiter } from '../../../../platform/files/head.ts'
import { lookForPeople } from '../../../../platform/files/index.ts'
import { type Column, columnFor, columns } from './columns.ts'

/** Line 0: the file as a whole. */
export interface Wrong {
  line: number
  column: string
  text: string
}

export interface Line {
  /** As a spreadsheet counts: the heading is line 1. */
  line: number
  /** What was typed, by the key of its column; empty cells are left out. */
  cells: ReadonlyMap<string, string>
}

export interface Table {
  lines: Line[]
  wrongs: Wrong[]
  /** The line of the template that shows how: never taken. */
  examples: number
}

export const mostLines = 500
const longestCell = 5_000
const Rows = z.array(z.array(z.string()))

const nothing = (text: string): Table => ({ lines: [], wrongs: [{ line: 0, column: '', text }], examples: 0 })

export function readTable(text: string): Table {
  // A page that sends the text again ends its lines as the web does: both must read alike.
  const rows = rowsOf(text.replace(/\r\n?/g, '\n'))
  if (!rows)
    return nothing(
      'This cannot be read as CSV. Look for a quotation mark that is not closed, or save it again as “CSV UTF-8”',
    )
  const [heading = [], ...rest] = rows
  const people = lookForPeople(
    heading,
    rest,
    heading.filter(name => columnFor(name)),
  )
  if (people)
    return nothing(`The column “${people.field}” holds ${people.why}. Take it out: Upstream keeps no record of people`)
  const wrongs = headingWrongs(heading)
  const lines = rest.map((row, i) => lineOf(heading, row, i + 2)).filter(({ cells }) => cells.size > 0)
  const real = lines.filter(({ cells }) => cells.get('reference')?.toLowerCase() !== 'example')
  if (real.length > mostLines) wrongs.push(whole(`There are more than ${mostLines} lines. Send them in parts`))
  if (real.length === 0) wrongs.push(whole('There are no lines below the heading. Add one for each entry'))
  const long = real.flatMap(({ line, cells }) =>
    [...cells]
      .filter(([, cell]) => cell.length > longestCell)
      .map(([key]) => ({ line, column: key, text: 'This is too long' })),
  )
  const beyond = rest.flatMap((row, i) =>
    row.slice(heading.length).some(cell => cell.trim() !== '')
      ? [
          {
            line: i + 2,
            column: '',
            text: 'There are more cells than headings. Put quotation marks around text with commas in it',
          },
        ]
      : [],
  )
  return { lines: real, wrongs: [...wrongs, ...beyond, ...long], examples: lines.length - real.length }
}

const whole = (text: string): Wrong => ({ line: 0, column: '', text })

function rowsOf(text: string): string[][] | undefined {
  const delimiter = sniffDelimiter(
    text
      .replace(/^\uFEFF/, '')
      .split('\n')
      .slice(0, 1),
  )
  try {
    const found = Rows.safeParse(parse(text, { bom: true, delimiter, relax_column_count: true, trim: true }))
    return found.success && found.data.length > 0 ? found.data : undefined
  } catch {
    return undefined
  }
}

const needed = ['name'] as const

function headingWrongs(heading: readonly string[]): Wrong[] {
  const found = heading.map(name => columnFor(name)?.key)
  const missing = needed.filter(key => !found.includes(key))
  if (missing.length > 0)
    return [whole('The first line has no heading “Name”. Keep the heading line of the template as it is')]
  return heading.flatMap((name, i) => {
    const key = found[i]
    if (key === undefined && name !== '') return [unknownHeading(name)]
    return key !== undefined && found.indexOf(key) < i
      ? [{ line: 1, column: name, text: 'This column is there twice. Take one out' }]
      : []
  })
}

const unknownHeading = (name: string): Wrong => {
  const like = columns.find(({ heading }) => heading.toLowerCase().slice(0, 4) === name.toLowerCase().slice(0, 4))
  return {
    line: 1,
    column: name.slice(0, 60),
    text: `We do not know this column. ${like ? `If you mean “${like.heading}”, write that; otherwise take` : 'Take'} it out`,
  }
}

// A quotation mark that a spreadsheet or our own template puts before what looks like a formula is not part of the words.
const bare = (cell: string): string => cell.replace(/^'(?=[=+\-@])/, '').trim()

const lineOf = (heading: readonly string[], row: readonly string[], line: number): Line => ({
  line,
  cells: new Map(
    heading.flatMap((name, i) => {
      const [column, cell]: [Column | undefined, string] = [columnFor(name), bare(row[i] ?? '')]
      return column && cell !== '' ? [[column.key, cell] as const] : []
    }),
  ),
})
