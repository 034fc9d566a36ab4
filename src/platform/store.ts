import { join } from 'node:path'
import type { Config } from './config.ts'
import { connect, type Database } from './db.ts'
import { closed, openEmbedded } from './embedded/open.ts'

export interface Store {
  db: Database
  url: string
  embedded: boolean
  /** Leaves the database; the embedded one closes its files once nobody is left. */
  close(): Promise<void>
}

export const folderOf = (config: Config, pack: string) => join(config.home, pack)

/** Opens the store of one pack: the server named by DATABASE_URL, or the embedded database in `.upstream/PACK`. */
export async function openStore(config: Config, pack: string, options: { max?: number; wait?: boolean } = {}): Promise<Store> {
  if (config.databaseUrl) {
    const db = connect(config.databaseUrl, options)
    return { db, url: config.databaseUrl, embedded: false, close: () => db.end() }
  }
  const folder = folderOf(config, pack)
  const url = await openEmbedded(folder)
  const db = connect(url, options)
  const close = async () => {
    await db.end()
    if (options.wait) await closed(folder)
  }
  return { db, url, embedded: true, close }
}
