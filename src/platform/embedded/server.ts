// The embedded database's own process. It belongs to nobody: the first command that needs it starts it, every command joins by its socket,
// and it closes its files and ends a few seconds after the last of them has gone.
import { existsSync, rmSync } from 'node:fs'
import { Server } from 'node:net'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { postgis } from '@electric-sql/pglite-postgis'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { announce, releaseLock, takeLock } from './lock.ts'
import { turns } from './turns.ts'

const lingerMs = 2_000
const firstClientMs = 60_000
// A Unix socket's path may be 107 bytes on Linux and 103 on macOS; a longer folder falls back to a loopback port.
const longestSocketPath = 100

async function main(folder: string): Promise<void> {
  if (!takeLock(folder)) process.exit(3)
  const db = await PGlite.create({ dataDir: join(folder, 'data'), extensions: { postgis, pg_trgm, btree_gist } })
  const { server, url } = await listen(db, folder)
  let closing = false
  const close = async (code: number) => {
    if (closing) return
    closing = true
    announce(folder, null) // whoever comes now waits until the files are closed, and starts the next one
    await server.stop()
    await db.close()
    releaseLock(folder)
    process.exit(code)
  }
  process.on('SIGTERM', () => void close(0))
  process.on('SIGINT', () => {}) // Ctrl-C in the terminal reaches the whole group; the clients leave first, then we close
  // The socket server's queue never goes on after a failure inside the engine, so nor do we: the next command starts afresh.
  const answer = db.execProtocolRawStream.bind(db)
  db.execProtocolRawStream = async (message, options) => {
    try {
      return await answer(message, options)
    } catch (error) {
      process.stderr.write(`The database engine failed: ${error instanceof Error ? error.message : String(error)}\n`)
      releaseLock(folder)
      process.exit(1)
    }
  }
  announce(folder, url)
  endWhenAlone(server, () => void close(0))
}

async function listen(db: PGlite, folder: string): Promise<{ server: PGLiteSocketServer; url: string }> {
  const path = join(folder, '.s.PGSQL.5432')
  if (process.platform !== 'win32' && path.length <= longestSocketPath) {
    if (existsSync(path)) rmSync(path)
    const server = inTurns(db, new PGLiteSocketServer({ db, path, maxConnections: 60 }))
    await server.start()
    return { server, url: `socket:${folder}` }
  }
  const server = inTurns(db, new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 60 }))
  await server.start()
  return { server, url: `postgres://postgres@${server.getServerConn()}/postgres` }
}

// The server hands its queue to each new connection; ours takes its place before the first.
function inTurns(db: PGlite, server: PGLiteSocketServer): PGLiteSocketServer {
  Reflect.set(server, 'queryQueue', turns(db))
  return server
}

function endWhenAlone(server: PGLiteSocketServer, end: () => void): void {
  let seenAny = false
  let aloneSince = Date.now()
  const seen = () => {
    aloneSince = Date.now()
  }
  server.addEventListener('connection', () => {
    seenAny = true
    seen()
  })
  setInterval(async () => {
    if (server.getStats().activeConnections > 0 && (await clientsOf(server)) > 0) seen()
    else if (Date.now() - aloneSince > (seenAny ? lingerMs : firstClientMs)) end()
  }, 250)
}

// The server's own count may keep clients that broke off, and sockets may linger half shut: a client is there only if both say so.
const clientsOf = (server: PGLiteSocketServer): Promise<number> =>
  new Promise(resolve => {
    const sockets: unknown = Reflect.get(server, 'server')
    if (!(sockets instanceof Server)) return resolve(0)
    sockets.getConnections((_error, count) => resolve(count ?? 0))
  })

main(process.argv[2] ?? '').catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  releaseLock(process.argv[2] ?? '')
  process.exit(1)
})
