// The rules for whoever publishes Open Referral UK (finder rules, 2.1), each by its number.
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp, today } from '../../../../../test/support.ts'
import type { Db } from '../../../../platform/db.ts'
import { sql } from '../../../../platform/sql.ts'
import * as service from '../../entries/service.ts'
import { bodyOf, organisationFor, plant, refuge, secrets } from '../testing.ts'
import { readAsk } from './ask.ts'
import { organizationPage } from './lists.ts'

const base = '/api/open-referral'
const collections = ['services', 'service_at_locations', 'organizations', 'taxonomies', 'taxonomy_terms']

const Thing = z.looseObject({ id: z.string() })
const Page = z.strictObject({
  total_items: z.number(),
  total_pages: z.number(),
  page_number: z.number(),
  size: z.number(),
  first_page: z.boolean(),
  last_page: z.boolean(),
  empty: z.boolean(),
  contents: z.array(Thing),
})

let it: TestApp
let [organisationId, boxing, hidden, refugeId] = ['', '', '', '']
beforeAll(async () => {
  it = await openTestApp('demo')
  organisationId = await organisationFor(it.db)
  const given = { organisationId, today }
  boxing = await plant(it.db, given)
  hidden = await plant(it.db, { ...given, body: bodyOf({ name: 'Hidden for now' }) })
  refugeId = await plant(it.db, { ...given, kind: 'support', body: refuge })
  await service.hide(it.db, { id: hidden, by: 'officer@tests.example', reason: 'Closed for works', today })
})
afterAll(() => it.close())

const ask = (path: string, headers: Record<string, string> = {}) =>
  it.app.inject({ method: 'GET', url: `${base}${path}`, headers })
const json = async (path: string) => {
  const answer = await ask(path)
  expect(answer.statusCode, `${path}: ${answer.body.slice(0, 300)}`).toBe(200)
  return answer.json()
}
const page = async (path: string) => Page.parse(await json(path))
const ids = async (path: string) => (await page(path)).contents.map(({ id }) => id)
const one = async (path: string) => Thing.parse(await json(path))

/** Every value at any depth that says nothing. */
function nothings(value: unknown, at = ''): string[] {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return [at]
  if (typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, part]) => nothings(part, `${at}/${key}`))
}

describe('2.1.1 the front', () => {
  test.each(['', '/'])('2.1.1 "%s" says its version, its profile and where it is described', async end => {
    const said = await json(end)
    expect(said.version).toBe('HSDS-UK-3.0')
    expect(URL.canParse(said.profile) && URL.canParse(said.openapi_url)).toBe(true)
  })
})

describe('2.1.2 the description', () => {
  test('2.1.2 it is ours, inline, of this version, with every path, and says which lists have pages', async () => {
    const front = await json('')
    const described = await json(new URL(front.openapi_url).pathname.slice(base.length))
    expect(described.openapi).toMatch(/^3\.[01]/)
    expect(described.info.version).toBe('HSDS-UK-3.0')
    expect(JSON.stringify(described)).not.toContain('$ref')
    const paths = ['/', ...collections.flatMap(name => [`/${name}`, `/${name}/{id}`])]
    expect(Object.keys(described.paths).sort()).toEqual(paths.sort())
    for (const name of collections) {
      const names = described.paths[`/${name}`].get.parameters.map((each: { name: string }) => each.name)
      expect(names).toEqual(expect.arrayContaining(['page', 'per_page', 'search', 'format']))
    }
    expect(described.paths['/services'].get.tags).toEqual(['required'])
    expect(described.paths['/organizations/{id}'].get.tags).toEqual(['optional'])
  })
})

describe('2.1.3 pages', () => {
  test.each(collections)('2.1.3 %s: every page is true, and together they are the whole', async name => {
    const first = await page(`/${name}?per_page=7`)
    const seen = new Set<string>()
    for (let number = 1; number <= first.total_pages; number++) {
      const each = await page(`/${name}?per_page=7&page=${number}`)
      expect(each).toMatchObject({
        total_items: first.total_items,
        total_pages: Math.ceil(first.total_items / 7),
        page_number: number,
        size: each.contents.length,
        first_page: number === 1,
        last_page: number === first.total_pages,
        empty: false,
      })
      for (const { id } of each.contents) seen.add(id)
    }
    expect(seen.size).toBe(first.total_items)
  })
  test('2.1.3 past the end: an empty page, not a fault', async () => {
    expect(await page('/services?page=9999')).toMatchObject({ contents: [], empty: true, size: 0, last_page: true })
  })
  test('2.1.3 perPage is read too, and more than 200 is 200', async () => {
    expect((await page('/services?perPage=3')).size).toBe(3)
    const most = await page('/taxonomy_terms?per_page=5000')
    expect(most.size).toBeLessThanOrEqual(200)
    expect(most.size).toBe(most.contents.length)
  })
})

describe('2.1.4 ids', () => {
  test.each(collections)('2.1.4 every id in the list of %s is found', async name => {
    for (const id of (await ids(`/${name}?per_page=12`)).slice(0, 12)) expect((await one(`/${name}/${id}`)).id).toBe(id)
  })
  test.each(collections)('2.1.4 an unknown or malformed id of %s is 404 as JSON', async name => {
    for (const id of ['00000000-0000-4000-8000-000000000000', 'abc', '1', '%25', "';--", 'x'.repeat(90)]) {
      const answer = await ask(`/${name}/${encodeURIComponent(id)}`, { accept: 'text/html' })
      expect(answer.statusCode).toBe(404)
      expect(answer.json().status).toBe(404)
    }
  })
  test.each(['page=0', 'page=-1', 'page=x', 'per_page=0', 'page=1e9', 'modified_after=yesterday', 'day=someday'])(
    '2.1.4 "%s" is refused in words, as JSON',
    async asked => {
      const answer = await ask(`/services?${asked}`)
      expect(answer.statusCode).toBe(400)
      expect(answer.json().detail).not.toBe('')
    },
  )
})

test('2.1.5 every id is a UUID, and the same the next time', async () => {
  const [first, again] = [await ask(`/services/${boxing}`), await ask(`/services/${boxing}`)]
  const found = [...first.body.matchAll(/"(?:id|[a-z_]+_id)":"([^"]*)"/g)].map(([, id = '']) => id)
  expect(found.length).toBeGreaterThan(8)
  for (const id of found) expect(z.uuid().safeParse(id).success, id).toBe(true)
  expect(again.body).toBe(first.body)
})

test('2.1.6 nothing is null, empty text or an empty list, anywhere', async () => {
  for (const name of collections) {
    const { contents } = await page(`/${name}?per_page=200`)
    expect(contents.flatMap(each => nothings(each))).toEqual([])
  }
})

test('2.1.7 organizations, taxonomies and terms are described, and an address has all six parts or is left out', async () => {
  for (const name of ['organizations', 'taxonomies', 'taxonomy_terms'])
    for (const { description } of (await page(`/${name}?per_page=200`)).contents) expect(description).toBeTruthy()
  const { contents } = await page('/service_at_locations?per_page=200')
  const parts = ['address_1', 'city', 'state_province', 'postal_code', 'country', 'address_type']
  const Location = z.looseObject({ addresses: z.array(z.record(z.string(), z.string())).optional() })
  const addresses = contents.flatMap(each => Location.parse(each.location).addresses ?? [])
  expect(addresses.length).toBeGreaterThan(0)
  for (const address of addresses) for (const each of parts) expect(address[each], each).toBeTruthy()
})

describe('2.1.8 schedules', () => {
  const Schedules = z.object({ schedules: z.array(z.looseObject({ freq: z.string().optional() })) })
  const of = async (schedules: Parameters<typeof bodyOf>[0]) => {
    const id = await plant(it.db, { organisationId, today, body: bodyOf(schedules) })
    return Schedules.parse(await json(`/services/${id}`)).schedules
  }
  test('2.1.8 weekly, in wall time without Z, with the zone in words and beside it', async () => {
    const [rule] = await of({})
    expect(rule).toMatchObject({
      freq: 'WEEKLY',
      byday: 'TU,TH',
      opens_at: '17:00',
      closes_at: '18:30',
      'x-timezone': 'Europe/London',
      description: expect.stringContaining('London'),
    })
  })
  test('2.1.8 every day is every day of the week, and something once is dated', async () => {
    const usual = { from: '2026-12-01', starts: '17:00', ends: '18:00' }
    const [daily] = await of({ schedules: [{ ...usual, freq: 'daily' }] })
    expect(daily).toMatchObject({ freq: 'WEEKLY', byday: 'MO,TU,WE,TH,FR,SA,SU' })
    const [once] = await of({ schedules: [{ ...usual, freq: 'once' }] })
    expect(once).toMatchObject({ dtstart: '2026-12-01', valid_from: '2026-12-01', valid_to: '2026-12-01' })
    expect(once?.freq).toBeUndefined()
  })
  test('2.1.8 17:00 stays 17:00 on both sides of both clock changes', async () => {
    const rules = await of({
      schedules: [{ from: '2026-12-01', until: '2027-11-30', starts: '17:00', ends: '18:00', freq: 'weekly' }],
    })
    expect(rules.map(each => each.opens_at)).toEqual(rules.map(() => '17:00'))
    expect(JSON.stringify(rules)).not.toMatch(/\d\dZ|\+0[01]:00/)
  })
  test('2.1.8 no other frequency is ever written', async () => {
    const { contents } = await page('/services?per_page=200')
    const all = contents.flatMap(each => Schedules.partial().parse(each).schedules ?? [])
    expect(all.length).toBeGreaterThan(20)
    expect(all.filter(({ freq }) => freq !== undefined && freq !== 'WEEKLY' && freq !== 'MONTHLY')).toEqual([])
  })
})

describe('2.1.9 more than the profile, and the profile alone', () => {
  test('2.1.9 fields of HSDS 3.0 stand beside, ours begin with x-, and all are declared', async () => {
    const service = await one(`/services/${boxing}`)
    expect(service).toMatchObject({
      phones: [{ number: '020 7946 0123' }],
      eligibility_description: 'Ages 11 to 17.',
      application_process: expect.any(String),
      languages: [{ code: 'en', name: 'English' }],
      'x-upstream': { gender: 'all', join: { how: 'turn-up' } },
    })
    const described = await json('/openapi.json')
    const declared =
      described.paths['/services/{id}'].get.responses['200'].content['application/json'].schema.properties
    expect(Object.keys(service).filter(field => !(field in declared))).toEqual([])
  })
  test.each(['/strict/services', '/services?profile=strict'])('2.1.9 %s: only fields of the profile', async path => {
    const found = await page(path)
    const text = JSON.stringify(found.contents)
    for (const field of ['x-upstream', 'x-timezone', 'eligibility_description', 'phones', 'currency'])
      expect(text).not.toContain(`"${field}"`)
    expect(found.contents[0]).toMatchObject({ id: expect.any(String), name: expect.any(String), status: 'active' })
    expect((await json('/strict')).openapi_url).toContain('/strict/openapi.json')
    expect((await json('/strict/')).version).toBe('HSDS-UK-3.0')
  })
})

// what changed a moment ago has no date yet
const settle = () => it.db.run(sql`update opportunities set modified = modified - 5000 where modified > 5000`)

describe('2.1.10 open to all', () => {
  test('2.1.10 every site may read every answer, also a refusal', async () => {
    for (const path of ['', '/services', '/services/none', '/services?page=x', '/nowhere', '/openapi.json'])
      expect((await ask(path)).headers['access-control-allow-origin']).toBe('*')
    const preflight = await it.app.inject({ method: 'OPTIONS', url: `${base}/services` })
    expect([preflight.statusCode, preflight.headers['access-control-allow-origin']]).toEqual([204, '*'])
  })
  test('2.1.10 asked again with the tag or the date, what has not changed is not sent', async () => {
    await settle()
    const first = await ask(`/services/${boxing}`)
    const { etag, 'last-modified': changed } = first.headers
    expect((await ask(`/services/${boxing}`, { 'if-none-match': String(etag) })).statusCode).toBe(304)
    expect((await ask(`/services/${boxing}`, { 'if-modified-since': String(changed) })).statusCode).toBe(304)
    expect((await ask(`/services/${boxing}`, { 'if-none-match': '"other"' })).statusCode).toBe(200)
  })
  test('2.1.10 pressed for whoever takes it so, a page and a stream', async () => {
    for (const path of ['/services', '/services?format=ndjson']) {
      const [plain, pressed] = [await ask(path), await ask(path, { 'accept-encoding': 'gzip, br' })]
      expect(pressed.headers['content-encoding']).toBe('gzip')
      expect(gunzipSync(pressed.rawPayload).toString()).toBe(plain.body)
    }
  })
  test('2.1.10 at least 120 requests a minute from one address, then 429 with Retry-After', async () => {
    const from = async () => it.app.inject({ method: 'GET', url: `${base}/taxonomies`, remoteAddress: '192.0.2.77' })
    for (let i = 0; i < 120; i++) expect((await from()).statusCode).toBe(200)
    let answer = await from()
    for (let i = 0; i < 400 && answer.statusCode === 200; i++) answer = await from()
    expect(answer.statusCode).toBe(429)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(answer.headers['access-control-allow-origin']).toBe('*')
    expect(answer.json().status).toBe(429)
  })
})

test('a list, a stream and a change feed are not sent twice to whoever has them, and headers alone cost nothing', async () => {
  const open = `/services?organization_id=${organisationId}`
  const urls = [
    ...[
      open,
      `${open}&format=ndjson`,
      `${open}&minimal=true`,
      '/organizations',
      `/organizations/${organisationId}`,
    ].map(url => `${base}${url}`),
    ...['/api/openactive/session-series', '/api/openactive/scheduled-sessions', '/api/finder/entries.csv'],
    '/api/calendar/things-to-do.ics?activity=boxing',
  ]
  const get = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
    it.app.inject({ method, url, headers })
  await settle()
  const first = new Map(await Promise.all(urls.map(async url => [url, (await get(url)).headers] as const)))
  for (const [url, { etag, 'last-modified': changed }] of first) {
    expect((await get(url, { 'if-none-match': String(etag) })).statusCode, url).toBe(304)
    expect((await get(url, { 'if-modified-since': String(changed) })).statusCode, url).toBe(304)
    const head = await get(url, {}, 'HEAD')
    expect([head.statusCode, head.body, head.headers.etag], url).toEqual([200, '', etag])
  }
  const gone = await plant(it.db, { organisationId, today, body: bodyOf({ name: 'Soon gone' }) })
  await service.hide(it.db, { id: gone, by: 'officer@tests.example', reason: 'Closed for works', today })
  // within this second it may change once more, so it has no date that would hide that
  await it.db.run(sql`update opportunities set modified = ${Date.now() + 60_000} where id = ${gone}`)
  for (const [url, { 'last-modified': changed }] of first) {
    const { statusCode, headers } = await get(url, { 'if-modified-since': String(changed) })
    expect([statusCode, headers['last-modified']], url).toEqual([200, undefined])
  }
  await it.db.run(sql`update opportunities set modified = ${Date.now()} where id = ${gone}`)
})

test('organisations are read with one question, however many', async () => {
  let questions = 0
  const many: Db['many'] = (row, query) => {
    if (query.text.includes('jsonb_build_object')) questions++
    return it.db.many(row, query)
  }
  const publisher = { address: 'https://city.example', unit: 'The unit', city: 'Riverton', watermark: '' }
  const given = { db: { ...it.db, many }, publisher, today: () => today, minutes: () => 720 }
  const { body } = await organizationPage(given, readAsk({ full_service: 'true', per_page: '200' }, false))
  expect([body.contents.length, questions]).toEqual([10, 1])
})

test('with all their services organisations come ten a page, whatever is asked', async () => {
  const whole = await page('/organizations?full_service=true&per_page=200')
  expect(whole.contents.length).toBe(Math.min(10, whole.total_items))
})

describe('2.1.11 filters', () => {
  test('2.1.11 modified_after 2099 finds nothing, 2000 finds all', async () => {
    expect((await page('/services?modified_after=2099-01-01T00:00:00Z')).total_items).toBe(0)
    expect((await page('/services?modified_after=2000-01-01')).total_items).toBe((await page('/services')).total_items)
  })
  test('2.1.11 modified_after moves when any part changes', async () => {
    const id = await plant(it.db, { organisationId, today, ref: 'moving' })
    const moment = new Date().toISOString()
    await new Promise(resolve => setTimeout(resolve, 2))
    expect(await ids(`/services?modified_after=${moment}`)).not.toContain(id)
    await plant(it.db, { organisationId, today, ref: 'moving', body: bodyOf({ bring: 'A towel' }) })
    expect(await ids(`/services?modified_after=${moment}`)).toContain(id)
  })
  test('2.1.11 words, organization, term, taxonomy and ages each narrow, and narrow together', async () => {
    const { contents } = await page('/taxonomy_terms?search=boxing&per_page=200')
    const term = contents.find(each => each.name === 'Boxing')?.id ?? ''
    const all = (await page('/services')).total_items
    for (const asked of [
      'search=gloves',
      `organization_id=${organisationId}`,
      `taxonomy_term_id=${term}`,
      'minimum_age=11&maximum_age=17',
    ]) {
      const found = await page(`/services?${asked}&per_page=200`)
      expect(
        found.contents.map(({ id }) => id),
        asked,
      ).toContain(boxing)
      expect(found.total_items, asked).toBeLessThan(all)
    }
    const both = await page(`/services?organization_id=${organisationId}&taxonomy_term_id=${term}&minimum_age=11`)
    expect(both.contents.every(({ organization_id }) => organization_id === organisationId)).toBe(true)
    expect((await page(`/services?taxonomy_term_id=${term}&minimum_age=18&search=gloves`)).total_items).toBe(0)
    expect((await page('/services?search=zzqqx')).total_items).toBe(0)
  })
  test('2.1.11 day and times: Tuesday at five, not Monday, not before it begins', async () => {
    const mine = `organization_id=${organisationId}&per_page=200`
    expect(await ids(`/services?${mine}&day=TU&start_time=17:00&end_time=18:30`)).toContain(boxing)
    expect(await ids(`/services?${mine}&day=Monday`)).not.toContain(boxing)
    expect(await ids(`/services?${mine}&day=TU&start_time=17:01`)).not.toContain(boxing)
    expect(await ids(`/services?${mine}&day=TU&end_time=18:29`)).not.toContain(boxing)
  })
  test('2.1.11 minimal: ids and when they changed, all on one page', async () => {
    const found = await json('/services?minimal=true')
    const all = (await page('/services')).total_items
    expect(found).toMatchObject({ total_items: all, total_pages: 1, size: all, first_page: true, last_page: true })
    expect(Object.keys(found.contents[0]).sort()).toEqual(['id', 'last_modified', 'modified_date'])
  })
  test('2.1.11 full=false leaves out what is nested', async () => {
    const [first] = (await page('/services?full=false')).contents
    expect(Object.values(first ?? {}).some(value => typeof value === 'object')).toBe(false)
  })
  test.each(collections)('2.1.11 ndjson of %s: all of it, a line each', async name => {
    const answer = await ask(`/${name}?format=ndjson`)
    expect(answer.headers['content-type']).toContain('application/x-ndjson')
    const lines = answer.body
      .trimEnd()
      .split('\n')
      .map(line => Thing.parse(JSON.parse(line)).id)
    expect(new Set(lines).size).toBe((await page(`/${name}`)).total_items)
  })
  test('2.1.11 near a postcode, in metres; a malformed one is refused, an unknown one finds nothing', async () => {
    const Spot = z.object({ postcode: z.string(), longitude: z.number(), latitude: z.number() })
    const spot = await it.db.one(
      Spot,
      sql`select postcode, longitude, latitude from postcodes where longitude is not null order by postcode limit 1`,
    )
    const venue = {
      name: 'At the post',
      address: '1 Post Road',
      postcode: spot.postcode,
      ...{ longitude: spot.longitude, latitude: spot.latitude },
    }
    const id = await plant(it.db, { organisationId, today, body: bodyOf({ venue }) })
    const near = `/services?organization_id=${organisationId}&per_page=200&postcode=${spot.postcode}&proximity=`
    expect(await ids(`${near}50`)).toContain(id)
    expect(await ids(`${near}50`)).not.toContain(boxing)
    expect((await ask('/services?postcode=nowhere')).statusCode).toBe(400)
    expect((await page('/services?postcode=ZZ99ZZ&proximity=500')).total_items).toBe(0)
  })
})

describe('2.1.12 only what is public', () => {
  test('2.1.12 what is hidden is in no list and has no page', async () => {
    expect((await ask(`/services/${hidden}`)).statusCode).toBe(404)
    expect((await ask('/services?format=ndjson')).body).not.toContain(hidden)
  })
  test('2.1.12 where a refuge is stands in no answer, and nobody finds it by nearness', async () => {
    const paths = ['services', 'service_at_locations', 'organizations'].flatMap(name => [
      `/${name}?format=ndjson&full_service=true`,
      `/strict/${name}?format=ndjson`,
      `/${name}?search=secret`,
    ])
    for (const path of [...paths, `/services/${refugeId}`, '/services?search=XZ9', '/services?search=Hidden+House']) {
      const { body } = await ask(path)
      for (const secret of secrets) expect(body.includes(secret), `${path} tells ${secret}`).toBe(false)
    }
    expect(await ids('/services?search=%22hidden+house%22')).not.toContain(refugeId)
    const service = await one(`/services/${refugeId}`)
    expect(service.service_at_locations).toBeUndefined()
    const placed = await ask('/service_at_locations?format=ndjson')
    expect(placed.body).not.toContain(refugeId)
    expect((await ask('/services?format=ndjson&postcode=XZ99ZZ&proximity=100000')).body).not.toContain(refugeId)
  })
  test('2.1.12 no mailbox of a person', async () => {
    const body = bodyOf({ join: { how: 'ask', email: '' } })
    const id = await plant(it.db, {
      organisationId,
      today,
      body: { ...body, join: { how: 'ask', email: 'jane.smith@gmail.com' } },
    })
    expect((await ask(`/services/${id}`)).body).not.toContain('jane.smith')
  })
})

test('2.1.13 when it was last checked is said, and no mailbox of whoever checked it', async () => {
  const service = await one(`/services/${boxing}`)
  expect(service.assured_date).toBe(today)
  expect(service.assurer_email).toBeUndefined()
})

test('2.1.14 the licence is said at the front, in the description and on a page', async () => {
  expect((await json(''))['x-licence']).toContain('open-government-licence')
  expect((await json('/openapi.json')).info.license.url).toContain('open-government-licence')
  expect((await it.get('public', '/open-data')).body).toContain('Open Government Licence')
})

test('invented data say that they are, in every service', async () => {
  const { contents } = await page('/strict/services?per_page=200')
  expect(contents.every(({ alert }) => String(alert).includes('invented'))).toBe(true)
})
