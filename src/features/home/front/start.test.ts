import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedCity } from '../../../../test/city.ts'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import { assessAll, defaults } from '../../needs/index.ts'

describe('the start page', () => {
  let city: TestApp
  beforeAll(async () => {
    city = await openTestApp('empty')
    await seedCity(city.db)
  })
  afterAll(() => city.close())
  const heading = async (role: Parameters<TestApp['get']>[0]) =>
    /<h1[^>]*>([^<]*)</.exec((await city.get(role, '/')).body)?.[1]

  test('names the borough of its lead, before and after marks are made; the city to others', async () => {
    expect(await heading('borough-lead:X09000002')).toBe('Eastmere')
    await assessAll(city.db, { settings: defaults, by: 'tests', today: '2026-11-22' })
    expect(await heading('borough-lead:X09000002')).toBe('Eastmere')
    for (const role of ['officer', 'analyst', 'director', 'administrator', 'provider'] as const)
      expect(await heading(role)).toBe(city.pack.name)
  })

  test.each(['provider', 'young-assessor'] as const)(
    'says kindly what is open to a %s and what is not, without a dead link',
    async role => {
      const { body } = await city.get(role, '/')
      expect(body).toContain('Your week, the calendar and search are open to you')
      expect(body).toContain('not built yet')
      const main = body.slice(body.indexOf('<main'), body.indexOf('</main>'))
      const links = [...main.matchAll(/href="(\/[^"#]*)"/g)].map(found => found[1] ?? '')
      expect(links).toEqual(expect.arrayContaining(['/week', '/calendar', '/search']))
      for (const link of new Set(links)) expect((await city.get(role, link)).statusCode, link).toBe(200)
    },
  )

  test('leads to the questions, and from each figure to its list', async () => {
    const { body } = await city.get('officer', '/')
    for (const href of ['/questions', '/signals?change=rising', '/signals?change=falling', '/signals?high=sustained'])
      expect(body).toContain(`href="${href}"`)
    const lead = (await city.get('borough-lead:X09000002', '/')).body
    expect(lead).toContain('href="/questions"')
    expect(lead).not.toContain('href="/signals?change=rising"') // none rises there
    expect((await city.get('provider', '/')).body).not.toContain('/questions')
  })
})
