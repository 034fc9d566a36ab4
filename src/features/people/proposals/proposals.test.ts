import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStore, type TestStore } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import * as proposals from './index.ts'
import { insert } from './queries.ts'

let store: TestStore
beforeAll(async () => {
  store = await openTestStore('empty')
})
afterAll(() => store.close())

const [ann, ben, cat] = ['ann@x.example', 'Ben@x.example', 'cat@x.example']
let objects = 0
/** A record of its own, with what may be done to it. */
function record() {
  const object = `organisation/test-${++objects}`
  const waits = async () => (await proposals.waiting(store.db, object))?.id ?? 0
  const asks = async (by: string, draft: proposals.Fields) =>
    proposals.propose(store.db, { object, draft, by, seen: await waits() })
  const decides = async (by: string) => {
    const one = { object, id: await waits(), by }
    await proposals.toDecide(store.db, one)
    return one
  }
  return {
    object,
    asks,
    approves: async (by: string, was: proposals.Fields = { name: 'Before' }) =>
      proposals.settle(store.db, await decides(by), { state: 'approved', reason: '', was }),
    refuses: async (by: string) => proposals.refuse(store.db, { ...(await decides(by)), reason: 'No' }),
    withdraws: async (by: string) => proposals.withdraw(store.db, { object, by, seen: await waits() }),
    writers: () => proposals.writers(store.db, object),
    history: () => proposals.history(store.db, object),
    back: (by: string, id: number) =>
      proposals.takeBack(store.db, { object, id, by, reason: 'It rings out' }, new Set(['phone'])),
    ages: () =>
      store.db.run(sql`
      update proposals set made_at = '2020-01-01', decided_at = case when decided_at is not null then '2020-01-02'::timestamptz end
      where object = ${object}`),
  }
}
const run = () => proposals.proposalsRule.remove(store.db, '2026-01-01')

test('whoever wrote some of what waits does not approve it, nor what was written over it', async () => {
  const it = record()
  await it.asks(ann, { name: 'A' })
  await it.asks(ben, { name: 'B' })
  expect((await it.writers()).sort()).toEqual(['ann@x.example', 'ben@x.example'])
  for (const by of [ann, ben, ben.toUpperCase()])
    await expect(it.approves(by), by).rejects.toMatchObject({ status: 403 })
  await it.approves(cat)
  expect(await it.writers()).toEqual([])
})

test('after a refusal or a withdrawal two people go on deciding', async () => {
  const it = record()
  await it.asks(ann, { name: 'A' })
  await it.refuses(ben)
  await it.asks(ben, { name: 'B' })
  expect(await it.writers()).toEqual(['ben@x.example'])
  await it.withdraws(ben)
  await it.asks(ann, { name: 'C' })
  await it.approves(ben)
  expect((await it.history()).map(({ state }) => state)).toEqual(['approved', 'withdrawn', 'refused'])
})

test('of two who ask at once the second is told to look again', async () => {
  const { object } = record()
  await insert(store.db, { object, draft: { name: 'A' }, by: ann })
  const late = insert(store.db, { object, draft: { name: 'B' }, by: ben })
  await expect(late).rejects.toMatchObject({ status: 409, message: expect.stringContaining('Another change waits') })
})

test('who wrote what waits is not forgotten, and the newest that was approved can always be taken back', async () => {
  const it = record()
  await it.asks(ann, { name: 'A' })
  await it.approves(ben)
  await it.asks(ann, { name: 'B' })
  await it.approves(ben)
  await it.asks(ann, { name: 'C' })
  await it.asks(ben, { name: 'D' })
  await it.ages()
  await run()
  await expect(it.approves(ann)).rejects.toMatchObject({ status: 403 })
  expect(await it.history()).toHaveLength(4)
  await it.refuses(cat)
  await it.ages()
  await run()
  expect(await it.history()).toMatchObject([{ state: 'approved', draft: { name: 'B' } }])
})

test('what stood before comes back at once, but not by whoever asked for it; how to reach somebody needs two', async () => {
  const it = record()
  await it.asks(ann, { name: 'A', phone: '1' })
  await it.approves(ben, { name: 'Before', phone: '0' })
  const second = await it.asks(ben, { name: 'B' })
  await it.approves(cat, { name: 'A' })
  await expect(it.back(ann, second)).rejects.toMatchObject({ status: 403 })
  const back = await it.back(ben, second)
  expect(back).toMatchObject({ isNow: true, was: { name: 'A' }, reason: 'Taken back: It rings out' })
  await it.withdraws(ben)
  const third = await it.asks(cat, { phone: '2' })
  await it.approves(ben, { phone: '1' })
  expect(await it.back(ann, third)).toMatchObject({ isNow: false, was: { phone: '1' } })
  await expect(it.back(ann, third)).rejects.toMatchObject({ status: 409 })
  await expect(it.approves(ann)).rejects.toMatchObject({ status: 403 })
})

test('the page says how a change is taken back, and by whom not', async () => {
  const it = record()
  await it.asks(ann, { name: 'A' })
  await it.approves(ben)
  await it.asks(ben, { name: 'B' })
  await it.approves(cat, { name: 'A' })
  const labels = { name: 'Name' }
  const seen = async (by: string, twice: string[] = []) =>
    proposals.decidedOf(await it.history(), labels, { by, twice: new Set(twice) }).map(({ back }) => back)
  expect(await seen(cat)).toMatchObject([{ whyNot: '', button: 'Take it back' }, null])
  expect(await seen(ann)).toMatchObject([{ whyNot: expect.stringContaining('Somebody else') }, null])
  expect(await seen(ann, ['name'])).toMatchObject([{ whyNot: '', button: 'Ask for what stood before' }, null])
  expect(proposals.decidedOf(await it.history(), labels, undefined).map(({ back }) => back)).toEqual([null, null])
})
