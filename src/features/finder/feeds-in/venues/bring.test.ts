import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore, type TestStore, today } from '../../../../../test/support.ts'
import { sql } from '../../../../platform/sql.ts'
import * as entries from '../../entries/queries.ts'
import { approve, write } from '../../entries/service.ts'
import { anything } from '../../search/ask.ts'
import { find } from '../../search/find.ts'
import { bringVenues } from './bring.ts'
import type { Listed } from './setting.ts'

let store: TestStore
beforeAll(async () => {
  store = await openTestStore('demo')
})
afterAll(() => store.close())

const listed = (id: string, change: Partial<Listed> = {}): Listed => ({
  id,
  title: 'Demonstration: libraries',
  custodian: 'Riverton Council (invented)',
  licence: 'Invented data: no licence needed',
  attribution: 'Demonstration: invented data',
  ...change,
})
const bring = (change: Partial<Listed> = {}) =>
  bringVenues(store.db, 'demo', [listed('assets-libraries', change)], { by: 'load', today })

const Counts = z.object({
  assets: z.number(),
  shown: z.number(),
  found: z.number(),
  dated: z.number(),
  free: z.number(),
})
const countsOf = (kind: string, source: string) =>
  store.db.one(
    Counts,
    sql`
    select (select count(*)::int from assets where kind = ${kind}) as assets, count(*)::int as shown, count(e.id)::int as found,
      (count(*) filter (where e.dated))::int as dated, (count(*) filter (where e.free))::int as free
    from opportunities o left join finder_entries e on e.id = o.id where o.source_id = ${source} and o.state = 'public'`,
  )
const History = z.object({ versions: z.number(), modified: z.number(), closed: z.number() })
const history = () =>
  store.db.one(
    History,
    sql`
    select (select count(*)::int from opportunity_versions v join opportunities x on x.id = v.opportunity_id where x.source_id = 'assets-libraries')
      as versions, max(modified) as modified, (count(*) filter (where state = 'closed'))::int as closed
    from opportunities where source_id = 'assets-libraries'`,
  )
const typed = (words: string) => find(store.db, { ...anything, words, size: 20 }, { today, minutes: 600 })

test('every library and community centre of the city is found, undated and never as free', async () => {
  const [libraries, centres] = [
    await countsOf('library', 'assets-libraries'),
    await countsOf('community centre', 'assets-community-centres'),
  ]
  expect(libraries.assets).toBeGreaterThan(20)
  expect(libraries).toEqual({
    assets: libraries.assets,
    shown: libraries.assets,
    found: libraries.assets,
    dated: 0,
    free: 0,
  })
  expect(centres).toEqual({ assets: centres.assets, shown: centres.assets, found: centres.assets, dated: 0, free: 0 })
})

test('“library” and “community centre” find them; what is on today holds none of them', async () => {
  const said = 'we do not know its times'
  for (const words of ['library', 'libraries', 'community centre', 'community center']) {
    const { hits } = await typed(words)
    expect(
      hits.some(hit => hit.summary.includes(said)),
      words,
    ).toBe(true)
  }
  const { hits } = await typed('today')
  expect(hits.length).toBeGreaterThan(0)
  expect(hits.filter(hit => hit.summary.includes(said))).toEqual([])
})

test('the same list again writes nothing', async () => {
  const before = await history()
  await bring()
  expect(await history()).toEqual(before)
})

test('a place that is gone is taken off with its history, and is back when the list has it again', async () => {
  const before = await history()
  const Gone = z.object({ name: z.string() })
  const [one] = await store.db.many(Gone, sql`select name from assets where kind = 'library' order by name limit 1`)
  const name = one?.name ?? ''
  const call = (from: string, to: string) =>
    store.db.run(sql`update assets set kind = ${to} where name = ${name} and kind = ${from}`)
  await call('library', 'closed library')
  await bring()
  expect(await history()).toMatchObject({ versions: before.versions, closed: 1 })
  expect((await typed(name)).hits.map(hit => hit.name)).not.toContain(name)
  await call('closed library', 'library')
  await bring()
  expect(await history()).toMatchObject({ versions: before.versions, closed: 0 })
  expect((await typed(name)).hits.map(hit => hit.name)).toContain(name)
})

test('what a person has open stays the newest when the list changes beneath it', async () => {
  const One = z.object({ id: z.string(), ref: z.string(), name: z.string() })
  const one = await store.db.one(
    One,
    sql`select o.id, o.source_ref as ref, v.body ->> 'name' as name from opportunities o
      join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version
      where o.source_id = 'assets-libraries' and o.state = 'public' order by o.id limit 1`,
  )
  const entry = await entries.find(store.db, one.id)
  const now = await entries.version(store.db, one.id, entry?.publicVersion ?? 0)
  if (!entry || !now) throw new Error('no library')
  const by = 'officer@tests.example'
  const body = { ...now.body, summary: 'Story time on Saturdays.' }
  const seen = entry.lastVersion
  await write(store.db, { id: one.id, by, body, note: 'Asked them', seen, verdict: 'waiting' })
  await store.db.run(
    sql`update assets set detail = detail || '{"website": "https://new.example/"}' where kind = 'library' and name = ${one.name}`,
  )
  await bring()
  const after = await entries.find(store.db, one.id)
  expect([after?.lastVersion, after?.publicVersion]).toEqual([seen + 3, seen + 2])
  const [mine, theirs] = await entries.versions(store.db, one.id)
  expect(theirs).toMatchObject({ verdict: 'approved', body: { join: { href: 'https://new.example/' } } })
  expect(mine).toMatchObject({ verdict: 'waiting', madeBy: by, body: { summary: 'Story time on Saturdays.' } })
  expect(mine?.note).toContain('Asked them. The feed has brought other words meanwhile')
  await expect(approve(store.db, { id: one.id, version: seen + 3, by, today })).rejects.toThrow('second person')
})

test('a list without a licence is told of and nothing of it is entered', async () => {
  await store.db.run(sql`delete from finder_sources where id = 'assets-libraries'`)
  await store.db.run(sql`update opportunities set source_id = 'before' where source_id = 'assets-libraries'`)
  await bring({ licence: 'unstated' })
  const Told = z.object({
    state: z.string(),
    licence: z.string(),
    problems: z.array(z.string()),
    seen: z.number(),
    entered: z.number(),
  })
  const told = await store.db.one(
    Told,
    sql`
    select s.state, s.licence, c.problems, c.seen, c.entered from finder_sources s join finder_crawls c on c.source_id = s.id
    where s.id = 'assets-libraries'`,
  )
  expect(told).toMatchObject({ state: 'proposed', licence: '', entered: 0 })
  expect(told.seen).toBeGreaterThan(20)
  expect(told.problems.join()).toContain('No licence')
  expect((await countsOf('library', 'assets-libraries')).shown).toBe(0)
})
