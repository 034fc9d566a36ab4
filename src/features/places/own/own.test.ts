import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp, today } from '../../../../test/support.ts'
import type { Area } from '../../../lib/geo/index.ts'
import * as places from '../index.ts'
import { box, buildCity, city, lsoaCode, lsoas, middle, personsOf, wardCode } from '../testing.ts'
import * as queries from './queries.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
  await buildCity(it.db)
})
afterAll(() => it.close())

/** A form in which a field may be ticked more than once. */
const ticked = (values: Record<string, string | string[]>) => {
  const body = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) for (const one of [value].flat()) body.append(key, one)
  return { ...form({}), payload: body.toString() }
}
const post = (
  url: string,
  values: Record<string, string | string[]>,
  role: 'officer' | 'analyst' | 'director' = 'officer',
) => it.ask(role, { ...ticked(values), url })
const members = async (code: string) => {
  const own = await queries.findOwn(it.db, code)
  return own ? (await queries.members(it.db, own)).map(member => member.code) : []
}

describe('a neighbourhood of chosen small areas', () => {
  const chosen = [lsoaCode(1, 0), lsoaCode(2, 0), lsoaCode(3, 0)]
  test('is chosen step by step: borough, wards, small areas', async () => {
    expect((await it.get('officer', '/places/new-neighbourhood')).body).toContain(
      '<option value="X09000001">Tower Hamlets</option>',
    )
    const wards = await it.get('officer', '/places/new-neighbourhood?borough=X09000001')
    expect(wards.body).toContain('Isleworth')
    expect(wards.body).toContain('Crumpsall, Hounslow')
    expect((await it.get('officer', '/places/new-neighbourhood?borough=X09000001&asked=wards')).body).toContain(
      'Choose at least one ward',
    )
    const lsoas = await it.get(
      'officer',
      `/places/new-neighbourhood?borough=X09000001&ward=${wardCode(0, 0)}&ward=${wardCode(2, 0)}`,
    )
    expect(lsoas.body.match(/type="checkbox"/g)).toHaveLength(8)
    expect(lsoas.body).toContain('<svg viewBox')
  })
  test('needs a name, a reason and at least one small area, and loses nothing that was typed', async () => {
    const answer = await post('/places/new-neighbourhood', {
      how: 'chosen',
      borough: 'X09000001',
      ward: [wardCode(0, 0)],
      name: '',
      reason: 'People say so',
      lsoa: [],
    })
    expect(answer.statusCode).toBe(400)
    for (const words of [
      'There is a problem',
      'Enter a name',
      'Choose at least one small area',
      'People say so',
      `value="${lsoaCode(0, 0)}"`,
    ])
      expect(answer.body).toContain(words)
  })
  test('is made, with its members, area, residents and history', async () => {
    const answer = await post('/places/new-neighbourhood', {
      how: 'chosen',
      name: 'The Arches',
      reason: 'People say so',
      lsoa: chosen,
    })
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/places/N0000001/members'])
    expect((await members('N0000001')).sort()).toEqual([...chosen].sort())
    const place = await places.findByCode(it.db, 'N0000001')
    expect(place).toMatchObject({ name: 'The Arches', kind: 'neighbourhood', validFrom: today, validTo: null })
    const residents = (await places.residents(it.db, [place?.id ?? 0])).get(place?.id ?? 0)
    expect(residents?.persons).toBe(personsOf(1) + personsOf(2) + personsOf(3))
    const one = await places.findByCode(it.db, lsoaCode(1, 0))
    expect((place?.areaM2 ?? 0) / (one?.areaM2 ?? 1)).toBeCloseTo(3, 2)
    const page = await it.get('director', '/places/N0000001/members')
    for (const words of [
      '3 small areas, 3,600 residents',
      'Isleworth, Tower Hamlets',
      'People say so',
      'Made, 3 small areas',
    ])
      expect(page.body).toContain(words)
    expect((await it.get('analyst', '/places')).body).toContain('The Arches')
  })
  test('its name is its own', async () => {
    const answer = await post('/places/new-neighbourhood', {
      how: 'chosen',
      name: 'the arches',
      reason: 'Again',
      lsoa: chosen,
    })
    expect(answer.body).toContain('Another place is called that already (N0000001)')
  })
  test('small areas of an earlier vintage, or invented ones, are refused', async () => {
    const answer = await post('/places/new-neighbourhood', {
      how: 'chosen',
      name: 'Old',
      reason: 'Old',
      lsoa: ['X01900001'],
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('not of today’s vintage')
  })
  test('is renamed and changed, and its history says from what', async () => {
    const page = await it.get('analyst', '/places/N0000001/edit')
    expect(page.body.match(/ checked/g)).toHaveLength(3)
    expect((await it.get('analyst', '/places/N0000001/edit?wards=other')).body).toContain('Crumpsall, Hounslow')
    expect(
      (await it.get('analyst', `/places/N0000001/edit?ward=${wardCode(4, 0)}`)).body.match(/type="checkbox"/g),
    ).toHaveLength(12)
    const answer = await post('/places/N0000001/edit', {
      name: 'The Old Arches',
      reason: 'It shrank',
      lsoa: chosen.slice(1),
    })
    expect(answer.statusCode).toBe(303)
    expect(await members('N0000001')).toHaveLength(2)
    const [newest] = await queries.history(it.db, 'N0000001')
    expect(newest).toMatchObject({
      what: 'neighbourhood.changed',
      who: 'officer@tests.example',
      detail: { nameBefore: 'The Arches', membersBefore: chosen, reason: 'It shrank' },
    })
    expect((await it.get('analyst', '/places/N0000001/members')).body).toContain('called The Arches before')
  })
})

describe('a drawn neighbourhood', () => {
  const area = JSON.stringify({
    type: 'Polygon',
    coordinates: [
      [
        [-0.001, 51.499],
        [0.0201, 51.499],
        [0.0201, 51.5071],
        [-0.001, 51.5071],
        [-0.001, 51.499],
      ],
    ],
  })
  test('has a map to draw on, with the centres the server decides by', async () => {
    const page = await it.get('officer', '/places/new-neighbourhood?how=drawn')
    expect(page.body).toContain('data-boundaries="/boundaries/lsoa:2021.json?v=')
    const ground = (await it.get('officer', '/places/drawing.json')).json()
    expect(ground.areas).toHaveLength(32)
    expect(ground.areas[0]).toEqual([lsoaCode(0, 0), 'Tower Hamlets 000A', 'Isleworth', ...middle(0, 0), personsOf(0)])
    expect(ground.names).toContainEqual(['station', 'Pier', 0.045, 51.5125])
    expect(ground.boroughs[0].slice(0, 3)).toEqual(['Hounslow', 0.04, 51.5])
  })
  test('is made of the small areas whose centre lies inside', async () => {
    const answer = await post('/places/new-neighbourhood', { how: 'drawn', name: 'Corner', reason: 'Known so', area })
    expect(answer.headers.location).toBe('/places/N0000002/members')
    expect(await members('N0000002')).toEqual([lsoaCode(0, 0), lsoaCode(1, 0)])
    expect((await it.get('analyst', '/places/N0000002/members')).body).toContain('whose centre lies inside the line')
  })
  test('comes as a file too', async () => {
    const boundary = 'x-x-x'
    const part = (name: string, value: string, file = '') =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`
    const payload = `${part('how', 'drawn')}${part('name', 'By file')}${part('area', '')}${part('file', area, '; filename="a.geojson"')}${part('reason', 'Sent')}--${boundary}--\r\n`
    const answer = await it.ask('officer', {
      method: 'POST',
      url: '/places/new-neighbourhood',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload,
    })
    expect(answer.headers.location).toBe('/places/N0000003/members')
  })
  test('a line that crosses itself is sent back with the place where it does', async () => {
    const coordinates = [
      [
        [0, 51.5],
        [0.04, 51.51],
        [0.04, 51.5],
        [0, 51.51],
        [0, 51.5],
      ],
    ]
    const bow = JSON.stringify({ type: 'Polygon', coordinates })
    const answer = await post('/places/new-neighbourhood', { how: 'drawn', name: 'Bow', reason: 'Crossed', area: bow })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('crosses or touches itself near longitude 0.02000, latitude 51.50500')
  })
  test('what cannot be used comes back with the remedy and what was pasted', async () => {
    const answer = await post('/places/new-neighbourhood', {
      how: 'drawn',
      name: 'Bad',
      reason: 'Bad',
      area: '{"type":"Point"}',
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('{&quot;type&quot;:&quot;Point&quot;}')
    const far = await post('/places/new-neighbourhood', {
      how: 'drawn',
      name: 'Far',
      reason: 'Far',
      area: area.replaceAll('51.', '53.'),
    })
    expect(far.body).toContain('No small area has its centre inside')
    expect((await post('/places/new-neighbourhood', { how: 'drawn', name: 'None', reason: 'None' })).body).toContain(
      'Paste an area or choose a file',
    )
  })
  test('is changed on the line it has', async () => {
    const { body } = await it.get('officer', '/places/N0000002/edit')
    expect(body).toContain('data-line="{&quot;type&quot;:&quot;Polygon&quot;')
  })
  test('keeps its line when only the name changes, and is drawn again', async () => {
    expect((await post('/places/N0000002/edit', { name: 'The Corner', reason: 'Renamed', area: '' })).statusCode).toBe(
      303,
    )
    expect(await members('N0000002')).toHaveLength(2)
    await post('/places/N0000002/edit', { name: 'The Corner', reason: 'Larger', area: JSON.stringify(box(0, 0, 3, 1)) })
    expect(await members('N0000002')).toHaveLength(8)
  })
})

describe('a transport hub', () => {
  const station = async (name: string) =>
    String((await places.stations(it.db)).find(one => one.name.startsWith(name))?.id)
  test('is a station and the small areas around it', async () => {
    expect((await it.get('analyst', '/places/new-hub')).body).toContain('Larkhall Underground Station')
    const answer = await post('/places/new-hub', {
      station: await station('Larkhall'),
      radius: '700',
      name: '',
      reason: 'Young people change here',
    })
    expect(answer.headers.location).toBe('/places/H0000001/members')
    // the neighbours' centres are 692 metres to the sides and 668 metres to the south; across the river they are further
    expect((await members('H0000001')).sort()).toEqual(
      [lsoaCode(2, 1), lsoaCode(3, 0), lsoaCode(3, 1), lsoaCode(4, 1)].sort(),
    )
    const place = await places.findByCode(it.db, 'H0000001')
    expect(place).toMatchObject({ name: 'Larkhall', kind: 'hub' })
    expect((place?.areaM2 ?? 0) / (Math.PI * 700 ** 2)).toBeCloseTo(1, 2)
    const page = await it.get('borough-lead', '/places/H0000001/members')
    for (const words of ['The station stands here', '692 m', 'within 700 metres']) expect(page.body).toContain(words)
    expect(page.body).not.toContain('/places/H0000001/edit')
  })
  test('always holds the small area its station stands in, however small the radius', async () => {
    await post('/places/new-hub', {
      station: await station('Larkhall'),
      radius: '50',
      name: 'Larkhall concourse',
      reason: 'Inside',
    })
    expect(await members('H0000002')).toEqual([lsoaCode(3, 1)])
  })
  test('a radius outside 50 to 5,000 metres, or no station, is refused', async () => {
    const answer = await post('/places/new-hub', { station: '', radius: '20', name: '', reason: '' })
    for (const words of ['Choose a station', 'The radius must be 50 metres or more', 'Say why'])
      expect(answer.body).toContain(words)
    expect((await post('/places/new-hub', { station: '999999', radius: '400', name: '', reason: 'x' })).body).toContain(
      'Choose a station',
    )
    expect(
      (await post('/places/new-hub', { station: await station('Pier'), radius: '400.5', name: '', reason: 'x' })).body,
    ).toContain('whole metres')
  })
  test('gets another radius, and its history says so', async () => {
    expect(
      (await post('/places/H0000001/edit', { name: 'Larkhall', radius: '100', reason: 'Too wide' })).statusCode,
    ).toBe(303)
    expect(await members('H0000001')).toEqual([lsoaCode(3, 1)])
    expect((await queries.history(it.db, 'H0000001'))[0]?.detail).toMatchObject({ radius: 100, radiusBefore: 700 })
  })
})

describe('retiring', () => {
  test('asks first, keeps the page, and cannot be changed after', async () => {
    expect((await it.get('officer', '/places/H0000002/retire')).body).toContain('Yes, retire Larkhall concourse')
    const unsure = await post('/places/H0000002/retire', { reason: 'Closed' })
    expect([unsure.statusCode, unsure.body.includes('Tick the box')]).toEqual([400, true])
    expect((await post('/places/H0000002/retire', { reason: 'Closed', sure: 'yes' })).statusCode).toBe(303)
    expect((await places.findByCode(it.db, 'H0000002'))?.validTo).toBe(today)
    expect((await it.get('analyst', '/places/H0000002/members')).body).toContain('Retired on 22 November 2026')
    expect((await it.get('analyst', '/places')).body).not.toContain('Larkhall concourse')
    expect((await it.get('officer', '/places/H0000002/edit')).statusCode).toBe(409)
    expect((await post('/places/H0000002/retire', { reason: 'Again', sure: 'yes' })).statusCode).toBe(409)
  })
  test('its name may be used again, its code never', async () => {
    const again = await post('/places/new-hub', {
      station: String((await places.stations(it.db))[0]?.id),
      radius: '50',
      name: 'Larkhall concourse',
      reason: 'Opened',
    })
    expect(again.headers.location).toBe('/places/H0000003/members')
  })
})

describe('who may', () => {
  const pages = [
    '/places/new-neighbourhood',
    '/places/new-neighbourhood?how=drawn',
    '/places/new-hub',
    '/places/N0000001/edit',
    '/places/N0000001/retire',
  ]
  test.each(pages)('%s: officers and analysts', async url => {
    for (const role of ['officer', 'analyst'] as const) expect((await it.get(role, url)).statusCode, role).toBe(200)
    for (const role of ['borough-lead', 'director', 'administrator', 'provider', 'young-assessor'] as const) {
      expect((await it.get(role, url)).statusCode, role).toBe(403)
      expect((await it.ask(role, { ...form({}), url })).statusCode, role).toBe(403)
    }
    expect((await it.get('public', url)).statusCode).toBe(303)
    expect((await it.ask('public', { ...form({}), url })).statusCode).toBe(401)
  })
  test('what one draws on: officers and analysts', async () => {
    for (const role of ['officer', 'analyst'] as const)
      expect((await it.get(role, '/places/drawing.json')).statusCode, role).toBe(200)
    for (const role of ['borough-lead', 'director', 'administrator', 'provider', 'young-assessor'] as const)
      expect((await it.get(role, '/places/drawing.json')).statusCode, role).toBe(403)
    expect((await it.get('public', '/places/drawing.json')).statusCode).toBe(303)
  })
  test('members: all of the partnership', async () => {
    for (const role of ['officer', 'analyst', 'borough-lead', 'director'] as const)
      expect((await it.get(role, '/places/N0000001/members')).statusCode, role).toBe(200)
    for (const role of ['administrator', 'provider', 'young-assessor'] as const)
      expect((await it.get(role, '/places/N0000001/members')).statusCode, role).toBe(403)
    expect((await it.get('public', '/places/N0000001/members')).statusCode).toBe(303)
  })
  test('ordinary places are not edited, and nothing is made of a place that is not there', async () => {
    for (const url of [`/places/${wardCode(0, 0)}/edit`, '/places/N0009999/edit', '/places/N0009999/members'])
      expect((await it.get('analyst', url)).statusCode, url).toBe(404)
  })
  test('a form sent from another site is refused', async () => {
    const answer = await it.ask('officer', {
      ...form({}),
      url: '/places/new-hub',
      headers: { ...form({}).headers, 'sec-fetch-site': 'cross-site' },
    })
    expect(answer.statusCode).toBe(403)
  })
})

/** The west or east half of a small area. */
function half(column: number, row: number, east: number): Area {
  const [[x1, y1], , [x2, y2]] = corners(box(column, row))
  const middle = (x1 + x2) / 2
  const [from, to] = east === 0 ? [x1, middle] : [middle, x2]
  return {
    type: 'Polygon',
    coordinates: [
      [
        [from, y1],
        [to, y1],
        [to, y2],
        [from, y2],
        [from, y1],
      ],
    ],
  }
}

const corners = (area: Area) => z.tuple([Pair, Pair, Pair]).rest(Pair).parse(area.coordinates[0])
const Pair = z.tuple([z.number(), z.number()])

test('new small areas take the place of old ones: a line and a radius look again, a chosen set follows the look-up', async () => {
  const load = { by: 'tests', sourceId: 'lsoas 2031' }
  const kept = lsoas.filter(one => one.code !== lsoaCode(3, 1) && one.code !== lsoaCode(3, 0))
  const halves = [0, 1].map(i => ({
    line: 50 + i,
    code: `X0108880${i}`,
    name: `New ${i}`,
    geometry: half(3, 1, i),
    borough: 'X09000001',
  }))
  const same = { line: 60, code: 'X01088802', name: 'New code', geometry: box(3, 0), borough: 'X09000001' }
  await places.loadBoundaries(it.db, load, { kind: 'lsoa', vintage: 'lsoa:2031', areas: [...kept, ...halves, same] })
  const rows = [
    { from: lsoaCode(3, 1), to: 'X01088800' },
    { from: lsoaCode(3, 1), to: 'X01088801' },
    { from: lsoaCode(3, 0), to: 'X01088802' },
    ...kept.map(one => ({ from: one.code, to: one.code })),
  ].map((row, i) => ({ ...row, line: i + 2 }))
  await places.loadLinks(it.db, load, rows.length, [{ from: 'lsoa:2021', to: 'lsoa:2031', how: 'many to many', rows }])
  await places.finishPlaces(it.db, { by: 'tests', city })
  expect(await members('H0000001')).toEqual(['X01088800', 'X01088801'])
  expect((await members('N0000001')).sort()).toEqual([lsoaCode(2, 0), 'X01088802'])
  expect(await members('N0000002')).toHaveLength(9)
})
