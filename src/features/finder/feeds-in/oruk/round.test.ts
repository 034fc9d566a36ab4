import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../../../test/support.ts'
import { seeded } from '../../../../lib/stats/index.ts'
import * as organisations from '../../../organisations/index.ts'
import { activities, themes } from '../../activities.ts'
import { enterApproved } from '../../entries/approved.ts'
import { type PublicEntry, publicEntries } from '../../entries/public.ts'
import { accessKinds, type Body, genders, type NewBody } from '../../schemas.ts'
import type { Raw } from '../fetch.ts'
import { readService } from './service.ts'
import { walkOruk } from './walk.ts'

// Our own feed is read back as others read it: over the routes, page by page, by the same importer as any other.
let it: TestApp
beforeAll(async () => {
  it = await openTestApp('demo')
})
afterAll(() => it.close())

const today = '2026-11-22'
const demoBounds = { west: -14, east: 1.8, south: 49.8, north: 60.9 }

const raw: Raw = async address => {
  const url = new URL(address)
  const answer = await it.app.inject({ method: 'GET', url: url.pathname + url.search })
  const headers = Object.fromEntries(Object.entries(answer.headers).map(([key, value]) => [key, String(value)]))
  return { ok: true, status: answer.statusCode, headers, body: answer.body }
}

async function readBack() {
  const services: unknown[] = []
  const walk = await walkOruk({
    asker: { raw, wait: () => Promise.resolve() },
    address: 'https://ours.test/api/open-referral',
    held: () => Promise.resolve(new Map()),
    take: async some => void services.push(...some.map(({ value }) => value)),
    mostPages: 100,
    mostDetails: 1_000,
    progress: () => Promise.resolve(),
  })
  const items = services.map(service => readService(service, { today, bounds: demoBounds, ours: true }))
  return { walk, services, items: new Map(items.map(item => [item.ref, item])) }
}

/** What another may know of an entry: no address of a safe venue, and nothing kept inside. English is what is not said. */
function told({ body }: PublicEntry) {
  const { image: _, extra: _extra, safeguarding, venue, waiting: _w, ...rest } = body
  const english = JSON.stringify(rest.languages) === '["en"]'
  return {
    ...rest,
    languages: english ? [] : rest.languages,
    registered: safeguarding.registered,
    venue: venue?.safe ? { ...venue, name: '' } : venue,
    schedules: rest.schedules.filter(({ until }) => until === null || until >= today),
  }
}
const read = (body: Body) => {
  const { image: _, extra: _extra, safeguarding, waiting: _w, ...rest } = body
  return { ...rest, registered: safeguarding.registered }
}

const random = seeded(7)
const pick = <T>(all: readonly T[]): T => {
  const one = all[Math.floor(random() * all.length)]
  if (one === undefined) throw new RangeError('nothing to pick from')
  return one
}
const some = <T>(all: readonly T[], most: number): T[] => [
  ...new Set(Array.from({ length: Math.floor(random() * (most + 1)) }, () => pick(all))),
]
const maybe = <T>(value: T, other: T): T => (random() < 0.5 ? value : other)

/** An entry made by chance: every part of a body in every combination it may have. */
function anyBody(i: number): NewBody {
  const freq = pick(['once', 'daily', 'weekly', 'monthly'] as const)
  const low = Math.floor(random() * 20)
  return {
    name: `By chance ${i}: ${pick(['“quotes”', 'a & b', 'naïve ☂', '<3 things'])}`,
    summary: maybe('Short and plain.', ''),
    description: maybe('One line.\n\nAnother: 50% off, “yes”.', ''),
    activities: some(
      activities.map(({ id }) => id),
      4,
    ),
    themes: some(
      themes.map(({ id }) => id),
      3,
    ),
    venue: maybe(
      {
        name: 'A hall',
        address: '1 Road',
        locality: 'Southwharf',
        postcode: 'QX7 1AA',
        longitude: -13.51,
        latitude: 56.49,
      },
      null,
    ),
    timesWords: maybe('Ring to ask', ''),
    schedules: [
      {
        from: freq === 'once' ? '2026-12-05' : '2026-09-07',
        until: freq === 'once' ? null : maybe('2027-07-01', null),
        starts: pick(['09:30', '16:00', '22:00']),
        ends: pick(['11:00', '18:15', '00:30']),
        freq,
        interval: freq === 'once' ? 1 : pick([1, 2, 3]),
        byDay: freq === 'weekly' ? pick([['TU', 'TH'], ['SU']]) : freq === 'monthly' ? ['-1FR'] : [],
        calendar: pick(['always', 'term', 'holidays'] as const),
        bankHolidays: pick(['open', 'closed', 'unknown'] as const),
        exclude: freq === 'once' ? [] : maybe(['2026-12-22'], []),
        add: maybe(['2026-12-30'], []),
      },
    ],
    minAge: maybe(low, null),
    maxAge: maybe(low + 5, null),
    gender: pick(genders),
    languages: some(['bn', 'so', 'pl', 'en'], 3),
    access: some(accessKinds, 4),
    accessWords: maybe('Ask for the side door.', ''),
    cost: pick([
      { kind: 'free' },
      { kind: 'paid', pence: 350, words: 'Each time' },
      { kind: 'voluntary' },
      { kind: 'free-school-meals', pence: 500 },
    ] as const),
    food: maybe(true, false),
    join: {
      how: pick(['turn-up', 'book', 'ask', 'refer'] as const),
      words: maybe('Text us', ''),
      href: maybe('https://a.example/x', ''),
      phone: maybe('01632 960101', ''),
      email: maybe('hello@a.example', ''),
    },
    bring: maybe('Boots', ''),
    meet: maybe('A coach', ''),
    travel: maybe('Bus 12', ''),
    capacity: maybe(20, null),
    safeguarding: { registered: maybe('Ofsted EY123', '') },
  }
}

test('our own feed is read back without loss, entry by entry', async () => {
  const club = await organisations.findByKey(it.db, 'tideway-youth')
  for (let i = 0; i < 60; i++)
    await enterApproved(it.db, {
      by: 'one@tests.example',
      approvedBy: 'two@tests.example',
      kind: pick(['activity', 'work', 'support', 'network']),
      organisationId: club?.id ?? '',
      boroughId: null,
      body: anyBody(i),
      note: '',
      today,
    })
  const all = await publicEntries(it.db, { limit: 1_000 })
  const { walk, items } = await readBack()
  expect(walk).toMatchObject({
    version: '3.0',
    complete: true,
    total: all.length,
    problems: [],
    filters: { modified_after: true, search: true },
  })
  for (const entry of all) {
    const item = items.get(entry.id)
    if (!item?.ok) throw new Error(`${entry.body.name}: ${item?.why ?? 'not there'}`)
    expect([entry.body.name, item.kind, item.provider.name, item.state, item.look]).toEqual([
      entry.body.name,
      entry.kind,
      entry.organisation.name,
      'on',
      false,
    ])
    expect(read(item.body)).toEqual(told(entry))
  }
})

test('the address of a refuge is in nothing that is read back', async () => {
  const { services, items } = await readBack()
  expect(JSON.stringify([services, [...items.values()]])).not.toMatch(/Ferrymans|Weft Court|17 Ferry/)
})
