import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { boroughCode, seedCity, wardCode } from '../../../../test/city.ts'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import { type Actor, anyone } from '../../../platform/http.ts'
import { sql } from '../../../platform/sql.ts'
import { findRecord } from '../../threads/index.ts'
import { assessAll, countOpenQuestions, defaults, questionsAt } from '../index.ts'

let city: TestApp
let ward = ''
type Role = Parameters<TestApp['get']>[0]
const words = async (role: Role, url: string) =>
  (await city.get(role, url)).body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const post = (role: Role, url: string, values: Record<string, string>) => city.ask(role, { ...form(values), url })
const assess = () => assessAll(city.db, { settings: defaults, by: 'tests', today: '2026-11-22' })

beforeAll(async () => {
  city = await openTestApp('empty')
  await seedCity(city.db)
  await assess()
  const row = await city.db.one(
    z.object({ id: z.number() }),
    sql`
    select q.id from change_questions q join places p on p.id = q.place_id where p.name = 'Harbour Steps'`,
  )
  ward = `/questions/${row.id}`
})
afterAll(() => city.close())

describe('what changed here?', () => {
  test('each falling place opens one question; making the marks again opens no second', async () => {
    expect(await words('officer', '/questions')).toContain(
      '2 places fell by more than chance would explain in the 12 months to October 2026',
    )
    expect((await assess()).map(done => done.questionsOpened)).toEqual([0, 0])
  })

  test('each stands in the threads with its place, and is over once it is answered; older ones get their line at the next assessment', async () => {
    const id = ward.replace('/questions/', 'question/')
    expect(await findRecord(city.db, id)).toMatchObject({
      title: 'What changed here? Harbour Steps: Violence with injury',
      places: [wardCode('Harbour Steps'), boroughCode(2)],
      ownerRole: 'officer',
      ended: false,
    })
    await city.db.run(sql`delete from records where key = ${id}`)
    await assess()
    expect((await findRecord(city.db, id))?.openedOn).toBe('2026-11-22')
    expect(await words('officer', ward)).toContain('What happened next')
  })

  test('a question shows what was seen', async () => {
    const page = await words('officer', ward)
    expect(page).toContain(
      'Violence with injury fell in Harbour Steps by more than chance would explain in the 12 months to October 2026.',
    )
    expect(page).toContain('180 offences')
    expect(page).toContain('360 offences')
    expect(page).toContain('0.50 (0.42 to 0.60)')
  })

  test('an answer needs its kind and its words, and nothing typed is lost', async () => {
    const answer = await post('officer', ward, { answer: 'Youth workers on the estate' })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('Say whether this is what changed or why there is no answer')
    expect(answer.body).toContain('Youth workers on the estate')
    expect((await post('officer', ward, { status: 'answered', answer: '  ' })).body).toContain(
      'Enter what changed, or the reason',
    )
  })

  test('an answer that tells who a person is is refused in plain words, and kept nowhere', async () => {
    for (const [text, what] of [
      ['Ring the mother on 07700 900123', 'a phone number'],
      ['ask j.smith@gmail.com', 'an email address'],
      ['Jordan Smith (03/02/2009) moved away', 'a date of birth'],
      ['943 476 5919', 'an NHS number'],
    ] as const) {
      const answer = await post('officer', ward, { status: 'answered', answer: text })
      expect(answer.statusCode).toBe(422)
      expect(answer.body).toContain(`Take out what could tell who a person is. This looks like ${what}.`)
    }
    expect(await words('officer', ward)).not.toContain('What was said')
  })

  test('an answer is kept with who and when, can be changed, and every version stays', async () => {
    expect((await post('officer', ward, { status: 'answered', answer: 'Youth workers from April' })).statusCode).toBe(
      303,
    )
    const line = await findRecord(city.db, ward.replace('/questions/', 'question/'))
    expect(line).toMatchObject({ state: 'answered', ended: true })
    expect(
      (
        await post('borough-lead:X09000003', ward, {
          status: 'answered',
          answer: 'Youth workers and a lit path from April',
        })
      ).statusCode,
    ).toBe(303)
    const page = await words('analyst', ward)
    expect(page).toContain('Answered: Borough lead (borough-lead:X09000003), 22 November 2026')
    expect(page.indexOf('and a lit path')).toBeLessThan(page.indexOf('Youth workers from April'))
    expect(page).toContain('(earlier version)')
    const audit = await city.db.many(
      z.object({ who: z.string() }),
      sql`select who from audit where object = ${ward.slice(1).replace('questions', 'question')} order by id`,
    )
    expect(audit.map(row => row.who)).toEqual(['officer@tests.example', 'borough-lead-x09000003@tests.example'])
  })

  test('answered ones leave the list of open ones and stay in the other', async () => {
    expect(await words('officer', '/questions')).not.toContain('Harbour Steps')
    expect(await words('officer', '/questions?status=answered')).toContain('Harbour Steps')
    expect((await city.get('officer', '/questions.csv?status=answered')).body).not.toContain('@tests.example')
    expect((await city.get('officer', '/questions.csv?status=answered')).body).toContain(
      'Youth workers and a lit path from April',
    )
    expect(await words('officer', '/signals')).toMatch(/Harbour Steps.*Answered/)
  })
})

describe('who may read and answer', () => {
  test('directors read and do not answer', async () => {
    expect((await city.get('director', ward)).statusCode).toBe(200)
    expect(await words('director', ward)).toContain('You can read this question')
    expect((await post('director', ward, { status: 'answered', answer: 'x' })).statusCode).toBe(403)
  })

  test('a borough lead reads and answers for the own borough only', async () => {
    expect((await city.get('borough-lead:X09000001', ward)).statusCode).toBe(404)
    expect((await post('borough-lead:X09000001', ward, { status: 'answered', answer: 'x' })).statusCode).toBe(404)
    expect(await words('borough-lead:X09000001', '/questions?status=open&status=answered')).not.toContain(
      'Harbour Steps',
    )
    expect((await city.get('borough-lead:X09000003', ward)).statusCode).toBe(200)
  })

  test('nobody else', async () => {
    for (const role of ['provider', 'young-assessor', 'administrator'] as const) {
      expect((await city.get(role, '/questions')).statusCode).toBe(403)
      expect((await post(role, ward, { status: 'answered', answer: 'x' })).statusCode).toBe(403)
    }
    expect((await city.get('public', ward)).statusCode).toBe(303)
    expect((await city.get('officer', '/questions/999999')).statusCode).toBe(404)
  })

  test('a place page and the count on the start page hold no question its reader could not open', async () => {
    const at = await city.db.one(
      z.object({ ward: z.number(), measure: z.number() }),
      sql`select p.id as ward, m.id as measure from places p, measures m where p.name = 'Abbot Field' and m.code = 'domestic-abuse'`,
    )
    await city.db.run(sql`
      insert into change_questions (place_id, measure_id, period_end, opened_on, detail)
      values (${at.ward}, ${at.measure}, '2026-10-01', '2026-11-22', '{}')`)
    const person = (role: string, ...places: string[]): Actor => ({
      ...anyone,
      accountId: 1,
      email: role,
      name: role,
      role,
      places,
    })
    const lead = (borough: string) => person('borough-lead', borough)
    const names = async (actor: Actor) => (await questionsAt(city.db, actor, at.ward)).map(q => q.measureName)
    expect(await names(person('analyst'))).toEqual(['Domestic abuse'])
    for (const actor of [person('officer'), person('director'), lead('X09000001'), lead('X09000003')])
      expect(await names(actor)).toEqual([])
    const counts = [person('analyst'), person('officer'), lead('X09000001'), lead('X09000003')]
    expect(await Promise.all(counts.map(actor => countOpenQuestions(city.db, actor)))).toEqual([2, 1, 0, 1])
  })

  test('a place that fell in two measures is one place', async () => {
    await city.db.run(sql`
      insert into change_questions (place_id, measure_id, period_end, opened_on, detail)
      select p.id, m.id, '2026-10-01', '2026-11-22',
        '{"later":264,"earlier":264,"ratio":1,"lower":0.8,"upper":1.2,"q":1,"cityRatio":1,"window":12,"tested":3}' from places p, measures m
      where p.name = 'Southwharf' and m.code = 'domestic-abuse'`)
    const page = await words('officer', '/questions')
    expect(page).toContain('1 place fell by more than chance would explain')
    expect(page).toContain('2 questions')
  })
})
