import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore, type TestStore, today } from '../../../../test/support.ts'
import { addDays } from '../../../lib/dates.ts'
import { root } from '../../../platform/root.ts'
import { raw, sql } from '../../../platform/sql.ts'
import * as organisations from '../../organisations/index.ts'
import type { NewBody } from '../schemas.ts'
import { approveByTrust, enterApproved, goBack } from './approved.ts'
import { offer } from './beside.ts'
import { publicEntries, publicEntry, tombstones } from './public.ts'
import * as queries from './queries.ts'
import * as service from './service.ts'

let store: TestStore
let organisationId = ''
beforeAll(async () => {
  store = await openTestStore('empty')
  const kept = await organisations.enter(store.db, {
    by: 'setup',
    name: 'Tideway Youth',
    email: 'hello@tideway.example',
  })
  if (!kept.ok) throw new Error('not kept')
  organisationId = kept.organisation.id
})
afterAll(() => store.close())

const body = (over: Partial<NewBody> = {}): NewBody => ({
  name: 'Boxing',
  summary: 'Learn to box.',
  minAge: 18,
  cost: { kind: 'free', words: '' },
  join: { how: 'turn-up' },
  ...over,
})
const [writer, officer, other] = ['provider@x.example', 'officer@x.example', 'officer-2@x.example']
const add = (over: Partial<NewBody> = {}) =>
  service.enter(store.db, {
    by: writer,
    kind: 'activity',
    organisationId,
    boroughId: null,
    body: body(over),
    note: '',
    verdict: 'waiting',
  })
const approve = (id: string, version: number, by = officer) => service.approve(store.db, { id, version, by, today })
const doing = (id: string, reason = 'a reason') => ({ id, by: officer, reason, today, mayApprove: true })
const entry = async (id: string) => (await queries.find(store.db, id)) ?? expect.fail('no entry')
const Deed = z.object({ what: z.string() })
const deeds = async (id: string) =>
  (await store.db.many(Deed, sql`select what from audit where object = ${`opportunity/${id}`} order by id`)).map(
    row => row.what,
  )

describe('an entry', () => {
  let id = ''
  beforeEach(async () => {
    ;({ id } = await add())
  })

  test('is read by nobody until a second person approves it', async () => {
    expect(await publicEntry(store.db, id)).toBeUndefined()
    await expect(approve(id, 1, writer)).rejects.toThrow('second person')
    await approve(id, 1)
    expect(await publicEntry(store.db, id)).toMatchObject({
      version: 1,
      body: { name: 'Boxing' },
      organisation: { key: 'tideway-youth', email: 'hello@tideway.example' },
      checkedOn: today,
    })
    expect((await entry(id)).reviewOn).not.toBeNull()
    expect(await deeds(id)).toEqual(['opportunity.sent', 'opportunity.approved'])
  })

  test('changes for the public when its next version is approved, and not before', async () => {
    await approve(id, 1)
    const before = await entry(id)
    const written = await service.write(store.db, {
      id,
      by: writer,
      body: body({ name: 'Boxing club' }),
      note: 'A new name',
      seen: 1,
      verdict: 'waiting',
    })
    expect(written).toEqual({ ok: true, version: 2 })
    expect((await publicEntry(store.db, id))?.body.name).toBe('Boxing')
    await approve(id, 2)
    expect((await publicEntry(store.db, id))?.body.name).toBe('Boxing club')
    expect((await entry(id)).modified).toBeGreaterThan(before.modified)
    await expect(approve(id, 2)).rejects.toThrow('meanwhile')
  })

  test('is not written over: what was typed comes back with what another wrote meanwhile', async () => {
    const write = (by: string, name: string) =>
      service.write(store.db, { id, by, body: body({ name }), note: '', seen: 1, verdict: 'draft' })
    expect(await write(writer, 'Mine')).toMatchObject({ ok: true, version: 2 })
    expect(await write(officer, 'Theirs')).toMatchObject({
      ok: false,
      typed: { name: 'Theirs' },
      newest: { version: 2, madeBy: writer, body: { name: 'Mine' } },
    })
    expect((await queries.versions(store.db, id)).map(({ verdict }) => verdict)).toEqual(['draft', 'replaced'])
  })

  test('written in turn by two is approved by a third', async () => {
    await service.write(store.db, { id, by: officer, body: body(), note: '', seen: 1, verdict: 'waiting' })
    await expect(approve(id, 2, officer)).rejects.toThrow('second person')
    await expect(approve(id, 2, writer.toUpperCase())).rejects.toThrow('second person')
    await approve(id, 2, other)
    expect((await entry(id)).publicVersion).toBe(2)
  })

  test('that is refused keeps the reason and stays unread', async () => {
    await service.refuse(store.db, { id, version: 1, by: officer, reason: 'Say where it is' })
    expect(await queries.version(store.db, id, 1)).toMatchObject({ verdict: 'refused', reason: 'Say where it is' })
    expect(await publicEntry(store.db, id)).toBeUndefined()
    await expect(approve(id, 1)).rejects.toThrow('meanwhile')
  })

  test('is hidden, shown, closed and opened again; feeds are told each time', async () => {
    await approve(id, 1)
    let last = (await entry(id)).modified
    const moves: [() => Promise<void>, string][] = [
      [() => service.hide(store.db, doing(id)), 'hidden'],
      [() => service.show(store.db, doing(id)), 'public'],
      [() => service.close(store.db, doing(id)), 'closed'],
      [() => service.reopen(store.db, doing(id)), 'public'],
    ]
    for (const [move, state] of moves) {
      await move()
      const now = await entry(id)
      expect(now.state).toBe(state)
      expect(now.modified).toBeGreaterThan(last)
      last = now.modified
      expect((await tombstones(store.db, { ids: [id] })).length).toBe(state === 'public' ? 0 : 1)
      expect((await publicEntries(store.db, { ids: [id] })).length).toBe(state === 'public' ? 1 : 0)
    }
    await expect(service.show(store.db, doing(id))).rejects.toThrow('meanwhile')
  })

  test('that was taken down is not put back by whoever may not approve, whichever way is tried', async () => {
    await approve(id, 1)
    const by = { ...doing(id), by: writer, mayApprove: false }
    await service.hide(store.db, doing(id, 'It is not safe'))
    await expect(service.show(store.db, by)).rejects.toThrow('who approves')
    await service.close(store.db, { ...by, reason: 'It has ended' })
    await expect(service.reopen(store.db, by)).rejects.toThrow('who approves')
    expect(await entry(id)).toMatchObject({
      state: 'closed',
      stateReason: 'It has ended (hidden before: It is not safe)',
    })
    expect(await publicEntry(store.db, id)).toBeUndefined()
  })

  test('that was never public tells no feed anything', async () => {
    await service.close(store.db, doing(id))
    expect((await entry(id)).modified).toBe(0)
    expect(await tombstones(store.db, { ids: [id] })).toEqual([])
    await service.reopen(store.db, doing(id))
    expect((await entry(id)).state).toBe('draft')
  })

  test('is merged into another, once, and leads there', async () => {
    await approve(id, 1)
    const { id: into } = await add({ name: 'The same boxing' })
    await expect(service.merge(store.db, { ...doing(id), into: id })).rejects.toThrow('another')
    await service.merge(store.db, { ...doing(id), into })
    expect(await entry(id)).toMatchObject({ state: 'merged', mergedInto: into })
    expect(await tombstones(store.db, { ids: [id] })).toMatchObject([{ mergedInto: into }])
    await expect(service.merge(store.db, { ...doing(into), into: id })).rejects.toThrow('merged itself')
    await expect(
      service.write(store.db, { id, by: writer, body: body(), note: '', seen: 1, verdict: 'draft' }),
    ).rejects.toThrow('merged')
  })

  test('goes back to what was approved in one step, and to anything else by the second person', async () => {
    await approve(id, 1)
    await service.write(store.db, {
      id,
      by: writer,
      body: body({ name: 'Two' }),
      note: '',
      seen: 1,
      verdict: 'waiting',
    })
    await approve(id, 2)
    const back = (version: number, seen: number, by = officer, mayApprove = true) =>
      goBack(store.db, { id, version, seen, by, mayApprove, today })
    expect(await back(1, 2)).toMatchObject({ version: 3, isPublic: true })
    expect((await publicEntry(store.db, id))?.body.name).toBe('Boxing')
    expect(await back(2, 3, writer, false)).toMatchObject({ version: 4, isPublic: false })
    expect((await publicEntry(store.db, id))?.body.name).toBe('Boxing')
    await expect(back(2, 3)).rejects.toThrow('meanwhile')
    await expect(back(9, 4)).rejects.toThrow('could not find')
  })

  test('that goes back says when its words were checked, which is not today; without what is needed now it waits', async () => {
    const young = await add({ minAge: 11, maxAge: 16 })
    await approve(young.id, 1)
    const later = addDays(today, 30)
    const to = { id: young.id, version: 1, seen: 1, by: officer, mayApprove: true, today: later }
    expect(await goBack(store.db, to)).toMatchObject({ isPublic: false })
    await approve(id, 1)
    await store.db.run(sql`
      update opportunity_versions set decided_at = ${today}::date - 100 where opportunity_id = ${id} and version = 1`)
    const due = (await entry(id)).reviewOn
    expect(await goBack(store.db, { ...to, id })).toMatchObject({ isPublic: true })
    expect(await entry(id)).toMatchObject({ checkedOn: addDays(today, -100), reviewOn: due })
  })

  test('is not approved on trust without what is needed for under 18s', async () => {
    const young = await add({ minAge: 11 })
    const trusted = { id: young.id, version: 1, by: writer, trustedBy: officer, today }
    await expect(approveByTrust(store.db, trusted)).rejects.toThrow('It can be approved once that is said')
    expect(await publicEntry(store.db, young.id)).toBeUndefined()
  })
})

const fromFeed = (ref: string) => ({
  by: 'feed',
  approvedBy: officer,
  kind: 'activity' as const,
  organisationId,
  boroughId: null,
  note: '',
  source: { id: 'demo-feed', ref },
  today,
})

test('a mailbox of a person is refused with words, and left out of what a feed brings', async () => {
  await expect(add({ join: { how: 'ask', email: 'jo.smith@x.example' } })).rejects.toThrow('mailbox of a team')
  const given = fromFeed('7')
  const email = { join: { how: 'ask' as const, email: 'jo.smith@x.example' } }
  const first = await enterApproved(store.db, { ...given, body: body(email) })
  expect(first.what).toBe('new')
  expect((await queries.version(store.db, first.id, 1))?.body.join.email).toBe('')
  expect(await enterApproved(store.db, { ...given, body: body(email) })).toMatchObject({ id: first.id, what: 'same' })
  const changed = await enterApproved(store.db, { ...given, body: body({ name: 'Boxing, later' }) })
  expect(changed).toMatchObject({ id: first.id, version: 2, what: 'changed' })
  expect((await publicEntry(store.db, first.id))?.body.name).toBe('Boxing, later')
})

test('what is hidden by somebody here stays hidden whatever a feed brings', async () => {
  const given = fromFeed('8')
  const { id } = await enterApproved(store.db, { ...given, body: body() })
  await service.hide(store.db, doing(id))
  await enterApproved(store.db, { ...given, body: body({ name: 'Louder' }) })
  expect(await entry(id)).toMatchObject({ state: 'hidden', publicVersion: 2 })
})

test('what a feed brings never takes the place of what a person has open: theirs stays the newest, and says so', async () => {
  const given = fromFeed('9')
  const { id } = await enterApproved(store.db, { ...given, body: body() })
  const put = { id, by: writer, body: body({ summary: 'In our words.' }), note: 'Ours', seen: 1 }
  await service.write(store.db, { ...put, verdict: 'waiting' })
  await enterApproved(store.db, { ...given, body: body({ name: 'Louder' }) })
  expect(await publicEntry(store.db, id)).toMatchObject({ version: 3, body: { name: 'Louder' } })
  const mine = { version: 4, verdict: 'waiting', madeBy: writer, body: { summary: 'In our words.' } }
  expect(await queries.version(store.db, id, 4)).toMatchObject(mine)
  expect((await queries.version(store.db, id, 4))?.note).toContain('The feed has brought other words')
  expect(await queries.version(store.db, id, 2)).toMatchObject({ verdict: 'replaced' })
  await offer(store.db, { id, by: 'feed', body: body({ name: 'Quieter' }), note: '', seen: 4 })
  expect(await queries.version(store.db, id, 5)).toMatchObject({ verdict: 'replaced', body: { name: 'Quieter' } })
  expect(await queries.version(store.db, id, 6)).toMatchObject({ ...mine, version: 6 })
  expect((await queries.version(store.db, id, 6))?.note.match(/The feed/g)).toHaveLength(1)
  await expect(approve(id, 6, writer)).rejects.toThrow('second person')
  await approve(id, 6)
  await offer(store.db, { id, by: 'feed', body: body({ name: 'Quieter still' }), note: '', seen: 6 })
  expect(await queries.version(store.db, id, 7)).toMatchObject({ verdict: 'waiting', madeBy: 'feed' })
  await enterApproved(store.db, { ...given, body: body({ name: 'Loudest' }) })
  expect(await queries.version(store.db, id, 7)).toMatchObject({ verdict: 'replaced' })
  await expect(service.approve(store.db, { id, version: 8, by: 'feed', today })).rejects.toThrow('second person')
})

test('a feed that comes while several people write makes none of them a second person', async () => {
  const given = fromFeed('10')
  const { id } = await enterApproved(store.db, { ...given, body: body() })
  const put = { id, note: '', body: body({ summary: 'In our words.' }) }
  await service.write(store.db, { ...put, by: officer, seen: 1, verdict: 'draft' })
  await service.write(store.db, { ...put, by: writer, seen: 2, verdict: 'waiting' })
  for (const [version, name] of [
    [5, 'Louder'],
    [7, 'Loudest'],
  ] as const) {
    await enterApproved(store.db, { ...given, body: body({ name }) })
    expect(await queries.version(store.db, id, version)).toMatchObject({ verdict: 'waiting', madeBy: writer })
    await expect(approve(id, version, officer)).rejects.toThrow('second person')
    await expect(approve(id, version, writer)).rejects.toThrow('second person')
  }
  await approve(id, 7, other)
  expect(await publicEntry(store.db, id)).toMatchObject({ version: 7, body: { summary: 'In our words.' } })
})

test('going back to what was sent back makes nobody a second person of their own words', async () => {
  const { id } = await add()
  await approve(id, 1)
  const put = { id, note: '', body: body({ summary: 'In my words.' }) }
  await service.write(store.db, { ...put, by: other, seen: 1, verdict: 'waiting' })
  await service.refuse(store.db, { id, version: 2, by: officer, reason: 'Too long' })
  const later = { ...put, body: body({ name: 'Boxing, later' }), by: writer }
  await service.write(store.db, { ...later, seen: 2, verdict: 'waiting' })
  await approve(id, 3)
  const back = { id, version: 2, seen: 3, by: writer, mayApprove: true, today }
  expect(await goBack(store.db, back)).toMatchObject({ version: 4, isPublic: false })
  await expect(approve(id, 4, other)).rejects.toThrow('second person')
  await approve(id, 4)
})

test('no public reading of an entry holds where a safe venue is', async () => {
  const venue = { name: 'Willow House', address: '14 Quiet Mews', postcode: 'XQ9 8JG', longitude: -0.1, latitude: 51.5 }
  const { id } = await add({ venue: { ...venue, safe: true }, description: 'At Willow House, 14 Quiet Mews, XQ98JG' })
  await approve(id, 1)
  const told = JSON.stringify([await publicEntry(store.db, id), await publicEntries(store.db)])
  expect(told).not.toMatch(/willow|quiet mews|xq9|51\.5/i)
  expect(told).toContain('Address kept private')
})

test('entries are read page by page in a steady order, by id and by change', async () => {
  const all = await publicEntries(store.db)
  const seen: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await publicEntries(store.db, { after, limit: 2 })
    if (page.length === 0) break
    seen.push(...page.map(one => one.id))
    after = page.at(-1)?.id
  }
  expect(seen).toEqual(all.map(one => one.id))
  const changes = await publicEntries(store.db, { after: { modified: 0, id: '00000000-0000-0000-0000-000000000000' } })
  expect(changes.map(one => one.modified)).toEqual(changes.map(one => one.modified).sort((a, b) => a - b))
  expect(changes.length).toBe(all.length)
  const last = changes.at(-1)
  expect(await publicEntries(store.db, { after: { modified: last?.modified ?? 0, id: last?.id ?? '' } })).toEqual([])
})

describe('the moment of a change', () => {
  test('is later than that of every change so far, whatever the clock says', async () => {
    const [first, second] = [await add({ name: 'First' }), await add({ name: 'Second' })]
    await approve(first.id, 1)
    const ahead = Date.now() + 60_000
    await store.db.run(sql`update opportunities set modified = ${ahead} where id = ${first.id}`)
    await approve(second.id, 1)
    expect((await entry(second.id)).modified).toBeGreaterThan(ahead)
  })
  test('of two at once, whoever is seen later has the later one', async () => {
    const [slow, quick] = [await add({ name: 'Slow' }), await add({ name: 'Quick' })]
    let quickly: Promise<void> = Promise.resolve()
    await store.db.transaction(async tx => {
      await service.approve(tx, { id: slow.id, version: 1, by: officer, today })
      quickly = approve(quick.id, 1)
      const seen = await Promise.race([quickly.then(() => 'seen'), new Promise(done => setTimeout(done, 100, 'waits'))])
      expect(seen).toBe('waits')
    })
    await quickly
    expect((await entry(quick.id)).modified).toBeGreaterThan((await entry(slow.id)).modified)
  })
})

describe('an organisation', () => {
  test('has a key of its own, is changed as it was seen, and takes no person’s mailbox', async () => {
    const again = await organisations.enter(store.db, { by: officer, name: 'Tideway Youth' })
    if (!again.ok) throw new Error('not kept')
    expect(again.organisation.key).toBe('tideway-youth-2')
    const change = (seen: number, email: string) =>
      organisations.change(store.db, { by: officer, id: again.organisation.id, seen, told: { email } })
    expect(await change(1, 'jo.smith@x.example')).toMatchObject({ ok: false, errors: [{ field: 'email' }] })
    expect(await change(1, 'office@x.example')).toMatchObject({ ok: true, organisation: { version: 2 } })
    await expect(change(1, 'team@x.example')).rejects.toThrow('meanwhile')
    expect(await organisations.findByKey(store.db, 'tideway-youth-2')).toMatchObject({ email: 'office@x.example' })
    await organisations.close(store.db, { by: officer, id: again.organisation.id, today })
    expect((await organisations.list(store.db)).map(one => one.key)).not.toContain('tideway-youth-2')
  })
})

test('what a fault left a draft although it was approved is public again, told in the trail, and search is made anew', async () => {
  const { id } = await add()
  await approve(id, 1)
  const { id: written } = await add()
  // such an entry cannot come about any more: the table refuses it
  const fault = sql`update opportunities set state = 'draft' where id = ${id}`
  await expect(store.db.run(fault)).rejects.toThrow('opportunities_check')
  const before = (await entry(id)).modified
  await store.db.run(sql`alter table opportunities drop constraint opportunities_check2`)
  await store.db.run(fault)
  const repair = readFileSync(join(root, 'migrations', '0061_finder_care.sql'), 'utf8')
    .split(/;\n/)
    .find(statement => statement.includes('opportunity.mended'))
  await store.db.run(raw(repair ?? expect.fail('no repair')))
  const mended = await entry(id)
  expect([mended.state, (await entry(written)).state]).toEqual(['public', 'draft'])
  expect(mended.modified).toBeGreaterThan(before)
  expect(await deeds(id)).toEqual(['opportunity.sent', 'opportunity.approved', 'opportunity.mended'])
  const Job = z.object({ n: z.number() })
  const jobs = sql`select count(*)::int as n from jobs where kind = 'finder.refresh' and payload ->> 'nightly' = 'false'`
  expect((await store.db.one(Job, jobs)).n).toBe(1)
})
