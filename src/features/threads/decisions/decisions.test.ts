import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { addDays } from '../../../lib/dates.ts'
import { sql } from '../../../platform/sql.ts'
import { roles } from '../../people/index.ts'
import { findRecord, keep } from '../index.ts'
import * as queries from './queries.ts'

let it: TestApp
let ward = ''
let borough = ''
let prompts: string[] = []
beforeAll(async () => {
  it = await openTestApp('demo')
  const { body } = await it.get('officer', '/decisions/new?kind=place')
  prompts = [...body.matchAll(/name="(principle-[^"]+)"/g)].map(found => found[1] ?? '')
  const found = await it.get('officer', '/signals.csv')
  ward = /"?(X05\d{6})/.exec(found.body)?.[1] ?? ''
  const row = await it.db.one(
    z.object({ code: z.string() }),
    sql`select b.code from places p join places b on b.id = p.borough_id where p.code = ${ward}`,
  )
  borough = row.code
})
afterAll(() => it.close())

const filled = () => ({
  kind: 'place',
  question: 'Which place do we work in next?',
  place: ward,
  context: 'Violence stayed high here for three years.',
  option1: 'Work here for three years',
  weigh1: 'People ask for it. It costs more.',
  option2: 'Do nothing',
  weigh2: 'It may fall by itself.',
  strength: 'A strong parents’ network',
  investment: 'One youth club',
  dissent: 'Nobody',
  equality: 'Girls are reached less; a session of their own is planned.',
  publicPart: 'We will work here for three years.',
  confidentialPart: 'The lease of the hall is being talked about.',
  version: '1',
  ...Object.fromEntries(prompts.map(name => [name, 'We asked the young people’s group.'])),
})
const post = (who: Parameters<TestApp['ask']>[0], url: string, values: Record<string, string> = {}) =>
  it.ask(who, { url, ...form(values) })
const idOf = (answer: { headers: Record<string, unknown> }) =>
  Number(/\/decisions\/(\d+)/.exec(String(answer.headers.location))?.[1])
const opened = async () => idOf(await post('officer', '/decisions', filled()))

describe('a decision from draft to review', () => {
  test('is drafted by an officer, put to the director with the panel of measures, decided by the director, and dated for review', async () => {
    const id = await opened()
    expect((await post('officer', `/decisions/${id}/propose`)).statusCode).toBe(303)
    const proposed = await queries.find(it.db, id)
    expect(proposed?.panel?.lines.length).toBeGreaterThan(2)
    expect(proposed?.panel?.lines[0]).toMatchObject({
      measure: 'Violence with injury',
      period: expect.stringContaining('12 months to'),
    })
    const answer = await post('director', `/decisions/${id}/decide`, {
      chosen: '0',
      reason: 'Three years high, and people ask for it.',
      publicPart: 'We will work here.',
      reviewOn: '',
    })
    expect(answer.statusCode).toBe(303)
    expect((await queries.reviews(it.db, id)).map(review => review.dueOn)).toEqual(['2027-11-22', '2028-05-22'])
    expect(await findRecord(it.db, `decision/${id}`)).toMatchObject({
      state: 'decided',
      dueOn: '2027-11-22',
      places: [ward, borough],
    })
    const { body } = await it.get('director', `/decisions/${id}`)
    for (const words of ['Chosen', 'Three years high', 'Review after 12 months', 'Confidential part'])
      expect(body).toContain(words)
    const review = (await queries.reviews(it.db, id))[0]?.id
    await post('officer', `/decisions/${id}/reviews/${review}`, { result: 'go on', note: 'It is working as hoped.' })
    expect(await findRecord(it.db, `decision/${id}`)).toMatchObject({ dueOn: '2028-05-22' })
  })

  test('whoever prepared it does not decide it, a director neither', async () => {
    const id = idOf(await post('director', '/decisions', { ...filled(), kind: 'general' }))
    expect((await post('director', `/decisions/${id}/propose`)).statusCode).toBe(303)
    const own = await post('director', `/decisions/${id}/decide`, { chosen: '0', reason: 'Mine' })
    expect(own.statusCode).toBe(403)
    expect(own.body).toContain('A second person must do this')
    await expect(
      it.db.run(
        sql`update decisions set decided_by = prepared_by, decided_on = ${today}, status = 'decided', reason = 'x', chosen = 0 where id = ${id}`,
      ),
    ).rejects.toThrow('check')
  })

  test('it cannot be put to the director while something is missing, and says what', async () => {
    const id = idOf(await post('officer', '/decisions', { kind: 'place', question: 'Where next?' }))
    const { body } = await it.get('officer', `/decisions/${id}`)
    for (const words of ['Enter at least two options', 'Choose the place', 'Enter the equality note'])
      expect(body).toContain(words)
    expect((await post('officer', `/decisions/${id}/propose`)).statusCode).toBe(409)
  })

  test('what was typed stays when something is wrong; text that tells who a person is is refused', async () => {
    const wrong = await post('officer', '/decisions', { ...filled(), question: '', context: 'Kept words' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('Enter the question to be decided')
    expect(wrong.body).toContain('Kept words')
    const people = await post('officer', '/decisions', { ...filled(), weigh1: 'Ring 07700 900123' })
    expect(people.statusCode).toBe(422)
    expect(people.body).toContain('a phone number')
    const nowhere = await post('officer', '/decisions', { ...filled(), place: 'Nowhere at all' })
    expect(nowhere.body).toContain('No one place has this name')
  })

  test('two people who edit at once do not undo one another', async () => {
    const id = await opened()
    const first = { ...filled(), version: String((await queries.find(it.db, id))?.version) }
    expect((await post('officer', `/decisions/${id}/edit`, { ...first, context: 'First' })).statusCode).toBe(303)
    expect((await post('analyst', `/decisions/${id}/edit`, { ...first, context: 'Second' })).statusCode).toBe(409)
    expect((await queries.find(it.db, id))?.context).toBe('First')
  })

  test('it is linked to what it is because of, by address, and the thread tells the story', async () => {
    await keep(
      it.db,
      {
        key: 'question/900001',
        title: 'What changed in this ward?',
        href: '/questions/900001',
        places: [ward, borough],
      },
      { by: 'tests', today: addDays(today, -3) },
    )
    const id = await opened()
    await post('officer', `/decisions/${id}/because`, { key: '/questions/900001' })
    expect((await it.get('officer', `/decisions/${id}`)).body).toContain('What changed in this ward?')
    const { body } = await it.get('officer', `/threads/decision/${id}`)
    expect(body.indexOf('What changed in this ward?')).toBeLessThan(body.lastIndexOf('Which place do we work in next?'))
    expect((await post('officer', `/decisions/${id}/because`, { key: '/nothing/1' })).statusCode).toBe(400)
  })
})

describe('who sees and does what', () => {
  test('each role', async () => {
    const id = await opened()
    const seen = { officer: 200, analyst: 200, director: 200 }
    for (const role of roles) {
      const wanted = Object.entries(seen).find(([who]) => who === role)?.[1]
      const answers = {
        page: (await it.get(role, `/decisions/${id}`)).statusCode,
        list: (await it.get(role, '/decisions')).statusCode,
      }
      if (wanted) expect(answers, role).toEqual({ page: 200, list: 200 })
      else expect([303, 403, 404], role).toContain(answers.page)
      if (!['officer', 'analyst', 'director'].includes(role))
        expect([303, 401, 403, 404], role).toContain((await post(role, `/decisions/${id}/edit`, filled())).statusCode)
      if (role !== 'director')
        expect([303, 401, 403], role).toContain(
          (await post(role, `/decisions/${id}/decide`, { chosen: '0', reason: 'x' })).statusCode,
        )
    }
  })

  test('a borough lead reads the public part of their own borough’s decisions, and finds nothing of another’s', async () => {
    const id = await opened()
    const own = await it.get(`borough-lead:${borough}`, `/decisions/${id}`)
    expect(own.statusCode).toBe(200)
    expect(own.body).toContain('We will work here for three years.')
    for (const hidden of ['lease of the hall', 'parents’ network', 'It may fall by itself', 'Guiding principles'])
      expect(own.body, hidden).not.toContain(hidden)
    const other = `borough-lead:${borough === 'X09000001' ? 'X09000002' : 'X09000001'}` as const
    expect((await it.get(other, `/decisions/${id}`)).statusCode).toBe(404)
    expect((await it.get(other, `/threads/decision/${id}`)).statusCode).toBe(404)
    for (const page of ['/decisions', '/decisions.csv', '/threads', '/threads.csv'])
      expect((await it.get(other, page)).body, page).not.toContain('Which place do we work in next?')
  })

  test('an administrator opens none, and each whole reading is in the audit trail', async () => {
    const id = await opened()
    expect((await it.get('administrator', `/decisions/${id}`)).statusCode).toBeGreaterThanOrEqual(403)
    await it.get('analyst', `/decisions/${id}`)
    const read = await it.db.many(
      z.object({ who: z.string() }),
      sql`select who from audit where object = ${`decision/${id}`} and what = 'record.read'`,
    )
    expect(read).toEqual([{ who: 'analyst@tests.example' }])
  })

  test('any body is answered, never with a fault of ours', async () => {
    const id = await opened()
    const bodies: Record<string, string>[] = [
      {},
      { chosen: '99', reason: 'x' },
      { chosen: '-1', reason: '' },
      { chosen: 'NaN', reviewOn: '2026-99-99', reason: 'x'.repeat(6_000) },
      { version: '99999999999999999999', question: 'x' },
      { areas: '\u0000', question: 'A\u0000B' },
    ]
    for (const path of [
      '',
      `/${id}/edit`,
      `/${id}/decide`,
      `/${id}/because`,
      `/${id}/drop`,
      `/${id}/send-back`,
      `/${id}/reviews/1`,
    ])
      for (const body of bodies)
        for (const role of ['officer', 'director'] as const)
          expect(
            (await post(role, `/decisions${path}`, body)).statusCode,
            `${path} ${JSON.stringify(body).slice(0, 60)}`,
          ).toBeLessThan(500)
  })
})
