// Published figures for programs: the API, its seals and the feed.
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { boroughCode } from '../../../test/city.ts'
import { Problem, ReleaseList, ReleaseWhole, TableWhole } from './api/shapes.ts'
import { get, it, json } from './testing.ts'

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
