// Calendars, the table, what search engines read, and the list for other sites.
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp, today } from '../../../../../test/support.ts'
import { checkCalendar } from '../../../../lib/ical/check.ts'
import { sql } from '../../../../platform/sql.ts'
import { publicEntry } from '../../entries/public.ts'
import { costOf } from '../../feeds-in/oruk/cost.ts'
import type { Told } from '../entry.ts'
import { bodyOf, organisationFor, plant, refuge, secrets } from '../testing.ts'
import { jsonLd, jsonLdText } from './json-ld.ts'

let it: TestApp
let [boxing, refugeId, hushed, class1] = ['', '', '', '']
beforeAll(async () => {
  it = await openTestApp('demo')
  const given = { organisationId: await organisationFor(it.db), today }
  boxing = await plant(it.db, given)
  const { id: boroughId } = await it.db.one(
    z.object({ id: z.number() }),
    sql`select id from places where kind = 'borough' order by id limit 1`,
  )
  refugeId = await plant(it.db, { ...given, kind: 'support', body: refuge, boroughId })
  hushed = await plant(it.db, { ...given, body: bodyOf({ name: 'Getting out', themes: ['gangs'] }) })
  class1 = await plant(it.db, { ...given, kind: 'support', body: bodyOf({ name: 'Money talk', themes: ['money'] }) })
})
afterAll(() => it.close())

const ask = (url: string) => it.app.inject({ method: 'GET', url })
const told: Told = {
  publisher: { address: 'https://city.example', unit: 'The unit', city: 'Riverton', watermark: '' },
  places: new Map(),
  today,
  minutes: 12 * 60,
  factsOf: () => () => ({ kind: 'term', bankHoliday: false }),
}
const entry = async (id: string) => (await publicEntry(it.db, id)) ?? expect.fail('no entry')

describe('what search engines read', () => {
  test('an activity is an event with its series, its next time, its place and its price', async () => {
    expect(jsonLd(await entry(boxing), told)).toMatchObject({
      '@type': 'Event',
      name: 'Boxing at the Old Mill',
      startDate: '2026-11-24T17:00:00+00:00',
      eventSchedule: [{ '@type': 'Schedule', startTime: '17:00', scheduleTimezone: 'Europe/London' }],
      location: { name: 'Old Mill Gym' },
      offers: { price: 0 },
      typicalAgeRange: '11-17',
    })
  })
  test('what ended this morning is not its next time, and what began yesterday and goes on is', async () => {
    const one = await entry(boxing)
    const late = {
      ...one.body,
      schedules: one.body.schedules.map(each => ({ ...each, starts: '22:00', ends: '02:00' })),
    }
    const starts = (body: typeof one.body, day: string, minutes: number) =>
      JSON.parse(jsonLdText({ ...one, body }, { ...told, today: day, minutes })).startDate
    expect(starts(one.body, '2026-11-24', 18 * 60 + 29)).toBe('2026-11-24T17:00:00+00:00')
    expect(starts(one.body, '2026-11-24', 18 * 60 + 30)).toBe('2026-11-26T17:00:00+00:00')
    expect(starts(late, '2026-11-25', 30)).toBe('2026-11-24T22:00:00+00:00')
    expect(starts(late, '2026-11-25', 120)).toBe('2026-11-26T22:00:00+00:00')
  })
  test('support is a service with its hours', async () => {
    expect(jsonLd(await entry(class1), told)).toMatchObject({
      '@type': 'Service',
      availableChannel: { serviceLocation: { name: 'Old Mill Gym' } },
      hoursAvailable: [{ opens: '17:00', dayOfWeek: ['https://schema.org/Tuesday', 'https://schema.org/Thursday'] }],
    })
  })
  test('hours in term time are told term by term, single days by their day', async () => {
    const one = await entry(class1)
    const facts = (day: string) => ({
      kind: day < '2026-12-19' || day > '2027-01-03' ? ('term' as const) : ('holiday' as const),
      bankHoliday: false,
    })
    const schedules = one.body.schedules.map(each => ({
      ...each,
      calendar: 'term' as const,
      until: '2027-01-31',
      add: ['2026-12-29'],
    }))
    const hours = jsonLd({ ...one, body: { ...one.body, schedules } }, { ...told, factsOf: () => facts }).hoursAvailable
    const dayOfWeek = ['https://schema.org/Tuesday', 'https://schema.org/Thursday']
    expect(hours).toMatchObject([
      { dayOfWeek, validFrom: '2026-10-06', validThrough: '2026-12-17' },
      { validFrom: '2026-12-29', validThrough: '2026-12-29', opens: '17:00' },
      { dayOfWeek, validFrom: '2027-01-05' },
    ])
  })
  test('of a sensitive one: its name and a number, and nothing else', async () => {
    for (const [id, name] of [
      [refugeId, 'A place to stay'],
      [hushed, 'Getting out'],
    ] as const) {
      const said = { '@type': 'ContactPoint', telephone: '020 7946 0123' }
      expect(jsonLd(await entry(id), told)).toEqual({
        ...{ '@context': 'https://schema.org', '@type': 'Service', name },
        availableChannel: { '@type': 'ServiceChannel', servicePhone: said },
      })
    }
  })
  test('nothing in it can end a script', async () => {
    const one = await entry(boxing)
    const text = jsonLdText({ ...one, body: { ...one.body, name: '</script><b>' } }, told)
    expect(text).not.toContain('<')
    expect(JSON.parse(text).name).toBe('</script><b>')
  })
  test('it stands at an address of its own', async () => {
    const answer = await ask(`/api/finder/entries/${boxing}`)
    expect(answer.headers['content-type']).toContain('application/ld+json')
    expect(answer.json().description).toContain('invented')
    for (const id of ['none', '00000000-0000-4000-8000-000000000000'])
      expect((await ask(`/api/finder/entries/${id}`)).statusCode).toBe(404)
  })
})

describe('calendars', () => {
  const calendar = async (query: string) => {
    const answer = await ask(`/api/calendar/things-to-do.ics?${query}`)
    expect(answer.statusCode, answer.body.slice(0, 200)).toBe(200)
    return answer.body.replaceAll('\r\n ', '')
  }
  const Place = z.object({ code: z.string(), name: z.string() })
  test('by activity: right by the strict check, in wall time, without what is sensitive', async () => {
    const text = await calendar('activity=boxing')
    expect(checkCalendar((await ask('/api/calendar/things-to-do.ics?activity=boxing')).body)).toEqual([])
    expect(text).toContain('X-WR-CALNAME:Boxing')
    expect(text).toContain('SUMMARY:Boxing at the Old Mill')
    expect(text).toMatch(/DTSTART;TZID=Europe\/London:\d{8}T170000/)
    expect(text).not.toContain('Getting out')
  })
  test('by ward and borough', async () => {
    const wards = await it.db.many(
      Place,
      sql`select p.code, p.name from finder_entries f join places p on p.id = f.ward_id where f.dated group by 1, 2 order by count(*) desc limit 1`,
    )
    const [ward] = wards
    const text = await calendar(`place=${ward?.code}`)
    expect(text).toContain(`X-WR-CALNAME:Things to do in ${ward?.name}`)
    expect(text.split('BEGIN:VEVENT').length).toBeGreaterThan(1)
  })
  test('the whole city at once is refused in words, and what is unknown is not found', async () => {
    expect((await ask('/api/calendar/things-to-do.ics')).statusCode).toBe(400)
    for (const query of ['place=X1', 'activity=knitting-in-space'])
      expect((await ask(`/api/calendar/things-to-do.ics?${query}`)).statusCode).toBe(404)
  })
  test('where nothing is on it says so: a calendar without an event is none', async () => {
    const answer = await ask('/api/calendar/things-to-do.ics?activity=water-polo')
    expect([answer.statusCode, answer.json().detail]).toEqual([404, 'Nothing is on for “Water polo” in the next weeks'])
  })
})

test('the table has every public entry once, and no refuge', async () => {
  const { body } = await ask('/api/finder/entries.csv')
  const Rows = z.array(z.looseObject({ id: z.string(), name: z.string(), note: z.string() }))
  const rows = Rows.parse(parse(body, { bom: true, columns: true }))
  const services = await ask('/api/open-referral/services?per_page=1')
  expect(rows).toHaveLength(services.json().total_items)
  expect(rows.find(({ id }) => id === boxing)).toMatchObject({
    when: 'Tuesdays and Thursdays, 5pm to 6:30pm',
    cost: 'free',
  })
  expect(rows.every(({ note }) => note.includes('invented'))).toBe(true)
  for (const secret of secrets) expect(body).not.toContain(secret)
  expect(rows.find(({ id }) => id === refugeId)).toMatchObject({ borough: '' })
})

test('a cost nobody said is unknown in every feed, and stays so when ours is read again', async () => {
  const body = bodyOf({ name: 'A hall', cost: { kind: 'paid', pence: null, words: 'Ask what it costs.' } })
  const id = await plant(it.db, { organisationId: await organisationFor(it.db, 'Halls'), today, body })
  const Rows = z.array(z.looseObject({ id: z.string(), cost: z.string(), price_pounds: z.string() }))
  const rows = Rows.parse(parse((await ask('/api/finder/entries.csv')).body, { bom: true, columns: true }))
  expect(rows.find(row => row.id === id)).toMatchObject({ cost: 'unknown', price_pounds: '' })
  const service = (await ask(`/api/open-referral/services/${id}`)).json()
  expect(service).not.toHaveProperty('cost_options')
  expect(service).not.toHaveProperty('fees')
  expect(costOf(service, () => {})).toEqual(body.cost)
  const page = jsonLd(await entry(id), told)
  for (const key of ['offers', 'isAccessibleForFree']) expect(page).not.toHaveProperty(key)
  await it.db.run(sql`delete from opportunities where id = ${id}`)
})

describe('the list for other sites', () => {
  test('may be framed, alone of all pages; has no script and no form', async () => {
    const answer = await ask('/embed/things-to-do?activity=boxing')
    expect(answer.headers['content-security-policy']).toContain('frame-ancestors *')
    expect(answer.headers['x-frame-options']).toBeUndefined()
    expect(answer.body).toContain('Boxing at the Old Mill')
    expect(answer.body).toContain('Tuesday 24 November 2026, 5pm to 6:30pm')
    expect(answer.body).toContain('Old Mill Gym, Northgate, XA1 1AA')
    expect(answer.body).toContain('invented')
    expect(answer.body).not.toMatch(/<script|<form|Getting out/)
    expect((await ask('/')).headers['content-security-policy']).toContain("frame-ancestors 'none'")
  })
  test('where it cannot be shown, a sentence and a way on stand in the frame', async () => {
    for (const [url, status] of [
      ['/embed/things-to-do', 400],
      ['/embed/things-to-do?place=NOPE', 404],
    ] as const) {
      const answer = await ask(url)
      expect([answer.statusCode, answer.headers['x-frame-options']], url).toEqual([status, undefined])
      expect(answer.headers['content-type']).toContain('text/html')
      expect(answer.body).toMatch(/cannot be shown here[\s\S]*things-to-do" target="_top"/)
      expect(answer.headers['content-security-policy']).toContain('frame-ancestors *')
    }
  })
})

test('every address of the description is there, and the page of open data leads to it', async () => {
  const described = (await ask('/api/finder/openapi.json')).json()
  for (const path of Object.keys(described.paths)) {
    const answer = await ask(`${path.replace('{id}', boxing)}${/ics|embed/.test(path) ? '?activity=boxing' : ''}`)
    expect(answer.statusCode, path).toBe(200)
    const [type = ''] = Object.keys(described.paths[path].get.responses['200'].content)
    expect(answer.headers['content-type'], path).toContain(type)
  }
  expect((await it.get('public', '/open-data')).body).toContain('/api/finder/openapi.json')
})
