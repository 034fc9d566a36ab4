// What every answer tells the browser, and how many forms one address may send.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { form, openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { createApp } from '../../../app.ts'
import { openLog } from '../../../platform/log.ts'
import { openBench } from '../../../platform/work.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
})
afterAll(() => it?.close())

test('a page gives scripts no powers, is kept apart from other sites, is not framed, and tells no other site where one was', async () => {
  const { headers } = await it.get('public', '/data-use')
  expect(headers['permissions-policy']).toContain('geolocation=()')
  expect(headers['permissions-policy']).toContain('camera=()')
  expect(headers['cross-origin-opener-policy']).toBe('same-origin')
  expect(headers['cross-origin-resource-policy']).toBe('same-origin')
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['referrer-policy']).toBe('same-origin')
  expect(headers['x-powered-by']).toBeUndefined()
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe-(inline|eval)|https?:/)
})

test('browsers are told to keep to HTTPS where cookies are only sent over it, and not on a machine without', async () => {
  expect((await it.get('public', '/data-use')).headers['strict-transport-security']).toBeUndefined()
  const bench = openBench()
  const app = createApp({ db: it.db, pack: it.pack, log: openLog('fatal'), bench, today: () => today, secure: true })
  const answer = await app.inject({ url: '/data-use' })
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
  await app.close()
  await bench.close()
})

test('every form has a limit on how often one address may send it; signing in a lower one', async () => {
  const kept = await it.ask('administrator', { ...form({}), url: '/gates' })
  expect(kept.headers['x-ratelimit-limit']).toBe('600')
  const asked = await it.ask('public', { ...form({}), url: '/sign-in/link' })
  expect(asked.headers['x-ratelimit-limit']).toBe('20')
})

test('a form larger than a megabyte is refused before it is read', async () => {
  const answer = await it.ask('administrator', { ...form({ title: 'x'.repeat(1_100_000) }), url: '/gates' })
  expect(answer.statusCode).toBe(413)
})

test('a form from another site is refused', async () => {
  const posted = form({})
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
  ]) {
    const answer = await it.ask('administrator', {
      ...posted,
      headers: { ...posted.headers, ...headers },
      url: '/retention/run',
    })
    expect(answer.statusCode).toBe(403)
  }
})
