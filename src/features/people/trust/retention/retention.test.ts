import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp, today } from '../../../../../test/support.ts'
import { retentionRules } from '../../../../keep.ts'
import { verifyChain } from '../../../../platform/audit.ts'
import { workOnce } from '../../../../platform/jobs.ts'
import { firstKept, type Rule } from '../../../../platform/retention.ts'
import { raw, sql } from '../../../../platform/sql.ts'
import { nextNight } from './next.ts'
import * as service from './service.ts'

test('a period reaches back to the same day, or to the last of a shorter month', () => {
  expect(firstKept('2026-11-22', { months: 12 })).toBe('2025-11-22')
  expect(firstKept('2026-05-31', { months: 3 })).toBe('2026-02-28')
  expect(firstKept('2024-02-29', { months: 12 })).toBe('2023-02-28')
  expect(firstKept('2026-03-01', { days: 1 })).toBe('2026-02-28')
})

test('the next run is at three in the morning in London, in winter, in summer and where the clocks change', () => {
  expect(nextNight(new Date('2026-11-22T12:00:00Z')).toISOString()).toBe('2026-11-23T03:00:00.000Z')
  expect(nextNight(new Date('2026-07-01T12:00:00Z')).toISOString()).toBe('2026-07-02T02:00:00.000Z')
  expect(nextNight(new Date('2026-03-28T12:00:00Z')).toISOString()).toBe('2026-03-29T02:00:00.000Z')
  expect(nextNight(new Date('2026-10-24T12:00:00Z')).toISOString()).toBe('2026-10-25T03:00:00.000Z')
  expect(nextNight(new Date('2026-11-22T03:00:00Z')).toISOString()).toBe('2026-11-23T03:00:00.000Z')
})

test('every rule has a name of its own, and keeps at least what it may', () => {
  const names = retentionRules.map(rule => rule.name)
  expect(new Set(names).size).toBe(names.length)
  for (const rule of retentionRules)
    expect(firstKept(today, rule.keep) <= firstKept(today, rule.least), rule.name).toBe(true)
})

const noon = () => new Date(`${today}T12:00:00Z`)
const N = z.object({ n: z.number() })

describe('with records young and old', () => {
  let it: TestApp
  const count = async (table: string) => (await it.db.one(N, sql`select count(*)::integer as n from ${raw(table)}`)).n
  const proofOf = (rule: string) =>
    it.db.many(
      z.object({ removed: z.number().nullable(), before: z.string(), error: z.string().nullable(), by: z.string() }),
      sql`select removed, before_on as before, error, ran_by as by from retention_runs where rule = ${rule} order by id`,
    )

  beforeAll(async () => {
    it = await openTestApp('empty')
    // an audit row written long ago: the clock of the database cannot be turned back, so the first row is put in with its day
    await it.db.run(
      sql`insert into audit (at, who, what, object) values ('2018-01-01', 'long-ago', 'account.invited', 'account/old')`,
    )
    await it.get('administrator', '/data-use')
    await it.get('director', '/data-use')
    await it.db.run(sql`
      insert into sessions (token_hash, account_id, ends_at)
      select 'old-' || i, a.id, ${today}::date - interval '1 year' - interval '2 days' from generate_series(1, 3) i, accounts a where a.role = 'director'`)
    await it.db.run(sql`
      insert into sessions (token_hash, account_id, ends_at)
      select 'young', a.id, ${today}::date - interval '11 months' from accounts a where a.role = 'director'`)
    await it.db.run(sql`
      insert into mail_outbox (recipient, kind, subject, created_at, sent_at)
      values ('a@tests.example', 'invitation', 'Sent', '2026-01-01', '2026-01-01'), ('b@tests.example', 'invitation', 'Waits', '2026-01-01', null)`)
    await it.db.run(sql`
      insert into accounts (email, name, role, organisation, active, closed_at) values
      ('gone@tests.example', 'Somebody Gone', 'provider', 'org:one', false, ${today}::date - interval '91 days'),
      ('leaving@tests.example', 'Somebody Leaving', 'provider', 'org:one', false, ${today}::date - interval '89 days')`)
  })
  afterAll(() => it?.close())

  test('the page says what would go, and nothing has gone', async () => {
    const before = await count('sessions')
    const page = (await it.get('director', '/retention')).body
    expect(page).toMatch(/Sessions(?:(?!<\/tr>)[\s\S])*12 months after their end(?:(?!<\/tr>)[\s\S])*>3<br>/)
    expect(page).toContain('Not carried out yet')
    expect(page).toContain('No run is waiting')
    expect(page).toMatch(/Not built yet[\s\S]*Incident room log/)
    expect(page).not.toContain('Carry the rules out now') // the director looks, the administrator acts
    expect(await count('sessions')).toBe(before)
  })

  test('a run asked for on the page removes what is past its time and nothing else, and leaves proof', async () => {
    const sessions = await count('sessions')
    const asked = await it.ask('administrator', { ...form({}), url: '/retention/run' })
    expect(asked.headers.location).toBe('/retention?done=asked')
    await workOnce(it.db, service.jobs(it.db, retentionRules, noon))
    expect(await count('sessions')).toBe(sessions - 3)
    expect(await count("mail_outbox where subject = 'Waits'")).toBe(1)
    expect(await count("mail_outbox where subject = 'Sent'")).toBe(0)
    expect(await count("audit where who = 'long-ago'")).toBe(0)
    const Closed = z.object({ email: z.string(), name: z.string(), organisation: z.string().nullable() })
    expect(
      await it.db.many(Closed, sql`select email, name, organisation from accounts where not active order by closed_at`),
    ).toEqual([
      { email: expect.stringMatching(/^closed-\d+@account\.invalid$/), name: 'Closed account', organisation: null },
      { email: 'leaving@tests.example', name: 'Somebody Leaving', organisation: 'org:one' },
    ])
    expect(await proofOf('sessions')).toEqual([
      { removed: 3, before: '2025-11-22', error: null, by: 'administrator@tests.example' },
    ])
    for (const rule of retentionRules) expect(await proofOf(rule.name), rule.name).toHaveLength(1)
    const page = (await it.get('administrator', '/retention')).body
    expect(page).toContain('3 went')
    expect(page).toMatch(/Next run: <b>/)
    expect((await it.get('director', '/retention/proof.csv')).body).toMatch(/sessions,2025-11-22,3/)
  })

  test('removing an old row leaves the chain whole', async () => {
    expect((await verifyChain(it.db)).faults).toEqual([])
  })

  test('one rule that fails is said, and the others are still carried out', async () => {
    const broken: Rule = {
      ...(retentionRules[0] ?? never()),
      name: 'broken',
      remove: () => Promise.reject(new Error('The table is locked')),
    }
    await service.run(it.db, [broken, ...retentionRules.filter(rule => rule.name === 'devices')], 'nightly', today)
    expect(await proofOf('broken')).toEqual([
      { removed: null, before: '2025-11-22', error: 'The table is locked', by: 'nightly' },
    ])
    expect((await proofOf('devices')).length).toBe(2)
    const trail = (await it.get('director', '/audit?act=retention.failed')).body
    expect(trail).toContain('The table is locked')
  })

  test('each night asks for the next, once', async () => {
    const waiting = () => count("jobs where kind = 'retention.run' and finished_at is null")
    expect(await waiting()).toBe(1)
    await service.schedule(it.db, noon())
    expect(await waiting()).toBe(1)
    await it.db.run(sql`update jobs set run_at = now() where kind = 'retention.run' and finished_at is null`)
    await workOnce(it.db, service.jobs(it.db, retentionRules, noon))
    expect(await waiting()).toBe(1)
  })

  test('an administrator sets a period with a reason; the audit trail keeps at least seven years', async () => {
    const send = (url: string, values: Record<string, string>) => it.ask('administrator', { ...form(values), url })
    const reason = 'Decided by the controller on paper DP-12'
    const short = await send('/retention/audit', { number: '6', unit: 'months', reason })
    expect(short.statusCode).toBe(422)
    expect(short.body).toContain('Enter at least 84 months')
    expect(short.body).toContain(reason)
    expect((await send('/retention/audit', { number: '1200', unit: 'months', reason })).statusCode).toBe(303)
    expect((await send('/retention/sessions', { number: '6', unit: 'months', reason: '' })).statusCode).toBe(422)
    expect((await send('/retention/sessions', { number: '6', unit: 'months', reason })).statusCode).toBe(303)
    expect((await it.get('director', '/retention')).body).toContain('6 months after their end')
    await service.run(it.db, retentionRules, 'nightly', today)
    expect((await proofOf('sessions')).at(-1)?.removed).toBe(1)
    expect((await it.get('director', '/audit?act=retention.period-set')).body).toContain('paper DP-12')
  })
})

function never(): never {
  throw new Error('There is no rule')
}
