// Import of sessions as feeds bring them: an OpenActive feed proposed, approved by another and read by the job that reads any feed, page by page, each
// session written with its version, its audit row and its place in search. Only what answers is made here and not the network.
import { z } from 'zod'
import { jobs } from '../../src/features/finder/feeds-in/jobs.ts'
import * as service from '../../src/features/finder/feeds-in/service.ts'
import type { Database } from '../../src/platform/db.ts'
import { workOnce } from '../../src/platform/jobs.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { sql, raw as text } from '../../src/platform/sql.ts'
import { onEmbedded, onServer } from './databases.ts'
import { seedGrid } from './finder-data.ts'
import { address, feedOf, licence, perPage } from './import-feed.ts'
import { familyOf, processorSeconds } from './measure.ts'
import { hasPostgres } from './postgres.ts'
import type { Figure } from './report.ts'

const today = '2026-11-24'
const Counted = z.object({ n: z.number() })
const inGrid = { west: -1, south: 51, east: 1, north: 52 }
const tellMs = 10_000

const inThousands = (n: number) => Math.round(n).toLocaleString('en-GB')

/** A figure is told as it is measured, and how far it is meanwhile: at full size it takes minutes. */
type Tell = (words: string) => void
const toScreen: Tell = words => process.stdout.write(`${words}\n`)

interface Bench {
  db: Database
  n: number
  name: string
  /** Part of the command line of the database's first process. */
  folder: string
  tell: Tell
}

/** Tells how far it is, not oftener than a person can read. */
function telling(what: string, tell: Tell): (done: number) => void {
  const began = performance.now()
  let last = began
  return done => {
    const now = performance.now()
    if (now - last < tellMs) return
    last = now
    tell(`  ${what}: ${inThousands(done)} items asked for after ${inThousands((now - began) / 1_000)} s`)
  }
}

/** Works the queue until it is empty, and says what that took of `n` sessions. */
async function timed({ db, folder, name, tell }: Bench, what: string, n: number, feed: ReturnType<typeof feedOf>) {
  const how = `pages of ${perPage} from memory, one after another, a transaction a page; one run; beside clock seconds those of all processors (this process and the database)`
  const handler = jobs(db, () => ({
    asker: { raw: feed.raw(telling(`${what}, ${name}`, tell)), wait: () => Promise.resolve() },
    today,
    bounds: inGrid,
  }))[service.crawlKind]
  if (!handler) throw new Error('Nobody reads feeds')
  const [began, before] = [performance.now(), processorSeconds(folder)]
  while (await workOnce(db, { [service.crawlKind]: handler }));
  const seconds = (performance.now() - began) / 1_000
  const value = `${seconds.toFixed(1)} s, ${inThousands(n / seconds)} a second; ${(processorSeconds(folder) - before).toFixed(1)} s of processor`
  return { what: `${what}, ${name}`, value, budget: 'none', how }
}

const proposed = (db: Database) =>
  service.propose(db, 'one@bench.example', {
    ...{ name: 'Sessions', format: 'openactive' as const, address, sessionsAddress: '', licence, attribution: '' },
    ...{ trust: 'feed' as const, ours: false, everyHours: 24 },
  })

async function found(db: Database, wanted: number): Promise<void> {
  const there = await db.one(Counted, sql`select count(*)::int as n from finder_entries`)
  if (there.n !== wanted) throw new Error(`${there.n} sessions are found, and ${wanted} should be`)
}

async function measured(bench: Bench): Promise<Figure[]> {
  const { db, n, tell } = bench
  await migrate(db)
  await seedGrid(db)
  await db.run(text('analyze places, place_vintages')) // as after a load of boundaries
  const [feed, figures]: [ReturnType<typeof feedOf>, Figure[]] = [feedOf(n), []]
  const note = async (what: string, of: number) => {
    const figure = await timed(bench, what, of, feed)
    tell(`${figure.what}: ${figure.value}`)
    figures.push(figure)
  }
  const id = await proposed(db)
  await timed(bench, 'A look', n, feed)
  await service.approve(db, 'two@bench.example', await service.found(db, id), 1)
  await note('Import', n)
  await found(db, n)
  await db.run(text('analyze'))
  await service.readAllAgain(db, 'two@bench.example', await service.found(db, id))
  await note('Import, read all again, nothing changed', n)
  const gone = feed.end()
  await service.askNow(db, 'two@bench.example', await service.found(db, id))
  await note('Import, a tenth of it has ended', gone)
  await found(db, n - gone)
  return [...figures, peak(bench)]
}

function peak({ name, folder }: Bench): Figure {
  const all = familyOf(folder)
  const [own, others] = [all.filter(({ pid }) => pid === process.pid), all.filter(({ pid }) => pid !== process.pid)]
  const most = (some: typeof all) => `${inThousands(Math.max(0, ...some.map(one => one.peak)))} MiB`
  return {
    what: `Import, ${name}, peak memory`,
    value: `${most(own)}; the database ${most(others)}`,
    budget: 'none',
    how: 'VmHWM of the process that reads the feed (with all it did before), and of the largest process of the database',
  }
}

const whole = 100_000

/** `most`: how many sessions at most. */
export async function importing(most: number, tell: Tell = toScreen): Promise<Figure[]> {
  const on = (engine: string, n: number) => (db: Database, folder: string) =>
    measured({ db, n, name: `${inThousands(n)} sessions, ${engine}`, folder, tell })
  const figures = await onEmbedded(on('embedded', Math.min(2_500, most)))
  if (hasPostgres()) figures.push(...(await onServer(on('server', Math.min(whole, most)))))
  return figures
}
