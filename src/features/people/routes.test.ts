import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp } from '../../../test/support.ts'
import { sql } from '../../platform/sql.ts'
import { Invitation, invite } from './index.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('demo')
})
afterAll(() => it.close())

const person = Invitation.parse({ email: 'Someone@Tests.example', name: 'Someone', role: 'officer' })

describe('signing in by a link', () => {
  test('looking at the link does not spend it; pressing the button does, once', async () => {
    const token = await invite(it.db, 'tests', person)
    for (let look = 0; look < 2; look++) expect((await it.get('public', `/sign-in/${token}`)).statusCode).toBe(200)
    const first = await it.app.inject({ method: 'POST', url: `/sign-in/${token}` })
    expect(first.statusCode).toBe(303)
    expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Lax/)
    expect((await it.app.inject({ method: 'POST', url: `/sign-in/${token}` })).statusCode).toBe(410)
    expect((await it.get('public', `/sign-in/${token}`)).statusCode).toBe(410)
  })

  test('a link that has run out, or never was, opens nothing', async () => {
    const token = await invite(it.db, 'tests', person)
    await it.db.run(sql`update sign_in_links set expires_at = now() - interval '1 second' where used_at is null`)
    expect((await it.app.inject({ method: 'POST', url: `/sign-in/${token}` })).statusCode).toBe(410)
    expect((await it.app.inject({ method: 'POST', url: `/sign-in/${'x'.repeat(43)}` })).statusCode).toBe(410)
  })

  test('tokens are kept as hashes, and every sign-in is in the audit trail', async () => {
    const token = await invite(it.db, 'tests', person)
    const kept = await it.db.many(z.object({ token_hash: z.string() }), sql`select token_hash from sign_in_links`)
    expect(kept.map(row => row.token_hash)).not.toContain(token)
    const done = await it.db.many(
      z.object({ what: z.string() }),
      sql`select distinct what from audit where object = 'account/someone@tests.example' order by what`,
    )
    expect(done.map(row => row.what)).toEqual(['account.invited', 'session.started'])
  })
})

describe('the demonstration', () => {
  test('lists its people, by role title only, and signs in as one of them', async () => {
    const { body } = await it.get('public', '/sign-in?next=/signals')
    for (const name of ['VRU analyst', 'VRU officer', 'VRU director', 'Provider', 'Young assessor', 'Administrator'])
      expect(body).toContain(name)
    // as a visitor would go through them
    const order = ['VRU analyst', 'VRU director', 'Borough lead', 'Young assessor', '>Administrator<'].map(name =>
      body.indexOf(name),
    )
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    const answer = await it.ask('public', {
      url: '/sign-in',
      ...form({ email: 'analyst@riverton.example', next: '/signals' }),
    })
    expect(answer.headers.location).toBe('/signals')
  })

  test.each(['//evil.example', '/\\evil.example', '/\t/evil.example', 'https://evil.example', '/a\r\nSet-Cookie: x=1'])(
    'never sends on to another site: %j',
    async next => {
      const answer = await it.ask('public', { url: '/sign-in', ...form({ email: 'analyst@riverton.example', next }) })
      expect(answer.headers.location).toBe('/')
    },
  )

  test('an address nobody has is refused', async () => {
    expect(
      (await it.ask('public', { url: '/sign-in', ...form({ email: 'nobody@riverton.example' }) })).statusCode,
    ).toBe(400)
  })
})

describe('the walls', () => {
  test('a form sent from another site is refused, whatever the browser says of it', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      const sent = form({ email: 'analyst@riverton.example' })
      expect(
        (await it.ask('public', { ...sent, url: '/sign-in', headers: { ...sent.headers, ...headers } })).statusCode,
      ).toBe(403)
    }
  })

  test('accounts are closed to those who look after none', async () => {
    for (const role of ['public', 'young-assessor', 'officer', 'analyst', 'director'] as const)
      expect([303, 403], role).toContain((await it.get(role, '/accounts')).statusCode)
    for (const role of ['provider', 'borough-lead', 'administrator'] as const)
      expect((await it.get(role, '/accounts')).statusCode, role).toBe(200)
  })

  test('signing out ends the session on the server', async () => {
    expect((await it.get('provider', '/')).statusCode).toBe(200)
    expect((await it.ask('provider', { method: 'POST', url: '/sign-out' })).statusCode).toBe(303)
    expect((await it.get('provider', '/accounts')).statusCode).toBe(303)
  })

  test('audit rows cannot be changed or removed', async () => {
    await expect(it.db.run(sql`update audit set who = 'somebody else'`)).rejects.toThrow('never changed')
    await expect(it.db.run(sql`delete from audit`)).rejects.toThrow('never changed')
  })

  test('every file taken away by somebody signed in is in the audit trail; a page is not', async () => {
    const address = '/signals.csv?level=borough'
    expect((await it.get('officer', address)).headers['content-disposition']).toContain('attachment')
    expect((await it.get('officer', '/signals?level=borough')).statusCode).toBe(200)
    const kept = await it.db.many(
      z.object({ who: z.string(), object: z.string() }),
      sql`select who, object from audit where what = 'export.taken'`,
    )
    expect(kept).toEqual([{ who: 'officer@tests.example', object: address }])
  })

  test('no page may be framed or run foreign script, and nothing signed in is kept by caches', async () => {
    const answer = await it.get('analyst', '/')
    const policy = String(answer.headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe-inline')
    expect(answer.headers['cache-control']).toContain('no-store')
  })

  test('many tries to sign in from one address are slowed', async () => {
    const tries = await Promise.all(
      Array.from({ length: 70 }, () => it.app.inject({ method: 'POST', url: `/sign-in/${'y'.repeat(43)}` })),
    )
    expect(tries.some(answer => answer.statusCode === 429)).toBe(true)
  })
})
