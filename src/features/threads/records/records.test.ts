import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestStore, type TestStore, today } from '../../../../test/support.ts'
import { addDays } from '../../../lib/dates.ts'
import { type Actor, anyone } from '../../../platform/http.ts'
import { sql } from '../../../platform/sql.ts'
import { flags, kinds, roles } from '../../people/index.ts'
import {
  beside,
  findRecord,
  keep,
  link,
  listRecords,
  searchRecords,
  stalled,
  stalledBefore,
  visible,
} from '../index.ts'

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

  test('newer records of others do not crowd out a person’s own: lists, search and the stalled ones', async () => {
    await it.db.run(sql`insert into records (key, kind, title, href, places, opened_on, moved_on)
      select 'task/' || n, 'task', 'Walk route ' || n, '/tasks/' || n, array['E09000001'], '2026-11-20', '2026-09-02' from generate_series(80001, 81200) n`)
    const old = { ...by, today: '2026-09-01' }
    await keep(it.db, { key: 'task/79999', title: 'Walk route at home', href: '/x', places: ['E09000002'] }, old)
    const lead = who('borough-lead', 'E09000002')
    const keys = (found: { key: string }[]) => found.map(each => each.key)
    expect(keys(await listRecords(it.db, { reader: lead, kinds: ['task'] }))).toEqual(['task/79999'])
    expect(keys(await searchRecords(it.db, 'walk route', lead))).toEqual(['task/79999'])
    expect(keys(await stalled(it.db, '2026-10-01', lead))).toEqual(['task/79999'])
    await it.db.run(sql`delete from records where kind = 'task'`)
  })

  test('the database shows each role the very records the matrix does', async () => {
    const facts = [{}, { released: true }, { shared: true, open: true }, { ownerId: 1 }, { organisation: 'club' }]
    const more = [{ places: ['E09000002'], agreed: true }, { assigned: [1], panel: [1] }, { invited: ['club'] }]
    const plain = { href: '/x', places: ['E09000001'], state: 'open' }
    for (const [k, kind] of kinds.entries())
      for (const [n, each] of [...facts, ...more, { closed: true, submitted: true, draft: true }].entries())
        await keep(it.db, { ...plain, key: `${kind}/${90_000 + k * 20 + n}`, title: `${kind} ${n}`, facts: each }, by)
    const everything = await listRecords(it.db, { limit: 10_000 })
    for (const role of roles)
      for (const extra of [
        {},
        { organisation: 'club' },
        { places: ['E09000002'] },
        { flags: [...flags], glass: ['decision'] },
      ]) {
        const actor = { ...who(role), ...extra }
        const keys = (found: { key: string }[]) => found.map(each => each.key).sort()
        const found = await listRecords(it.db, { reader: actor, limit: 10_000 })
        expect(keys(found), `${role} ${JSON.stringify(extra)}`).toEqual(keys(visible(actor, everything)))
      }
    await it.db.run(sql`delete from records where href = '/x'`)
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
