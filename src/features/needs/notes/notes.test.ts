import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { boroughCode, risingWard, seedCity, wardCode } from '../../../../test/city.ts'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import { roles } from '../../people/index.ts'

let it: TestApp
type Who = Parameters<TestApp['ask']>[0]
const post = (who: Who, url: string, values: Record<string, string> = {}) => it.ask(who, { url, ...form(values) })
const plain = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const good = {
  topic: 'history',
  title: 'Poor in 1900 and now',
  body: 'The same streets were drawn as poor on the map of 1900.',
  sourceTitle: 'Map of poverty',
  publisher: 'Riverton Archive',
  address: 'https://archive.example/1900',
  sourceYear: '1900',
  rights: 'Our own words; the source is cited',
}
const write = async (more: Record<string, string> = {}, who: Who = 'officer') => {
  const answer = await post(who, '/background', { ...good, ...more })
  expect(answer.statusCode, plain(answer.body).slice(0, 1_000)).toBe(303)
  return Number(/(\d+)$/.exec(String(answer.headers.location))?.[1])
}
const place = async (who: Who, code: string) => plain((await it.get(who, `/places/${code}`)).body)

beforeAll(async () => {
  it = await openTestApp('empty')
  await seedCity(it.db)
})
afterAll(() => it.close())

describe('a background note', () => {
  test('stands with its source on the page of its place, and of places inside it, once a second person agreed it', async () => {
    const id = await write({ place: boroughCode(0) })
    expect(await place('officer', boroughCode(0))).not.toContain('Poor in 1900')
    expect((await post('officer', `/background/${id}/agree`, { version: '1' })).statusCode).toBe(403)
    expect((await post('director', `/background/${id}/agree`, { version: '1' })).statusCode).toBe(303)
    for (const code of [boroughCode(0), wardCode(risingWard)]) {
      const page = await place('officer', code)
      expect(page).toContain('The same streets were drawn as poor')
      expect(page).toContain('Source: Map of poverty, Riverton Archive, 1900. Rights: Our own words')
    }
    expect(await place('officer', boroughCode(1))).not.toContain('Poor in 1900')
    expect(plain((await it.get('officer', '/analyses')).body)).not.toContain('Poor in 1900')
  })

  test('about no place stands among the ways of looking, with the words that it is no cause', async () => {
    const id = await write({ topic: 'adverse childhood experiences', title: 'How common they are' })
    await post('director', `/background/${id}/agree`, { version: '1' })
    const page = plain((await it.get('analyst', '/analyses')).body)
    expect(page).toContain('How common they are')
    expect(page).toContain('does not say why a figure is high or low')
    expect((await it.get('analyst', '/background.csv')).body).toContain('Map of poverty')
  })

  test('is changed while it is a draft, by whoever then does not agree it; it is withdrawn with a reason', async () => {
    const id = await write({ title: 'Markets' })
    const changed = { ...good, topic: 'drug markets', title: 'Markets and harm', version: '1' }
    expect((await post('analyst', `/background/${id}/edit`, changed)).statusCode).toBe(303)
    expect((await post('analyst', `/background/${id}/edit`, changed)).statusCode).toBe(409)
    for (const who of ['officer', 'analyst'] as const)
      expect((await post(who, `/background/${id}/agree`, { version: '2' })).statusCode, who).toBe(403)
    expect((await post('director', `/background/${id}/agree`, { version: '1' })).statusCode).toBe(409) // read before it changed
    expect((await post('director', `/background/${id}/agree`, { version: '2' })).statusCode).toBe(303)
    expect((await it.get('analyst', `/background/${id}/edit`)).statusCode).toBe(409)
    expect((await post('officer', `/background/${id}/withdraw`, { reason: '' })).statusCode).toBe(422)
    expect((await post('officer', `/background/${id}/withdraw`, { reason: 'The source was wrong' })).statusCode).toBe(
      303,
    )
    expect(plain((await it.get('director', `/background/${id}`)).body)).toContain('Withdrawn. The source was wrong')
    expect(plain((await it.get('analyst', '/analyses')).body)).not.toContain('Markets and harm')
  })

  test('asks for its source, and has no field for a person or a score of one', async () => {
    const { body } = await it.get('analyst', '/background/new')
    const names = [...body.matchAll(/<(?:input|textarea|select)[^>]* name="([^"]+)"/g)].map(([, name]) => name)
    expect([...new Set(names)].filter(name => name !== 'q')).toEqual(
      [...Object.keys(good)].sort((a, b) => names.indexOf(a) - names.indexOf(b)),
    )
    for (const field of ['topic', 'title', 'body', 'sourceTitle', 'publisher', 'sourceYear', 'rights'])
      expect((await post('officer', '/background', { ...good, [field]: '' })).statusCode, field).toBe(422)
    for (const [field, value] of [
      ['address', 'javascript:alert(1)'],
      ['sourceYear', '2999'],
      ['sourceYear', 'x'],
      ['body', 'Ring sam.jones@mail.example about it.'],
    ] as const)
      expect((await post('officer', '/background', { ...good, [field]: value })).statusCode, value).toBe(422)
    expect((await post('officer', '/background', { ...good, place: 'nowhere' })).statusCode).toBe(404)
  })
})

test('who may do what: partners read, officers and analysts write, nobody else', async () => {
  const id = await write()
  const readers = ['borough-lead', 'officer', 'analyst', 'director']
  for (const role of roles) {
    const [refusedGet, refusedPost] = role === 'public' ? [303, 401] : [403, 403]
    for (const url of ['/background', '/background.csv', `/background/${id}`])
      expect((await it.get(role, url)).statusCode, `${role} ${url}`).toBe(readers.includes(role) ? 200 : refusedGet)
    const writes = ['officer', 'analyst'].includes(role)
    expect((await it.get(role, '/background/new')).statusCode, role).toBe(writes ? 200 : refusedGet)
    expect((await post(role, '/background', good)).statusCode, role).toBe(writes ? 303 : refusedPost)
    if (!writes) expect((await post(role, `/background/${id}/edit`, good)).statusCode, role).toBe(refusedPost)
    if (!readers.slice(1).includes(role)) {
      expect((await post(role, `/background/${id}/agree`, { version: '1' })).statusCode, role).toBe(refusedPost)
      expect((await post(role, `/background/${id}/withdraw`, { reason: 'No' })).statusCode, role).toBe(refusedPost)
    }
  }
})
