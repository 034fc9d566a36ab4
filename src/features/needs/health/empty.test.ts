import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import { openAgendas } from '../index.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
})
afterAll(() => it?.close())

test('where no hospital data are loaded it says what to load, and no agenda opens', async () => {
  const { statusCode, body } = await it.get('officer', '/analyses/health')
  expect([statusCode, body.includes('No hospital data are loaded')]).toEqual([200, true])
  expect((await it.get('officer', '/analyses/health.csv')).statusCode).toBe(404)
  expect(await openAgendas(it.db, { by: 'import', today: '2026-11-22' })).toEqual([])
})
