import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { boroughCode, seedCity, wardCode, wards } from '../../../test/city.ts'
import { form, openTestApp, type TestApp, today, workOff } from '../../../test/support.ts'
import { type Handler, workOnce } from '../../platform/jobs.ts'
import { sql } from '../../platform/sql.ts'
import { Problem, ReleaseList, ReleaseWhole, TableWhole } from './api/shapes.ts'
import type { Builder, NewReleasable } from './contract.ts'
import * as releases from './index.ts'

const count = {
  key: 'offences',
  title: 'Offences',
  role: 'count',
  unit: 'offences',
  counts: 'violence-with-injury',
} as const
const columns: NewReleasable['tables'] = [
  {
    id: 'wards',
    caption: 'Violence with injury by ward',
    columns: [
      { key: 'code', title: 'Code', role: 'place' },
      { key: 'place', title: 'Place', role: 'words' },
      count,
      { key: 'residents', title: 'Residents', role: 'denominator', unit: 'people' },
      {
        key: 'rate',
        title: 'Rate',
        role: 'rate',
        unit: 'per 1,000',
        count: 'offences',
        denominator: 'residents',
        per: 1_000,
      },
      { key: 'low', title: 'from', role: 'lower', of: 'rate' },
      { key: 'high', title: 'to', role: 'upper', of: 'rate' },
    ],
    rows: [],
  },
]
const row = (code: string, name: string, offences: number) => [code, name, offences, 2_000, null, null, null]
const northgate = wards[0].map((name, i) => row(wardCode(name), name, [4, 12, 16, 21][i] ?? 0))

const releasable = (
  key: string,
  rows: (string | number | null)[][],
  more: Partial<NewReleasable> = {},
): NewReleasable => ({
  key,
  kind: 'figures',
  title: 'Violence with injury, Northgate',
  summary: 'How many people were hurt in each ward.',
  period: 'November 2025 to October 2026',
  places: [boroughCode(0)],
  text: 'These are offences the police recorded.',
  tables: (columns ?? []).map(table => ({ ...table, columns: table.columns, rows: rows.map(cells => [...cells]) })),
  sources: [{ title: 'Recorded crime', custodian: 'The police', asAt: '2026-11-01' }],
  licence: 'Open Government Licence v3.0',
  method: '/methods/rates',
  ...more,
})

const offered = new Map<string, NewReleasable>()
const builder: Builder = {
  kind: 'figures',
  title: 'Figures',
  choices: async () => [...offered].map(([key, { title }]) => ({ key, title })),
  build: async (_db, key) => offered.get(key),
}

let it: TestApp
let handlers: Record<string, Handler>
beforeAll(async () => {
  it = await openTestApp('empty', 'demo', {}, [builder])
  handlers = releases.jobs(it.db)
  await seedCity(it.db)
})
afterAll(() => it?.close())

type Role = Parameters<TestApp['ask']>[0]
const post = (role: Role, url: string, values: Record<string, string | number> = {}) =>
  it.ask(role, { ...form(values), url })
const get = (role: Role, url: string) => it.get(role, url)
const json = async (url: string) => it.ask('public', { method: 'GET', url, headers: { accept: 'application/json' } })

/** Prepares a release of one thing, has it checked, and gives its number. */
async function prepare(key: string, title: string): Promise<number> {
  const id = await ask(key, title)
  await workOff(it.db, handlers)
  return id
}
async function ask(key: string, title: string): Promise<number> {
  const answer = await post('officer', '/releases', { title, summary: 'How many people were hurt.', chosen: key })
  expect(answer.statusCode, answer.body.slice(0, 2_000)).toBe(303)
  return Number(String(answer.headers.location).split('/').pop())
}
async function publish(id: number): Promise<void> {
  expect((await post('analyst', `/releases/${id}/check`)).statusCode).toBe(303)
  expect((await post('director', `/releases/${id}/publish`)).statusCode).toBe(303)
}
const rowsOf = async (key: string) => (await releases.publishedItem(it.db, key))?.tables[0]?.rows

describe('from draft to public', () => {
  let id = 0
  test('an officer prepares; nothing is public; the page shows the checks and no true small figure', async () => {
    offered.set('figures/northgate', releasable('figures/northgate', northgate))
    id = await prepare('figures/northgate', 'Violence in Northgate')
    const page = (await get('analyst', `/releases/${id}`)).body
    expect(page).toContain('All checks passed')
    expect(page).toContain('[c]')
    expect(page).not.toMatch(/<td[^>]*>4</)
    expect(await releases.publishedItem(it.db, 'figures/northgate')).toBeUndefined()
    expect((await get('public', '/publications/violence-in-northgate')).statusCode).toBe(404)
  })

  test('nobody but an analyst checks, nobody but the director publishes, and not before the check', async () => {
    for (const role of [
      'officer',
      'director',
      'administrator',
      'provider',
      'borough-lead:X09000001',
      'young-assessor',
    ] as const)
      expect((await post(role, `/releases/${id}/check`)).statusCode, role).toBe(403)
    for (const role of ['officer', 'analyst', 'administrator', 'provider', 'young-assessor'] as const)
      expect((await post(role, `/releases/${id}/publish`)).statusCode, role).toBe(403)
    expect((await post('director', `/releases/${id}/publish`)).statusCode).toBe(409)
    expect((await post('public', `/releases/${id}/publish`)).statusCode).toBe(401)
  })

  test('a borough lead finds no release that is not theirs, by page, list, file or guessed address', async () => {
    const lead = 'borough-lead:X09000001' as const
    expect((await get(lead, `/releases/${id}`)).statusCode).toBe(404)
    expect((await get(lead, `/releases/${id}/back`)).statusCode).toBe(404)
    expect((await get(lead, '/releases')).body).not.toContain('Violence in Northgate')
    expect((await get(lead, '/releases.csv')).body).not.toContain('Violence in Northgate')
    expect((await post(lead, `/releases/${id}/publish`)).statusCode).toBe(404)
    for (const role of ['provider', 'young-assessor', 'administrator'] as const)
      expect((await get(role, '/releases')).statusCode, role).toBe(403)
  })

  test('checked and published: page, data and CSV say the same, with rates of the counts as shown', async () => {
    await publish(id)
    expect(await rowsOf('figures/northgate')).toEqual([
      [wardCode('Abbot Field'), 'Abbot Field', '[c]', 2_000, '[c]', '[c]', '[c]'],
      [wardCode('Alder Bank'), 'Alder Bank', 12, 2_000, 6, 3.097, 10.48],
      [wardCode('Barley Mow'), 'Barley Mow', 16, 2_000, 8, 4.57, 12.99],
      [wardCode('Brickfields'), 'Brickfields', 21, 2_000, 10.5, 6.497, 16.05],
    ])
    const page = await get('public', '/publications/violence-in-northgate')
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('November 2025 to October 2026')
    expect(Buffer.byteLength(page.body)).toBeLessThan(100_000)
    const csv = await json('/api/v1/releases/violence-in-northgate/tables/1-wards.csv')
    expect(csv.body.split('\r\n')[1]).toBe(`${wardCode('Abbot Field')},Abbot Field,[c],2000,[c],[c],[c]`)
  })

  test('what is published is never changed, in the database itself', async () => {
    for (const change of [
      sql`update release_items set title = 'x'`,
      sql`delete from release_items`,
      sql`update release_editions set title = 'x' where id = ${id}`,
      sql`update release_cells set least = 0`,
      sql`delete from release_editions where id = ${id}`,
    ])
      await expect(it.db.run(change), change.text).rejects.toThrow(/never changed/)
    const kept = await it.db.one(
      z.object({ draft: z.unknown() }),
      sql`select draft from release_editions where id = ${id}`,
    )
    expect(kept.draft).toBeNull()
  })

  test('a correction is a new edition with its log; the old one stays readable', async () => {
    offered.set(
      'figures/northgate',
      releasable(
        'figures/northgate',
        northgate.map((cells, i) => (i === 1 ? row(wardCode('Alder Bank'), 'Alder Bank', 13) : cells)),
      ),
    )
    const missing = await post('officer', `/releases/${id}/correct`, {
      title: 'Violence in Northgate',
      summary: 'As before.',
      chosen: 'figures/northgate',
    })
    expect(missing.statusCode).toBe(422)
    expect(missing.body).toContain('Say what was wrong')
    const answer = await post('officer', `/releases/${id}/correct`, {
      title: 'Violence in Northgate',
      summary: 'As before.',
      chosen: 'figures/northgate',
      correction: 'Alder Bank had 13, not 12.',
    })
    const next = Number(String(answer.headers.location).split('/').pop())
    await workOff(it.db, handlers)
    expect((await get('public', '/publications/violence-in-northgate')).body).not.toContain('Alder Bank had 13')
    await publish(next)
    expect((await rowsOf('figures/northgate'))?.[1]?.[2]).toBe(13)
    expect((await get('public', '/publications/violence-in-northgate')).body).toContain('Alder Bank had 13, not 12.')
    const old = await get('public', '/publications/violence-in-northgate/editions/1')
    expect(old.statusCode).toBe(200)
    expect(old.body).toContain('This edition was replaced')
    id = next
  })

  test('withdrawn: gone from page, data, feed and list at once, with the reason, and its uses listed', async () => {
    await releases.noteUse(it.db, {
      key: 'figures/northgate',
      href: '/places/X09000001',
      title: 'Northgate',
      on: today,
    })
    expect((await get('director', `/releases/${id}/withdraw`)).body).toContain('href="/places/X09000001"')
    expect((await post('analyst', `/releases/${id}/withdraw`, { reason: 'x' })).statusCode).toBe(403)
    expect((await post('director', `/releases/${id}/withdraw`, { reason: ' ' })).statusCode).toBe(422)
    expect(
      (await post('administrator', `/releases/${id}/withdraw`, { reason: 'A ward was counted twice.' })).headers
        .location,
    ).toBe('/publications/violence-in-northgate')
    for (const url of [
      '/publications/violence-in-northgate',
      '/publications/violence-in-northgate/editions/1',
      '/publications/violence-in-northgate/items/1',
    ])
      expect((await get('public', url)).statusCode, url).toBe(410)
    expect((await get('public', '/publications/violence-in-northgate')).body).toContain('A ward was counted twice.')
    for (const url of [
      '',
      '/tables/1-wards.csv',
      '/tables/1-wards.json',
      '/tables/1-wards.csv-metadata.json',
      '/places.geojson',
    ]) {
      const answer = await json(`/api/v1/releases/violence-in-northgate${url}`)
      expect(answer.statusCode, url).toBe(410)
      expect(answer.headers['content-type']).toContain('application/problem+json')
    }
    expect(await releases.publishedItem(it.db, 'figures/northgate')).toBeUndefined()
    expect(await releases.published(it.db, { place: boroughCode(0) })).toEqual([])
    expect((await releases.withdrawn(it.db)).map(({ key }) => key)).toEqual(['figures/northgate'])
    for (const url of ['/publications', '/publications.atom', '/publications.csv', '/open-data'])
      expect((await get('public', url)).body, url).not.toContain('violence-in-northgate')
  })

  test('each step has its audit row', async () => {
    const rows = await it.db.many(
      z.object({ what: z.string() }),
      sql`select what from audit where what like 'release.%' order by id`,
    )
    expect(rows.map(({ what }) => what)).toEqual([
      'release.prepared',
      'release.check-done',
      'release.checked',
      'release.published',
      'release.correction-prepared',
      'release.check-done',
      'release.checked',
      'release.published',
      'release.withdrawn',
    ])
  })
})

describe('checks', () => {
  test('a figure without period, source or method does not go out', async () => {
    offered.set(
      'figures/bare',
      releasable('figures/bare', northgate, { period: ' ', sources: [], method: '', licence: '' }),
    )
    const id = await prepare('figures/bare', 'Bare')
    const page = (await get('analyst', `/releases/${id}`)).body
    expect(page.match(/Failed/g)?.length).toBe(4)
    expect((await post('analyst', `/releases/${id}/check`)).statusCode).toBe(409)
    expect((await post('officer', `/releases/${id}/drop`)).statusCode).toBe(303)
  })

  test('a ward over a month, sensitive counts by ward, people in the text: refused', async () => {
    const [table] = columns ?? []
    const monthly = {
      ...table,
      id: 'm',
      caption: 'A month',
      columns: [
        { key: 'code', title: 'Code', role: 'place' as const },
        { key: 'month', title: 'Month', role: 'period' as const },
        count,
      ],
      rows: [[wardCode('Elm Park Road'), '2026-10', 30]],
    }
    const sensitive = {
      ...monthly,
      id: 's',
      columns: [
        { key: 'code', title: 'Code', role: 'place' as const },
        { ...count, counts: 'vawg', sensitive: true },
      ],
      rows: [[wardCode('Elm Park Road'), 30]],
    }
    offered.set(
      'figures/off',
      releasable('figures/off', [], {
        tables: [monthly, sensitive],
        text: 'Born on 3 May 2009, he lives nearby. Young offenders were seen.',
      }),
    )
    const id = await prepare('figures/off', 'Off the grid')
    const page = (await get('analyst', `/releases/${id}`)).body
    expect(page).toContain('over 12 months or more')
    expect(page).toContain('boroughs and the city only')
    expect(page).toContain('a date of birth')
    expect(page).toContain('Child First')
    await post('officer', `/releases/${id}/drop`)
  })

  test('an earlier release and another geography: the rest of a borough cannot be worked out', async () => {
    const all = wards[1].map((name, i) => row(wardCode(name), name, [30, 41, 52, 19][i] ?? 0))
    offered.set(
      'figures/eastmere',
      releasable('figures/eastmere', all.slice(0, 3), { title: 'Three wards of Eastmere', places: [boroughCode(1)] }),
    )
    const first = await prepare('figures/eastmere', 'Three wards')
    await publish(first)
    // 30 + 41 + 52 is 123. With 126 the fourth ward, never shown, would have 3.
    const borough = releasable('figures/borough', [[boroughCode(1), 'Eastmere', 126, 9_000, null, null, null]], {
      title: 'Eastmere',
      places: [boroughCode(1)],
    })
    offered.set('figures/borough', borough)
    const second = await prepare('figures/borough', 'Eastmere as a whole')
    await publish(second)
    expect(await rowsOf('figures/borough')).toEqual([[boroughCode(1), 'Eastmere', '[c]', 9_000, '[c]', '[c]', '[c]']])
  })
})

describe('the check, away from the web process', () => {
  let id = 0
  const page = async (role: Role) => (await get(role, `/releases/${id}`)).body
  test('while it is not done the page says how far it is, also without script, and nothing goes further', async () => {
    offered.set('figures/slow', releasable('figures/slow', northgate, { title: 'Slow' }))
    id = await ask('figures/slow', 'Slow')
    expect(await page('analyst')).toContain('Waiting to start.')
    expect(await page('analyst')).toContain('?follow=on')
    expect((await get('analyst', `/releases/${id}?follow=on`)).body).toContain('http-equiv="refresh"')
    expect(await page('analyst')).not.toContain('I have checked it')
    expect((await post('analyst', `/releases/${id}/check`)).statusCode).toBe(409)
    const status = (await get('analyst', `/releases/${id}/checks`)).json()
    expect(status).toMatchObject({ words: 'Waiting to start.', done: false })
  })

  test('only who sees the release asks how far, only who prepares stops, and who is not concerned finds nothing', async () => {
    for (const role of ['provider', 'young-assessor', 'administrator'] as const) {
      expect((await get(role, `/releases/${id}/checks`)).statusCode, role).toBe(403)
      expect((await post(role, `/releases/${id}/checks`)).statusCode, role).toBe(403)
      expect((await post(role, `/releases/${id}/checks/stop`)).statusCode, role).toBe(403)
    }
    for (const url of [`/releases/${id}/checks`, '/releases/999999/checks'])
      expect((await get('borough-lead:X09000001', url)).statusCode, url).toBe(404)
    expect((await post('borough-lead:X09000001', `/releases/${id}/checks`)).statusCode).toBe(404)
    expect((await post('public', `/releases/${id}/checks/stop`)).statusCode).toBe(401)
  })

  test('stopped, it says so; asked for again, it is done', async () => {
    expect((await post('officer', `/releases/${id}/checks/stop`)).statusCode).toBe(303)
    await workOff(it.db, handlers)
    expect(await page('officer')).toContain('The check was stopped')
    expect((await post('analyst', `/releases/${id}/check`)).statusCode).toBe(409)
    expect((await post('officer', `/releases/${id}/checks/stop`)).statusCode).toBe(409)
    expect((await post('analyst', `/releases/${id}/checks`)).statusCode).toBe(303)
    await workOff(it.db, handlers)
    expect(await page('analyst')).toContain('I have checked it')
  })

  test('past its limit it ends and says what to do', async () => {
    await post('officer', `/releases/${id}/checks`)
    await workOff(it.db, releases.jobs(it.db, { limit: 0, every: 1 }))
    expect(await page('officer')).toContain('choose boroughs instead of wards')
    await post('officer', `/releases/${id}/checks`)
    await workOff(it.db, handlers)
  })

  test('what is public changed since: the check is good for nothing and is asked for again', async () => {
    offered.set(
      'figures/other',
      releasable('figures/other', [row(boroughCode(1), 'Eastmere', 126)], { title: 'Other' }),
    )
    await publish(await prepare('figures/other', 'Another release'))
    expect(await page('analyst')).toContain('must be checked again')
    expect((await post('analyst', `/releases/${id}/check`)).statusCode).toBe(409)
    await post('analyst', `/releases/${id}/checks`)
    await workOff(it.db, handlers)
    expect((await post('analyst', `/releases/${id}/check`)).statusCode).toBe(303)
  })

  test('a change asks for the check again, and the job of before leaves no result', async () => {
    expect((await post('officer', `/releases/${id}/again`)).statusCode).toBe(303)
    expect((await post('officer', `/releases/${id}/again`)).statusCode).toBe(303)
    expect((await post('director', `/releases/${id}/publish`)).statusCode).toBe(409)
    await workOnce(it.db, handlers)
    expect(await page('analyst')).toContain('Waiting to start.')
    await workOff(it.db, handlers)
    expect(await page('analyst')).toContain('I have checked it')
    await post('officer', `/releases/${id}/drop`)
    const [other] = await it.db.many(
      z.object({ id: z.number() }),
      sql`select id from release_editions where title = 'Another release'`,
    )
    await post('director', `/releases/${other?.id}/withdraw`, { reason: 'It was made for a test.' })
    const left = await it.db.many(z.unknown(), sql`select 1 from release_checks where edition_id = ${id}`)
    expect(left).toEqual([])
  })
})

describe('open data', () => {
  test('answers are what the OpenAPI document says, for every site, without a cookie', async () => {
    const list = await json('/api/v1/releases')
    expect(ReleaseList.parse(list.json()).releases.map(({ slug }) => slug)).toEqual([
      'eastmere-as-a-whole',
      'three-wards',
    ])
    expect(list.headers['access-control-allow-origin']).toBe('*')
    expect(list.headers['set-cookie']).toBeUndefined()
    const whole = ReleaseWhole.parse((await json('/api/v1/releases/three-wards')).json())
    const files = whole.items[0]?.files[0]
    const table = TableWhole.parse((await json(files?.json ?? '')).json())
    expect(table.rows[0]).toMatchObject({ place: 'Canal Foot', offences: 30 })
    const described = (await json(files?.metadata ?? '')).json()
    expect(described.url).toBe('1-wards.csv')
    expect(described.tableSchema.columns.map(({ name }: { name: string }) => name)).toEqual([
      'code',
      'place',
      'offences',
      'residents',
      'rate',
      'low',
      'high',
    ])
    const openapi = (await json('/api/v1/openapi.json')).json()
    expect(openapi.openapi).toBe('3.1.0')
    expect(Object.keys(openapi.paths)).toHaveLength(6)
    const geo = (await json('/api/v1/releases/three-wards/places.geojson')).json()
    expect(geo.features.map(({ id }: { id: string }) => id)).toContain(boroughCode(1))
  })

  test('every address of the OpenAPI document is there, and every shape in it is closed', async () => {
    const openapi = (await json('/api/v1/openapi.json')).json()
    for (const path of Object.keys(openapi.paths)) {
      const url = `/api/v1${path.replace('{slug}', 'three-wards').replace('{table}', '1-wards')}`
      expect((await json(url)).statusCode, url).toBe(200)
      expect(openapi.paths[path].get.responses['410']).toBeDefined()
    }
    expect(JSON.stringify(openapi)).not.toContain('$ref":"#/$defs')
  })

  test('asked again with its tag, nothing is sent; wrong addresses are problem documents', async () => {
    const first = await json('/api/v1/releases/three-wards')
    const again = await it.ask('public', {
      method: 'GET',
      url: '/api/v1/releases/three-wards',
      headers: { 'if-none-match': String(first.headers.etag) },
    })
    expect(again.statusCode).toBe(304)
    expect(again.body).toBe('')
    for (const url of [
      '/api/v1/releases/none',
      '/api/v1/releases/three-wards/tables/9-wards.csv',
      '/api/v1/releases/three-wards/tables/..%2f..%2fetc',
      `/api/v1/releases/${'x'.repeat(90)}`,
    ]) {
      const answer = await json(url)
      expect(answer.statusCode, url).toBe(404)
      expect(Problem.parse(answer.json()).status).toBe(404)
    }
  })

  test('a stranger rebuilds a published rate from the published count and residents', async () => {
    const table = TableWhole.parse((await json('/api/v1/releases/three-wards/tables/1-wards.json')).json())
    for (const { offences, residents, rate } of table.rows)
      expect((Number(offences) / Number(residents)) * 1_000).toBeCloseTo(Number(rate), 3)
  })

  test('the feed is one entry a publication', async () => {
    const feed = await get('public', '/publications.atom')
    expect(feed.headers['content-type']).toContain('application/atom+xml')
    expect(feed.body.match(/<entry>/g)).toHaveLength(2)
  })
})

describe('forms', () => {
  test('a publication in words is written, kept against another hand, released and read', async () => {
    const typed = {
      title: 'Our year',
      summary: 'What we did.',
      period: 'April 2025 to March 2026',
      body: '## Young people\n\nWe listened.',
      licence: 'Open Government Licence v3.0',
      version: 0,
    }
    const wrong = await post('officer', '/releases/documents', {
      ...typed,
      title: '',
      body: 'Kept words, DOB 01/02/2010',
    })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('Kept words')
    const made = await post('officer', '/releases/documents', typed)
    const at = String(made.headers.location)
    expect((await post('officer', at, { ...typed, version: 1 })).statusCode).toBe(303)
    expect((await post('officer', at, { ...typed, version: 1 })).statusCode).toBe(409)
    expect((await get('analyst', at)).statusCode).toBe(403)
    const id = await prepare(at.replace('/releases/documents/', 'document/'), 'Our year')
    await publish(id)
    const page = (await get('public', '/publications/our-year')).body
    expect(page).toContain('We listened.')
    expect(page).toContain('<h3 id="young-people">')
  })

  test('nonsense is refused and never breaks', async () => {
    const bodies: Record<string, string>[] = [
      {},
      { title: 'x'.repeat(5_000) },
      { chosen: 'nothing/1', title: 'a', summary: 'b' },
      { chosen: '', title: '<script>', summary: "'; drop" },
      { chosen: 'document/999999999', title: 'a', summary: 'b' },
    ]
    for (const url of [
      '/releases',
      '/releases/documents',
      '/releases/1/correct',
      '/releases/1/withdraw',
      '/releases/1/back',
      '/releases/x/check',
      '/releases/99999999999/publish',
    ])
      for (const body of bodies)
        for (const role of ['officer', 'director', 'analyst'] as const)
          expect((await post(role, url, body)).statusCode, `${role} ${url}`).toBeLessThan(500)
    for (const url of [
      '/publications/..%2f',
      '/publications/x/editions/0',
      '/publications/x/items/abc',
      '/publications?q=%25&sort=x&page=-1',
      '/releases?state=x',
      '/publications/our-year/items/2',
    ])
      expect((await get('officer', url)).statusCode, url).toBeLessThan(500)
  })

  test('the release stands among all records, and ends when it is published', async () => {
    const lines = await it.db.many(
      z.object({ key: z.string(), state: z.string(), ended: z.boolean() }),
      sql`select key, state, ended from records where kind = 'release' order by key`,
    )
    expect(lines.filter(({ state }) => state === 'published').every(({ ended }) => ended)).toBe(true)
    expect(lines.length).toBeGreaterThan(5)
  })
})
