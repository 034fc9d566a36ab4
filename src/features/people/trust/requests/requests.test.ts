import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { form, openTestApp, type TestApp } from '../../../../../test/support.ts'
import { sql } from '../../../../platform/sql.ts'
import { dueOn, longest } from './rules.ts'

test('the last day is a calendar month on, or the last of a shorter month; three months when extended; 30 days to acknowledge a complaint', () => {
  expect(dueOn('access', '2026-09-03')).toBe('2026-10-03')
  expect(dueOn('erasure', '2026-01-31')).toBe('2026-02-28')
  expect(dueOn('complaint', '2026-01-31')).toBe('2026-03-02')
  expect(longest('2026-11-30')).toBe('2027-02-28')
})

describe('a request about personal data', () => {
  let it: TestApp
  const good = {
    kind: 'access',
    receivedOn: '2026-11-02',
    heldAt: 'Case file DP/2026/7',
    ownerRole: 'data-protection-officer',
  }
  const send = (role: Parameters<TestApp['ask']>[0], url: string, values = {}) => it.ask(role, { ...form(values), url })
  const page = async (url: string) => (await it.get('officer', url)).body

  beforeAll(async () => {
    it = await openTestApp('empty')
  })
  afterAll(() => it?.close())

  test('is noted without a word about who asked', async () => {
    const refused = await send('officer', '/data-requests', { ...good, heldAt: 'Mail of jane.doe@example.org' })
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('This looks like an email address')
    expect(refused.body).toContain('jane.doe@example.org') // nothing typed is lost, and nothing is kept
    expect((await send('officer', '/data-requests', { ...good, receivedOn: '2026-11-23' })).body).toContain(
      'must be today or earlier',
    )
    const made = await send('officer', '/data-requests', good)
    expect(made.headers.location).toBe('/data-requests/1')
    expect(await page('/data-requests/1')).toContain('10 days left')
    expect(await page('/data-requests')).toContain('2 December 2026')
  })

  test('is extended once, with a reason', async () => {
    expect((await send('officer', '/data-requests/1/extend', { extensionReason: '' })).statusCode).toBe(422)
    expect(
      (await send('officer', '/data-requests/1/extend', { extensionReason: 'Held in three places' })).statusCode,
    ).toBe(303)
    expect(await page('/data-requests/1')).toContain('2 February 2027: Held in three places')
    expect((await send('officer', '/data-requests/1/extend', { extensionReason: 'Again' })).statusCode).toBe(409)
  })

  test('is refused only by the director', async () => {
    expect(
      (await send('officer', '/data-requests/1/end', { how: 'refuse', outcome: 'Nothing is held' })).statusCode,
    ).toBe(303)
    expect(await page('/data-requests/1')).toContain('Refusal waits for the director')
    for (const role of ['officer', 'administrator', 'analyst'] as const)
      expect((await send(role, '/data-requests/1/refuse')).statusCode, role).toBe(403)
    expect((await send('director', '/data-requests/1/send-back')).statusCode).toBe(303)
    expect(await page('/data-requests/1')).toContain('How does it end?')
    await send('officer', '/data-requests/1/end', { how: 'refuse', outcome: 'Nothing is held' })
    expect((await send('director', '/data-requests/1/refuse')).statusCode).toBe(303)
    expect(await page('/data-requests/1')).toContain('Refused')
    expect((await send('director', '/data-requests/1/refuse')).statusCode).toBe(409)
    expect((await send('officer', '/data-requests/1/end', { how: 'answered', outcome: 'Sent' })).statusCode).toBe(409)
  })

  test('a late one is said to be late, and every change is in the trail', async () => {
    await send('administrator', '/data-requests', { ...good, kind: 'complaint', receivedOn: '2026-10-01' })
    expect(await page('/data-requests/2')).toContain('22 days late')
    expect((await send('officer', '/data-requests/2/extend', { extensionReason: 'Long' })).statusCode).toBe(409)
    const trail = (await it.get('director', '/audit?object=data-request%2F1')).body
    for (const words of ['opened', 'extended', 'refusal proposed', 'refusal declined', 'refused'])
      expect(trail).toContain(`Data request ${words}`)
  })

  test('London says that no address is set yet', async () => {
    const london = await openTestApp('empty', 'london')
    const body = (await london.get('public', '/data-use/requests')).body
    expect(body).toContain('No address is set here yet')
    expect(body).not.toContain('riverton')
    await london.close()
  })

  test('those of other organisations see none', async () => {
    expect(await it.db.run(sql`select 1 from data_requests`)).toBe(2)
    for (const role of ['provider', 'borough-lead', 'young-assessor', 'analyst'] as const)
      for (const url of ['/data-requests', '/data-requests/1', '/data-requests.csv'])
        expect((await it.get(role, url)).statusCode, `${role} ${url}`).toBe(403)
  })
})
