// The working side of the finder: who may see and do what, and the whole way from a form on a phone to the public.
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp, today } from '../../../../test/support.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import * as photos from '../care/photos-queries.ts'
import { publicEntry } from './public.ts'
import * as queries from './queries.ts'
import { type Person, person, versionOn } from './testing.ts'

let it: TestApp
let provider: Person, rival: Person, lead: Person, otherLead: Person, officer: Person, second: Person
beforeAll(async () => {
  it = await openTestApp('demo')
  provider = await person(it, 'provider', 'harbour', { organisation: 'harbour-steps' })
  rival = await person(it, 'provider', 'rival', { organisation: 'rival-club' })
  lead = await person(it, 'borough-lead', 'lead', { places: ['X09000007'], organisation: 'southwharf-council' })
  otherLead = await person(it, 'borough-lead', 'other-lead', { places: ['X09000003'] })
  officer = await person(it, 'officer', 'officer')
  second = await person(it, 'officer', 'second')
})
afterAll(() => it.close())

const places = async () => (await it.get('officer', '/opportunities')).statusCode

const idOf = (location: unknown): string => /opportunities\/([\da-f-]{36})/.exec(String(location))?.[1] ?? ''
const begin = async (who: Person, values: Record<string, string> = {}) => {
  const answer = await who.post('/opportunities/new', {
    kind: 'activity',
    name: 'Boxing on the quay',
    newOrganisation: 'Harbour Steps',
    borough: 'X09000007',
    ...values,
  })
  return { answer, id: idOf(answer.headers.location) }
}
/** Posts one page of the form as somebody would who has just opened it. */
const fill = async (who: Person, url: string, values: Readonly<Record<string, string | readonly string[]>>) =>
  who.post(url, { version: versionOn((await who.get(url)).body), ...values })
const venue = {
  venueName: 'Willow House',
  address: '14 Quiet Mews',
  locality: 'Southwharf',
  postcode: 'XQ9 8JG',
  newPostcode: 'yes',
}
const what = {
  name: 'Boxing on the quay',
  summary: 'Learn to box and make friends.',
  description: '',
  activities: 'Boxing',
}
const who = { minAge: '11', maxAge: '17', gender: 'all', cost: 'free' }
const whole = async (by: Person, id: string, over: { name?: string; where?: Record<string, string> } = {}) => {
  const at = `/opportunities/${id}`
  const times = {
    repeats: 'weekly',
    byDay: ['TU', 'TH'],
    starts: '4pm',
    ends: '6pm',
    from: '2026-11-24',
    calendar: 'term',
    bankHolidays: 'closed',
  }
  const done = [
    await fill(by, `${at}/edit/what`, { ...what, name: over.name ?? what.name }),
    await fill(by, `${at}/times/new`, times),
    await fill(by, `${at}/edit/when`, { timesWords: '' }),
    await fill(by, `${at}/edit/where`, { ...venue, ...over.where }),
    await fill(by, `${at}/edit/who`, who),
    await fill(by, `${at}/edit/join`, { how: 'turn-up' }),
    await fill(by, `${at}/edit/safety`, { policyOn: '2026-01-05', leadRole: 'Centre manager' }),
  ]
  expect(done.map(answer => answer.statusCode)).toEqual([303, 303, 303, 303, 303, 303, 303])
}
const sendIt = async (by: Person, id: string) =>
  by.post(`/opportunities/${id}/send`, {
    version: versionOn((await by.get(`/opportunities/${id}/check`)).body),
    note: 'New',
  })

describe('from a form on a phone to the public', () => {
  let id = ''
  test('a provider begins, is told what is missing, and each page is kept', async () => {
    const wrong = await provider.post('/opportunities/new', { name: 'Boxing' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('Choose what it is')
    expect(wrong.body).toContain('value="Boxing"')
    const begun = await begin(provider)
    expect(begun.answer.statusCode).toBe(303)
    id = begun.id
    const check = await provider.get(`/opportunities/${id}/check`)
    expect(check.body).toContain('Say in one sentence what happens there')
    expect(check.body).not.toContain('Send it')
    expect((await sendIt(provider, id)).statusCode).toBe(422)
    await whole(provider, id)
    const now = await provider.get(`/opportunities/${id}/check`)
    expect(now.body).toContain('Tuesdays and Thursdays, 4pm to 6pm, term time only, not on bank holidays')
    expect(now.body).not.toContain('Before you can send it')
    expect(now.body).toContain('It cannot be public before you also say this')
    expect(now.body).toContain('Enter until when it is insured')
  })

  test('what cannot be read stays typed, with what to do beside it', async () => {
    const where = await fill(provider, `/opportunities/${id}/edit/where`, {
      ...venue,
      postcode: 'ZZ1 1ZZ',
      newPostcode: '',
    })
    expect(where.statusCode).toBe(422)
    for (const words of ['We do not know the postcode ZZ1 1ZZ', 'name="newPostcode"'])
      expect(where.body).toContain(words)
    const typed = { ...what, activities: 'boxxxing', summary: 'Ring me on 07700 900123' }
    const answer = await fill(provider, `/opportunities/${id}/edit/what`, typed)
    expect(answer.statusCode).toBe(422)
    for (const words of [
      'There is a problem',
      'href="#activities"',
      'We do not know “boxxxing”. Try Boxing',
      'a phone number',
      'value="boxxxing"',
    ])
      expect(answer.body).toContain(words)
    const join = await fill(provider, `/opportunities/${id}/edit/join`, {
      how: 'ask',
      email: 'jo.smith@club.example',
      href: 'not a page',
    })
    expect(join.statusCode).toBe(422)
    for (const words of ['mailbox of a team', 'value="jo.smith@club.example"', 'Enter a web address'])
      expect(join.body).toContain(words)
    const time = await fill(provider, `/opportunities/${id}/times/new`, {
      repeats: 'weekly',
      starts: 'soon',
      ends: '6',
      from: '',
      exclude: 'Christmas',
    })
    expect(time.statusCode).toBe(422)
    for (const words of ['Enter when it starts', 'Enter the first day', '“Christmas” is not one', 'value="soon"'])
      expect(time.body).toContain(words)
  })

  test('two at once: the second keeps what they typed and sees the other’s', async () => {
    const page = await lead.get(`/opportunities/${id}/edit/what`)
    await fill(provider, `/opportunities/${id}/edit/what`, { ...what, summary: 'Box with us.' })
    const late = await lead.post(`/opportunities/${id}/edit/what`, {
      ...what,
      summary: 'My own words.',
      version: versionOn(page.body),
    })
    expect(late.statusCode).toBe(409)
    for (const words of ['My own words.', 'Box with us.', 'Somebody else changed this entry'])
      expect(late.body).toContain(words)
    await lead.post(`/opportunities/${id}/edit/what`, {
      ...what,
      summary: 'My own words.',
      version: versionOn(late.body),
    })
    expect((await provider.get(`/opportunities/${id}`)).body).toContain('My own words.')
  })

  test('is sent, and is not public', async () => {
    expect((await sendIt(provider, id)).headers.location).toContain('done=sent')
    expect(await publicEntry(it.db, id)).toBeUndefined()
    expect((await officer.get('/opportunities?state=waiting')).body).toContain('Boxing on the quay')
  })
})

describe('whose it is', () => {
  let id = ''
  beforeAll(async () => {
    ;({ id } = await begin(provider, { name: 'Quiet room' }))
    await whole(provider, id, { name: 'Quiet room', where: { safe: 'yes' } })
  })
  const verbs = (at: string): [method: 'get' | 'post', url: string][] => [
    ['get', at],
    ['get', `${at}/edit/what`],
    ['get', `${at}/times/new`],
    ['get', `${at}/check`],
    ['post', `${at}/edit/what`],
    ['post', `${at}/times/new`],
    ['post', `${at}/times/0/remove`],
    ['post', `${at}/send`],
    ['post', `${at}/copy`],
    ['post', `${at}/back`],
    ['post', `${at}/hide`],
    ['post', `${at}/show`],
    ['post', `${at}/close`],
    ['post', `${at}/reopen`],
  ]

  test('another provider and another borough are told that there is no such entry', async () => {
    for (const stranger of [rival, otherLead])
      for (const [method, url] of verbs(`/opportunities/${id}`))
        expect((await stranger[method](url)).statusCode, `${stranger.email} ${method} ${url}`).toBe(404)
  })

  test('those without a part in it are sent away, and the public to sign in', async () => {
    for (const role of ['director', 'analyst', 'administrator', 'young-assessor'] as const)
      for (const [method, url] of verbs(`/opportunities/${id}`).concat([
        ['get', '/opportunities'],
        ['get', '/opportunities.csv'],
        ['get', '/opportunities/new'],
      ])) {
        const answer = await it.ask(role, { method: method === 'get' ? 'GET' : 'POST', url })
        expect(answer.statusCode, `${role} ${method} ${url}`).toBe(403)
      }
    expect((await it.get('public', `/opportunities/${id}`)).headers.location).toContain('/sign-in')
  })

  test('the list and its file hold no more than somebody answers for, and never where a safe venue is', async () => {
    expect(await places()).toBe(200)
    for (const mine of [provider, lead, officer]) {
      const [list, file] = [await mine.get('/opportunities'), await mine.get('/opportunities.csv')]
      expect(list.body).toContain('Quiet room')
      expect(file.body).toContain('Address kept private')
      expect(file.body).not.toMatch(/quiet mews|XQ9/i)
    }
    for (const stranger of [rival, otherLead]) {
      expect((await stranger.get('/opportunities')).body).not.toContain('Quiet room')
      expect((await stranger.get('/opportunities.csv')).body).not.toContain('Quiet room')
    }
  })

  test('its own see the address, also of a draft', async () => {
    for (const mine of [provider, lead, officer])
      expect((await mine.get(`/opportunities/${id}`)).body).toContain('14 Quiet Mews')
  })

  test('nobody enters anything for another borough or organisation', async () => {
    expect((await begin(otherLead, { borough: 'X09000007' })).answer.body).toContain('Choose one of your boroughs')
    const { id: mine } = await begin(rival, { organisation: 'harbour-steps', newOrganisation: 'Rival club' })
    expect((await queries.find(it.db, mine))?.organisationKey).toBe('rival-club')
    expect((await officer.get('/opportunities/new')).statusCode).toBe(403)
  })

  test('is hidden and closed by its own, and shown or opened again only by those who approve', async () => {
    const at = `/opportunities/${id}`
    expect((await provider.post(`${at}/close`, { reason: '' })).statusCode).toBe(422)
    expect((await provider.post(`${at}/close`, { reason: 'The hall is shut' })).headers.location).toContain(
      'done=close',
    )
    expect((await provider.get(at)).body).toContain('The hall is shut')
    expect((await provider.post(`${at}/reopen`, { reason: 'Open again' })).statusCode).toBe(403)
    expect((await queries.find(it.db, id))?.state).toBe('closed')
    expect((await second.post(`${at}/reopen`, { reason: 'Open again' })).statusCode).toBe(303)
    expect((await provider.post(`${at}/show`, { reason: 'Please' })).statusCode).toBe(403)
    expect((await second.post(`${at}/show`, { reason: 'Please' })).statusCode).toBe(422)
  })

  test('is copied, with everything but its photo', async () => {
    const copy = await provider.post(`/opportunities/${id}/copy`)
    const body = (await provider.get(`/opportunities/${idOf(copy.headers.location)}`)).body
    expect(body).toContain('Copy of Quiet room')
    expect(body).toContain('Tuesdays and Thursdays')
  })

  test('goes back to an earlier version from its history', async () => {
    const at = `/opportunities/${id}`
    const version = versionOn((await provider.get(at)).body)
    const back = await provider.post(`${at}/back`, { version, to: 1 })
    expect(back.headers.location).toContain('done=back-sent')
    expect((await provider.post(`${at}/back`, { version, to: 1 })).statusCode).toBe(409)
    expect((await provider.post(`${at}/back`, { version, to: 'x' })).statusCode).toBe(400)
  })
})

describe('every address of entries, their care and the spreadsheet', () => {
  const name = 'Canal kites for all'
  let filled: { method: 'GET' | 'POST'; url: string }[] = []
  beforeAll(async () => {
    const { id } = await begin(provider, { name })
    await whole(provider, id, { name })
    await sendIt(provider, id)
    const ids = await othersIds(it.db, id)
    filled = it.routes.flatMap(({ method, url }) =>
      ours.test(url) && (method === 'GET' || method === 'POST') ? [{ method, url: fillIn(url, ids) }] : [],
    )
  })

  test('tells nobody of what another answers for, whichever is asked', async () => {
    const named = filled.filter(({ url }) => !lists.test(url))
    expect(named.length).toBeGreaterThan(40)
    const strangers = [
      { who: 'a provider of another organisation', ask: rival.ask },
      { who: 'a borough lead of another borough', ask: otherLead.ask },
      { who: 'an analyst', ask: (options: InjectOptions) => it.ask('analyst', options) },
      { who: 'somebody signed out', ask: (options: InjectOptions) => it.ask('public', options) },
    ]
    const open: string[] = []
    for (const { who, ask } of strangers)
      for (const asked of named) {
        const answer = await ask({ ...asked, ...(asked.method === 'POST' ? posted : {}) })
        const isKept =
          [401, 403, 404].includes(answer.statusCode) || String(answer.headers.location).startsWith('/sign-in')
        if (!isKept || answer.body.includes(name))
          open.push(`${who}: ${asked.method} ${asked.url}: ${answer.statusCode}`)
      }
    expect(open).toEqual([])
  })

  test('lists tell each what they answer for, and no more', async () => {
    for (const { url } of filled.filter(({ method, url }) => method === 'GET' && lists.test(url))) {
      for (const who of [rival, otherLead]) expect((await who.get(url)).body, url).not.toContain(name)
      expect([303, 403, 200], url).toContain((await it.get('public', url)).statusCode)
      expect((await it.get('public', url)).body, url).not.toContain(name)
    }
  })
})

const ours = /^\/(opportunities|media)(?!\/(feeds|words|help|unmet|coverage|holidays|offers)\b)/
/** Addresses that name no entry, organisation or report. */
const lists =
  /^\/opportunities(\.csv|\/[a-z]+(\.csv|\.ods)?|\/new\/job|\/claim\/(sent|full)|\/pledges\/new|\/spreadsheet\/(entries\.csv|send))?$/
const posted: InjectOptions = {
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  payload: 'version=1&reason=None&answer=yes&name=Other&organisation=harbour-steps&verdict=same&trust=trusted&to=1',
}

/** What there is of somebody else: an entry, a problem told of it, a pair, a pledge, somebody who asks, a change of the organisation. */
async function othersIds(db: Db, entry: string) {
  const Id = z.object({ id: z.coerce.string() })
  const key = 'harbour-steps'
  const of = sql`(select id from organisations where key = ${key})`
  const { id: twin } = await db.one(Id, sql`select id from opportunities where id <> ${entry} limit 1`)
  const [one = '', other = ''] = [entry, twin].sort()
  await db.run(sql`
    insert into finder_pairs (one_id, other_id, score, reasons, found_on) values (${one}, ${other}, 70, '{Same name}', '2026-11-20')`)
  const claim = await db.one(
    Id,
    sql`insert into opportunity_claims (email, organisation_id) values ('a@kites.example', ${of}) returning id`,
  )
  const pledge = await db.one(
    Id,
    sql`insert into employer_pledges (organisation_id, pledge, pledged_on, made_by) values (${of}, 'Two places', '2026-09-01', 'a') returning id`,
  )
  const report = await db.one(
    Id,
    sql`insert into finder_reports (opportunity_id, version, reason, made_on) values (${entry}, 1, 'closed', '2026-11-20') returning id`,
  )
  const photo = 'f'.repeat(32)
  await photos.add(db, { key: photo, entryId: entry, type: 'image/png', bytes: Buffer.from('x'), by: 'a', today })
  return { entry, key, photo, one, other, claim: claim.id, pledge: pledge.id, report: report.id }
}

type Ids = Awaited<ReturnType<typeof othersIds>>
function fillIn(url: string, ids: Ids): string {
  const which = /\/(claims|pledges|reports)\//.exec(url)?.[1]
  const id =
    which === 'claims' ? ids.claim : which === 'pledges' ? ids.pledge : which === 'reports' ? ids.report : ids.entry
  const values: Record<string, string> = {
    ...ids,
    id,
    part: 'what',
    at: '0',
    change: '1',
    key: url.startsWith('/media') ? ids.photo : ids.key,
  }
  return url.replace(/:(\w+)/g, (_whole, part: string) => values[part] ?? ids.entry)
}
