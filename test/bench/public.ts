// What the public side costs: how many pages a second one process answers, beside the bare framework answering the same bytes; how heavy they are.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, get, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quantile } from './measure.ts'
import type { Figure } from './report.ts'
import { freePort, signIn, start } from './server.ts'

const connections = 32
const forMs = 8_000

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

const ask = (url: string, agent: Agent, headers = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    get(url, { agent, headers: { accept: 'text/html', ...headers } }, answer => {
      const parts: Buffer[] = []
      answer.on('data', part => parts.push(part))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
      )
    }).on('error', reject)
  })

interface Flood {
  perSecond: number
  p50: number
  p95: number
  errors: number
}

/** Asks as fast as the answers come, over a fixed number of connections, for a fixed time. */
async function flood(urls: readonly string[], headers = {}): Promise<Flood> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  let errors = 0
  const began = performance.now()
  const one = async (n: number) => {
    for (let i = n; performance.now() - began < forMs; i++) {
      const from = performance.now()
      const { status } = await ask(urls[i % urls.length] ?? '', agent, headers)
      if (status !== 200) errors += 1
      times.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, n) => one(n)))
  agent.destroy()
  const seconds = (performance.now() - began) / 1_000
  return { perSecond: times.length / seconds, p50: quantile(times, 0.5), p95: quantile(times, 0.95), errors }
}

/** First pages, lists, and the first publication and place there are. */
async function publicPages(url: string): Promise<string[]> {
  const agent = new Agent()
  const body = async (path: string) => (await ask(`${url}${path}`, agent)).body.toString()
  const first = (html: string, shape: RegExp) => shape.exec(html)?.[1]
  const publication = first(await body('/publications'), /href="(\/publications\/[\w-]+)"/)
  const place = first(await body('/areas'), /href="(\/places\/\w+)"/)
  return ['/', '/young-people', '/help', '/publications', publication, '/areas', place].flatMap(path => path ?? [])
}

async function bare(
  pages: readonly { path: string; type: string; body: string }[],
  root: string,
): Promise<{ url: string; child: ChildProcess }> {
  const port = await freePort()
  const file = join(mkdtempSync(join(tmpdir(), 'upstream-bare-')), 'pages.json')
  writeFileSync(file, JSON.stringify(pages))
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'test/bench/bare.ts'), file, String(port)], {
    cwd: root,
    stdio: 'inherit',
  })
  const url = `http://127.0.0.1:${port}`
  for (;;) {
    const up = await fetch(`${url}${pages[0]?.path ?? '/'}`).then(
      answer => answer.ok,
      () => false,
    )
    if (up) return { url, child }
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

const whole = (n: number) => Math.round(n).toLocaleString('en-GB')

/** On the demonstration, embedded. */
export async function publicSide(root: string): Promise<Figure[]> {
  const home = mkdtempSync(join(tmpdir(), 'upstream-bench-public-'))
  const product = await start(root, home, 'demo')
  try {
    const paths = await publicPages(product.url)
    const agent = new Agent()
    const answers = await Promise.all(
      paths.map(async path => ({ path, ...(await ask(`${product.url}${path}`, agent)) })),
    )
    await flood(paths.map(path => `${product.url}${path}`)) // warm
    const ours = await flood(paths.map(path => `${product.url}${path}`))
    const same = answers.map(({ path, headers, body }) => ({
      path,
      type: String(headers['content-type']),
      body: body.toString(),
    }))
    const plain = await bare(same, root)
    await flood(paths.map(path => `${plain.url}${path}`))
    const framework = await flood(paths.map(path => `${plain.url}${path}`))
    plain.child.kill()
    const cookie = await signIn(root, home, 'demo', product.url)
    // a cookie that is no session: a page remembered for visitors would say nothing of the cost
    const stranger = await flood([`${product.url}/data-use`], { cookie: 'none=1' })
    const known = await flood([`${product.url}/data-use`], { cookie })
    const cost = 1_000 / known.perSecond - 1_000 / stranger.perSecond
    return [
      {
        what: `Public pages a second, one process, ${connections} connections`,
        value: `${whole(ours.perSecond)}, ${(framework.perSecond / ours.perSecond).toFixed(1)} × fewer than the bare framework`,
        budget: '500',
        how: `${paths.length} addresses in turn for ${forMs / 1_000} s, p50 ${whole(ours.p50)} ms, ${ours.errors} errors; Fastify answering the same bytes from memory: ${whole(framework.perSecond)}; asked from the same two cores`,
      },
      {
        what: 'Public pages under that load, p95',
        value: `${whole(ours.p95)} ms`,
        budget: '150 ms',
        how: 'the same run',
      },
      {
        what: 'Heaviest public page, text alone',
        value: `${whole(Math.max(...(await weights(product.url, paths))))} B`,
        budget: '100 KB with all it asks for',
        how: `as it travels, Brotli accepted; ${paths.join(', ')}`,
      },
      {
        what: 'To know who asks, a request',
        value: `${cost.toFixed(2)} ms`,
        budget: 'none',
        how: `/data-use with a session (${whole(known.perSecond)} a second) against without (${whole(stranger.perSecond)} a second); reading the session, its account and flags`,
      },
    ]
  } finally {
    await product.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

async function weights(url: string, paths: readonly string[]): Promise<number[]> {
  const agent = new Agent()
  return Promise.all(
    paths.map(async path => (await ask(`${url}${path}`, agent, { 'accept-encoding': 'br' })).body.length),
  )
}
