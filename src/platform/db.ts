import pg from 'pg'
import type { z } from 'zod'
import { conflict, tooLong } from '../lib/errors.ts'
import { raw, type Sql } from './sql.ts'

/** The one way to the database. `Row` schemas say what a row is; a column that is missing or changed fails there. */
export interface Db {
  many<T>(row: z.ZodType<T>, query: Sql): Promise<T[]>
  maybe<T>(row: z.ZodType<T>, query: Sql): Promise<T | undefined>
  one<T>(row: z.ZodType<T>, query: Sql): Promise<T>
  /** Runs and gives the number of rows touched. */
  run(query: Sql): Promise<number>
  /** Everything in `work` is kept together or not at all. Inside a transaction it joins the one that is open. */
  transaction<T>(work: (tx: Db) => Promise<T>): Promise<T>
}

export interface Database extends Db {
  end(): Promise<void>
}

const numbers = (text: string): (number | null)[] =>
  text.length < 3
    ? []
    : text
        .slice(1, -1)
        .split(',')
        .map(part => (part === 'NULL' ? null : Number(part)))

// Dates stay text, counts become numbers, instants become ISO text.
const parsers = new Map<number, (text: string) => unknown>([
  [20, Number],
  [1700, Number],
  [1082, text => text],
  [1182, text => (text.length < 3 ? [] : text.slice(1, -1).split(','))],
  [1114, text => `${text.replace(' ', 'T')}Z`],
  [1184, text => new Date(text).toISOString()],
  [1022, numbers],
  [1021, numbers],
  [1007, numbers],
  [1016, numbers],
])
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    parsers.get(oid) ?? pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
}

type Client = pg.Pool | pg.PoolClient

function over(client: Client, transaction: Db['transaction']): Db {
  const ask = (query: Sql) => client.query({ text: query.text, values: [...query.values] }).catch(late)
  const many: Db['many'] = async (row, query) => (await ask(query)).rows.map(found => row.parse(found))
  const maybe: Db['maybe'] = async (row, query) => {
    const found = (await ask(query)).rows[0]
    return found === undefined ? undefined : row.parse(found)
  }
  return {
    many,
    maybe,
    one: async (row, query) => row.parse((await ask(query)).rows[0]),
    run: async query => (await ask(query)).rowCount ?? 0,
    transaction,
  }
}

const ignore = () => {}

/** Opens a pool to a server or to the embedded database; `url` is what the `pg` driver takes. `mostMs`: no question takes longer, or it fails in words. */
export function connect(url: string, options: { max?: number; mostMs?: number } = {}): Database {
  const pool = new pg.Pool({ ...target(url, options.mostMs), max: options.max ?? 8, types, idleTimeoutMillis: 0 })
  pool.on('error', ignore) // a dropped idle connection is opened again by the next query
  const transaction: Db['transaction'] = async work => {
    const client = await pool.connect()
    client.on('error', ignore) // a connection that breaks between two questions: the next one fails, and says so
    const release = (broken?: boolean) => {
      client.off('error', ignore)
      client.release(broken)
    }
    const inner: Db = over(client, inside => inside(inner))
    try {
      await client.query('begin')
      const result = await work(inner)
      await client.query('commit')
      release()
      return result
    } catch (error) {
      await client.query('rollback').then(
        () => release(),
        () => release(true),
      )
      throw error
    }
  }
  return { ...over(pool, transaction), end: () => pool.end() }
}

/** `socket:/folder` is the embedded database's Unix socket; anything else is an ordinary address. */
function target(url: string, mostMs: number | undefined): pg.PoolConfig {
  const waits = mostMs === undefined ? {} : { query_timeout: mostMs }
  if (url.startsWith('socket:'))
    return { host: url.slice('socket:'.length), port: 5432, user: 'postgres', database: 'postgres', ...waits }
  // most questions take milliseconds, and to compile one takes a hundred; where people wait for each other's, none is shared out among helpers either
  const bounded = mostMs === undefined ? '' : ` -c statement_timeout=${mostMs} -c max_parallel_workers_per_gather=0`
  return { connectionString: url, options: `-c jit=off${bounded}`, ...waits }
}

/** The server stops what takes too long; of the embedded engine, which nothing can stop, the answer is no longer waited for. */
const stopped = '57014'
const isLate = (error: unknown): boolean =>
  error instanceof pg.DatabaseError
    ? error.code === stopped
    : error instanceof Error && error.message === 'Query read timeout'

function late(error: unknown): never {
  throw isLate(error) ? tooLong() : error
}

/** The database lets one of two who did the same at once: unique_violation. */
export const isTaken = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '23505'

/** For the `catch` of an insert: who came second is told in words. */
export const takenAs =
  (why: string) =>
  (error: unknown): never => {
    throw isTaken(error) ? conflict(why) : error
  }

/** What the database cannot hold (SQLSTATE class 22) or forbids (23) is the fault of what was given, and not of the database. */
const isRefused = (error: unknown): boolean => error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? '')

/** Part of an open transaction: where the database refuses what was given, or `also` says so, it is taken back alone, and nothing is the answer. */
export async function attempt<T>(
  tx: Db,
  work: () => Promise<T>,
  also: (error: unknown) => boolean = () => false,
): Promise<T | undefined> {
  await tx.run(raw('savepoint part'))
  try {
    const done = await work()
    await tx.run(raw('release savepoint part'))
    return done
  } catch (error) {
    if (!isRefused(error) && !also(error)) throw error
    await tx.run(raw('rollback to savepoint part'))
    return undefined
  }
}
