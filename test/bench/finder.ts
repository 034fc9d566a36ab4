// Search at three sizes: how long a question takes, today near me, one entry, 20 people at once, and making all of search anew.
import { z } from 'zod'
import { publicEntry } from '../../src/features/finder/entries/public.ts'
import type { Ask } from '../../src/features/finder/question.ts'
import { refreshAll } from '../../src/features/finder/search/again.ts'
import { anything } from '../../src/features/finder/search/ask.ts'
import { find } from '../../src/features/finder/search/find.ts'
import type { Database, Db } from '../../src/platform/db.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { raw, sql } from '../../src/platform/sql.ts'
import { onEmbedded, onServer } from './databases.ts'
import { chance, pointIn, seedEntries, seedGrid } from './finder-data.ts'
import { quantile } from './measure.ts'
import { hasPostgres } from './postgres.ts'
import type { Figure } from './report.ts'

const clock = { today: '2026-11-24', minutes: 16 * 60 + 10 }
const times = 150
const users = 20
const forMs = 10_000

/** p95 in milliseconds; of making search anew, seconds. finder.md, 5. */
const budgets = new Map([
  [2_500, { search: 50, today: 30, detail: 20, again: 5 }],
  [100_000, { search: 150, today: 50, detail: 30, again: 120 }],
  [1_000_000, { search: 400, today: 100, detail: 50, again: 900 }],
])

/** What people type, the common the most often, some with a start, an age, a day; a few slips and sentences. */
const typed = [
  'football',
  'boxing',
  'basketball',
  'youth club',
  'swimming',
  'dance',
  'gym',
  'free football',
  'footy',
  'football near here',
  'music studio',
  'girls football',
  'free boxing tuesday',
  'footbal',
  'baskteball',
  'yoga evening',
  'climbing',
  'chess',
  'skateboarding',
  'homework help',
  'karate saturday morning',
  'fencing',
  'somewhere to go after school that is not football',
  'art for 9 year olds',
  'corfen football',
  'holcor hall',
  'gradel',
  'cooking under 12',
  'step free swimming',
  'football today 5pm',
  'martial arts',
  'tennis weekend',
  'coding',
  'trampolining',
  'parkour',
]

type Asking = () => Partial<Ask>

function mixed(random: () => number): Asking {
  return () => {
    const words = typed[Math.floor(random() ** 1.5 * typed.length)] ?? 'football'
    const near = random() < 0.6 ? { asked: '', words: '', ...pointIn(random) } : undefined
    return {
      words,
      near,
      within: near && random() < 0.4 ? 5_000 : undefined,
      age: random() < 0.4 ? 8 + Math.floor(random() * 12) : undefined,
      page: random() < 0.1 ? 2 : 1,
    }
  }
}

const todayNear =
  (random: () => number): Asking =>
  () => ({ near: { asked: '', words: '', ...pointIn(random) }, band: 'today', age: 15, free: true })

async function each(n: number, work: (i: number) => Promise<unknown>): Promise<number[]> {
  const all: number[] = []
  for (let i = 0; i < n; i++) {
    const began = performance.now()
    await work(i)
    all.push(performance.now() - began)
  }
  return all
}

const ms = (all: readonly number[]) => `${quantile(all, 0.5).toFixed(1)} / ${quantile(all, 0.95).toFixed(1)} ms`
const Id = z.object({ id: z.string() })

async function questions(
  db: Db,
  name: string,
  budget: { search: number; today: number; detail: number },
): Promise<Figure[]> {
  const ask = (asking: Asking) => find(db, { ...anything, ...asking() }, clock)
  const [mix, near] = [mixed(chance(11)), todayNear(chance(12))]
  await each(40, () => ask(mix)) // warm
  await each(10, () => ask(near))
  const ids = await db.many(Id, sql`select id from finder_entries tablesample system (5) limit 200`)
  const detail = await each(times, i => publicEntry(db, ids[i % ids.length]?.id ?? ''))
  const how = `${times} questions one after another, warm, p50 / p95`
  const searched = await each(times, () => ask(mix))
  const nearby = await each(times, () => ask(near))
  return [
    {
      what: `Finder, ${name}: search`,
      value: ms(searched),
      budget: `${budget.search} ms at p95`,
      how: `${how}; words, slips, sentences, filters in words, with and without a start; 20 results with counts`,
    },
    {
      what: `Finder, ${name}: today near me`,
      value: ms(nearby),
      budget: `${budget.today} ms at p95`,
      how: `${how}; free, age 15, nearest`,
    },
    {
      what: `Finder, ${name}: one entry`,
      value: ms(detail),
      budget: `${budget.detail} ms at p95`,
      how: `${how}; as its page reads it`,
    },
  ]
}

async function atOnce(db: Db, name: string, budget: number): Promise<Figure> {
  const all: number[] = []
  const began = performance.now()
  const one = async (n: number) => {
    const [mix, near] = [mixed(chance(100 + n)), todayNear(chance(200 + n))]
    for (let i = 0; performance.now() - began < forMs; i++) {
      const from = performance.now()
      await find(db, { ...anything, ...(i % 3 === 0 ? near() : mix()) }, clock)
      all.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: users }, (_, n) => one(n)))
  const seconds = (performance.now() - began) / 1_000
  return {
    what: `Finder, ${name}: ${users} people at once`,
    value: `${Math.round(all.length / seconds)} a second, p95 ${quantile(all, 0.95).toFixed(0)} ms`,
    budget: `${budget} a second`,
    how: `each asks again as soon as the answer is there, for ${forMs / 1_000} s; two searches to one “today near me”; asked from the same two cores`,
  }
}

async function measured(db: Database, reads: Db, n: number, engine: string, throughput: number): Promise<Figure[]> {
  const budget = budgets.get(n) ?? { search: 400, today: 100, detail: 50, again: 900 }
  const name = `${n.toLocaleString('en-GB')} sessions, ${engine}`
  await migrate(db)
  await seedGrid(db)
  await seedEntries(db, n)
  await db.run(raw('analyze'))
  const began = performance.now()
  await refreshAll(db, clock.today)
  const seconds = (performance.now() - began) / 1_000
  await db.run(raw('analyze'))
  const Rows = z.object({ n: z.number() })
  const rows = await db.one(Rows, sql`select count(*)::int as n from finder_times`)
  const again: Figure = {
    what: `Finder, ${name}: search made from nothing`,
    value: `${seconds.toFixed(1)} s`,
    budget: `${budget.again} s`,
    how: `every entry read, its ${rows.n.toLocaleString('en-GB')} times of ten weeks worked out, its small area looked up, words counted; one run`,
  }
  return [
    again,
    ...(await questions(reads, name, budget)),
    ...(throughput > 0 ? [await atOnce(reads, name, throughput)] : []),
  ]
}

/** `most`: how many sessions at most; a million take some 20 minutes to make. */
export async function finder(most: number): Promise<Figure[]> {
  const figures = await onEmbedded(db => measured(db, db, 2_500, 'embedded', 0))
  if (!hasPostgres()) return figures
  for (const [n, throughput] of [
    [2_500, 200],
    [100_000, 100],
    [1_000_000, 50],
  ] as const)
    if (n <= most) figures.push(...(await onServer((db, _, reads) => measured(db, reads, n, 'server', throughput))))
  return figures
}
