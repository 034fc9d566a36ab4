import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PlainError } from '../../lib/errors.ts'
import { list } from '../../lib/words.ts'
import type { Db } from '../db.ts'
import { migrate } from '../migrate.ts'
import { root } from '../root.ts'
import { raw, sql } from '../sql.ts'
import { batchBytes, Row, TableLine, Trailer } from './format.ts'
import { cutOff, foreign, linesOf, parseLine, readHeader } from './read.ts'
import {
  clear,
  quoted,
  readForeignKeys,
  readTables,
  type Sequence,
  statement,
  type Table,
  tablesWithRows,
} from './shape.ts'

export interface Restored {
  tables: number
  rows: number
  /** Migrations applied after the rows were in, when the file is of an older version. */
  migrated: string[]
}

const batchRows = 20_000

type Tell = (done: number, total: number, words: string) => void

/** Puts a backup into an empty database, or with `replace` in place of what is there: all of it or nothing. */
export async function restoreBackup(
  db: Db,
  file: string,
  options: { replace: boolean },
  tell: Tell,
): Promise<Restored> {
  const header = await readHeader(file)
  await refuseFull(db, options.replace)
  const trailer = await db.transaction(async tx => {
    await clear(tx)
    await shapeLike(tx, header.migrations)
    return fill(tx, file, tell)
  })
  const migrated = await migrate(db)
  await db.run(sql`analyze`)
  return { tables: trailer.tables, rows: trailer.rows, migrated }
}

async function refuseFull(db: Db, replace: boolean): Promise<void> {
  const held = replace ? [] : await tablesWithRows(db)
  if (held.length === 0) return
  const some = held.length > 4 ? [...held.slice(0, 3), `${held.length - 3} more`] : held
  throw new PlainError(
    `The database is not empty: it has rows in ${list(some)}.`,
    'Restore into an empty database, or give --replace to lose what is there.',
  )
}

/** The shape the backup was made from: the same migrations, no more. */
export async function shapeLike(tx: Db, migrations: readonly string[]): Promise<void> {
  await tx.run(sql`create table migrations (name text primary key, applied_at timestamptz not null default now())`)
  for (const name of migrations) await tx.run(raw(readFileSync(join(root, 'migrations', name), 'utf8')))
}

async function fill(tx: Db, file: string, tell: Tell): Promise<Trailer> {
  const tables = new Map((await readTables(tx)).map(table => [table.name, table]))
  const keys = await readForeignKeys(tx)
  const names = [...tables.keys()].map(quoted)
  for (const name of names) await tx.run(statement(`alter table ${name} disable trigger user`))
  await tx.run(statement(`truncate ${names.join(', ')}`)) // what the migrations themselves put in
  for (const key of keys)
    await tx.run(statement(`alter table ${quoted(key.table)} drop constraint ${quoted(key.name)}`))
  const trailer = await fillRows(tx, file, tables, tell)
  for (const key of keys)
    await tx.run(statement(`alter table ${quoted(key.table)} add constraint ${quoted(key.name)} ${key.definition}`))
  for (const name of names) await tx.run(statement(`alter table ${name} enable trigger user`))
  for (const sequence of trailer.sequences) await setSequence(tx, sequence)
  return trailer
}

async function fillRows(tx: Db, file: string, tables: Map<string, Table>, tell: Tell): Promise<Trailer> {
  const into = openInserter(tx, file)
  let done = 0
  for await (const text of linesOf(file)) {
    const found = parseLine(file, text)
    const row = Row.safeParse(found)
    if (row.success) await into.add(row.data, text.length)
    else if (TableLine.safeParse(found).success) {
      await into.start(sameTable(file, tables, TableLine.parse(found).table))
      tell(done++, tables.size, 'Restoring tables')
    } else if (Trailer.safeParse(found).success) return counted(file, Trailer.parse(found), await into.end())
  }
  throw cutOff(file)
}

/** Gathers the rows of one table after another into statements of some megabytes. */
function openInserter(tx: Db, file: string) {
  let table: Table | undefined
  let waiting: Row[] = []
  let [size, rows] = [0, 0]
  const flush = async () => {
    if (table && waiting.length) await tx.run(insertion(table, waiting))
    rows += waiting.length
    waiting = []
    size = 0
  }
  return {
    start: async (next: Table) => {
      await flush()
      table = next
    },
    add: async (row: Row, bytes: number) => {
      if (row.length !== table?.columns.length) throw foreign(file, 'a row does not fit its table')
      waiting.push(row)
      size += bytes
      if (size > batchBytes || waiting.length >= batchRows) await flush()
    },
    /** The number of rows in all. */
    end: async () => {
      await flush()
      return rows
    },
  }
}

function counted(file: string, trailer: Trailer, rows: number): Trailer {
  if (trailer.rows !== rows) throw foreign(file, `it should hold ${trailer.rows} rows and holds ${rows}`)
  return trailer
}

// Types and names are taken from the database, so that nothing in a file becomes SQL.
function sameTable(file: string, tables: Map<string, Table>, given: Table): Table {
  const table = tables.get(given.name)
  const columns = (each: Table) => each.columns.map(column => column.name).join()
  if (!table || columns(table) !== columns(given))
    throw foreign(file, `its table "${given.name}" is not one of this version`)
  return table
}

function insertion(table: Table, rows: readonly Row[]) {
  const columns = table.columns.map(column => quoted(column.name))
  const values = table.columns.map((column, i) => `r.c${i}::${column.type}`)
  const arrays = table.columns.map((_, i) => `$${i + 1}::text[]`)
  const aliases = table.columns.map((_, i) => `c${i}`)
  const text = `insert into ${quoted(table.name)} (${columns}) overriding system value select ${values} from unnest(${arrays}) as r (${aliases})`
  return statement(
    text,
    table.columns.map((_, i) => rows.map(row => row[i])),
  )
}

const setSequence = (tx: Db, { name, value, called }: Sequence) =>
  tx.run(sql`select setval(c.oid::regclass, ${value}::bigint, ${called}) from pg_class c
    where c.relkind = 'S' and c.relname = ${name} and c.relnamespace = current_schema()::regnamespace`)
