import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import { signedIn, someEntries } from './testing.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('demo')
})
afterAll(() => it?.close())

test('whoever answers for an entry reads how much it tells, and others do not', async () => {
  const [entry, other] = await someEntries(it.db)
  const url = `/opportunities/${entry?.id}/quality`
  const own = await signedIn(it, 'provider', 'provider-q@tests.example', { organisation: entry?.organisation ?? '' })
  const stranger = await signedIn(it, 'provider', 'provider-r@tests.example', {
    organisation: other?.organisation ?? '',
  })
  expect((await own.get(url)).body).toMatch(/\d+ of 100/)
  expect((await it.get('officer', url)).body).toContain('Safeguarding')
  expect((await it.get(`borough-lead:${entry?.borough}`, url)).statusCode).toBe(200)
  expect((await stranger.get(url)).statusCode).toBe(404)
  for (const role of ['young-assessor', 'analyst', 'director', 'administrator'] as const)
    expect((await it.get(role, url)).statusCode, role).toBe(403)
  expect((await it.get('public', url)).statusCode).toBe(303)
  expect((await it.get('officer', '/opportunities/x/quality')).statusCode).toBe(404)
})
