import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp, today } from '../../../../../test/support.ts'
import { addDays } from '../../../../lib/dates.ts'
import { anyone } from '../../../../platform/http.ts'
import { sql } from '../../../../platform/sql.ts'
import { calendarSpans, type Span } from '../../../places/index.ts'
import { refreshAll } from '../../search/again.ts'
import { agesOf } from '../ages.ts'
import { holidayDuties } from './duties.ts'
import { holidaysFor } from './read.ts'
import { aheadDays, type DaySession, nextHoliday, programme, wardDays } from './rules.ts'
import { cellWords } from './views.ts'

const span = (kind: Span['kind'], from: string, to: string, borough: string | null = 'B1'): Span => ({
  ...{ borough, kind, title: kind, from, to },
})
const winter = [
  span('holiday', '2026-12-19', '2027-01-03'),
  span('holiday', '2027-02-13', '2027-02-21'),
  span('bank holiday', '2026-12-25', '2026-12-25', null),
  span('bank holiday', '2026-12-28', '2026-12-28', null),
  span('bank holiday', '2027-01-01', '2027-01-01', null),
]

describe('the next holiday', () => {
  test('is there from six weeks before until it is over, and its weekdays leave out bank holidays', () => {
    expect(nextHoliday(winter, 'B1', addDays('2026-12-19', -aheadDays - 1))).toBeUndefined()
    const found = nextHoliday(winter, 'B1', addDays('2026-12-19', -aheadDays))
    // two weeks of five days, less Christmas Day, 28 December and New Year's Day
    expect(found?.weekdays).toEqual([
      ...['2026-12-21', '2026-12-22', '2026-12-23', '2026-12-24'],
      ...['2026-12-29', '2026-12-30', '2026-12-31'],
    ])
    expect(nextHoliday(winter, 'B1', '2027-01-03')?.from).toBe('2026-12-19')
    expect(nextHoliday(winter, 'B1', '2027-01-04')?.from).toBe('2027-02-13')
  })
  test('is each borough’s own', () => {
    expect(nextHoliday(winter, 'B2', '2026-12-20')).toBeUndefined()
  })
})

describe('the weekdays of a ward', () => {
  const on = (day: string, minAge: number, maxAge: number, food = 0): DaySession => ({
    ...{ wardId: 1, day, minAge, maxAge, sessions: 1, places: 20, unsaid: 0, food, foodPlaces: 20 * food },
  })
  const days = ['2026-12-21', '2026-12-22', '2026-12-23']
  const sessions = [
    on('2026-12-21', 8, 17, 1),
    on('2026-12-22', 11, 13),
    on('2026-12-22', 14, 16),
    on('2026-12-23', 18, 24),
  ]
  test('a day is a gap where an age has nothing, and the ages are named', () => {
    const found = wardDays(sessions, [1, 2], days, { from: 11, to: 17 })
    expect(found.get(1)?.days.map(cellWords)).toEqual(['1', '2, nothing for age 17', 'None'])
    expect([found.get(1)?.gaps, found.get(2)?.gaps]).toEqual([2, 3])
  })
  test('sessions, places and food are those for the ages asked for', () => {
    expect(programme(sessions, { from: 8, to: 17 })).toMatchObject({ sessions: 3, places: 60, food: 1, foodPlaces: 20 })
  })
})

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('demo')
  await refreshAll(it.db, today)
}, 120_000)
afterAll(() => it?.close())

const own = 'X09000001'
const other = 'X09000002'
const lead = { ...anyone, accountId: 1, role: 'borough-lead', places: [own] }
const officer = { ...anyone, accountId: 2, role: 'officer' }

test('the pages open to those who read signals; a lead has their own borough', async () => {
  for (const url of [
    '/coverage/holidays',
    '/coverage/holidays.csv',
    `/coverage/holidays/${own}`,
    `/coverage/holidays/${own}.csv`,
  ]) {
    for (const role of ['officer', 'analyst', 'director', `borough-lead:${own}`] as const)
      expect((await it.get(role, url)).statusCode, `${role} ${url}`).toBe(200)
    for (const role of ['provider', 'young-assessor', 'administrator'] as const)
      expect((await it.get(role, url)).statusCode, `${role} ${url}`).toBe(403)
  }
  expect((await it.get(`borough-lead:${other}`, `/coverage/holidays/${own}`)).statusCode).toBe(404)
  expect((await it.get('officer', '/coverage/holidays/nowhere')).statusCode).toBe(404)
  expect((await it.get(`borough-lead:${other}`, '/coverage/holidays.csv')).body).not.toContain(own)
})

test('the winter holiday of the invented city agrees with a count of its days by hand', async () => {
  const [found] = (await holidaysFor(it.db, officer, today, agesOf('8-17'))).filter(one => one.code === own)
  const holiday = nextHoliday(await calendarSpans(it.db), own, today)
  expect(found?.holiday).toEqual(holiday)
  const hand = await it.db.one(
    z.object({ sessions: z.number(), food: z.number() }),
    sql`
    select count(*)::int as sessions, (count(*) filter (where e.food))::int as food from finder_times t
    join finder_entries e on e.id = t.entry_id join places b on b.id = e.borough_id
    where b.code = ${own} and e.kind = 'activity' and t.ward_id is not null and t.min_age <= 17 and t.max_age >= 8
      and t.day between ${holiday?.from ?? ''}::date and ${holiday?.to ?? ''}::date`,
  )
  expect(found?.programme).toMatchObject(hand)
})

test('the report of a holiday is a duty from six weeks before, while there are gaps, of leads and officers alone', async () => {
  const from = nextHoliday(await calendarSpans(it.db), own, today)?.from ?? ''
  expect(from > today).toBe(true)
  const mine = await holidayDuties(it.db, lead, today)
  expect(mine).toMatchObject([
    { href: `/coverage/holidays/${own}`, dueOn: addDays(from, -1), since: addDays(from, -aheadDays) },
  ])
  expect(await holidayDuties(it.db, officer, today)).toMatchObject([{ href: '/coverage/holidays' }])
  for (const role of ['analyst', 'director', 'provider', 'administrator'])
    expect(await holidayDuties(it.db, { ...officer, role }, today), role).toEqual([])
  for (const day of [addDays(from, -aheadDays - 1), from])
    expect(
      (await holidayDuties(it.db, lead, day)).filter(duty => duty.dueOn === addDays(from, -1)),
      day,
    ).toEqual([])
  expect((await it.get(`borough-lead:${own}`, '/week')).body).toContain(`/coverage/holidays/${own}`)
})
