import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import { workOnce } from '../../../platform/jobs.ts'
import { sql } from '../../../platform/sql.ts'
import type * as people from '../../people/index.ts'
import { jobs } from './jobs.ts'
import * as queries from './queries.ts'
import * as service from './service.ts'
import { fakeFeed } from './testing.ts'
import { unitedKingdom } from './values.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
})
afterAll(() => it.close())

const licence = 'https://creativecommons.org/licenses/by/4.0/'
const form = {
  name: 'Southwharf things to do',
  format: 'oruk',
  address: 'https://feed.test/o',
  sessionsAddress: '',
  licence,
  attribution: 'Southwharf',
  trust: 'feed',
  everyHours: '24',
}
const post = (role: people.Role, url: string, payload: Record<string, string> = {}) =>
  it.ask(role, {
    method: 'POST',
    url,
    payload: new URLSearchParams(payload).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

const one = {
  id: 'a',
  name: 'Boxing <b>club</b>',
  status: 'active',
  schedules: [{ freq: 'WEEKLY', byday: 'TU', dtstart: '2026-11-03', opens_at: '16:00', closes_at: '18:00' }],
}
const work = async () => {
  const answer = () => ({
    json: { contents: [one, { id: 'b', schedules: one.schedules }], total_items: 2, total_pages: 1 },
  })
  const handlers = jobs(it.db, () => ({ asker: fakeFeed(answer).asker, today: '2026-11-22', bounds: unitedKingdom }))
  while (await workOnce(it.db, handlers));
}

/** A feed somebody else proposed, looked at. */
async function proposed(more: Partial<typeof form> = {}) {
  const id = await service.propose(it.db, 'other@tests.example', {
    ...form,
    ...more,
    address: `https://feed.test/${Math.random()}`,
    format: 'oruk',
    trust: 'feed',
    ours: false,
    everyHours: 24,
  })
  await work()
  return id
}

describe('who may', () => {
  const routes = (id: string): ['GET' | 'POST', string][] => [
    ['GET', '/feeds'],
    ['GET', '/feeds/new'],
    ['GET', `/feeds/${id}`],
    ['GET', `/feeds/${id}/status`],
    ['POST', '/feeds/new'],
    ['POST', `/feeds/${id}/approve`],
    ['POST', `/feeds/${id}/ask`],
    ['POST', `/feeds/${id}/again`],
    ['POST', `/feeds/${id}/change`],
    ['POST', `/feeds/${id}/stop`],
  ]
  test.each(['public', 'young-assessor', 'provider', 'borough-lead', 'analyst', 'director', 'administrator'] as const)(
    'not: %s',
    async role => {
      const id = await proposed()
      for (const [method, url] of routes(id)) {
        const status = (method === 'GET' ? await it.get(role, url) : await post(role, url)).statusCode
        expect([
          url,
          role === 'public' && method === 'GET' ? status === 303 : status === 403 || status === 401,
        ]).toEqual([url, true])
      }
      expect((await service.found(it.db, id)).state).toBe('proposed')
    },
  )
  test('an officer opens each page', async () => {
    const id = await proposed()
    for (const [method, url] of routes(id))
      if (method === 'GET') expect([url, (await it.get('officer', url)).statusCode]).toEqual([url, 200])
    expect((await it.get('officer', '/week')).body).toMatch(/Look at \d+ feeds? of others that needs? somebody/)
    expect((await it.get('analyst', '/week')).body).not.toContain('of others that need')
  })
})

test('what is typed wrong comes back with words beside it', async () => {
  const answer = await post('officer', '/feeds/new', {
    ...form,
    name: '',
    address: 'http://feed.test/o',
    licence: 'x',
    everyHours: '0',
  })
  expect(answer.statusCode).toBe(422)
  for (const words of [
    'Enter a name for this feed',
    'must begin with https://',
    'Enter the address of the licence',
    'at most once an hour',
  ])
    expect(answer.body).toContain(words)
  expect(answer.body).toContain('value="http://feed.test/o"')
})

test.each([
  'https://127.0.0.1/x',
  'https://10.1.2.3/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://localhost/',
  'https://a.internal/',
  'https://u:p@feed.test/',
  'ftp://feed.test/',
  'nonsense',
])('an address of a private network is refused: %s', async address =>
  expect((await post('officer', '/feeds/new', { ...form, address })).statusCode).toBe(422),
)

test('added, looked at, approved by another, asked, changed and stopped, each in the audit trail', async () => {
  const added = await post('officer', '/feeds/new', form)
  const url = String(added.headers.location).split('?')[0] ?? ''
  expect(added.statusCode).toBe(303)
  await work()
  const looked = (await it.get('officer', url)).body
  expect(looked).toContain('Boxing club')
  expect(looked).toContain('Cannot be taken')
  expect(looked).toContain('you prepared or scored it')
  const mine = await post('officer', `${url}/approve`, { version: '1' })
  expect(mine.statusCode).toBe(403)
  await it.db.run(sql`update finder_sources set made_by = 'other@tests.example' where id = ${url.split('/')[2] ?? ''}`)
  expect((await post('officer', `${url}/approve`, { version: '9' })).statusCode).toBe(409)
  expect((await post('officer', `${url}/approve`, { version: '1' })).statusCode).toBe(303)
  expect((await post('officer', `${url}/ask`)).statusCode).toBe(409)
  expect((await it.get('officer', url)).body).toContain('Asking the feed')
  await work()
  const approved = (await it.get('officer', url)).body
  expect(approved).toContain('Approved')
  expect(approved).toContain('1 new')
  expect((await it.get('officer', '/feeds')).body).toContain('1 item could not be taken')
  expect((await post('officer', `${url}/change`, { ...form, version: '2', everyHours: '48' })).statusCode).toBe(303)
  expect((await post('officer', `${url}/change`, { ...form, version: '2', everyHours: '48' })).statusCode).toBe(409)
  expect((await post('officer', `${url}/again`)).statusCode).toBe(409)
  expect((await post('officer', `${url}/stop`, { reason: '' })).statusCode).toBe(422)
  expect((await post('officer', `${url}/stop`, { reason: 'The council closed it' })).statusCode).toBe(303)
  expect((await it.get('officer', url)).body).toContain('The council closed it')
  const id = url.split('/')[2] ?? ''
  expect(await service.found(it.db, id)).toMatchObject({ state: 'stopped', nextAt: null })
  const audited = await it.db.many(
    z.object({ what: z.string() }),
    sql`select what from audit where object = ${`feed/${id}`} order by id`,
  )
  expect(audited.map(({ what }) => what)).toEqual([
    'feed.proposed',
    'feed.approved',
    'feed.crawled',
    'feed.changed',
    'feed.stopped',
  ])
})

test.each([
  ['trust', { trust: 'each' }],
  ['being one of ours', { ours: 'yes' }],
  ['licence', { licence: 'https://creativecommons.org/publicdomain/zero/1.0/' }],
] as const)('a change of its %s takes the approval back, and another gives it again', async (_, change) => {
  const id = await proposed()
  await service.approve(it.db, 'other-2@tests.example', await service.found(it.db, id), 1)
  await work()
  const attribution = { ...form, version: '2', attribution: 'The council' }
  expect((await post('officer', `/feeds/${id}/change`, attribution)).statusCode).toBe(303)
  expect(await service.found(it.db, id)).toMatchObject({ state: 'approved', changedBy: null })
  expect((await post('officer', `/feeds/${id}/change`, { ...form, ...change, version: '3' })).statusCode).toBe(303)
  expect(await service.found(it.db, id)).toMatchObject({ state: 'proposed', approvedBy: null, nextAt: null })
  expect((await post('officer', `/feeds/${id}/approve`, { version: '4' })).statusCode).toBe(403)
  await it.db.run(sql`update finder_sources set changed_by = 'other-3@tests.example' where id = ${id}`)
  expect((await post('officer', `/feeds/${id}/approve`, { version: '4' })).statusCode).toBe(303)
})

test('without a licence it cannot be approved, in whatever way it is asked', async () => {
  const id = await proposed({ licence: '' })
  expect((await it.get('officer', `/feeds/${id}`)).body).toContain('Record its licence')
  expect((await post('officer', `/feeds/${id}/approve`, { version: '1' })).statusCode).toBe(409)
  expect((await queries.source(it.db, id))?.state).toBe('proposed')
})

test('what nobody has looked at to its end cannot be approved', async () => {
  const id = await proposed()
  await it.db.run(sql`update finder_crawls set outcome = 'failed' where source_id = ${id}`)
  expect((await it.get('officer', `/feeds/${id}`)).body).toContain('nobody approves what nobody has seen')
  expect((await post('officer', `/feeds/${id}/approve`, { version: '1' })).statusCode).toBe(409)
  expect((await queries.source(it.db, id))?.state).toBe('proposed')
})

test('nonsense in the address is not found', async () => {
  for (const id of ['x', 'feed-1', '%00', '..', 'a'.repeat(300)])
    expect((await it.get('officer', `/feeds/${encodeURIComponent(id)}`)).statusCode).toBeLessThan(500)
  expect((await it.get('officer', '/feeds/feed-none')).statusCode).toBe(404)
})
