import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { shared } from '../../../../../test/support.ts'
import { fakeFeed } from '../testing.ts'
import { part, unitedKingdom } from '../values.ts'
import { readEvent } from './event.ts'
import { type Page, readRpde, walkRpde } from './rpde.ts'

const around = { today: '2020-01-02', bounds: unitedKingdom }
const session = (day: string, more = {}) => ({
  type: 'Event',
  startDate: `${day}T17:00:00Z`,
  endDate: `${day}T18:00:00Z`,
  ...more,
})
const event = (more: Record<string, unknown>) =>
  readEvent('session 1', { name: 'Boxing', type: 'Event', ...more }, [], around)

describe('terms of 1.x', () => {
  test('an offer alone, an address as text, activities as words, sessions inside', () => {
    const item = event({
      activity: ['Boxing', 'Nonsense'],
      offer: { price: '0.00', name: 'Adult' },
      location: {
        name: 'Hall',
        address: 'Hall, 1 Road, London, E13 8SD, England',
        geo: { latitude: 51.5, longitude: 0.03 },
      },
      genderRestriction: 'mixed',
      subEvent: [session('2020-01-06'), session('2020-01-13'), session('2019-12-30')],
      organizer: { name: 'Active', id: 'http://a.org.uk', email: 'info@a.org.uk' },
    })
    expect(item).toMatchObject({
      ok: true,
      state: 'on',
      provider: { name: 'Active', ref: 'http://a.org.uk' },
      body: {
        activities: ['boxing'],
        gender: 'all',
        cost: { kind: 'free' },
        venue: { postcode: 'E13 8SD', latitude: 51.5 },
        schedules: [{ freq: 'once', from: '2020-01-06', add: ['2020-01-13'], starts: '17:00', ends: '18:00' }],
      },
    })
    expect(JSON.stringify(item.flags)).toMatch(/Nonsense/)
  })
  test('summer sessions are London’s clock', () =>
    expect(event({ subEvent: [session('2020-07-06')] })).toMatchObject({ body: { schedules: [{ starts: '18:00' }] } }))
})

describe('terms of 2.0', () => {
  const rule = {
    '@type': 'Schedule',
    startDate: '2020-01-01',
    repeatFrequency: 'P1W',
    byDay: ['https://schema.org/Tuesday'],
    startTime: '16:00',
    endTime: '17:30',
    scheduleTimezone: 'Europe/London',
  }
  test('a whole rule is believed before the sessions made from it', () =>
    expect(event({ '@type': 'SessionSeries', eventSchedule: [rule], subEvent: [session('2020-01-07')] })).toMatchObject(
      {
        body: { schedules: [{ freq: 'weekly', byDay: ['TU'], starts: '16:00', ends: '17:30' }] },
      },
    ))
  test('of a partial one the sessions are', () =>
    expect(
      event({ eventSchedule: [{ ...rule, '@type': 'PartialSchedule' }], subEvent: [session('2020-01-07')] }),
    ).toMatchObject({
      body: { schedules: [{ freq: 'once', from: '2020-01-07' }] },
    }))
  test('a session that was called off is not on', () =>
    expect(
      event({
        subEvent: [session('2020-01-07', { eventStatus: 'https://schema.org/EventCancelled' }), session('2020-01-08')],
      }),
    ).toMatchObject({
      body: { schedules: [{ from: '2020-01-08', add: [] }] },
    }))
  test('ages, prices, access; a leader’s name is nowhere', () => {
    const item = event({
      eventSchedule: [rule],
      ageRange: { minValue: 11, maxValue: 17 },
      offers: [{ price: 4.5 }, { price: 3.3, name: 'Under 18' }],
      accessibilityInformation: 'Ramp at the door',
      leader: [{ '@type': 'Person', givenName: 'Nicole', familyName: 'Smith' }],
      organizer: { '@type': 'Person', name: 'Nicole Smith', email: 'nicole.smith@x.org.uk' },
    })
    expect(item).toMatchObject({
      provider: { name: '', email: '' },
      body: { minAge: 11, maxAge: 17, cost: { kind: 'paid', pence: 330 }, access: ['step-free'] },
    })
    expect(JSON.stringify(item.ok ? [item.body, item.provider] : item)).not.toMatch(/Nicole|Smith/)
  })
})

test.each<[string, object[], object]>([
  ['free for all', [{ price: 0 }], { kind: 'free' }],
  [
    'free for the young',
    [
      { price: 0, name: 'Junior' },
      { price: 5, name: 'Adult' },
    ],
    { kind: 'free', words: 'Junior, Adult' },
  ],
  [
    'free for members',
    [
      { price: 0, name: 'Member' },
      { price: 5, name: 'Adult' },
    ],
    { kind: 'paid', pence: 500, words: 'Free for some: Member, Adult' },
  ],
  [
    'free with school meals',
    [
      { price: 3, name: 'One time' },
      { price: 0, name: 'With free school meals' },
    ],
    { kind: 'free-school-meals', pence: 300 },
  ],
  ['no price that can be', [{ price: -1 }, { price: 'x' }], { kind: 'paid', pence: null }],
])('what it costs: %s', (_, offers, cost) =>
  expect(event({ offers, startDate: '2020-01-06T17:00:00Z', endDate: '2020-01-06T18:00:00Z' })).toMatchObject({
    body: { cost },
  }),
)

test.each([
  ['Junior Member', 'Junior Non Member'],
  ['Student Membership', 'Adult'],
  ['Young Carer', 'Child'],
  ['Under 5s', 'Child 5-16'],
  ['Ages 0-4', 'Everybody'],
  ['Adult 60-74', 'Adult'],
  ['Adult with child - spectator', 'Child'],
  ['Under 10s', 'Ages 10 to 18'],
])('free to some of the young or to others is not free: %s, while %s pay', (free, paid) =>
  expect(
    event({
      offers: [
        { price: 0, name: free },
        { price: 5, name: paid },
      ],
      ...{ startDate: '2020-01-06T17:00:00Z', endDate: '2020-01-06T18:00:00Z' },
    }),
  ).toMatchObject({ body: { cost: { kind: 'paid', pence: 500, words: `Free for some: ${free}, ${paid}` } } }),
)

test.each(['Under 18s', 'U16', 'Ages 11-19', '8 to 17', 'Young person'])('free to the young is free: %s', name =>
  expect(
    event({
      offers: [
        { price: 0, name },
        { price: 5, name: 'Adult 25-60' },
      ],
      ...{ startDate: '2020-01-06T17:00:00Z', endDate: '2020-01-06T18:00:00Z' },
    }),
  ).toMatchObject({ body: { cost: { kind: 'free' } } }),
)

test('all sessions past: over; without any date somebody looks; without a name it is refused', () => {
  expect(event({ subEvent: [session('2019-12-01')] })).toMatchObject({ state: 'over' })
  expect(event({})).toMatchObject({ state: 'on', look: true })
  expect(event({ name: null })).toMatchObject({ ok: false })
})

test('a place to book is not read, and its publisher is not blamed', () => {
  for (const type of ['Slot', 'oa:Slot', 'FacilityUse', 'IndividualFacilityUse'])
    expect(event({ type, name: null, facilityUse: 'https://a.org.uk/1' }), type).toMatchObject({
      ok: false,
      why: expect.stringMatching(/place to book[\s\S]*not read\. The publisher did nothing wrong/),
    })
})

describe('pages', () => {
  const item = (id: number, more = {}) => ({
    id,
    kind: 'session',
    state: 'updated',
    modified: id,
    data: { name: 'a' },
    ...more,
  })
  test('items without an id, a state or data are left out, and told', () => {
    const page = readRpde({
      next: 'x',
      items: [
        item(1),
        item(2, { id: null }),
        item(3, { state: 'gone' }),
        item(4, { data: null }),
        null,
        'x',
        { ...item(5), state: 'deleted', data: undefined },
      ],
    })
    expect(page?.changes.map(({ ref, deleted }) => [ref, deleted])).toEqual([
      ['session 1', false],
      ['session 5', true],
    ])
    expect(page?.problems).toEqual(['5 items without an id, a kind or a state were left out'])
    for (const json of [null, [], {}, { items: 1 }, { items: [], next: 7 }]) expect(readRpde(json)).toBeUndefined()
  })

  const pages = (next: (at: number) => string, items: (at: number) => unknown[]) =>
    fakeFeed(url => {
      const at = Number(url.searchParams.get('at') ?? '0')
      return { json: { next: next(at), items: items(at), license: '' } }
    })
  const walked = async (feed: ReturnType<typeof fakeFeed>) => {
    const taken: [Page, string][] = []
    const end = await walkRpde(feed.asker, 'https://f.test/?at=0', 10, async (page, at) => void taken.push([page, at]))
    return { ...end, taken }
  }
  test('to the last, empty page, whose next is itself', async () => {
    const found = await walked(
      pages(
        at => `https://f.test/?at=${Math.min(at + 1, 2)}`,
        at => (at < 2 ? [item(at)] : []),
      ),
    )
    expect(found).toMatchObject({ complete: true, pages: 3, problems: [] })
    expect(found.taken.at(-1)?.[1]).toBe('https://f.test/?at=2')
  })
  test('round in a circle, elsewhere, or without end: it stops, and says why', async () => {
    expect(
      (
        await walked(
          pages(
            at => `https://f.test/?at=${(at + 1) % 3}`,
            at => [item(at)],
          ),
        )
      ).problems,
    ).toEqual(['The pages go round in a circle'])
    expect(
      (
        await walked(
          pages(
            () => 'https://evil.test/',
            at => [item(at)],
          ),
        )
      ).problems.join(),
    ).toMatch(/another address/)
    expect(
      (
        await walked(
          pages(
            () => 'https://f.test/?at=0',
            () => [item(1)],
          ),
        )
      ).problems.join(),
    ).toMatch(/circle/)
    expect(
      (
        await walked(
          pages(
            at => `https://f.test/?at=${at + 1}`,
            () => [item(1)],
          ),
        )
      ).problems.join(),
    ).toMatch(/More than 10 pages/)
  })
})

const newham = join(shared, 'data/openactive/active-newham-sessions_rpde_2020-01-02.json')
test.skipIf(!existsSync(newham))('Active Newham of January 2020: every session is read, the deleted are', () => {
  const page = readRpde(JSON.parse(readFileSync(newham, 'utf8')))
  const updated = page?.changes.filter(change => !change.deleted) ?? []
  expect([updated.length, page?.changes.filter(change => change.deleted).length]).toEqual([198, 71])
  const items = updated.map(({ ref, data }) => readEvent(ref, part(data), [], around))
  expect(items.filter(each => !each.ok)).toEqual([])
  const bodies = items.flatMap(each => (each.ok ? [each] : []))
  expect(bodies.filter(({ body }) => body.venue?.latitude === null)).toHaveLength(5)
  expect(bodies.filter(({ state }) => state === 'on').length).toBe(
    bodies.filter(({ body }) => body.schedules.length > 0).length,
  )
  const crossfit = bodies.find(({ ref }) => ref === 'session N1CLXFT17000819')
  expect(crossfit?.body.schedules).toMatchObject([{ from: '2020-01-06', starts: '17:00', ends: '17:30' }])
  expect(bodies.filter(({ body }) => body.schedules.length > 0).length).toBeGreaterThan(190)
})
