// DuckDB in memory, for reading files at full speed. It keeps nothing: every reader opens its own and closes it.
import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'
import type { Reject, SafeFile } from './format.ts'

export interface Duck {
  run(text: string): Promise<void>
  /** All rows as arrays of plain values: numbers, texts, nulls. Whole numbers beyond 2^53 do not occur here. */
  rows(text: string): Promise<Plain[][]>
  /** The same in chunks of about 2,000 rows, as columns, so that a large answer is never whole in memory. */
  chunks(text: string): AsyncIterable<Plain[][]>
  close(): void
}

export type Plain = string | number | boolean | null

const plain = (value: DuckDBValue): Plain =>
  typeof value === 'bigint'
    ? Number(value)
    : value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? value
      : String(value)

/** Opens a database in memory: two threads, 700 MB, nothing fetched from anywhere. */
export async function openDuck(): Promise<Duck> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: '700MB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  return {
    run: async text => {
      await connection.run(text)
    },
    rows: async text => (await connection.runAndReadAll(text)).getRows().map(row => row.map(plain)),
    chunks: text => stream(connection, text),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

async function* stream(
  connection: Awaited<ReturnType<DuckDBInstance['connect']>>,
  text: string,
): AsyncIterable<Plain[][]> {
  const result = await connection.stream(text)
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
    yield chunk.getColumns().map(column => column.map(plain))
}

/** A text as an SQL literal. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Which columns to read, by their place in the headings, and what they hold. A number that is none rejects its line. */
export type Columns = ReadonlyMap<number, 'text' | 'number'>

/**
 * Reads a CSV into the table `file`: columns `c0`, `c1` … by their place in the headings; the row's number is its `rowid`.
 * Lines that do not fit are rejected with their line, field and reason. Headings never become part of the SQL.
 */
export async function readTable(duck: Duck, file: SafeFile, columns: Columns): Promise<Reject[]> {
  const typeOf = (i: number) => (columns.get(i) === 'number' ? 'DOUBLE' : 'VARCHAR')
  const types = file.headings.map((_, i) => `'c${i}': '${typeOf(i)}'`).join(', ')
  await duck.run(`
    create table file as select ${[...columns.keys()].map(i => `c${i}`).join(', ')}
    from read_csv(${quoted(file.path)}, columns = {${types}}, header = true, auto_detect = false, delim = ${quoted(file.delimiter)},
      quote = '"', escape = '"', store_rejects = true, rejects_limit = 0, strict_mode = true)`)
  const found = await duck.rows(`
    select line, any_value(error_type::varchar), any_value(coalesce(column_name, '')), any_value(left(coalesce(csv_line, ''), 200))
    from reject_errors group by line order by line`)
  return found.map(([line, kind, column, text]) => {
    const at = Number(String(column).slice(1))
    const field = column === '' ? '' : (file.headings[at] ?? '')
    return { line: Number(line), field, value: String(text), ...whyRejected(String(kind)) }
  })
}

function whyRejected(kind: string): { reason: string; remedy: string } {
  if (kind === 'MISSING COLUMNS')
    return {
      reason: 'The line has fewer columns than the heading',
      remedy: 'Put the missing cells in; an empty cell is fine.',
    }
  if (kind === 'TOO MANY COLUMNS')
    return {
      reason: 'The line has more columns than the heading',
      remedy: 'Put quotation marks round a cell that holds the delimiter.',
    }
  if (kind === 'UNQUOTED VALUE')
    return {
      reason: 'A quotation mark in the line is not closed',
      remedy: 'Close it, or double it inside a quoted cell.',
    }
  if (kind === 'CAST')
    return {
      reason: 'A cell that should be a number is not',
      remedy: 'Write plain numbers: no formula, no words, no thousands commas; leave an unknown cell empty.',
    }
  return { reason: `The line cannot be read (${kind.toLowerCase()})`, remedy: 'Check the line in a text editor.' }
}

/** The line of the file on which a row stands, given the lines the reader skipped: blank ones and rejected ones (both ascending). */
export function lineOf(row: number, skipped: readonly number[]): number {
  let line = row + 1
  for (const one of skipped) {
    if (one > line) break
    line++
  }
  return line
}
