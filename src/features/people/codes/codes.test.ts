import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { Invitation, invite } from '../index.ts'
import { openVisitor, type Visitor } from '../testing.ts'
import { qrCode } from './qr.ts'
import { seal, unseal } from './seal.ts'
import { addressOf, base32, codeOf, match, newRecoveryCodes, stepOf } from './totp.ts'

// RFC 6238 appendix B: time, code of 8 figures by SHA-1, SHA-256, SHA-512. The seeds are those of the RFC's reference code.
const vectors = [
  [59, '94287082', '46119246', '90693936'],
  [1111111109, '07081804', '68084774', '25091201'],
  [1111111111, '14050471', '67062674', '99943326'],
  [1234567890, '89005924', '91819424', '93441116'],
  [2000000000, '69279037', '90698825', '38618901'],
  [20000000000, '65353130', '77737706', '47863826'],
] as const
const digits = '1234567890'
const seeds = { sha1: digits.repeat(2), sha256: `${digits.repeat(3)}12`, sha512: `${digits.repeat(6)}1234` }

describe('codes by time (RFC 6238)', () => {
  test.each(vectors)('at %i the codes are those of the RFC', (seconds, sha1, sha256, sha512) => {
    const step = stepOf(new Date(seconds * 1000))
    const of = (algorithm: keyof typeof seeds) => codeOf(Buffer.from(seeds[algorithm]), step, 8, algorithm)
    expect([of('sha1'), of('sha256'), of('sha512')]).toEqual([sha1, sha256, sha512])
  })

  // RFC 4226 appendix D.
  test('counters 0 to 9 give the codes of RFC 4226', () => {
    const found = Array.from({ length: 10 }, (_, counter) => codeOf(Buffer.from(seeds.sha1), counter))
    expect(found.join(' ')).toBe('755224 287082 359152 969429 338314 254676 287922 162583 399871 520489')
  })

  test('a clock half a minute off is taken, a minute is not; a step once used and those before it are not', () => {
    const secret = Buffer.from(seeds.sha1)
    const now = new Date(1_234_567_890_000)
    const step = stepOf(now)
    for (const by of [-1, 0, 1]) expect(match(secret, codeOf(secret, step + by), now, 0)).toBe(step + by)
    for (const by of [-2, 2]) expect(match(secret, codeOf(secret, step + by), now, 0)).toBeUndefined()
    expect(match(secret, codeOf(secret, step), now, step)).toBeUndefined()
    expect(match(secret, codeOf(secret, step - 1), now, step)).toBeUndefined()
    expect(match(secret, codeOf(secret, step + 1), now, step)).toBe(step + 1)
  })

  test.each(['', '12345', '1234567', '12345a', '１２３４５６', 'abcdef'])('%j is no code', typed =>
    expect(match(Buffer.from(seeds.sha1), typed, new Date(0), -9)).toBeUndefined(),
  )

  // RFC 4648 section 10, without padding.
  test.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('base32 of %j is %j', (text, expected) => expect(base32(Buffer.from(text))).toBe(expected))

  test('the address for an authenticator names us and the person', () => {
    expect(addressOf(Buffer.from('foobar'), 'a+b@c.example', 'Upstream')).toBe(
      'otpauth://totp/Upstream:a%2Bb%40c.example?secret=MZXW6YTBOI&issuer=Upstream',
    )
  })

  test('recovery codes are ten, all different, without letters that look like figures', () => {
    const codes = newRecoveryCodes()
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^[a-hjkmnp-z2-9]{5}-[a-hjkmnp-z2-9]{5}$/)
  })
})

describe('the code for a camera', () => {
  const dark = (path: string) => new Set([...path.matchAll(/M(\d+ \d+)h1/g)].map(found => found[1]))

  test('has its three corners, a quiet zone of four, and another pattern for another key', () => {
    const { size, path } = qrCode(addressOf(Buffer.from('foobar'), 'a@c.example', 'Upstream'))
    const modules = dark(path)
    expect((size - 8 - 17) % 4).toBe(0) // a size ISO/IEC 18004 knows, and the quiet zone on both sides
    for (const [x, y] of [
      [4, 4],
      [size - 11, 4],
      [4, size - 11],
    ] as const) {
      for (let k = 0; k < 7; k++) expect(modules.has(`${x + k} ${y}`) && modules.has(`${x} ${y + k}`)).toBe(true)
      expect(modules.has(`${x + 1} ${y + 1}`)).toBe(false)
    }
    for (let k = 0; k < size; k++) expect(modules.has(`3 ${k}`) || modules.has(`${k} 3`)).toBe(false)
    expect(qrCode(addressOf(Buffer.from('foobaz'), 'a@c.example', 'Upstream')).path).not.toBe(path)
  })
})

describe('sealed secrets', () => {
  const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  test('open with the key and for the account they were sealed for, and nothing else', () => {
    const sealed = seal(key, Buffer.from('secret'), 'account/1')
    expect(unseal(key, sealed, 'account/1')?.toString()).toBe('secret')
    expect(unseal(other, sealed, 'account/1')).toBeUndefined()
    expect(unseal(key, sealed, 'account/2')).toBeUndefined()
    const bytes = Buffer.from(sealed, 'base64')
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    expect(unseal(key, bytes.toString('base64'), 'account/1')).toBeUndefined()
    expect(unseal(key, 'short', 'account/1')).toBeUndefined()
    expect(seal(key, Buffer.from('secret'), 'account/1')).not.toBe(sealed)
  })
})

describe('an authenticator', () => {
  let it: TestApp
  let now = Date.now()
  beforeAll(async () => {
    it = await openTestApp('empty', 'demo', { now: () => new Date(now) })
  })
  afterAll(() => it.close())

  const link = (name: string) =>
    invite(it.db, 'tests', Invitation.parse({ email: `${name}@tests.example`, name, role: 'provider' }))
  const arrive = async (name: string): Promise<Visitor> => {
    const visitor = openVisitor(it.app)
    await visitor.post(`/sign-in/${await link(name)}`)
    return visitor
  }
  const decode = (text: string) => {
    const bits = [...text].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
    return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
  }
  // The next half minute, so that each code is a new one.
  const codeNow = (secret: Buffer) => {
    now += 30_000
    return codeOf(secret, stepOf(new Date(now)))
  }
  async function setUp(name: string) {
    const visitor = await arrive(name)
    const page = (await visitor.get('/account/codes')).body
    const secret = decode(/<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(page)?.[1]?.replaceAll(' ', '') ?? '')
    const done = await visitor.post('/account/codes', { code: codeNow(secret) })
    const recovery = [...done.body.matchAll(/<li><code>([\w-]+)<\/code>/g)].map(found => found[1] ?? '')
    return { visitor, secret, recovery }
  }

  test('is set up against its first code; the secret and the recovery codes are not kept as they are', async () => {
    const { visitor, secret, recovery } = await setUp('sets-up')
    expect(recovery).toHaveLength(10)
    expect((await visitor.get('/account')).body).toContain('You have 10 recovery codes left')
    const { text } = await it.db.one(
      z.object({ text: z.string() }),
      sql`select (select string_agg(c::text, '') from account_codes c) || (select string_agg(r::text, '') from account_recovery_codes r) as text`,
    )
    for (const plain of [base32(secret), secret.toString('base64'), secret.toString('hex'), ...recovery])
      expect(text).not.toContain(plain)
    expect((await visitor.get('/account/codes')).headers.location).toBe('/account')
  })

  test('a link alone then does not sign in; the code does, and the same code not again', async () => {
    const { secret } = await setUp('second')
    const visitor = openVisitor(it.app)
    expect((await visitor.post(`/sign-in/${await link('second')}`)).headers.location).toBe('/sign-in/code')
    expect((await visitor.get('/account')).statusCode).toBe(303)
    expect((await visitor.post('/sign-in/code', { code: '000000' })).body).toContain('That code is not right')
    const code = codeNow(secret)
    const before = visitor.cookie()
    expect((await visitor.post('/sign-in/code', { code })).statusCode).toBe(303)
    expect(visitor.cookie()).not.toBe(before)
    expect((await visitor.get('/account')).statusCode).toBe(200)
    const other = openVisitor(it.app)
    await other.post(`/sign-in/${await link('second')}`)
    expect((await other.post('/sign-in/code', { code })).statusCode).toBe(400)
    expect((await openVisitor(it.app).post('/sign-in/code', { code: codeNow(secret) })).headers.location).toBe(
      '/sign-in',
    )
  })

  test('after five wrong codes none is taken for a quarter of an hour, in whichever window', async () => {
    const { secret } = await setUp('guessed')
    const guesser = openVisitor(it.app)
    await guesser.post(`/sign-in/${await link('guessed')}`)
    for (let i = 0; i < 5; i++)
      expect((await guesser.post('/sign-in/code', { code: `00000${i}` })).statusCode).toBe(400)
    const other = openVisitor(it.app)
    await other.post(`/sign-in/${await link('guessed')}`)
    expect((await other.post('/sign-in/code', { code: codeNow(secret) })).body).toContain('Too many wrong codes')
    await it.db.run(sql`update account_codes set wrong_since = now() - interval '16 minutes'`)
    expect((await other.post('/sign-in/code', { code: codeNow(secret) })).statusCode).toBe(303)
  })

  test('a recovery code signs in once, and another’s does not', async () => {
    const [mine, theirs] = [await setUp('recovers'), await setUp('others')]
    const visitor = openVisitor(it.app)
    await visitor.post(`/sign-in/${await link('recovers')}`)
    expect((await visitor.post('/sign-in/code', { code: theirs.recovery[0] ?? '' })).statusCode).toBe(400)
    const code = mine.recovery[0]?.toUpperCase().replace('-', ' ') ?? ''
    expect((await visitor.post('/sign-in/code', { code })).statusCode).toBe(303)
    expect((await visitor.get('/account')).body).toContain('You have 9 recovery codes left')
    const again = openVisitor(it.app)
    await again.post(`/sign-in/${await link('recovers')}`)
    expect((await again.post('/sign-in/code', { code })).statusCode).toBe(400)
  })

  test('counts as a recent sign-in, and gives a new session', async () => {
    const { visitor, secret } = await setUp('again')
    await it.db.run(sql`update sessions set authenticated_at = now() - interval '3 hours'`)
    expect((await visitor.get('/account/codes/remove')).headers.location).toContain('/sign-in/again')
    const before = visitor.cookie()
    const back = await visitor.post('/sign-in/again', { code: codeNow(secret), next: '/account/codes/remove' })
    expect(back.headers.location).toBe('/account/codes/remove')
    expect(visitor.cookie()).not.toBe(before)
    expect((await openVisitor(it.app, undefined, before).get('/account')).statusCode).toBe(303)
    expect((await visitor.get('/account/codes/remove')).statusCode).toBe(200)
  })

  test('is removed against a code; then a link is enough, and the person is told by mail each time', async () => {
    const { visitor, secret } = await setUp('removes')
    expect((await visitor.post('/account/codes/remove', { code: '123' })).statusCode).toBe(400)
    expect((await visitor.post('/account/codes/remove', { code: codeNow(secret) })).headers.location).toBe(
      '/account?done=codes-removed',
    )
    expect((await openVisitor(it.app).post(`/sign-in/${await link('removes')}`)).headers.location).toBe('/')
    const mails = await it.db.many(
      z.object({ kind: z.string() }),
      sql`select kind from mail_outbox where recipient = 'removes@tests.example'`,
    )
    expect(mails.map(mail => mail.kind)).toEqual(['codes-changed', 'codes-changed'])
  })

  test.each(['', ' ', 'x'.repeat(500), '<script>', '12345678901234567890'])(
    'a code typed as %j is answered in words',
    async code => {
      const { visitor } = await setUp(`fuzz-${code.length}`)
      for (const url of ['/account/codes/remove', '/sign-in/again'])
        expect((await visitor.post(url, { code, next: '//evil.example' })).statusCode).toBe(400)
    },
  )

  test('where there is no key, the page says so and nothing can be set up', async () => {
    const london = await openTestApp('empty', 'london')
    const cookie = await london.ask('provider', { method: 'GET', url: '/account' })
    expect(cookie.body).toContain('this installation has no key to keep secrets under')
    expect(cookie.body).not.toContain('href="/account/codes"')
    expect((await london.get('provider', '/account/codes')).statusCode).toBe(409)
    await london.close()
  })
})
