import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { shared } from '../../../../../test/support.ts'
import type { Item, Mapped } from '../mapped.ts'
import { unitedKingdom } from '../values.ts'
import { readService } from './service.ts'

const around = { today: '2026-11-22', bounds: unitedKingdom }
const read = (more: Record<string, unknown>): Mapped =>
  readService(
    {
      id: 'ac148810-d857-441c-9679-408f346de14b',
      name: 'Community counselling',
      status: 'active',
      organization: { id: 'o1', name: 'Open Door', description: 'A charity' },
      ...more,
    },
    around,
  )
function taken(more: Record<string, unknown>): Item {
  const found = read(more)
  if (!found.ok) throw new Error(found.why)
  return found
}
const told = (item: Item) => item.flags.map(({ field, what }) => `${field}: ${what}`).join('\n')

test('what a feed says beside the standard is read of one of ours alone', () => {
  const own = { kind: 'activity', summary: 'Come in', join: { how: 'ask', email: 'tom.smith@gmail.com' } }
  const service = { id: 'a', name: 'Club', status: 'active', description: 'A club', 'x-upstream': own }
  const [foreign, ours] = [false, true].map(isOurs => readService(service, { ...around, ours: isOurs }))
  expect(foreign).toMatchObject({ ok: true, kind: 'support', body: { description: 'A club' } })
  expect(foreign?.ok && JSON.stringify(foreign.body)).not.toMatch(/Come in|tom\.smith/)
  expect(ours).toMatchObject({ ok: true, kind: 'activity', body: { summary: 'Come in' } })
})

describe('names and status are never invented', () => {
  test('without a name or an id it is refused, with what to do', () => {
    expect(read({ name: ' ' })).toMatchObject({ ok: false, why: expect.stringMatching(/^name: .*Ask the publisher/) })
    expect(read({ id: null })).toMatchObject({ ok: false, why: expect.stringMatching(/^id: .*Ask the publisher/) })
  })
  test('without a status somebody must look; “Active” is read, and told', () => {
    expect(taken({ status: null })).toMatchObject({ state: 'on', look: true })
    expect(taken({ status: 'open for fun' })).toMatchObject({ look: true })
    const item = taken({ status: 'Active' })
    expect(item).toMatchObject({ state: 'on', look: false })
    expect(told(item)).toMatch(/status: “Active” is not written/)
  })
  test('inactive, defunct and temporarily closed', () => {
    expect(taken({ status: 'inactive' }).state).toBe('gone')
    expect(taken({ status: 'defunct' }).state).toBe('gone')
    expect(taken({ status: 'temporarily closed' }).state).toBe('resting')
  })
})

describe('what is put right is told', () => {
  test.each([
    [{ minimum_age: -1, maximum_age: -1 }, { minAge: null, maxAge: null }, /-1 is no age/],
    [{ minimum_age: '11', maximum_age: '18' }, { minAge: 11, maxAge: 18 }, /sent as text/],
    [{ minimum_age: 18, maximum_age: 11 }, { minAge: null, maxAge: null }, /over the maximum/],
    [{ min_age: 5, max_age: null }, { minAge: 5, maxAge: null }, /status|^/],
  ])('ages %j', (given, body, flag) => {
    const item = taken(given)
    expect(item.body).toMatchObject(body)
    expect(told(item)).toMatch(flag)
  })

  const at = (location: object) => ({
    service_at_locations: [{ location: { location_type: 'physical', name: 'Hall', ...location } }],
  })
  test.each([
    [{ latitude: 51.5, longitude: -0.1 }, { latitude: 51.5, longitude: -0.1 }, /^/],
    [{ latitude: '51.5', longitude: '-0.1' }, { latitude: 51.5, longitude: -0.1 }, /sent as text/],
    [{ latitude: -0.1, longitude: 51.5 }, { latitude: 51.5, longitude: -0.1 }, /swapped/],
    [{ latitude: 100, longitude: 101 }, { latitude: null, longitude: null }, /outside the United Kingdom/],
    [{ latitude: 0, longitude: 0 }, { latitude: null, longitude: null }, /0, 0/],
  ])('coordinates %j', (given, venue, flag) => {
    const item = taken(at(given))
    expect(item.body.venue).toMatchObject(venue)
    expect(told(item)).toMatch(flag)
  })

  test.each([
    ['www.club.org.uk', 'https://www.club.org.uk', /added/],
    ['http://www.example.com', '', /placeholder/],
    ['not an address', '', /Not an address/],
  ])('address %s', (url, href, flag) => {
    const item = taken({ url })
    expect(item.body.join.href).toBe(href)
    expect(told(item)).toMatch(flag)
  })

  test('freq “week”, weekday words and times with Z', () => {
    const item = taken({
      schedules: [
        {
          freq: 'week',
          byday: 'Thursday',
          dtstart: '2026-09-10T00:00:00.000Z',
          opens_at: '16:00:00Z',
          closes_at: '18:00Z',
        },
      ],
    })
    expect(item.body.schedules).toMatchObject([{ freq: 'weekly', byDay: ['TH'], starts: '16:00', ends: '18:00' }])
    expect(told(item)).toMatch(/Z/)
  })
  test('mark-up becomes words, and script nothing', () => {
    const item = taken({
      description: '<p>Hello &amp; welcome</p><script>alert(1)</script><img src=x onerror=alert(1)>',
    })
    expect(item.body.description).toBe('Hello & welcome')
  })
  test('too long a name is cut, and told', () => {
    const item = taken({ name: 'n'.repeat(300) })
    expect(item.body.name).toHaveLength(120)
    expect(told(item)).toMatch(/name: Longer than 120/)
  })
})

describe('people are left out', () => {
  test('contacts, vendor fields and assurers lose names and mailboxes; a role’s mailbox stays', () => {
    const item = taken({
      email: 'hello@opendoor.org.uk',
      contacts: [{ id: 'c', name: 'Ann Persona', title: 'Manager', phones: [{ number: '020 7946 0000' }] }],
      assurer_email: 'ann.persona@council.gov.uk',
      pc_metadata: {
        assured_by: 'ann.persona@council.gov.uk',
        note: 'ask ann.persona@council.gov.uk',
        date_assured: '2026-01-01',
      },
    })
    const all = JSON.stringify(item)
    expect(all).not.toMatch(/Ann Persona|ann\.persona/i)
    expect(item.body.join).toMatchObject({ email: 'hello@opendoor.org.uk', phone: '020 7946 0000' })
    expect(item.body.extra).toMatchObject({ oruk: { pc_metadata: { date_assured: '2026-01-01' } } })
  })
  test('a person’s mailbox as the contact is left out, and told', () => {
    const item = taken({ email: 'ann.persona@council.gov.uk' })
    expect(item.body.join.email).toBe('')
    expect(told(item)).toMatch(/one person’s mailbox/)
  })
})

test('unknown fields and the document are kept', () => {
  const item = taken({ wheelchair_hire: 'yes', empty: null })
  expect(item.body.extra).toEqual({ oruk: { wheelchair_hire: 'yes' } })
  expect(item.raw).toMatchObject({ id: item.ref, wheelchair_hire: 'yes' })
})

test('nothing said of the cost is not free', () => {
  expect(taken({}).body.cost).toMatchObject({ kind: 'paid', pence: null })
  expect(taken({ cost_options: [{ amount: 0 }] }).body.cost.kind).toBe('free')
  expect(taken({ fees: 'Free' }).body.cost.kind).toBe('free')
  expect(taken({ cost_options: [{ amount: '3.50', option: 'Under 18s' }] }).body.cost).toMatchObject({
    kind: 'paid',
    pence: 350,
  })
})

test('a place that asks not to be shown is a safe venue', () =>
  expect(
    taken({ locations: [{ name: 'House', address_1: '1 Road', mask_exact_address: true }] }).body.venue?.safe,
  ).toBe(true))

test.each([null, undefined, 7, 'text', [], [[]], { id: {} }, { id: 'a', name: ['x'] }, { id: 'a', name: '<b></b>' }])(
  'nonsense (%j) is refused, never thrown',
  value => expect(readService(value, around).ok).toBe(false),
)

const samples = join(shared, 'standards/samples')
describe.skipIf(!existsSync(samples))('samples of real feeds', () => {
  const json = (path: string): unknown => JSON.parse(readFileSync(join(samples, path), 'utf8'))
  test('the official example that passes', () => {
    const item = readService(json('oruk-validator-mocks/default/service_full.json'), around)
    expect(item).toMatchObject({ ok: true, kind: 'support', provider: { name: 'Example Organization Inc.' } })
    expect(item.ok && item.body.schedules[0]).toMatchObject({ starts: '10:00', ends: '18:00' })
  })
  test('a page of 1.0: ages, places and hours are read; without a status all wait for somebody', () => {
    const page = json('outpost/services-page-legacy-envelope.json')
    const content: unknown = typeof page === 'object' && page !== null && 'content' in page ? page.content : []
    const items = Array.isArray(content) ? content.map(each => readService(each, around)) : []
    expect(items).toHaveLength(20)
    expect(items.filter(item => !item.ok)).toEqual([])
    expect(items.every(item => item.ok && item.look)).toBe(true)
    expect(items[0]).toMatchObject({
      body: {
        minAge: 5,
        maxAge: 11,
        venue: { postcode: 'HP21 7JF', latitude: 51.811001 },
        schedules: [{ byDay: ['MO'], starts: '10:00' }],
      },
    })
  })
})
