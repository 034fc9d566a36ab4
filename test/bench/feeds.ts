// Feeds at two sizes: a page of 100 services as Open Referral, a page of 500 items of each OpenActive feed.
import { seriesItems } from '../../src/features/finder/feeds-out/active/feed.ts'
import { sessionItems } from '../../src/features/finder/feeds-out/active/sessions.ts'
import type { Given } from '../../src/features/finder/feeds-out/entry.ts'
import { readAsk } from '../../src/features/finder/feeds-out/oruk/ask.ts'
import { pageFrom, services } from '../../src/features/finder/feeds-out/oruk/lists.ts'
import { refreshAll } from '../../src/features/finder/search/again.ts'
import type { Database } from '../../src/platform/db.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { raw } from '../../src/platform/sql.ts'
import { onEmbedded, onServer } from './databases.ts'
import { seedEntries, seedGrid } from './finder-data.ts'
import { quantile } from './measure.ts'
import { hasPostgres } from './postgres.ts'
import type { Figure } from './report.ts'

const today = '2026-11-24'
const times = 30
const publisher = { address: 'https://city.example', unit: 'The unit', city: 'Gridtown', watermark: '' }
/** p95 of a list page of 100 in milliseconds (finder.md, 5). */
const budgets = new Map([
  [2_500, 100],
  [100_000, 150],
])

async function timed(work: (i: number) => Promise<object>): Promise<string> {
  const all: number[] = []
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    JSON.stringify(await work(i))
    all.push(performance.now() - began)
  }
  return `${quantile(all, 0.5).toFixed(0)} / ${quantile(all, 0.95).toFixed(0)} ms`
}

async function measured(db: Database, n: number, engine: string): Promise<Figure[]> {
  await migrate(db)
  await seedGrid(db)
  await seedEntries(db, n)
  await db.run(
    raw(`update opportunities set modified = 1700000000000 + ascii(substr(id::text, 1, 1)) where modified = 0`),
  )
  await db.run(raw('analyze'))
  await refreshAll(db, today)
  await db.run(raw('analyze'))
  const given: Given = { db, publisher, today: () => today, minutes: () => 720, memory: { of: '', worked: new Map() } }
  const name = `${n.toLocaleString('en-GB')} sessions, ${engine}`
  const pages = Math.floor(n / 100)
  const ask = (i: number) => readAsk({ page: `${1 + ((i * 7) % pages)}`, per_page: '100' }, false)
  const how = `${times} pages all over the feed, one after another, made and written as JSON, p50 / p95`
  const cold = await timed(i => pageFrom(given, ask(i), services))
  const [oruk, series, sessions] = [
    await timed(i => pageFrom(given, ask(i), services)),
    await timed(() => seriesItems(given, undefined)),
    await timed(() => sessionItems(given, undefined)),
  ]
  return [
    { what: `Feeds, ${name}: Open Referral page of 100, the first time`, value: cold, budget: 'none', how },
    {
      what: `Feeds, ${name}: Open Referral page of 100`,
      value: oruk,
      budget: `${budgets.get(n) ?? 300} ms at p95`,
      how,
    },
    {
      what: `Feeds, ${name}: OpenActive page of 500 series`,
      value: series,
      budget: 'none',
      how: `${how}; the first page`,
    },
    {
      what: `Feeds, ${name}: OpenActive page of 500 sessions`,
      value: sessions,
      budget: 'none',
      how: `${how}; the first page`,
    },
    {
      what: `Feeds, ${name}: OpenActive page of 500 sessions, in the middle`,
      value: await pagesOn(given),
      budget: 'none',
      how: `${how}; each page after the one before it, from the middle of the moments on`,
    },
  ]
}

/** As a reader goes on: from a moment in the middle, page after page. */
async function pagesOn(given: Given): Promise<string> {
  let after = { modified: Date.parse('2026-10-25T00:00:00Z'), id: '8' }
  return timed(async () => {
    const items = await sessionItems(given, after)
    after = items.at(-1) ?? after
    return items
  })
}

/** `most`: how many sessions at most. */
export async function feeds(most: number): Promise<Figure[]> {
  const figures = await onEmbedded(db => measured(db, 2_500, 'embedded'))
  if (hasPostgres() && most >= 100_000) figures.push(...(await onServer(db => measured(db, 100_000, 'server'))))
  return figures
}
