import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { addDays } from '../../../lib/dates.ts'
import { anyone } from '../../../platform/http.ts'
import { sql } from '../../../platform/sql.ts'
import { publicEntry } from '../entries/public.ts'
import * as entries from '../entries/queries.ts'
import { hide } from '../entries/service.ts'
import { careDuties } from './duties.ts'
import { jobs, schedule } from './nightly.ts'
import { hashOf, round } from './reviews.ts'
import { addLink } from './reviews-queries.ts'
import { stepOf } from './reviews-rules.ts'
import { type Found, signedIn, someEntries } from './testing.ts'

describe('what a night does with an entry', () => {
  const step = (today: string, asks = 0, askedOn: string | null = null) =>
    stepOf({ reviewOn: '2026-06-30', asks, askedOn }, today)
  test.each([
    ['too early', step('2026-06-15'), 'nothing'],
    ['two weeks before its day', step('2026-06-16'), 'ask'],
    ['asked once, its day not missed', step('2026-06-30', 1, '2026-06-16'), 'nothing'],
    ['its day missed: once more', step('2026-07-01', 1, '2026-06-16'), 'ask'],
    ['missed, but asked a week ago', step('2026-07-01', 1, '2026-06-24'), 'nothing'],
    ['the second day not missed yet', step('2026-07-28', 2, '2026-07-01'), 'nothing'],
    ['two days missed', step('2026-07-29', 2, '2026-07-01'), 'hide'],
    ['nights were not run for months: asked first, never hidden unasked', step('2027-01-01'), 'ask'],
    ['and then in peace', step('2027-01-10', 2, '2027-01-01'), 'nothing'],
  ])('%s', (_name, found, expected) => expect(found).toBe(expected))
})

let it: TestApp
let entry: Found
let other: Found
const publicAddress = 'https://city.example'
beforeAll(async () => {
  it = await openTestApp('demo')
  const [first, second] = await someEntries(it.db)
  if (!first || !second) throw new Error('the demonstration has no entries')
  ;[entry, other] = [first, second]
  await it.db.run(sql`update opportunities set review_on = '2027-12-31'`)
  await it.db.run(sql`update opportunities set review_on = ${addDays(today, 10)}::date where id = ${entry.id}`)
})
afterAll(() => it?.close())

const Mail = z.object({ to: z.string(), subject: z.string(), body: z.string() })
const mails = () =>
  it.db.many(Mail, sql`select recipient as to, subject, body from mail_outbox where kind like 'finder.%' order by id`)
const linkIn = (body: string | undefined) =>
  /https:\/\/city\.example(\/still-right\/[\w-]{43})/.exec(body ?? '')?.[1] ?? ''
const found = async (id = entry.id) => (await entries.find(it.db, id)) ?? expect.fail('no entry')

describe('an entry that is due', () => {
  test('whoever runs it is asked once, by one mail with a link', async () => {
    expect(await round(it.db, { today, publicAddress })).toEqual({ asked: 1, hidden: 0, nobody: 0 })
    expect(await round(it.db, { today, publicAddress })).toEqual({ asked: 0, hidden: 0, nobody: 0 })
    const [mail, ...more] = await mails()
    expect(more).toEqual([])
    expect(mail?.subject).toBe('Is this still right? 1 page to look at')
    expect(mail?.body).toContain(entry.name)
    expect(mail?.to).toMatch(/^hello@/)
  })

  test('looking at the link does not spend it; one press does, and the day moves on', async () => {
    const link = linkIn((await mails())[0]?.body)
    for (let looks = 0; looks < 3; looks++) {
      const page = await it.get('public', link)
      expect(page.statusCode).toBe(200)
      expect(page.headers['cache-control']).toContain('no-store')
      expect(page.body).toContain(entry.name)
    }
    const arabic = (await it.get('public', `${link}?lang=ar`)).body
    expect(arabic).toMatch(/dir="rtl"[\s\S]*هل ما زال هذا صحيحًا؟[\s\S]*name="lang" value="ar"/)
    expect(arabic).not.toContain('Yes, it is still right')
    const before = await found()
    const answer = await it.ask('public', { ...form({ lang: 'ar' }), url: link })
    expect(answer.headers.location).toBe('/still-right?done=right&lang=ar')
    expect((await it.get('public', '/still-right?done=right&lang=ar')).body).toContain('شكرًا لكم')
    expect((await it.get('public', '/still-right?done=right')).body).toContain('checked today')
    const after = await found()
    expect(after.checkedOn).toBe(today)
    expect(after.reviewOn).toBe(addDays(today, { activity: 120, work: 60, support: 91, network: 182 }[after.kind]))
    expect(after.modified).toBeGreaterThan(before.modified)
    expect((await it.get('public', link)).statusCode).toBe(404)
    expect((await it.ask('public', { method: 'POST', url: link })).statusCode).toBe(404)
    const trail = await it.db.many(
      z.object({ who: z.string() }),
      sql`select who from audit where what = 'opportunity.confirmed'`,
    )
    expect(trail.map(each => each.who)).toEqual([(await mails())[0]?.to])
  })

  test('a link that ended, or never was, is nothing', async () => {
    for (const token of ['x', 'A'.repeat(43), 'A'.repeat(60)])
      expect((await it.get('public', `/still-right/${token}`)).statusCode).toBe(404)
    await it.db.run(sql`update opportunities set review_on = ${today}::date where id = ${entry.id}`)
    await round(it.db, { today, publicAddress })
    const link = linkIn((await mails()).at(-1)?.body)
    await it.db.run(sql`update finder_review_links set ends_on = ${addDays(today, -1)}::date where used_on is null`)
    expect((await it.get('public', link)).statusCode).toBe(404)
  })

  test('asked again after its day, then it hides itself with the reason, and says so', async () => {
    const later = (days: number) => round(it.db, { today: addDays(today, days), publicAddress })
    expect(await later(14)).toMatchObject({ asked: 1 })
    expect((await mails()).at(-1)?.subject).toContain('Asked again')
    expect(await later(28)).toEqual({ asked: 0, hidden: 0, nobody: 0 })
    expect(await later(29)).toEqual({ asked: 0, hidden: 1, nobody: 0 })
    expect(await publicEntry(it.db, entry.id)).toBeUndefined()
    expect(await found()).toMatchObject({
      state: 'hidden',
      stateReason: 'Nobody said by 20 December 2026 that it is still right',
      hidItself: true,
    })
    expect((await mails()).at(-1)?.subject).toBe(`Hidden: ${entry.name}`)
  })

  test('what hid itself is public again by the link of that mail, once its dates still hold; what a person took down is not', async () => {
    const link = linkIn((await mails()).at(-1)?.body)
    expect((await it.get('public', link)).body).toContain('People do not see it now')
    const press = async (url = link) => (await it.ask('public', { method: 'POST', url })).statusCode
    const dated = async (on: string) =>
      it.db.run(sql`
        update opportunity_versions set body = jsonb_set(jsonb_set(body, '{minAge}', '11'), '{safeguarding}', ${JSON.stringify({ policyOn: '2026-10-01', checksOn: '2026-10-01', leadRole: 'Manager', insuranceOn: on })}::jsonb)
        where opportunity_id = ${entry.id}`)
    await it.db.run(sql`update opportunities set kind = 'activity' where id = ${entry.id}`)
    await dated('2020-01-01')
    expect(await press()).toBe(409)
    const { body: over } = await it.get('public', link)
    expect([over.includes('It can be approved once that is said'), over.includes('<form method="post"')]).toEqual([
      true,
      false,
    ])
    expect(over).toContain(`href="/opportunities/${entry.id}"`)
    await dated('2027-12-31')
    expect(await press()).toBe(303)
    expect(await found()).toMatchObject({ state: 'public', stateReason: '' })
    expect(await publicEntry(it.db, entry.id)).toBeDefined()
    await hide(it.db, {
      id: entry.id,
      by: 'officer@tests.example',
      reason: 'Nobody said by phone whether the worker was checked',
      today,
    })
    expect(await found()).toMatchObject({ state: 'hidden', hidItself: false })
    await addLink(it.db, hashOf('B'.repeat(43)), entry.id, { from: today, to: addDays(today, 9) })
    expect((await it.get('public', `/still-right/${'B'.repeat(43)}`)).statusCode).toBe(404)
    const own = await signedIn(it, 'provider', 'provider-h@tests.example', { organisation: entry.organisation })
    expect((await own.get(`/opportunities/reviews/${entry.id}`)).statusCode).toBe(404)
    expect((await own.post(`/opportunities/reviews/${entry.id}`)).statusCode).toBe(404)
  })

  test('of a feed: looked after with the feed, never asked about here', async () => {
    await it.db.run(
      sql`update opportunities set source_id = 'feed', source_ref = '1', review_on = ${today}::date where id = ${other.id}`,
    )
    expect(await round(it.db, { today, publicAddress })).toEqual({ asked: 0, hidden: 0, nobody: 0 })
    await it.db.run(sql`update opportunities set source_id = null, source_ref = null where id = ${other.id}`)
  })

  test('without a mailbox nobody is asked, and it is counted', async () => {
    await it.db.run(sql`update organisations set email = null where key = ${other.organisation}`)
    await it.db.run(
      sql`update opportunity_versions set body = jsonb_set(body, '{join,email}', '""') where opportunity_id = ${other.id}`,
    )
    const before = (await mails()).length
    expect(await round(it.db, { today, publicAddress })).toEqual({ asked: 1, hidden: 0, nobody: 1 })
    expect(await mails()).toHaveLength(before)
  })
})

describe('for whoever answers for entries', () => {
  test('they see their own, say that one is right, and find it in their week', async () => {
    const provider = await signedIn(it, 'provider', 'provider-c@tests.example', { organisation: other.organisation })
    const stranger = await signedIn(it, 'provider', 'provider-d@tests.example', { organisation: entry.organisation })
    expect((await provider.get('/opportunities/reviews')).body).toContain('Nobody: there is no mailbox')
    expect((await provider.get('/week')).body).toContain('is still right')
    expect((await stranger.get('/opportunities/reviews')).body).toContain('Nothing to look at')
    expect((await stranger.get(`/opportunities/reviews/${other.id}`)).statusCode).toBe(404)
    expect((await stranger.post(`/opportunities/reviews/${other.id}`)).statusCode).toBe(404)
    expect((await provider.get(`/opportunities/reviews/${other.id}`)).body).toContain('Yes, it is still right')
    expect((await provider.post(`/opportunities/reviews/${other.id}`)).statusCode).toBe(303)
    expect((await found(other.id)).checkedOn).toBe(today)
    for (const role of ['young-assessor', 'analyst', 'director', 'administrator'] as const)
      expect((await it.get(role, '/opportunities/reviews')).statusCode, role).toBe(403)
  })

  test('many are a few lines and one more', async () => {
    await it.db.run(sql`update opportunities set review_on = ${addDays(today, -3)}::date where state = 'public'`)
    const actor = { ...anyone, accountId: 1, email: 'x@tests.example', role: 'officer' }
    const mine = (await careDuties(it.db, actor, today)).filter(duty => duty.href.startsWith('/opportunities/reviews'))
    expect(mine).toHaveLength(11)
    expect(mine.at(-1)?.title).toMatch(/^\d+ more entries to look at again$/)
  })
})

test('one round waits for its night, and each sees to the next', async () => {
  const waiting = async () =>
    (
      await it.db.one(
        z.object({ n: z.number() }),
        sql`select count(*)::int as n from jobs where kind = 'finder.care' and finished_at is null`,
      )
    ).n
  await schedule(it.db, new Date())
  await schedule(it.db, new Date())
  expect(await waiting()).toBe(1)
  expect(Object.keys(jobs(it.db, publicAddress))).toEqual(['finder.care'])
})
