import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { boroughCode, seedCity, smallWard, wardCode, wards } from '../../../../test/city.ts'
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

  test('a question shows what was seen only where the list of signals does', async () => {
    await city.db.run(sql`
      insert into change_questions (place_id, measure_id, period_end, opened_on, detail)
      select p.id, m.id, '2026-10-01', '2026-11-22',
        '{"later":120,"earlier":120,"ratio":1,"lower":0.8,"upper":1.3,"q":1,"cityRatio":1,"window":12,"tested":10}'
      from places p, measures m where p.name in ('Canal Foot', 'Cathedral') and m.code = 'violence-with-injury'`)
    const line = async (role: Role, name: string) =>
      (await city.get(role, '/questions.csv')).body.split('\r\n').find(row => row.startsWith(`${name},`))
    expect(await line('analyst', 'Canal Foot')).toContain(',120,120,12,1,')
    expect(await line('officer', 'Canal Foot')).not.toContain('120')
    expect(await line('officer', 'Cathedral')).toContain(',120,120,12,1,')
  })
})

test('each row of the file names the sources of its own months', async () => {
  const rows = await rowsOf('analyst', wardCode('Cathedral'))
  expect(rows[0]?.[8]).toBe('"Riverton Police, Recorded offences"')
})
