import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp, today } from '../../../../../test/support.ts'
import { addDays } from '../../../../lib/dates.ts'
import { writeSetting } from '../../../../platform/settings.ts'
import { sql } from '../../../../platform/sql.ts'
import { type Coarse, countSearch } from '../count.ts'
import { keyOf, noiseOf } from './read.ts'
import { retentionRules } from './retention.ts'
import { toldOf } from './rules.ts'
import { noticeOf } from './views.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('demo')
  await it.db.run(sql`delete from finder_unmet`)
  await writeSetting(it.db, 'finder.unmet-key', 'a key of the test')
}, 120_000)
afterAll(() => it?.close())

const base = {
  week: '2026-10-05',
  area: 'X09000001',
  ages: '14-17',
  times: 'evening',
  topic: 'sport',
  result: 'none',
} as const
const count = async (times: number, cell: Partial<Coarse> = {}) => {
  for (let minute = 0; minute < times; minute += 1) await countSearch(it.db, { ...base, ...cell, minute })
}
const url = '/coverage/unmet'
const csv = async (month = '') =>
  (await it.get('officer', `${url}.csv${month && `?month=${month}`}`)).body.trim().split(/\r?\n/)

test('opens to those who read signals, and to nobody else', async () => {
  for (const page of [url, `${url}.csv`]) {
    for (const role of ['officer', 'analyst', 'director', 'borough-lead:X09000001'] as const)
      expect((await it.get(role, page)).statusCode, `${role} ${page}`).toBe(200)
    for (const role of ['provider', 'young-assessor', 'administrator'] as const)
      expect((await it.get(role, page)).statusCode, `${role} ${page}`).toBe(403)
    expect((await it.get('public', page)).statusCode).not.toBe(200)
  }
})

describe('with searches', () => {
  beforeAll(async () => {
    await count(41)
    await count(4, { topic: 'arts' })
    await count(2, { week: '2026-10-12', area: 'X09000002', ages: '11-13', result: 'few' })
    await count(9, { week: '2026-11-16', topic: 'games' }) // this week: its month is not over
  })

  test('counts are told to the nearest 5 from 10 on, smaller ones are nowhere, and no total is', async () => {
    const lines = await csv()
    const where = lines.filter(line => line.includes(',where,')).map(line => line.split(',').slice(2).join(','))
    expect(where).toEqual([
      `X09000001,Castlemoor,Sport,${toldOf(41, noiseOf('a key of the test', '2026-10')('where', 'X09000001|sport'))}`,
    ])
    expect(await csv()).toEqual(lines)
    expect(lines.join()).not.toContain('Music')
    for (const line of lines.slice(1)) expect(Number(line.split(',').at(-1)) % 5).toBe(0)
    expect((await it.get('officer', url)).body).not.toContain('X09000002')
  })

  test('the page says no more than the file, whoever asks and whatever they choose', async () => {
    const words = async (who: Parameters<TestApp['get']>[0], query = '') =>
      [...(await it.get(who, url + query)).body.matchAll(/<td role="cell"[^>]*class="n"[^>]*>([^<]*)</g)].map(
        found => found[1],
      )
    const all = await words('analyst')
    expect(all).toEqual(await words('borough-lead:X09000002'))
    for (const query of ['?topic=arts', '?area=X09000002', '?topic=sport&area=castle'])
      for (const number of await words('director', query)) expect(all).toContain(number)
  })

  test('the page of a ward’s or borough’s coverage says the same cells of it, and no other', async () => {
    const told = (await csv()).filter(line => line.includes(',where,X09000001,')).map(line => line.split(',').at(-1))
    const beside = async (code: string) => {
      const { body } = await it.get('officer', `/coverage/${code}`)
      const part = body.slice(body.indexOf('id="lost"'))
      return [...part.matchAll(/<td[^>]*class="n"[^>]*>(\d+)</g)].map(([, n]) => n)
    }
    expect(await beside('X09000001')).toEqual(told)
    expect(await beside('X09000002')).toEqual([])
  })

  test('months from before the way of counting changed say so', async () => {
    expect((await it.get('officer', url)).body).toContain('Do not compare months before December 2026')
    expect([noticeOf(['2027-01', '2026-12']), noticeOf([])]).toEqual(['', ''])
  })

  test('of a month that is not over nothing is told, though it is asked for', async () => {
    expect((await csv('2026-11')).join()).not.toContain('Games')
    expect((await csv('2026-11')).slice(1).every(line => line.startsWith('2026-10'))).toBe(true)
  })

  test('one search more or less in a hidden cell shows in no place, and looking again shows nothing new', async () => {
    const where = async () => (await csv()).filter(line => line.includes(',where,'))
    const before = await where()
    await it.db.run(sql`update finder_unmet set searches = searches - 1 where topic = 'arts'`)
    expect(await where()).toEqual(before)
    expect(await csv()).toEqual(await csv())
  })
})

test('several who look first at once are given one key, which stays', async () => {
  const kept = await keyOf(it.db)
  await it.db.run(sql`delete from settings where key = 'finder.unmet-key'`)
  const keys = new Set(await Promise.all([1, 2, 3, 4].map(() => keyOf(it.db))))
  expect([keys.size, keys.has(kept), keys.has(await keyOf(it.db))]).toEqual([1, false, true])
  await writeSetting(it.db, 'finder.unmet-key', kept)
})

test('weeks of one month go together when their time is over, and no month is told in part', async () => {
  const [rule] = retentionRules
  const left = async () =>
    (
      await it.db.many(
        z.object({ week: z.string() }),
        sql`select distinct week::text as week from finder_unmet order by 1`,
      )
    ).map(row => row.week)
  for (const week of ['2023-09-25', '2023-10-02', '2023-10-09', '2023-10-30']) await count(6, { week })
  // the week of 25 September lies in September by its Thursday, that of 30 October in November
  for (let day = '2023-10-01'; day < '2023-11-01'; day = addDays(day, 1)) {
    await it.db.transaction(tx => rule?.remove(tx, day) ?? Promise.resolve(0))
    expect(await left(), day).toContain('2023-10-02')
  }
  expect(await left()).not.toContain('2023-09-25')
  await it.db.transaction(tx => rule?.remove(tx, '2023-11-01') ?? Promise.resolve(0))
  expect((await left()).filter(week => week < '2024-01-01')).toEqual(['2023-10-30'])
})

test('what is kept of a search has no day, no hour and nobody', async () => {
  const columns = await it.db.many(
    z.object({ name: z.string() }),
    sql`select column_name as name from information_schema.columns where table_name = 'finder_unmet' and table_schema = current_schema() order by 1`,
  )
  expect(columns.map(column => column.name)).toEqual([
    ...['ages', 'area', 'last_minute', 'result', 'searches', 'times', 'topic', 'week'],
  ])
  expect(today > base.week).toBe(true)
})
