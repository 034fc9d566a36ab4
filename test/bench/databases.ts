// A database to measure on, gone when the work is done.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Database } from '../../src/platform/db.ts'
import { closed, openEmbedded } from '../../src/platform/embedded/open.ts'
import { startPostgres } from './postgres.ts'

/** On the embedded engine, in a folder of its own, which stands in the command line of its process. */
export async function onEmbedded<T>(work: (db: Database, folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'upstream-bench-'))
  const db = connect(await openEmbedded(folder), { max: 4 })
  try {
    return await work(db, folder)
  } finally {
    await db.end()
    await closed(folder)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** On a PostgreSQL server of its own. `reads`: as the public pages ask it. */
export async function onServer<T>(work: (db: Database, folder: string, reads: Database) => Promise<T>): Promise<T> {
  const server = await startPostgres()
  const db = connect(server.url, { max: 8 })
  const reads = connect(server.url, { max: 4, mostMs: 60_000 })
  try {
    return await work(db, server.folder, reads)
  } finally {
    await Promise.all([db.end(), reads.end()])
    server.stop()
  }
}
