import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { createApp } from '../../../app.ts'
import { openLog } from '../../../platform/log.ts'
import { sql } from '../../../platform/sql.ts'
import { openBench } from '../../../platform/work.ts'
import { Invitation, invite } from '../index.ts'
import { deviceWords } from '../sessions/device.ts'
import { firefox, openVisitor, safari, type Visitor } from '../testing.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
})
afterAll(() => it.close())

const personOf = (name: string) => Invitation.parse({ email: `${name}@tests.example`, name, role: 'officer' })
const arrive = async (name: string, userAgent = firefox): Promise<Visitor> => {
  const visitor = openVisitor(it.app, userAgent)
  await visitor.post(`/sign-in/${await invite(it.db, 'tests', personOf(name))}`)
  return visitor
}
const Mail = z.object({ subject: z.string(), body: z.string() })
const mailsTo = (to: string) =>
  it.db.many(Mail, sql`select subject, body from mail_outbox where recipient = ${to} order by id`)
const linkIn = (body = '') => /\/sign-in\/([\w-]{43})/.exec(body)?.[1] ?? ''
const email = (name: string) => `${name}@tests.example`

describe('a link by mail', () => {
  test('what is answered is the same, whether there is an account or not', async () => {
    await invite(it.db, 'tests', personOf('known'))
    await it.db.run(
      sql`insert into accounts (email, name, role, active) values ('closed@tests.example', 'x', 'officer', false)`,
    )
    const answers = []
    for (const name of ['known', 'unknown', 'closed']) {
      const before = performance.now()
      const answer = await openVisitor(it.app).post('/sign-in/link', { email: email(name), next: '/' })
      expect(performance.now() - before).toBeGreaterThan(240)
      const headers = Object.entries(answer.headers).filter(
        ([head]) => head !== 'date' && !head.startsWith('x-ratelimit'),
      )
      answers.push({ status: answer.statusCode, body: answer.body, headers })
    }
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
    expect(await mailsTo(email('known'))).toHaveLength(1)
    expect([...(await mailsTo(email('unknown'))), ...(await mailsTo(email('closed')))]).toEqual([])
  })

  test('brings somebody to the page they wanted, once, and is written nowhere but in the mail', async () => {
    await invite(it.db, 'tests', personOf('wants'))
    const visitor = openVisitor(it.app)
    await visitor.post('/sign-in/link', { email: 'WANTS@tests.example ', next: '/places?kind=ward' })
    const token = linkIn((await mailsTo(email('wants')))[0]?.body)
    const answer = await visitor.post(`/sign-in/${token}`)
    expect(answer.headers.location).toBe('/places?kind=ward')
    expect((await visitor.post(`/sign-in/${token}`)).statusCode).toBe(410)
    const kept = await it.db.many(
      z.object({ text: z.string() }),
      sql`select payload::text as text from jobs union all select detail::text from audit union all select token_hash from sign_in_links`,
    )
    expect(kept.filter(row => row.text.includes(token))).toEqual([])
  })

  test('no more than five go to one account in an hour', async () => {
    await it.db.run(sql`insert into accounts (email, name, role) values ('often@tests.example', 'often', 'officer')`)
    for (let i = 0; i < 7; i++)
      expect((await openVisitor(it.app).post('/sign-in/link', { email: email('often') })).headers.location).toBe(
        '/sign-in/sent',
      )
    expect(await mailsTo(email('often'))).toHaveLength(5)
  })

  test('an invitation nobody took up in time opens nothing; one that is good does', async () => {
    for (const [name, days] of [
      ['lapsed', -1],
      ['invited', 7],
    ] as const) {
      await it.db.run(sql`
        insert into accounts (email, name, role, invited_until)
        values (${email(name)}, ${name}, 'officer', now() + make_interval(days => ${days}))`)
      await openVisitor(it.app).post('/sign-in/link', { email: email(name) })
    }
    expect(await mailsTo(email('lapsed'))).toEqual([])
    const token = linkIn((await mailsTo(email('invited')))[0]?.body)
    expect((await openVisitor(it.app).post(`/sign-in/${token}`)).statusCode).toBe(303)
    const left = await it.db.one(
      z.object({ until: z.string().nullable() }),
      sql`select invited_until as until from accounts where email = ${email('invited')}`,
    )
    expect(left.until).toBeNull()
  })

  const wrong: Record<string, string>[] = [
    {},
    { email: '' },
    { email: 'nobody' },
    { email: `${'a'.repeat(300)}@x.example` },
    { email: '<b>@' },
  ]
  test.each(wrong)('what is no address is said so and kept in the field: %j', async values => {
    const answer = await openVisitor(it.app).post('/sign-in/link', values)
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('Enter an email address')
  })

  test('asking again and again from one address is slowed', async () => {
    const sent = Array.from({ length: 25 }, () =>
      openVisitor(it.app).ask({
        method: 'POST',
        url: '/sign-in/link',
        remoteAddress: '203.0.113.9',
        payload: 'email=x@tests.example',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    )
    expect((await Promise.all(sent)).filter(answer => answer.statusCode === 429).length).toBeGreaterThanOrEqual(5)
  })
})

describe('sessions', () => {
  test('a sign-in always gives a new token, and the one the browser came with opens nothing', async () => {
    const planted = `upstream_session_demo=${'a'.repeat(43)}`
    const visitor = openVisitor(it.app, firefox, planted)
    await visitor.post(`/sign-in/${await invite(it.db, 'tests', personOf('fixed'))}`)
    const first = visitor.cookie()
    expect(first).not.toBe(planted)
    expect((await openVisitor(it.app, firefox, planted).get('/account')).statusCode).toBe(303)
    await visitor.post(`/sign-in/${await invite(it.db, 'tests', personOf('fixed'))}`)
    expect(visitor.cookie()).not.toBe(first)
    expect((await openVisitor(it.app, firefox, first).get('/account')).statusCode).toBe(303)
    expect((await visitor.get('/account')).statusCode).toBe(200)
  })

  test('over HTTPS the cookie is one that no other host and no plain page can plant', async () => {
    const { db, pack } = it
    const bench = openBench()
    const app = createApp({ db, pack, log: openLog('fatal'), bench, today: () => today, secure: true })
    const answer = await app.inject({ method: 'POST', url: `/sign-in/${await invite(db, 'tests', personOf('https'))}` })
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-upstream_session_demo=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    const held = String(answer.headers['set-cookie']).split(';')[0] ?? ''
    expect((await openVisitor(app, firefox, held).get('/account')).statusCode).toBe(200)
    const plain = held.replace('__Host-', '')
    expect((await openVisitor(app, firefox, plain).get('/account')).statusCode).toBe(303)
    await app.close()
    await bench.close()
  })

  test('end when they are idle for two hours, and after twelve whatever happens', async () => {
    for (const change of [
      sql`update sessions set seen_at = now() - interval '121 minutes'`,
      sql`update sessions set ends_at = now() - interval '1 second', seen_at = now()`,
    ]) {
      const visitor = await arrive('ends')
      expect((await visitor.get('/account')).statusCode).toBe(200)
      await it.db.run(change)
      expect((await visitor.get('/account')).statusCode).toBe(303)
    }
  })

  test('the list shows one’s own sessions by their kind of browser, and one can be ended', async () => {
    const [desk, phone, other] = [await arrive('two'), await arrive('two', safari), await arrive('other')]
    const page = (await desk.get('/account')).body
    expect(page).toContain('Firefox on Windows (this one)')
    expect(page).toContain('Safari on an iPhone or iPad')
    expect(page.match(/\/account\/sessions\/\d+\/end/g)).toHaveLength(2)
    const number = /sessions\/(\d+)\/end"[^>]*><button[^>]*>End<span[^>]*> the session of Safari/.exec(page)?.[1]
    expect((await other.post(`/account/sessions/${number}/end`)).statusCode).toBe(404)
    expect((await phone.get('/account')).statusCode).toBe(200)
    await desk.post(`/account/sessions/${number}/end`)
    expect((await phone.get('/account')).statusCode).toBe(303)
    expect((await desk.get('/account')).statusCode).toBe(200)
  })

  test('“Sign out everywhere” ends all of mine and nobody else’s, and is in the audit trail', async () => {
    const [desk, phone, other] = [await arrive('all'), await arrive('all', safari), await arrive('other')]
    await phone.post('/account/sign-out-everywhere')
    for (const each of [desk, phone]) expect((await each.get('/account')).statusCode).toBe(303)
    expect((await other.get('/account')).statusCode).toBe(200)
    const kept = await it.db.one(
      z.object({ detail: z.unknown() }),
      sql`select detail from audit where what = 'session.ended-everywhere' and who = ${email('all')}`,
    )
    expect(kept.detail).toEqual({ sessions: 2 })
  })

  test('a kind of browser that is new to somebody is told by mail; the first, and one they know, are not', async () => {
    await arrive('devices')
    await arrive('devices')
    expect(await mailsTo(email('devices'))).toEqual([])
    await arrive('devices', safari)
    await arrive('devices', safari)
    const mails = await mailsTo(email('devices'))
    expect(mails.map(mail => mail.subject)).toEqual(['A new device signed in to Upstream as you'])
    expect(mails[0]?.body).toContain('Safari on an iPhone or iPad')
  })

  test('no network address is kept anywhere', async () => {
    const token = await invite(it.db, 'tests', personOf('address'))
    await it.app.inject({ method: 'POST', url: `/sign-in/${token}`, remoteAddress: '203.0.113.77' })
    const { text } = await it.db.one(
      z.object({ text: z.string() }),
      sql`select (select string_agg(s::text, '') from sessions s) || (select string_agg(a::text, '') from audit a)
        || (select string_agg(d::text, '') from account_devices d) as text`,
    )
    expect(text).not.toContain('203.0.113.77')
  })

  test('a closed account is out at the next page', async () => {
    const visitor = await arrive('closing')
    await it.db.run(sql`update accounts set active = false where email = ${email('closing')}`)
    expect((await visitor.get('/account')).statusCode).toBe(303)
  })

  test.each([
    [undefined, 'Unknown browser'],
    ['curl/8.5.0', 'Unknown browser'],
    [firefox, 'Firefox on Windows'],
    [safari, 'Safari on an iPhone or iPad'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0',
      'Edge on a Mac',
    ],
    [
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36',
      'Samsung Internet on Android',
    ],
  ])('%s is “%s”', (agent, words) => expect(deviceWords(agent)).toBe(words))
})

describe('restricted pages ask for a recent sign-in', () => {
  test('whoever signed in long ago does so again and comes back, with another session', async () => {
    const visitor = await arrive('fresh')
    expect((await visitor.get('/account/codes')).statusCode).toBe(200)
    await it.db.run(sql`update sessions set authenticated_at = now() - interval '61 minutes'`)
    const sent = await visitor.get('/account/codes')
    expect(sent.headers.location).toBe('/sign-in/again?next=%2Faccount%2Fcodes')
    expect((await visitor.get(String(sent.headers.location))).body).toContain(email('fresh'))
    const back = await visitor.post('/sign-in', { email: email('fresh'), next: '/account/codes' })
    expect(back.headers.location).toBe('/account/codes')
    expect((await visitor.get('/account/codes')).statusCode).toBe(200)
  })

  test('a form begun in time may be sent a while longer, and not for ever', async () => {
    const visitor = await arrive('slow')
    await it.db.run(sql`update sessions set authenticated_at = now() - interval '90 minutes'`)
    expect((await visitor.post('/account/codes', { code: '1' })).statusCode).toBe(400)
    await it.db.run(sql`update sessions set authenticated_at = now() - interval '121 minutes'`)
    expect((await visitor.post('/account/codes', { code: '1' })).headers.location).toBe('/sign-in/again?next=%2F')
  })
})
