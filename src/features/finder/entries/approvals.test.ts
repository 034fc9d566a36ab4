// Approval by a second person, trust, what an organisation is told, and what each person's week asks.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp, today } from '../../../../test/support.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import * as organisations from '../../organisations/index.ts'
import type { NewBody } from '../schemas.ts'
import { freshWords, lastWords } from '../search/added.ts'
import * as words from '../words/service.ts'
import { publicEntry } from './public.ts'
import * as queries from './queries.ts'
import * as service from './service.ts'
import { harbourSteps, type Person, person, versionOn } from './testing.ts'

let it: TestApp
let provider: Person, rival: Person, officer: Person, second: Person
let organisation: organisations.Organisation
beforeAll(async () => {
  it = await openTestApp('empty')
  ;({ organisation, provider, rival, officer } = await harbourSteps(it))
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
const mails = (kind = 'entry-%') =>
  it.db.many(Mail, sql`select recipient, kind, body from mail_outbox where kind like ${kind} order by id desc`)
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
    expect((await mails())[0]?.body).toContain(`/things-to-do/${id}`)
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

describe('what to do next', () => {
  test('of an entry that is hidden: its own are told who can show it again', async () => {
    await approve(officer)
    await provider.post(at('/hide'), { reason: 'The hall is shut' })
    expect((await provider.get(at())).body).toContain('Only an officer of the unit can show it again')
    const own = (await officer.get(at())).body
    expect(own).toContain('puts the version that was approved last before the public')
    expect(own).not.toContain('Only an officer')
  })
  test('of a draft: its page of approval does not say that anybody sent it', async () => {
    const draft = await service.enter(it.db, {
      by: provider.email,
      kind: 'activity',
      organisationId: organisation.id,
      boroughId: null,
      body: body(),
      note: '',
      verdict: 'draft',
    })
    const page = (await officer.get(`/opportunities/${draft.id}/review`)).body
    expect(page).toContain('Not sent yet: Boxing')
    expect(page).not.toContain('Sent by')
    const [own, theirs] = [
      await provider.get(`/opportunities/${draft.id}`),
      await officer.get(`/opportunities/${draft.id}`),
    ]
    expect(own.body).toContain('Check the draft and send it')
    expect(theirs.body).toMatch(/has not sent this draft yet\. Ask them to: then you can approve it/)
    expect(theirs.body).toContain('Then somebody else must approve it')
    expect(theirs.body).not.toContain('Check the draft and send it')
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
  const waitsOn = (html: string) => /name="waits" value="(\d+)"/.exec(html)?.[1] ?? ''
  const asks = async (who: Person, over: Record<string, string> = {}) => {
    const { body } = await who.get(url)
    return who.post(url, {
      ...{ version: versionOn(body), waits: waitsOn(body), name: 'Harbour Steps', kind: 'other' },
      ...{ email: 'hello@harbour.example', ...over },
    })
  }
  const decides = async (who: Person, verb: string, values: Record<string, string> = {}) => {
    const { body } = await who.get(url)
    const pages = body + (await second.get(url)).body + (await officer.get(url)).body
    const change = /changes\/(\d+)\/(?:approve|back)/.exec(pages)?.[1]
    return who.post(`${url}/changes/${change}/${verb}`, { version: versionOn(body), ...values })
  }
  const now = () => organisations.findByKey(it.db, 'harbour-steps')
  const Entry = z.object({ organisation: z.string(), modified: z.number() })
  const found = () =>
    it.db.one(
      Entry,
      sql`select e.organisation, o.modified from finder_entries e join opportunities o on o.id = e.id where o.id = ${id}`,
    )

  test('changes nothing until a second person has read the difference; then its entries are found by it and feeds come past them', async () => {
    await approve(officer)
    const before = await found()
    const sent = await asks(provider, {
      ...{ name: 'Harbour Stairs', website: 'https://harbour.example', mailDomain: 'evil.example' },
    })
    expect(sent.headers.location).toContain('done=sent')
    expect(await now()).toMatchObject({ name: 'Harbour Steps', website: null, mailDomain: null })
    expect(await found()).toEqual(before)
    expect((await officer.get('/week')).body).toContain('Read what Harbour Steps says of itself')
    expect((await provider.get('/week')).body).not.toContain('Read what Harbour Steps')
    const page = (await officer.get(url)).body
    for (const words of ['<del>Harbour Steps</del>', '<ins>Harbour Stairs</ins>', 'Approve it'])
      expect(page).toContain(words)
    expect(page).not.toContain('evil.example')
    expect((await provider.get(url)).body).not.toContain('/approve')
    expect((await decides(officer, 'approve')).headers.location).toContain('done=approved')
    expect(await now()).toMatchObject({ name: 'Harbour Stairs', website: 'https://harbour.example' })
    const after = await found()
    expect(after.organisation).toBe('Harbour Stairs')
    expect(after.modified).toBeGreaterThan(before.modified)
    const trail = await it.db.many(
      z.object({ what: z.string(), who: z.string() }),
      sql`select what, who from audit where object = 'organisation/harbour-steps' and what like 'organisation.chang%' order by id`,
    )
    expect(trail).toEqual([
      { what: 'organisation.change-proposed', who: provider.email },
      { what: 'organisation.changed', who: officer.email },
      { what: 'organisation.change-approved', who: officer.email },
    ])
  })
  test('is taken back with a reason by who approves; how people reach it comes back once another has approved that too', async () => {
    await approve(officer)
    const before = await found()
    expect((await decides(provider, 'back', { reason: 'x' })).statusCode).toBe(403)
    const none = await decides(second, 'back')
    expect([none.statusCode, none.body.includes('href="#back-reason"')]).toEqual([422, true])
    expect((await decides(second, 'back', { reason: 'Not their site' })).headers.location).toContain('done=asked')
    expect(await now()).toMatchObject({ name: 'Harbour Stairs', website: 'https://harbour.example' })
    expect((await officer.get(url)).body).toContain('Taken back: Not their site')
    expect((await decides(second, 'approve')).statusCode).toBe(403)
    expect((await decides(officer, 'approve')).headers.location).toContain('done=approved')
    expect(await now()).toMatchObject({ name: 'Harbour Steps', website: null })
    expect(await found()).toMatchObject({ organisation: 'Harbour Steps' })
    expect((await found()).modified).toBeGreaterThan(before.modified)
  })
  test('is sent back with a reason, which its own people find in their week', async () => {
    await asks(provider, { phone: '020 7946 0000' })
    expect((await decides(officer, 'refuse', { reason: '' })).statusCode).toBe(422)
    expect((await decides(officer, 'refuse', { reason: 'That is a private number' })).statusCode).toBe(303)
    expect(await now()).toMatchObject({ phone: null })
    expect((await provider.get('/week')).body).toContain('That is a private number')
    expect((await mails('organisation-refused'))[0]?.body).toContain('That is a private number')
    expect((await provider.get(url)).body).toContain('Sent back')
  })
  test('of an officer waits for another officer; what one wrote over another’s waits for a third', async () => {
    expect((await asks(officer, { description: 'We row.', mailDomain: 'harbour.example' })).statusCode).toBe(303)
    expect((await decides(officer, 'approve')).statusCode).toBe(403)
    expect((await provider.get(url)).body).not.toContain('Mail domain')
    await asks(provider, { description: 'We row and sail.' })
    expect((await officer.get(url)).body).toContain('you wrote some of it')
    expect((await decides(officer, 'approve')).statusCode).toBe(403)
    expect((await officer.get('/week')).body).not.toContain('Read what Harbour Steps')
    expect((await decides(second, 'approve')).statusCode).toBe(303)
    expect(await now()).toMatchObject({ description: 'We row and sail.', mailDomain: 'harbour.example' })
  })
  test('nobody’s words go unseen: a change asked for meanwhile, or another version, is a conflict; nothing new is nothing', async () => {
    const { body } = await provider.get(url)
    await asks(officer, { description: 'Ours.', mailDomain: 'harbour.example' })
    const stale = { version: versionOn(body), waits: waitsOn(body), name: 'Harbour Steps', kind: 'other' }
    expect((await provider.post(url, { ...stale, phone: '020 7946 0001' })).statusCode).toBe(409)
    expect((await officer.post(`${url}/changes/999999/approve`, { version: versionOn(body) })).statusCode).toBe(409)
    expect((await officer.post(`${url}/changes/nonsense/approve`)).statusCode).toBe(404)
    await asks(provider, { description: 'We row and sail.' })
    expect((await decides(second, 'approve')).statusCode).toBe(404)
    const same = await asks(provider, { description: 'We row and sail.' })
    expect(same.headers.location).toContain('done=same')
  })
  test('words that two people changed are put back by one, but never by whoever wrote them; its mailbox hears of it', async () => {
    await asks(officer, { description: 'One.', mailDomain: 'harbour.example' })
    await decides(second, 'approve')
    await asks(provider, { description: 'Two.' })
    await decides(second, 'approve')
    expect((await officer.get(url)).body).toContain('you asked for what stood before')
    expect((await decides(officer, 'back', { reason: 'Mine was better' })).statusCode).toBe(403)
    expect(await now()).toMatchObject({ description: 'Two.' })
    expect((await decides(second, 'back', { reason: 'It is not true' })).headers.location).toContain('done=back')
    expect(await now()).toMatchObject({ description: 'One.' })
    expect((await mails('organisation-back'))[0]).toMatchObject({ recipient: 'hello@harbour.example' })
    expect((await provider.get(url)).body).toContain('Taken back: It is not true')
  })
  test('small ones of an organisation that is trusted are public at once; how to reach it never is', async () => {
    await officer.post(`${url}/trust`, { trust: 'trusted' })
    expect((await asks(provider, { description: 'We sail.' })).headers.location).toContain('done=public')
    expect(await now()).toMatchObject({ description: 'We sail.' })
    expect((await asks(officer, { description: 'Mine.', mailDomain: '' })).headers.location).toContain('done=sent')
    const both = await asks(provider, { description: 'We sail.', website: 'https://betting.example' })
    expect(both.headers.location).toContain('done=sent')
    expect(await now()).toMatchObject({ description: 'We sail.', website: null })
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
    for (const verb of ['approve', 'refuse', 'back'])
      for (const who of [rival, provider])
        expect((await who.post(`${url}/changes/1/${verb}`, { reason: 'x' })).statusCode, verb).toBe(403)
    for (const role of ['director', 'analyst', 'administrator', 'young-assessor'] as const)
      expect((await it.ask(role, { method: 'POST', url: `${url}/changes/1/approve` })).statusCode, role).toBe(403)
    expect((await provider.get('/opportunities/organisations')).statusCode).toBe(403)
    expect((await officer.get('/opportunities/organisations')).body).toContain('Harbour Steps')
    expect((await it.get('director', url)).statusCode).toBe(403)
  })
})

describe('words that are added to what the finder understands', () => {
  const at = '/opportunities/words'
  const propose = async (values: Record<string, string>) => {
    const answer = await officer.post(at, { reason: 'Heard at two youth clubs.', ...values })
    return { status: answer.statusCode, body: answer.body, url: String(answer.headers.location).split('?')[0] ?? '' }
  }
  const decide = async (who: Person, url: string, verb: string, note = '') =>
    (await who.post(`${url}/${verb}`, { version: versionOn((await second.get(url)).body), note })).statusCode
  const results = async (q: string) =>
    (await it.get('public', `/things-to-do?${new URLSearchParams({ q, day: 'any' })}`)).body
  const audited = async (what: string) =>
    (
      await it.db.many(z.object({ who: z.string() }), sql`select who from audit where what = ${what} order by id desc`)
    )[0]?.who

  test('stand open to those who approve entries, and to nobody else', async () => {
    const { url } = await propose({ target: 'activity/boxing', phrase: 'jabbing about' })
    for (const page of [at, url, `${at}.csv`]) {
      expect((await second.get(page)).statusCode, page).toBe(200)
      for (const role of ['provider', 'borough-lead:X09000001', 'analyst', 'director', 'young-assessor'] as const)
        expect((await it.get(role, page)).statusCode, `${role} ${page}`).toBe(403)
      expect((await provider.post(page, {})).statusCode, page).not.toBe(303) // nor is it done by a post
    }
    for (const verb of ['approve', 'refuse', 'withdraw', 'undo', 'ask', 'keep'])
      expect((await provider.post(`${url}/${verb}`, { version: 1, note: 'x' })).statusCode, verb).toBe(403)
    expect((await second.get(`${at}/999999`)).statusCode).toBe(404)
    expect(await decide(officer, url, 'withdraw', 'A slip of mine.')).toBe(303)
  })

  test('count once a second person approved them, can be tried before, and are undone', async () => {
    await approve(second)
    const { url } = await propose({ target: 'activity/boxing', phrase: 'Jabbing about' })
    expect((await second.get('/week')).body).toContain(at)
    const tried = (await second.get(`${url}?question=jabbing%20about`)).body.replace(/\s+/g, ' ')
    expect(tried).toMatch(/>Now<.*With this word.*<li>Boxing, Harbour Steps<\/li>/)
    expect(await decide(officer, url, 'approve')).toBe(403)
    expect(await decide(second, url, 'approve')).toBe(303)
    expect(await audited('finder-word.approved')).toBe(second.email)
    expect(await results('jabbing about')).toContain('>Boxing<')
    expect((await officer.get(at)).body).toContain('jabbing about')
    const wordless = await second.post(`${url}/undo`, { version: versionOn((await second.get(url)).body), note: '' })
    expect([wordless.statusCode, wordless.body.split('There is a problem').length]).toEqual([422, 2]) // said once
    expect(await decide(second, url, 'undo', 'Nobody says so.')).toBe(303)
    expect((await officer.get(url)).body).toContain('Nobody says so.')
    expect(await decide(second, url, 'approve')).toBe(409)
  })

  test('of two who propose the same at once the second is told in words', async () => {
    const word = { list: 'activity', target: 'boxing', phrase: 'jabbing along', reason: 'Heard at a club.' } as const
    const doing = { by: officer.email, today }
    await words.propose(it.db, doing, word)
    const again = words.propose(it.db, { ...doing, by: second.email }, word)
    await expect(again).rejects.toMatchObject({ status: 409, message: 'Somebody proposed this already.' })
  })

  test('that lead to help are undone by two people, and stay in force until then', async () => {
    const { url } = await propose({ target: 'theme/gangs', phrase: 'pressured by olders' })
    expect(await decide(second, url, 'approve')).toBe(303)
    expect(await decide(second, url, 'undo', 'A slip.')).toBe(403)
    expect(await decide(officer, url, 'ask')).toBe(422)
    expect(await decide(officer, url, 'ask', 'Nobody says so.')).toBe(303)
    expect((await second.get(url)).body).toContain('somebody asks to undo it')
    expect((await second.get(at)).body).toContain('somebody asks to undo it')
    expect(await decide(officer, url, 'undo', 'Nobody says so.')).toBe(403)
    expect(await decide(second, url, 'keep')).toBe(303)
    expect(await decide(second, url, 'ask', 'It is old.')).toBe(303)
    await expect(
      it.db.run(
        sql`update finder_added_words set state = 'undone', ended_by = undo_by, ended_on = ${today}, note = 'x' where phrase = 'pressured by olders'`,
      ),
    ).rejects.toThrow()
    expect(await audited('finder-word.asked')).toBe(second.email)
    expect(await decide(officer, url, 'undo', 'It is old.')).toBe(303)
    expect((await second.get(url)).body).toContain(`${second.email}: It is old.`)
  })

  test('words of danger are added by two people, bring help at once, and nobody takes them away', async () => {
    const words = 'we got zonked and wibbled'
    const notUnderstood = 'We did not understand that'
    expect(await results(words)).toContain(notUnderstood)
    const { url } = await propose({ target: 'crisis/used-by-others', phrase: words })
    expect(await decide(second, url, 'approve')).toBe(303)
    const brought = await results(`${words} again`)
    expect([brought.includes('0800 1111'), brought.includes(notUnderstood)]).toEqual([true, false])
    expect(await decide(second, url, 'undo', 'A slip.')).toBe(409)
    expect((await second.get(url)).body).not.toContain('/undo')
    await expect(
      it.db.run(
        sql`update finder_added_words set state = 'undone', ended_by = 'x', note = 'x' where phrase = ${words}`,
      ),
    ).rejects.toThrow()
    const refused = await propose({ target: 'activity/boxing', phrase: words })
    expect([refused.status, refused.body.includes('These are words of danger')]).toEqual([422, true])
  })

  test('are asked for once by each connection, though two take turns', async () => {
    const counted = () => {
      const told: string[] = []
      const one: Db['one'] = (row, query) => {
        told.push(query.text)
        return it.db.one(row, query)
      }
      return { db: { ...it.db, one } satisfies Db, told }
    }
    const [reads, writes] = [counted(), counted()]
    for (const { db } of [reads, writes, reads, writes, reads]) await freshWords(db)
    expect([reads.told.length, writes.told.length]).toEqual([1, 1])
    const inForce = await it.db.many(
      z.object({ phrase: z.string() }),
      sql`select phrase from finder_added_words where state = 'approved' and list = 'crisis' order by id`,
    )
    expect(lastWords(reads.db).danger.map(({ phrase }) => ({ phrase }))).toEqual(inForce)
  })
})
