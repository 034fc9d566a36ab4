import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore, type TestStore } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import type { Ask, Results } from '../question.ts'
import { ageBand, type Coarse, coarseOf, countSearch, groupOf, mondayOf, mostAWeek } from './count.ts'

const ask: Ask = {
  ...{
    words: 'boxing for my son Tom at number 12',
    near: undefined,
    within: undefined,
    from: undefined,
    to: undefined,
  },
  ...{ band: 'any', after: undefined, before: undefined, age: undefined, free: false, kinds: [], activities: [] },
  ...{ themes: [], access: [], language: undefined, gender: undefined, online: 'any', food: false },
  ...{ borough: undefined, ward: undefined, sort: 'best', page: 1, size: 20 },
}
const results: Results = {
  ...{ hits: [], total: 0, more: false, read: { corrected: undefined, understood: [] } },
  ...{ crisis: [], loosened: [], facets: {} },
}
const now = { today: '2026-11-22', minutes: 17 * 60 + 4 }
const near = (asked: string) => ({ asked, words: asked, longitude: 0, latitude: 51 })

test('a week begins on Monday, across years and clock changes', () => {
  expect(['2026-11-22', '2026-11-23', '2024-12-30', '2023-12-31', '2026-03-29'].map(mondayOf)).toEqual([
    '2026-11-16',
    '2026-11-23',
    '2024-12-30',
    '2023-12-25',
    '2026-03-23',
  ])
})

test('of a search only words of fixed lists, a district and a week are left', () => {
  const coarse = coarseOf(
    { ...ask, near: near('se15 4qn'), age: 14, band: 'now', activities: ['boxing'] },
    results,
    now,
  )
  expect(coarse).toEqual({
    ...{ week: '2026-11-16', area: 'SE15', ages: '14-17', times: 'today', topic: 'sport', result: 'none', minute: 4 },
  })
})

test('nothing is counted of words of danger, of later pages, or where enough was found', () => {
  expect(coarseOf(ask, { ...results, crisis: ['childline'] }, now)).toBeUndefined()
  expect(coarseOf({ ...ask, page: 2 }, results, now)).toBeUndefined()
  expect(coarseOf(ask, { ...results, total: 3 }, now)).toBeUndefined()
  expect(coarseOf(ask, { ...results, total: 2 }, now)?.result).toBe('few')
})

test('things that do not fit what was asked are nothing found', () => {
  expect(coarseOf(ask, { ...results, total: 20, loosened: ['free'] }, now)?.result).toBe('none')
})

test('which help somebody looked for is not told apart, and an activity nobody knows is "other"', () => {
  expect(coarseOf({ ...ask, themes: ['domestic-abuse'] }, results, now)?.topic).toBe('support')
  expect(coarseOf({ ...ask, activities: ['Tom Smith of 12 High Street'] }, results, now)?.topic).toBe('other')
  expect(coarseOf({ ...ask, activities: ['football', 'music-making'] }, results, now)?.topic).toBe('several')
  expect(['football', 'drama', 'coding', 'homework', 'youth-club'].map(groupOf)).toEqual([
    ...['sport', 'arts', 'games', 'learning', 'other'],
  ])
})

test('ages fall in bands, both ends included', () => {
  expect([undefined, 7, 8, 10, 11, 13, 14, 17, 18, 24, 25].map(ageBand)).toEqual([
    ...['any', 'under-8', '8-10', '8-10', '11-13', '11-13', '14-17', '14-17', '18-24', '18-24', '25-over'],
  ])
})

let store: TestStore
beforeAll(async () => {
  store = await openTestStore('demo')
})
afterAll(() => store.close())

const base: Coarse = {
  ...{ week: '2026-11-16', area: '', ages: 'any', times: 'any', topic: 'sport', result: 'none', minute: 4 },
}
const kept = () =>
  store.db.many(
    z.object({ area: z.string(), topic: z.string(), searches: z.number() }),
    sql`select area, topic, searches from finder_unmet order by area, topic`,
  )

test('a repeat in the same minute does not count, the next minute does, and a cell has an end', async () => {
  await store.db.run(sql`delete from finder_unmet`) // the demonstration tells of some
  await countSearch(store.db, undefined)
  for (const minute of [4, 4, 5, 5, 4]) await countSearch(store.db, { ...base, minute })
  expect(await kept()).toEqual([{ area: '', topic: 'sport', searches: 3 }])
  await store.db.run(sql`update finder_unmet set searches = ${mostAWeek}`)
  await countSearch(store.db, { ...base, minute: 9 })
  expect((await kept())[0]?.searches).toBe(mostAWeek)
})

test('a ward counts as its borough, a district must have postcodes here, and anything else is the city', async () => {
  await store.db.run(sql`delete from finder_unmet`)
  const Code = z.object({ ward: z.string(), borough: z.string(), district: z.string() })
  const { ward, borough, district } = await store.db.one(
    Code,
    sql`select p.code as ward, b.code as borough, left(c.postcode, -3) as district
    from places p join places b on b.id = p.borough_id join postcodes c on c.ward_id = p.id order by c.postcode limit 1`,
  )
  for (const area of [ward, borough, district, 'ZZ99', 'E09999999']) await countSearch(store.db, { ...base, area })
  const rows = await kept()
  expect(rows.map(row => row.area).sort()).toEqual(['', borough, district].sort())
})

test('no column can hold a word somebody typed', async () => {
  await expect(store.db.run(sql`update finder_unmet set topic = 'boxing for Tom'`)).rejects.toThrow('finder_unmet')
  await expect(store.db.run(sql`update finder_unmet set area = 'near the park'`)).rejects.toThrow('finder_unmet')
})
