import { createServer } from 'node:net'
import { z } from 'zod'
import { PlainError } from '../lib/errors.ts'
import { owner, releaseLock, takeLock } from './embedded/lock.ts'
import { checkFolder } from './embedded/open.ts'

const Health = z.object({ name: z.literal('upstream'), pack: z.string() })

async function whoAnswers(host: string, port: number): Promise<string | undefined> {
  try {
    const answer = await fetch(`http://${host}:${port}/health`, { signal: AbortSignal.timeout(1_500) })
    const found = Health.safeParse(await answer.json())
    return found.success ? found.data.pack : undefined
  } catch {
    return undefined // something else holds the port
  }
}

const problem = (host: string, port: number) =>
  new Promise<string | undefined>(resolve => {
    const probe = createServer()
    probe.once('error', error => resolve('code' in error ? String(error.code) : 'UNKNOWN'))
    probe.listen(port, host, () => probe.close(() => resolve(undefined)))
  })

/** Says plainly who holds the port before anything slow is begun. */
export async function checkPort(host: string, port: number): Promise<void> {
  const found = port === 0 ? undefined : await problem(host, port)
  if (found === undefined) return
  if (found === 'EACCES')
    throw new PlainError(
      `Port ${port} may only be used by an administrator.`,
      'Choose one above 1023: PORT=3000 npm start',
    )
  if (found === 'EADDRNOTAVAIL' || found === 'ENOTFOUND')
    throw new PlainError(
      `This machine has no address ${host}.`,
      'Leave HOST out, or set it to 0.0.0.0 to listen on every address.',
    )
  const pack = await whoAnswers(host, port)
  if (pack)
    throw new PlainError(
      `Upstream is already running (${pack}) at http://localhost:${port}`,
      'Open that address, or stop it there with Ctrl-C first.',
    )
  throw new PlainError(`Port ${port} is taken by another program.`, `Choose another: PORT=${port + 1} npm start`)
}

/** One web process for an embedded database: a second start is told where the first one is. */
export function claimFolder(folder: string): void {
  checkFolder(folder)
  if (takeLock(folder, 'web')) return void process.once('exit', () => releaseLock(folder, 'web'))
  const running = owner(folder, 'web')
  const where = running?.url ? `running at ${running.url}` : 'starting'
  throw new PlainError(
    `Upstream is already ${where} with this database${running ? ` (process ${running.pid})` : ''}.`,
    'Open that address, or stop it there with Ctrl-C first. Other commands may join it at any time.',
  )
}
