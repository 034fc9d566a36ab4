// The coverage grid of a city of London's size: 684 wards in 33 boroughs, 15,000 entries, each once or twice a week for ten weeks.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { sessions } from '../../src/features/finder/coverage/queries.ts'
import { coversOf, type Ward } from '../../src/features/finder/coverage/read.ts'
import { connect, type Db } from '../../src/platform/db.ts'
import { closed, openEmbedded } from '../../src/platform/embedded/open.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { sql } from '../../src/platform/sql.ts'
import { median } from './measure.ts'
import type { Figure } from './report.ts'

const [boroughs, wards, entries, runs] = [33, 684, 15_000, 9]
const monday = '2026-11-23'

async function seed(db: Db): Promise<void> {
  await db.run(sql`insert into places (code, name, kind, valid_from)
    select 'X09' || lpad(i::text, 6, '0'), 'Borough ' || i, 'borough', '2020-01-01' from generate_series(1, ${boroughs}::int) i`)
  await db.run(sql`insert into places (code, name, kind, parent_id, borough_id, valid_from)
    select 'X05' || lpad(i::text, 6, '0'), 'Ward ' || i, 'ward', b.id, b.id, '2020-01-01' from generate_series(1, ${wards}::int) i
    join places b on b.code = 'X09' || lpad((1 + i % ${boroughs}::int)::text, 6, '0')`)
  await db.run(
    sql`insert into organisations (id, key, name, kind, made_by) values (md5('o')::uuid, 'bench', 'Bench', 'charity', 'bench')`,
  )
  await db.run(sql`insert into opportunities (id, kind, organisation_id, state, last_version, public_version, made_by)
    select md5(i::text)::uuid, 'activity', md5('o')::uuid, 'public', 1, 1, 'bench' from generate_series(1, ${entries}::int) i`)
  await db.run(sql`insert into opportunity_versions (opportunity_id, version, body, made_by, verdict, decided_by)
    select id, 1, jsonb_build_object('capacity', 20, 'description', repeat('Words about it. ', 60)), 'bench', 'approved', 'bench-2' from opportunities`)
  await db.run(sql`insert into finder_entries (id, kind, name, summary, organisation, words, min_age, max_age, free, dated, ward_id, borough_id)
    select md5(i::text)::uuid, 'activity', 'Entry ' || i, '', 'Bench', '', 8 + i % 8, 12 + i % 14, true, true, w.id, w.borough_id
    from generate_series(1, ${entries}::int) i join places w on w.code = 'X05' || lpad((1 + i % ${wards}::int)::text, 6, '0')`)
  await db.run(sql`insert into finder_times (entry_id, day, starts, ends, min_age, max_age, free, kind, ward_id)
    select e.id, ${monday}::date + 7 * week + (hashtext(e.name) & 3) + 2 * turn, 900 + 30 * (hashtext(e.name) & 7), 1020 + 30 * (hashtext(e.name) & 7),
      e.min_age, e.max_age, true, e.kind, e.ward_id
    from finder_entries e, generate_series(0, 9) week, generate_series(0, 1) turn where turn = 0 or hashtext(e.name) % 2 = 0`)
  await db.run(sql`analyze`)
}

const WardRow = z.object({
  ...{ id: z.number(), code: z.string(), name: z.string() },
  ...{ boroughId: z.number(), boroughCode: z.string(), boroughName: z.string() },
})

const wardsIn = (db: Db): Promise<Ward[]> =>
  db.many(
    WardRow,
    sql`select w.id, w.code, w.name, b.id as "boroughId", b.code as "boroughCode", b.name as "boroughName"
    from places w join places b on b.id = w.borough_id where w.kind = 'ward' order by w.name`,
  )

async function timed<T>(work: () => Promise<T> | T): Promise<{ ms: number; result: T }> {
  const before = performance.now()
  const result = await work()
  return { ms: performance.now() - before, result }
}

/** One read of the week's sessions and the grid made of them, as the page of the whole city does. */
export async function coverageGrid(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'upstream-bench-coverage-'))
  const db = connect(await openEmbedded(folder), { max: 2 })
  await migrate(db)
  await seed(db)
  const all = await wardsIn(db)
  const weeks = new Map(all.map(ward => [ward.boroughId, monday]))
  const ask = { ages: { from: 14, to: 17 }, times: { key: 'band', name: '', days: [1, 2, 3, 4, 5], from: 16, to: 19 } }
  const each: { read: number[]; grid: number[]; rows: number } = { read: [], grid: [], rows: 0 }
  for (let run = 0; run <= runs; run += 1) {
    const read = await timed(() => sessions(db, weeks, ['activity']))
    const grid = await timed(() => coversOf(all, read.result, ask, weeks))
    each.rows = read.result.length
    if (run > 0)
      for (const [key, { ms }] of [
        ['read', read],
        ['grid', grid],
      ] as const)
        each[key].push(ms)
  }
  await db.end()
  await closed(folder, 60_000)
  rmSync(folder, { recursive: true, force: true })
  const how = `${wards} wards, ${entries.toLocaleString('en-GB')} entries, ten weeks of times; embedded; median of ${runs}, ${each.rows.toLocaleString('en-GB')} rows`
  return [
    {
      what: 'Coverage of a city’s week: reading',
      value: `${Math.round(median(each.read))} ms`,
      budget: '1,000 ms',
      how,
    },
    {
      what: 'Coverage of a city’s week: the grid and its gaps',
      value: `${Math.round(median(each.grid))} ms`,
      budget: '250 ms',
      how,
    },
  ]
}
