import { createServer } from 'node:net'
import { z } from 'zod'
import { PlainError } from '../lib/errors.ts'

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

const free = (host: string, port: number) =>
  new Promise<boolean>(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })

/** Says plainly who holds the port before anything slow is begun. */
export async function checkPort(host: string, port: number): Promise<void> {
  if (port === 0 || (await free(host, port))) return
  const pack = await whoAnswers(host, port)
  if (pack) throw new PlainError(`Upstream is already running (${pack}) at http://localhost:${port}`, 'Open that address, or stop it there with Ctrl-C first.')
  throw new PlainError(`Port ${port} is taken by another program.`, `Choose another: PORT=${port + 1} npm start`)
}
