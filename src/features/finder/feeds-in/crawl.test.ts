import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore, shared, type TestStore } from '../../../../test/support.ts'
import { addDays, londonDay } from '../../../lib/dates.ts'
import { enqueue, workOnce } from '../../../platform/jobs.ts'
import { raw, sql } from '../../../platform/sql.ts'
import { publicEntries } from '../entries/public.ts'
import * as entries from '../entries/queries.ts'
import * as entriesService from '../entries/service.ts'
import type { Body } from '../schemas.ts'
import { jobs as nightly } from '../search/again.ts'
import { sessionDays } from '../search/calendar.ts'
import { waitHours } from './crawl.ts'
import { told } from './items.ts'
import { jobs } from './jobs.ts'
import { Unfit } from './mapped.ts'
import { readEvent } from './openactive/event.ts'
import * as queries from './queries.ts'
import * as service from './service.ts'
import { isOddity, refusedWords, take } from './take.ts'
import { type FakeAnswer, fakeFeed } from './testing.ts'
import { unitedKingdom } from './values.ts'

let store: TestStore
beforeAll(async () => {
  store = await openTestStore('empty')
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.db.run(sql`truncate finder_sources, opportunities, organisations, jobs cascade`)
})

const licence = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/'
let today = '2020-01-02'

type Answer = (url: URL, times: number) => FakeAnswer | undefined
let answer: Answer = () => undefined
let mostItems: number | undefined
const work = async (): Promise<void> => {
  const handlers = jobs(store.db, () => ({
    asker: fakeFeed((url, times) => answer(url, times)).asker,
    today,
    bounds: unitedKingdom,
    mostItems,
  }))
  while (await workOnce(store.db, handlers));
}

async function feed(
  format: 'oruk' | 'openactive',
  more: { trust?: 'each' | 'feed'; sessionsAddress?: string; approve?: boolean } = {},
) {
  const { approve = true, trust = 'feed', sessionsAddress = '' } = more
  const id = await service.propose(store.db, 'one@tests.example', {
    name: 'A feed',
    format,
    address: 'https://feed.test/o',
    sessionsAddress,
    licence,
    attribution: 'A council',
    trust,
    ours: false,
    everyHours: 24,
  })
  await work()
  if (approve) await service.approve(store.db, 'two@tests.example', await service.found(store.db, id), 1)
  await work()
  return id
}
const again = async (id: string) => {
  await service.askNow(store.db, 'two@tests.example', await service.found(store.db, id))
  await work()
  return last(id)
}
const last = async (id: string) => (await queries.crawls(store.db, id))[0]
const names = async () => (await publicEntries(store.db, { limit: 1_000 })).map(({ body }) => body.name).toSorted()
const State = z.object({ name: z.string(), state: z.string(), reason: z.string() })
const states = () =>
  store.db.many(
    State,
    sql`
    select v.body ->> 'name' as name, o.state, o.state_reason as reason from opportunities o
    join opportunity_versions v on v.opportunity_id = o.id and v.version = o.last_version order by 1`,
  )

const service1 = (name: string, more = {}) => ({
  id: `id-${name}`,
  name,
  status: 'active',
  last_modified: '2020-01-01T00:00:00Z',
  organization: { id: 'org', name: 'A club', description: 'A club' },
  schedules: [{ freq: 'WEEKLY', byday: 'TU', dtstart: '2020-01-01', opens_at: '16:00', closes_at: '18:00' }],
  ...more,
})
const oruk =
  (items: readonly unknown[], perPage = 50): Answer =>
  url => {
    const at = Number(url.searchParams.get('page') ?? '1')
    const filtered = url.searchParams.has('modified_after') || url.searchParams.has('search')
    const all = filtered ? [] : items
    return {
      json: {
        total_items: all.length,
        total_pages: Math.ceil(all.length / perPage),
        contents: all.slice((at - 1) * perPage, at * perPage),
      },
    }
  }

describe('Open Referral', () => {
  test('a look beforehand shows what would come in, and enters nothing', async () => {
    answer = oruk([service1('Boxing'), service1('', {})])
    const id = await feed('oruk', { approve: false })
    expect(await last(id)).toMatchObject({
      looking: true,
      outcome: 'complete',
      seen: 2,
      refused: 1,
      sample: [{ name: 'Boxing' }, {}],
    })
    expect(await names()).toEqual([])
  })

  test('approved, its entries are public, each a version, with its licence and where it came from', async () => {
    answer = oruk(
      ['Art', 'Boxing', 'Chess'].map(name => service1(name)),
      2,
    )
    const id = await feed('oruk')
    expect(await last(id)).toMatchObject({ outcome: 'complete', pages: 2, seen: 3, entered: 3 })
    const all = await publicEntries(store.db)
    expect(all.map(({ body }) => body.name).toSorted()).toEqual(['Art', 'Boxing', 'Chess'])
    expect(all[0]).toMatchObject({ licence, organisation: { name: 'A club' } })
    expect(await again(id)).toMatchObject({ outcome: 'complete', entered: 0, changed: 0 })
    answer = oruk([service1('Art'), service1('Boxing', { description: 'New words' }), service1('Chess')])
    expect(await again(id)).toMatchObject({ changed: 1 })
  })

  test('named twice in one page, it is one entry of two versions that says what came last', async () => {
    const second = (name: string) => service1(name, { description: 'Said again' })
    answer = oruk([service1('Art'), service1('Boxing'), second('Art')])
    const id = await feed('oruk')
    expect(await names()).toEqual(['Art', 'Boxing'])
    const [art] = (await publicEntries(store.db)).filter(({ body }) => body.name === 'Art')
    expect(art).toMatchObject({ version: 2, body: { description: 'Said again' } })
    answer = oruk([second('Art'), service1('Boxing')])
    expect(await again(id)).toMatchObject({ outcome: 'complete', entered: 0, changed: 0 })
  })

  test('a list that says little is asked for details once, and read again from what is kept it says the same', async () => {
    const words = 'Write to hello@club.org.uk. Bring a drink.'
    const full = new Map(['Art', 'Boxing'].map(name => [`id-${name}`, service1(name, { description: words })]))
    const lists = oruk(
      [...full.values()].map(({ id, name, status, last_modified }) => ({ id, name, status, last_modified })),
    )
    let details = 0
    answer = (url, times) => {
      const one = full.get(url.pathname.split('/services/')[1] ?? '')
      if (one) details++
      return one ? { json: one } : lists(url, times)
    }
    const id = await feed('oruk')
    expect([await last(id), details]).toMatchObject([{ outcome: 'complete', entered: 2 }, 4])
    expect([await again(id), details]).toMatchObject([{ outcome: 'complete', changed: 0 }, 4])
    expect((await publicEntries(store.db)).map(({ body }) => body.description)).toEqual([words, words])
  })

  test('what is missing is taken off after two complete crawls, and comes back', async () => {
    answer = oruk(['Art', 'Boxing'].map(name => service1(name)))
    const id = await feed('oruk')
    answer = oruk([service1('Art')])
    expect(await again(id)).toMatchObject({ outcome: 'complete', withdrawn: 0 })
    expect(await names()).toEqual(['Art', 'Boxing'])
    expect(await again(id)).toMatchObject({ outcome: 'complete', withdrawn: 1 })
    expect(await states()).toMatchObject([
      { state: 'public' },
      { state: 'closed', reason: 'No longer in the feed it came from' },
    ])
    answer = oruk(['Art', 'Boxing'].map(name => service1(name)))
    expect(await again(id)).toMatchObject({ changed: 1 })
    expect(await names()).toEqual(['Art', 'Boxing'])
  })

  test.each<[string, Answer, string]>([
    ['empty', oruk([]), 'incomplete'],
    ['broken', () => ({ status: 500 }), 'failed'],
    ['a web page', () => ({ body: '<html>' }), 'failed'],
    [
      'half',
      url =>
        url.searchParams.get('page') === '2'
          ? { status: 404 }
          : { json: { contents: [service1('Art')], total_items: 2, total_pages: 2 } },
      'incomplete',
    ],
    ['a loop', () => ({ json: { contents: [service1('Art')], total_items: 2, total_pages: 2 } }), 'incomplete'],
  ])('a feed that is %s takes nothing off, however often', async (_, broken, outcome) => {
    answer = oruk(['Art', 'Boxing'].map(name => service1(name)))
    const id = await feed('oruk')
    answer = broken
    for (let i = 0; i < 3; i++) expect(await again(id)).toMatchObject({ outcome, withdrawn: 0 })
    expect(await names()).toEqual(['Art', 'Boxing'])
    expect(await service.found(store.db, id)).toMatchObject({ failures: 3 })
  })

  test('what the feed closes is closed; what rests is hidden; what an officer hid stays hidden', async () => {
    answer = oruk(['Art', 'Boxing', 'Chess'].map(name => service1(name)))
    const id = await feed('oruk')
    answer = oruk([
      service1('Art', { status: 'defunct' }),
      service1('Boxing', { status: 'temporarily closed' }),
      service1('Chess'),
    ])
    await again(id)
    expect((await states()).map(({ state }) => state)).toEqual(['closed', 'hidden', 'public'])
    answer = oruk(['Art', 'Boxing', 'Chess'].map(name => service1(name)))
    await again(id)
    expect((await states()).map(({ state }) => state)).toEqual(['public', 'public', 'public'])
  })

  test('with every entry to be approved, and without a status, it waits for an officer', async () => {
    answer = oruk([service1('Art'), service1('Boxing', { status: null })])
    const id = await feed('oruk', { trust: 'each' })
    expect(await names()).toEqual([])
    expect(await again(id)).toMatchObject({ entered: 0, changed: 0 })
    await store.db.run(sql`truncate finder_sources, opportunities, organisations cascade`)
    await feed('oruk')
    expect(await names()).toEqual(['Art'])
  })

  test('what was taken off before anybody approved it is public once the feed is trusted and names it again', async () => {
    answer = oruk(['Art', 'Boxing'].map(name => service1(name)))
    const id = await feed('oruk', { trust: 'each' })
    answer = oruk([service1('Art')])
    for (let i = 0; i < 2; i++) await again(id)
    expect(await states()).toMatchObject([{ state: 'draft' }, { state: 'closed' }])
    await store.db.run(sql`update finder_sources set trust = 'feed' where id = ${id}`)
    answer = oruk(['Art', 'Boxing'].map(name => service1(name)))
    expect(await again(id)).toMatchObject({ changed: 2 })
    expect(await states()).toMatchObject([{ state: 'public' }, { state: 'public', reason: '' }])
    expect(await names()).toEqual(['Art', 'Boxing'])
  })

  test('ten thousand bad ones, nulls and script leave nothing half done', async () => {
    const bad = Array.from({ length: 10_000 }, (_, i) => (i % 2 ? null : { id: i, name: '<script>x</script>' }))
    answer = oruk(
      [...bad, service1('<b>Art</b><script>x</script>', { id: 'art', description: null, schedules: 7 })],
      20_000,
    )
    const id = await feed('oruk')
    expect(await last(id)).toMatchObject({ entered: 1, refused: 10_000 })
    expect(await names()).toEqual(['Art'])
  })
})

describe('OpenActive', () => {
  const item = (id: string, more = {}) => ({
    id,
    kind: 'session',
    state: 'updated',
    modified: 1,
    data: {
      type: 'Event',
      name: id,
      offer: { price: '0.00' },
      organizer: { name: 'Active', id: 'http://a.org.uk' },
      subEvent: [{ startDate: '2020-01-06T17:00:00Z', endDate: '2020-01-06T18:00:00Z' }],
    },
    ...more,
  })
  const rpde =
    (pages: readonly (readonly unknown[])[]): Answer =>
    url => {
      const at = Number(url.searchParams.get('at') ?? '0')
      return {
        json: {
          items: pages[at] ?? [],
          next: `https://feed.test/o?at=${Math.min(at + 1, pages.length)}`,
          license: licence,
        },
      }
    }

  test('updates, deletes, and on from where it stopped', async () => {
    today = '2020-01-02'
    answer = rpde([[item('A'), item('B')], [item('C')]])
    const id = await feed('openactive')
    expect(await last(id)).toMatchObject({ outcome: 'complete', entered: 3 })
    expect(await service.found(store.db, id)).toMatchObject({ cursor: 'https://feed.test/o?at=2' })
    answer = rpde([
      [],
      [],
      [
        { id: 'B', kind: 'session', state: 'deleted', modified: 9 },
        item('A', { modified: 9, data: { ...item('A').data, name: 'A2' } }),
      ],
    ])
    expect(await again(id)).toMatchObject({ outcome: 'complete', changed: 1, withdrawn: 1 })
    expect(await names()).toEqual(['A2', 'C'])
  })

  test('a feed that breaks off goes on from the page it stopped at', async () => {
    answer = url => (url.searchParams.get('at') === '1' ? { status: 500 } : rpde([[item('A')], [item('B')]])(url, 0))
    const id = await feed('openactive')
    expect(await last(id)).toMatchObject({ outcome: 'incomplete', entered: 1 })
    answer = url => (url.searchParams.has('at') ? rpde([[item('A')], [item('B')]])(url, 0) : { status: 500 })
    expect(await again(id)).toMatchObject({ outcome: 'complete', entered: 1 })
    expect(await names()).toEqual(['A', 'B'])
  })

  test('a row of our database that reads otherwise than we think is a fault of ours, and not of the item', async () => {
    const fault = await store.db
      .one(z.object({ one: z.string() }), sql`select 1 as one`)
      .catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(z.ZodError)
    expect([fault, new RangeError('Maximum call stack size exceeded')].map(isOddity)).toEqual([false, false])
    expect([new Unfit('No name'), new RangeError('Invalid time value')].map(isOddity)).toEqual([true, true])
  })

  test('one that cannot be kept does not lose the others, is told, and comes once it can', async () => {
    const nobody = raw(`alter table opportunity_versions drop constraint if exists nobody`)
    await store.db.run(raw(`alter table opportunity_versions add constraint nobody check (body ->> 'name' <> 'C')`))
    answer = rpde([['A', 'B', 'C', 'D', 'E'].map(name => item(name))])
    const id = await feed('openactive')
    await store.db.run(nobody)
    expect(await last(id)).toMatchObject({ outcome: 'complete', seen: 5, entered: 4, refused: 1 })
    expect(await names()).toEqual(['A', 'B', 'D', 'E'])
    expect(await told(store.db, id)).toMatchObject([{ problem: refusedWords }])
    const brought = await store.db.many(
      z.object({ entry: z.string(), version: z.number(), source: z.string() }),
      sql`select object as entry, (detail ->> 'version')::int as version, detail ->> 'source' as source from audit
        where what = 'opportunity.brought' and detail ->> 'source' = ${id}`,
    )
    const entries = (await publicEntries(store.db)).map(each => `opportunity/${each.id}`)
    expect(brought.map(({ entry }) => entry).sort()).toEqual(entries.sort())
    expect(new Set(brought.map(({ version, source }) => `${version} ${source}`))).toEqual(new Set([`1 ${id}`]))
    await service.readAllAgain(store.db, 'two@tests.example', await service.found(store.db, id))
    await work()
    expect(await last(id)).toMatchObject({ outcome: 'complete', entered: 1, changed: 0, refused: 0 })
    expect(await names()).toEqual(['A', 'B', 'C', 'D', 'E'])
  })

  test('what no reader foresaw loses nobody else either', async () => {
    answer = rpde([[item('A')]])
    const source = await service.found(store.db, await feed('openactive'))
    const { id: crawlId } = (await last(source.id)) ?? expect.fail('no crawl')
    const came = ['B', 'C', 'D'].map(name => ({
      item: readEvent(`session ${name}`, item(name).data, [], { today, bounds: unitedKingdom }),
      modified: '2',
    }))
    const [, odd] = came
    if (odd?.item.ok) odd.item.body.schedules = odd.item.body.schedules.map(each => ({ ...each, starts: 'noon' }))
    const taking = { source, crawlId, today, by: 'feeds', providers: new Map<string, string>() }
    expect(await store.db.transaction(tx => take(tx, taking, came))).toMatchObject({ seen: 3, entered: 2, refused: 1 })
    expect(await names()).toEqual(['A', 'B', 'D'])
  })

  test('half a character is left out, and no more than that', async () => {
    const data = { ...item('A').data, name: 'A\ud83d', description: `${'x'.repeat(3_998)}\u{1f94a}\u{1f94a}` }
    answer = rpde([[item('A', { data }), item('B')]])
    expect(await last(await feed('openactive'))).toMatchObject({ entered: 2, refused: 0 })
    expect(await names()).toEqual(['A', 'B'])
  })

  describe('read from its beginning', () => {
    const moved =
      (pages: readonly (readonly unknown[])[], status = 404): Answer =>
      url =>
        url.searchParams.has('at') ? { status } : rpde(pages)(new URL('https://feed.test/o?at=0'), 0)
    const anew =
      (found: readonly unknown[]): Answer =>
      url =>
        url.searchParams.has('at')
          ? { status: 410 }
          : { json: { items: url.searchParams.has('new') ? [] : found, next: 'https://feed.test/o?new=1' } }

    test.each([404, 410, 400])(
      'where it does not know any more where we stopped (%i), all it says is kept',
      async status => {
        answer = rpde([[item('A', { modified: 50 }), item('B', { modified: 50 })]])
        const id = await feed('openactive')
        answer = url =>
          url.searchParams.has('at')
            ? { status }
            : anew([item('A', { modified: 2, data: { ...item('A').data, name: 'A2' } }), item('B'), item('C')])(url, 0)
        expect(await again(id)).toMatchObject({ outcome: 'complete', entered: 1, changed: 1, withdrawn: 0 })
        expect(await names()).toEqual(['A2', 'B', 'C'])
        expect(await service.found(store.db, id)).toMatchObject({
          cursor: 'https://feed.test/o?new=1',
          begunCrawl: null,
        })
      },
    )

    test('what two readings in a row miss is taken off, and not before', async () => {
      answer = rpde([[item('A'), item('B')]])
      const id = await feed('openactive')
      answer = anew([item('A')])
      expect(await again(id)).toMatchObject({ outcome: 'complete', withdrawn: 0 })
      expect(await names()).toEqual(['A', 'B'])
      expect(await service.found(store.db, id)).toMatchObject({ cursor: '', begunCrawl: null })
      expect(await again(id)).toMatchObject({ outcome: 'complete', withdrawn: 1 })
      expect(await states()).toMatchObject([
        { state: 'public' },
        { state: 'closed', reason: 'No longer in the feed it came from' },
      ])
      expect(await service.found(store.db, id)).toMatchObject({ cursor: 'https://feed.test/o?new=1', begunCrawl: null })
      answer = anew([])
      expect(await again(id)).toMatchObject({ outcome: 'complete', withdrawn: 0 })
      expect(await names()).toEqual(['A'])
    })

    test('a reading that breaks off, or brings nothing, takes nothing off, however often', async () => {
      answer = rpde([[item('A'), item('B')]])
      const id = await feed('openactive')
      answer = moved([[item('A')], [item('B')]])
      for (let i = 0; i < 3; i++) expect(await again(id)).toMatchObject({ outcome: 'incomplete', withdrawn: 0 })
      await service.readAllAgain(store.db, 'two@tests.example', await service.found(store.db, id))
      answer = anew([])
      await work()
      for (let i = 0; i < 3; i++) expect(await again(id)).toMatchObject({ outcome: 'incomplete', withdrawn: 0 })
      expect(await names()).toEqual(['A', 'B'])
    })

    test('by somebody who asks for it; and no feed fills the disk', async () => {
      answer = rpde([[item('A'), item('B')]])
      const id = await feed('openactive')
      answer = rpde([[item('A'), item('B'), item('C'), item('D')]])
      mostItems = 3
      await service.readAllAgain(store.db, 'two@tests.example', await service.found(store.db, id))
      await work()
      expect(await last(id)).toMatchObject({ entered: 0, problems: [expect.stringContaining('more than 3 items')] })
      mostItems = 4
      expect(await again(id)).toMatchObject({ outcome: 'complete', entered: 2, withdrawn: 0 })
      mostItems = undefined
      await expect(
        service.readAllAgain(store.db, 'two@tests.example', { ...(await service.found(store.db, id)), format: 'oruk' }),
      ).rejects.toThrow('OpenActive')
    })
  })

  test('an older change is not written over a newer one', async () => {
    answer = rpde([
      [item('A', { modified: 5 })],
      [item('A', { modified: 3, data: { ...item('A').data, name: 'Old' } })],
    ])
    await feed('openactive')
    expect(await names()).toEqual(['A'])
  })

  test('a series and its sessions that come by themselves', async () => {
    const series = {
      id: 's',
      kind: 'SessionSeries',
      state: 'updated',
      modified: 1,
      data: { '@id': 'https://a.test/s', name: 'Boxing', offers: [{ price: 0 }] },
    }
    const session = (id: string, day: string, more = {}) => ({
      id,
      kind: 'ScheduledSession',
      state: 'updated',
      modified: 1,
      data: { superEvent: 'https://a.test/s', startDate: `${day}T17:00:00Z`, duration: 'PT1H' },
      ...more,
    })
    const sessions = [session('1', '2020-01-06'), session('2', '2020-01-13')]
    const both =
      (more: unknown[]): Answer =>
      url =>
        url.pathname === '/sessions'
          ? {
              json: {
                items: url.searchParams.has('end') ? [] : [...sessions, ...more],
                next: 'https://feed.test/sessions?end',
              },
            }
          : { json: { items: url.searchParams.has('end') ? [] : [series], next: 'https://feed.test/o?end' } }
    answer = both([])
    const id = await feed('openactive', { sessionsAddress: 'https://feed.test/sessions' })
    const schedules = async () => (await publicEntries(store.db))[0]?.body.schedules
    expect(await schedules()).toMatchObject([
      { from: '2020-01-06', add: ['2020-01-13'], starts: '17:00', ends: '18:00' },
    ])
    await store.db.run(sql`update finder_sources set sessions_cursor = ''`)
    answer = both([{ id: '2', kind: 'ScheduledSession', state: 'deleted', modified: 9 }])
    await again(id)
    expect(await schedules()).toMatchObject([{ from: '2020-01-06', add: [] }])
  })

  test('when every date is past it is closed', async () => {
    answer = rpde([[item('A')]])
    const id = await feed('openactive')
    today = '2020-02-01'
    answer = rpde([[], [item('A', { modified: 2 })]])
    expect(await again(id)).toMatchObject({ withdrawn: 1 })
    expect(await states()).toMatchObject([{ state: 'closed', reason: 'All of its dates are past' }])
    today = '2020-01-02'
  })

  const newham = join(shared, 'data/openactive/active-newham-sessions_rpde_2020-01-02.json')
  test.skipIf(!existsSync(newham))('Active Newham of January 2020 is found', async () => {
    today = '2020-01-02'
    const json: unknown = JSON.parse(readFileSync(newham, 'utf8'))
    const end =
      'https://activenewham-openactive.herokuapp.com/?afterId=N4CLXFT15000819&afterTimestamp=1577977253862&limit=500'
    answer = url => (url.searchParams.has('afterId') ? { json: { items: [], next: end } } : { json })
    const id = await service.propose(store.db, 'one@tests.example', {
      name: 'Active Newham',
      format: 'openactive',
      address: 'https://activenewham-openactive.herokuapp.com/',
      sessionsAddress: '',
      licence: 'https://creativecommons.org/licenses/by/4.0/',
      attribution: 'Active Newham',
      trust: 'feed',
      ours: false,
      everyHours: 24,
    })
    await work()
    await service.approve(store.db, 'two@tests.example', await service.found(store.db, id), 1)
    await work()
    expect(await last(id)).toMatchObject({ outcome: 'complete', seen: 269, refused: 0 })
    const all = await publicEntries(store.db, { limit: 1_000 })
    expect(all.length).toBeGreaterThan(190)
    expect(new Set(all.map(({ organisation }) => organisation.name))).toEqual(new Set(['Active Newham']))
    expect(all.some(({ body }) => body.activities.includes('badminton'))).toBe(true)
  })
})

test('a feed that fails is asked again after longer and longer', () =>
  expect([1, 2, 3, 4, 8, 20].map(failures => waitHours(failures, 24))).toEqual([1, 2, 4, 8, 128, 168]))

test('feeds whose time has come are asked, once', async () => {
  answer = oruk([service1('Art')])
  const id = await feed('oruk')
  expect(await service.askDue(store.db)).toBe(0)
  await store.db.run(sql`update finder_sources set next_at = now() - interval '1 minute'`)
  expect(await service.askDue(store.db)).toBe(1)
  expect(await service.askDue(store.db)).toBe(0)
  await work()
  expect(await last(id)).toMatchObject({ outcome: 'complete', askedBy: 'feeds' })
})

test('each night what comes near is noted for readers of the session feed, and the next night waits', async () => {
  await store.db.run(sql`truncate finder_near_days`)
  const inReach = () => addDays(londonDay(new Date()), sessionDays)
  const before = inReach()
  await store.db.transaction(tx => enqueue(tx, 'finder.refresh', { nightly: true }))
  expect(await workOnce(store.db, nightly(store.db))).toBe(true)
  const near = await store.db.many(z.object({ day: z.string() }), sql`select day::text as day from finder_near_days`)
  expect(near).toHaveLength(1)
  expect([before, inReach()]).toContain(near[0]?.day)
  const waiting = sql`select 1 as one from jobs where kind = 'finder.refresh' and finished_at is null`
  expect(await store.db.many(z.object({ one: z.number() }), waiting)).toHaveLength(1)
})

test('no licence, no publishing', async () => {
  answer = oruk([service1('Art')])
  const id = await feed('oruk', { approve: false })
  await store.db.run(sql`update finder_sources set licence = ''`)
  await expect(service.approve(store.db, 'two@tests.example', await service.found(store.db, id), 1)).rejects.toThrow()
  await expect(store.db.run(sql`update finder_sources set state = 'approved', approved_by = 'x'`)).rejects.toThrow()
})

test('what a feed read to its end still names is right, and does not hide itself; what is missing is not said to be', async () => {
  const due = () =>
    store.db.many(
      z.object({ name: z.string(), reviewOn: z.string() }),
      sql`select v.body ->> 'name' as name, o.review_on::text as "reviewOn" from opportunities o
        join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version order by 1`,
    )
  answer = oruk([service1('Art'), service1('Boxing')])
  const id = await feed('oruk')
  const [first] = await due()
  today = '2020-04-01'
  answer = oruk([service1('Art')])
  await again(id)
  const [art, boxing] = await due()
  expect(first?.reviewOn).toBe('2020-04-02')
  expect(art?.reviewOn).toBe('2020-07-01')
  expect(boxing?.reviewOn).toBe('2020-04-02')
  today = '2020-06-30'
  answer = () => ({ status: 500 })
  await again(id)
  expect((await due())[0]?.reviewOn).toBe('2020-07-01')
  today = '2020-01-02'
})

describe('what people here said stands above a feed', () => {
  const place = (name: string, address_1: string) => ({
    service_at_locations: [
      { id: 's', location: { id: 'l', name, addresses: [{ address_1, city: 'Northgate', postal_code: 'XZ9 9ZZ' }] } },
    ],
  })
  const Row = z.object({ id: z.string(), version: z.number(), verdict: z.string(), madeBy: z.string() })
  const rows = () =>
    store.db.many(
      Row,
      sql`select opportunity_id as id, version, verdict, made_by as "madeBy" from opportunity_versions order by version`,
    )
  const correct = async (change: (body: Body) => Body) => {
    const [entry] = await publicEntries(store.db)
    const found = entry && (await entries.version(store.db, entry.id, entry.version))
    if (!entry || !found) return expect.fail('nothing public')
    const by = 'writer@tests.example'
    const given = { id: entry.id, by, body: change(found.body), note: '', seen: found.version }
    await entriesService.write(store.db, { ...given, verdict: 'waiting' })
    const deciding = { id: entry.id, version: found.version + 1, by: 'two@tests.example', today }
    await entriesService.approve(store.db, deciding)
    return entry.id
  }

  test('an address made private stays private, and what the feed changes waits for a person', async () => {
    answer = oruk([service1('Art', place('Hidden House', '9 Secret Street'))])
    const id = await feed('oruk')
    expect((await publicEntries(store.db))[0]?.body.venue?.address).toContain('Secret Street')
    const entryId = await correct(body => ({ ...body, venue: body.venue && { ...body.venue, safe: true } }))
    await again(id)
    expect((await rows()).length).toBe(2)
    const changed = service1('Art', { ...place('Hidden House', '10 Other Street'), description: 'New words.' })
    answer = oruk([changed])
    for (let i = 0; i < 2; i++) await again(id)
    expect((await rows()).map(({ verdict, madeBy }) => [verdict, madeBy])).toEqual([
      ['approved', 'feeds'],
      ['approved', 'writer@tests.example'],
      ['waiting', 'feeds'],
    ])
    const open = JSON.stringify(await publicEntries(store.db))
    for (const secret of ['Secret Street', 'Other Street', 'XZ9']) expect(open).not.toContain(secret)
    expect((await entries.version(store.db, entryId, 3))?.body.venue).toMatchObject({ safe: true })
    await entriesService.approve(store.db, { id: entryId, version: 3, by: 'two@tests.example', today })
    answer = oruk([{ ...changed, description: 'Newer words.' }])
    await again(id)
    const after = JSON.stringify(await publicEntries(store.db))
    expect(after).toContain('Newer words')
    for (const secret of ['Secret Street', 'Other Street', 'XZ9']) expect(after).not.toContain(secret)
  })

  test('help with abuse at home that comes with an address waits for a person', async () => {
    const theme = { attributes: [{ id: 'a', taxonomy_term: { id: 't', name: 'Refuge' } }] }
    answer = oruk([service1('A place to stay', { ...theme, ...place('Hidden House', '9 Secret Street') })])
    await feed('oruk')
    expect(await names()).toEqual([])
    expect((await rows()).map(({ verdict }) => verdict)).toEqual(['waiting'])
  })

  test('mailboxes of people in the words of a feed are left out; those of a role stay', async () => {
    const words = 'Write to sarah.jones@gmail.com or hello@club.org.uk.'
    const organization = { id: 'org', name: 'A club', description: words, email: 'sarah.jones@gmail.com' }
    answer = oruk([service1('Art', { description: words, application_process: words, organization })])
    await feed('oruk')
    const open = JSON.stringify(await publicEntries(store.db))
    expect(open).not.toContain('sarah.jones')
    expect(open.match(/hello@club/g)?.length).toBeGreaterThanOrEqual(3)
  })
})
