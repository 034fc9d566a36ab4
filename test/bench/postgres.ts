// A PostgreSQL of our own, in a folder of its own, on a free port; it does not run as root.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './server.ts'

const bin = '/usr/lib/postgresql/15/bin'

export const hasPostgres = (): boolean =>
  existsSync(join(bin, 'initdb')) && existsSync('/usr/share/postgresql/15/extension/postgis.control')

export interface Server {
  url: string
  /** Part of the command line of its first process. */
  folder: string
  stop(): void
}

// Nothing of it is read as what it says: only its end is waited for.
function asPostgres(folder: string, command: string, args: string[]): void {
  const root = process.getuid?.() === 0
  const [program, all] = root ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, args]
  execFileSync(program, all, { cwd: folder, stdio: 'ignore' })
}

/** Starts one as it is installed: only the port, the folder of its socket and the address differ. */
export async function startPostgres(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'upstream-bench-pg-'))
  if (process.getuid?.() === 0) {
    chmodSync(folder, 0o711)
    execFileSync('chown', ['postgres:', folder])
  }
  const [data, port] = [join(folder, 'data'), await freePort()]
  asPostgres(folder, join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  ])
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`
  asPostgres(folder, join(bin, 'pg_ctl'), ['-D', data, '-w', '-l', join(folder, 'log'), 'start', '-o', options])
  const stop = () => {
    process.off('exit', stop)
    asPostgres(folder, join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'])
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', stop) // also when the measuring is broken off
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, folder, stop }
}
