// Looking after entries by mailbox, posting a job, what employers promised, and how mentoring stands.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import type * as organisations from '../../organisations/index.ts'
import * as queries from './queries.ts'
import * as service from './service.ts'
import { harbourSteps, type Person, versionOn } from './testing.ts'

let it: TestApp
let provider: Person, rival: Person, officer: Person
let harbour: organisations.Organisation
beforeAll(async () => {
  it = await openTestApp('empty')
  ;({ organisation: harbour, provider, rival, officer } = await harbourSteps(it))
  await it.db.run(sql`update organisations set mail_domain = 'harbour.example' where key = 'harbour-steps'`)
})
afterAll(() => it.close())

const Mail = z.object({ recipient: z.string(), kind: z.string(), body: z.string() })
const mails = (to: string) =>
  it.db.many(Mail, sql`select recipient, kind, body from mail_outbox where recipient = ${to} order by id desc`)
const Account = z.object({ role: z.string(), organisation: z.string().nullable() })
const account = (email: string) =>
  it.db.maybe(Account, sql`select role, organisation from accounts where email = ${email}`)
const ask = (values: Record<string, string>) =>
  it.ask('public', { ...form({ organisation: 'Harbour Steps', ...values }), url: '/opportunities/claim' })
const others = ['director', 'analyst', 'administrator', 'young-assessor'] as const

describe('looking after entries', () => {
  test('a mailbox of the organisation, or at its domain, is sent a link to a provider’s account', async () => {
    for (const email of ['hello@harbour.example', 'jo.smith@harbour.example']) {
      expect((await ask({ email })).headers.location).toBe('/opportunities/claim/sent')
      expect(await account(email)).toEqual({ role: 'provider', organisation: 'harbour-steps' })
      const [mail] = await mails(email)
      const link = /\/sign-in\/[\w-]{43}/.exec(mail?.body ?? '')?.[0] ?? ''
      const signed = await it.app.inject({ method: 'POST', url: link })
      expect(signed.headers.location).toBe('/opportunities')
    }
  })

  test('anybody else gets the same answer, no account and no mail, and waits for an officer', async () => {
    const [known, unknown] = [
      await ask({ email: 'hello@harbour.example' }),
      await ask({ email: 'sam@elsewhere.example', words: 'Harbour Steps' }),
    ]
    expect([unknown.statusCode, unknown.headers.location, unknown.body]).toEqual([
      known.statusCode,
      known.headers.location,
      known.body,
    ])
    expect(await account('sam@elsewhere.example')).toBeUndefined()
    expect(await mails('sam@elsewhere.example')).toEqual([])
    await ask({ email: 'sam@elsewhere.example' })
    const page = (await officer.get('/opportunities/claims')).body
    expect(page.match(/sam@elsewhere\.example/g)).toHaveLength(1)
    expect(page).toContain('Harbour Steps')
    expect((await officer.get('/week')).body).toContain('Answer 1 person who asks to look after entries')
  })

  test('asking changes nobody’s role: who has an account is sent a link to it', async () => {
    expect((await ask({ email: officer.email })).statusCode).toBe(303)
    expect(await account(officer.email)).toMatchObject({ role: 'officer' })
    await it.db.run(sql`update organisations set email = ${rival.email} where key = 'harbour-steps'`)
    await ask({ email: rival.email })
    expect(await account(rival.email)).toEqual({ role: 'provider', organisation: 'rival-club' })
    await it.db.run(sql`update organisations set email = 'hello@harbour.example' where key = 'harbour-steps'`)
  })

  test('an officer lets in or declines, once', async () => {
    await ask({ email: 'kim@elsewhere.example' })
    const Id = z.object({ id: z.number(), email: z.string() })
    const [sam, kim] = await it.db.many(
      Id,
      sql`select id, email from opportunity_claims where answer is null and email like '%elsewhere.example' order by id`,
    )
    const answer = (id: number | undefined, values: Record<string, string>, who = officer) =>
      who.post(`/opportunities/claims/${id}`, values)
    for (const role of others) {
      expect((await it.get(role, '/opportunities/claims')).statusCode).toBe(403)
      expect((await it.ask(role, { method: 'POST', url: `/opportunities/claims/${sam?.id}` })).statusCode).toBe(403)
    }
    expect((await answer(sam?.id, { answer: 'yes', organisation: 'harbour-steps' }, rival)).statusCode).toBe(403)
    const unsaid = await answer(sam?.id, { answer: 'yes', name: 'Harbour Steps' })
    expect(unsaid.statusCode).toBe(422)
    expect(unsaid.body).toContain('Choose which organisation they answer for')
    expect((await answer(sam?.id, { answer: 'yes', organisation: 'harbour-steps' })).statusCode).toBe(303)
    expect(await account('sam@elsewhere.example')).toEqual({ role: 'provider', organisation: 'harbour-steps' })
    expect((await mails('sam@elsewhere.example'))[0]).toMatchObject({
      kind: 'let-in',
      body: expect.stringContaining('/sign-in?next='),
    })
    expect((await answer(kim?.id, { answer: 'no' })).statusCode).toBe(303)
    expect(await account('kim@elsewhere.example')).toBeUndefined()
    expect((await mails('kim@elsewhere.example'))[0]?.kind).toBe('claim-declined')
    expect((await answer(kim?.id, { answer: 'no' })).statusCode).toBe(409)
    expect((await answer(0, { answer: 'no' })).statusCode).toBe(404)
  })

  test('a charity nobody knows asks in one form, and is entered and let in with one press', async () => {
    const asked = {
      email: 'hello@kites.example',
      organisation: 'Kites for All',
      words: 'Kite building in Southwharf Park',
    }
    expect((await ask({ ...asked, organisation: '' })).body).toContain('Enter what your organisation is called')
    expect((await ask(asked)).statusCode).toBe(303)
    const page = (await officer.get('/opportunities/claims')).body
    expect(page).toContain('Kites for All: Kite building in Southwharf Park')
    expect(page).toContain('value="Kites for All"')
    const { id } = await it.db.one(
      z.object({ id: z.number() }),
      sql`select id from opportunity_claims where email = 'hello@kites.example'`,
    )
    const press = (values: Record<string, string>) =>
      officer.post(`/opportunities/claims/${id}`, { answer: 'yes', ...values })
    expect((await press({})).body).toContain('Enter what the new organisation is called')
    const twice = await press({ name: 'harbour steps' })
    expect(twice.statusCode).toBe(422)
    expect(twice.body).toContain('“Harbour Steps” is here already')
    expect(twice.body).toContain('value="harbour-steps"')
    expect((await press({ name: 'Kites for All', mailbox: 'team' })).statusCode).toBe(303)
    expect(await account('hello@kites.example')).toEqual({ role: 'provider', organisation: 'kites-for-all' })
    // the mail is read tomorrow: it holds no link that has run out by then
    const [mail] = await mails('hello@kites.example')
    expect(mail?.body).toContain('You asked to list what Kites for All runs')
    expect(mail?.body).not.toMatch(/\/sign-in\/[\w-]{43}/)
    const Kept = z.object({ email: z.string().nullable() })
    const kept = await it.db.one(Kept, sql`select email from organisations where key = 'kites-for-all'`)
    expect(kept.email).toBe('hello@kites.example')
  })

  const Waiting = z.object({ id: z.number(), email: z.string(), organisation: z.string(), words: z.string() })
  const waiting = (email: string) =>
    it.db.many(
      Waiting,
      sql`select id, email, organisation, words from opportunity_claims where email = ${email} and answer is null`,
    )
  const letIn = async (email: string, values: Record<string, string>) =>
    officer.post(`/opportunities/claims/${(await waiting(email))[0]?.id}`, { answer: 'yes', ...values })

  test('whoever asks does not find their own mailbox published: not unless an officer says that it is a team’s', async () => {
    for (const email of ['priya@gmail.com', 'marcus82@hotmail.com', 'jo.bloggs@herons.example']) {
      const organisation = `The herons of ${email.split('@')[0]}`
      await ask({ email, organisation })
      expect((await letIn(email, { organisation: '', name: organisation })).statusCode).toBe(303)
      const Kept = z.object({ email: z.string().nullable() })
      const kept = await it.db.one(Kept, sql`select email from organisations where name = ${organisation}`)
      expect(kept.email, email).toBeNull()
    }
    await ask({ email: 'sarah@herons.example', organisation: 'Young herons' })
    const refused = await letIn('sarah@herons.example', { organisation: '', name: 'Young herons', mailbox: 'team' })
    expect([refused.statusCode, refused.body.includes('This looks like one person’s')]).toEqual([422, true])
    expect((await it.get('public', '/opportunities/claim')).body).toContain('We do not publish it unless')
  })

  test('an invitation that ran out is renewed; whom no letting in helps is not told that they can', async () => {
    const late = 'late@elsewhere.example'
    await ask({ email: late })
    expect((await letIn(late, { organisation: 'harbour-steps' })).statusCode).toBe(303)
    await it.db.run(sql`update accounts set invited_until = now() - interval '1 day' where email = ${late}`)
    await ask({ email: late })
    expect((await letIn(late, { organisation: 'harbour-steps' })).statusCode).toBe(303)
    const Good = z.object({ good: z.boolean() })
    expect(
      await it.db.one(Good, sql`select invited_until > now() as good from accounts where email = ${late}`),
    ).toEqual({ good: true })

    await ask({ email: rival.email })
    const before = (await mails(rival.email)).length
    const refused = await letIn(rival.email, { organisation: 'harbour-steps' })
    expect([refused.statusCode, refused.body.includes('has an account already')]).toEqual([422, true])
    expect([(await mails(rival.email)).length, (await waiting(rival.email)).length]).toEqual([before, 1])
    await it.db.run(sql`update accounts set active = false where email = ${late}`)
    await ask({ email: late })
    expect((await letIn(late, { organisation: 'harbour-steps' })).body).toContain('was closed')
  })

  test('the newest words stand for those nobody has answered, and a full day is said', async () => {
    const email = 'words@elsewhere.example'
    await ask({ email, organisation: 'Harbor' })
    await ask({ email, organisation: 'Rowing at the weir', words: 'Boats' })
    expect(await waiting(email)).toMatchObject([{ organisation: 'Rowing at the weir', words: 'Boats' }])
    await it.db.run(sql`
      insert into opportunity_claims (email, organisation, words, answer, answered_by, answered_at)
      select 'many' || n || '@elsewhere.example', '', '', 'declined', 'tests', now() from generate_series(1, 200) n`)
    for (const each of ['hello@harbour.example', 'nobody@elsewhere.example'])
      expect((await ask({ email: each })).headers.location).toBe('/opportunities/claim/full')
    expect((await it.get('public', '/opportunities/claim/full')).body).toContain('ask again tomorrow')
    expect(await waiting('nobody@elsewhere.example')).toEqual([])
    await it.db.run(sql`delete from opportunity_claims where email like 'many%'`)
  })

  test('asks in another language, and stays in it', async () => {
    const page = await it.get('public', '/opportunities/claim?lang=ar')
    expect(page.body).toContain('dir="rtl"')
    expect(page.body).toContain('أضيفوا ما تقدمه مؤسستكم')
    const wrong = await ask({ email: 'x', lang: 'ar' })
    expect(wrong.body).toContain('اكتبوا بريدا إلكترونيا')
    const sent = await ask({ email: 'hello@harbour.example', lang: 'ar' })
    expect(sent.headers.location).toBe('/opportunities/claim/sent?lang=ar')
    expect((await it.get('public', String(sent.headers.location))).body).toContain('انظروا في بريدكم')
  })

  test('what is no address is said, and stays typed', async () => {
    const answer = await ask({ email: 'not an address', entry: 'x' })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('Enter an email address')
    expect(answer.body).toContain('value="not an address"')
  })
})

describe('a job', () => {
  const job = {
    name: 'Apprentice baker',
    activities: 'apprenticeship',
    summary: 'Learn to bake with us.',
    pay: '£8 an hour, 30 hours',
    postcode: 'SW9 8JG',
    email: 'jobs@harbour.example',
    closesOn: '2026-12-05',
  }
  test('is posted on one page, waits to be approved, and is looked at again by its last day', async () => {
    const sent = await provider.post('/opportunities/new/job', job)
    const id = /opportunities\/([\da-f-]{36})/.exec(String(sent.headers.location))?.[1] ?? ''
    expect(sent.statusCode).toBe(303)
    await officer.post(`/opportunities/${id}/approve`, {
      version: versionOn((await officer.get(`/opportunities/${id}/review`)).body),
    })
    expect(await queries.find(it.db, id)).toMatchObject({
      kind: 'work',
      state: 'public',
      reviewOn: '2026-12-05',
      organisationKey: 'harbour-steps',
    })
    expect((await provider.get(`/opportunities/${id}`)).body).toContain('Apply by 5 December 2026')
  })
  test('a postcode nobody here knows is asked about once', async () => {
    await it.db.run(sql`insert into postcodes (postcode) values ('SW98JG')`)
    const unknown = { ...job, postcode: 'zz11zz' }
    const answer = await provider.post('/opportunities/new/job', unknown)
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('We do not know the postcode ZZ1 1ZZ. Check it.')
    expect(answer.body).toContain('name="newPostcode"')
    expect((await provider.post('/opportunities/new/job', { ...unknown, newPostcode: 'yes' })).statusCode).toBe(303)
  })
  test('says what is missing beside each field and keeps the rest', async () => {
    const answer = await provider.post('/opportunities/new/job', {
      ...job,
      pay: '',
      postcode: '',
      email: '',
      closesOn: '2026-01-01',
    })
    expect(answer.statusCode).toBe(422)
    for (const words of ['Enter pay and hours', 'must not be gone', 'value="Apprentice baker"'])
      expect(answer.body).toContain(words)
  })
  test('is not for those who enter nothing', async () => {
    for (const role of [...others, 'officer'] as const)
      for (const method of ['GET', 'POST'] as const)
        expect((await it.ask(role, { method, url: '/opportunities/new/job' })).statusCode).toBe(403)
  })
})

describe('what employers promised', () => {
  const pledge = {
    pledge: 'Six apprenticeships',
    pledgedOn: '2026-09-01',
    vacancies: '6',
    starts: '4',
    sustained: '3',
    countedOn: '2026-11-01',
  }
  test('is kept as counts, beside the jobs of theirs in the finder', async () => {
    expect((await provider.post('/opportunities/pledges/new', { ...pledge, sustained: '5' })).body).toContain(
      'No more can still be there',
    )
    expect((await provider.post('/opportunities/pledges/new', pledge)).statusCode).toBe(303)
    const list = (await officer.get('/opportunities/pledges')).body
    for (const words of ['Harbour Steps', 'Six apprenticeships', '3 of 4']) expect(list).toContain(words)
    expect((await officer.get('/opportunities/pledges.csv')).body).toContain('Harbour Steps')
  })
  test('is changed as it was seen, by its own or an officer', async () => {
    const Id = z.object({ id: z.number() })
    const { id } = await it.db.one(Id, sql`select id from employer_pledges`)
    const url = `/opportunities/pledges/${id}`
    const version = versionOn((await provider.get(url)).body)
    expect((await officer.post(url, { ...pledge, starts: '5', version })).statusCode).toBe(303)
    expect((await provider.post(url, { ...pledge, version })).statusCode).toBe(409)
    expect((await rival.get(url)).statusCode).toBe(404)
    expect((await rival.post(url, pledge)).statusCode).toBe(404)
    expect((await rival.get('/opportunities/pledges')).body).not.toContain('Six apprenticeships')
    expect((await rival.get('/opportunities/pledges.csv')).body).not.toContain('Harbour Steps')
    expect((await rival.post('/opportunities/pledges/new', pledge)).statusCode).toBe(422)
    expect((await officer.post('/opportunities/pledges/new', { ...pledge, organisation: '' })).body).toContain(
      'Choose an employer',
    )
  })
  test('is not for others', async () => {
    for (const role of others)
      for (const url of [
        '/opportunities/pledges',
        '/opportunities/pledges.csv',
        '/opportunities/pledges/new',
        '/opportunities/pledges/1',
      ])
        expect((await it.get(role, url)).statusCode, `${role} ${url}`).toBe(403)
  })
})

describe('mentoring', () => {
  const counts = {
    places: '20',
    waiting: '7',
    matched: '12',
    sustained3: '9',
    sustained6: '6',
    countedOn: '2026-11-01',
  }
  let url = ''
  beforeAll(async () => {
    const { id } = await service.enter(it.db, {
      by: provider.email,
      kind: 'activity',
      organisationId: harbour.id,
      boroughId: null,
      body: {
        name: 'Young women’s mentoring',
        activities: ['mentoring'],
        gender: 'girls',
        venue: { name: 'Willow House', address: '14 Quiet Mews', postcode: 'XQ9 8JG', safe: true },
        cost: { kind: 'free', words: '' },
        join: { how: 'ask' },
      },
      note: '',
      verdict: 'waiting',
    })
    url = `/opportunities/${id}/mentoring`
  })
  test('says how many places there are, who waits and what lasts; never where a safe venue is', async () => {
    expect((await provider.get('/opportunities/mentoring')).body).toContain('Not yet')
    expect((await provider.post(url, { ...counts, sustained6: '10' })).body).toContain(
      'No more can still meet after six months',
    )
    expect((await provider.post(url, { ...counts, waiting: '' })).body).toContain('Enter how many wait, 0 or more')
    expect((await provider.post(url, counts)).statusCode).toBe(303)
    const file = (await officer.get('/opportunities/mentoring.csv')).body
    expect(file).toContain('Young women’s mentoring,Harbour Steps,,girls,20,7,12,9,6,2026-11-01')
    expect(file).not.toMatch(/willow|quiet|XQ9/i)
    expect((await officer.post(url, { ...counts, waiting: '8' })).statusCode).toBe(409)
    expect(
      (await officer.post(url, { ...counts, waiting: '8', version: versionOn((await officer.get(url)).body) }))
        .statusCode,
    ).toBe(303)
  })
  test('is nobody else’s', async () => {
    expect((await rival.get(url)).statusCode).toBe(404)
    expect((await rival.post(url, counts)).statusCode).toBe(404)
    expect((await rival.get('/opportunities/mentoring')).body).not.toContain('Young women')
    expect((await rival.get('/opportunities/mentoring.csv')).body).not.toContain('Young women')
    for (const role of others)
      for (const at of [url, '/opportunities/mentoring', '/opportunities/mentoring.csv'])
        expect((await it.get(role, at)).statusCode).toBe(403)
  })
})
