import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import { buildCity, lsoaCode, wardCode } from '../testing.ts'
import { type Own, using } from './testing.ts'

let it: TestApp
let own: Own
beforeAll(async () => {
  it = await openTestApp('empty')
  await buildCity(it.db)
  own = using(it)
})
afterAll(() => it.close())

const chosen = { how: 'chosen', reason: 'Asked', lsoa: [lsoaCode(0, 0)] }
beforeAll(async () => {
  await own.post('/places/new-neighbourhood', { ...chosen, name: 'In use' })
  await own.post('/places/new-neighbourhood', { ...chosen, name: 'Out of use' })
  await own.post('/places/N0000002/retire', { reason: 'Asked', sure: 'yes' })
})

describe('who may', () => {
  const pages = [
    '/places/new-neighbourhood',
    '/places/new-neighbourhood?how=drawn',
    '/places/new-hub',
    '/places/N0000001/edit',
    '/places/N0000001/retire',
    '/places/N0000002/restore',
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
