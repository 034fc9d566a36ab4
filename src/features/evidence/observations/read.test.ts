import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore, type TestStore } from '../../../../test/support.ts'
import { addMonths, firstDay, monthRange } from '../../../lib/dates.ts'
import { integer, seeded } from '../../../lib/stats/index.ts'
import { sql } from '../../../platform/sql.ts'
import { readLatest, readMonths } from './read.ts'
import { extentOf, isOpenlyPublished, openEvidence } from './store.ts'

const places = [1, 2, 3, 4]
const [from, to] = ['2024-01', '2025-06']
let it: TestStore

// Eight overlapping files with gaps, nulls, stubs and held months, drawn from a seed.
async function seedFiles(): Promise<void> {
  const random = seeded(7)
  const { db } = it
  await db.run(
    sql`insert into sources (id, title, publisher, custodian, licence, attribution, format, cadence, status) values ('s', 'S', 'P', 'P', 'OGL3', 'P', 'mps-wide', 'monthly', 'described')`,
  )
  await db.run(
    sql`insert into measures (code, name, short, topic, unit, kind, per, denominator, direction, definition) values ('m', 'M', 'M', 'violence', 'offences', 'count', 1000, 'residents', 'higher is worse', '')`,
  )
  for (const id of places)
    await db.run(sql`insert into places (code, name, kind) values (${`P${id}`}, ${`Place ${id}`}, 'ward')`)
  for (let n = 1; n <= 8; n++) await seedFile(n, random)
}

async function seedFile(n: number, random: () => number): Promise<void> {
  const start = addMonths(from, integer(random, 8) - 2)
  const months = monthRange(start, addMonths(start, 5 + integer(random, 10)))
  const states = months.map(() => ['loaded', 'loaded', 'loaded', 'stub', 'held'][integer(random, 5)])
  const covered = places.filter(() => random() < 0.7)
  const { id } = await it.db.one(
    z.object({ id: z.number() }),
    sql`
    insert into imports (source_id, format, file_name, file_hash, file_bytes, snapshot_on, status, made_by, finished_at)
    values ('s', 'mps-wide', ${`f${n}`}, ${`hash${n % 3}${n}`}, 1, ${firstDay(addMonths('2025-01', integer(random, 3)))}, ${n === 5 ? 'undone' : 'current'}, 't', now()) returning id`,
  )
  await it.db.run(sql`
    insert into coverage (import_id, grain, measure_ids, place_ids, periods, states, explicit)
    values (${id}, 'month', array[1], ${covered}::integer[], ${months.map(firstDay)}::date[], ${states}::text[], ${n === 3})`)
  for (const place of covered.filter(() => random() < 0.8)) {
    const amounts = months
      .slice(0, months.length - integer(random, 3))
      .map(() => (random() < 0.1 ? null : integer(random, 40)))
    await it.db.run(
      sql`insert into series (measure_id, place_id, import_id, grain, starts_on, amounts) values (1, ${place}, ${id}, 'month', ${firstDay(start)}, ${amounts}::float8[])`,
    )
  }
}

beforeAll(async () => {
  it = await openTestStore('empty')
  await seedFiles()
})
afterAll(() => it.close())

describe('the store read as a whole', () => {
  test('the analysts’ view and the pages give the same value for every cell', async () => {
    const store = await openEvidence(it.db)
    const ours = (await readMonths(it.db, store, { measureIds: [1], placeIds: places, from, to })).get(1)
    const view = await it.db.many(
      z.object({ place: z.number(), period: z.string(), value: z.number() }),
      sql`
      select p.id as place, o.period, o.value from observations o join places p on p.code = o.place
      where o.grain = 'month' and o.period between ${firstDay(from)} and ${firstDay(to)}`,
    )
    const months = monthRange(from, to)
    const cells = places.flatMap(place =>
      months.flatMap((month, i) => {
        const value = ours?.get(place)?.[i] ?? null
        return value === null ? [] : [`${place} ${firstDay(month)} ${value}`]
      }),
    )
    expect(cells.length).toBeGreaterThan(30)
    expect(view.map(row => `${row.place} ${row.period} ${row.value}`).sort()).toEqual(cells.sort())
  })

  test('a window inside a long series gives the same values as the whole', async () => {
    const store = await openEvidence(it.db)
    const whole = (await readMonths(it.db, store, { measureIds: [1], placeIds: places, from, to })).get(1)
    const part = (
      await readMonths(it.db, store, { measureIds: [1], placeIds: places, from: '2024-05', to: '2024-09' })
    ).get(1)
    for (const place of places) expect(part?.get(place)).toEqual(whole?.get(place)?.slice(4, 9))
  })

  test('an undone import no longer counts, and the kept store notices', async () => {
    const before = await openEvidence(it.db)
    await it.db.run(sql`update imports set status = 'undone', finished_at = now() where id = 8`)
    const after = await openEvidence(it.db)
    expect(after.version).not.toBe(before.version)
    expect(after.order.map(i => i.id)).not.toContain(8)
    await it.db.run(sql`update imports set status = 'current', finished_at = now() where id = 8`)
  })

  test('months known of a place come from the files in force, held ones with their reason', async () => {
    const store = await openEvidence(it.db)
    const extent = extentOf(store, 1, 1)
    expect(extent && extent.from <= extent.to).toBe(true)
    for (const gap of extent?.gaps ?? []) expect(['stub', 'held', 'withheld']).toContain(gap.state)
    expect(extentOf(store, 1, 99)).toBeUndefined()
  })

  test('the newest value of an index is read with its year', async () => {
    await it.db.run(
      sql`insert into imports (id, source_id, format, file_name, file_hash, file_bytes, snapshot_on, status, made_by, finished_at) overriding system value values (90, 's', 'imd-csv', 'imd', 'h', 1, '2025-10-30', 'current', 't', now())`,
    )
    await it.db.run(
      sql`insert into coverage (import_id, grain, measure_ids, place_ids, periods, states, explicit) values (90, 'point', array[1], array[1,2], array['2019-01-01','2025-01-01']::date[], array['loaded','loaded'], true)`,
    )
    await it.db.run(
      sql`insert into series (measure_id, place_id, import_id, grain, starts_on, amounts) values (1, 1, 90, 'point', '2025-01-01', '{32.5}'), (1, 2, 90, 'point', '2019-01-01', '{11}')`,
    )
    const latest = await readLatest(it.db, await openEvidence(it.db), 1, [1, 2, 3], 'point')
    expect(latest.get(1)).toEqual({ on: '2025-01-01', value: 32.5 })
    expect(latest.get(2)).toEqual({ on: '2019-01-01', value: 11 })
    expect(latest.has(3)).toBe(false)
  })
})

test('a measure carries where it rests on a source that is not openly published, as soon as the source is closed', async () => {
  const { db } = it
  await db.run(sql`
    insert into sources (id, title, publisher, custodian, licence, attribution, format, cadence, status, openly_published)
    values ('partner', 'Partner', 'P', 'P', 'agreement', 'P', 'measure-csv', 'monthly', 'described', true)`)
  const { id } = await db.one(
    z.object({ id: z.number() }),
    sql`
    insert into imports (source_id, format, file_name, file_hash, file_bytes, snapshot_on, status, made_by, finished_at)
    values ('partner', 'measure-csv', 'p', 'partner', 1, '2023-01-31', 'current', 't', now()) returning id`,
  )
  await db.run(sql`
    insert into coverage (import_id, grain, measure_ids, place_ids, periods, states)
    values (${id}, 'month', array[1], array[2], '{2023-01-01}', '{loaded}')`)
  const open = await openEvidence(db)
  expect([isOpenlyPublished(open, 1, 2), open.byId.get(1)?.closedAt]).toEqual([true, undefined])
  await db.run(sql`update sources set openly_published = false where id = 'partner'`)
  const closed = await openEvidence(db)
  expect([isOpenlyPublished(closed, 1, 1), isOpenlyPublished(closed, 1, 2)]).toEqual([true, false])
  for (const measure of [closed.byId.get(1), closed.byCode.get('m'), closed.measures[0]])
    expect([...(measure?.closedAt?.places ?? [])]).toEqual(['P2'])
})
