import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { publicEntry } from '../entries/public.ts'
import { type Found, signedIn, someEntries } from './testing.ts'

let it: TestApp
let entry: Found
let other: Found
type Person = Awaited<ReturnType<typeof signedIn>>
let officer: Person
let provider: Person
let stranger: Person
let lead: Person

beforeAll(async () => {
  it = await openTestApp('demo')
  const [first, second] = await someEntries(it.db)
  if (!first || !second) throw new Error('the demonstration has no entries')
  ;[entry, other] = [first, second]
  officer = await signedIn(it, 'officer', 'officer-a@tests.example')
  provider = await signedIn(it, 'provider', 'provider-a@tests.example', { organisation: entry.organisation })
  stranger = await signedIn(it, 'provider', 'provider-b@tests.example', { organisation: other.organisation })
  lead = await signedIn(it, 'borough-lead', 'lead-a@tests.example', { places: [entry.borough] })
})
afterAll(() => it?.close())

const tell = (values: Record<string, string>, id = entry.id) =>
  it.ask('public', { ...form(values), url: `/things-to-do/${id}/problem` })
const Row = z.object({
  id: z.number(),
  reason: z.string(),
  words: z.string(),
  told: z.number(),
  taskId: z.number().nullable(),
})
const rows = () =>
  it.db.many(Row, sql`select id, reason, words, told, task_id as "taskId" from finder_reports order by id`)

describe('report a problem', () => {
  test('is a page of buttons for anybody, and one press is kept without a trace of who', async () => {
    const page = await it.get('public', `/things-to-do/${entry.id}/problem`)
    expect(page.body).toContain('<button class="govuk-button govuk-button--secondary" name="reason" value="closed"')
    const answer = await tell({ reason: 'closed' })
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([303, undefined])
    const sent = await it.get('public', String(answer.headers.location))
    expect(sent.body).toContain('A person checks it')
    expect(await rows()).toMatchObject([{ reason: 'closed', words: '', told: 1 }])
    const columns = await it.db.many(
      z.object({ name: z.string() }),
      sql`select column_name as name from information_schema.columns where table_name = 'finder_reports'`,
    )
    expect(columns.map(each => each.name).filter(name => /address|^ip|agent|email|at$/.test(name))).toEqual([])
  })

  test('the same told again is counted, so that nobody fills the list', async () => {
    await tell({ reason: 'closed' })
    expect(await rows()).toMatchObject([{ reason: 'closed', told: 2 }])
  })

  test('words with somebody’s name or number are refused, and kept in the form', async () => {
    for (const words of ['Ask Jordan Smithson about it', 'Ring 07700 900123']) {
      const answer = await tell({ reason: 'other', words })
      expect(answer.statusCode, words).toBe(422)
      expect(answer.body).toContain(words)
    }
    expect((await tell({ reason: 'other', words: '' })).body).toContain('Enter what is wrong in a few words')
    expect((await tell({ reason: 'nonsense' })).statusCode).toBe(422)
    expect((await tell({ reason: 'other', words: 'The door on the left is shut' })).statusCode).toBe(303)
    expect((await rows()).at(-1)).toMatchObject({ reason: 'other', words: 'The door on the left is shut' })
    const told = await tell({ reason: 'other', words: 'The coach touches the girls' })
    expect(told.headers.location).toContain('reason=not-safe')
    expect((await rows()).filter(row => row.reason === 'not-safe').length).toBeGreaterThan(0)
  })

  test('not safe is a task for today and a mail to each officer, once', async () => {
    const answer = await tell({ reason: 'not-safe' })
    expect((await it.get('public', String(answer.headers.location))).body).toMatch(
      /A person looks at this today[\s\S]*0800 1111/,
    )
    await tell({ reason: 'not-safe' })
    const report = (await rows()).find(each => each.reason === 'not-safe')
    const task = await it.db.one(
      z.object({ due: z.string(), owner: z.string(), title: z.string() }),
      sql`select due_on::text as due, owner_role as owner, title from tasks where id = ${report?.taskId ?? 0}`,
    )
    expect(task).toEqual({ due: today, owner: 'officer', title: `Somebody says that this is not safe: ${entry.name}` })
    const mails = await it.db.many(
      z.object({ to: z.string(), body: z.string() }),
      sql`select recipient as to, body from mail_outbox where kind = 'finder.not-safe'`,
    )
    expect(mails.map(mail => mail.to)).toContain('officer-a@tests.example')
    expect(new Set(mails.map(mail => mail.to)).size).toBe(mails.length)
    expect(mails[0]?.body).toContain(`/opportunities/reports/${report?.id}`)
  })

  test('beside it stands a way in for whose it is, while nobody looks after it', async () => {
    const asks = async () => (await it.get('public', `/things-to-do/${other.id}`)).body
    const href = `href="/opportunities/claim?entry=${other.id}"`
    const set = (active: boolean) =>
      it.db.run(sql`update accounts set active = ${active} where organisation = ${other.organisation}`)
    expect(await asks()).not.toContain(href)
    await set(false)
    expect(await asks()).toContain(href)
    await set(true)
  })

  test('speaks the language somebody reads in, through the form, its mistakes and what comes after', async () => {
    const path = `/things-to-do/${entry.id}`
    expect((await it.get('public', `${path}?lang=ar`)).body).toContain(`href="${path}/problem?lang=ar"`)
    const page = await it.get('public', `${path}/problem?lang=ar`)
    expect(page.body).toMatch(/<html[^>]* lang="ar"[\s\S]*dir="rtl"[\s\S]*ما الخطأ؟[\s\S]*href="\/help\?lang=ar"/)
    expect(page.body).not.toContain('It has closed')
    for (const [words, says] of [
      ['', 'اكتب ما هو الخطأ'],
      ['Ring 07700 900123', 'بلا أسماء'],
    ] as const) {
      const { statusCode, body } = await tell({ reason: 'other', words, lang: 'ar' })
      expect([statusCode, body.includes(says), body.includes('هناك مشكلة')], words).toEqual([422, true, true])
      expect(body).not.toContain('There is a problem')
    }
    const told = await tell({ reason: 'wrong-time', lang: 'ar' })
    expect(told.headers.location).toBe(`${path}/problem/sent?reason=wrong-time&lang=ar`)
    const sent = (await it.get('public', String(told.headers.location))).body
    expect(sent).toContain('يتحقق شخص من ذلك ويصححه')
    expect(sent).toContain(`href="${path}?lang=ar"`)
    expect((await tell({ reason: 'wrong-time', lang: 'tlh' })).headers.location).not.toContain('lang')
  })

  test('is not there for what is not public, or is nothing', async () => {
    for (const id of ['00000000-0000-4000-8000-000000000000', 'x'])
      expect((await tell({ reason: 'closed' }, id)).statusCode).toBe(404)
    expect((await it.get('public', '/things-to-do/x/problem')).statusCode).toBe(404)
  })
})

describe('what people told of', () => {
  test('is seen by whoever answers for the entry; that it is not safe by officers alone', async () => {
    const [list, all] = [await provider.get('/opportunities/reports'), await officer.get('/opportunities/reports')]
    expect(list.body).toContain('It has closed or moved')
    const unsafe = (await rows()).filter(row => row.reason === 'not-safe')
    expect(unsafe.length).toBeGreaterThan(0)
    for (const { id } of unsafe) expect(list.body).not.toContain(`/opportunities/reports/${id}"`)
    expect(all.body).toMatch(/Look today/)
    expect((await lead.get('/opportunities/reports')).body).toContain('It has closed or moved')
    expect((await stranger.get('/opportunities/reports')).body).toContain('Nothing to answer')
    expect((await officer.get('/opportunities/reports.csv')).body).toContain('It is not safe')
    for (const role of ['young-assessor', 'analyst', 'director', 'administrator'] as const)
      expect((await it.get(role, '/opportunities/reports')).statusCode, role).toBe(403)
    expect((await it.get('public', '/opportunities/reports')).statusCode).toBe(303)
  })

  test('one of somebody else’s, or not safe, is not to be found', async () => {
    const all = await rows()
    const notSafe = all.find(each => each.reason === 'not-safe')?.id
    expect((await stranger.get(`/opportunities/reports/${all[0]?.id}`)).statusCode).toBe(404)
    expect((await provider.get(`/opportunities/reports/${notSafe}`)).statusCode).toBe(404)
    expect(
      (await provider.post(`/opportunities/reports/${notSafe}/resolve`, { outcome: 'was-right', note: 'Fine' }))
        .statusCode,
    ).toBe(404)
    expect((await provider.post(`/opportunities/reports/${all[0]?.id}/hide`, { reason: 'x' })).statusCode).toBe(403)
    expect((await officer.get('/opportunities/reports/999')).statusCode).toBe(404)
  })

  test('a version the public does not read has put nothing right', async () => {
    const url = `/opportunities/reports/${(await rows())[0]?.id}`
    const set = (last: number, open: number) =>
      it.db.run(sql`update opportunities set last_version = ${last}, public_version = ${open} where id = ${entry.id}`)
    const At = z.object({ last: z.number(), open: z.number() })
    const { last, open } = await it.db.one(
      At,
      sql`select last_version as last, public_version as open from opportunities where id = ${entry.id}`,
    )
    expect((await officer.get(url)).body).toContain('The entry is as it was')
    await set(last + 1, open)
    expect((await officer.get(url)).body).not.toContain('may be right already')
    await set(last + 1, last + 1)
    expect((await officer.get(url)).body).toContain('it may be right already')
    await set(last, open)
  })

  test('an officer takes the entry down at once, with a reason', async () => {
    const id = (await rows()).find(each => each.reason === 'not-safe')?.id
    expect((await officer.post(`/opportunities/reports/${id}/hide`, { reason: '' })).body).toContain(
      'Enter why it is taken down',
    )
    expect(
      (await officer.post(`/opportunities/reports/${id}/hide`, { reason: 'Told not to be safe' })).statusCode,
    ).toBe(303)
    expect(await publicEntry(it.db, entry.id)).toBeUndefined()
    expect((await tell({ reason: 'closed' })).statusCode).toBe(404)
  })

  test('is resolved once, with what came of it; its task ends with it', async () => {
    const report = (await rows()).find(each => each.reason === 'not-safe')
    const url = `/opportunities/reports/${report?.id}/resolve`
    const empty = await officer.post(url, {})
    expect(empty.statusCode).toBe(422)
    expect(empty.body).toContain('Choose what came of it')
    expect(
      (await officer.post(url, { outcome: 'taken-down', note: 'Down until the hall is looked at' })).statusCode,
    ).toBe(303)
    expect((await officer.post(url, { outcome: 'was-right', note: 'Again' })).statusCode).toBe(409)
    const task = await it.db.one(
      z.object({ done: z.string() }),
      sql`select done_on::text as done from tasks where id = ${report?.taskId ?? 0}`,
    )
    expect(task.done).toBe(today)
    expect((await officer.get('/opportunities/reports?is=all')).body).toContain('It is taken down')
  })

  test('whoever runs it answers what is told of it', async () => {
    const first = (await rows())[0]
    expect(
      (
        await provider.post(`/opportunities/reports/${first?.id}/resolve`, {
          outcome: 'put-right',
          note: 'New times are in',
        })
      ).statusCode,
    ).toBe(303)
    const trail = await it.db.many(
      z.object({ what: z.string() }),
      sql`select what from audit where object = ${`opportunity/${entry.id}`} and what like '%problem%' order by id`,
    )
    expect(trail.map(each => each.what)).toContain('opportunity.problem-resolved')
  })
})
