import { describe, expect, test } from 'vitest'
import type { Held } from '../items.ts'
import { type FakeAnswer, fakeFeed } from '../testing.ts'
import { baseOf, walkOruk } from './walk.ts'

const service = (id: string) => ({ id, name: `Service ${id}`, status: 'active', schedules: [{ id: 's' }] })
const ids = (count: number) => Array.from({ length: count }, (_, i) => `id-${i}`)

interface Feed {
  items: unknown[]
  perPage?: number
  old?: boolean
  honours?: boolean
  change?(page: number, answer: Record<string, unknown>): FakeAnswer | undefined
  details?(id: string, headers: Readonly<Record<string, string>>): FakeAnswer | undefined
}

/** A feed as others make them: pages, filters that work or do not, details. */
const feedOf = ({ items, perPage = 2, old = false, honours = false, change, details }: Feed) =>
  fakeFeed((url, _times, headers) => {
    const id = /\/services\/(.+)$/.exec(url.pathname)?.[1]
    if (id !== undefined) return details?.(decodeURIComponent(id), headers)
    const filtered = honours && (url.searchParams.has('modified_after') || url.searchParams.has('search'))
    const all = filtered ? [] : items
    const at = Number(url.searchParams.get('page') ?? '1')
    const contents = all.slice((at - 1) * perPage, at * perPage)
    const pages = Math.ceil(all.length / perPage)
    const answer: Record<string, unknown> = old
      ? { content: contents, totalElements: all.length, totalPages: pages }
      : { contents, total_items: all.length, total_pages: pages }
    return change?.(at, answer) ?? { json: answer }
  })

async function walk(
  feed: ReturnType<typeof feedOf>,
  held = new Map<string, Held>(),
  mostDetails = 100,
  mostPages = 100,
) {
  const services: unknown[] = []
  const etags: string[] = []
  const found = await walkOruk({
    asker: feed.asker,
    address: 'https://feed.test/o/services?page=3',
    held: refs => Promise.resolve(new Map([...held].filter(([ref]) => refs.includes(ref)))),
    async take(some) {
      services.push(...some.map(({ value }) => value))
      etags.push(...some.map(({ etag }) => etag))
      return undefined
    },
    mostPages,
    mostDetails,
    progress: () => Promise.resolve(),
  })
  return { ...found, services, etags }
}

describe('the shape decides, not what the feed says of itself', () => {
  test.each([
    [false, '3.0'],
    [true, '1.0'],
  ])('all pages are walked (old: %s)', async (old, version) => {
    const feed = feedOf({ items: ids(5).map(service), old })
    const found = await walk(feed)
    expect(found).toMatchObject({ version, complete: true, pages: 3, total: 5, problems: [] })
    expect(found.services).toHaveLength(5)
  })
  test('anything else is no feed', async () => {
    for (const json of [{}, [], { contents: 7 }, null, 'text']) {
      const found = await walk(fakeFeed(() => ({ json })))
      expect(found).toMatchObject({ complete: false, services: [] })
      expect(found.problems[0]).toMatch(/no list of Open Referral/)
    }
    expect((await walk(fakeFeed(() => ({ body: '<!doctype html><h1>Hi</h1>' })))).problems[0]).toMatch(/web page/)
    expect((await walk(fakeFeed(() => ({ body: '{"contents":[' })))).problems[0]).toMatch(/cut off/)
  })
})

test.each([true, false])('a filter that answers 200 and does nothing is found out (honours: %s)', async honours => {
  const found = await walk(feedOf({ items: ids(3).map(service), honours }))
  expect(found.filters).toEqual({ modified_after: honours, search: honours })
})

describe('what does not add up is incomplete', () => {
  test('a page that fails', async () => {
    const found = await walk(
      feedOf({ items: ids(6).map(service), change: page => (page === 3 ? { status: 404 } : undefined) }),
    )
    expect(found).toMatchObject({ complete: false })
    expect(found.services).toHaveLength(4)
    expect(found.problems.join()).toMatch(/Page 3 of 3.*6 services were announced and 4 came/s)
  })
  test('a total that changes on the way', async () => {
    const change = (page: number, json: Record<string, unknown>) =>
      page === 2 ? { json: { ...json, total_items: 9 } } : undefined
    expect((await walk(feedOf({ items: ids(4).map(service), change }))).problems.join()).toMatch(/changed from 4 to 9/)
  })
  test('the same services again on another page', async () => {
    const change = (page: number, json: Record<string, unknown>) =>
      page === 2 ? { json: { ...json, contents: ['id-0', 'id-1'].map(service) } } : undefined
    const found = await walk(feedOf({ items: ids(4).map(service), change }))
    expect(found.complete).toBe(false)
    expect(found.problems.join()).toMatch(/2 services came twice/)
  })
  test('no total at all', async () => {
    const change = (_page: number, json: Record<string, unknown>) => ({ json: { contents: json.contents } })
    expect((await walk(feedOf({ items: ids(2).map(service), change }))).complete).toBe(false)
  })
})

describe('details', () => {
  const shallow = ids(6).map(id => ({ id, name: id, status: 'active', last_modified: '2026-01-01' }))
  test('a shallow list is filled in, four at a time', async () => {
    const feed = feedOf({ items: shallow, details: id => ({ json: service(id) }) })
    const found = await walk(feed)
    expect(found.complete).toBe(true)
    expect(found.services.every(one => JSON.stringify(one).includes('schedules'))).toBe(true)
    expect(feed.asked.filter(url => /\/services\/id-/.test(url))).toHaveLength(6)
  })
  test('what has not changed is not asked again', async () => {
    const feed = feedOf({ items: shallow, details: id => ({ json: service(id) }) })
    const held = new Map(
      shallow.slice(0, 4).map(one => [one.id, { modified: '2026-01-01', etag: '', raw: service(one.id) }]),
    )
    expect((await walk(feed, held)).complete).toBe(true)
    expect(feed.asked.filter(url => /\/services\/id-/.test(url))).toHaveLength(2)
  })
  test('what came once without its details is asked for again, and has them once the feed does', async () => {
    const dated = { id: 'id-0', name: 'A', status: 'active', last_modified: '2026-01-01' }
    const held = new Map([['id-0', { modified: dated.last_modified, etag: '', raw: dated }]])
    const down = await walk(feedOf({ items: [dated], details: () => ({ status: 404 }) }), held)
    expect(down).toMatchObject({ complete: false, services: [dated] })
    const up = await walk(feedOf({ items: [dated], details: id => ({ json: service(id) }) }), held)
    expect(up).toMatchObject({ complete: true, services: [service('id-0')] })
  })
  test('a feed that says no dates is shown the tags of what we have, and sends the rest', async () => {
    const undated = shallow.map(({ last_modified: _, ...one }) => one)
    const details = (id: string, headers: Readonly<Record<string, string>>) =>
      headers['if-none-match'] === `"${id}"` ? { status: 304 } : { json: service(id), headers: { etag: `"${id}"` } }
    const feed = feedOf({ items: undated, details })
    const first = await walk(feed)
    expect(first.etags).toEqual(undated.map(({ id }) => `"${id}"`))
    const held = new Map(undated.map(({ id }) => [id, { modified: '', etag: `"${id}"`, raw: { id, name: 'Held' } }]))
    held.delete('id-0')
    const second = await walk(feed, held)
    expect(second).toMatchObject({ complete: true, etags: first.etags })
    expect(second.services.map(one => JSON.stringify(one).includes('Held'))).toEqual([false, ...Array(5).fill(true)])
  })
  test('a feed with more details than we ask for is not complete, and what we have is not forgotten', async () => {
    const held = new Map([['id-5', { modified: '2025-01-01', etag: '', raw: service('id-5') }]])
    const found = await walk(feedOf({ items: shallow, details: id => ({ json: service(id) }) }), held, 2)
    expect(found.complete).toBe(false)
    expect(found.problems).toEqual([])
    expect(found.limits).toEqual(['More than 2 services without details in the list: the rest was not asked for'])
    expect(JSON.stringify(found.services.at(-1))).toContain('schedules')
  })
  test('another service under that id is not believed', async () => {
    const found = await walk(feedOf({ items: shallow, details: () => ({ json: service('other') }) }))
    expect(found.complete).toBe(false)
    expect(JSON.stringify(found.services)).not.toContain('other')
  })
})

test('a look at the first pages of a long feed is not told that the rest is missing', async () => {
  const found = await walk(feedOf({ items: ids(9).map(service) }), undefined, 100, 2)
  expect(found).toMatchObject({
    complete: false,
    pages: 2,
    problems: [],
    limits: ['Only the first 2 of 5 pages were read'],
  })
})

test('a busy feed is asked again, after as long as it says or longer each time', async () => {
  const items = ids(2).map(service)
  const feed = fakeFeed((_url, times) =>
    times === 0
      ? { status: 429, headers: { 'retry-after': '7' } }
      : times === 1
        ? { status: 503 }
        : { json: { contents: items, total_items: 2, total_pages: 1 } },
  )
  expect((await walk(feed)).complete).toBe(true)
  expect(feed.waits.slice(0, 2)).toEqual([7_000, 2_000])
})

test('a feed that stays broken is left after four tries; one that forbids is not asked again', async () => {
  const broken = fakeFeed(() => ({ status: 500 }))
  expect((await walk(broken)).problems).toEqual(['The feed answered 500'])
  expect(broken.asked).toHaveLength(4)
  const shut = fakeFeed(() => ({ status: 401 }))
  expect((await walk(shut)).problems[0]).toMatch(/Ask the publisher for an open address/)
  expect(shut.asked).toHaveLength(1)
})

test.each([
  ['https://a.test/o/services', 'https://a.test/o'],
  ['https://a.test/o/', 'https://a.test/o'],
  ['https://a.test/o/services/?page=2#x', 'https://a.test/o'],
  ['https://a.test', 'https://a.test'],
])('%s begins at %s', (address, base) => expect(baseOf(address)).toBe(base))
