import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore, type TestStore, today } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { refreshAll } from '../search/again.ts'
import { judge, middleOf, underServed } from './under-served.ts'

describe('the rule', () => {
  const found = { monday: '2026-11-23', hours: 15, covered: 3, middle: 5 }
  test('fewer hours than the middle ward, or none, is under-served; as many is not', () => {
    expect(judge(found, 'Northbank', 'Weekdays 4pm to 7pm')).toEqual({
      under: true,
      words: 'Northbank has something in 3 of 15 hours (weekdays 4pm to 7pm); the middle ward of the city in 5.',
    })
    expect(judge({ ...found, covered: 5 }, 'N', 'T').under).toBe(false)
    expect(judge({ ...found, covered: 0, middle: 0 }, 'N', 'T').under).toBe(true)
  })
  test('without a known week nothing is said', () => {
    expect(judge({ ...found, monday: undefined }, 'N', 'T').under).toBeUndefined()
  })
  test('the middle of even numbers is the lower one', () => {
    expect([middleOf([5, 1, 3]), middleOf([4, 1, 3, 2]), middleOf([])]).toEqual([3, 2, 0])
  })
})

let store: TestStore
beforeAll(async () => {
  store = await openTestStore('demo')
  await refreshAll(store.db, today)
}, 120_000)
afterAll(() => store?.close())

const codeOf = async (name: string) =>
  (
    await store.db.one(
      z.object({ code: z.string() }),
      sql`select code from places where name = ${name} and kind = 'ward' limit 1`,
    )
  ).code

test('a ward with nothing is under-served, and what it is held against is counted from all wards', async () => {
  const empty = await store.db.one(
    z.object({ code: z.string() }),
    sql`select p.code from places p join place_vintages v on v.place_id = p.id and v.vintage like 'ward:%'
    where not exists (select 1 from finder_times t where t.ward_id = p.id) and p.valid_to is null order by p.code limit 1`,
  )
  const found = await underServed(store.db, empty.code, { from: 14, to: 17 }, today)
  expect(found).toMatchObject({ under: true, covered: 0, hours: 15 })
  expect(found?.people).toBeGreaterThan(0)
})

test('the ward with the planted gap has fewer hours for 14 to 17 than for younger children', async () => {
  const code = await codeOf('Canal Foot')
  const [teens, all] = [
    await underServed(store.db, code, { from: 14, to: 17 }, today),
    await underServed(store.db, code, { from: 17, to: 17 }, today),
  ]
  expect(teens?.covered ?? 0).toBeLessThanOrEqual(all?.covered ?? 0)
  expect(teens?.covered).toBeLessThanOrEqual(6) // nothing on three of five days
})

test('what is no ward has no answer', async () => {
  expect(await underServed(store.db, 'X09000001', { from: 14, to: 17 }, today)).toBeUndefined()
  expect(await underServed(store.db, 'nowhere', { from: 14, to: 17 }, today)).toBeUndefined()
})
