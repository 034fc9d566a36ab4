import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestStore, type TestStore, today } from '../../../../test/support.ts'
import { addDays } from '../../../lib/dates.ts'
import { type Actor, anyone } from '../../../platform/http.ts'
import { beside, findRecord, keep, link, listRecords, stalled, stalledBefore, visible } from '../index.ts'

let it: TestStore
beforeAll(async () => {
  it = await openTestStore('empty')
})
afterAll(() => it.close())

const by = { by: 'tests', today }
const who = (role: string, ...places: string[]): Actor => ({ ...anyone, accountId: 1, role, places })
const decision = (n: number, more = {}) => ({
  key: `decision/${n}`,
  title: `Decision ${n}`,
  href: `/decisions/${n}`,
  ...more,
})

describe('records and their threads', () => {
  test('a record is kept with its coordinates, brought up to date, and found by them', async () => {
    const coordinates = { places: ['E05000001', 'E09000001'], areas: ['reducing-harm'], startsOn: '2026-01-01' }
    await keep(it.db, decision(1, coordinates), { ...by, today: '2026-01-05' })
    await keep(it.db, decision(1, { ...coordinates, title: 'Invest in this place', state: 'decided' }), by)
    expect(await findRecord(it.db, 'decision/1')).toMatchObject({
      title: 'Invest in this place',
      state: 'decided',
      openedOn: '2026-01-05',
      movedOn: today,
    })
    expect((await listRecords(it.db, { places: ['E09000001'], area: 'reducing-harm' })).map(r => r.key)).toEqual([
      'decision/1',
    ])
    expect(await listRecords(it.db, { area: 'families' })).toEqual([])
  })

  test('a kind the permission matrix does not know cannot be kept', async () => {
    await expect(keep(it.db, { key: 'gossip/1', title: 'x', href: '/x' }, by)).rejects.toThrow('not a kind of record')
  })

  test('links show from both sides, once, and never in a circle', async () => {
    await keep(it.db, decision(2), by)
    await keep(it.db, decision(3, { because: 'New' }), { ...by, because: ['decision/2'] })
    await link(it.db, 'decision/2', 'decision/3', 'tests')
    const director = who('director')
    expect((await beside(it.db, director, 'decision/2')).next.map(step => step.key)).toEqual(['decision/3'])
    const after = await beside(it.db, director, 'decision/3')
    expect(after.because.map(step => step.key)).toEqual(['decision/2'])
    expect(after.reason).toBe('New')
    await keep(it.db, decision(4), { ...by, because: ['decision/3'] })
    await expect(link(it.db, 'decision/4', 'decision/2', 'tests')).rejects.toThrow('circle')
  })

  test('a person sees on a thread only what they may see, and how much they do not', async () => {
    await keep(it.db, { key: 'place/E05000002', title: 'Ward', href: '/places/E05000002', places: ['E09000002'] }, by)
    await keep(it.db, decision(5, { places: ['E09000002'] }), { ...by, because: ['place/E05000002'] })
    const own = await beside(it.db, who('borough-lead', 'E09000002'), 'place/E05000002')
    expect(own.next.map(step => step.key)).toEqual(['decision/5'])
    const other = await beside(it.db, who('borough-lead', 'E09000001'), 'place/E05000002')
    expect(other).toMatchObject({ next: [], hidden: 1 })
    const all = await listRecords(it.db, { kinds: ['decision'] })
    expect(visible(who('borough-lead', 'E09000001'), all).map(record => record.key)).toEqual(['decision/1'])
    expect(visible(anyone, all)).toEqual([])
  })

  test('a record nothing followed for sixty days is stalled; one that ended, moved or was followed is not', async () => {
    const old = { ...by, today: addDays(today, -61) }
    await keep(it.db, decision(11), old)
    await keep(it.db, decision(12, { ended: true }), old)
    await keep(it.db, decision(13), old)
    await keep(it.db, decision(14), { ...by, because: ['decision/13'] })
    await keep(it.db, decision(15), { ...by, today: addDays(today, -60) })
    expect((await stalled(it.db, stalledBefore(today))).map(record => record.key)).toEqual(['decision/11'])
  })
})
