import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedCity } from '../../../../test/city.ts'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { assessAll, defaults } from '../../needs/index.ts'
import { doorOf } from './waiting.ts'

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

  test('has a card for each room with an open door, and says behind which something waits', async () => {
    await city.db.run(sql`
      insert into gates (object, kind, title, reference, owner_role, signed_on, review_on)
      values ('feature/map', 'EIA', 'the map', 'R 1', 'administrator', '2026-11-20', '2027-11-20')`)
    const director = (await city.get('director', '/')).body
    expect(director).toMatch(/href="\/gates">Gates<\/a> <strong[^>]*>1 waiting</)
    expect(director).toMatch(/href="\/week">My week<\/a> <strong[^>]*>1 waiting</)
    expect((await city.get('administrator', '/')).body).not.toContain('1 waiting')
    await city.db.run(sql`delete from gates`)
  })

  test('shows nobody a room that holds nothing for them, and names one by its only door', async () => {
    const rooms = async (role: Parameters<TestApp['get']>[0]) => {
      const { body } = await city.get(role, '/')
      return [...body.matchAll(/id="room-\d+">([^<]*)</g)].map(found => found[1])
    }
    expect(await rooms('young-assessor')).toEqual(['My week', 'Facts'])
    expect(await rooms('provider'), 'Registers hold what their organisation promised').toEqual([
      'My week',
      'Finder',
      'Registers',
      'Facts',
      'Accounts',
    ])
    expect(await rooms('director')).toEqual([
      'My week',
      'Places',
      'Needs',
      'Finder',
      'Decide',
      'Framework',
      'Publish',
      'Data',
      'Trust',
    ])
  })

  test.each([
    ['/gates/7', '/gates'],
    ['/accounts/requests', '/accounts/requests'],
    ['/accounts/3#flags', '/accounts'],
    ['/week-end', undefined],
  ])('what waits at %s is behind %s', (href, door) =>
    expect(doorOf(href, ['/accounts', '/accounts/requests', '/gates', '/week'])).toBe(door),
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
