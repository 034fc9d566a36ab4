import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { PlainError } from '../lib/errors.ts'
import type { Config } from './config.ts'
import { connect, type Database, type Db } from './db.ts'
import { closed, openEmbedded, watchEmbedded } from './embedded/open.ts'
import { sql } from './sql.ts'
import { plainly } from './store-errors.ts'

export interface Store {
  db: Database
  url: string
  embedded: boolean
  /** Leaves the database; the embedded one closes its files once nobody is left. True when nobody was, or when it was waited for and is closed. */
  close(): Promise<boolean>
}

export interface OpenOptions {
  max?: number
  /** Wait, on closing, until the embedded database has closed its files. */
  wait?: boolean
  /** Start the embedded database's process again should it fall; told here when that does not help. */
  trouble?(error: unknown): void
}

export const folderOf = (config: Config, pack: string) => resolve(config.home, pack)

/** Packs with an embedded database here. */
export const packsHeld = (config: Config): string[] =>
  existsSync(config.home)
    ? readdirSync(config.home)
        .filter(name => existsSync(join(config.home, name, 'data', 'PG_VERSION')))
        .sort()
    : []

/** Opens the store of one pack: the server named by DATABASE_URL, or the embedded database in `.upstream/PACK`. */
export async function openStore(config: Config, pack: string, options: OpenOptions = {}): Promise<Store> {
  return config.databaseUrl ? openServer(config.databaseUrl, options) : openFolder(folderOf(config, pack), options)
}

/** Opens the server alone, before it is known which pack it holds. */
export async function openServer(url: string, options: OpenOptions = {}): Promise<Store> {
  const db = connect(url, options)
  try {
    await checkServer(db)
  } catch (error) {
    await db.end()
    throw plainly(error)
  }
  return { db, url, embedded: false, close: () => db.end().then(() => true) }
}

async function openFolder(folder: string, options: OpenOptions): Promise<Store> {
  const url = await openEmbedded(folder)
  const db = connect(url, options)
  const unwatch = options.trouble ? watchEmbedded(folder, options.trouble) : () => {}
  const close = async () => {
    unwatch()
    await db.end()
    return options.wait ? await closed(folder) : true
  }
  return { db, url, embedded: true, close }
}

const Server = z.object({ version: z.number(), missing: z.array(z.string()) })

/** What this engine is and which extensions Upstream needs that it cannot have. */
export const readServer = (db: Db) =>
  db.one(
    Server,
    sql`select current_setting('server_version_num')::integer as version,
      array(select needed from unnest(array['postgis', 'pg_trgm', 'btree_gist']) needed
        where needed not in (select name from pg_available_extensions)) as missing`,
  )

async function checkServer(db: Db): Promise<void> {
  const { version, missing } = await readServer(db)
  if (version < 150_000)
    throw new PlainError(
      `This is PostgreSQL ${Math.floor(version / 10_000)}; Upstream needs 15 or newer.`,
      'Set DATABASE_URL to a newer server.',
    )
  if (missing.length)
    throw new PlainError(
      `The database server does not have ${missing.join(' and ')}.`,
      'Install it there, on Debian with: apt-get install postgresql-15-postgis-3 (with the number of your PostgreSQL)',
    )
}
