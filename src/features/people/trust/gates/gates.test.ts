import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { form, openTestApp, type TestApp, today } from '../../../../../test/support.ts'
import { sql } from '../../../../platform/sql.ts'
import { stateOf } from './rules.ts'
import { type Gate, GateKind } from './schemas.ts'
import { gateOpen } from './service.ts'

const gate: Gate = {
  id: 1,
  object: 'source/x',
  kind: GateKind.parse('DPIA'),
  title: 'X',
  reference: null,
  ownerRole: null,
  signedOn: null,
  reviewOn: null,
  note: '',
  filledBy: null,
  approvedAt: null,
}

test('a gate is empty, waits, is open, and is late from the day after its review', () => {
  const filled = { ...gate, reference: 'R', reviewOn: '2026-11-22' }
  const approved = { ...filled, approvedAt: '2026-01-01T00:00:00Z' }
  expect(stateOf(gate, today)).toBe('empty')
  expect(stateOf(filled, today)).toBe('waiting')
  expect(stateOf(approved, '2026-11-22')).toBe('open')
  expect(stateOf(approved, '2026-11-23')).toBe('late')
})

describe('a gate on a source', () => {
  let it: TestApp
  const object = 'source/hospital'
  const needs = [{ object, kind: GateKind.parse('DPIA'), title: 'Hospital attendances' }]
  const ask = (day = today) => gateOpen(it.db, object, day, needs, 'analyst@tests.example')
  const good = {
    reference: 'IG-2026-14',
    ownerRole: 'risk-owner',
    signedOn: '2026-10-01',
    reviewOn: '2027-10-01',
    note: '',
  }
  const send = (role: Parameters<TestApp['ask']>[0], url: string, values = {}) => it.ask(role, { ...form(values), url })

  beforeAll(async () => {
    it = await openTestApp('empty')
  })
  afterAll(() => it?.close())

  test('that nobody has filled in is closed, stands on the page, and says what to do', async () => {
    const answer = await ask()
    expect(answer).toMatchObject({ open: false })
    expect(answer.open ? '' : answer.reason).toContain(
      '“Hospital attendances” may not be used without a signed data protection impact assessment',
    )
    expect(answer.open ? '' : answer.remedy).toContain('/gates/1')
    expect((await it.get('director', '/gates')).body).toContain('Closed: not filled in')
  })

  test('is filled in by the administrator, with nothing lost on an error', async () => {
    const wrong = await send('administrator', '/gates/1', {
      ...good,
      reviewOn: '2026-09-01',
      reference: 'Asked by jo@example.org',
    })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('The review must come after')
    expect(wrong.body).toContain('This looks like an email address')
    expect(wrong.body).toContain('Asked by jo@example.org')
    expect((await send('administrator', '/gates/1', { ...good, signedOn: '2027-01-01' })).body).toContain(
      'must be today or earlier',
    )
    expect((await send('administrator', '/gates/1', good)).statusCode).toBe(303)
    const answer = await ask()
    expect(answer.open ? '' : answer.remedy).toContain('waits for the director')
  })

  test('opens when the director approves; nobody else can', async () => {
    for (const role of ['administrator', 'officer', 'analyst', 'borough-lead', 'provider'] as const)
      expect((await send(role, '/gates/1/approve')).statusCode, role).toBe(403)
    expect((await send('director', '/gates/1/approve')).statusCode).toBe(303)
    expect(await ask()).toEqual({ open: true, warnings: [] })
    expect((await send('director', '/gates/1/approve')).statusCode).toBe(409)
  })

  test('whose review has passed stays open, and says that it is late', async () => {
    const answer = await ask('2027-10-02')
    expect(answer.open).toBe(true)
    expect(answer.open ? answer.warnings.join() : '').toContain('was due on 1 October 2027 and is late')
  })

  test('filled in anew has to be approved anew, by somebody else', async () => {
    // a director who is data steward too may fill it in, and then not approve it
    await it.db.run(sql`
      insert into account_flags (account_id, flag, starts_on, given_by)
      select id, 'data-steward', '2026-01-01', 'tests' from accounts where role = 'director'`)
    expect((await send('director', '/gates/1', { ...good, reference: 'IG-2026-15' })).statusCode).toBe(303)
    expect((await ask()).open).toBe(false)
    expect((await send('director', '/gates/1/approve')).statusCode).toBe(403)
    const page = (await it.get('director', '/gates/1')).body
    expect(page).toMatch(
      /Gate filled by VRU director \(director\), reference IG-2026-15[\s\S]*Gate approved by VRU director[\s\S]*Gate put up by VRU analyst/,
    )
  })

  test('can be put up by hand, once', async () => {
    const feature = { object: 'feature/calendar', kind: 'EIA', title: 'The calendar' }
    expect((await send('administrator', '/gates', { ...feature, object: 'feature/nothing' })).body).toContain(
      'There is no such feature',
    )
    expect((await it.get('officer', '/calendar')).statusCode).toBe(200)
    expect((await send('administrator', '/gates', feature)).statusCode).toBe(303)
    expect((await send('administrator', '/gates', feature)).body).toContain('It has this gate already')
    expect((await send('administrator', '/gates', { ...feature, object: 'comments' })).body).toContain(
      'Enter source/ or feature/',
    )
    expect((await gateOpen(it.db, feature.object, today, [], 'x')).open).toBe(false)
    const closed = await it.get('officer', '/calendar')
    expect(closed.statusCode).toBe(403)
    expect(closed.body).toContain(
      '“The calendar” may not be used without a signed equality impact assessment, and there is none yet',
    )
    expect((await it.get('officer', '/calendar/new')).statusCode).toBe(403)
    expect((await it.get('officer', '/week')).statusCode).toBe(200)
    expect((await gateOpen(it.db, 'feature/other', today, [], 'x')).open).toBe(true)
  })

  test('an analyst who is data steward may open the pages; one who is not may not', async () => {
    expect((await it.get('analyst', '/gates')).statusCode).toBe(403)
    await it.db.run(sql`
      insert into account_flags (account_id, flag, starts_on, given_by)
      select id, 'data-steward', '2026-01-01', 'tests' from accounts where role = 'analyst'`)
    for (const url of ['/gates', '/gates/1', '/gates/new', '/retention', '/retention/sessions', '/data-requests'])
      expect((await it.get('analyst', url)).statusCode, url).toBe(200)
    expect((await send('analyst', '/gates/1/approve')).statusCode).toBe(403)
  })
})
