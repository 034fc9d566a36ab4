import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { seedCity } from '../../../../test/city.ts'
import { form, openTestApp, publishRelease, type TestApp, today } from '../../../../test/support.ts'
import { addDays } from '../../../lib/dates.ts'
import { sql } from '../../../platform/sql.ts'
import { mayBePublic } from './registers.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
  await seedCity(it.db)
})
afterAll(() => it.close())

type Who = Parameters<TestApp['ask']>[0]
const post = (who: Who, url: string, values: Record<string, string>) => it.ask(who, { url, ...form(values) })
const open = { outcome: null, repliedOn: null, droppedOn: null, dueOn: null }

async function release(values: Record<string, string>): Promise<string> {
  const made = await post('officer', '/releases', { title: 'Asked and answered', summary: 'What was said.', ...values })
  expect(made.statusCode, made.body.replace(/<[^>]+>/g, ' ').slice(-2_000)).toBe(303)
  const id = /\/releases\/(\d+)/.exec(String(made.headers.location))?.[1] ?? ''
  await publishRelease(it, id)
  const { slug } = await it.db.one(
    z.object({ slug: z.string() }),
    sql`select r.slug from releases r join release_editions e on e.release_id = r.id where e.id = ${Number(id)}`,
  )
  return `/publications/${slug}`
}

describe('registers before the public', () => {
  test('a late promise is known to those who made it for fourteen days before it can be released', () => {
    const promise = { ...open, register: 'commitment' as const }
    expect(mayBePublic({ ...promise, dueOn: addDays(today, 3) }, today)).toBe(true)
    expect(mayBePublic({ ...promise, dueOn: addDays(today, -1) }, today)).toBe(false)
    expect(mayBePublic({ ...promise, dueOn: addDays(today, -14) }, today)).toBe(false)
    expect(mayBePublic({ ...promise, dueOn: addDays(today, -15) }, today)).toBe(true)
    const kept = { ...promise, outcome: 'kept', repliedOn: today, dueOn: addDays(today, -1) }
    expect(mayBePublic(kept, today)).toBe(true)
  })

  test('what people said waits for its answer, a change for somebody who looked; nothing dropped is offered', () => {
    expect(mayBePublic({ ...open, register: 'you-said' }, today)).toBe(false)
    expect(mayBePublic({ ...open, register: 'challenge' }, today)).toBe(true)
    expect(mayBePublic({ ...open, register: 'challenge', droppedOn: today }, today)).toBe(false)
    const change = { ...open, register: 'systems-change' as const, repliedOn: today }
    expect(mayBePublic({ ...change, outcome: 'shown' }, today)).toBe(true)
    expect(mayBePublic({ ...change, outcome: 'not shown' }, today)).toBe(false)
  })

  test('what people said is public with its answer once three people released it, on its place too, and not what is for those who work on it', async () => {
    const made = await post('officer', '/registers/you-said', {
      title: 'It is dark by the stop',
      party: 'Young people of the ward',
      ownerRole: 'director',
      place: 'X09000001',
      reason: 'Said on a walk.',
      more: 'The company asked us to wait.',
    })
    const href = String(made.headers.location)
    const key = `you-said/${href.split('/').at(-1)}`
    const unready = await post('officer', '/releases', { title: 'A', summary: 'B.', chosen: key })
    expect(unready.statusCode).not.toBe(303)
    await post('director', `${href}/reply`, { outcome: 'not done', reply: 'We will not: it is lit now.', version: '1' })
    expect((await it.get('officer', href)).body).toContain('/releases/new?chosen=you-said')
    expect((await it.get('public', '/places/X09000001')).body).not.toContain('It is dark by the stop')
    const address = await release({ chosen: key })
    const page = (await it.get('public', address)).body
    for (const words of [
      'It is dark by the stop',
      'Young people of the ward',
      'Not done, and here is why',
      'it is lit now',
    ])
      expect(page).toContain(words)
    expect(page).not.toContain('asked us to wait')
    const place = (await it.get('public', '/places/X09000001')).body
    for (const words of ['You said, we did', 'It is dark by the stop', 'Not done, and here is why'])
      expect(place).toContain(words)
    expect((await it.get('public', '/young-people')).body).toContain('It is dark by the stop')
    expect((await it.get('public', '/registers/you-said')).statusCode).not.toBe(200)
    expect((await it.get('director', href)).body).toContain('Asked and answered')
  })

  test('the list of challenges and replies is released at one press, those without a reply yet among them', async () => {
    const challenge = { party: 'Reference group', nature: 'challenge', dueOn: addDays(today, 9), reason: 'In June.' }
    const asked = await post('officer', '/registers/challenges', { ...challenge, title: 'Why so few girls?' })
    await post('officer', '/registers/challenges', { ...challenge, title: 'Why only one year?' })
    const answer = { outcome: 'accepted', reply: 'There is an evening for girls now.', version: '1' }
    await post('director', `${String(asked.headers.location)}/reply`, answer)
    const page = (await it.get('public', await release({ chosen: 'challenge/all' }))).body
    for (const words of [
      'Why so few girls?',
      'There is an evening for girls now.',
      'Why only one year?',
      'No answer yet',
    ])
      expect(page).toContain(words)
  })
})
