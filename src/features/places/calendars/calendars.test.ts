import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { boroughCode, seedCity } from '../../../../test/city.ts'
import { form, haveShared, openTestApp, shared, type TestApp } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { loadCalendars } from './pack.ts'
import * as queries from './queries.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
  await seedCity(it.db)
})
afterAll(() => it?.close())

const lines = `${boroughCode(0)},2026-10-24,2026-11-01,holiday,Autumn half-term`
const send = (role: 'officer' | 'director' | 'borough-lead', values: Record<string, string>, url = '/calendars/new') =>
  it.ask(role, { ...form(values), url })
const filled = { title: 'Half-terms', source: 'The council’s page', lines }

describe('school calendars', () => {
  test('before any, the page says what is missing', async () => {
    const { body } = await it.get('director', '/calendars')
    expect(body).toContain('3 boroughs of 3 without term dates')
    expect(body).not.toContain('/calendars/new')
  })
  test('are looked over before they are saved', async () => {
    const answer = await send('officer', filled)
    expect(answer.body).toContain('1 line can be put in')
    expect(answer.body).toContain('24 October 2026 to 1 November 2026')
    expect(await queries.spans(it.db)).toEqual([])
  })
  test('a line that is wrong keeps all of them out, and nothing typed is lost', async () => {
    const answer = await send('officer', {
      ...filled,
      lines: `${lines}\nnowhere,2026-10-24,2026-11-01,holiday,A`,
      step: 'save',
    })
    expect(answer.body).toContain('1 line of 2 cannot be put in')
    expect(answer.body).toContain('Autumn half-term</textarea>'.slice(0, 16))
    expect(await queries.spans(it.db)).toEqual([])
    expect((await send('officer', { title: '', source: '', lines: '' })).body).toContain(
      'Enter where the dates are from',
    )
  })
  test('are put into force, with a line in the audit trail', async () => {
    const answer = await send('officer', { ...filled, step: 'save' })
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/calendars?done=loaded'])
    const audit = await it.db.many(
      z.object({ what: z.string() }),
      sql`select what from audit where what like 'calendar.%'`,
    )
    expect(audit).toEqual([{ what: 'calendar.loaded' }])
    expect((await it.get('analyst', '/calendars')).body).toContain('Northgate')
    expect((await it.get('borough-lead', '/calendars.csv')).body).toContain('Autumn half-term')
    expect((await send('officer', filled)).body).toContain('Overlaps “Autumn half-term”')
  })
  test('are taken back with a reason, and stay in the history', async () => {
    expect((await send('officer', { reason: '' }, '/calendars/1/undo')).body).toContain(
      'Say why these dates are taken back',
    )
    expect((await send('officer', { reason: 'The wrong year' }, '/calendars/1/undo')).statusCode).toBe(303)
    expect((await send('officer', { reason: 'Again' }, '/calendars/1/undo')).statusCode).toBe(409)
    expect(await queries.spans(it.db)).toEqual([])
    expect((await it.get('director', '/calendars/1')).body).toContain('The wrong year')
    expect((await it.get('director', '/calendars')).body).toContain('Taken back on')
    expect((await it.get('director', '/calendars/99')).statusCode).toBe(404)
  })
  test('are read by those who read places, and changed by officers and analysts', async () => {
    for (const role of ['borough-lead', 'officer', 'analyst', 'director'] as const)
      expect((await it.get(role, '/calendars')).statusCode, role).toBe(200)
    for (const role of ['public', 'provider', 'young-assessor', 'administrator'] as const)
      expect((await it.get(role, '/calendars')).statusCode, role).not.toBe(200)
    for (const role of ['borough-lead', 'director'] as const) {
      expect((await it.get(role, '/calendars/new')).statusCode, role).toBe(403)
      expect((await send(role, filled)).statusCode, role).toBe(403)
      expect((await send(role, { reason: 'No' }, '/calendars/1/undo')).statusCode, role).toBe(403)
      expect((await send(role, {}, '/calendars/hours')).statusCode, role).toBe(403)
    }
  })
})

test('the hours to look at are a setting with an owner and a reason', async () => {
  const band = { days: 'weekdays', from: '15', to: '18', owner: 'VRU officer', reason: '' }
  expect((await send('officer', band, '/calendars/hours')).body).toContain('Say why the hours change')
  expect(
    (await send('officer', { ...band, reason: 'Schools here end at three', to: '14' }, '/calendars/hours')).statusCode,
  ).toBe(422)
  expect((await send('officer', { ...band, reason: 'Schools here end at three' }, '/calendars/hours')).statusCode).toBe(
    303,
  )
  expect((await it.get('director', '/calendars')).body).toContain('Weekdays 3pm to 6pm')
})

test.skipIf(!haveShared)('London’s bank holidays come from GOV.UK’s file, once', async () => {
  const folder = join(shared, 'data')
  expect(await loadCalendars(it.db, 'london', folder, 'tests')).toBe(1)
  expect(await loadCalendars(it.db, 'london', folder, 'tests')).toBe(0)
  const days = await queries.spans(it.db)
  expect(days).toHaveLength(83)
  expect(days.find(day => day.from === '2026-12-25')?.title).toBe('Christmas Day')
})
