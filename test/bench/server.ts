import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'

const exec = promisify(execFile)

export const freePort = () =>
  new Promise<number>(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 3000))
    })
  })

export interface Running {
  url: string
  /** Seconds from the command to a usable page. */
  seconds: number
  child: ChildProcess
  stop(): Promise<void>
}

/** Starts the product as a person does and waits until its sign-in page answers. */
export async function start(root: string, home: string, pack: string, env: NodeJS.ProcessEnv = {}): Promise<Running> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(process.execPath, [join(root, 'dist/main.js'), pack], {
    cwd: root,
    env: { ...process.env, ...env, PORT: String(port), UPSTREAM_HOME: home, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  await answers(child, `${url}/sign-in`)
  return { url, seconds: (performance.now() - began) / 1000, child, stop: () => stop(child) }
}

async function answers(child: ChildProcess, url: string): Promise<void> {
  while (child.exitCode === null) {
    const status = await fetch(url).then(
      answer => answer.status,
      () => 0,
    )
    if (status === 200) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`The product stopped with code ${child.exitCode} before it answered`)
}

const stop = (child: ChildProcess) =>
  new Promise<void>(resolve => {
    child.once('exit', () => resolve())
    child.kill('SIGINT')
  })

/** Signs in as an analyst through a one-time link, and gives the session's cookie. */
export async function signIn(
  root: string,
  home: string,
  pack: string,
  url: string,
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const { stdout } = await exec(
    process.execPath,
    [join(root, 'dist/cli.js'), '--pack', pack, 'invite', 'bench@tests.example', '--role', 'analyst', '--json'],
    { cwd: root, env: { ...process.env, ...env, UPSTREAM_HOME: home } },
  )
  const token = /sign-in\/([\w-]{43})/.exec(stdout)?.[1] ?? ''
  const answer = await fetch(`${url}/sign-in/${token}`, { method: 'POST', redirect: 'manual' })
  return String(answer.headers.get('set-cookie')).split(';')[0] ?? ''
}
