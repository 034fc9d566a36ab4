// DuckDB in memory, for reading files at full speed. It keeps nothing: every reader opens its own and closes it.
import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBValue,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api'
import type { Reject, SafeFile } from './format.ts'

export interface Duck {
  run(text: string): Promise<void>
  /** All rows as arrays of plain values: numbers, texts, nulls. Whole numbers beyond 2^53 do not occur here. */
  rows(text: string): Promise<Plain[][]>
  /** The same in chunks of about 2,000 rows, as columns, so that a large answer is never whole in memory. */
  chunks(text: string): AsyncIterable<Plain[][]>
  /** Makes a table from JavaScript values. */
  fill(table: string, columns: ColumnTypes, rows: readonly Plain[][]): Promise<void>
  close(): Promise<void>
}

export type ColumnTypes = Readonly<Record<string, 'varchar' | 'integer'>>
export type Plain = string | number | boolean | null

const plain = (value: DuckDBValue): Plain =>
  typeof value === 'bigint'
    ? Number(value)
    : value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? value
      : String(value)

/** Of all readers of the process together. */
const settings = {
  threads: '1', // the other core is the database's; most files are too small to be shared out
  memory_limit: '1GB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
}

// Starting DuckDB takes longer than reading a small file, so readers share one: each has a database of its own in it.
let engine: Promise<DuckDBInstance> | undefined
let readers = 0
let opened = 0

/** Opens a database in memory of its own; nothing is fetched from anywhere. The last to close ends DuckDB. */
export async function openDuck(): Promise<Duck> {
  readers++
  const name = `reader_${++opened}`
  try {
    engine ??= DuckDBInstance.create(':memory:', settings)
    const connection = await (await engine).connect()
    await connection.run(`attach ':memory:' as ${name}; use ${name}`)
    return duckOf(connection, name)
  } catch (error) {
    await leave()
    throw error
  }
}

function duckOf(connection: DuckDBConnection, name: string): Duck {
  let closing: Promise<void> | undefined
  const close = async () => {
    await connection.run(`use memory; detach ${name}`)
    connection.closeSync()
    await leave()
  }
  return {
    run: async text => {
      await connection.run(text)
    },
    rows: async text => (await connection.runAndReadAll(text)).getRows().map(row => row.map(plain)),
    chunks: text => stream(connection, text),
    fill: (table, columns, rows) => fill(connection, table, columns, rows),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

async function leave(): Promise<void> {
  readers--
  if (readers > 0) return
  const ended = engine
  engine = undefined
  ;(await ended)?.closeSync()
}

const chunkRows = 2_048 // DuckDB takes no more at once

async function fill(
  connection: DuckDBConnection,
  table: string,
  columns: ColumnTypes,
  rows: readonly Plain[][],
): Promise<void> {
  const spec = Object.entries(columns)
  await connection.run(`create table ${table} (${spec.map(([name, type]) => `${name} ${type}`).join(', ')})`)
  if (rows.length === 0) return
  const appender = await connection.createAppender(table)
  const types = spec.map(([, type]) => (type === 'integer' ? INTEGER : VARCHAR))
  for (let from = 0; from < rows.length; from += chunkRows) {
    const some = rows.slice(from, from + chunkRows)
    const chunk = DuckDBDataChunk.create(types, some.length)
    chunk.setColumns(types.map((_, at) => some.map(row => row[at] ?? null)))
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}

async function* stream(connection: DuckDBConnection, text: string): AsyncIterable<Plain[][]> {
  const result = await connection.stream(text)
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
    yield chunk.getColumns().map(column => column.map(plain))
}

/** A text as an SQL literal. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/**
 * Which columns to read, by their place in the headings, and what they hold. A number that is none rejects its line. Of columns only `compared`
 * no value is kept: all the columns of a row together leave a number of 64 bits, `alike`.
 */
export type Columns = ReadonlyMap<number, 'text' | 'number' | 'compared'>

/**
 * Reads a CSV into the table `file`: columns `c0`, `c1` … by their place in the headings; the row's number is its `rowid`.
 * Lines that do not fit are rejected with their line, field and reason. Headings never become part of the SQL.
 */
export async function readTable(duck: Duck, file: SafeFile, columns: Columns): Promise<Reject[]> {
  const typeOf = (i: number) => (columns.get(i) === 'number' ? 'DOUBLE' : 'VARCHAR')
  const types = file.headings.map((_, i) => `'c${i}': '${typeOf(i)}'`).join(', ')
  const kept = [...columns].flatMap(([i, holds]) => (holds === 'compared' ? [] : [`c${i}`]))
  const all = [...columns.keys()].map(i => `c${i}`)
  const alike = kept.length < all.length ? [`hash(${all.join(', ')}) as alike`] : []
  await duck.run(`
    create table file as select ${[...kept, ...alike].join(', ')}
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
