import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp, today } from '../../../../test/support.ts'
import * as places from '../index.ts'
import { buildCity, lsoaCode, personsOf, wardCode } from '../testing.ts'
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
    const answer = await own.post('/places/new-neighbourhood', {
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
    const answer = await own.post('/places/new-neighbourhood', {
      how: 'chosen',
      name: 'The Arches',
      reason: 'People say so',
      lsoa: chosen,
    })
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/places/N0000001/members'])
    expect((await own.members('N0000001')).sort()).toEqual([...chosen].sort())
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
    const answer = await own.post('/places/new-neighbourhood', {
      how: 'chosen',
      name: 'the arches',
      reason: 'Again',
      lsoa: chosen,
    })
    expect(answer.body).toContain('Another place is called that already (N0000001)')
  })
  test('small areas of an earlier vintage, or invented ones, are refused', async () => {
    const answer = await own.post('/places/new-neighbourhood', {
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
    const answer = await own.post('/places/N0000001/edit', {
      name: 'The Old Arches',
      reason: 'It shrank',
      lsoa: chosen.slice(1),
    })
    expect(answer.statusCode).toBe(303)
    expect(await own.members('N0000001')).toHaveLength(2)
    const [newest] = await queries.history(it.db, 'N0000001')
    expect(newest).toMatchObject({
      what: 'neighbourhood.changed',
      who: 'VRU officer (officer)',
      detail: { nameBefore: 'The Arches', membersBefore: chosen, reason: 'It shrank' },
    })
    expect((await it.get('analyst', '/places/N0000001/members')).body).toContain('called The Arches before')
  })
})
