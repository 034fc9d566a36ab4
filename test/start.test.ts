// The program as a person starts it: its own process, stopped by Ctrl-C, killed, started twice.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { closed } from '../src/platform/embedded/open.ts'
import { root } from '../src/platform/root.ts'

const onServer = process.env.TEST_DATABASE_URL !== undefined
const home = mkdtempSync(join(tmpdir(), 'upstream-start-'))
// An empty London starts without the time it takes to make a city.
const pack = 'london'
const folder = join(home, pack)

interface Started {
  child: ChildProcess
  /** All it has said so far, on both ends. */
  said(): string
  code: Promise<number | null>
}

const running = new Set<ChildProcess>()

function run(
  script: string,
  args: string[],
  environment: Record<string, string> = {},
  execArgs: string[] = [],
): Started {
  const { TEST_DATABASE_URL: _, DATABASE_URL: __, ...inherited } = process.env
  const env = { ...inherited, UPSTREAM_HOME: home, LOG_LEVEL: 'silent', ...environment }
  const child = spawn(process.execPath, [...execArgs, join(root, script), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', chunk => {
      text += chunk
    })
  const code = once(child, 'close').then(([found]) => {
    running.delete(child)
    return z.number().nullable().parse(found)
  })
  return { child, said: () => text, code }
}

const start = (args: string[], environment: Record<string, string> = {}) =>
  run('dist/main.js', args, { PORT: '0', ...environment })
const upstream = (args: string[]) => run('dist/cli.js', args)

beforeAll(() => execFileSync(process.execPath, [join(root, 'scripts/build.mjs')]), 120_000) // at once when nothing has changed

async function ready(started: Started): Promise<string> {
  for (let waited = 0; waited < 1_500; waited++) {
    const address = /ready: (http:\S+)/.exec(started.said())?.[1]
    if (address) return address
    if (started.child.exitCode !== null) throw new Error(`It ended: ${started.said()}`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`Not ready in time: ${started.said()}`)
}

async function interrupt(started: Started): Promise<number | null> {
  started.child.kill('SIGINT')
  return started.code
}

const healthy = async (address: string): Promise<number> => (await fetch(`${address}/health`)).status
const databasePid = () =>
  z.object({ pid: z.number() }).parse(JSON.parse(readFileSync(join(folder, 'database.json'), 'utf8'))).pid

/** Ends what a test that failed left running. */
async function endAll(): Promise<void> {
  for (const child of running) child.kill('SIGKILL')
  await closed(folder, 20_000)
}

afterAll(async () => {
  await endAll()
  rmSync(home, { recursive: true, force: true })
})

// A busy machine may need a minute for what takes four seconds.
describe.skipIf(onServer)('starting and stopping', { timeout: 180_000 }, () => {
  let invited = ''
  beforeAll(async () => {
    const first = start([pack])
    await ready(first)
    expect(first.said()).toContain(
      `is empty. Load it, here or in another terminal: npm run -s upstream -- load ${pack} --data DIR`,
    )
    const command = upstream(['invite', 'analyst@example.org', '--role', 'analyst', '--json'])
    expect(await command.code).toBe(0)
    invited = z.object({ link: z.string() }).parse(JSON.parse(command.said())).link
    expect(await interrupt(first)).toBe(0)
    expect(first.said()).toContain('Everything is saved')
  })

  // The program that runs, or a new one, with the log as it is when nobody sets it: every start takes seconds.
  let kept: { started: Started; address: string } | undefined
  const up = async () => {
    if (kept?.started.child.exitCode !== null) {
      const started = start([pack], { LOG_LEVEL: '' })
      kept = { started, address: await ready(started) }
    }
    return kept
  }

  test('Ctrl-C closed the files, and a restart within 5 seconds has everything', async () => {
    expect(existsSync(join(folder, 'database.json'))).toBe(false)
    expect(existsSync(join(folder, 'web.json'))).toBe(false)
    const { started, address } = await up()
    expect(started.said(), 'no raw log line').not.toMatch(/^\{/m)
    const link = await fetch(`${address}/sign-in/${invited.split('/').at(-1)}`)
    expect(link.status).toBe(200)
  })

  test('a second start, and a taken port, say who is in the way', async () => {
    const { address } = await up()
    const second = start([pack])
    expect(await second.code).toBe(1)
    expect(second.said()).toContain(`Upstream is already running at ${address} with this database`)
    const samePort = start([pack], { PORT: new URL(address).port })
    expect(await samePort.code).toBe(1)
    expect(samePort.said()).toMatch(/Upstream is already running \(london\) at/)
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = z.object({ port: z.number() }).parse(other.address())
    const third = start([pack], { PORT: String(port) })
    expect(await third.code).toBe(1)
    expect(third.said()).toContain(`Port ${port} is taken by another program.`)
    other.close()
  })

  test('a killed database is started again while Upstream runs, and nothing kept is lost', async () => {
    const { started, address } = await up()
    process.kill(databasePid(), 'SIGKILL')
    const link = `${address}/sign-in/${invited.split('/').at(-1)}`
    let status = 0
    for (let tries = 0; tries < 100 && status !== 200; tries++) {
      status = (await fetch(link)).status
      await new Promise(resolve => setTimeout(resolve, 200))
    }
    expect(status).toBe(200)
    expect(await interrupt(started)).toBe(0)
  })

  test('a killed web process leaves the database to end by itself', async () => {
    await endAll()
    const killed = start([pack])
    await ready(killed)
    killed.child.kill('SIGKILL')
    await killed.code
    expect(await closed(folder, 30_000)).toBe(true)
  })

  test('what a stopped machine left behind does not stand in the way, and the next start works', async () => {
    await endAll()
    const left = JSON.stringify({ pid: process.ppid, url: `socket:${folder}`, mark: 'embedded/server.js' }) // alive, but another program
    writeFileSync(join(folder, 'database.json'), left)
    writeFileSync(join(folder, 'web.json'), left)
    const started = start([pack])
    expect(await healthy(await ready(started))).toBe(200)
    expect(await interrupt(started)).toBe(0)
  })
})

describe('what is wrong with the machine is said plainly', () => {
  test('a folder that cannot be used', async () => {
    writeFileSync(join(home, 'file'), '')
    const started = start([pack], { UPSTREAM_HOME: join(home, 'file') })
    expect(await started.code).toBe(1)
    expect(started.said()).toContain('Set UPSTREAM_HOME to a folder you may write to')
    expect(started.said()).not.toContain('    at ')
  })

  test('a pack there is none of', async () => {
    const started = start(['atlantis'])
    expect(await started.code).toBe(1)
    expect(started.said()).toMatch(/There is no pack called "atlantis"\.\s+Packs here: demo, london/)
    expect(existsSync(join(home, 'atlantis'))).toBe(false)
  })

  test('a setting that cannot be read', async () => {
    const started = start([pack], { PORT: 'many' })
    expect(await started.code).toBe(1)
    expect(started.said()).toContain('PORT must be a number, such as 3000')
  })

  test('a database server that does not answer', async () => {
    const started = start([pack], { DATABASE_URL: 'postgres://upstream@127.0.0.1:1/upstream' })
    expect(await started.code).toBe(1)
    expect(started.said()).toContain('The database cannot be reached.')
  })

  test('a Node that is too old', async () => {
    const older =
      "data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } })"
    const started = run('scripts/setup.mjs', ['--no-build'], {}, ['--import', older])
    expect(await started.code).toBe(1)
    expect(started.said()).toContain('Upstream needs Node 20.19 or newer; this is Node 18.20.4.')
  })
})
