// Each CSV of figures that `load london` reads, read twice: by DuckDB, which counts its cells and does nothing with them, and by our importer,
// which unpacks, hashes, looks through, refuses, matches and sums. One after the other, so that what else the machine does falls on both.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { dataFormats } from '../../src/features/evidence/formats/index.ts'
import type { DataFormat, ReadContext } from '../../src/features/evidence/import/format.ts'
import { categoriesOf } from '../../src/features/evidence/import/load.ts'
import { readPlaces } from '../../src/features/evidence/import/places.ts'
import * as queries from '../../src/features/evidence/import/queries.ts'
import { readPackEvidence } from '../../src/features/evidence/import/seed.ts'
import { readConfig } from '../../src/platform/config.ts'
import { openDuck, quoted } from '../../src/platform/files/duck.ts'
import { openSafely } from '../../src/platform/files/open.ts'
import { openCity } from '../../src/setup.ts'
import { median } from './measure.ts'

const [root = '', data = '', rounds = '3'] = process.argv.slice(2)
const city = await openCity(readConfig(process.env, root), 'london') // already loaded: places and measures come from it
const places = await readPlaces(city.store.db)
const measures = await queries.measures(city.store.db)
await city.store.close()

interface Work {
  path: string
  format: DataFormat
  options: unknown
  context: ReadContext
}

const works = readPackEvidence('london').sources.flatMap(source => {
  const format = dataFormats.find(one => one.name === source.format)
  if (!format || source.status !== 'described' || source.onRequest) return []
  const base = { packId: 'london', source, places, measures, categories: categoriesOf('london', source) }
  const rest = { lsoasAt: async () => [], progress: () => {}, signal: new AbortController().signal }
  return source.files
    .filter(file => /\.csv(\.gz)?$/.test(file.path) && existsSync(join(data, file.path)))
    .map((file): Work => {
      const dates = { snapshotOn: file.snapshot ?? null, lastOn: file.snapshot ?? '9999-12-31' }
      return { path: join(data, file.path), format, options: file.options, context: { ...base, ...rest, ...dates } }
    })
})

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
let rows = 0

async function count({ path }: Work): Promise<void> {
  const reader = await connection.runAndReadAll(
    `select count(*) as n, count(columns(*)) from read_csv(${quoted(path)}, all_varchar = true, quote = '"', ignore_errors = true)`,
  )
  rows += Number(reader.getRows()[0]?.[0] ?? 0)
}

async function read({ path, format, options, context }: Work): Promise<void> {
  const file = await openSafely(path, { knownHeadings: format.knownHeadings ?? [] })
  if (!file.ok) throw new Error(JSON.stringify(file.refusals))
  const reading = await format.read(file.value, options, context)
  if (!reading.ok) throw new Error(JSON.stringify(reading.refusals))
  await reading.value.close()
  file.value.close()
}

/** Seconds on the clock, and of all processor cores together. */
async function time(work: () => Promise<void>): Promise<{ wall: number; cpu: number }> {
  const [began, before] = [performance.now(), process.cpuUsage()]
  await work()
  const used = process.cpuUsage(before)
  return { wall: (performance.now() - began) / 1_000, cpu: (used.user + used.system) / 1e6 }
}

async function round() {
  const sums = { ours: { wall: 0, cpu: 0 }, duckdb: { wall: 0, cpu: 0 } }
  const add = (sum: { wall: number; cpu: number }, one: { wall: number; cpu: number }) => {
    sum.wall += one.wall
    sum.cpu += one.cpu
  }
  rows = 0
  for (const work of works) {
    add(sums.duckdb, await time(() => count(work)))
    add(sums.ours, await time(() => read(work)))
  }
  return sums
}

const held = await openDuck() // as in a load, where the next file is begun before the last is closed
await round() // what is compiled and cached on first use falls on neither
const all: Awaited<ReturnType<typeof round>>[] = []
for (let i = 0; i < Number(rounds); i++) all.push(await round())
await held.close()
const of = (pick: (one: (typeof all)[number]) => number) => median(all.map(pick))
process.stdout.write(
  JSON.stringify({
    files: works.length,
    rows,
    ours: { wall: of(one => one.ours.wall), cpu: of(one => one.ours.cpu) },
    duckdb: { wall: of(one => one.duckdb.wall), cpu: of(one => one.duckdb.cpu) },
    times: { wall: of(one => one.ours.wall / one.duckdb.wall), cpu: of(one => one.ours.cpu / one.duckdb.cpu) },
  }),
)
