// The rules for whoever publishes OpenActive feeds (finder rules, 2.4), each by its number.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp, today } from '../../../../../test/support.ts'
import { sql } from '../../../../platform/sql.ts'
import * as entries from '../../entries/queries.ts'
import * as service from '../../entries/service.ts'
import type { NewBody } from '../../schemas.ts'
import { refreshAll } from '../../search/again.ts'
import { forgetPast } from '../../search/lost.ts'
import { tellNear } from '../../search/near-days.ts'
import { refresh } from '../../search/refresh.ts'
import { bodyOf, organisationFor, plant, refuge, secrets } from '../testing.ts'
import * as queries from './queries.ts'

const base = '/api/openactive'
const Item = z.object({
  state: z.enum(['updated', 'deleted']),
  kind: z.enum(['SessionSeries', 'ScheduledSession']),
  id: z.string(),
  modified: z.int(),
  data: z.looseObject({ '@id': z.string() }).optional(),
})
type Item = z.output<typeof Item>
const Page = z.strictObject({ items: z.array(Item), next: z.url(), license: z.string() })

let it: TestApp
let organisationId = ''
beforeAll(async () => {
  it = await openTestApp('demo')
  organisationId = await organisationFor(it.db)
})
afterAll(() => it.close())

const add = (body: Partial<NewBody> = {}, ref?: string) =>
  plant(it.db, { organisationId, today, body: bodyOf(body), ref })
const hide = (id: string) => service.hide(it.db, { id, by: 'officer@tests.example', reason: 'Closed for works', today })
const ask = (url: string) => it.app.inject({ method: 'GET', url })
const page = async (url: string) => {
  const answer = await ask(url)
  expect(answer.statusCode, answer.body.slice(0, 200)).toBe(200)
  return Page.parse(answer.json())
}
const pathOf = (url: string) => url.replace(/^https?:\/\/[^/]+/, '')

/** All items of a feed, page after page, the last one empty. */
async function items(feed: string): Promise<Item[]> {
  const all: Item[] = []
  let url = `${base}/${feed}`
  for (;;) {
    const { items: some, next } = await page(url)
    if (some.length === 0) {
      expect(pathOf(next)).toBe(url)
      return all
    }
    all.push(...some)
    url = pathOf(next)
  }
}
const itemOf = async (id: string, feed = 'session-series') => (await items(feed)).find(each => each.id === id)
const dataOf = async (id: string) => (await itemOf(id))?.data ?? expect.fail('not in the feed')

/** Days on which no school of the city is open. */
async function holiday(from: string, to: string): Promise<number> {
  const { id } = await it.db.one(
    z.object({ id: z.number() }),
    sql`insert into calendar_loads (title, source, file_hash, made_by) values ('Moved', 'tests', 'tests', 'tests') returning id`,
  )
  await it.db.run(sql`insert into calendar_spans (load_id, kind, title, starts_on, ends_on)
    values (${id}, 'holiday', 'Moved', ${from}::date, ${to}::date)`)
  return id
}

function nothings(value: unknown, at = ''): string[] {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return [at]
  if (typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, part]) => nothings(part, `${at}/${key}`))
}

describe('2.4.1 pages', () => {
  test.each(['session-series', 'scheduled-sessions'])('2.4.1 %s: in the order of change, nothing twice', async feed => {
    const all = await items(feed)
    expect(all.length).toBeGreaterThan(20)
    const keys = all.map(({ modified, id }) => `${String(modified).padStart(15, '0')} ${id}`)
    expect(keys).toEqual([...keys].sort())
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    for (const { state, data } of all) expect(data === undefined).toBe(state === 'deleted')
  })
  test('2.4.1 licence, kind of answer, and how long it may be kept', async () => {
    const first = await ask(`${base}/session-series`)
    expect(first.json().license).toBe('https://creativecommons.org/licenses/by/4.0/')
    expect(first.headers['content-type']).toContain('application/json')
    expect(first.headers['cache-control']).toBe('public, max-age=3600')
    const last = await ask(`${base}/session-series?afterTimestamp=9999999999999&afterId=${organisationId}`)
    expect(last.headers['cache-control']).toBe('public, max-age=8')
    expect(last.json().items).toEqual([])
  })
  test('2.4.1 a page has at most 500 items', async () => {
    expect((await page(`${base}/scheduled-sessions`)).items.length).toBeLessThanOrEqual(500)
  })
  test.each([
    'afterTimestamp=1',
    'afterId=x',
    'afterTimestamp=x&afterId=y',
    'afterTimestamp=1&afterId=y',
    'afterTimestamp=99999999999999999999&afterId=y',
  ])('2.4.1 "%s" is refused in words', async asked => {
    const answer = await ask(`${base}/session-series?${asked}`)
    expect([answer.statusCode, answer.json().status]).toEqual([400, 400])
  })
  test('2.4.1 what was hidden is deleted, without data, after what came before it', async () => {
    const id = await add({ name: 'Soon hidden' })
    expect((await itemOf(id))?.state).toBe('updated')
    await hide(id)
    const all = await items('session-series')
    expect(all.at(-1)).toMatchObject({ id, state: 'deleted' })
  })
})

test('2.4.2 a series has all it must have', async () => {
  const data = await dataOf(await add())
  for (const field of ['@id', 'url', 'name', 'location', 'activity', 'organizer', 'offers', 'eventSchedule'])
    expect(data[field], field).toBeTruthy()
  expect(data['@type']).toBe('SessionSeries')
})

describe('2.4.3 schedules', () => {
  test('2.4.3 in wall time, with its zone, its days and what it makes', async () => {
    const data = await dataOf(await add())
    expect(data.eventSchedule).toMatchObject([
      {
        scheduledEventType: 'ScheduledSession',
        startTime: '17:00',
        endTime: '18:30',
        duration: 'PT1H30M',
        scheduleTimezone: 'Europe/London',
        repeatFrequency: 'P1W',
        byDay: ['https://schema.org/Tuesday', 'https://schema.org/Thursday'],
      },
    ])
    expect(JSON.stringify(data.eventSchedule)).not.toMatch(/\d\d:\d\d(Z|[+-])/)
  })
  test('2.4.3 days that do not take place are said', async () => {
    const [schedule] = bodyOf().schedules ?? []
    const data = await dataOf(
      await add({ schedules: schedule ? [{ ...schedule, exclude: ['2026-12-24'], bankHolidays: 'open' }] : [] }),
    )
    expect(data.eventSchedule).toMatchObject([{ exceptDate: ['2026-12-24'] }])
  })
})

describe('2.4.4 sessions', () => {
  test('2.4.4 each has an address, times with an offset, and no schedule of its own', async () => {
    const id = await add({ name: 'With sessions' })
    const sessions = (await items('scheduled-sessions')).filter(each => each.id.startsWith(id))
    expect(sessions.length).toBeGreaterThan(10)
    const ids = new Set(sessions.map(({ data }) => data?.['@id']))
    expect(ids.size).toBe(sessions.length)
    for (const { data } of sessions) {
      expect(data?.startDate).toMatch(/T17:00:00\+00:00$/)
      expect(data?.eventSchedule).toBeUndefined()
      expect(data?.superEvent).toBe((await dataOf(id))['@id'])
    }
  })
  test('2.4.4 when its day changes, the times that were told are deleted', async () => {
    const usual = { from: '2026-10-06', starts: '17:00', ends: '18:30', freq: 'weekly' as const }
    const id = await add({ schedules: [{ ...usual, byDay: ['TU'] }] }, 'moved')
    const before = (await items('scheduled-sessions')).filter(each => each.id.startsWith(id))
    await add({ schedules: [{ ...usual, byDay: ['WE'] }] }, 'moved')
    const after = (await items('scheduled-sessions')).filter(each => each.id.startsWith(id))
    const gone = after.filter(({ state }) => state === 'deleted').map(each => each.id)
    expect(gone.sort()).toEqual(before.map(each => each.id).sort())
    expect(after.filter(({ state }) => state === 'updated').length).toBeGreaterThan(5)
    await hide(id)
    const hidden = (await items('scheduled-sessions')).filter(each => each.id.startsWith(id))
    expect(hidden.length).toBe(after.length)
    expect(hidden.every(({ state }) => state === 'deleted')).toBe(true)
  })
})

test('2.4.4 when the dates of terms change, the times that were told are deleted and new ones come, each with a new moment', async () => {
  const usual = { from: '2026-10-06', starts: '17:00', ends: '18:30', freq: 'weekly' as const, byDay: ['TU'] }
  const schedules = [{ ...usual, calendar: 'term' as const, bankHolidays: 'open' as const }]
  const id = await plant(it.db, { organisationId, today, body: bodyOf({ name: 'In term', schedules }) })
  const mine = async () => (await items('scheduled-sessions')).filter(each => each.id.startsWith(id))
  const days = (all: readonly Item[], state: Item['state']) =>
    all
      .filter(each => each.state === state)
      .map(each => each.id.split('_')[1])
      .sort()
  const before = await mine()
  const seen = Math.max(
    ...before.map(({ modified }) => modified),
    ...(await items('session-series')).map(each => each.modified),
  )
  const load = await holiday('2026-12-01', '2026-12-08')
  await refreshAll(it.db, today)
  const after = await mine()
  expect(days(after, 'deleted')).toEqual(['2026-12-01', '2026-12-08'])
  expect(days(after, 'updated')).toEqual(days(before, 'updated').filter(day => !days(after, 'deleted').includes(day)))
  expect(after.every(({ modified }) => modified > seen)).toBe(true)
  expect((await itemOf(id))?.modified).toBeGreaterThan(seen)
  const still = Math.max(...after.map(({ modified }) => modified))
  await refreshAll(it.db, today)
  expect(Math.max(...(await mine()).map(({ modified }) => modified))).toBe(still)
  await it.db.run(
    sql`update calendar_loads set undone_by = 'tests', undone_at = now(), undone_reason = 'Wrong' where id = ${load}`,
  )
  await refreshAll(it.db, today)
  expect(days(await mine(), 'updated')).toEqual(days(before, 'updated'))
  expect(days(await mine(), 'deleted')).toEqual([])
})

test('2.4.4 what is deleted is told for seven days, also when its own day is over before', async () => {
  const usual = { from: '2026-10-06', starts: '17:00', ends: '18:30', freq: 'weekly' as const }
  const id = await add({ schedules: [{ ...usual, byDay: ['TU'] }] }, 'lost for a week')
  await add({ schedules: [{ ...usual, byDay: ['WE'] }] }, 'lost for a week')
  const noon = Date.parse(`${today}T12:00:00Z`)
  await it.db.run(sql`update opportunities set modified = ${noon} where id = ${id}`)
  const lostOn = async (day: string) =>
    (await queries.sessions(it.db, day, undefined, 100_000))
      .filter(each => each.entryId === id && each.lost)
      .map(each => each.day)
  for (const day of [today, '2026-11-25', '2026-11-29']) expect(await lostOn(day), day).toContain('2026-11-24')
  expect(await lostOn('2026-11-30')).not.toContain('2026-11-24')
  await forgetPast(it.db, '2026-11-29')
  expect(await lostOn(today)).toContain('2026-11-24')
  await forgetPast(it.db, '2026-11-30')
  expect(await lostOn(today)).not.toContain('2026-11-24')
  expect(await lostOn(today)).toContain('2026-12-01')
})

test('2.4.4 in summer too, no session has changed in the future: the day begins at London’s midnight', async () => {
  const id = await add({ name: 'In summer' })
  await refresh(it.db, [id], '2038-06-01')
  const last = (await queries.sessions(it.db, '2038-06-01', undefined, 100_000)).at(-1)
  expect(last?.day).toBe('2038-08-03')
  expect(last?.modified).toBe(Date.parse('2038-05-31T23:00:00Z'))
})

test('2.4.4 who has read past midnight before the day turned is told of what came near; who begins anew, of it once', async () => {
  const [eve, day, near] = ['2038-05-31', '2038-06-01', '2038-08-03']
  const id = await add({ name: 'At the turn' })
  await refresh(it.db, [id], eve)
  // written so fast, or by a clock so far ahead, that it stands seven seconds after London's midnight
  const ahead = await add({ name: 'Ahead of the clock' })
  const modified = Date.parse('2038-05-31T23:00:07Z')
  await it.db.run(sql`update opportunities set modified = ${modified} where id = ${ahead}`)
  await refresh(it.db, [ahead], eve)
  const first = await queries.sessions(it.db, eve, undefined, 100_000)
  const cursor = first.at(-1)
  expect(cursor?.modified).toBe(modified)
  expect(first.map(each => each.day)).not.toContain(near)
  const nearIn = async (after: typeof cursor) =>
    (await queries.sessions(it.db, day, after, 100_000)).filter(each => each.entryId === id && each.day === near)
  expect(await nearIn(cursor)).toEqual([])
  expect(await nearIn(undefined)).toHaveLength(1)
  await tellNear(it.db, day)
  const [told, ...more] = await nearIn(cursor)
  expect([told?.modified, more]).toEqual([modified + 1, []])
  expect(await nearIn(undefined)).toEqual([told])
  // made anew in the night, and told a second time, it keeps its moment
  await refresh(it.db, [id], day)
  await tellNear(it.db, day)
  expect(await nearIn(undefined)).toEqual([told])
  // where the newest change stands ahead of the clock, the next has a later moment than what came near: who has read to the end is told of it
  expect(await it.db.transaction(entries.moment)).toBeGreaterThan(modified + 1)
  await it.db.run(sql`delete from finder_near_days`)
  await it.db.run(sql`update opportunities set modified = 1 where id in (${id}, ${ahead})`)
})

describe('2.4.5 places, ages and prices', () => {
  test('2.4.5 an address has all five parts, ages one end, and free costs 0', async () => {
    const data = await dataOf(await add())
    expect(data.location).toMatchObject({
      name: 'Old Mill Gym',
      address: {
        streetAddress: '4 Mill Lane',
        addressLocality: 'Northgate',
        postalCode: 'XA1 1AA',
        addressCountry: 'GB',
      },
      geo: { latitude: 51.5, longitude: -0.1 },
    })
    expect(data).toMatchObject({ ageRange: { minValue: 11, maxValue: 17 }, isAccessibleForFree: true })
    expect(data.offers).toMatchObject([{ price: 0 }])
  })
  test('2.4.5 a price has its currency', async () => {
    const data = await dataOf(await add({ cost: { kind: 'paid', pence: 250, words: '' }, minAge: 8, maxAge: null }))
    expect(data).toMatchObject({ offers: [{ price: 2.5, priceCurrency: 'GBP' }], ageRange: { minValue: 8 } })
    expect(data.isAccessibleForFree).toBe(false)
  })
})

test('2.4.6 no mark-up, nothing empty, activities from the list', async () => {
  const all = await items('session-series')
  expect(all.flatMap(({ data }) => nothings(data))).toEqual([])
  expect(JSON.stringify(all)).not.toMatch(/<\w+>|"type":|"id":"http/)
  const data = await dataOf(await add())
  expect(data.activity).toEqual([
    {
      '@type': 'Concept',
      '@id': 'https://openactive.io/activity-list#d4417bb3-383f-489b-b0c7-731b82f3b220',
      prefLabel: 'Boxing',
      inScheme: 'https://openactive.io/activity-list',
    },
  ])
})

test('2.4.7 term time and access are said in words', async () => {
  const [schedule] = bodyOf().schedules ?? []
  const id = await add({
    schedules: schedule ? [{ ...schedule, calendar: 'term' }] : [],
    access: ['step-free', 'hoist', 'quiet-space'],
  })
  const data = await dataOf(id)
  expect(data.schedulingNote).toContain('Term time only')
  expect(data.accessibilityInformation).toContain('step free')
  expect(data.accessibilitySupport).toMatchObject([
    { prefLabel: 'Physical impairment', inScheme: 'https://openactive.io/accessibility-support' },
  ])
})

describe('2.4.8 what is no sport, or nowhere that may be told', () => {
  test.each<[string, Partial<NewBody>]>([
    ['music', { activities: ['music-making'] }],
    ['a safe venue', { venue: refuge.venue }],
    ['no place', { venue: null }],
    ['no times', { schedules: [] }],
    ['a price nobody said', { cost: { kind: 'paid', pence: null, words: 'Ask' } }],
  ])('2.4.8 %s is not in it', async (_name, body) => {
    const id = await add(body)
    expect((await itemOf(id))?.state).not.toBe('updated')
    expect((await items('scheduled-sessions')).filter(each => each.id.startsWith(id))).toEqual([])
  })
  test('2.4.8 support is not in it, and no refuge is told', async () => {
    await plant(it.db, { organisationId, today, kind: 'support', body: refuge })
    const text = JSON.stringify([...(await items('session-series')), ...(await items('scheduled-sessions'))])
    for (const secret of secrets) expect(text).not.toContain(secret)
  })
})

test('the front lists both feeds, and every site may read all of it', async () => {
  const answer = await ask(base)
  expect(answer.json().distribution.map((each: { additionalType: string }) => each.additionalType)).toEqual([
    'https://openactive.io/SessionSeries',
    'https://openactive.io/ScheduledSession',
  ])
  for (const url of [base, `${base}/`, `${base}/session-series`, `${base}/none`])
    expect((await ask(url)).headers['access-control-allow-origin']).toBe('*')
  expect((await ask(`${base}/none`)).statusCode).toBe(404)
})
