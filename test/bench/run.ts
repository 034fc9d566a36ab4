// npm run bench [-- --data DIR] [--only load,pages,start,audit,public,seeds,stats,spatial,disclosure,finder,feeds,import,nation,coverage] [--districts N] [--sessions N]: figures and ratios, kept in docs/performance.json and docs/performance.md.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { root } from '../../src/platform/root.ts'
import { audit } from './audit.ts'
import { coverageGrid } from './coverage.ts'
import { disclosure } from './disclosure.ts'
import { feeds } from './feeds.ts'
import { finder } from './finder.ts'
import { importing } from './import.ts'
import { run } from './measure.ts'
import { nation, wholeNation } from './nation.ts'
import { publicSide } from './public.ts'
import { type Figure, report } from './report.ts'
import { overSeeds } from './seeds.ts'
import { signIn, start } from './server.ts'
import { spatial } from './spatial.ts'
import { statistics } from './statistics.ts'
import { browse } from './users.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string' },
    districts: { type: 'string' },
    sessions: { type: 'string' },
  },
})
const data = resolve(values.data ?? join(root, '..', 'shared', 'data'))
const wanted = new Set(
  (values.only ?? 'stats,spatial,disclosure,coverage,finder,feeds,seeds,audit,start,public,load,pages').split(','),
)
const figures: Figure[] = []
const note = (figure: Figure) => {
  figures.push(figure)
  process.stdout.write(`${figure.what}: ${figure.value} (budget ${figure.budget})\n`)
}
const seconds = (n: number) => `${n.toFixed(1)} s`
const node = process.execPath

function planted(): void {
  const found = overSeeds(root, 200)
  note({
    what: 'Demonstration: false discovery rate over 200 seeds',
    value: `${(100 * found.falseDiscoveryRate).toFixed(1)}%`,
    budget: '5%',
    how: `${found.falseMarks} false marks in ${found.wardsTested} ward tests; a seed without marks counts as 0`,
  })
  note({
    what: 'Demonstration: planted rises and falls found',
    value: `${((100 * found.plantedFound) / found.planted).toFixed(0)}%`,
    budget: 'none',
    how: `${found.plantedFound} of ${found.planted}`,
  })
}

async function starts(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'upstream-bench-'))
  const first = await start(root, home, 'demo')
  await first.stop()
  const later = await start(root, home, 'demo')
  await later.stop()
  rmSync(home, { recursive: true, force: true })
  note({
    what: 'First start, demonstration city, to a usable page',
    value: seconds(first.seconds),
    budget: '30 s',
    how: 'node dist/main.js in an empty folder until /sign-in answers; one run',
  })
  note({ what: 'Later start', value: seconds(later.seconds), budget: '5 s', how: 'the same folder again; one run' })
}

async function london(): Promise<void> {
  if (!existsSync(join(data, 'README.md')))
    return void process.stdout.write(`No London data in ${data}: give --data DIR to measure loading and pages.\n`)
  const home = mkdtempSync(join(tmpdir(), 'upstream-bench-'))
  const env = { UPSTREAM_HOME: home }
  await run(node, [join(root, 'dist/cli.js'), '--pack', 'london', 'doctor', '--json'], { cwd: root, env }) // makes and migrates the empty database
  const load = await run(node, [join(root, 'dist/cli.js'), 'load', 'london', '--data', data, '--json'], {
    cwd: root,
    env,
    alsoNamed: home,
  })
  reportLoad(load)
  const read = await run(node, ['--import', 'tsx', join(root, 'test/bench/reading.ts'), root, data], { cwd: root, env })
  reportReading(read.stdout)
  const assess = await run(node, [join(root, 'dist/cli.js'), '--pack', 'london', 'assess', '--json'], {
    cwd: root,
    env,
    alsoNamed: home,
  })
  note({
    what: 'All ward signals worked out anew',
    value: seconds(wardSeconds(assess.stdout)),
    budget: '5 s',
    how: 'every count of violence × 679 wards: reading, testing, keeping; as the command reports it',
  })
  note({
    what: 'The whole command for wards and boroughs',
    value: seconds(assess.seconds),
    budget: 'none',
    how: 'assess: start of the command and of the database, wards, then 32 boroughs',
  })
  if (wanted.has('pages')) await pages(home)
  rmSync(home, { recursive: true, force: true })
}

function wardSeconds(stdout: string): number {
  const Assessed = z.object({ assessed: z.array(z.object({ vintage: z.string(), seconds: z.number() })) })
  const wards = Assessed.parse(JSON.parse(stdout)).assessed.find(one => one.vintage.startsWith('ward:'))
  return wards?.seconds ?? Number.NaN
}

const LoadReport = z.object({
  sources: z.array(z.object({ rows: z.number(), each: z.array(z.object({ reading: z.number() })) })),
})

function reportLoad(load: Awaited<ReturnType<typeof run>>): void {
  note({
    what: 'Load London, embedded',
    value: seconds(load.seconds),
    budget: '90 s',
    how: `load london --data DIR; exit code ${load.code}`,
  })
  for (const peak of load.peaks.slice(0, 3))
    note({
      what: `Load London, peak memory: ${peak.name}`,
      value: `${Math.round(peak.mib)} MiB`,
      budget: '1,536 MiB',
      how: 'VmHWM of the process',
    })
  const { sources } = LoadReport.parse(JSON.parse(load.stdout))
  const rows = sources.reduce((sum, source) => sum + source.rows, 0)
  note({
    what: 'Reading figures within the load',
    value: seconds(sources.flatMap(source => source.each).reduce((sum, file) => sum + file.reading, 0)),
    budget: 'none',
    how: 'sum of the seconds the load reports for each file, workbooks included; on the clock, while the file before is being stored',
  })
  note({
    what: 'Rows a second, whole load',
    value: Math.round(rows / load.seconds).toLocaleString('en-GB'),
    budget: 'none',
    how: `${rows.toLocaleString('en-GB')} rows of all files over the whole load`,
  })
}

const Time = z.object({ wall: z.number(), cpu: z.number() })
const Read = z.object({ files: z.number(), rows: z.number(), ours: Time, duckdb: Time, times: Time })

function reportReading(stdout: string): void {
  const { files, rows, ours, duckdb, times } = Read.parse(JSON.parse(stdout))
  note({
    what: 'DuckDB merely counting the cells of the CSV files of figures',
    value: seconds(duckdb.wall),
    budget: 'none',
    how: `${files} files, ${rows.toLocaleString('en-GB')} rows; ${seconds(duckdb.cpu)} of processor; median of three`,
  })
  note({
    what: 'Reading the same files (decompressing, checking, people check, matching, summing)',
    value: `${seconds(ours.wall)}, ${times.wall.toFixed(1)} × DuckDB’s`,
    budget: '3 ×',
    how: `${seconds(ours.cpu)} of processor, ${times.cpu.toFixed(1)} × DuckDB’s; file by file in turn with DuckDB, in one process; median of three`,
  })
}

async function pages(home: string): Promise<void> {
  const product = await start(root, home, 'london')
  const cookie = await signIn(root, home, 'london', product.url)
  const wards = ['E05013612', 'E05013745', 'E05009384', 'E05014070', 'E05011115', 'E05013652']
  const urls = [
    '/signals',
    ...wards.map(code => `/places/${code}`),
    '/map',
    '/places/E09000018',
    '/signals?measure=robbery',
    '/map?borough=E09000018',
    '/places/E09000033',
  ]
  const full = urls.map(path => `${product.url}${path}`)
  for (const url of full)
    await fetch(url, { headers: { cookie, accept: 'text/html' } }).then(answer => answer.arrayBuffer())
  const loads = await browse(full, { users: 50, thinkMs: 5_000, forMs: 60_000, cookie })
  await product.stop()
  for (const [name, load] of loads)
    note({
      what: `50 users, 5 s think time: ${name}, p95`,
      value: `${Math.round(load.p95)} ms`,
      budget: '150 ms',
      how: `p50 ${Math.round(load.p50)} ms, worst ${Math.round(load.worst)} ms, ${load.requests} requests, ${load.errors} errors; asked and measured from the same two cores`,
    })
}

const Kept = z.object({
  figures: z.array(z.object({ what: z.string(), value: z.string(), budget: z.string(), how: z.string() })),
})

const lastFigures = (file: string): Figure[] =>
  existsSync(file) ? Kept.parse(JSON.parse(readFileSync(file, 'utf8'))).figures : []

// ---- the run, at the end, when everything above is there

if (wanted.has('stats')) for (const figure of statistics()) note(figure)
if (wanted.has('spatial')) for (const figure of spatial()) note(figure)
if (wanted.has('disclosure')) for (const figure of disclosure()) note(figure)
if (wanted.has('coverage')) for (const figure of await coverageGrid()) note(figure)
if (wanted.has('seeds')) planted()
if (wanted.has('audit')) for (const figure of await audit()) note(figure)
if (wanted.has('start')) await starts()
if (wanted.has('public')) for (const figure of await publicSide(root)) note(figure)
// Minutes long and of another kind of machine than a laptop: only when it is named.
if (wanted.has('nation')) for (const figure of await nation(root, Number(values.districts ?? wholeNation))) note(figure)
// a million sessions only when they are asked for: they take half an hour to make
if (wanted.has('finder')) for (const figure of await finder(Number(values.sessions ?? 100_000))) note(figure)
if (wanted.has('feeds')) for (const figure of await feeds(Number(values.sessions ?? 100_000))) note(figure)
// Minutes long at 100,000: only when it is named.
if (wanted.has('import')) for (const figure of await importing(Number(values.sessions ?? 100_000))) note(figure)
if (wanted.has('load') || wanted.has('pages')) await london()
const kept = join(root, 'docs/performance.json')
/** What this run did not measure stays as it was measured last. */
const all = [...figures, ...lastFigures(kept).filter(({ what }) => !figures.some(figure => figure.what === what))]
writeFileSync(
  kept,
  `${JSON.stringify({ machine: { cpu: cpus()[0]?.model, cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version }, figures: all }, null, 2)}\n`,
)
writeFileSync(join(root, 'docs/performance.md'), report(all))
