import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { openVisitor, type Visitor } from '../testing.ts'
import { Authorize, openStub, stubPath, type Ticket } from './stub.ts'

const issuer = 'https://sign-in.tests.example'
const stub = openStub(issuer)
let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty', 'london', { provider: stub.provider, address: 'https://upstream.tests.example' })
})
afterAll(() => it.close())

async function account(name: string, state: 'active' | 'closed' | 'lapsed' = 'active'): Promise<string> {
  const email = `${name}@tests.example`
  await it.db.run(sql`
    insert into accounts (email, name, role, active, invited_until)
    values (${email}, ${name}, 'officer', ${state !== 'closed'}, case when ${state === 'lapsed'} then now() - interval '1 day' end)`)
  return email
}

/** Begins in a browser and gives what the provider was asked. */
async function begin(visitor: Visitor, query = ''): Promise<Authorize & { address: URL }> {
  const answer = await visitor.get(`/sign-in/work${query}`)
  expect(answer.statusCode).toBe(303)
  const address = new URL(String(answer.headers.location), 'https://x.example')
  return { ...Authorize.parse(Object.fromEntries(address.searchParams)), address }
}

type Twist = Partial<Omit<Ticket, 'ask'>> & { state?: string; iss?: string }
const back = (ask: Authorize, email: string, twist: Twist = {}): string => {
  const { state = ask.state, iss = issuer, ...ticket } = twist
  const code = stub.issue({ ask, email, subject: `subject of ${email}`, ...ticket })
  return `/sign-in/work/back?${new URLSearchParams({ code, state, iss })}`
}
const inside = async (visitor: Visitor) => (await visitor.get('/account')).statusCode === 200

const refusals = () =>
  it.db.many(
    z.object({ why: z.string() }),
    sql`select detail->>'why' as why from audit where what = 'sign-in.refused' order by id`,
  )

describe('the organisation’s own sign-in (OpenID Connect)', () => {
  test('asks with PKCE, state and nonce, each new, and comes back to this site', async () => {
    const [one, two] = [await begin(openVisitor(it.app)), await begin(openVisitor(it.app))]
    expect(one.address.pathname).toBe(stubPath)
    expect(Object.fromEntries(one.address.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid email',
      redirect_uri: 'https://upstream.tests.example/sign-in/work/back',
    })
    for (const key of ['state', 'nonce', 'code_challenge'] as const) expect(one[key]).not.toBe(two[key])
  })

  test('somebody with an account comes in, to the page they wanted, and is known by the provider’s subject from then on', async () => {
    const email = await account('known')
    const visitor = openVisitor(it.app)
    await begin(visitor, '?next=/places')
    const before = visitor.cookie()
    const ask = await begin(visitor, '?next=/places')
    expect(visitor.cookie()).toBe(before)
    expect((await visitor.get(back(ask, email))).headers.location).toBe('/places')
    expect(visitor.cookie()).not.toBe(before)
    expect(await inside(visitor)).toBe(true)
    const kept = await it.db.one(
      z.object({ issuer: z.string(), subject: z.string() }),
      sql`select issuer, subject from accounts where email = ${email}`,
    )
    expect(kept).toEqual({ issuer, subject: `subject of ${email}` })
    const moved = openVisitor(it.app)
    await moved.get(back(await begin(moved), 'new-name@elsewhere.example', { subject: `subject of ${email}` }))
    expect(await inside(moved)).toBe(true)
    expect((await moved.get('/account')).body).toContain(email)
  })

  test.each<[string, Twist]>([
    ['another state', { state: 'another' }],
    ['another nonce', { nonce: 'another' }],
    ['another issuer in the answer (mix-up)', { iss: 'https://evil.example' }],
    ['another issuer in the token', { issuer: 'https://evil.example' }],
    ['a token for somebody else’s site', { audience: 'another-client' }],
    ['an address the provider has not verified', { emailVerified: false, subject: 'unverified' }],
    ['somebody unknown', { email: 'nobody@tests.example', subject: 'nobody' }],
  ])('%s is refused, in words that say no more', async (_name, twist) => {
    const email = await account(
      `twist-${Math.abs(JSON.stringify(twist).length)}-${Object.keys(twist)[0]?.toLowerCase()}`,
    )
    const visitor = openVisitor(it.app)
    const answer = await visitor.get(back(await begin(visitor), email, twist))
    expect(answer.statusCode).toBe(403)
    expect(answer.body).toContain('We could not match your work account to an account here')
    expect(await inside(visitor)).toBe(false)
  })

  test.each(['closed', 'lapsed'] as const)('an account that is %s does not open', async state => {
    const email = await account(`is-${state}`, state)
    const visitor = openVisitor(it.app)
    expect((await visitor.get(back(await begin(visitor), email))).statusCode).toBe(403)
  })

  test('an answer serves once, whatever came of it, and a code of another sign-in does not serve', async () => {
    const email = await account('replay')
    const visitor = openVisitor(it.app)
    const ask = await begin(visitor)
    const address = back(ask, email)
    const token = visitor.cookie()
    expect((await visitor.get(address)).statusCode).toBe(303)
    expect((await openVisitor(it.app, undefined, token).get(address)).statusCode).toBe(403)
    const other = openVisitor(it.app)
    const theirs = await begin(other)
    const mixed = new URLSearchParams(back(ask, email).split('?')[1])
    mixed.set('state', theirs.state)
    expect((await other.get(`/sign-in/work/back?${mixed}`)).statusCode).toBe(403) // its PKCE verifier is another
    expect(await inside(other)).toBe(false)
  })

  test('an answer brought by another browser than the one that began is refused', async () => {
    const email = await account('victim')
    const ask = await begin(openVisitor(it.app))
    const other = openVisitor(it.app)
    expect((await other.get(back(ask, email))).statusCode).toBe(403)
    await begin(other)
    expect((await other.get(back(ask, email))).statusCode).toBe(403)
  })

  test('an address given to somebody else later does not open the account it was bound to', async () => {
    const email = await account('moved-on')
    const first = openVisitor(it.app)
    await first.get(back(await begin(first), email))
    const second = openVisitor(it.app)
    expect((await second.get(back(await begin(second), email, { subject: 'another person' }))).statusCode).toBe(403)
  })

  test('role and places of the provider are not taken', async () => {
    const email = await account('modest')
    const visitor = openVisitor(it.app)
    await visitor.get(back(await begin(visitor), email))
    expect((await visitor.get('/account')).body).toContain('VRU officer')
    expect((await visitor.get('/accounts')).statusCode).toBe(403)
  })

  test('who signed in there long ago is not fresh, and asks the provider to sign in anew', async () => {
    const email = await account('stale')
    const visitor = openVisitor(it.app)
    const hoursAgo = new Date(Date.now() - 5 * 3_600_000)
    await visitor.get(back(await begin(visitor), email, { at: hoursAgo }))
    expect(await inside(visitor)).toBe(true)
    await it.db.run(sql`update accounts set role = 'administrator' where email = ${email}`)
    expect((await visitor.get('/accounts/invite')).headers.location).toContain('/sign-in/again')
    const ask = await begin(visitor, '?again=yes&next=/accounts/invite')
    expect(Object.fromEntries(ask.address.searchParams)).toMatchObject({ prompt: 'login', max_age: '300' })
    expect((await visitor.get(back(ask, email, { at: hoursAgo }))).statusCode).toBe(403)
    const anew = await begin(visitor, '?again=yes&next=/accounts/invite')
    expect((await visitor.get(back(anew, email))).headers.location).toBe('/accounts/invite')
    expect((await visitor.get('/accounts/invite')).statusCode).toBe(200)
  })

  test.each([
    '',
    '?',
    '?code=1',
    '?state=x&code=y&iss=z',
    `?error=access_denied&state=${'s'.repeat(5_000)}`,
    '?code=%00',
  ])('an answer of nonsense, %j, is never a fault of ours', async query => {
    const visitor = openVisitor(it.app)
    await begin(visitor)
    expect([400, 403]).toContain((await visitor.get(`/sign-in/work/back${query}`)).statusCode)
  })

  test('why somebody was refused is in the audit trail, without their address', async () => {
    const found = (await refusals()).map(row => row.why)
    for (const why of ['nothing begun', 'answer refused', 'nobody known']) expect(found).toContain(why)
  })

  test('a provider that does not answer is told in words, and asked again next time', async () => {
    const away = { ...stub.provider, fetch: async () => Promise.reject(new Error('unreachable')) }
    const app = await openTestApp('empty', 'london', { provider: away, mail: true })
    const answer = await openVisitor(app.app).get('/sign-in/work')
    expect(answer.statusCode).toBe(503)
    expect(answer.body).toContain('does not answer')
    await app.close()
  })

  test('the page of invented staff is in the demonstration alone', async () => {
    expect((await openVisitor(it.app).get(stubPath)).statusCode).toBe(404)
    expect((await openVisitor(it.app).get('/outbox')).statusCode).toBe(404)
  })
})
