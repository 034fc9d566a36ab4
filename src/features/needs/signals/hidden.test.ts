import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fallingWard, seedCity, smallWard, wardCode } from '../../../../test/city.ts'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import { formatRate, quantileBreaks } from '../../../lib/charts/index.ts'
import { list } from '../../../lib/words.ts'
import { sql } from '../../../platform/sql.ts'
import { assessAll, defaults } from '../index.ts'
import { blur } from './columns.ts'

test('where a row is hidden, figures made from all places are not told to the last digit', () => {
  expect([blur(true)(0.98765), blur(true)(1.2345, 1), blur(true)(null), blur(false)(0.98765)]).toEqual([
    0.99,
    1.2,
    null,
    0.98765,
  ])
})

const cutText = (shown: readonly number[]) => list(quantileBreaks(shown, 5, 0).map(cut => formatRate(cut, 0)))

describe('what is hidden cannot be worked back', () => {
  let city: TestApp
  type Role = Parameters<TestApp['get']>[0]
  const words = async (role: Role, url: string) =>
    (await city.get(role, url)).body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  const cells = async (role: Role, url: string, ward: string) => {
    const [head = '', ...rows] = (await city.get(role, url)).body.replace(/^\uFEFF/, '').split('\r\n')
    const values = (rows.find(line => line.startsWith(`${ward},`)) ?? '').split(',')
    return Object.fromEntries(head.split(',').map((key, i) => [key, values[i]]))
  }

  // The small ward had two offences a month, and three in the last year: tested, and hidden from all but analysts.
  beforeAll(async () => {
    city = await openTestApp('empty')
    await seedCity(city.db)
    await city.db.run(sql`
      update series set amounts = array_cat(array_fill(2::float8, array[36]), ${[1, 1, 1, ...Array(9).fill(0)]}::float8[])
      where place_id = (select id from places where code = ${wardCode(smallWard)})
        and measure_id = (select id from measures where code = 'violence-with-injury')`)
    await assessAll(city.db, { settings: defaults, by: 'tests', today: '2026-11-22' })
  })
  afterAll(() => city.close())

  test('the file tells officers no change of the rest of the city beside a hidden row, and analysts all of it', async () => {
    const theirs = await cells('officer', '/signals.csv', smallWard)
    expect(theirs).toMatchObject({ change: 'not shown', ratio: '', city_ratio: '', places_tested: '' })
    expect((await cells('officer', '/signals.csv', 'Abbot Field')).city_ratio).toMatch(/^\d\.\d{1,2}$/)
    const all = await cells('analyst', '/signals.csv', smallWard)
    expect(all.later_window).toBe('3')
    expect(all.city_ratio).toMatch(/^\d\.\d{3,}$/)
  })

  // Canal Foot and Elm Park Road go with it, so that Eastmere less the rest does not give it.
  const hidden = ['Canal Foot', smallWard, 'Elm Park Road']
  const namesIn = async (role: Role, url: string) =>
    (await city.get(role, url)).body
      .split('\r\n')
      .slice(1, -1)
      .map(line => line.split(',')[0])

  test.each(['officer', 'director'] as const)(
    'the marks of a hidden place are one fixed word on every page and in every file: %s',
    async role => {
      for (const name of hidden) {
        expect(await cells(role, '/signals.csv', name), name).toMatchObject({
          change: 'not shown',
          level: 'not shown',
          high_by_year: '',
          later_window: '',
          earlier_window: '',
          p: '',
          q: '',
          next: 'Not shown',
        })
        expect(await cells(role, '/map.csv?show=change', name)).toMatchObject({
          change: 'not shown',
          level: 'not shown',
        })
        const place = await words(role, `/places/${wardCode(name)}`)
        expect(place).toMatch(/Change: not shown .*Level: not shown/)
        expect(place).not.toMatch(/Not distinguishable|Level: not high|stands out/)
        const firm = await words(role, `/signals/firmness?place=${wardCode(name)}&measure=violence-with-injury`)
        expect(firm).toContain('Change: not shown Level: not shown')
        expect(firm).not.toMatch(/Not distinguishable|Could be chance|The level is the same/)
      }
      expect(await namesIn(role, '/signals.csv?change=hidden')).toEqual(hidden)
      for (const group of ['rising', 'falling', 'chance', 'untested'])
        expect(await namesIn(role, `/signals.csv?change=${group}`)).not.toEqual(expect.arrayContaining([hidden[0]]))
      for (const url of ['/signals', '/'])
        expect(await words(role, url)).toContain('The marks of 3 wards are not shown')
    },
  )

  test('the map’s picture, facts and GeoJSON say no more', async () => {
    const Facts = z.object({ places: z.record(z.string(), z.array(z.unknown())) })
    const Features = z.object({ features: z.array(z.object({ properties: z.record(z.string(), z.unknown()) })) })
    for (const show of ['change', 'level']) {
      const { places } = Facts.parse((await city.get('officer', `/map/facts?show=${show}`)).json())
      const { features } = Features.parse((await city.get('officer', `/map.geojson?show=${show}`)).json())
      for (const name of hidden) {
        expect(places[wardCode(name)]?.slice(3)).toEqual(['Not coloured: not shown', ''])
        const found = features.find(one => one.properties.code === wardCode(name))?.properties
        expect(found).toMatchObject({
          count: null,
          rate: null,
          group: '',
          fill: null,
          change: 'not shown',
          level: 'not shown',
        })
      }
      expect(await words('officer', `/map?show=${show}`)).toContain(
        'Hatched: 3 places with a count too small to show, or that would give a small one away',
      )
    }
  })

  test('another count behind the mark, which an analyst’s page tells apart, leaves the officer’s the same', async () => {
    const other = await openTestApp('empty')
    await seedCity(other.db)
    await other.db.run(sql`
      update series set amounts = array_cat(array_fill(2::float8, array[36]), ${[1, 1, 1, 1, ...Array(8).fill(0)]}::float8[])
      where place_id = (select id from places where code = ${wardCode(smallWard)})
        and measure_id = (select id from measures where code = 'violence-with-injury')`)
    await assessAll(other.db, { settings: defaults, by: 'tests', today: '2026-11-22' })
    // Of the list of signals only the hidden rows: the intervals of the others rest on the spread of all places together.
    const rows = (body: string) => body.split('\r\n').filter(line => hidden.some(name => line.startsWith(`${name},`)))
    const told = (url: string, body: string) =>
      url === '/signals.csv' ? rows(body.replace(/20\d\d-\d\d-\d\d[T ][^,]*/g, '')) : body
    for (const url of ['/signals.csv', '/map.csv?show=count', '/map/facts?show=count', '/map.geojson?show=rate'])
      for (const [role, same] of [
        ['officer', true],
        ['analyst', false],
      ] as const) {
        const [one, two] = [told(url, (await city.get(role, url)).body), told(url, (await other.get(role, url)).body)]
        expect(JSON.stringify(one) === JSON.stringify(two), `${role} ${url}`).toBe(same)
      }
    await other.close()
  })

  test('a question that says a hidden place fell is for those who see its counts', async () => {
    await city.db.run(sql`
      insert into change_questions (place_id, measure_id, period_end, opened_on, detail)
      select p.id, m.id, '2026-10-01', '2026-11-22',
        '{"later":3,"earlier":24,"ratio":0.125,"lower":0.02,"upper":0.41,"q":0.01,"cityRatio":1,"window":12,"tested":10}'
      from places p, measures m where p.code = ${wardCode(smallWard)} and m.code = 'violence-with-injury'`)
    const { id } = await city.db.one(
      z.object({ id: z.number() }),
      sql`select q.id from change_questions q join places p on p.id = q.place_id where p.code = ${wardCode(smallWard)}`,
    )
    const named = async (role: Role) => namesIn(role, '/questions.csv')
    expect(await named('officer')).toEqual([fallingWard, 'Southwharf'])
    expect((await city.get('officer', `/questions/${id}`)).statusCode).toBe(403)
    expect(await words('officer', `/places/${wardCode(smallWard)}`)).not.toContain('What changed here?')
    expect(await words('officer', '/')).toContain('2 open questions')
    for (const role of ['analyst', 'borough-lead:X09000002'] as const) {
      expect(await named(role)).toContain(smallWard)
      expect((await city.get(role, `/questions/${id}`)).statusCode).toBe(200)
    }
  })

  test('a map is of the newest 12 months or whole years before, but for analysts', async () => {
    for (const role of ['officer', 'director', 'borough-lead:X09000002'] as const) {
      for (const path of ['/map.csv', '/map/facts', '/map.geojson', '/map.svg']) {
        const usual = (await city.get(role, `${path}?show=count`)).body
        expect((await city.get(role, `${path}?show=count&end=2026-09`)).body, path).toBe(usual)
        expect((await city.get(role, `${path}?show=count&end=2025-10`)).body, path).not.toBe(usual)
      }
      expect(await words(role, '/map?end=2026-09')).toContain('Only analysts choose any months')
      expect(await words(role, '/map?end=2025-10')).not.toContain('Only analysts choose any months')
    }
    expect((await city.get('analyst', '/map.csv?end=2026-09')).body).toContain('2025-10,2026-09')
    expect(await words('analyst', '/map?end=2026-09')).not.toContain('Only analysts choose')
  })

  test('the cut points of a map are made from what the reader is shown', async () => {
    const cuts = async (role: Role) => (await cells(role, '/map.csv?show=count', 'Cathedral')).cut_points
    const shown = [120, 120, 120, 288, 540, 120, 120, 180]
    expect(await cuts('officer')).toBe(cutText(shown))
    expect(await cuts('analyst')).not.toBe(await cuts('officer'))
  })

  const choices = {
    window: '6',
    fewest: '28',
    fdr: '50',
    top: '50',
    years: '1',
    widen: 'no',
    against: 'itself',
    end: '2025-10',
    across: 'show',
  }
  const others = ['officer', 'director', 'borough-lead:X09000002'] as const

  test('an analyst may choose how the marks are made', async () => {
    for (const [fewest, word] of [
      [27, 'chance'],
      [28, 'too few'],
    ] as const)
      expect((await cells('analyst', `/signals.csv?fewest=${fewest}`, smallWard)).change).toBe(word)
    const { body } = await city.get('analyst', '/signals?fewest=28')
    for (const key of Object.keys(choices).filter(key => key !== 'across')) expect(body).toContain(`name="${key}"`)
    expect(body).not.toContain('Only analysts choose')
  })

  test.each(others)('for others the marks stay whatever the address says, and the page says so: %s', async role => {
    const usual = (await city.get(role, '/signals.csv')).body
    for (const [key, value] of Object.entries(choices)) {
      expect((await city.get(role, `/signals.csv?${key}=${value}`)).body, key).toBe(usual)
      expect(await words(role, `/signals?${key}=${value}`), key).toContain('Only analysts choose how marks are made')
    }
    const together = new URLSearchParams(choices)
    expect((await city.get(role, `/signals.csv?${together}`)).body).toBe(usual)
    const { body } = await city.get(role, `/signals?${together}&sort=count`)
    for (const key of Object.keys(choices)) expect(body, key).not.toMatch(new RegExp(`name="${key}"|[?;]${key}=`))
    expect(body).toContain('They are made with windows of 12 months; at least 20 events')
    expect(await words(role, '/signals?fdr=5&end=&level=borough')).not.toContain('Only analysts choose')
  })

  test('what other choices would say of a hidden place is for those who see its counts', async () => {
    const url = (ward: string) => `/signals/firmness?place=${wardCode(ward)}&measure=violence-with-injury`
    for (const role of ['officer', 'director'] as const) {
      const page = await words(role, url(smallWard))
      expect(page).toContain('neither the mark nor what other choices would say is shown to you')
      expect(page).not.toContain('Windows of 6 months')
      expect(page).not.toContain('with other choices')
      expect(await words(role, url('Abbot Field'))).toContain('Windows of 6 months')
    }
    for (const role of ['analyst', 'borough-lead:X09000002'] as const)
      expect(await words(role, url(smallWard))).toContain('Windows of 6 months')
  })

  test('how firm a small area’s mark is, is for analysts', async () => {
    const small = wardCode('Abbot Field').replace('X05', 'X01')
    const url = `/signals/firmness?place=${small}0&measure=violence-with-injury`
    for (const role of ['officer', 'director', 'borough-lead:X09000001'] as const)
      expect((await city.get(role, url)).statusCode).toBe(403)
    expect((await city.get('analyst', url)).statusCode).toBe(404)
  })
})
