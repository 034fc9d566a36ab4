// England and Wales in size, invented: 35,000 small areas, 36 months and 14 kinds of offence on PostgreSQL, from files through the import that everybody uses.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { connect } from '../../src/platform/db.ts'
import { writeSetting } from '../../src/platform/settings.ts'
import { sql } from '../../src/platform/sql.ts'
import { type Run, run } from './measure.ts'
import { type Country, kinds, layOut, months, seed, writeCountry } from './nation-files.ts'
import { makeProgram, packId } from './nation-pack.ts'
import { pages } from './nation-pages.ts'
import { peaks, say, seconds, type Work, whole } from './nation-work.ts'
import { hasPostgres, type Server, startPostgres } from './postgres.ts'
import type { Figure } from './report.ts'

/** 333 districts are 6,993 wards and 34,965 small areas. */
export const wholeNation = 333

const mib = (bytes: number) => `${whole(Math.round(bytes / 2 ** 20))} MiB`

/** None where PostgreSQL or PostGIS is not there, which is said. */
export async function nation(root: string, districts = wholeNation): Promise<Figure[]> {
  if (!hasPostgres()) {
    process.stdout.write('PostgreSQL 15 with PostGIS is not here: the simulated nation was not measured.\n')
    return []
  }
  const folder = mkdtempSync(join(tmpdir(), 'upstream-bench-nation-'))
  const server = await startPostgres()
  // Broken off, it ends as it would have: the server stopped, the folders gone.
  const clear = () => rmSync(folder, { recursive: true, force: true })
  const broken = () => process.exit(130)
  process.once('exit', clear).once('SIGINT', broken).once('SIGTERM', broken)
  try {
    return await measured(root, folder, server, layOut(districts))
  } finally {
    server.stop()
    clear()
    process.off('exit', clear).off('SIGINT', broken).off('SIGTERM', broken)
  }
}

async function measured(root: string, folder: string, server: Server, country: Country): Promise<Figure[]> {
  const [program, home, data] = [join(folder, 'program'), join(folder, 'home'), join(folder, 'data')]
  const { districts, wards, lsoas } = country
  say(`writing the files of ${whole(lsoas.length)} small areas`)
  const bands = makeProgram(root, program, country)
  writeCountry(country, data, bands)
  const size = `${whole(lsoas.length)} small areas, ${whole(wards.length)} wards, ${whole(districts.length)} districts, ${months.length} months, ${kinds.length} kinds of offence, invented (seed ${seed})`
  const env = { UPSTREAM_HOME: home, DATABASE_URL: server.url }
  const work = { program, home, data, server, country, env, size }
  return [...(await loading(work)), ...(await stored(work)), ...(await assessing(work)), ...(await pages(work))]
}

const command = (work: Work, ...args: string[]): Promise<Run> =>
  run(process.execPath, [join(work.program, 'dist/cli.js'), ...args], {
    cwd: work.program,
    env: work.env,
    alsoNamed: work.server.folder,
  })

const Load = z.object({
  ok: z.boolean(),
  sources: z.array(
    z.object({
      id: z.string(),
      rows: z.number(),
      cells: z.number(),
      seconds: z.number(),
      rejected: z.number(),
      refusals: z.array(z.unknown()),
    }),
  ),
})

async function loading(work: Work): Promise<Figure[]> {
  say('loading')
  await command(work, '--pack', packId, 'doctor', '--json') // makes and migrates the empty database
  const load = await command(work, 'load', packId, '--data', work.data, '--json')
  const { ok, sources } = Load.parse(JSON.parse(load.stdout))
  for (const { id, rows, seconds: took } of sources) say(`${id}: ${whole(rows)} rows in ${seconds(took)}`)
  const wrong = sources.filter(({ refusals, rejected }) => refusals.length + rejected > 0)
  if (!ok || wrong.length > 0) throw new Error(`The simulated nation was not loaded: ${JSON.stringify(wrong)}`)
  const sum = (of: 'rows' | 'cells') => sources.reduce((total, source) => total + source[of], 0)
  const longest = sources.toSorted((a, b) => b.seconds - a.seconds).slice(0, 4)
  const cells = work.country.lsoas.length * months.length * kinds.length
  return [
    {
      what: 'Simulated nation: load on PostgreSQL',
      value: seconds(load.seconds),
      budget: 'none',
      how: `${work.size}; load with its signals, one run, load average of the two cores ${loadavg()[0]?.toFixed(1)}; longest: ${longest.map(one => `${one.id} ${seconds(one.seconds)}`).join(', ')}`,
    },
    {
      what: 'Simulated nation: rows a second, whole load',
      value: whole(Math.round(sum('rows') / load.seconds)),
      budget: 'none',
      how: `${whole(sum('rows'))} rows of all files, a row of offences 36 months; ${whole(cells)} cells of small areas in the file, ${whole(sum('cells'))} figures written down at all levels, ${whole(Math.round(sum('cells') / load.seconds))} a second`,
    },
    ...peaks(work, 'load', load.peaks),
  ]
}

const Sizes = z.object({ database: z.number(), series: z.number(), rows: z.number() })

async function stored(work: Work): Promise<Figure[]> {
  const db = connect(work.server.url, { max: 1 })
  const found = await db.one(
    Sizes,
    sql`select pg_database_size(current_database())::float8 as database, pg_total_relation_size('series')::float8 as series,
      (select count(*) from series)::float8 as rows`,
  )
  // The story of the demonstration is of another city: a start must not tell it here.
  await db.transaction(tx => writeSetting(tx, 'filled', true))
  await db.end()
  const file = statSync(join(work.data, 'lsoas.csv')).size
  return [
    {
      what: 'Simulated nation: database on disk',
      value: mib(found.database),
      budget: 'none',
      how: `${work.size}; ${mib(found.series)} of it ${whole(found.rows)} series with their index; the file of small areas is ${mib(file)} of text`,
    },
  ]
}

async function assessing(work: Work): Promise<Figure[]> {
  say('working out all signals anew')
  const assess = await command(work, '--pack', packId, 'assess', '--json')
  const Assessed = z.object({ assessed: z.array(z.object({ vintage: z.string(), seconds: z.number() })) })
  const { assessed } = Assessed.parse(JSON.parse(assess.stdout))
  return [
    {
      what: 'Simulated nation: all signals worked out anew',
      value: seconds(assess.seconds),
      budget: 'none',
      how: `${work.size}; the whole command, ${assessed.map(one => `${one.vintage} ${seconds(one.seconds)}`).join(', ')}; one run`,
    },
    ...peaks(work, 'signals', assess.peaks),
  ]
}
