import { createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createGzip } from 'node:zlib'
import { z } from 'zod'
import { PlainError } from '../../lib/errors.ts'
import type { Db } from '../db.ts'
import { sql } from '../sql.ts'
import { batchBytes, type Header, type Trailer } from './format.ts'
import { quoted, readSequences, readTables, statement, type Table } from './shape.ts'

export interface Written {
  tables: number
  rows: number
  bytes: number
}

type Tell = (done: number, total: number, words: string) => void

/** Writes everything the database holds at one moment to a new file. Other clients of the embedded database wait meanwhile (decision 0005). */
export async function writeBackup(
  db: Db,
  file: string,
  about: { pack: string; madeAt: string },
  tell: Tell,
): Promise<Written> {
  if (existsSync(file))
    throw new PlainError(`The file ${file} exists already.`, 'Choose another name; a backup never replaces one.')
  const part = `${file}.part`
  try {
    const trailer = await db.transaction(tx => stream(tx, part, about, tell))
    renameSync(part, file)
    return { tables: trailer.tables, rows: trailer.rows, bytes: statSync(file).size }
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

async function stream(tx: Db, file: string, about: { pack: string; madeAt: string }, tell: Tell): Promise<Trailer> {
  await tx.run(sql`set transaction isolation level repeatable read, read only`)
  await tx.run(sql`set local datestyle to 'ISO, YMD'`)
  const tables = await readTables(tx)
  const trailer: Trailer = { complete: true, tables: tables.length, rows: 0, sequences: await readSequences(tx) }
  const header = await headerOf(tx, about)
  async function* content() {
    yield line(header)
    for (const [i, table] of tables.entries()) {
      tell(i, tables.length, 'Writing tables')
      yield line({ table })
      for await (const lines of rowsOf(tx, table)) {
        trailer.rows += lines.length
        yield `${lines.join('\n')}\n`
      }
    }
    yield line(trailer)
  }
  // Quick rather than small: on the embedded database everybody waits for this.
  const gzip = createGzip({ level: constants.Z_BEST_SPEED })
  await pipeline(Readable.from(content()), gzip, createWriteStream(file, { mode: 0o600, flags: 'w' }))
  return trailer
}

const line = (value: object) => `${JSON.stringify(value)}\n`

async function headerOf(tx: Db, about: { pack: string; madeAt: string }): Promise<Header> {
  const Facts = z.object({ engine: z.string(), migrations: z.array(z.string()) })
  const facts = await tx.one(
    Facts,
    sql`select version() as engine, array(select name from migrations order by name) as migrations`,
  )
  return { upstream: 'backup', format: 1, ...about, ...facts }
}

const Line = z.object({ line: z.string() })

/** A table's rows as JSON lines, some megabytes at a time through a cursor. */
async function* rowsOf(tx: Db, table: Table): AsyncGenerator<string[]> {
  const values = table.columns.map(column => `${quoted(column.name)}::text`).join(', ')
  await tx.run(
    statement(
      `declare backup no scroll cursor for select json_build_array(${values})::text as line from ${quoted(table.name)}`,
    ),
  )
  for (let take = 50; ; ) {
    const lines = (await tx.many(Line, statement(`fetch ${take} from backup`))).map(row => row.line)
    if (lines.length) yield lines
    if (lines.length < take) break
    take = nextTake(lines)
  }
  await tx.run(statement('close backup'))
}

// Rows differ from ten bytes to a megabyte: the last batch says how many make the next.
function nextTake(lines: readonly string[]): number {
  const each = lines.reduce((sum, text) => sum + text.length, 0) / lines.length
  return Math.min(20_000, Math.max(1, Math.floor(batchBytes / Math.max(each, 1))))
}
