// Who may open what, and that each page does what it says. Altering a row of the audit trail is in audit/audit.test.ts.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import { roles } from '../roles.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
})
afterAll(() => it?.close())

// 303 is the way to sign in; 403 is "your role does not open this".
const pages: Record<string, Partial<Record<(typeof roles)[number], number>>> = {
  '/audit': { 'borough-lead': 200, officer: 200, director: 200, administrator: 200 },
  '/audit.csv': { 'borough-lead': 200, officer: 200, director: 200, administrator: 200 },
  '/audit/checks/999': { director: 404, administrator: 404 },
  '/audit/checks/999/status': { director: 404, administrator: 404 },
  '/retention': { director: 200, administrator: 200 },
  '/retention/proof.csv': { director: 200, administrator: 200 },
  '/retention/sessions': { administrator: 200 },
  '/retention/no-such-rule': { administrator: 404 },
  '/gates': { director: 200, administrator: 200 },
  '/gates.csv': { director: 200, administrator: 200 },
  '/gates/new': { administrator: 200 },
  '/gates/999': { director: 404, administrator: 404 },
  '/data-requests': { officer: 200, director: 200, administrator: 200 },
  '/data-requests.csv': { officer: 200, director: 200, administrator: 200 },
  '/data-requests/new': { officer: 200, administrator: 200 },
  '/data-requests/999': { officer: 404, director: 404, administrator: 404 },
}

describe.each(Object.entries(pages))('%s', (url, open) => {
  test.each(roles)('asked by %s', async role => {
    const answer = await it.get(role, url)
    expect(answer.statusCode).toBe(open[role] ?? (role === 'public' ? 303 : 403))
  })
})

// What each role is answered when it sends nothing, or to a record that is not there.
const posts: Record<string, Partial<Record<(typeof roles)[number], number>>> = {
  '/audit/checks': { director: 303, administrator: 303 },
  '/retention/run': { administrator: 303 },
  '/retention/sessions': { administrator: 422 },
  '/gates': { administrator: 422 },
  '/gates/999': { administrator: 404 },
  '/gates/999/approve': { director: 404 },
  '/data-requests': { officer: 422, administrator: 422 },
  '/data-requests/999/extend': { officer: 404, administrator: 404 },
  '/data-requests/999/end': { officer: 404, administrator: 404 },
  '/data-requests/999/refuse': { director: 404 },
  '/data-requests/999/send-back': { director: 404 },
}

describe.each(Object.entries(posts))('sending to %s', (url, open) => {
  test.each(roles)('by %s', async role => {
    const answer = await it.ask(role, { ...form({}), url })
    expect(answer.statusCode).toBe(open[role] ?? (role === 'public' ? 401 : 403))
  })
})

test('anybody reads how to ask what is held about them, and there is no form', async () => {
  for (const role of roles) {
    const answer = await it.get(role, '/data-use/requests')
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('data-protection@riverton.example')
    expect(answer.body).not.toMatch(/<(input|textarea)/)
  }
})

const strange = [
  '',
  ' ',
  '\u202E',
  '💧'.repeat(300),
  '<script>',
  "'; drop table gates; --",
  '-1',
  '9'.repeat(40),
  '2026-02-30',
  '0000-00-00',
  '%',
  '\\',
]

test('nothing strange that is typed is answered with a failure', async () => {
  const fields = [
    'object',
    'kind',
    'title',
    'reference',
    'ownerRole',
    'signedOn',
    'reviewOn',
    'note',
    'number',
    'unit',
    'reason',
    'receivedOn',
    'heldAt',
    'how',
    'outcome',
  ]
  for (const url of ['/gates', '/data-requests', '/retention/sessions'])
    for (const text of strange) {
      const answer = await it.ask('administrator', {
        ...form(Object.fromEntries(fields.map(field => [field, text]))),
        url,
      })
      expect(answer.statusCode, `${url} ${text}`).toBe(422)
    }
  for (const text of strange) {
    const asked = new URLSearchParams({
      words: text,
      who: text,
      object: text,
      from: text,
      to: text,
      act: text,
      kind: text,
      page: text,
      sort: text,
    })
    for (const path of ['/audit', '/gates', '/data-requests'])
      expect((await it.get('administrator', `${path}?${asked}`)).statusCode, `${path} ${text}`).toBe(200)
    // 414: the address is too long
    expect([404, 414]).toContain(
      (await it.get('administrator', `/gates/${encodeURIComponent(text || 'x')}`)).statusCode,
    )
  }
})
