// Whatever is sent to any address of the product, it answers: never with a fault of ours.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { twinOf } from '../src/features/finder/feeds-out/ids.ts'
import { organisationFor, plant, refuge, secrets } from '../src/features/finder/feeds-out/testing.ts'
import { refresh } from '../src/features/finder/search/refresh.ts'
import * as organisations from '../src/features/organisations/index.ts'
import type { Role } from '../src/features/people/index.ts'
import { root } from '../src/platform/root.ts'
import { sql } from '../src/platform/sql.ts'
import { openTestApp, type TestApp, today } from './support.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('demo')
})
afterAll(() => it?.close())

const roles: Role[] = ['director', 'administrator', 'analyst']
// Ending the session would leave the rest to a stranger, who gets no further than the door.
const leave = /sign-out|sessions|^\/assets|\*/

const words = [
  '99999999999',
  '-1',
  '1e9',
  'abc',
  '1',
  '0000-01-01',
  '9999-12-31',
  'x'.repeat(300),
  "'; drop table places; --",
  '%',
  '🙂',
]
const asParts = ['99999999999', '0', '1', 'abc', 'x'.repeat(80), '9999-12', '%25', '%F0%9F%99%82', '%00']

const templates = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? templates(path) : path.endsWith('.njk') ? [readFileSync(path, 'utf8')] : []
  })
/** Every field of every form. */
const fields = [
  ...new Set(
    templates(join(root, 'src')).flatMap(text =>
      [...text.matchAll(/\bname(?:="|: ")([\w-]+)"/g)].map(found => found[1] ?? ''),
    ),
  ),
]
const questions = [
  'because',
  'done',
  'end',
  'follow',
  'from',
  'hash',
  'measure',
  'month',
  'page',
  'q',
  'sort',
  'station',
  'to',
  'vintage',
  'words',
]
const urls = (method: string) =>
  it.routes.filter(route => route.method === method && !leave.test(route.url)).map(route => route.url)
const filled = (url: string, part: string) => url.replace(/:\w+(\([^)]*\))?/g, part)

async function faults(
  asked: { role: Role; method: 'GET' | 'POST'; url: string; payload?: string; type?: string }[],
): Promise<string[]> {
  const found: string[] = []
  for (const { role, method, url, payload, type } of asked) {
    const headers = payload === undefined ? {} : { 'content-type': type ?? 'application/x-www-form-urlencoded' }
    const answer = await it.ask(role, { method, url, headers, payload })
    if (answer.statusCode >= 500)
      found.push(`${answer.statusCode} ${role} ${method} ${url} ${payload?.slice(0, 60) ?? ''}`)
  }
  return [...new Set(found)]
}

const turn = (i: number) => roles[i % roles.length] ?? 'director'

describe('a refuge', () => {
  const words = ['Hidden House', '9 Secret Street', 'XZ9 9ZZ', 'secret']
  let parts: string[] = []
  let id = ''
  let network = ''
  beforeAll(async () => {
    const organisationId = await organisationFor(it.db, 'A refuge of the walk')
    id = await plant(it.db, {
      organisationId,
      today,
      kind: 'support',
      body: refuge,
      boroughId: (await boroughs())[0]?.id ?? 0,
    })
    network = await plant(it.db, { organisationId, today, kind: 'network', body: { ...refuge, themes: ['parents'] } })
    const { key } = (await organisations.find(it.db, organisationId)) ?? expect.fail('no organisation')
    const places = await it.db.many(
      z.object({ code: z.string() }),
      sql`(select code from places where kind = 'ward' order by code limit 1)
      union all (select code from places where kind = 'borough' order by code limit 1)`,
    )
    parts = [id, twinOf(id), organisationId, key, 'domestic-abuse', '1', ...places.map(({ code }) => code)]
  })

  const Borough = z.object({ id: z.number(), code: z.string(), name: z.string(), postcode: z.string().nullable() })
  const boroughs = () =>
    it.db.many(
      Borough,
      sql`select b.id, b.code, b.name, (select min(postcode) from postcodes p where p.borough_id = b.id) as postcode
        from places b where b.kind = 'borough' and b.valid_to is null order by b.code limit 3`,
    )

  /** Every answer a stranger gets of every address, with what was asked for in it. */
  async function* answers(queries: readonly string[]) {
    for (const url of urls('GET')) {
      const all = url.includes(':') ? parts.map(part => filled(url, encodeURIComponent(part))) : [url]
      for (const each of all.flatMap(one => queries.map(query => `${one}${query}`)))
        yield { url: each, answer: await it.get('public', each) }
    }
  }

  test('is told to no stranger at any address: pages, feeds, files, maps, calendars, lists', async () => {
    const told: string[] = []
    let found = 0
    const asked = new URLSearchParams(
      [...fields, ...questions].map(name => [name, name === 'q' ? 'place to stay' : id]),
    )
    for await (const { url, answer } of answers(['', `?${asked}`])) {
      if (answer.body.includes('A place to stay')) found++
      told.push(...secrets.filter(secret => answer.body.includes(secret)).map(secret => `${url} ${secret}`))
    }
    expect(told).toEqual([])
    expect(found).toBeGreaterThan(5)
  }, 300_000)

  test('is found by nothing that is hidden: not its house, not its street, not its postcode', async () => {
    const row = await it.db.one(
      z.object({ words: z.string(), venue: z.string(), isNowhere: z.boolean() }),
      sql`select words::text as words, venue, point is null and ward_id is null and borough_id is null as "isNowhere" from finder_entries where id = ${id}`,
    )
    expect([row.venue, row.isNowhere]).toEqual(['', true])
    expect(row.words).not.toMatch(/hidden|secret|xz9/i)
    const near = 'postcode=XZ9%209ZZ&proximity=100000'
    const asked = words.flatMap(word => {
      const said = encodeURIComponent(word)
      return [`/things-to-do?q=${said}`, `/things-to-do?place=${said}`, `/api/open-referral/services?search=${said}`]
    })
    for (const url of [
      ...asked,
      `/api/open-referral/services?${near}`,
      `/api/open-referral/service_at_locations?${near}`,
    ]) {
      const { body } = await it.get('public', url)
      expect(body.includes(id), url).toBe(false)
    }
  })

  test('is in no borough: what is told of each borough is the same wherever its record stands', async () => {
    const all = await boroughs()
    const asked = all.flatMap(({ code, name, postcode }) => [
      `/things-to-do?borough=${code}`,
      `/things-to-do?borough=${code}&theme=domestic-abuse`,
      `/things-to-do?near=${code}&theme=domestic-abuse`,
      `/your-council/${code}`,
      `/get-involved/parents?place=${encodeURIComponent(name)}`,
      `/api/open-referral/services?postcode=${postcode ?? ''}&per_page=500`,
    ])
    const told = async (boroughId: number | null) => {
      await it.db.run(
        sql`update opportunities set borough_id = ${boroughId}::integer where id = any(${[id, network]}::uuid[])`,
      )
      await refresh(it.db, [id, network], today)
      const bodies: string[] = []
      for (const url of asked) bodies.push((await it.get('public', url)).body.replace(/ nonce="[^"]*"/g, ''))
      return bodies
    }
    const nowhere = await told(null)
    expect(nowhere.filter(body => body.includes(id) || body.includes(network)).length).toBeGreaterThan(3)
    for (const { id: boroughId } of all.slice(0, 2)) {
      const there = await told(boroughId)
      expect(asked.filter((_, i) => there[i] !== nowhere[i])).toEqual([])
    }
  }, 120_000)
})

test('no address breaks on a part that is nothing it knows', async () => {
  const asked = urls('GET').flatMap((url, i) =>
    url.includes(':') ? asParts.map(part => ({ role: turn(i), method: 'GET' as const, url: filled(url, part) })) : [],
  )
  expect(asked.length).toBeGreaterThan(200)
  expect(await faults(asked)).toEqual([])
}, 300_000)

const question = (word: string, w: number) =>
  new URLSearchParams(
    [...new Set([...fields, ...questions])].flatMap(name =>
      Array<[string, string]>(1 + (w % 4 === 0 ? 1 : 0)).fill([name, word]),
    ),
  ).toString()

test('no address breaks on a question that makes no sense', async () => {
  const asked = urls('GET').flatMap((url, i) =>
    words
      .slice(i % 2)
      .filter((_, w) => w % 2 === 0)
      .map((word, w) => ({
        role: turn(i + w),
        method: 'GET' as const,
        url: `${filled(url, '1')}?${question(word, w)}`,
      })),
  )
  expect(asked.length).toBeGreaterThan(500)
  expect(await faults(asked)).toEqual([])
}, 600_000)

test('no form breaks on what nobody would type', async () => {
  const bodies = words.map(word => new URLSearchParams(fields.map(field => [field, word])).toString())
  const asked = urls('POST').flatMap((url, i) =>
    [
      ...bodies,
      fields.map(field => `${field}=%00`).join('&'),
      fields.map(field => `${field}=a&${field}=b`).join('&'),
    ].map((payload, b) => ({
      role: turn(i + b),
      method: 'POST' as const,
      url: filled(url, b % 3 === 0 ? '99999999999' : '1'),
      payload,
    })),
  )
  expect(asked.length).toBeGreaterThan(500)
  expect(await faults(asked)).toEqual([])
}, 600_000)

test('a body that is no form is refused', async () => {
  const asked = urls('POST').map((url, i) => ({
    role: turn(i),
    method: 'POST' as const,
    url: filled(url, '1'),
    payload: '{"reason":"\\ud800","toString":1}',
    type: 'application/json',
  }))
  expect(await faults(asked)).toEqual([])
})
