import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore, type TestStore } from '../../../test/support.ts'
import { readConfig } from '../config.ts'
import { workOnce } from '../jobs.ts'
import { sql } from '../sql.ts'
import { jobs, type Means, meansOf, newest, post } from './index.ts'
import { byNotify, tokenOf } from './notify.ts'
import { bySmtp } from './smtp.ts'

let store: TestStore
beforeAll(async () => {
  store = await openTestStore('empty')
})
afterAll(() => store.close())

const mail = {
  to: 'someone@tests.example',
  kind: 'test',
  subject: 'A subject\r\nBcc: other@tests.example',
  body: 'Words, and a £ sign.',
}
const State = z.object({
  attempts: z.number(),
  sent: z.boolean(),
  failed: z.boolean(),
  body: z.string().nullable(),
  error: z.string().nullable(),
})
const last = () =>
  store.db.one(
    State,
    sql`select attempts, sent_at is not null as sent, failed_at is not null as failed, body, error from mail_outbox order by id desc limit 1`,
  )
const allDue = () => store.db.run(sql`update jobs set run_at = now() where finished_at is null`)
const work = async (means: Means) => {
  await allDue()
  return workOnce(store.db, jobs(store.db, means))
}

describe('the outbox', () => {
  test('is written with its change or not at all', async () => {
    const before = (await newest(store.db, 50)).length
    await expect(
      store.db.transaction(async tx => {
        await post(tx, mail)
        throw new Error('the change failed')
      }),
    ).rejects.toThrow('the change failed')
    expect(await newest(store.db, 50)).toHaveLength(before)
  })

  test('a mail that has gone leaves no text behind, and its job held only its number', async () => {
    const gone: string[] = []
    await post(store.db, mail)
    await work(async ({ to, subject }) => void gone.push(`${to}: ${subject}`))
    expect(gone).toEqual(['someone@tests.example: A subject Bcc: other@tests.example'])
    expect(await last()).toMatchObject({ sent: true, attempts: 1, body: null })
    const { payload } = await store.db.one(
      z.object({ payload: z.string() }),
      sql`select payload::text as payload from jobs order by id desc limit 1`,
    )
    expect(payload).toMatch(/^\{"mailId": \d+\}$/)
    expect(await work(async () => expect.fail('sent twice'))).toBe(false)
  })

  test('a server that fails is tried again, later each time, and then given up with the reason', async () => {
    await post(store.db, mail)
    const waits: number[] = []
    for (let tries = 0; tries < 6; tries++) {
      await work(async () => {
        throw new Error('the server is away')
      })
      const next = await store.db.maybe(
        z.object({ wait: z.number() }),
        sql`select round(extract(epoch from run_at - now())) as wait from jobs where finished_at is null and kind = 'mail.send'`,
      )
      if (next) waits.push(next.wait)
    }
    expect(waits).toEqual([60, 300, 1_800, 7_200, 21_600])
    expect(await last()).toMatchObject({ failed: true, attempts: 6, body: null, error: 'the server is away' })
  })

  test('a mail that is late is not sent', async () => {
    await post(store.db, { ...mail, goodForMinutes: 15 })
    await store.db.run(sql`update mail_outbox set good_until = now() - interval '1 second' where sent_at is null`)
    await work(async () => expect.fail('sent though late'))
    expect(await last()).toMatchObject({ failed: true, error: 'Not sent in time to be of use' })
  })

  test('in the demonstration nothing leaves, and the text is kept to be shown', async () => {
    expect(meansOf({ kind: 'smtp', url: 'smtp://mail.example', from: 'x@y.example' }, true)).toBe('shown')
    await post(store.db, mail)
    await work('shown')
    expect(await last()).toMatchObject({ sent: true, body: mail.body })
  })

  test('where no mail is set up, it says so', async () => {
    expect(meansOf(undefined, false)).toBe('none')
    await post(store.db, mail)
    await work('none')
    expect(await last()).toMatchObject({ failed: true, error: 'Mail is not set up here', body: null })
  })
})

/** A mail server that takes everything and gives back what it was told. */
async function mailServer() {
  const heard: string[] = []
  const server = createServer((socket: Socket) => {
    let inData = false
    socket.write('220 tests ESMTP\r\n')
    socket.on('data', chunk => {
      heard.push(chunk.toString())
      if (inData) {
        if (!chunk.toString().endsWith('\r\n.\r\n')) return
        inData = false
        return socket.write('250 taken\r\n')
      }
      inData = chunk.toString().startsWith('DATA')
      return socket.write(inData ? '354 go on\r\n' : '250 yes\r\n')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())
  return { url: `smtp://127.0.0.1:${port}`, heard: () => heard.join(''), close: () => server.close() }
}

describe('by a mail server', () => {
  test('the mail arrives as plain text, to one person, and no line of it becomes a header', async () => {
    const server = await mailServer()
    const send = bySmtp({ kind: 'smtp', url: server.url, from: 'Upstream <upstream@tests.example>' })
    await send({ id: 1, to: mail.to, subject: mail.subject, body: mail.body })
    server.close()
    expect(server.heard()).toContain('RCPT TO:<someone@tests.example>')
    expect(server.heard().match(/RCPT TO/g)).toHaveLength(1)
    expect(server.heard()).toContain('Auto-Submitted: auto-generated')
    expect(server.heard()).not.toMatch(/^Bcc:/m)
    expect(server.heard()).toMatch(/Content-Type: text\/plain; charset=utf-8/i)
  })

  test('a server that is not this machine must speak TLS', async () => {
    const server = await mailServer()
    const elsewhere = server.url.replace('127.0.0.1', '127.0.0.2')
    const send = bySmtp({ kind: 'smtp', url: elsewhere, from: 'upstream@tests.example' })
    await expect(send({ id: 1, to: mail.to, subject: 'x', body: 'y' })).rejects.toThrow()
    server.close()
    expect(server.heard()).not.toContain('RCPT')
  })
})

describe('by GOV.UK Notify', () => {
  const [service, secret] = ['26785a09-ab16-4eb0-8407-a37497a57506', '3d844edf-8d35-48ac-975b-e847b4f122b0']
  const key = `our-key-${service}-${secret}`
  const template = 'f33517ff-2a88-4f6e-b855-c550268ce08a'

  test('its token names the service and is signed with the secret', () => {
    const [head = '', body = '', signature] = tokenOf(key, new Date(1_700_000_000_500)).split('.')
    expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toEqual({ iss: service, iat: 1_700_000_000 })
    expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ typ: 'JWT', alg: 'HS256' })
    expect(signature).toBe(createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url'))
  })

  test('one mail is one request with the fields of the template; a refusal is told by its number alone', async () => {
    const asked: { url: string; body: unknown }[] = []
    const answer = (status: number) => async (url: string | URL | Request, init?: RequestInit) => {
      asked.push({ url: String(url), body: JSON.parse(String(init?.body)) })
      return new Response('{"errors":[{"message":"someone@tests.example is not a team member"}]}', { status })
    }
    await byNotify({ kind: 'notify', key, template }, answer(201))({ id: 7, ...mail })
    expect(asked).toEqual([
      {
        url: 'https://api.notifications.service.gov.uk/v2/notifications/email',
        body: {
          email_address: mail.to,
          template_id: template,
          personalisation: { subject: mail.subject, body: mail.body },
          reference: 'upstream-7',
        },
      },
    ])
    await expect(byNotify({ kind: 'notify', key, template }, answer(400))({ id: 8, ...mail })).rejects.toThrow(
      /^GOV.UK Notify answered 400$/,
    )
  })
})

describe('settings of mail and sign-in', () => {
  const read = (environment: Record<string, string>) => readConfig(environment, '/nowhere')
  test('nothing set is no mail and no provider', () => {
    expect(read({})).toMatchObject({ mail: undefined, provider: undefined, secretsKey: undefined })
  })
  test.each([
    [{ MAIL_URL: 'smtp://mail.example' }, 'MAIL_FROM'],
    [{ MAIL_URL: 'https://mail.example', MAIL_FROM: 'x' }, 'MAIL_URL must look like'],
    [{ NOTIFY_API_KEY: 'short' }, 'NOTIFY_API_KEY must be the whole key'],
    [{ OIDC_ISSUER: 'https://sign-in.example' }, 'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET together'],
    [{ SECRETS_KEY: 'c2hvcnQ=' }, 'SECRETS_KEY must be 32 bytes'],
  ])('half a setting is told: %j', (environment, words) => {
    expect(() => read(environment)).toThrow(words)
  })
})
