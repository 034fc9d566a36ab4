import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import { box, buildCity, lsoaCode, middle, personsOf } from '../testing.ts'
import { type Own, using } from './testing.ts'

let it: TestApp
let own: Own
beforeAll(async () => {
  it = await openTestApp('empty')
  await buildCity(it.db)
  own = using(it)
})
afterAll(() => it.close())

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
    const answer = await own.post('/places/new-neighbourhood', {
      how: 'drawn',
      name: 'Corner',
      reason: 'Known so',
      area,
    })
    expect(answer.headers.location).toBe('/places/N0000001/members')
    expect(await own.members('N0000001')).toEqual([lsoaCode(0, 0), lsoaCode(1, 0)])
    expect((await it.get('analyst', '/places/N0000001/members')).body).toContain('whose centre lies inside the line')
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
    expect(answer.headers.location).toBe('/places/N0000002/members')
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
    const answer = await own.post('/places/new-neighbourhood', {
      how: 'drawn',
      name: 'Bow',
      reason: 'Crossed',
      area: bow,
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('crosses or touches itself near longitude 0.02000, latitude 51.50500')
  })
  test('what cannot be used comes back with the remedy and what was pasted', async () => {
    const answer = await own.post('/places/new-neighbourhood', {
      how: 'drawn',
      name: 'Bad',
      reason: 'Bad',
      area: '{"type":"Point"}',
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('{&quot;type&quot;:&quot;Point&quot;}')
    const far = await own.post('/places/new-neighbourhood', {
      how: 'drawn',
      name: 'Far',
      reason: 'Far',
      area: area.replaceAll('51.', '53.'),
    })
    expect(far.body).toContain('No small area has its centre inside')
    expect(
      (await own.post('/places/new-neighbourhood', { how: 'drawn', name: 'None', reason: 'None' })).body,
    ).toContain('Draw a line and close it, paste an area, or choose a file')
  })
  test('is changed on the line it has', async () => {
    const { body } = await it.get('officer', '/places/N0000001/edit')
    expect(body).toContain('data-line="{&quot;type&quot;:&quot;Polygon&quot;')
  })
  test('keeps its line when only the name changes, and is drawn again', async () => {
    expect(
      (await own.post('/places/N0000001/edit', { name: 'The Corner', reason: 'Renamed', area: '' })).statusCode,
    ).toBe(303)
    expect(await own.members('N0000001')).toHaveLength(2)
    await own.post('/places/N0000001/edit', {
      name: 'The Corner',
      reason: 'Larger',
      area: JSON.stringify(box(0, 0, 3, 1)),
    })
    expect(await own.members('N0000001')).toHaveLength(8)
  })
})
