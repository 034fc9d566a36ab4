import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { boroughCode, seedCity, smallWard, unspokenWard, wardCode, wards } from '../../../../test/city.ts'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { assessAll, defaults } from '../../needs/index.ts'

// Dovecote had three offences in the last year; Canal Foot and Elm Park Road 120 each; Cathedral 540. Together they are Eastmere.
let city: TestApp
type Role = Parameters<TestApp['get']>[0]
const eastmere = wards[1]
const words = async (role: Role, url: string) =>
  (await city.get(role, url)).body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const rowsOf = async (role: Role, code: string) =>
  (await city.get(role, `/places/${code}/figures.csv`)).body
    .split('\r\n')
    .slice(1, -1)
    .map(line => line.match(/("[^"]*"|[^,]*)(?:,|$)/g)?.map(cell => cell.replace(/,$/, '')) ?? [])
    .filter(row => row[2] === 'Violence with injury')

beforeAll(async () => {
  city = await openTestApp('empty')
  await seedCity(city.db)
  // ages that differ from ward to ward, so that some are more alike than others
  await city.db.run(sql`
    update populations y set by_age = jsonb_build_object('10-14', 400 + 7 * p.id % 90, '15-19', 400, '20-24', 500, '25-29', 600)
    from places p where p.id = y.place_id and p.kind = 'ward'`)
  await city.db.run(sql`
    insert into place_neighbours (vintage, place_id, neighbour_id)
    select 'ward:2024', p.id, n.id from places p, places n
    where p.name = 'Cathedral' and n.name in ('Canal Foot', 'Dovecote')`)
  await assessAll(city.db, { settings: defaults, by: 'tests', today: '2026-11-22' })
})
afterAll(() => city.close())

const protectedRoles = ['officer', 'director', 'borough-lead:X09000001'] as const

describe('a ward that alone is small in its borough', () => {
  test.each(protectedRoles)(
    'cannot be had from the borough’s total: page, compare and file say the same (%s)',
    async role => {
      for (const name of [smallWard, 'Canal Foot', 'Elm Park Road']) {
        const page = await words(role, `/places/${wardCode(name)}`)
        expect(page, name).toMatch(/not shown offences|: not shown offences/)
        expect(page, name).toContain('there is no monthly chart here, only years')
        expect(page, name).not.toContain('under 5')
        const last = (await rowsOf(role, wardCode(name))).at(-1)
        expect(last?.slice(5, 8), name).toEqual(['12', '', 'not shown'])
      }
      expect(await words(role, `/places/${wardCode('Cathedral')}`)).toContain('540 offences')
      const compared = await words(role, `/places/${wardCode('Cathedral')}/compare`)
      for (const name of ['Canal Foot', smallWard]) expect(compared).toMatch(new RegExp(`${name} [^–]*not shown –`))
      expect(compared).toContain('540')
    },
  )

  test('analysts and the borough’s own lead see every number', async () => {
    for (const role of ['analyst', 'borough-lead:X09000002'] as const) {
      expect(await words(role, `/places/${wardCode(smallWard)}`)).toContain('There were 3 offences')
      expect(await words(role, `/places/${wardCode('Canal Foot')}`)).not.toContain('not shown')
    }
  })

  test('in no month and no year does the borough less what is shown give one ward’s number', async () => {
    for (const role of protectedRoles) {
      const lists = await Promise.all(eastmere.map(name => rowsOf(role, wardCode(name))))
      const borough = await rowsOf(role, boroughCode(1))
      expect(borough[0]?.[5]).toBe('1')
      const yearly = lists.filter(rows => rows[0]?.[5] === '12')
      expect(yearly.length).toBeGreaterThan(1)
      for (const at of yearly[0]?.keys() ?? []) {
        const hidden = yearly.filter(rows => rows[at]?.[6] === '')
        expect(hidden.length === 0 || hidden.length > 1, `year ${at}`).toBe(true)
      }
    }
  })

  test('is not in the pooled rate of places most like another: who may not see all six sees no such rate', async () => {
    for (const role of [...protectedRoles, 'analyst'] as const) {
      const seen = { shown: 0, hidden: 0 }
      for (const name of wards.flat().filter(one => one !== unspokenWard)) {
        const { body } = await city.get(role, `/places/${wardCode(name)}/compare?measure=violence-with-injury`)
        const alike = [...body.slice(body.indexOf('Most like it')).matchAll(/<tr>(<th scope="row">.*?)<\/tr>/g)]
        const counts = alike.map(row => /data-h="Offences">([^<]*)</.exec(row[1] ?? '')?.[1] ?? '')
        expect(counts, name).toHaveLength(6)
        const hidden = counts.includes('not shown')
        const known = counts.filter(count => count !== 'not known').length
        const page = (await city.get(role, `/places/${wardCode(name)}`)).body
        // a ward whose own count is not shown may have no card of rates at all
        if (hidden && page.includes('most similar wards'))
          expect(page, `${role} ${name}`).toContain(`${known} most similar wards: not shown`)
        expect(new RegExp(`${known} most similar wards [\\d.]+, interval`).test(page), `${role} ${name}`).toBe(!hidden)
        seen[hidden ? 'hidden' : 'shown']++
      }
      expect(seen.hidden > 0, `${role} ${JSON.stringify(seen)}`).toBe(role !== 'analyst')
      expect(role === 'analyst' ? seen.shown : seen.hidden, role).toBeGreaterThan(0)
    }
  }, 120_000)

  test('a question shows what was seen only where the list of signals does', async () => {
    await city.db.run(sql`
      insert into change_questions (place_id, measure_id, period_end, opened_on, detail)
      select p.id, m.id, '2026-10-01', '2026-11-22',
        '{"later":120,"earlier":120,"ratio":1,"lower":0.8,"upper":1.3,"q":1,"cityRatio":1,"window":12,"tested":10}'
      from places p, measures m where p.name in ('Canal Foot', 'Cathedral') and m.code = 'violence-with-injury'`)
    const line = async (role: Role, name: string) =>
      (await city.get(role, '/questions.csv')).body.split('\r\n').find(row => row.startsWith(`${name},`))
    expect(await line('analyst', 'Canal Foot')).toContain(',120,120,12,1,')
    expect(await line('officer', 'Canal Foot')).toBe(undefined)
    expect(await line('officer', 'Cathedral')).toContain(',120,120,12,1,')
  })
})

test('each row of the file names the sources of its own months', async () => {
  const rows = await rowsOf('analyst', wardCode('Cathedral'))
  expect(rows[0]?.[8]).toBe('"Riverton Police, Recorded offences"')
})

describe('violence and its parts', () => {
  // Northgate's boroughs: homicide 4 a year, so the whole would be had back from its kinds.
  const add = async (
    code: string,
    name: string,
    lowest: string,
    sensitive: boolean,
    includes: string[],
    months: number[],
  ) => {
    await city.db.run(sql`
      insert into measures (code, name, short, topic, unit, kind, per, denominator, direction, definition, lowest_level, sensitive, includes, position)
      values (${code}, ${name}, ${name}, 'violence', 'offences', 'count', 1000, 'residents', 'higher is worse', ${name}, ${lowest}, ${sensitive}, ${includes}, 9)`)
    await city.db.run(sql`
      insert into coverage (import_id, grain, measure_ids, place_ids, periods, states)
      select c.import_id, c.grain, array(select id from measures where code = ${code}), c.place_ids, c.periods, c.states
      from coverage c join measures m on m.id = any(c.measure_ids) where m.code = 'violence-with-injury'`)
    await city.db.run(sql`
      insert into series (measure_id, place_id, import_id, grain, starts_on, amounts)
      select (select id from measures where code = ${code}), s.place_id, s.import_id, s.grain, s.starts_on, ${months}::float8[]
      from series s join measures m on m.id = s.measure_id where m.code = 'violence-with-injury'`)
  }
  const months = (n: number) => Array.from({ length: 48 }, () => n)

  beforeAll(async () => {
    await add(
      'homicide',
      'Homicide',
      'borough',
      true,
      [],
      Array.from({ length: 48 }, (_, i) => (i % 3 === 0 ? 1 : 0)),
    )
    await add('violence-without-injury', 'Violence without injury', 'lsoa', false, [], months(50))
    await add(
      'violence-against-the-person',
      'Violence against the person',
      'lsoa',
      false,
      ['homicide', 'violence-with-injury', 'violence-without-injury'],
      months(90),
    )
    await city.db.run(sql`update imports set finished_at = finished_at + interval '1 second', file_hash = 'abd'`)
  })

  const figures = async (role: Role, code: string, measure: string) =>
    (await city.get(role, `/places/${code}/figures.csv`)).body
      .split('\r\n')
      .filter(line => line.includes(`,${measure},`))
  const whole = 'Violence against the person'

  test('the whole is not shown for wards, where homicides are not, and says why', async () => {
    for (const role of protectedRoles) {
      expect(await figures(role, wardCode('Cathedral'), whole)).toEqual([])
      expect((await figures(role, wardCode('Cathedral'), 'Violence without injury')).length).toBeGreaterThan(0)
      for (const file of ['/signals.csv', '/map.csv', '/map.geojson', '/map/facts']) {
        const answer = await city.get(role, `${file}?measure=violence-against-the-person`)
        expect(answer.statusCode, file).toBe(403)
        expect(answer.body).toContain('for smaller places it would give away homicide')
      }
      expect(await words(role, '/map?measure=violence-against-the-person')).toContain(
        'Violence against the person is shown for boroughs and above: for smaller places it would give away homicide',
      )
    }
    expect((await figures('analyst', wardCode('Cathedral'), whole)).length).toBe(48)
  })

  test('in a borough where homicides are hidden the whole is hidden with them: page, files, map, signals, comparison', async () => {
    await assessAll(city.db, { settings: defaults, by: 'tests', today: '2026-11-22' })
    const code = boroughCode(0)
    for (const role of ['officer', 'director'] as const) {
      for (const measure of [whole, 'Homicide'])
        for (const row of await figures(role, code, measure)) expect(row, row).toMatch(/,12,,(not shown|under 10),/)
      const asked = 'level=borough&measure=violence-against-the-person'
      for (const file of [`/signals.csv?${asked}`, `/map.csv?show=count&${asked}`]) {
        const row = (await city.get(role, file)).body.split('\r\n').find(line => line.includes(code)) ?? ''
        expect(row, file).toContain('not shown')
        expect(row, file).not.toContain('1080')
      }
      expect(await words(role, `/places/${code}`)).toMatch(
        /Violence against the person October 2026 not shown not shown/,
      )
      expect(await words(role, `/places/${code}`)).not.toContain('1,080')
    }
    expect(await words('analyst', `/places/${code}`)).toContain('1,080')
  })
})

describe('small areas, neighbourhoods and hubs', () => {
  const small = wardCode('Cathedral').replace('X05', 'X01')

  beforeAll(async () => {
    await city.db.run(sql`
      insert into coverage (import_id, grain, measure_ids, place_ids, periods, states)
      select c.import_id, c.grain, c.measure_ids, array(select id from places where kind = 'lsoa'), c.periods, c.states
      from coverage c join measures m on m.id = any(c.measure_ids) where m.code = 'violence-with-injury'
        and c.place_ids && array(select id from places where kind = 'ward') limit 1`)
    await city.db.run(sql`
      insert into series (measure_id, place_id, import_id, grain, starts_on, amounts)
      select s.measure_id, p.id, s.import_id, s.grain, s.starts_on, array_fill(2::float8, array[48])
      from places p, series s join measures m on m.id = s.measure_id join places b on b.id = s.place_id and b.code = ${boroughCode(0)}
      where p.kind = 'lsoa' and m.code = 'violence-with-injury'`)
    for (const [code, areas] of [
      ['N1', [`${small}0`, `${small}1`]],
      ['N2', [`${small}0`, wardCode('Abbot Field').replace('X05', 'X01').concat('0')]],
    ] as const) {
      await city.db.run(sql`
        insert into places (code, name, kind, borough_id, parent_id)
        select ${code}, ${`Made ${code}`}, 'neighbourhood', b.id, b.id from places b where b.code = ${boroughCode(1)}`)
      await city.db.run(sql`
        insert into place_members (place_id, member_id) select n.id, l.id from places n, places l
        where n.code = ${code} and l.code = any(${[...areas]}::text[])`)
    }
    await city.db.run(sql`update imports set finished_at = finished_at + interval '1 second', file_hash = 'abe'`)
  })

  test('a small area has no counts but for analysts and its own lead; its people and deprivation stay', async () => {
    for (const role of protectedRoles) {
      const page = await words(role, `/places/${small}0`)
      expect(page).toContain('Counts of small areas (LSOAs) are for analysts')
      expect(page).toContain('3,000 people lived here')
      expect(page).toMatch(/Score \d|Mean score \d/)
      expect(page).not.toMatch(/24 offences|There were/)
      expect(await words(role, `/places/${small}0/compare`)).toContain('Counts of small areas (LSOAs) are for analysts')
      expect((await city.get(role, `/places/${small}0/figures.csv`)).statusCode).toBe(403)
    }
    for (const role of ['analyst', 'borough-lead:X09000002'] as const)
      expect(await words(role, `/places/${small}0`)).toContain('There were 24 offences')
  })

  test('a neighbourhood has years alone, to the nearest 5, and rates from those', async () => {
    for (const role of protectedRoles) {
      const page = await words(role, '/places/N1')
      expect(page).toContain('about 50')
      expect(page).toContain('rounded to the nearest 5')
      expect(page).toContain('Its rate is worked out from the rounded count')
      expect(page).not.toMatch(/\b48 offences/)
      expect(page).toContain('8.3') // 50 in 6,000 residents; 48 would be 8.0
      const rows = await rowsOf(role, 'N1')
      expect(new Set(rows.map(row => row[5]))).toEqual(new Set(['12']))
      expect(new Set(rows.map(row => row[6]))).toEqual(new Set(['50']))
      expect(rows[0]?.[9]).toContain('rounded to the nearest 5')
    }
    expect(await words('analyst', '/places/N1')).toContain('There were 48 offences')
  })

  test('its lead sees one whole only where every area of it is theirs', async () => {
    expect(await words('borough-lead:X09000002', '/places/N1')).toContain('There were 48 offences')
    expect((await rowsOf('borough-lead:X09000002', 'N1'))[0]?.[5]).toBe('1')
    expect(await words('borough-lead:X09000002', '/places/N2')).toContain('about 50')
    expect((await rowsOf('borough-lead:X09000002', 'N2'))[0]?.[5]).toBe('12')
  })
})
