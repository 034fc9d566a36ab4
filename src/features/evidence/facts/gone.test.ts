import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, publishRelease, type TestApp, today } from '../../../../test/support.ts'
import { addDays, dayWords } from '../../../lib/dates.ts'
import { sql } from '../../../platform/sql.ts'
import { findRecord, listRecords } from '../../threads/index.ts'
import { follow } from './service.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
})
afterAll(() => it.close())

type Who = Parameters<TestApp['ask']>[0]
const post = (who: Who, url: string, values: Record<string, string> = {}) => it.ask(who, { url, ...form(values) })
const share = {
  statement: 'Pupils with somewhere to go after school, invented',
  value: '58',
  unit: 'percent',
  period: 'spring 2026',
  geography: 'Riverton',
  source: 'Riverton Safety Survey (invented)',
  basis: 'survey',
  lower: '56.3',
  upper: '59.7',
  level: '95',
  sample: '3,100',
  reviewBy: addDays(today, 100),
}

async function current(more: Record<string, string> = {}): Promise<number> {
  const made = await post('officer', '/facts', { ...share, ...more })
  const id = Number(/\/facts\/(\d+)$/.exec(String(made.headers.location))?.[1])
  expect((await post('analyst', `/facts/${id}/approve`, { reviewBy: share.reviewBy })).statusCode).toBe(303)
  return id
}

/** Prepares, checks and publishes by three people. */
async function release(title: string, facts: readonly number[]): Promise<{ id: number; slug: string }> {
  const body = new URLSearchParams([
    ['title', title],
    ['summary', 'A few.'],
    ...facts.map(id => ['chosen', `fact/${id}`]),
  ])
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const made = await it.ask('officer', { method: 'POST', url: '/releases', headers, payload: body.toString() })
  const id = Number(/\/releases\/(\d+)/.exec(String(made.headers.location))?.[1])
  await publishRelease(it, id)
  const { slug } = await it.db.one(
    z.object({ slug: z.string() }),
    sql`select r.slug from releases r join release_editions e on e.release_id = r.id where e.id = ${id}`,
  )
  return { id, slug }
}
const tasks = async () => (await listRecords(it.db, { kinds: ['task'] })).filter(line => !line.ended)
const end = { reason: 'Two schools sent their answers twice', publicReason: 'Some answers were counted twice.' }

describe('a released fact that is withdrawn', () => {
  let id = 0
  let out = { id: 0, slug: '' }
  beforeAll(async () => {
    id = await current()
    out = await release('Going out after school', [id])
    expect((await it.get('officer', `/facts/${id}/edit`)).statusCode).toBe(409) // what was published is not changed
    await post('officer', `/facts/${id}/uses`, { kind: 'document', title: 'The spring speech', address: '' })
    const bare = await post('analyst', `/facts/${id}/withdraw`, { reason: end.reason })
    expect(bare.statusCode).toBe(422)
    expect(bare.body).toContain('Enter what readers of the public page are told')
    expect((await post('analyst', `/facts/${id}/withdraw`, end)).statusCode).toBe(303)
  })

  test('keeps its uses in sight: the release with what became of it, and what was noted', async () => {
    const { body } = await it.get('officer', `/facts/${id}`)
    for (const words of ['Where it was used', 'Going out after school', 'No longer published', 'The spring speech'])
      expect(body).toContain(words)
    expect(body).toContain('It still stands in 2 places')
    expect(body).not.toContain('No use has been noted')
    expect(await findRecord(it.db, `fact/${id}`)).toMatchObject({
      ended: false,
      state: 'withdrawn, still used in 2 places',
    })
  })

  test('nothing invites anybody to quote it or to take its card', async () => {
    const { body } = await it.get('director', `/facts/${id}`)
    expect(body).not.toContain('To quote it')
    expect(body).not.toContain('A card to share')
    expect(body).toContain('Not to be used')
    expect((await it.get('officer', `/facts/${id}/card`)).statusCode).toBe(410)
  })

  test('the release comes into the week of who prepares it, once', async () => {
    const [task, ...rest] = await tasks()
    expect(rest).toEqual([])
    expect(task).toMatchObject({
      title: 'Correct the release “Going out after school”',
      ownerRole: 'officer',
      dueOn: today,
    })
    expect((await it.get('officer', '/week')).body).toContain('Correct the release')
    expect((await it.get('director', '/week')).body).toContain('Correct the release')
    expect(await follow(it.db, { by: 'nightly', today })).toBe(0)
    expect(await tasks()).toHaveLength(1)
  })

  test('the public is told, on its page and its card, when and why, without the unit’s own reason or the figure', async () => {
    for (const path of ['', '/card', '/card.svg']) {
      const { statusCode, body } = await it.get('public', `/facts/${id}${path}`)
      expect(statusCode, path).toBe(410)
      expect(body).toContain(`withdrawn on ${dayWords(today)}`)
      expect(body).toContain(end.publicReason)
      expect(body).not.toContain(end.reason)
      expect(body).not.toContain('58%')
    }
    const publication = await it.get('public', `/publications/${out.slug}`)
    expect(publication.body).toContain(end.publicReason)
    expect(publication.body).not.toContain(end.reason)
    expect((await it.get('public', '/facts/987654')).statusCode).toBe(404)
  })

  test('once the release is corrected and the speech put right, they are past uses and the line ends', async () => {
    const other = await current({
      statement: 'Clubs that open late, invented',
      unit: 'clubs',
      value: '14',
      lower: '',
      upper: '',
      basis: 'count',
    })
    const made = await post('officer', `/releases/${out.id}/correct`, {
      title: 'Going out after school',
      summary: 'A few.',
      chosen: `fact/${other}`,
      correction: 'One fact was withdrawn.',
    })
    expect(made.statusCode, made.body.replace(/<[^>]+>/g, ' ').slice(0, 800)).toBe(303)
    const next = Number(/\/releases\/(\d+)/.exec(String(made.headers.location))?.[1])
    await publishRelease(it, next)
    const use = /\/uses\/(\d+)\/end/.exec((await it.get('officer', `/facts/${id}`)).body)?.[1]
    await post('officer', `/facts/${id}/uses/${use}/end`)
    const { body } = await it.get('officer', `/facts/${id}`)
    expect(body).toContain('It has been taken out of')
    expect(body).toContain('edition 2 does not hold it')
    expect(body).toContain(`taken out on ${dayWords(today)}`)
    expect((await findRecord(it.db, `fact/${id}`))?.ended).toBe(true)
    expect((await it.get('public', `/facts/${id}`)).statusCode).toBe(410)
  })
})

describe('a released fact that nobody checked again', () => {
  test('is followed up the night after: its release is to be corrected, until an analyst renews it', async () => {
    const id = await current({ statement: 'A fact that grows old, invented', reviewBy: addDays(today, 100) })
    await release('It will grow old', [id])
    await it.db.run(sql`update facts set review_by = ${addDays(today, -1)} where id = ${id}`)
    await it.db.run(sql`update release_ends set last_day = ${addDays(today, -1)} where key = ${`fact/${id}`}`)
    expect(await follow(it.db, { by: 'nightly', today })).toBe(1)
    expect((await tasks()).map(task => task.title)).toContain('Correct the release “It will grow old”')
    expect(await findRecord(it.db, `fact/${id}`)).toMatchObject({ ownerRole: 'analyst', ended: false })
    const gone = await it.get('public', `/facts/${id}`)
    expect(gone.statusCode).toBe(410)
    expect(gone.body).toContain('Nobody has checked it since')
    await post('analyst', `/facts/${id}/renew`, { reviewBy: addDays(today, 60), reason: 'Asked the school again' })
    expect((await tasks()).map(task => task.title)).not.toContain('Correct the release “It will grow old”')
    expect((await it.get('public', `/facts/${id}`)).statusCode).toBe(200)
  })
})

describe('a released fact that another takes the place of', () => {
  test('leads the public to the newer one, where that is published too', async () => {
    const [old, next] = [
      await current({ statement: 'Old count' }),
      await current({ statement: 'New count', value: '59' }),
    ]
    await release('Old and new', [old, next])
    await post('analyst', `/facts/${old}/supersede`, { by: `/facts/${next}`, ...end })
    const { statusCode, body } = await it.get('public', `/facts/${old}`)
    expect(statusCode).toBe(410)
    expect(body).toContain(`href="/facts/${next}"`)
    expect(body).toContain('59%')
    expect(body).not.toContain('58%')
  })
})

describe('how sure a figure is', () => {
  let id = 0
  beforeEach(async () => {
    id ||= await current({ statement: 'Sure enough' })
  })

  test('stands wherever the figure does: page, list, file, card, and what is released', async () => {
    const words = '95% interval 56.3% to 59.7%, 3,100 asked'
    for (const url of [`/facts/${id}`, '/facts', '/facts.csv', `/facts/${id}/card`, `/facts/${id}/card.svg`])
      expect((await it.get('officer', url)).body.replace(/&quot;/g, '"'), url).toContain(words)
    const { slug } = await release('Sure enough', [id])
    for (const url of [`/facts/${id}`, `/publications/${slug}`, `/api/v1/releases/${slug}`, '/facts.csv'])
      expect((await it.get('public', url)).body, url).toContain(words)
  })

  test('the database keeps no half interval, none the figure lies outside, and no bare survey', async () => {
    const change = (set: ReturnType<typeof sql>) => it.db.run(sql`update facts set ${set} where id = ${id}`)
    await expect(change(sql`upper = null`)).rejects.toThrow('facts_interval_whole')
    await expect(change(sql`lower = 58.5`)).rejects.toThrow('facts_interval_around')
    await expect(change(sql`lower = null, upper = null, level = null`)).rejects.toThrow('facts_survey_says')
  })
})

describe('odd input', () => {
  const odd = [
    '\u0000',
    '\ud800',
    '😀'.repeat(400),
    '99999999999',
    '1e400',
    '-0',
    'NaN',
    '9999-12-31',
    '0000-01-01',
    '275760-09-13',
    '{"a":1}',
  ]

  test('no address, form or JSON body of the fact bank ends in an error of ours', async () => {
    const id = await current({ statement: 'For odd input' })
    const fields = [...Object.keys(share), 'reason', 'publicReason', 'by', 'kind', 'title', 'address', 'method']
    for (const text of odd) {
      const all = Object.fromEntries(fields.map(field => [field, text]))
      for (const path of ['approve', 'renew', 'supersede', 'uses'])
        expect((await post('analyst', `/facts/${id}/${path}`, all)).statusCode, `${path} ${text}`).toBeLessThan(500)
      const near = { ...share, statement: text, method: text }
      expect((await post('officer', '/facts', near)).statusCode, JSON.stringify(text)).toBeLessThan(500)
      const payload = JSON.stringify(near)
      const headers = { 'content-type': 'application/json' }
      const json = await it.ask('officer', { method: 'POST', url: '/facts', headers, payload })
      expect(json.statusCode, payload.slice(0, 80)).toBeLessThan(500)
      for (const url of [
        `/facts?words=${encodeURIComponent(text.replace(/\ud800/, '�'))}`,
        `/facts/${encodeURIComponent(text.replace(/\ud800/, '%ED'))}`,
      ])
        expect((await it.get('officer', url)).statusCode, url.slice(0, 60)).toBeLessThan(500)
    }
    for (const payload of ['[]', 'null', '"x"', '{"reason":["a","b"]}', '{"reason":{"a":1},"publicReason":3}']) {
      const sent = await it.ask('analyst', {
        method: 'POST',
        url: `/facts/${id}/withdraw`,
        headers: { 'content-type': 'application/json' },
        payload,
      })
      expect(sent.statusCode, payload).toBeLessThan(500)
    }
    for (const url of [
      '/facts/99999999999',
      '/facts/%00',
      '/facts/1%00',
      '/facts/-1/card',
      `/facts/${id}/uses/99999999999/end`,
    ])
      expect((await it.get('officer', url)).statusCode, url).toBeLessThan(500)
  })
})
