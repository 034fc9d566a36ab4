import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { months, seedCity, wardCode, wards } from '../../../../test/city.ts'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import { addMonths, firstDay, monthRange } from '../../../lib/dates.ts'
import { sql } from '../../../platform/sql.ts'

// Seven years of robbery in Eastmere's four wards, in a second file: 12 a month each but for the first two years, in which Dovecote had none,
// and two in one month.
const eastmere = wards[1]
const every = monthRange(addMonths(months[0] ?? '', -36), months.at(-1) ?? '')
const amountsOf = (name: string) =>
  every.map((_, i) => (name === 'Dovecote' && i < 24 ? (i === 5 ? 2 : 0) : name === 'Cathedral' && i >= 72 ? 24 : 12))
const burglaries = (name: string): number[] =>
  every.map((_, i) => {
    if (name === 'Elm Park Road') return i === 50 ? 1 : 0
    return name === 'Dovecote' ? (i === 80 ? 2 : 10) : 40
  })

let city: TestApp
type Role = Parameters<TestApp['get']>[0]
const words = async (role: Role, url: string) =>
  (await city.get(role, url)).body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
/** The lines of the table of years: "12 months", count, change. */
const yearsOf = async (role: Role, url: string) => {
  const { body } = await city.get(role, url)
  const part = body.slice(body.indexOf('id="years"'))
  return [...part.slice(0, part.indexOf('</table>')).matchAll(/<tr role="row">(<th scope="row".*?)<\/tr>/g)].map(row =>
    [...(row[1] ?? '').matchAll(/>([^<]+)<\/t[hd]>/g)].map(cell => cell[1]),
  )
}
const rowsOf = async (role: Role, name: string, measure = 'Robbery') =>
  (await city.get(role, `/places/${wardCode(name)}/figures.csv`)).body
    .split('\r\n')
    .map(line => line.split(','))
    .filter(row => row[2] === measure)

beforeAll(async () => {
  city = await openTestApp('empty')
  const { importId } = await seedCity(city.db)
  const { id } = await city.db.one(
    z.object({ id: z.number() }),
    sql`
    insert into measures (code, name, short, topic, unit, kind, per, denominator, direction, definition, lowest_level, sensitive, position)
    select 'robbery', 'Robbery', 'Robbery', topic, unit, kind, per, denominator, direction, 'Robbery', lowest_level, sensitive, 9
    from measures where code = 'violence-with-injury' returning id`,
  )
  for (const name of eastmere)
    await city.db.run(sql`
      insert into series (measure_id, place_id, import_id, grain, starts_on, amounts)
      select ${id}, id, ${importId}, 'month', ${firstDay(every[0] ?? '')}, ${amountsOf(name)} from places where code = ${wardCode(name)}`)
  // Burglary: Dovecote had 10 a month but for a month of 2 in the last year; Elm Park Road had one, three years ago, and none since.
  const burglary = await city.db.one(
    z.object({ id: z.number() }),
    sql`
    insert into measures (code, name, short, topic, unit, kind, per, denominator, direction, definition, lowest_level, sensitive, position)
    select 'burglary', 'Burglary', 'Burglary', topic, unit, kind, per, denominator, direction, 'Burglary', lowest_level, sensitive, 9
    from measures where code = 'robbery' returning id`,
  )
  for (const name of eastmere)
    await city.db.run(sql`
      insert into series (measure_id, place_id, import_id, grain, starts_on, amounts)
      select ${burglary.id}, id, ${importId}, 'month', ${firstDay(every[0] ?? '')}, ${burglaries(name)} from places where code = ${wardCode(name)}`)
  await city.db.run(sql`
    insert into coverage (import_id, grain, measure_ids, place_ids, periods, states)
    select ${importId}, 'month', ${[id, burglary.id]}, array_agg(id), ${every.map(firstDay)}::date[], ${every.map(() => 'loaded')}
    from places where code = any(${eastmere.map(wardCode)})`)
})
afterAll(() => city.close())

describe('all the years known', () => {
  test('stand on the page of a ward, newest first, each beside the year before it', async () => {
    const found = await yearsOf('analyst', `/places/${wardCode('Cathedral')}?measure=robbery`)
    expect(found).toHaveLength(7)
    expect(found[0]?.slice(0, 2)).toEqual(['November 2025 to October 2026', '288'])
    expect(found[0]?.[2]).toMatch(/^\+100\.0% \(\+\d+\.\d% to \+\d+\.\d%\)$/)
    expect(found[6]).toEqual(['November 2019 to October 2020', '144', '–'])
    expect(await words('analyst', `/places/${wardCode('Cathedral')}?measure=robbery`)).toContain(
      '7 years of 12 months, counted back from October 2026.',
    )
  })

  test('an analyst chooses the month they end with; nobody else does', async () => {
    const address = `/places/${wardCode('Cathedral')}?measure=robbery&end=2026-01`
    const chosen = await yearsOf('analyst', address)
    expect(chosen[0]?.slice(0, 2)).toEqual(['February 2025 to January 2026', '180'])
    expect(chosen).toHaveLength(6)
    for (const role of ['officer', 'director', 'borough-lead:X09000002'] as const) {
      expect((await yearsOf(role, address))[0]?.slice(0, 2), role).toEqual(['November 2025 to October 2026', '288'])
      expect((await city.get(role, address)).body, role).not.toContain('name="end"')
    }
  })

  test('a month or a measure that is none falls back to the page’s own', async () => {
    const { statusCode } = await city.get('analyst', `/places/${wardCode('Cathedral')}?measure=none&end=2031-99`)
    expect(statusCode).toBe(200)
    expect((await yearsOf('analyst', `/places/${wardCode('Cathedral')}?measure=none&end=x`))[0]?.[1]).toBe('540')
  })

  test('a year too small for the reader, and the one that would give it away, are not shown, and no change is worked out from them', async () => {
    const years = await Promise.all(
      eastmere.map(name => yearsOf('officer', `/places/${wardCode(name)}?measure=robbery`)),
    )
    expect((await yearsOf('analyst', `/places/${wardCode('Dovecote')}?measure=robbery`))[6]?.[1]).toBe('2')
    expect(years[eastmere.indexOf('Dovecote')]?.[6]?.[1]).toBe('not shown')
    expect(years.filter(rows => rows[6]?.[1] === 'not shown').length).toBeGreaterThan(1)
    expect(years.map(rows => rows[5]?.[2]).filter(change => change === 'not worked out').length).toBeGreaterThan(1)
    expect(years.every(rows => rows.slice(0, 5).every(row => row[1] !== 'not shown'))).toBe(true)
  })
})

describe('the file of a place', () => {
  test('gives an analyst every month known, not only the last five years', async () => {
    const rows = await rowsOf('analyst', 'Dovecote')
    expect(rows).toHaveLength(84)
    expect(rows[0]?.slice(4, 7)).toEqual(['2019-11-01', '1', '0'])
    expect(rows[5]?.slice(4, 7)).toEqual(['2020-04-01', '1', '2'])
    expect(rows.at(-1)?.slice(4, 7)).toEqual(['2026-10-01', '1', '12'])
  })

  test('a small month long ago puts years in place of the months of that time, and leaves those of today', async () => {
    for (const role of ['officer', 'director', 'borough-lead:X09000001'] as const) {
      const rows = await rowsOf(role, 'Dovecote')
      expect(
        rows.slice(0, 2).map(row => row.slice(4, 8)),
        role,
      ).toEqual([
        ['2019-11-01', '12', '', 'not shown'],
        ['2020-11-01', '12', '0', ''],
      ])
      expect(rows.slice(2).every(row => row[5] === '1')).toBe(true)
      expect(rows).toHaveLength(62)
    }
  })

  test('in no month and no year of any time does the family less what is shown leave one ward alone', async () => {
    const lists = await Promise.all(eastmere.map(name => rowsOf('officer', name)))
    const held = lists.filter(rows => rows[0]?.[5] === '12')
    expect(held.length).toBeGreaterThan(1)
    for (const at of [0, 1]) {
      const hidden = held.filter(rows => rows[at]?.[6] === '')
      expect(hidden.length === 0 || hidden.length > 1, `year ${at}`).toBe(true)
    }
  })
})

describe('an attack by years of none', () => {
  // A ward held to years that had none in a year had none in its months: if one other is held, the borough’s months less the rest are its months.
  const attack = async (role: Role): Promise<string[]> => {
    const files = await Promise.all(
      eastmere.map(async name => ({ name, rows: await rowsOf(role, name, 'Burglary'), truth: burglaries(name) })),
    )
    return every.slice(-60).flatMap((_, at) => {
      const month = every.length - 60 + at
      const open = files.filter(({ rows }) => isMonthly(rows))
      const held = files.filter(({ rows }) => !isMonthly(rows) && yearOf(rows, month) !== '0')
      const left =
        files.map(one => one.truth[month] ?? 0).reduce((a, b) => a + b, 0) -
        open.reduce((sum, one) => sum + (one.truth[month] ?? 0), 0)
      return held.length === 1 && left > 0 && left < 5 ? [`${held[0]?.name} ${every[month]}: ${left}`] : []
    })
  }
  const isMonthly = (rows: string[][]) => rows.at(-1)?.[5] === '1'
  const yearOf = (rows: string[][], month: number) =>
    rows.find(row => row[5] === '12' && row[4] !== undefined && monthsFrom(row[4], month))?.[6]
  const monthsFrom = (starts: string, month: number) => {
    const first = every.indexOf(starts.slice(0, 7))
    return month >= first && month < first + 12
  }

  test('works nothing back: in every year two of those held to years had some', async () => {
    expect(isMonthly(await rowsOf('officer', 'Dovecote', 'Burglary'))).toBe(false)
    for (const role of ['officer', 'director', 'borough-lead:X09000001'] as const)
      expect(await attack(role), role).toEqual([])
  })
})
