import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fallingWard, risingWard, seedCity, smallWard, sustainedWard } from '../../../../test/city.ts'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import { workOnce } from '../../../platform/jobs.ts'
import { jobs } from '../index.ts'

let test1: TestApp
const text = async (role: Parameters<TestApp['get']>[0], url: string) => {
  const answer = await test1.get(role, url)
  return { code: answer.statusCode, body: answer.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '), html: answer.body }
}

beforeAll(async () => {
  test1 = await openTestApp('empty')
})
afterAll(() => test1.close())

describe('signals', () => {
  test('an empty city says how to load it', async () => {
    const page = await text('analyst', '/signals')
    expect(page.code).toBe(200)
    expect(page.body).toContain('No places are loaded yet')
  })

  test('before anybody has made the marks an analyst can, and an officer is told who can', async () => {
    await seedCity(test1.db)
    expect((await text('officer', '/signals')).body).toContain('An analyst can make the marks')
    expect((await text('analyst', '/signals')).body).toContain('Make the marks')
    expect((await test1.ask('officer', { ...form({}), url: '/signals/assess' })).statusCode).toBe(403)
    const answer = await test1.ask('analyst', { ...form({}), url: '/signals/assess' })
    expect(answer.statusCode).toBe(303)
    const address = String(answer.headers.location)
    expect((await text('analyst', address)).body).toContain('Waiting to start')
    await workOnce(test1.db, jobs(test1.db))
    expect((await text('analyst', address)).body).toContain('Done.')
    expect((await test1.get('analyst', `${address}/status`)).json()).toMatchObject({ done: true, share: 1 })
  })

  test('the planted places are found and the rest is chance', async () => {
    const page = await text('analyst', '/signals')
    expect(page.body).toContain('Two did: 1 rose and 1 fell. One stayed high for three years.')
    const csv = (await test1.get('analyst', '/signals.csv')).body.split('\r\n')
    const row = (name: string) => csv.find(line => line.startsWith(`${name},`)) ?? ''
    expect(row(risingWard)).toContain(',rising,288,144,2,')
    expect(row(fallingWard)).toContain(',falling,180,360,0.5,')
    expect(row(sustainedWard)).toContain('high and sustained')
    expect(csv.filter(line => line.includes(',chance,'))).toHaveLength(8)
    expect(row(smallWard)).toContain('too few')
  })

  test('other settings are worked out for the asking and shown as such', async () => {
    const page = await text('analyst', '/signals?window=6&fdr=1')
    expect(page.code).toBe(200)
    expect(page.body).toContain('These marks were made with other settings: windows of 6 months')
    expect(page.body).toContain('false discovery rate 1%')
  })
})
