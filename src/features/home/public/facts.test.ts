import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, publishRelease, type TestApp } from '../../../../test/support.ts'
import { addDays, londonDay } from '../../../lib/dates.ts'
import { sql } from '../../../platform/sql.ts'
import { published } from '../../releases/index.ts'

// what is public ends by the clock of the database
const day = londonDay(new Date())
let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
})
afterAll(() => it.close())

type Who = Parameters<TestApp['ask']>[0]
const post = (who: Who, url: string, values: [string, string][] = []) =>
  it.ask(who, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(values).toString(),
  })
/** Prepares, checks and publishes by three people; gives the address of the release. */
async function release(title: string, keys: readonly string[]): Promise<{ id: string; slug: string }> {
  const chosen = keys.map((key): [string, string] => ['chosen', key])
  const made = await post('officer', '/releases', [['title', title], ['summary', 'Figures of places.'], ...chosen])
  expect(made.statusCode, made.body.slice(0, 400)).toBe(303)
  const id = /\/releases\/(\d+)/.exec(String(made.headers.location))?.[1] ?? ''
  await publishRelease(it, id)
  const { slug } = await it.db.one(
    z.object({ slug: z.string() }),
    sql`select r.slug from releases r join release_editions e on e.release_id = r.id where e.id = ${Number(id)}`,
  )
  return { id, slug }
}

describe('a visitor without an account', () => {
  test('reads a released fact with its card, until the day it is withdrawn or its review date has passed', async () => {
    const made = await it.ask('officer', {
      url: '/facts',
      ...form({
        statement: 'Clubs open after five on a weekday, invented',
        value: '14',
        unit: 'clubs',
        period: '2025',
        geography: 'Riverton',
        source: 'Riverton VRU (invented)',
        reviewBy: addDays(day, 100),
      }),
    })
    const href = String(made.headers.location)
    await post('analyst', `${href}/approve`, [['reviewBy', addDays(day, 100)]])
    expect((await it.get('public', href)).statusCode).toBe(404)
    const { slug } = await release('A few facts', [href.slice(1).replace('facts', 'fact')])
    const open = async () => {
      const answers = [
        '/facts',
        '/facts.csv',
        href,
        `${href}/card.svg`,
        `/publications/${slug}`,
        `/api/v1/releases/${slug}`,
      ]
      return Promise.all(answers.map(async url => (await it.get('public', url)).body.includes('14 clubs')))
    }
    expect(await open()).toEqual([true, true, true, true, true, true])
    expect((await it.get('public', '/')).body).toMatch(/14 clubs[\s\S]*Riverton, 2025, interval not stated/)
    const key = href.slice(1).replace('facts', 'fact')
    await it.db.run(sql`update release_ends set last_day = ${addDays(day, -1)} where key = ${key}`)
    expect((await published(it.db, { keys: [key] })).length).toBe(0)
    await it.db.run(sql`update release_ends set last_day = ${addDays(day, 100)} where key = ${key}`)
    await post('analyst', `${href}/withdraw`, [
      ['reason', 'Counted wrongly'],
      ['publicReason', 'Some clubs were counted twice.'],
    ])
    expect(await open()).toEqual([false, false, false, false, false, false])
    expect((await it.get('public', `/publications/${slug}`)).body).toContain('No longer published')
    expect((await it.get('officer', href)).body).toContain('Not to be used')
  })
})
