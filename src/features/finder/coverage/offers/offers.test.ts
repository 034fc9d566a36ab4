import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp, today } from '../../../../../test/support.ts'
import { anyone } from '../../../../platform/http.ts'
import { sql } from '../../../../platform/sql.ts'
import { offerDuties } from './duties.ts'

let it: TestApp
let began = 0
const [own, other] = ['X09000001', 'X09000002']
const lead = `borough-lead:${own}` as const
const stranger = `borough-lead:${other}` as const
const good = {
  title: 'Reflective practice days',
  detail: 'A day for a team.',
  unit: 'days',
  capacity: 10,
  startsOn: '2026-11-01',
  endsOn: '2027-03-31',
}
let offer = ''

beforeAll(async () => {
  it = await openTestApp('demo')
  // the demonstration has offers of its own
  began = (await it.db.one(z.object({ n: z.number() }), sql`select max(id)::int as n from audit`)).n
}, 120_000)
afterAll(() => it?.close())

const post = (who: Parameters<TestApp['ask']>[0], url: string, values: Record<string, string | number>) =>
  it.ask(who, { ...form(values), url })
const Last = z.object({ id: z.number(), version: z.number() })
const last = () => it.db.one(Last, sql`select id, version from support_requests order by id desc limit 1`)
const ask = async (who: Parameters<TestApp['ask']>[0], asked: number, borough = own) => {
  const answer = await post(who, `${offer}/requests`, { borough, asked, purpose: 'For the summer team.' })
  return { answer, ...(await last().catch(() => ({ id: 0, version: 0 }))) }
}
const left = async (who: Parameters<TestApp['get']>[0] = 'officer') =>
  /Left<\/dt><dd[^>]*>([^<]*)</.exec((await it.get(who, offer)).body)?.[1]

describe('who may do what', () => {
  test('officers add an offer; everybody else is refused', async () => {
    for (const role of ['analyst', 'director', lead, 'provider', 'administrator', 'young-assessor'] as const)
      expect((await post(role, '/offers', good)).statusCode, role).toBe(403)
    const made = await post('officer', '/offers', good)
    expect(made.statusCode, made.body).toBe(303)
    offer = String(made.headers.location)
  })
  test('leads, officers, analysts and directors read it; others do not', async () => {
    for (const url of ['/offers', '/offers.csv', offer, '/offers/requests', '/offers/requests.csv']) {
      for (const role of ['officer', 'analyst', 'director', lead] as const)
        expect((await it.get(role, url)).statusCode, `${role} ${url}`).toBe(200)
      for (const role of ['provider', 'administrator', 'young-assessor'] as const)
        expect((await it.get(role, url)).statusCode, `${role} ${url}`).toBe(403)
      expect((await it.get('public', url)).statusCode, url).not.toBe(200)
    }
    for (const url of ['/offers/new', `${offer}/edit`]) {
      expect((await it.get('officer', url)).statusCode).toBe(200)
      expect((await it.get(lead, url)).statusCode).toBe(403)
    }
  })
  test('a lead asks for their own borough and no other; nobody else asks', async () => {
    for (const role of ['officer', 'analyst', 'director', 'provider'] as const)
      expect((await ask(role, 2)).answer.statusCode, role).toBe(403)
    const wrong = await ask(lead, 2, other)
    expect(wrong.answer.statusCode).toBe(422)
    expect(wrong.answer.body).toContain('Choose a borough you answer for')
    expect((await ask(lead, 2)).answer.statusCode).toBe(303)
  })
  test('another borough’s lead does not see the request, answer it, or take it back', async () => {
    const { id, version } = await last()
    expect((await it.get(stranger, offer)).body).not.toContain('For the summer team.')
    expect((await it.get(stranger, '/offers/requests.csv')).body).not.toContain('summer')
    for (const [deed, values] of [
      ['withdraw', { reason: 'No', version }],
      ['result', { used: 1, result: 'Good.', version }],
    ] as const)
      expect((await post(stranger, `${offer}/requests/${id}/${deed}`, values)).statusCode, deed).toBe(404)
    for (const role of [lead, 'analyst', 'director'] as const)
      expect(
        (await post(role, `${offer}/requests/${id}/decide`, { verdict: 'allocate', allocated: 1, reason: '', version }))
          .statusCode,
        role,
      ).toBe(403)
  })
})

describe('allocating', () => {
  test('gives no more than is left, needs a reason to decline, and counts what is left', async () => {
    const { id, version } = await last()
    const at = `${offer}/requests/${id}/decide`
    const tooMuch = await post('officer', at, { verdict: 'allocate', allocated: 11, reason: '', version })
    expect([tooMuch.statusCode, tooMuch.body.includes('Only 10 days are left')]).toEqual([422, true])
    const wordless = await post('officer', at, { verdict: 'decline', allocated: '', reason: '', version })
    expect([wordless.statusCode, wordless.body.includes('Enter why it is declined')]).toEqual([422, true])
    expect((await post('officer', at, { verdict: 'allocate', allocated: 8, reason: '', version })).statusCode).toBe(303)
    expect(await left()).toBe('2 days')
  })
  test('an answer given on an old page is refused', async () => {
    const { id } = await last()
    const again = await post('officer', `${offer}/requests/${id}/decide`, {
      verdict: 'allocate',
      allocated: 1,
      reason: '',
      version: 1,
    })
    expect([again.statusCode, again.body.includes('Somebody changed this meanwhile')]).toEqual([422, true])
  })
  test('an offer does not become less than is allocated', async () => {
    const answer = await post('officer', `${offer}/edit`, { ...good, capacity: 7, version: 1 })
    expect([answer.statusCode, answer.body.includes('8 are allocated already')]).toEqual([422, true])
    expect((await post('officer', `${offer}/edit`, { ...good, capacity: 12, version: 1 })).statusCode).toBe(303)
    expect((await post('officer', `${offer}/edit`, { ...good, capacity: 20, version: 1 })).statusCode).toBe(422)
    expect(await left()).toBe('4 days')
  })
})

describe('what came of it', () => {
  test('the borough records what it used; the rest is free again, and may be put right', async () => {
    const { id, version } = await last()
    const at = `${offer}/requests/${id}/result`
    expect((await post(lead, at, { used: 9, result: 'Good.', version })).body).toContain(
      'no more than was allocated, 8',
    )
    expect((await post(lead, at, { used: 5, result: 'The team stayed.', version })).statusCode).toBe(303)
    expect(await left()).toBe('7 days')
    const now = await last()
    expect((await post(lead, at, { used: 6, result: 'The team stayed.', version: now.version })).statusCode).toBe(303)
    expect(await left()).toBe('6 days')
  })
  test('each borough sees what it used and what is left', async () => {
    expect((await it.get(lead, offer)).body).toContain('8 allocated, 6 used')
    expect((await it.get(stranger, offer)).body).toContain('0 allocated, 0 used')
    expect(await left(stranger)).toBe('6 days')
    expect((await it.get(lead, '/offers.csv')).body).toMatch(/Reflective practice days,Open,days,12,6,8,6,/)
  })
  test('every step is in the audit trail and in the history', async () => {
    const steps = await it.db.many(
      z.object({ what: z.string() }),
      sql`select what from audit where what like 'offer%' and id > ${began} order by id`,
    )
    expect(steps.map(step => step.what)).toEqual([
      ...[
        'offer.opened',
        'offer-request.asked',
        'offer-request.allocated',
        'offer.changed',
        'offer-request.used',
        'offer-request.used',
      ],
    ])
    const { body } = await it.get(lead, offer)
    for (const words of ['Offer added', 'Asked for', 'Allocated', 'Result recorded']) expect(body).toContain(words)
  })
})

describe('the week', () => {
  const officer = { ...anyone, accountId: 900, role: 'officer' }
  const actor = { ...anyone, accountId: 901, role: 'borough-lead', places: [own] }
  test('asks officers to answer, and the borough for a result once the offer is over', async () => {
    await ask(lead, 3)
    const asked = async () =>
      (await offerDuties(it.db, officer, today)).map(duty => duty.title).filter(title => title.includes('Reflective'))
    expect(await asked()).toEqual(['Answer Castlemoor, who ask for 3 days of Reflective practice days'])
    expect(await offerDuties(it.db, actor, today)).toEqual([])
    const { id, version } = await last()
    await post('officer', `${offer}/requests/${id}/decide`, { verdict: 'allocate', allocated: 3, reason: '', version })
    expect(await asked()).toEqual([])
    expect((await offerDuties(it.db, actor, '2027-04-01')).map(duty => duty.href)).toEqual([`${offer}#request-${id}`])
    expect(await offerDuties(it.db, { ...actor, places: [other] }, '2027-04-01')).toEqual([])
    expect(await offerDuties(it.db, { ...officer, role: 'provider' }, today)).toEqual([])
  })
  test('a request is taken back with a reason, and declined with one', async () => {
    const one = await ask(lead, 1)
    expect(
      (await post(lead, `${offer}/requests/${one.id}/withdraw`, { reason: '', version: one.version })).statusCode,
    ).toBe(422)
    expect(
      (await post(lead, `${offer}/requests/${one.id}/withdraw`, { reason: 'Not needed.', version: one.version }))
        .statusCode,
    ).toBe(303)
    const two = await ask(lead, 1)
    const said = { verdict: 'decline', allocated: '', reason: 'Another team needs it first.', version: two.version }
    expect((await post('officer', `${offer}/requests/${two.id}/decide`, said)).statusCode).toBe(303)
    expect((await it.get(lead, offer)).body).toContain('Another team needs it first.')
  })
  test('what is closed or over is not asked for, and words about people are refused', async () => {
    const answer = await post(lead, `${offer}/requests`, {
      borough: own,
      asked: 1,
      purpose: 'For Tom, born 12/03/2009.',
    })
    expect(answer.statusCode).toBe(422)
    const [{ version }] = [
      await it.db.one(
        z.object({ version: z.number() }),
        sql`select version from support_offers where id = ${Number(offer.split('/').at(-1))}`,
      ),
    ]
    expect((await post('officer', `${offer}/close`, { reason: '', version })).statusCode).toBe(422)
    expect((await post('officer', `${offer}/close`, { reason: 'The year is over.', version })).statusCode).toBe(303)
    expect((await ask(lead, 1)).answer.body).toContain('This offer is closed or over')
    expect((await it.get('officer', `${offer}/edit`)).statusCode).toBe(409)
  })
})
