import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { keep } from '../../threads/index.ts'
import { mondayOf, monthBeside, planWindows, quarterEnds, weeksOf } from './rules.ts'
import { schoolDates } from './schools.ts'

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
  test('are counted, whatever the month: the last of the year 9999 ends too', () => {
    expect(weeksOf('9999-12', []).length).toBe(5)
    expect(monthBeside('2100-12', 1)).toBeUndefined()
    expect(monthBeside('2000-01', -1)).toBeUndefined()
    expect(monthBeside('2026-12', 1)).toBe('2027-01')
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

describe('school dates', () => {
  const span = (borough: string | null, more = {}) => ({
    borough,
    kind: 'holiday' as const,
    title: 'Half-term',
    from: '2026-10-26',
    to: '2026-10-30',
    ...more,
  })
  const names = new Map(['A', 'B', 'C', 'D', 'E'].map(code => [code, `Borough ${code}`]))
  const at = { from: '2026-10-01', to: '2026-12-31', href: '/calendars' }
  const titles = (spans: ReturnType<typeof span>[], more = {}) =>
    schoolDates(spans, names, { ...at, ...more }).map(each => each.title)
  test('stand once for all boroughs that share them', () => {
    expect(titles(['A', 'B', 'C', 'D', 'E'].map(code => span(code)))).toEqual(['Half-term, all boroughs'])
    expect(titles(['A', 'B'].map(code => span(code)))).toEqual(['Half-term, Borough A and Borough B'])
    expect(titles(['A', 'B', 'C', 'D'].map(code => span(code)))).toEqual(['Half-term, 4 boroughs'])
    expect(titles([span(null, { kind: 'bank holiday', title: 'Boxing Day' })])).toEqual(['Boxing Day'])
  })
  test('of a term are its first day and its last', () => {
    const term = { ...span('A'), kind: 'term' as const, title: 'Autumn term', from: '2026-10-05', to: '2026-12-18' }
    expect(schoolDates([term], names, at).map(each => [each.title, each.from, each.to])).toEqual([
      ['First day of Autumn term, Borough A', '2026-10-05', '2026-10-05'],
      ['Last day of Autumn term, Borough A', '2026-12-18', '2026-12-18'],
    ])
  })
  test('are those of a lead’s own boroughs', () => {
    expect(titles([span('A'), span('B')], { open: ['B'] })).toEqual(['Half-term, Borough B'])
    expect(titles([span('A')], { from: '2026-11-01' })).toEqual([])
  })
})

describe('the calendar', () => {
  test('shows school holidays and bank holidays, and where they come from', async () => {
    const body = (await it.get('officer', '/calendar?month=2026-12')).body
    expect(body).toContain('Christmas')
    expect(body).toContain('href="/calendars"')
    expect((await it.get('provider', '/calendar?month=2026-12')).body).not.toContain('href="/calendars"')
  })

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
    const added = await post('officer', '/calendar/new', holiday)
    expect((await it.get('officer', String(added.headers.location))).body).toContain(
      'The date is in everybody’s calendar',
    )
    expect((await it.get('provider', '/calendar?month=2027-02')).body).toContain('Half term')
    const { id } = await it.db.one(
      z.object({ id: z.number() }),
      sql`select id from calendar_dates where title = 'Half term'`,
    )
    expect((await it.get('officer', `/calendar/dates/${id}/remove`)).body).toContain('Take “Half term” out')
    expect((await post('officer', `/calendar/dates/${id}/remove`)).statusCode).toBe(303)
    expect((await it.get('provider', '/calendar?month=2027-02')).body).not.toContain('Half term')
  })

  test('a month or a day beyond what a calendar knows is said, and a date kept before cannot spoil anybody’s', async () => {
    for (const month of ['9999-12', '0000-01', '1999-12', '2101-01', '2026-13', 'x']) {
      expect((await it.get('officer', `/calendar?month=${month}`)).statusCode, month).toBe(400)
      expect((await it.get('officer', `/calendar.csv?month=${month}`)).statusCode, month).toBe(400)
    }
    for (const month of ['2000-01', '2100-12'])
      expect((await it.get('officer', `/calendar?month=${month}`)).statusCode, month).toBe(200)
    for (const day of ['1999-12-31', '2101-01-01', '9999-12-31', '0001-01-01'])
      expect((await post('officer', '/calendar/new', { ...holiday, startsOn: day, endsOn: '' })).statusCode, day).toBe(
        422,
      )
    await it.db.run(sql`
      insert into calendar_dates (title, kind, starts_on, ends_on, source, made_by)
      values ('From long ago to the end', 'other', '0001-01-01', '9999-12-31', 'tests', 'tests')`)
    const made = await post('officer', '/calendar/feed')
    const address = /\/calendar\/feed\/[\w-]{43}\.ics/.exec(made.body)?.[0] ?? ''
    const text = (await it.get('public', address)).body
    expect(text).toContain('From long ago to the end')
    expect([...text.matchAll(/VALUE=DATE:(.*)\r/g)].every(found => /^2\d{7}$/.test(found[1] ?? ''))).toBe(true)
    expect((await it.get('officer', '/calendar?month=2026-11')).statusCode).toBe(200)
    for (const id of ['99999999999', '0', '-1', '1e3', 'x'])
      expect((await it.get('officer', `/calendar/dates/${id}/remove`)).statusCode, id).toBe(404)
    await it.db.run(sql`delete from calendar_dates where title = 'From long ago to the end'`)
    await post('officer', '/calendar/feed/end')
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

  test('what accounts, trust and the framework wait for stands in the week and calendar of whoever may act, with the way there', async () => {
    await it.db.run(sql`
      insert into gates (object, kind, title, reference, owner_role, signed_on, review_on, approved_at) values
        ('feature/late', 'DPIA', 'the late feature', 'R 1', 'administrator', '2025-01-01', '2026-11-02', now()),
        ('feature/soon', 'DPIA', 'the feature of next month', 'R 2', 'administrator', '2025-01-01', '2026-12-09', now()),
        ('feature/new', 'EIA', 'the new feature', 'R 3', 'administrator', '2026-11-20', '2027-11-20', null)`)
    await it.db.run(sql`
      insert into data_requests (kind, received_on, due_on, held_at, owner_role, made_by)
      values ('access', '2026-10-20', '2026-11-20', 'the shared folder', 'data-protection-officer', 'tests')`)
    await it.db.run(sql`
      insert into account_requests (email, name, role, organisation, reason, asked_by)
      select 'wanted@tests.example', 'Wanted', 'borough-lead', 'westbrook-council', 'Leads the partnership there', id from accounts order by id limit 1`)
    await it.db.run(sql`
      insert into account_flags (account_id, flag, starts_on, ends_on, given_by)
      select id, 'evaluator', '2026-01-01', '2026-11-29', 'tests' from accounts where email = 'officer@riverton.example'`)
    await it.db.run(sql`
      insert into framework_proposals (kind, node_code, value, reason, proposed_by, proposed_on)
      values ('answer', 'tests-question', 'Yes', 'It was agreed', 'analyst@riverton.example', '2026-11-20')`)
    const lines = {
      'Review the data protection impact assessment of the late feature': ['administrator'],
      'Review the data protection impact assessment of the feature of next month': ['administrator'],
      'Approve the equality impact assessment of the new feature': ['director'],
      'Answer data request ': ['officer', 'administrator'],
      'Answer the request for an account: Borough lead, westbrook-council': ['administrator'],
      'Evaluator ends: ': ['administrator'],
      'Decide a proposed change: tests-question': ['director'],
    }
    const all = [
      'provider',
      'young-assessor',
      'borough-lead:X09000001',
      'officer',
      'analyst',
      'director',
      'administrator',
    ] as const
    for (const role of all) {
      const page = (await it.get(role, '/week')).body
      for (const [line, roles] of Object.entries(lines)) {
        const may = roles.includes(role)
        expect(page.includes(line), `${role}: ${line}`).toBe(may)
        const href = new RegExp(`href="([^"#]+)[^"]*">${line}`).exec(page)?.[1]
        if (may) expect((await it.get(role, href ?? '')).statusCode, `${role}: ${href}`).toBe(200)
      }
    }
    const week = (await it.get('administrator', '/week')).body
    expect(week.indexOf('20 days late')).toBeGreaterThan(week.indexOf('>Late<'))
    expect(week.indexOf('20 days late')).toBeLessThan(week.indexOf('>Due this week<'))
    expect(week).not.toContain('Nothing is due by Sunday')
    expect((await it.get('administrator', '/calendar?month=2026-12')).body).toContain('the feature of next month')
    expect((await it.get('officer', '/calendar?month=2026-12')).body).not.toContain('the feature of next month')
  })
})
