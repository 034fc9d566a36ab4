import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import * as places from '../index.ts'
import { buildCity, lsoaCode, middle, oldWard, personsOf, wardCode } from '../testing.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
})
afterAll(() => it.close())

const names = async (q: string) => (await places.search(it.db, q)).places.map(place => place.name)

test('before anything is loaded, the page says how to load', async () => {
  const answer = await it.get('analyst', '/places')
  expect(answer.statusCode).toBe(200)
  expect(answer.body).toContain('No places are loaded yet')
  await buildCity(it.db)
})

describe('finding a place', () => {
  test('a name with typing mistakes', async () => {
    expect((await names('Islewerth'))[0]).toBe('Isleworth')
    expect((await names('tower hamlet'))[0]).toBe('Tower Hamlets')
    expect((await names('larkhal'))[0]).toBe('Larkhall')
    expect((await names('queens cross'))[0]).toBe('Queen’s Cross')
    expect((await names('dormers and wells'))[0]).toBe('Dormers & Wells')
  })
  test('places of today come before those of an earlier vintage', async () => {
    const found = await places.search(it.db, 'isleworth')
    expect(found.places.map(place => place.name)).toEqual(['Isleworth', 'Isleworth and Larkhall'])
  })
  test('a borough is not drowned by its small areas', async () => {
    const found = await names('tower hamlets')
    expect(found[0]).toBe('Tower Hamlets')
    expect(found.length).toBeLessThan(15)
  })
  test('a postcode, written either way', async () => {
    const expected = ['Larkhall', 'Tower Hamlets 000C', 'Tower Hamlets']
    expect(await names('SW9 8JG')).toEqual(expected)
    expect(await names('sw98jg')).toEqual(expected)
  })
  test('the first half of a postcode', async () => {
    expect(await names('sw9')).toEqual(['Larkhall'])
  })
  test('a little more than the first half, and a whole postcode newer than those loaded', async () => {
    expect(await names('sw9 8')).toEqual(['Larkhall'])
    expect(await names('SW9 8J')).toEqual(['Larkhall'])
    expect(await names('SW9 1')).toEqual([])
    const found = await places.search(it.db, 'sw99zz')
    expect(found.places.map(place => place.name)).toEqual(['Larkhall'])
    expect(found.words).toContain('SW9 9ZZ is not among the postcodes loaded. These wards have other postcodes of SW9')
  })
  test('slips: swapped, missing and doubled letters, and a small area by its number', async () => {
    for (const typed of ['Iselworth', 'isleworh', 'issleworth', 'izleworth'])
      expect((await names(typed))[0], typed).toBe('Isleworth')
    expect(await names('hounslo 000e')).toContain('Hounslow 000E')
    expect((await names('hunslow'))[0]).toBe('Hounslow')
  })
  test('a code, whatever its vintage', async () => {
    expect(await names(oldWard.toLowerCase())).toEqual(['Isleworth and Larkhall'])
  })
  test('nothing found says what to try', async () => {
    expect((await places.search(it.db, 'SW1A 1AA')).words).toContain('not among the postcodes loaded')
    expect((await places.search(it.db, 'zzyzx')).words).toContain('Check the spelling')
    expect((await places.search(it.db, '%')).places).toEqual([])
    expect((await places.search(it.db, 'X05999999')).words).toContain('No place has the code')
  })
  test('a point on the map', async () => {
    const found = await places.placesAt(it.db, ...middle(2, 1))
    expect(found.map(place => place.name)).toEqual(['Tower Hamlets', 'Larkhall', 'Tower Hamlets 001C', 'Squaretown'])
  })
})

describe('the page', () => {
  test('lists boroughs with their wards and residents', async () => {
    const { body } = await it.get('officer', '/places')
    expect(body).toContain(
      '<a class="govuk-link" href="/places/X09000001">Tower Hamlets</a><small>4 wards</small></th><td class="n">18,400</td>',
    )
    expect(body).toContain('/places/new-hub')
  })
  test('shows what was found, and keeps what was typed without running it', async () => {
    const { body } = await it.get('analyst', '/places?q=isleworth')
    expect(body).toContain(`href="/places/${wardCode(0, 0)}"`)
    expect(body).toContain('Ward until 2018')
    const hostile = await it.get('analyst', `/places?q=${encodeURIComponent('<script>alert(1)</script>')}`)
    expect(hostile.body).not.toContain('<script>alert')
    expect((await it.get('analyst', '/places?q=a&q=b')).statusCode).toBe(200)
  })
  test('who may see it', async () => {
    for (const role of ['borough-lead', 'officer', 'analyst', 'director'] as const)
      expect((await it.get(role, '/places')).statusCode, role).toBe(200)
    for (const role of ['provider', 'young-assessor', 'administrator'] as const)
      expect((await it.get(role, '/places')).statusCode, role).toBe(403)
    const stranger = await it.get('public', '/places')
    expect([stranger.statusCode, stranger.headers.location]).toEqual([303, '/sign-in?next=%2Fplaces'])
    expect((await it.get('director', '/places')).body).not.toContain('/places/new-hub')
  })
})

describe('boundaries for maps', () => {
  test('are compressed as asked, and not sent twice', async () => {
    const plain = await it.get('director', '/boundaries/lsoa:2021.json')
    expect(plain.statusCode).toBe(200)
    expect(plain.json().objects.lsoa.geometries).toHaveLength(32)
    expect(plain.json().objects.lsoa.geometries[0]).toMatchObject({
      id: lsoaCode(0, 0),
      properties: { parent: wardCode(0, 0) },
    })
    const headers = (encoding: string) => ({ 'accept-encoding': encoding })
    const br = await it.ask('director', { method: 'GET', url: '/boundaries/lsoa.json', headers: headers('gzip, br') })
    const gz = await it.ask('director', { method: 'GET', url: '/boundaries/lsoa.json', headers: headers('gzip') })
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(plain.body)
    expect(gunzipSync(gz.rawPayload).toString()).toBe(plain.body)
    const again = await it.ask('director', {
      method: 'GET',
      url: '/boundaries/lsoa.json',
      headers: { 'if-none-match': String(plain.headers.etag) },
    })
    expect(again.statusCode).toBe(304)
  })
  test('the address with their mark may be kept for ever', async () => {
    const address = await places.boundaryAddress(it.db, 'ward:2024')
    const answer = await it.get('analyst', address ?? '')
    expect(answer.headers['cache-control']).toContain('immutable')
    expect((await it.get('analyst', '/boundaries/ward:2024.json')).headers['cache-control']).toBe('private, no-cache')
  })
  test('a vintage nobody has is not found; those without a role do not get them', async () => {
    for (const name of ['ward:1999', 'msoa', 'x', '..%2Fward'])
      expect((await it.get('analyst', `/boundaries/${name}.json`)).statusCode, name).toBe(404)
    expect((await it.get('provider', '/boundaries/ward.json')).statusCode).toBe(403)
    expect((await it.get('public', '/boundaries/ward.json')).statusCode).toBe(303)
  })
})

describe('places like this one', () => {
  test('are of the same level and vintage, by size, density and age', async () => {
    const place = await places.findByCode(it.db, wardCode(0, 0))
    const found = await places.similarPlaces(it.db, place?.id ?? 0, 3)
    const codes = new Map(
      (
        await places.findByIds(
          it.db,
          found.map(one => one.placeId),
        )
      ).map(one => [one.id, one.code]),
    )
    expect(found.map(one => codes.get(one.placeId))).toEqual([wardCode(0, 2), wardCode(2, 0), wardCode(2, 2)])
    expect(found[0]?.distance).toBeCloseTo(0, 2)
  })
  test('a column of the caller’s changes the order', async () => {
    const wards = await places.ofVintage(it.db, 'ward:2024')
    const id = (code: string) => wards.find(ward => ward.code === code)?.id ?? 0
    const deprivation = new Map(wards.map(ward => [ward.id, ward.code === wardCode(0, 2) ? 99 : 1]))
    const found = await places.similarPlaces(it.db, id(wardCode(0, 0)), 1, [deprivation])
    expect(found[0]?.placeId).toBe(id(wardCode(2, 0)))
  })
})

describe('stations and hubs', () => {
  test('a station leads to the ward it lies in, and to its hub once it has one', async () => {
    const hitOf = async (q: string) => (await places.search(it.db, q)).hits.find(hit => hit.station !== undefined)
    expect(await hitOf('larkhal station')).toMatchObject({
      station: 'Larkhall Underground Station',
      place: { name: 'Larkhall', kind: 'ward' },
    })
    const station = (await places.stations(it.db)).find(one => one.name.startsWith('Larkhall'))
    const values = { station: station?.id ?? 0, radius: 700, name: 'Change here', reason: 'Young people change here' }
    expect((await it.ask('officer', { ...form(values), url: '/places/new-hub' })).statusCode).toBe(303)
    expect(await hitOf('larkhal station')).toMatchObject({ place: { name: 'Change here', kind: 'hub' } })
    expect((await it.get('analyst', '/places?q=larkhall+station')).body).toContain('leads to its transport hub')
  })
  test('a hub called as its ward is told apart, and its residents are those of its small areas', async () => {
    const station = (await places.stations(it.db)).find(one => one.name.startsWith('Larkhall'))
    const values = { station: station?.id ?? 0, radius: 50, name: 'Larkhall', reason: 'Its concourse' }
    expect((await it.ask('officer', { ...form(values), url: '/places/new-hub' })).statusCode).toBe(303)
    const { body } = await it.get('analyst', '/places?q=larkhall')
    expect(body).toContain('>Larkhall</a> <span class="up-soft">(transport hub)</span>')
    const hub = (await places.search(it.db, 'larkhall')).places.find(place => place.kind === 'hub')
    expect(hub?.persons).toBe(personsOf(3))
    expect((await it.get('analyst', '/places')).body).toMatch(
      /Larkhall<\/b><\/a> <span class="up-soft">\(transport hub\)<\/span>/,
    )
    await it.db.run(
      sql`delete from populations where place_id = (select id from places where code = ${lsoaCode(3, 1)})`,
    )
    expect((await it.get('analyst', '/places?q=larkhall')).body).toContain(
      'Not known: not all its small areas are counted',
    )
  })
})
