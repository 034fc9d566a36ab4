import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import { anyone } from '../../../platform/http.ts'
import { sql } from '../../../platform/sql.ts'
import { decide, Invitation, identify, invite } from '../index.ts'
import { confidential } from '../permission/matrix.ts'
import { openVisitor, type Visitor } from '../testing.ts'
import { kindWords } from './words.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
  for (const role of ['administrator', 'director']) await make(role)
})
afterAll(() => it.close())

const make = (role: string, name = role) =>
  invite(it.db, 'tests', Invitation.parse({ email: `${name}@tests.example`, name, role }))
async function as(role: string, name = role): Promise<Visitor> {
  const visitor = openVisitor(it.app)
  await visitor.post(`/sign-in/${await make(role, name)}`)
  return visitor
}
const good = { kind: 'incident', reason: 'Request 2026-114 of the director: a log cannot be closed.', hours: '2' }
const actorOf = async (visitor: Visitor) => {
  const [name = '', value = ''] = visitor.cookie().split('=')
  const req = { cookies: { [name]: value }, method: 'GET', url: '/asked' }
  return identify(it.db, req, { secure: false, pack: it.pack.id, today: '2026-11-22' })
}
const count = async (query: ReturnType<typeof sql>) => (await it.db.one(z.object({ n: z.number() }), query)).n

describe('breaking the glass', () => {
  test('is for administrators alone; directors look on; others see nothing of it', async () => {
    for (const role of ['young-assessor', 'provider', 'officer', 'analyst', 'borough-lead']) {
      const visitor = await as(role)
      for (const path of ['/glass', '/glass.csv', '/glass/break'])
        expect((await visitor.get(path)).statusCode, `${role} ${path}`).toBe(403)
      expect((await visitor.post('/glass/break', good)).statusCode, role).toBe(403)
    }
    const director = await as('director')
    expect((await director.get('/glass')).statusCode).toBe(200)
    expect((await director.get('/glass/break')).statusCode).toBe(403)
    expect((await director.post('/glass/break', good)).statusCode).toBe(403)
    expect((await director.post('/glass/1/close')).statusCode).toBe(403)
  })

  test.each<[Record<string, string>, string]>([
    [{ ...good, kind: 'account' }, 'Choose what must be read'],
    [{ ...good, kind: '' }, 'Choose what must be read'],
    [{ ...good, reason: 'because' }, 'Say why in a sentence or two'],
    [{ ...good, reason: ' '.repeat(40) }, 'Say why in a sentence or two'],
    [{ ...good, hours: '5' }, 'Choose 4 hours or fewer'],
    [{ ...good, hours: '0' }, 'Choose for how long'],
    [{ ...good, hours: 'NaN' }, 'Choose for how long'],
    [{ ...good, hours: '1.5' }, 'Choose for how long'],
    [{}, 'Say why'],
  ])('%j is sent back', async (values, words) => {
    const answer = await (await as('administrator')).post('/glass/break', values)
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain(words)
  })

  test('opens that kind and no other, tells the directors, shows on every page, and every page is recorded with the reason', async () => {
    const admin = await as('administrator')
    expect((await actorOf(admin)).glass).toEqual([])
    expect((await admin.post('/glass/break', good)).statusCode).toBe(303)
    const actor = await actorOf(admin)
    expect(actor.glass).toEqual(['incident'])
    expect(decide(actor, 'view', 'incident').allowed).toBe(true)
    for (const kind of confidential)
      if (kind !== 'incident') expect(decide(actor, 'view', kind).allowed, kind).toBe(false)
    expect((await admin.get('/account')).body).toContain('You may read confidential records: Incident rooms.')
    expect(
      await count(sql`
        select count(*) as n from audit where what = 'record.read' and object = 'page/account' and purpose = ${good.reason}`),
    ).toBe(1)
    const [mail] = await it.db.many(
      z.object({ body: z.string() }),
      sql`select body from mail_outbox where recipient = 'director@tests.example' and kind = 'glass-opened'`,
    )
    expect(mail?.body).toContain(good.reason)
    const seen = (await (await as('director')).get('/glass')).body
    expect(seen).toContain('administrator@tests.example')
    expect(seen).toContain(good.reason)
  })

  test('a session of another administrator is not opened by it, and cannot close it', async () => {
    const other = await as('administrator', 'another')
    expect((await actorOf(other)).glass).toEqual([])
    const { id } = await it.db.one(z.object({ id: z.number() }), sql`select max(id) as id from glass_openings`)
    expect((await other.post(`/glass/${id}/close`)).statusCode).toBe(404)
    for (const none of ['0', 'x', '99999999999'])
      expect((await other.post(`/glass/${none}/close`)).statusCode).toBe(404)
  })

  test('ends when it is closed, and by itself when the time is over', async () => {
    const admin = await as('administrator')
    const { id } = await it.db.one(z.object({ id: z.number() }), sql`select max(id) as id from glass_openings`)
    expect((await admin.post(`/glass/${id}/close`)).statusCode).toBe(303)
    expect((await actorOf(admin)).glass).toEqual([])
    expect((await admin.get('/account')).body).not.toContain('You may read confidential records')
    await admin.post('/glass/break', good)
    expect((await actorOf(admin)).glass).toEqual(['incident'])
    await it.db.run(sql`
      update glass_openings set opened_at = now() - interval '3 hours', ends_at = now() - interval '1 second' where closed_at is null`)
    expect((await actorOf(admin)).glass).toEqual([])
  })

  test('asks for a recent sign-in, and the database itself allows no longer than four hours', async () => {
    const admin = await as('administrator')
    await it.db.run(sql`update sessions set authenticated_at = now() - interval '3 hours'`)
    expect((await admin.get('/glass/break')).headers.location).toContain('/sign-in/again')
    expect((await admin.post('/glass/break', good)).headers.location).toContain('/sign-in/again')
    await expect(
      it.db.run(sql`
        insert into glass_openings (account_id, kind, reason, ends_at)
        select id, 'incident', ${good.reason}, now() + interval '5 hours' from accounts limit 1`),
    ).rejects.toThrow('check')
  })

  test('every confidential kind has words', () => {
    for (const kind of confidential) expect(kindWords(kind)).not.toBe(kind.replaceAll('-', ' '))
    expect(anyone.glass).toEqual([])
  })
})
