// Import of sessions as feeds bring them: an OpenActive feed proposed, approved by another and read by the job that reads any feed, page by page, each
// session written with its version, its audit row and its place in search. Only what answers is made here and not the network.
import { z } from 'zod'
import type { Raw } from '../../src/features/finder/feeds-in/fetch.ts'
import { jobs } from '../../src/features/finder/feeds-in/jobs.ts'
import * as service from '../../src/features/finder/feeds-in/service.ts'
import type { Database } from '../../src/platform/db.ts'
import { workOnce } from '../../src/platform/jobs.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { sql, raw as text } from '../../src/platform/sql.ts'
import { onEmbedded, onServer } from './databases.ts'
import { chance, pointIn, seedGrid } from './finder-data.ts'
import { hasPostgres } from './postgres.ts'
import type { Figure } from './report.ts'

const today = '2026-11-24'
const perPage = 500
const address = 'https://sessions.example/feed'
const licence = 'https://creativecommons.org/licenses/by/4.0/'
const boxing = 'https://openactive.io/activity-list#d4417bb3-383f-489b-b0c7-731b82f3b220'

/** One session series a week, as leisure centres publish them. */
function item(i: number, random: () => number) {
  const { longitude, latitude } = pointIn(random)
  const hour = 9 + Math.floor(random() * 11)
  const club = Math.floor(i / 40)
  return {
    ...{ id: `s${i}`, kind: 'SessionSeries', state: 'updated', modified: 1_700_000_000_000 + i },
    data: {
      ...{
        '@type': 'SessionSeries',
        '@id': `${address}/s${i}`,
        name: `Boxing ${i}`,
        description: 'Gloves and pads are there.',
      },
      activity: [{ '@id': boxing, prefLabel: 'Boxing' }],
      organizer: { '@id': `${address}/clubs/${club}`, name: `Club ${club}` },
      location: { name: `Hall ${club}`, geo: { longitude, latitude } },
      ageRange: { minValue: 8 + (i % 9), maxValue: 18 },
      offers: [{ price: i % 3 === 0 ? 0 : 2.5, priceCurrency: 'GBP' }],
      eventSchedule: [
        {
          ...{ startDate: '2026-01-05', repeatFrequency: 'P1W', scheduleTimezone: 'Europe/London' },
          byDay: [`https://schema.org/${['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'][i % 5]}`],
          ...{ startTime: `${String(hour).padStart(2, '0')}:00`, endTime: `${String(hour + 1).padStart(2, '0')}:00` },
        },
      ],
    },
  }
}

function answering(n: number): Raw {
  const random = chance(31)
  const all = Array.from({ length: n }, (_, i) => item(i, random))
  return async url => {
    const at = Number(new URL(url).searchParams.get('at') ?? '0')
    const items = all.slice(at, at + perPage)
    const body = JSON.stringify({ items, next: `${address}?at=${Math.min(at + perPage, n)}`, license: licence })
    return { ok: true, status: 200, headers: {}, body }
  }
}

const Counted = z.object({ n: z.number() })
const inGrid = { west: -1, south: 51, east: 1, north: 52 }

async function measured(db: Database, n: number, engine: string): Promise<Figure[]> {
  await migrate(db)
  await seedGrid(db)
  const asker = { raw: answering(n), wait: () => Promise.resolve() }
  const handlers = jobs(db, () => ({ asker, today, bounds: inGrid }))
  const work = async () => {
    const began = performance.now()
    while (await workOnce(db, { [service.crawlKind]: handlers[service.crawlKind] ?? (() => Promise.resolve()) }));
    return (performance.now() - began) / 1_000
  }
  const given = {
    name: 'Sessions',
    format: 'openactive' as const,
    address,
    sessionsAddress: '',
    licence,
    attribution: '',
  }
  const id = await service.propose(db, 'one@bench.example', { ...given, trust: 'feed', ours: false, everyHours: 24 })
  await work()
  await service.approve(db, 'two@bench.example', await service.found(db, id), 1)
  const first = await work()
  const there = await db.one(Counted, sql`select count(*)::int as n from finder_entries`)
  if (there.n !== n) throw new Error(`${there.n} of ${n} sessions were brought in`)
  await db.run(text('analyze'))
  await service.readAllAgain(db, 'two@bench.example', await service.found(db, id))
  const again = await work()
  const name = `${n.toLocaleString('en-GB')} sessions, ${engine}`
  const how = `pages of ${perPage} from memory, one session after another, a transaction a page; one run`
  const rate = (seconds: number) =>
    `${seconds.toFixed(0)} s, ${Math.round(n / seconds).toLocaleString('en-GB')} a second`
  return [
    {
      what: `Import, ${name}`,
      value: rate(first),
      budget: 'none',
      how: `${how}; each with version, audit row and search`,
    },
    { what: `Import, ${name}, read all again`, value: rate(again), budget: 'none', how: `${how}; nothing has changed` },
  ]
}

const whole = 100_000

/** `most`: how many sessions at most; fewer than 2,500 show that it works. */
export async function importing(most: number): Promise<Figure[]> {
  const figures = await onEmbedded(db => measured(db, Math.min(2_500, most), 'embedded'))
  if (hasPostgres() && most >= whole) figures.push(...(await onServer(db => measured(db, whole, 'server'))))
  return figures
}
