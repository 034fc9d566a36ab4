// Pages of the simulated nation, asked by 10 and by 50 people.
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { z } from 'zod'
import { connect } from '../../src/platform/db.ts'
import { sql } from '../../src/platform/sql.ts'
import { watching } from './measure.ts'
import type { Country } from './nation-files.ts'
import { packId } from './nation-pack.ts'
import { peaks, say, seconds, type Work, whole } from './nation-work.ts'
import type { Figure } from './report.ts'
import { signIn, start } from './server.ts'
import { browse } from './users.ts'

const forMs = 60_000

function paths({ country }: Work): string[] {
  const some = (areas: Country['wards'], n: number) =>
    Array.from({ length: n }, (_, i) => areas[Math.floor(((i + 0.5) * areas.length) / n)]?.code ?? '')
  const [one = '', two = ''] = some(country.districts, 2)
  return [
    '/signals',
    ...some(country.wards, 4).map(code => `/places/${code}`),
    '/map',
    ...some(country.lsoas, 2).map(code => `/places/${code}`),
    '/analyses/concentration',
    '/signals?measure=robbery',
    `/map?borough=${one}`,
    `/places/${two}`,
  ]
}

export async function pages(work: Work): Promise<Figure[]> {
  const product = await start(work.program, work.home, packId, work.env)
  const memory = watching(product.child, work.server.folder)
  try {
    const cookie = await signIn(work.program, work.home, packId, product.url, work.env)
    say('the jobs that the load left')
    await idle(work)
    const urls = paths(work).map(path => `${product.url}${path}`)
    const first = firstFigure(work, await firstTimes(urls, cookie))
    const figures: Figure[] = []
    for (const users of [10, 50]) {
      say(`${users} people read pages for ${forMs / 1_000} s`)
      const before = processorMs(product.child.pid)
      const loads = await browse(urls, { users, thinkMs: 5_000, forMs, cookie })
      figures.push(...loadFigures(work, users, loads, processorMs(product.child.pid) - before))
    }
    return [first, ...figures, ...peaks(work, 'pages', memory())]
  } finally {
    await product.stop()
  }
}

// What the load left to do (findings held against new figures) is not what a page costs.
async function idle(work: Work): Promise<void> {
  const db = connect(work.server.url, { max: 1 })
  const waiting = () =>
    db.one(
      z.object({ n: z.number() }),
      sql`select count(*)::integer as n from jobs where finished_at is null and run_at <= now()`,
    )
  for (let tries = 0; tries < 300 && (await waiting()).n > 0; tries++)
    await new Promise(resolve => setTimeout(resolve, 200))
  await db.end()
}

interface First {
  path: string
  ms: number
}

/** The first asking of each page, when nothing is in memory yet; the slowest. */
async function firstTimes(urls: readonly string[], cookie: string): Promise<First> {
  const times: First[] = []
  for (const url of urls) {
    const began = performance.now()
    const answer = await fetch(url, { headers: { cookie, accept: 'text/html' } })
    await answer.arrayBuffer()
    if (answer.status >= 400) throw new Error(`${url} answers ${answer.status}`)
    times.push({ path: new URL(url).pathname, ms: performance.now() - began })
    process.stdout.write(`  ${url} ${Math.round(performance.now() - began)} ms\n`)
  }
  return times.toSorted((a, b) => b.ms - a.ms)[0] ?? { path: '', ms: Number.NaN }
}

const firstFigure = (work: Work, { path, ms }: First): Figure => ({
  what: 'Simulated nation: slowest page on its first asking',
  value: seconds(ms / 1_000),
  budget: 'none',
  how: `${path}; ${work.size}; just after the start, nothing kept in memory`,
})

function loadFigures(
  work: Work,
  users: number,
  loads: Awaited<ReturnType<typeof browse>>,
  processor: number,
): Figure[] {
  const each = Math.round(processor / (loads.get('all pages')?.requests ?? Number.NaN))
  const busy = loadavg()[0]?.toFixed(1)
  return [...loads].map(([name, load]) => ({
    what: `Simulated nation, ${users} users, 5 s think time: ${name}, p95`,
    value: `${Math.round(load.p95)} ms`,
    budget: '150 ms',
    how: `${whole(work.country.lsoas.length)} small areas; p50 ${Math.round(load.p50)} ms, worst ${Math.round(load.worst)} ms, ${load.requests} requests, ${load.errors} errors; ${name === 'all pages' ? `${each} ms of processor of the web process a page; ` : ''}database, pages and askers on the same two cores, whose load average was ${busy}`,
  }))
}

// Hundredths of a second, as Linux counts them: what the process itself worked, whoever else was at the machine.
function processorMs(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return 10 * (Number(fields[11]) + Number(fields[12]))
}
