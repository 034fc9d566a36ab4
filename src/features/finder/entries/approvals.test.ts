// Approval by a second person, trust, what an organisation is told, and what each person's week asks.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import * as organisations from '../../organisations/index.ts'
import type { NewBody } from '../schemas.ts'
import { publicEntry } from './public.ts'
import * as queries from './queries.ts'
import * as service from './service.ts'
import { type Person, person, versionOn } from './testing.ts'

let it: TestApp
let provider: Person, rival: Person, officer: Person, second: Person
let organisation: organisations.Organisation
beforeAll(async () => {
  it = await openTestApp('empty')
  const kept = await organisations.enter(it.db, {
    by: 'setup',
    key: 'harbour-steps',
    name: 'Harbour Steps',
    email: 'hello@harbour.example',
  })
  if (!kept.ok) throw new Error('not kept')
  organisation = kept.organisation
  provider = await person(it, 'provider', 'harbour', { organisation: 'harbour-steps' })
  rival = await person(it, 'provider', 'rival', { organisation: 'rival-club' })
  officer = await person(it, 'officer', 'officer')
  second = await person(it, 'officer', 'second')
})
afterAll(() => it.close())

const body = (over: Partial<NewBody> = {}): NewBody => ({
  name: 'Boxing',
  summary: 'Learn to box.',
  activities: ['boxing'],
  timesWords: 'Tuesdays',
  online: true,
  minAge: 18,
  cost: { kind: 'free', words: '' },
  join: { how: 'turn-up' },
  ...over,
})
let id = ''
beforeEach(async () => {
  ;({ id } = await service.enter(it.db, {
    by: provider.email,
    kind: 'activity',
    organisationId: organisation.id,
    boroughId: null,
    body: body(),
    note: 'Our first',
    verdict: 'waiting',
  }))
})
const at = (rest = '') => `/opportunities/${id}${rest}`
const approve = async (who: Person) =>
  who.post(at('/approve'), { version: versionOn((await who.get(at('/review'))).body) })
/** Changes one page of the form and sends it. */
const change = async (part: string, values: Record<string, string>) => {
  await provider.post(at(`/edit/${part}`), {
    version: versionOn((await provider.get(at(`/edit/${part}`))).body),
    ...values,
  })
  return provider.post(at('/send'), { version: versionOn((await provider.get(at('/check'))).body), note: 'A change' })
}
const Mail = z.object({ recipient: z.string(), kind: z.string(), body: z.string() })
const mails = () =>
  it.db.many(Mail, sql`select recipient, kind, body from mail_outbox where kind like 'entry-%' order by id desc`)
const what = { name: 'Boxing', activities: 'Boxing', description: '' }

describe('approval', () => {
  test('of something for under 18s waits until its safeguarding is said', async () => {
    const young = await service.enter(it.db, {
      by: provider.email,
      kind: 'activity',
      organisationId: organisation.id,
      boroughId: null,
      body: body({ minAge: 11 }),
      note: '',
      verdict: 'waiting',
    })
    const review = (await officer.get(`/opportunities/${young.id}/review`)).body
    expect(review).toContain('when the safeguarding policy was last agreed')
    expect(review).not.toContain('Approve it')
    expect((await officer.post(`/opportunities/${young.id}/approve`, { version: '1' })).statusCode).toBe(409)
  })

  test('is an officer’s: others are refused', async () => {
    for (const role of ['director', 'analyst', 'administrator', 'young-assessor'] as const)
      for (const [method, url] of [
        ['GET', '/review'],
        ['POST', '/approve'],
        ['POST', '/refuse'],
      ] as const)
        expect((await it.ask(role, { method, url: at(url) })).statusCode, `${role} ${url}`).toBe(403)
    for (const who of [provider, rival]) {
      expect((await who.get(at('/review'))).statusCode).toBe(403)
      expect((await who.post(at('/approve'), { version: 1 })).statusCode).toBe(403)
      expect((await who.post(at('/refuse'), { version: 1, reason: 'No' })).statusCode).toBe(403)
    }
    expect(await publicEntry(it.db, id)).toBeUndefined()
  })

  test('makes it public, and its organisation is told', async () => {
    const page = (await officer.get(at('/review'))).body
    for (const words of ['New: Boxing', 'Our first', 'Learn to box.', 'Approve it']) expect(page).toContain(words)
    expect((await approve(officer)).headers.location).toContain('done=approved')
    expect(await publicEntry(it.db, id)).toMatchObject({ version: 1 })
    expect((await mails())[0]).toMatchObject({ recipient: 'hello@harbour.example', kind: 'entry-approved' })
    expect((await officer.get(at('/review'))).body).toContain('Nothing waits to be approved here')
  })

  test('shows old beside new, field by field', async () => {
    await approve(officer)
    expect((await change('what', { ...what, summary: 'Box with a coach.' })).headers.location).toContain('done=sent')
    const page = (await officer.get(at('/review'))).body
    for (const words of ['<del>Learn to box.</del>', '<ins>Box with a coach.</ins>', 'What stays as it is'])
      expect(page).toContain(words)
    expect((await publicEntry(it.db, id))?.body.summary).toBe('Learn to box.')
  })

  test('is of what stood on the page: a change meanwhile asks for another look', async () => {
    const version = versionOn((await officer.get(at('/review'))).body)
    await change('what', { ...what, summary: 'Something else.' })
    expect((await officer.post(at('/approve'), { version })).statusCode).toBe(409)
    expect((await officer.post(at('/approve'))).statusCode).toBe(409)
  })

  test('is not for who wrote any of it', async () => {
    const edit = versionOn((await officer.get(at('/edit/what'))).body)
    await officer.post(at('/edit/what'), { ...what, summary: 'In my words.', version: edit })
    await officer.post(at('/send'), { version: versionOn((await officer.get(at('/check'))).body) })
    expect((await officer.get(at('/review'))).body).toContain('A second person must do this')
    const version = (await queries.find(it.db, id))?.lastVersion ?? 0
    expect((await officer.post(at('/approve'), { version })).statusCode).toBe(403)
    expect((await officer.post(at('/refuse'), { version, reason: 'x' })).statusCode).toBe(403)
    expect((await approve(second)).statusCode).toBe(303)
  })

  test('or it is sent back with a reason, which reaches the organisation', async () => {
    const version = versionOn((await officer.get(at('/review'))).body)
    const none = await officer.post(at('/refuse'), { version, reason: '' })
    expect(none.statusCode).toBe(422)
    expect(none.body).toContain('href="#refuse-reason"')
    expect((await officer.post(at('/refuse'), { version, reason: 'Say where to meet' })).headers.location).toContain(
      'done=refused',
    )
    expect((await mails())[0]?.body).toContain('Say where to meet')
    expect((await provider.get(at())).body).toContain('Say where to meet')
    expect((await provider.get('/week')).body).toContain('Put “Boxing” right')
  })
})

describe('the week', () => {
  test('asks officers to read what waits, but not what they wrote', async () => {
    expect((await officer.get('/week')).body).toContain(at('/review'))
    expect((await rival.get('/week')).body).not.toContain(id)
    await officer.post(at('/edit/what'), {
      ...what,
      summary: 'Mine.',
      version: versionOn((await officer.get(at('/edit/what'))).body),
    })
    await officer.post(at('/send'), { version: versionOn((await officer.get(at('/check'))).body) })
    expect((await officer.get('/week')).body).not.toContain(at('/review'))
    expect((await second.get('/week')).body).toContain(at('/review'))
  })

  test('asks a provider to look again at what is due', async () => {
    await approve(officer)
    await it.db.run(sql`update opportunities set review_on = ${today} where id = ${id}`)
    expect((await provider.get('/week')).body).toContain('Say whether “Boxing” is still right')
    expect((await rival.get('/week')).body).not.toContain('Say whether')
  })
})

describe('trust', () => {
  const trust = (who: Person, to: string) => who.post('/opportunities/organisations/harbour-steps/trust', { trust: to })

  test('is given by an officer alone', async () => {
    expect((await trust(provider, 'trusted')).statusCode).toBe(403)
    expect((await trust(officer, 'trusted')).statusCode).toBe(303)
    expect(await organisations.findByKey(it.db, 'harbour-steps')).toMatchObject({
      trust: 'trusted',
      trustedBy: officer.email,
    })
  })

  test('makes small changes public at once, in the officer’s name, and no others', async () => {
    await trust(officer, 'trusted')
    await approve(second)
    expect((await change('what', { ...what, summary: 'Box with us.' })).headers.location).toContain('done=public')
    expect((await publicEntry(it.db, id))?.body.summary).toBe('Box with us.')
    const now = await queries.version(it.db, id, (await queries.find(it.db, id))?.publicVersion ?? 0)
    expect(now).toMatchObject({ madeBy: provider.email, decidedBy: officer.email })
    expect((await change('join', { how: 'ask', joinWords: 'Ask at the door' })).headers.location).toContain('done=sent')
    expect((await publicEntry(it.db, id))?.body.join.how).toBe('turn-up')
  })

  test('is taken back', async () => {
    await trust(officer, 'new')
    await approve(second)
    expect((await change('what', { ...what, summary: 'Box with us.' })).headers.location).toContain('done=sent')
  })
})

describe('an organisation’s own page', () => {
  const url = '/opportunities/organisations/harbour-steps'
  test('is changed by itself, without what an officer decides', async () => {
    const page = await provider.get(url)
    expect(page.body).not.toContain('mailDomain')
    const told = {
      version: versionOn(page.body),
      name: 'Harbour Steps',
      kind: 'charity',
      email: 'team@harbour.example',
      mailDomain: 'evil.example',
    }
    expect((await provider.post(url, told)).statusCode).toBe(303)
    expect(await organisations.findByKey(it.db, 'harbour-steps')).toMatchObject({
      email: 'team@harbour.example',
      mailDomain: null,
      kind: 'charity',
    })
    expect((await provider.post(url, told)).statusCode).toBe(409)
  })
  test('takes no person’s mailbox and keeps what was typed', async () => {
    const answer = await provider.post(url, {
      version: 1,
      name: '',
      kind: 'charity',
      email: 'jo.smith@harbour.example',
    })
    expect(answer.statusCode).toBe(422)
    for (const words of ['Enter its name', 'mailbox of a team', 'value="jo.smith@harbour.example"'])
      expect(answer.body).toContain(words)
  })
  test('is nobody else’s', async () => {
    expect((await rival.get(url)).statusCode).toBe(404)
    expect((await rival.post(url, {})).statusCode).toBe(404)
    expect((await provider.get('/opportunities/organisations')).statusCode).toBe(403)
    expect((await officer.get('/opportunities/organisations')).body).toContain('Harbour Steps')
    expect((await it.get('director', url)).statusCode).toBe(403)
  })
})
