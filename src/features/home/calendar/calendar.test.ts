import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { keep } from '../../threads/index.ts'
import { mondayOf, planWindows, quarterEnds, weeksOf } from './rules.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('demo')
  const by = { by: 'tests', today: '2026-11-20' }
  for (const n of [1, 2])
    await keep(
      it.db,
      {
        key: `task/70000${n}`,
        title: `Walk the route of borough ${n}`,
        href: `/tasks/70000${n}`,
        places: [`X0900000${n}`],
        dueOn: '2026-11-24',
        ownerRole: 'borough-lead',
      },
      by,
    )
})
afterAll(() => it.close())

const post = (who: Parameters<TestApp['ask']>[0], url: string, values: Record<string, string> = {}) =>
  it.ask(who, { url, ...form(values) })
const holiday = {
  title: 'Half term',
  kind: 'holiday',
  startsOn: '2027-02-15',
  endsOn: '2027-02-19',
  source: 'The council’s page',
}

describe('days and weeks', () => {
  test('weeks run from Monday and cover the month', () => {
    expect(mondayOf('2026-11-22')).toBe('2026-11-16')
    expect(mondayOf('2026-11-23')).toBe('2026-11-23')
    const weeks = weeksOf('2026-11', [])
    expect(weeks[0]?.[0]?.day).toBe('2026-10-26')
    expect(weeks.at(-1)?.[6]?.day).toBe('2026-12-06')
  })
  test('quarters end four times a year, and plans are refreshed from April to June', () => {
    expect(quarterEnds('2026-01-01', '2026-12-31').map(event => event.from)).toEqual([
      '2026-03-31',
      '2026-06-30',
      '2026-09-30',
      '2026-12-31',
    ])
    expect(planWindows('2026-06-30', '2026-07-05')).toHaveLength(1)
    expect(planWindows('2026-07-01', '2026-12-31')).toHaveLength(0)
  })
})

describe('the calendar', () => {
  test('shows what a person may see, and nothing of another borough', async () => {
    const own = (await it.get('borough-lead:X09000001', '/calendar?month=2026-11')).body
    expect(own).toContain('Walk the route of borough 1')
    for (const page of ['/calendar?month=2026-11', '/calendar.csv?month=2026-11', '/week', '/search?q=Walk'])
      expect((await it.get('borough-lead:X09000001', page)).body, page).not.toContain('borough 2')
    expect((await it.get('officer', '/search?q=walk+route')).body).toContain('Walk the route of borough 2')
    expect((await it.get('officer', '/search?q=100%25')).body).toContain('Nothing you may see has these words')
    expect((await it.get('public', '/calendar')).statusCode).toBe(303)
  })

  test('dates are added with their source, shown to everybody, and taken out after a question', async () => {
    for (const role of ['provider', 'young-assessor', 'borough-lead', 'analyst', 'administrator'] as const)
      expect((await post(role, '/calendar/new', holiday)).statusCode, role).toBe(403)
    expect((await post('officer', '/calendar/new', { ...holiday, source: '', endsOn: '2027-01-01' })).body).toContain(
      'Enter where the date is from',
    )
    expect((await post('officer', '/calendar/new', { ...holiday, endsOn: '2027-01-01' })).body).toContain(
      'The last day must not be before the first',
    )
    expect((await post('officer', '/calendar/new', { ...holiday, place: 'NOPE' })).body).toContain(
      'No place has this code',
    )
    expect((await post('officer', '/calendar/new', holiday)).statusCode).toBe(303)
    expect((await it.get('provider', '/calendar?month=2027-02')).body).toContain('Half term')
    const { id } = await it.db.one(
      z.object({ id: z.number() }),
      sql`select id from calendar_dates where title = 'Half term'`,
    )
    expect((await it.get('officer', `/calendar/dates/${id}/remove`)).body).toContain('Take “Half term” out')
    expect((await post('officer', `/calendar/dates/${id}/remove`)).statusCode).toBe(303)
    expect((await it.get('provider', '/calendar?month=2027-02')).body).not.toContain('Half term')
  })

  test('a private feed shows what its owner may see, until they end it or make another', async () => {
    const made = await post('borough-lead:X09000001', '/calendar/feed')
    const address = /\/calendar\/feed\/[\w-]{43}\.ics/.exec(made.body)?.[0] ?? ''
    const text = (await it.get('public', address)).body.replaceAll('\r\n ', '')
    expect(text).toContain('SUMMARY:Walk the route of borough 1')
    expect(text).not.toContain('borough 2')
    const kept = await it.db.many(z.object({ hash: z.string() }), sql`select token_hash as hash from calendar_feeds`)
    expect(address).not.toContain(kept[0]?.hash)
    await post('borough-lead:X09000001', '/calendar/feed')
    expect((await it.get('public', address)).statusCode).toBe(404)
    await post('borough-lead:X09000001', '/calendar/feed/end')
    expect(
      await it.db.many(z.object({ hash: z.string() }), sql`select token_hash as hash from calendar_feeds`),
    ).toEqual([])
    expect((await it.get('public', `/calendar/feed/${'x'.repeat(43)}.ics`)).statusCode).toBe(404)
  })

  test('my week opens for every role', async () => {
    for (const role of [
      'provider',
      'young-assessor',
      'borough-lead:X09000001',
      'officer',
      'analyst',
      'director',
      'administrator',
    ] as const)
      expect((await it.get(role, '/week')).statusCode, role).toBe(200)
    expect((await it.get('borough-lead:X09000001', '/week')).body).toContain('Walk the route of borough 1')
  })
})
