import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { openVisitor, type Visitor } from '../testing.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('demo')
})
afterAll(() => it.close())

const demo = (name: string) => `${name}@riverton.example`
async function as(name: string): Promise<Visitor> {
  const visitor = openVisitor(it.app)
  await visitor.post('/sign-in', { email: demo(name) })
  return visitor
}
const Id = z.object({ id: z.number() })
const idOf = async (email: string) => (await it.db.one(Id, sql`select id from accounts where email = ${email}`)).id
const person = (email: string) =>
  it.db.one(
    z.object({
      role: z.string(),
      organisation: z.string().nullable(),
      active: z.boolean(),
      places: z.array(z.string()),
      programmes: z.array(z.string()),
    }),
    sql`select role, organisation, active, programmes,
      coalesce((select array_agg(place_code order by place_code) from account_places p where p.account_id = a.id), '{}') as places
      from accounts a where email = ${email}`,
  )
const mailsTo = (to: string) =>
  it.db.many(z.object({ body: z.string() }), sql`select body from mail_outbox where recipient = ${to} order by id`)
const whatHappened = async (email: string) =>
  (
    await it.db.many(
      z.object({ what: z.string() }),
      sql`select what from audit where object = ${`account/${email}`} order by id`,
    )
  ).map(row => row.what)

describe('who sees which accounts', () => {
  test('an administrator sees all, and can take them away as a file', async () => {
    const page = (await (await as('administrator')).get('/accounts')).body
    for (const name of ['director', 'provider-2', 'borough-lead-2']) expect(page).toContain(demo(name))
    const file = await (await as('administrator')).get('/accounts.csv?role=borough-lead')
    expect(file.headers['content-disposition']).toContain('upstream-accounts.csv')
    expect(file.body.trim().split('\n')).toHaveLength(3)
  })

  test.each([
    ['provider', 'provider', ['provider-2', 'young-assessor', 'administrator', 'borough-lead']],
    ['borough-lead', 'borough-lead', ['borough-lead-2', 'provider', 'director']],
  ])('%s sees only people of the same organisation and role, in list and file', async (name, own, others) => {
    const visitor = await as(name)
    for (const address of ['/accounts', '/accounts.csv', `/accounts?q=${others[0]}`]) {
      const { body } = await visitor.get(address)
      for (const other of others) expect(body, address).not.toContain(demo(other))
    }
    expect((await visitor.get('/accounts')).body).toContain(demo(own))
  })

  test('another organisation’s account, and a number there is none of, answer alike on every route', async () => {
    const theirs = await idOf(demo('provider-2'))
    const visitor = await as('provider')
    const answers = async (id: number | string) => {
      const found = []
      for (const path of ['', '/edit', '/close']) found.push(await visitor.get(`/accounts/${id}${path}`))
      for (const path of ['/edit', '/close', '/open'])
        found.push(await visitor.post(`/accounts/${id}${path}`, { name: 'x' }))
      return found.map(answer => `${answer.statusCode} ${answer.body.includes('We could not find that account')}`)
    }
    const none = await answers(999_999)
    expect(none).toEqual(Array.from({ length: 6 }, () => '404 true'))
    for (const id of [theirs, await idOf(demo('young-assessor')), 0, -1, 'x', '1e9', '99999999999999999999'])
      expect(await answers(id), String(id)).toEqual(none)
    expect((await person(demo('provider-2'))).active).toBe(true)
  })

  test.each(['young-assessor', 'officer', 'analyst', 'director'])('%s opens none of it', async name => {
    const visitor = await as(name)
    const id = await idOf(demo('provider'))
    for (const path of ['', '.csv', '/invite', `/${id}`, `/${id}/edit`, `/${id}/close`, `/${id}/reset`])
      expect((await visitor.get(`/accounts${path}`)).statusCode, path).toBe(403)
    for (const path of ['/invite', `/${id}/edit`, `/${id}/close`, `/${id}/open`, `/${id}/flags`, `/${id}/reset`])
      expect((await visitor.post(`/accounts${path}`)).statusCode, path).toBe(403)
  })

  test('flags, resets and answers to requests are for administrators alone', async () => {
    const id = await idOf(demo('provider'))
    for (const name of ['provider', 'borough-lead', 'officer']) {
      const visitor = await as(name)
      for (const path of [`/${id}/flags`, `/${id}/flags/1/end`, `/${id}/reset`, '/requests/1'])
        expect((await visitor.post(`/accounts${path}`, { flag: 'incident-duty' })).statusCode, path).toBe(403)
    }
  })
})

describe('inviting', () => {
  const good = { email: 'New@Tests.example', name: 'New officer', role: 'officer', organisation: 'riverton-vru' }

  test('makes an account, tells the person how to begin without a link that signs in, and is in the history', async () => {
    const admin = await as('administrator')
    const answer = await admin.post('/accounts/invite', { ...good, programmes: 'night-owls, door-step' })
    expect(answer.statusCode).toBe(303)
    expect(await person('new@tests.example')).toEqual({
      role: 'officer',
      organisation: 'riverton-vru',
      active: true,
      places: [],
      programmes: ['night-owls', 'door-step'],
    })
    const [mail] = await mailsTo('new@tests.example')
    expect(mail?.body).toContain('http://localhost:3000/sign-in\n')
    expect(mail?.body).not.toMatch(/[\w-]{43}/)
    const page = (await admin.get(String(answer.headers.location))).body
    expect(page).toContain('Invited; the invitation ends on')
    expect(page).toContain('data-h="By">Administrator<')
  })

  test('an address that has an account is refused, whoever asks', async () => {
    for (const name of ['administrator', 'provider']) {
      const answer = await (await as(name)).post('/accounts/invite', { ...good, email: demo('director') })
      expect(answer.statusCode).toBe(400)
      expect(answer.body).toContain('Enter another address')
    }
    expect((await person(demo('director'))).role).toBe('director')
  })

  test('a provider invites into their own organisation and role, whatever the form says', async () => {
    const visitor = await as('provider')
    const sent = {
      email: 'colleague@tests.example',
      name: 'Colleague',
      role: 'administrator',
      organisation: 'riverton-vru',
    }
    expect((await visitor.post('/accounts/invite', sent)).statusCode).toBe(303)
    expect(await person('colleague@tests.example')).toMatchObject({ role: 'provider', organisation: 'tideway-youth' })
    const wider = { ...sent, email: 'wider@tests.example', programmes: 'not-theirs' }
    expect((await visitor.post('/accounts/invite', wider)).body).toContain('Name only programmes you answer for')
  })

  test('a borough lead gives places of their own, and no others', async () => {
    const visitor = await as('borough-lead')
    const sent = { email: 'deputy@tests.example', name: 'Deputy', places: 'X09000003' }
    expect((await visitor.post('/accounts/invite', sent)).body).toContain('Choose among the places you answer for')
    expect((await visitor.post('/accounts/invite', { ...sent, places: '' })).body).toContain(
      'Choose at least one place',
    )
    expect((await visitor.post('/accounts/invite', { ...sent, places: 'X09000007' })).statusCode).toBe(303)
    expect(await person('deputy@tests.example')).toMatchObject({
      role: 'borough-lead',
      organisation: 'southwharf-council',
      places: ['X09000007'],
    })
    expect((await visitor.get('/accounts/invite')).body).not.toContain('X09000003')
  })

  test.each<[Record<string, string>, string]>([
    [{ email: 'x' }, 'Enter an email address'],
    [{ email: 'a@tests.example', name: '' }, 'Enter a name or role title'],
    [{ email: 'a@tests.example', name: 'A' }, 'Choose a role'],
    [{ email: 'a@tests.example', name: 'A', role: 'public' }, 'Choose a role'],
    [{ email: 'a@tests.example', name: 'A', role: 'king' }, 'Choose a role'],
    [{ email: 'a@tests.example', name: 'A', role: 'officer', organisation: 'No Spaces' }, 'Use small letters'],
    [{ email: 'a@tests.example', name: 'A', role: 'officer', places: 'X09999999' }, 'Choose places from the list'],
    [{ email: 'a@tests.example', name: 'A', role: 'officer', programmes: '<b>' }, 'Use small letters'],
    [{ email: 'a@tests.example', name: 'x'.repeat(5_000), role: 'officer' }, 'Use 100 characters or fewer'],
  ])('%j is sent back with what was typed', async (values, words) => {
    const answer = await (await as('administrator')).post('/accounts/invite', values)
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain(words)
    expect(answer.body).toContain('There is a problem')
    if (values.email) expect(answer.body).toContain(`value="${values.email}"`)
  })

  test('an invitation can be sent again, and begins anew', async () => {
    await it.db.run(sql`
      insert into accounts (email, name, role, invited_until) values ('late@tests.example', 'Late', 'analyst', now() - interval '1 day')`)
    const admin = await as('administrator')
    const address = `/accounts/${await idOf('late@tests.example')}`
    expect((await admin.get(address)).body).toContain('Invitation ended')
    await admin.post(`${address}/open`)
    expect((await admin.get(address)).body).toContain('Invited; the invitation ends on')
    const list = (await admin.get('/accounts?q=late@tests')).body
    expect(list).toContain('Not yet')
    expect(list).not.toContain('Not in 12 months')
    expect(await mailsTo('late@tests.example')).toHaveLength(1)
  })
})

describe('changing and closing', () => {
  test('what is changed counts from the next page on, and the history says from what to what', async () => {
    const [admin, visitor] = [await as('administrator'), await as('officer-2')]
    expect((await visitor.get('/accounts')).statusCode).toBe(403)
    const address = `/accounts/${await idOf(demo('officer-2'))}`
    await admin.post(`${address}/edit`, {
      name: 'Second VRU officer',
      role: 'administrator',
      organisation: 'riverton-vru',
    })
    expect((await visitor.get('/accounts')).statusCode).toBe(200)
    expect((await admin.get(address)).body).toContain('role from officer to administrator')
    await admin.post(`${address}/edit`, { name: 'Second VRU officer', role: 'officer', organisation: 'riverton-vru' })
  })

  test('a closed account is signed out at once, its links are worth nothing, and it can be opened again', async () => {
    const [admin, visitor] = [await as('administrator'), await as('analyst-2')]
    await openVisitor(it.app).post('/sign-in/link', { email: demo('analyst-2') })
    const [link = ''] = /\/sign-in\/[\w-]{43}/.exec((await mailsTo(demo('analyst-2'))).at(-1)?.body ?? '') ?? []
    const address = `/accounts/${await idOf(demo('analyst-2'))}`
    expect((await admin.post(`${address}/close`)).statusCode).toBe(303)
    expect((await visitor.get('/account')).statusCode).toBe(303)
    expect((await openVisitor(it.app).post(link)).statusCode).toBe(410)
    expect((await openVisitor(it.app).post('/sign-in', { email: demo('analyst-2') })).statusCode).toBe(400)
    await admin.post(`${address}/open`)
    expect((await (await as('analyst-2')).get('/account')).statusCode).toBe(200)
    expect(await whatHappened(demo('analyst-2'))).toEqual(
      expect.arrayContaining(['account.closed', 'account.opened-again']),
    )
  })

  // What somebody has in hand: a link in the mail, a sign-in that waits for its code, a calendar on their telephone.
  async function ways(name: string) {
    const visitor = await as(name)
    const made = await visitor.post('/calendar/feed')
    const feed = /\/calendar\/feed\/[\w-]{43}\.ics/.exec(made.body)?.[0] ?? ''
    const id = await idOf(demo(name))
    await it.db.run(sql`insert into account_codes (account_id, secret, confirmed_at) values (${id}, 'kept', now())`)
    const askLink = async () => {
      await openVisitor(it.app).post('/sign-in/link', { email: demo(name) })
      return /\/sign-in\/[\w-]{43}/.exec((await mailsTo(demo(name))).at(-1)?.body ?? '')?.[0] ?? ''
    }
    const half = openVisitor(it.app)
    expect((await half.post(await askLink())).headers.location).toBe('/sign-in/code')
    const link = await askLink()
    const open = async () => ({
      session: (await visitor.get('/account')).statusCode === 200,
      link: (await openVisitor(it.app).get(link)).statusCode === 200,
      code: (await half.get('/sign-in/code')).statusCode === 200,
      feed: (await openVisitor(it.app).get(feed)).statusCode === 200,
    })
    expect(await open()).toEqual({ session: true, link: true, code: true, feed: true })
    return { visitor, id, open }
  }
  const none = { session: false, link: false, code: false, feed: false }

  test.each(['close', 'reset', 'sign-out-everywhere'])(
    'no way in outlives %s: not a link in the mail, not a sign-in half done, not the calendar',
    async deed => {
      const admin = await as('administrator')
      const { visitor, id, open } = await ways('officer-2')
      if (deed === 'sign-out-everywhere') await visitor.post(`/account/${deed}`)
      else expect((await admin.post(`/accounts/${id}/${deed}`)).headers.location).toMatch(/done=(closed|reset)$/)
      if (deed === 'close') await admin.post(`/accounts/${id}/open`)
      expect(await open()).toEqual(none)
      await it.db.run(sql`delete from account_codes where account_id = ${id}`)
    },
  )

  test('a colleague opens what they closed themselves, not what an administrator closed, nor places they do not hold', async () => {
    const { places, organisation } = await person(demo('borough-lead'))
    const email = 'second-lead@tests.example'
    await it.db.run(sql`
      insert into accounts (email, name, role, organisation) values (${email}, 'Colleague', 'borough-lead', ${organisation})`)
    const id = await idOf(email)
    await it.db.run(sql`insert into account_places (account_id, place_code) values (${id}, ${places[0] ?? ''})`)
    const [admin, lead] = [await as('administrator'), await as('borough-lead')]
    const address = `/accounts/${id}`
    await lead.post(`${address}/close`)
    expect((await lead.post(`${address}/open`)).headers.location).toBe(`${address}?done=opened`)
    expect((await lead.get(`${address}?done=opened`)).body).toContain('A mail tells them how to begin')
    await admin.post(`${address}/close`)
    const page = (await lead.get(address)).body
    expect(page).toContain('Only an administrator, or whoever closed this account')
    expect(page).not.toContain(`action="${address}/open"`)
    expect(page).not.toContain(`>${demo('administrator')}<`)
    expect((await lead.post(`${address}/open`)).statusCode).toBe(409)
    expect((await person(email)).active).toBe(false)
    await admin.post(`${address}/open`)
    await it.db.run(sql`insert into account_places (account_id, place_code) values (${id}, 'X09000008')`)
    await lead.post(`${address}/close`)
    const refused = await lead.post(`${address}/open`)
    expect(refused.statusCode).toBe(409)
    expect(refused.body).toContain('Choose among the places you answer for')
    expect((await person(email)).active).toBe(false)
  })

  test('the last administrator is neither closed nor made something else, and nobody closes themselves', async () => {
    const admin = await as('administrator')
    const [own, second] = [await idOf(demo('administrator')), await idOf(demo('administrator-2'))]
    expect((await admin.post(`/accounts/${own}/close`)).body).toContain('Somebody else must close your own account')
    const other = await as('administrator-2')
    expect((await other.post(`/accounts/${own}/close`)).statusCode).toBe(303)
    const change = { name: 'x', role: 'officer' }
    expect((await other.post(`/accounts/${second}/edit`, change)).body).toContain('must change your own role')
    // Two at once cannot each find the other still there: the second to come is refused.
    await other.post(`/accounts/${own}/open`)
    const again = await as('administrator')
    const outcomes = await Promise.all([again.post(`/accounts/${second}/close`), other.post(`/accounts/${own}/close`)])
    expect(outcomes.map(answer => answer.statusCode).sort()).not.toEqual([303, 303])
    const left = await it.db.one(
      z.object({ number: z.number() }),
      sql`select count(*) as number from accounts where role = 'administrator' and active`,
    )
    expect(left.number).toBe(1)
    await it.db.run(
      sql`update accounts set active = true, closed_at = null, invited_until = null where role = 'administrator'`,
    )
  })

  test('a lost telephone and another work account are let go of by an administrator', async () => {
    const admin = await as('administrator')
    const id = await idOf(demo('officer'))
    await it.db.run(sql`update accounts set issuer = 'https://old.example', subject = 'old' where id = ${id}`)
    await it.db.run(sql`insert into account_codes (account_id, secret, confirmed_at) values (${id}, 'lost', now())`)
    expect((await admin.get(`/accounts/${id}`)).body).toContain('By work account or link, with a code')
    await admin.post(`/accounts/${id}/reset`)
    expect((await admin.get(`/accounts/${id}`)).body).not.toContain('with a code')
    expect(await whatHappened(demo('officer'))).toEqual(
      expect.arrayContaining(['codes.removed', 'account.unbound', 'account.sign-in-reset']),
    )
  })
})

describe('flags', () => {
  const flagsShown = async (name: string) => (await (await as(name)).get('/account')).body

  test('hold on their last day and are gone on the next', async () => {
    const id = await idOf(demo('provider-2'))
    for (const [until, shown] of [
      ['2026-11-22', true],
      ['2026-11-21', false],
    ] as const) {
      await it.db.run(sql`delete from account_flags where account_id = ${id}`)
      await it.db.run(sql`
        insert into account_flags (account_id, flag, starts_on, ends_on, given_by) values (${id}, 'notifier', '2026-01-01', ${until}, 'tests')`)
      expect((await flagsShown('provider-2')).includes('Notifier'), until).toBe(shown)
    }
    await it.db.run(sql`update account_flags set starts_on = '2026-11-23', ends_on = null where account_id = ${id}`)
    expect(await flagsShown('provider-2')).not.toContain('Notifier')
  })

  test('are given and taken by an administrator; an evaluator’s always has an end', async () => {
    const admin = await as('administrator')
    const address = `/accounts/${await idOf(demo('director'))}`
    for (const [values, words] of [
      [{ flag: 'evaluator' }, 'an evaluator’s access always ends'],
      [{ flag: '' }, 'Choose what they are beside their role'],
      [{ flag: 'notifier', until: '2026-02-30' }, 'Enter a real date'],
      [{ flag: 'notifier', until: '2026-11-21' }, 'Enter a day that is not in the past'],
    ] as const) {
      const answer = await admin.post(`${address}/flags`, values)
      expect(answer.statusCode).toBe(400)
      expect(answer.body).toContain(words)
    }
    expect((await admin.post(`${address}/flags`, { flag: 'evaluator', until: '2027-01-31' })).statusCode).toBe(303)
    const page = (await admin.get(address)).body
    expect(page).toContain('until 31 January 2027, that day included')
    const end = /\/accounts\/\d+\/flags\/\d+\/end/.exec(page)?.[0] ?? ''
    const other = end.replace(/accounts\/\d+/, `accounts/${await idOf(demo('provider'))}`)
    expect((await admin.post(other)).statusCode).toBe(404)
    expect((await admin.post(end)).statusCode).toBe(303)
    expect((await admin.get(address)).body).not.toContain('31 January 2027, that day')
    expect((await admin.post(end)).statusCode).toBe(404)
  })
})

describe('asking for an account', () => {
  const sent = {
    email: 'partner@tests.example',
    name: 'Partner',
    role: 'borough-lead',
    organisation: 'westbrook-council',
    places: 'X09000008',
    reason: 'Leads the partnership of Westbrook since October.',
  }
  test('an officer asks, an administrator accepts, the person is invited and the officer is told', async () => {
    const [officer, admin] = [await as('officer'), await as('administrator')]
    expect((await officer.post('/accounts/request', { ...sent, reason: 'short' })).body).toContain(
      'Say why in a sentence',
    )
    expect((await officer.post('/accounts/request', sent)).headers.location).toBe('/accounts/requests?done=asked')
    expect((await (await as('officer-2')).get('/accounts/requests')).body).not.toContain(sent.email)
    expect((await admin.get('/accounts')).body).toContain('1 request waits for an answer')
    const address = /\/accounts\/requests\/\d+/.exec((await admin.get('/accounts/requests')).body)?.[0] ?? ''
    expect((await admin.post(address, { decision: 'perhaps' })).statusCode).toBe(400)
    await admin.post(address, { decision: 'accepted' })
    expect((await admin.post(address, { decision: 'accepted' })).statusCode).toBe(404)
    expect(await person(sent.email)).toMatchObject({ role: 'borough-lead', places: ['X09000008'] })
    expect(await mailsTo(sent.email)).toHaveLength(1)
    expect((await mailsTo(demo('officer'))).at(-1)?.body).toContain('An account was made for partner@tests.example')
  })

  test.each(['provider', 'borough-lead', 'analyst', 'director', 'young-assessor'])('%s does not ask', async name => {
    const visitor = await as(name)
    for (const path of ['/accounts/request', '/accounts/requests'])
      expect((await visitor.get(path)).statusCode, path).toBe(403)
    expect((await visitor.post('/accounts/request', sent)).statusCode).toBe(403)
  })
})
