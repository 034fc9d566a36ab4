// Looks at everything Upstream stands on. Each check gives words for people; none of them changes anything.
import { existsSync, readFileSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { bytes, list, plural, whole } from '../lib/words.ts'
import { knownMigrations } from './backup/index.ts'
import type { Db } from './db.ts'
import { root } from './root.ts'
import { sql } from './sql.ts'
import { readServer } from './store.ts'

export interface Check {
  name: string
  ok: boolean
  text: string
  remedy?: string
}

const fewFreeBytes = 2_000_000_000

export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const ok = major > 20 || (major === 20 && minor >= 19)
  return { name: 'Node', ok, text: version, remedy: 'Upstream needs 20.19 or newer: https://nodejs.org' }
}

/** Room where the data are, or will be. */
export function checkDisk(folder: string): Check {
  const there = nearest(folder)
  const disk = statfsSync(there)
  return diskWords(folder, disk.bavail * disk.bsize)
}

export const diskWords = (folder: string, free: number): Check => ({
  name: 'Disk',
  ok: free >= fewFreeBytes,
  text: `${bytes(free)} free at ${folder}`,
  remedy: `London needs about ${bytes(fewFreeBytes)}. Free some space, or set UPSTREAM_HOME to another disk.`,
})

const nearest = (folder: string): string => (existsSync(folder) ? folder : nearest(dirname(folder)))

const Manifest = z.object({ version: z.string().optional() })
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), optional: z.boolean().optional(), dev: z.boolean().optional() }),
  ),
})

/** Is what the lock file names there, in the versions it names? What only developers or other machines need may be missing. */
export function checkPackages(folder: string = root): Check {
  const { packages } = Lock.parse(JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')))
  const wrong = Object.entries(packages)
    .filter(([path, { optional, dev }]) => path !== '' && !optional && !dev)
    .filter(([path, { version }]) => versionIn(join(folder, path)) !== version)
    .map(([path]) => path.replace(/^.*node_modules\//, ''))
  const built = existsSync(join(folder, 'dist', '.built'))
  const faults = [
    ...(wrong.length
      ? [
          `${plural(wrong.length, 'package is', 'packages are')} missing or of another version: ${list(wrong.slice(0, 5))}`,
        ]
      : []),
    ...(built ? [] : ['Upstream is not built']),
  ]
  return {
    name: 'Packages',
    ok: faults.length === 0,
    text: faults.join('; ') || 'installed and built',
    remedy: 'Run: npm start',
  }
}

function versionIn(folder: string): string | undefined {
  const file = join(folder, 'package.json')
  return existsSync(file) ? Manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).version : undefined
}

/** What the database is, once it answers. */
export async function checkEngine(db: Db, embedded: boolean): Promise<Check[]> {
  const { version, missing } = await readServer(db)
  const name = `PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}`
  const postgis = await db.maybe(
    z.object({ version: z.string() }),
    sql`select extversion as version from pg_extension where extname = 'postgis'`,
  )
  const kind = embedded
    ? `${name}, embedded: for trying, teaching and a small unit. A larger one sets DATABASE_URL (docs/deploy.md)`
    : `${name} on a server`
  return [
    { name: 'Database', ok: version >= 150_000, text: kind, remedy: 'Upstream needs PostgreSQL 15 or newer.' },
    {
      name: 'PostGIS',
      ok: missing.length === 0 && postgis !== undefined,
      text: postgis?.version ?? 'not added to this database yet',
      remedy: 'Start Upstream once; if it goes on, ask for: create extension postgis',
    },
  ]
}

export async function checkMigrations(db: Db): Promise<Check> {
  const done = new Set(
    (await db.many(z.object({ name: z.string() }), sql`select name from migrations`)).map(row => row.name),
  )
  const known = knownMigrations()
  const waiting = known.filter(name => !done.delete(name))
  const strange = [...done]
  const text = strange.length
    ? `the database was made by a newer Upstream: ${list(strange)}`
    : waiting.length
      ? `${plural(waiting.length, 'change')} of shape waiting: ${list(waiting)}`
      : `all ${whole(known.length)} applied`
  const remedy = strange.length ? 'Bring this Upstream up to date: git pull' : 'Start Upstream once: npm start'
  return { name: 'Migrations', ok: waiting.length + strange.length === 0, text, remedy }
}

const JobRow = z.object({ kind: z.string(), failed: z.number(), waiting: z.number(), error: z.string().nullable() })

/** Work that failed for good in the last week, or waits longer than it should. */
export async function checkJobs(db: Db): Promise<Check> {
  const rows = await db.many(
    JobRow,
    sql`
    select kind,
      count(*) filter (where error is not null and finished_at > now() - interval '7 days') as failed,
      count(*) filter (where finished_at is null and run_at < now() - interval '1 hour') as waiting,
      max(error) as error
    from jobs group by kind order by kind`,
  )
  const wrong = rows.filter(row => row.failed + row.waiting > 0)
  const words = wrong.map(
    row =>
      `${row.kind}: ${row.failed} failed, ${row.waiting} waiting over an hour${row.error ? ` (${row.error.slice(0, 200)})` : ''}`,
  )
  return {
    name: 'Jobs',
    ok: wrong.length === 0,
    text: wrong.length ? words.join('; ') : 'none failed in the last 7 days',
    remedy: 'Look at the message; waiting jobs are done while Upstream runs.',
  }
}

const Size = z.object({ name: z.string(), bytes: z.number() })

/** The largest tables: what the space is used for. */
export async function checkSizes(db: Db): Promise<Check> {
  const sizes = await db.many(
    Size,
    sql`
    select c.relname as name, pg_total_relation_size(c.oid) as bytes from pg_class c
    where c.relkind = 'r' and c.relname <> 'spatial_ref_sys' and c.relnamespace = current_schema()::regnamespace order by 2 desc`,
  )
  const total = sizes.reduce((sum, each) => sum + each.bytes, 0)
  const largest = sizes.slice(0, 4).map(each => `${each.name} ${bytes(each.bytes)}`)
  return { name: 'Size', ok: true, text: `${bytes(total)}: ${list(largest)}` }
}
