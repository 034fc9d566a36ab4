import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { boroughCode, seedCity, wardCode, wards } from '../../../test/city.ts'
import { decides, form, openTestApp, publishRelease, type TestApp, today, workOff } from '../../../test/support.ts'
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
const publish = (id: number) => publishRelease(it, id)
const checkOff = async (id: number) =>
  post('analyst', `/releases/${id}/check`, decides((await get('analyst', `/releases/${id}`)).body))
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
      '/publications/violence-in-northgate/figures.csv',
      '/publications/violence-in-northgate/figures.ods',
      '/publications/violence-in-northgate/notes.csv',
    ]) {
      const answer = await get('public', url)
      expect(answer.statusCode, url).toBe(410)
      expect(answer.body, url).toContain('A ward was counted twice.')
    }
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
    expect(status.next).toBeUndefined()
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
    // the page's script goes to where this says
    expect((await get('officer', `/releases/${id}/checks`)).json()).toMatchObject({
      done: true,
      next: `/releases/${id}`,
    })
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
    expect((await checkOff(id)).statusCode).toBe(303)
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
    expect(Object.keys(openapi.paths)).toHaveLength(7)
    const geo = (await json('/api/v1/releases/three-wards/places.geojson')).json()
    expect(geo.features.map(({ id }: { id: string }) => id)).toContain(boroughCode(1))
  })

  test('every address of the OpenAPI document is there, and every shape in it is closed', async () => {
    const openapi = (await json('/api/v1/openapi.json')).json()
    for (const path of Object.keys(openapi.paths)) {
      const url = `/api/v1${path.replace('{slug}', 'three-wards').replace('{table}', '1-wards').replace('{item}', '1')}`
      expect((await json(url)).statusCode, url).toBe(200)
      expect(openapi.paths[path].get.responses['410']).toBeDefined()
    }
    expect(JSON.stringify(openapi)).not.toContain('$ref":"#/$defs')
  })

  test('a stranger checks the seals: of each item, and of the release', async () => {
    const whole = ReleaseWhole.parse((await json('/api/v1/releases/three-wards')).json())
    const hash = (text: string) => createHash('sha256').update(text).digest('hex')
    for (const item of whole.items) expect(hash((await json(item.sealed)).body)).toBe(item.sha256)
    expect(hash(JSON.stringify(whole.items.map(({ sha256 }) => sha256)))).toBe(whole.sha256)
    expect((await json('/api/v1/releases/three-wards/items/9.json')).statusCode).toBe(404)
    expect((await get('public', '/publications/three-wards')).body).toContain(whole.sha256)
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
    expect(page).toContain('<h2 id="young-people">')
  })

  test('finding keeps what was typed and ticked, and two searches add up', async () => {
    offered.set('figures/north', releasable('figures/north', [], { title: 'Northern figures', tables: [] }))
    offered.set('figures/south', releasable('figures/south', [], { title: 'Southern figures', tables: [] }))
    const typed = { title: 'Half written', summary: 'Kept.', chosen: 'figures/north', find: 'on', q: 'southern' }
    const page = await post('officer', '/releases', typed)
    expect(page.statusCode).toBe(200)
    for (const words of ['value="Half written"', 'Kept.</textarea>', 'value="southern"', 'value="figures/south"'])
      expect(page.body).toContain(words)
    expect(page.body).toMatch(/value="figures\/north" checked/)
  })

  test('what was kept in words is listed, and leads to its release', async () => {
    const list = (await get('officer', '/releases/documents')).body
    const at = /\/releases\/new\?chosen=document\/\d+/.exec(list)?.[0] ?? ''
    const page = (await get('officer', at)).body
    expect(page).toMatch(/value="document\/\d+" checked/)
    expect(page).toContain('value="Our year"')
    expect((await get('analyst', '/releases/documents')).statusCode).toBe(403)
  })

  test('who sees no release is told so, and where the published ones are', async () => {
    const page = (await get('borough-lead:X09000001', '/releases')).body
    expect(page).toContain('There is no release that you may see here.')
    expect(page).not.toContain('No release has been prepared yet')
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

describe('nobody decides on what they did not see', () => {
  const make = (key: string, more: Partial<NewReleasable> = {}) =>
    offered.set(key, releasable(key, [], { title: key, tables: [], text: 'We listened to people.', ...more }))

  test('prepared anew after the analyst opened it: their form is refused, and nothing is checked off', async () => {
    make('figures/seen')
    const id = await prepare('figures/seen', 'Seen')
    const opened = decides((await get('analyst', `/releases/${id}`)).body)
    make('figures/seen', { text: 'Something else stands here now.' })
    await post('officer', `/releases/${id}/again`)
    await workOff(it.db, handlers)
    const answer = await post('analyst', `/releases/${id}/check`, opened)
    expect(answer.statusCode).toBe(409)
    expect(answer.body).toContain('It changed after you opened it')
    expect((await post('analyst', `/releases/${id}/check`)).statusCode).toBe(409)
    expect((await checkOff(id)).statusCode).toBe(303)
  })

  test('prepared anew after the director opened it: it is not published unseen', async () => {
    make('figures/last')
    const id = await prepare('figures/last', 'Last')
    await checkOff(id)
    const opened = decides((await get('director', `/releases/${id}/publish`)).body)
    make('figures/last', { text: 'Something else stands here now.' })
    await post('officer', `/releases/${id}/again`)
    await workOff(it.db, handlers)
    await checkOff(id)
    const answer = await post('director', `/releases/${id}/publish`, opened)
    expect(answer.statusCode).toBe(409)
    expect(await releases.publishedItem(it.db, 'figures/last')).toBeUndefined()
  })

  const robberies = (key: string, robbed: number) => {
    const made = releasable(key, [row(boroughCode(2), 'Southwharf', robbed)], { title: key })
    return { ...made, tables: JSON.parse(JSON.stringify(made.tables).replaceAll('violence-with-injury', 'robbery')) }
  }
  test('a check that comes to something else after it was checked off takes it back to the analyst', async () => {
    offered.set('figures/back', robberies('figures/back', 126))
    const id = await prepare('figures/back', 'Back')
    await checkOff(id)
    offered.set('figures/first', robberies('figures/first', 140))
    await publish(await prepare('figures/first', 'First'))
    await post('director', `/releases/${id}/checks`)
    await workOff(it.db, handlers)
    const page = (await get('analyst', `/releases/${id}`)).body
    expect(page).toContain('to be checked again')
    expect(page).toContain('they were revised since')
    expect((await get('director', `/releases/${id}/publish`)).statusCode).toBe(409)
  })

  test('the pages of who checks and who publishes print every word and table that becomes public', async () => {
    make('figures/whole', {
      text: '## What people said\n\nThe walk home is dark.',
      pictures: [{ alt: 'Where it lies', svg: '<svg viewBox="0 0 1 1" role="img"></svg>' }],
      extra: { unknown: ['What children say'] },
    })
    for (let i = 0; i < 11; i += 1) make(`figures/part-${i}`)
    const chosen = ['figures/whole', ...Array.from({ length: 11 }, (_, i) => `figures/part-${i}`)]
    const answer = await it.ask('officer', {
      method: 'POST',
      url: '/releases',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams([
        ['title', 'Whole'],
        ['summary', 'All.'],
        ...chosen.map(key => ['chosen', key]),
      ]).toString(),
    })
    const id = Number(String(answer.headers.location).split('/').pop())
    await workOff(it.db, handlers)
    const told = [
      'The walk home is dark.',
      'What people said',
      'Where it lies',
      'Recorded crime, The police',
      'Open Government',
      'What children say',
    ]
    const page = (await get('analyst', `/releases/${id}`)).body
    for (const words of told) expect(page).toContain(words)
    expect(page).not.toContain('figures/part-10')
    expect((await get('analyst', `/releases/${id}?part=2`)).body).toContain('figures/part-10')
    await checkOff(id)
    const last = (await get('director', `/releases/${id}/publish`)).body
    for (const words of told) expect(last).toContain(words)
    await post('officer', `/releases/${id}/drop`)
  })
})

describe('advice', () => {
  test('each piece needs a reason, which the director reads and the edition keeps', async () => {
    offered.set(
      'figures/advice',
      releasable('figures/advice', [], { title: 'Advice', tables: [], text: 'Young offenders were seen.' }),
    )
    const id = await prepare('figures/advice', 'Advice')
    const opened = decides((await get('analyst', `/releases/${id}`)).body)
    expect(Object.keys(opened)).toContain('reason-words')
    const bare = await post('analyst', `/releases/${id}/check`, { seal: opened.seal ?? '', 'reason-words': ' ' })
    expect(bare.statusCode).toBe(422)
    expect(bare.body).toContain('Words: say why it may stand')
    const given = { ...opened, 'reason-words': 'It is the name of a law of 1933.' }
    expect((await post('analyst', `/releases/${id}/check`, given)).statusCode).toBe(303)
    expect((await get('director', `/releases/${id}/publish`)).body).toContain('It is the name of a law of 1933.')
    const last = decides((await get('director', `/releases/${id}/publish`)).body)
    expect((await post('director', `/releases/${id}/publish`, last)).statusCode).toBe(303)
    expect((await get('officer', `/releases/${id}`)).body).toContain('It is the name of a law of 1933.')
    await expect(it.db.run(sql`update release_editions set reasons = '[]' where id = ${id}`)).rejects.toThrow(
      /never changed/,
    )
  })

  test('a table that hides all it counts says so', async () => {
    offered.set(
      'figures/nothing',
      releasable(
        'figures/nothing',
        northgate.map(cells => row(String(cells[0]), String(cells[1]), 3)),
        { title: 'Nothing' },
      ),
    )
    const id = await prepare('figures/nothing', 'Nothing')
    expect((await get('analyst', `/releases/${id}`)).body).toContain('leave it out or go a level up')
    await post('officer', `/releases/${id}/drop`)
  })
})

describe('what was taken back stays back', () => {
  const plain = (key: string, text: string) => releasable(key, [], { title: key, tables: [], text })
  const asNext = async (id: number, values: Record<string, string>) => {
    const answer = await post('officer', `/releases/${id}/correct`, {
      title: 'A title',
      summary: 'A summary.',
      ...values,
    })
    await workOff(it.db, handlers)
    return answer
  }
  const idOf = (answer: { headers: { location?: unknown } }) => Number(String(answer.headers.location).split('/').pop())

  test('a correction that waits goes with the release; publishing again needs a new draft that says why', async () => {
    offered.set('figures/gone', plain('figures/gone', 'We listened.'))
    const id = await prepare('figures/gone', 'Gone')
    await publish(id)
    const next = idOf(await asNext(id, { chosen: 'figures/gone', correction: 'A word was wrong.' }))
    await checkOff(next)
    const opened = decides((await get('director', `/releases/${next}/publish`)).body)
    await post('director', `/releases/${id}/withdraw`, { reason: 'It was wrong.' })
    expect((await post('director', `/releases/${next}/publish`, opened)).statusCode).toBeGreaterThanOrEqual(403)
    expect((await get('public', '/publications/gone')).statusCode).toBe(410)
    expect((await get('officer', `/releases/${id}`)).body).toContain('Prepare it again')
    const again = idOf(await asNext(id, { chosen: 'figures/gone', correction: 'It is put right.' }))
    await publish(again)
    const page = (await get('public', '/publications/gone')).body
    expect(page).toContain('It is put right.')
    expect(page).toContain('Withdrawn. It was wrong.')
    expect((await get('public', '/publications/gone/editions/1')).statusCode).toBe(410)
    expect((await json('/api/v1/releases')).json().withdrawn.map(({ slug }: { slug: string }) => slug)).not.toContain(
      'gone',
    )
  })

  test('a thing left out by a correction: no older release speaks for it again', async () => {
    offered.set('figures/kept', plain('figures/kept', 'Kept.'))
    offered.set('figures/out', plain('figures/out', 'First word.'))
    await publish(await prepare('figures/out', 'The older'))
    offered.set('figures/out', plain('figures/out', 'Second word.'))
    const id = await prepare('figures/out', 'The newer')
    await publish(id)
    expect((await releases.publishedItem(it.db, 'figures/out'))?.text).toBe('Second word.')
    await publish(idOf(await asNext(id, { chosen: 'figures/kept', correction: 'It was left out.' })))
    expect(await releases.publishedItem(it.db, 'figures/out')).toBeUndefined()
  })
})

describe('addresses and moments', () => {
  const slugOf = async (id: number) =>
    (
      await it.db.one(
        z.object({ slug: z.string() }),
        sql`select slug from releases r join release_editions e on e.release_id = r.id where e.id = ${id}`,
      )
    ).slug
  test('a title that is taken gets the first free number; one without letters is a numbered release', async () => {
    offered.set('figures/word', releasable('figures/word', [], { title: 'Word', tables: [] }))
    const titles = ['Report 2', 'Report', 'Report', '!!!', 'تقرير', 'Été']
    const made: string[] = []
    for (const title of titles) {
      const id = await prepare('figures/word', title)
      made.push(await slugOf(id))
      await post('officer', `/releases/${id}/drop`)
    }
    expect(made).toEqual(['report-2', 'report', 'report-3', 'release-1', 'release-2', 'ete'])
  })

  test('two published at the same moment: the second is held against the first', async () => {
    const ids: number[] = []
    for (const key of ['figures/moment-a', 'figures/moment-b']) {
      offered.set(key, releasable(key, [row(boroughCode(2), 'Southwharf', 140)], { title: key }))
      ids.push(await prepare(key, key))
    }
    for (const id of ids) await checkOff(id)
    const forms = await Promise.all(
      ids.map(async id => decides((await get('director', `/releases/${id}/publish`)).body)),
    )
    const codes = await Promise.all(
      ids.map(async (id, i) => (await post('director', `/releases/${id}/publish`, forms[i])).statusCode),
    )
    expect(codes.sort()).toEqual([303, 409])
  })

  test('two corrections of one edition at the same moment: one draft', async () => {
    offered.set('figures/twice', releasable('figures/twice', [], { title: 'Twice', tables: [] }))
    const id = await prepare('figures/twice', 'Twice')
    await publish(id)
    const body = { title: 'Twice', summary: 'A summary.', chosen: 'figures/twice', correction: 'A word.' }
    const both = await Promise.all([
      post('officer', `/releases/${id}/correct`, body),
      post('officer', `/releases/${id}/correct`, body),
    ])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409])
  })
})
