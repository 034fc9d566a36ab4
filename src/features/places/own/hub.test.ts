import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp, today } from '../../../../test/support.ts'
import * as places from '../index.ts'
import { buildCity, lsoaCode } from '../testing.ts'
import * as queries from './queries.ts'
import { type Own, using } from './testing.ts'

let it: TestApp
let own: Own
beforeAll(async () => {
  it = await openTestApp('empty')
  await buildCity(it.db)
  own = using(it)
})
afterAll(() => it.close())

describe('a transport hub', () => {
  const station = async (name: string) =>
    String((await places.stations(it.db)).find(one => one.name.startsWith(name))?.id)
  test('is a station and the small areas around it', async () => {
    expect((await it.get('analyst', '/places/new-hub')).body).toContain('Larkhall Underground Station')
    const answer = await own.post('/places/new-hub', {
      station: await station('Larkhall'),
      radius: '700',
      name: '',
      reason: 'Young people change here',
    })
    expect(answer.headers.location).toBe('/places/H0000001/members')
    // the neighbours' centres are 692 metres to the sides and 668 metres to the south; across the river they are further
    expect((await own.members('H0000001')).sort()).toEqual(
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
    await own.post('/places/new-hub', {
      station: await station('Larkhall'),
      radius: '50',
      name: 'Larkhall concourse',
      reason: 'Inside',
    })
    expect(await own.members('H0000002')).toEqual([lsoaCode(3, 1)])
  })
  test('a radius outside 50 to 5,000 metres, or no station, is refused', async () => {
    const answer = await own.post('/places/new-hub', { station: '', radius: '20', name: '', reason: '' })
    for (const words of ['Choose a station', 'The radius must be 50 metres or more', 'Say why'])
      expect(answer.body).toContain(words)
    expect(
      (await own.post('/places/new-hub', { station: '999999', radius: '400', name: '', reason: 'x' })).body,
    ).toContain('Choose a station')
    expect(
      (await own.post('/places/new-hub', { station: await station('Pier'), radius: '400.5', name: '', reason: 'x' }))
        .body,
    ).toContain('whole metres')
  })
  test('gets another radius, and its history says so', async () => {
    expect(
      (await own.post('/places/H0000001/edit', { name: 'Larkhall', radius: '100', reason: 'Too wide' })).statusCode,
    ).toBe(303)
    expect(await own.members('H0000001')).toEqual([lsoaCode(3, 1)])
    expect((await queries.history(it.db, 'H0000001'))[0]?.detail).toMatchObject({ radius: 100, radiusBefore: 700 })
  })
})

describe('retiring', () => {
  test('asks first, keeps the page, and cannot be changed after', async () => {
    expect((await it.get('officer', '/places/H0000002/retire')).body).toContain('Yes, retire Larkhall concourse')
    const unsure = await own.post('/places/H0000002/retire', { reason: 'Closed' })
    expect([unsure.statusCode, unsure.body.includes('Tick the box')]).toEqual([400, true])
    expect((await own.post('/places/H0000002/retire', { reason: 'Closed', sure: 'yes' })).statusCode).toBe(303)
    expect((await places.findByCode(it.db, 'H0000002'))?.validTo).toBe(today)
    expect((await it.get('analyst', '/places/H0000002/members')).body).toContain('Retired on 22 November 2026')
    expect((await it.get('analyst', '/places')).body).toMatch(/no longer in use[\s\S]*Larkhall concourse/)
    expect((await it.get('officer', '/places/H0000002/edit')).statusCode).toBe(409)
    expect((await own.post('/places/H0000002/retire', { reason: 'Again', sure: 'yes' })).statusCode).toBe(409)
  })
  test('its name may be used again, its code never', async () => {
    const again = await own.post('/places/new-hub', {
      station: String((await places.stations(it.db))[0]?.id),
      radius: '50',
      name: 'Larkhall concourse',
      reason: 'Opened',
    })
    expect(again.headers.location).toBe('/places/H0000003/members')
  })
  test('is undone: the place comes back with what it was made of, and its history says so', async () => {
    const page = await it.get('analyst', '/places/H0000002/members')
    expect(page.body).toContain('/places/H0000002/restore')
    expect((await it.get('director', '/places/H0000002/members')).body).not.toContain('/places/H0000002/restore')
    const ask = await it.get('officer', '/places/H0000002/restore')
    expect(ask.body).toContain('This transport hub was retired on 22 November 2026')
    const unsaid = await own.post('/places/H0000002/restore', { name: 'Larkhall concourse', reason: '' })
    expect([unsaid.statusCode, unsaid.body.includes('Say why')]).toEqual([400, true])
    expect(unsaid.body).toContain('<title>Error: ')
    const taken = await own.post('/places/H0000002/restore', { name: 'Larkhall concourse', reason: 'Reopened' })
    expect(taken.body).toContain('Another place is called that already (H0000003)')
    const done = await own.post('/places/H0000002/restore', { name: 'Larkhall old concourse', reason: 'Reopened' })
    expect([done.statusCode, done.headers.location]).toEqual([303, '/places/H0000002/members'])
    expect(await places.findByCode(it.db, 'H0000002')).toMatchObject({ validTo: null, name: 'Larkhall old concourse' })
    expect(await own.members('H0000002')).toEqual([lsoaCode(3, 1)])
    const [newest] = await queries.history(it.db, 'H0000002')
    expect(newest).toMatchObject({
      what: 'hub.restored',
      who: 'VRU officer (officer)',
      detail: { nameBefore: 'Larkhall concourse', reason: 'Reopened', retiredOn: today },
    })
    expect((await it.get('analyst', '/places/H0000002/members')).body).toContain(
      'Brought back, called Larkhall concourse before',
    )
    expect((await it.get('analyst', '/places')).body).toContain('Larkhall old concourse')
  })
  test('what is in use cannot be brought back, nor can a place that is not ours', async () => {
    expect((await it.get('officer', '/places/H0000002/restore')).statusCode).toBe(409)
    expect((await own.post('/places/H0000002/restore', { name: 'X', reason: 'Again' })).statusCode).toBe(409)
    expect((await it.get('officer', '/places/X09000001/restore')).statusCode).toBe(404)
  })
})
